#include "tests/benchmark/scale/repeated.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "content/digest.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"
#include "knead/v1/content_bundle.pb.h"
#include "proto/canonical/canonical_bytes.h"
#include "proto/canonical/sha256.h"
#include "tests/benchmark/scale/group.h"
#include "tools/content/verdict_content.h"

namespace knead::scale {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::internal::WireFormatLite;

// Of a bundle and of the content with its certificate.
constexpr size_t kMaxBytes = std::numeric_limits<int32_t>::max();

const std::string& FirstTag() {
  static const auto& tag = *new std::string(GroupTag(1));
  return tag;
}

// Tags are equally long, so what is serialised stays so.
std::string Renamed(absl::string_view bytes, absl::string_view tag) {
  return absl::StrReplaceAll(bytes, {{FirstTag(), tag}});
}

// One resource of a bundle.
struct Resource {
  std::string name;
  std::string bytes;
};

// The resources of one field, in their order.
struct Parts {
  std::vector<Resource> frame;
  // Those of the first group.
  std::vector<Resource> group;
};

Resource ResourceOf(const Message& message) {
  const FieldDescriptor* name =
      message.GetDescriptor()->FindFieldByName("name");
  return {message.GetReflection()->GetString(message, name),
          CanonicalBytes(message)};
}

Parts PartsOf(const v1::ContentBundle& bundle, const FieldDescriptor* field) {
  Parts parts;
  const auto* reflection = bundle.GetReflection();
  for (int i = 0; i < reflection->FieldSize(bundle, field); ++i) {
    Resource resource =
        ResourceOf(reflection->GetRepeatedMessage(bundle, field, i));
    auto& place = FindTag(resource.name).empty() ? parts.frame : parts.group;
    place.push_back(std::move(resource));
  }
  return parts;
}

void Append(const FieldDescriptor* field, absl::string_view bytes,
            std::string* out) {
  // By itself, since a stream fills all that a string has room for.
  std::string header;
  {
    google::protobuf::io::StringOutputStream stream(&header);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.WriteTag(WireFormatLite::MakeTag(
        field->number(), WireFormatLite::WIRETYPE_LENGTH_DELIMITED));
    coded.WriteVarint32(static_cast<uint32_t>(bytes.size()));
  }
  absl::StrAppend(out, header, bytes);
}

absl::Status Refuse(absl::string_view name, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(
      name, ": ", why, "; what was proved of the first group says nothing"));
}

// Takes a bundle apart, and refuses it unless it is a frame with many groups
// that are alike.
class Checker {
 public:
  Checker(const v1::ContentBundle& bundle,
          const content::CompiledContent& compiled)
      : bundle_(bundle), compiled_(compiled.bundle) {}

  absl::Status Check() {
    const auto* descriptor = v1::ContentBundle::descriptor();
    for (int f = 0; f < descriptor->field_count(); ++f) {
      const FieldDescriptor* field = descriptor->field(f);
      const absl::Status status =
          field->is_repeated() ? CheckResources(field) : CheckSingle(field);
      if (!status.ok()) return status;
    }
    if (tags_.empty()) return Refuse("the content", "has no group");
    return absl::OkStatus();
  }

  // Of all groups, in their order.
  std::vector<std::string> TakeTags() { return std::move(tags_); }

 private:
  absl::Status CheckSingle(const FieldDescriptor* field) const {
    const auto* reflection = bundle_.GetReflection();
    if (reflection->HasField(bundle_, field) !=
            reflection->HasField(compiled_, field) ||
        CanonicalBytes(reflection->GetMessage(bundle_, field)) !=
            CanonicalBytes(reflection->GetMessage(compiled_, field))) {
      return Refuse(field->name(), "is not that of the frame");
    }
    return absl::OkStatus();
  }

  absl::Status CheckResources(const FieldDescriptor* field) {
    const Parts parts = PartsOf(compiled_, field);
    for (const Resource& resource : parts.frame) {
      if (!FindTag(resource.bytes).empty()) {
        return Refuse(resource.name, "is of the frame and names a group");
      }
    }
    for (const Resource& resource : parts.group) {
      // The one tag that it holds is the first.
      if (!FindTag(Renamed(resource.bytes, "")).empty()) {
        return Refuse(resource.name, "names another group");
      }
    }
    size_t in_frame = 0;
    // Resources that each group has so far, and groups as they come.
    absl::flat_hash_map<std::string, size_t> seen;
    std::vector<std::string> tags;
    const auto* reflection = bundle_.GetReflection();
    for (int i = 0; i < reflection->FieldSize(bundle_, field); ++i) {
      const Resource resource =
          ResourceOf(reflection->GetRepeatedMessage(bundle_, field, i));
      const std::string tag(FindTag(resource.name));
      if (tag.empty()) {
        if (in_frame == parts.frame.size() ||
            resource.bytes != parts.frame[in_frame].bytes) {
          return Refuse(resource.name, "is not in the frame");
        }
        ++in_frame;
        continue;
      }
      size_t& count = seen[tag];
      if (count == 0) tags.push_back(tag);
      if (count == parts.group.size() ||
          resource.bytes != Renamed(parts.group[count].bytes, tag)) {
        return Refuse(resource.name,
                      "is not what the first group has, under another name");
      }
      ++count;
    }
    if (in_frame != parts.frame.size()) {
      return Refuse(parts.frame[in_frame].name, "is missing");
    }
    if (parts.group.empty()) return absl::OkStatus();
    for (const auto& [tag, count] : seen) {
      if (count != parts.group.size()) {
        return Refuse(Renamed(parts.group[count].name, tag), "is missing");
      }
    }
    if (tags_.empty()) tags_ = tags;
    if (tags != tags_) {
      return Refuse(field->name(), "some groups have them and others have not");
    }
    return absl::OkStatus();
  }

  const v1::ContentBundle& bundle_;
  const v1::ContentBundle& compiled_;
  std::vector<std::string> tags_;
};

// `name` as it is in each group; once when it is of the frame.
std::vector<std::string> InEach(const std::string& name,
                                const std::vector<std::string>& tags) {
  if (FindTag(name).empty()) return {name};
  std::vector<std::string> names;
  names.reserve(tags.size());
  for (const std::string& tag : tags) names.push_back(Renamed(name, tag));
  return names;
}

// The minimal inputs of one verdict with all groups, as the proof writes them.
void FillInputs(const content::VerdictContent& first,
                const VerdictFunction& function,
                const std::vector<std::string>& tags,
                v1::CertifiedFunction* out) {
  // In the order of ComesBefore(): the fewest findings first, then by their
  // numbers, which are in the order of the names. Those that are equal so far
  // are of one group, and keep their order.
  struct Input {
    size_t size;
    std::vector<std::string> findings;
    std::string text;
  };
  std::vector<Input> inputs;
  for (const FindingStates& states : function.implicants) {
    const std::string text = first.Describe(states);
    const bool is_frame = FindTag(text).empty();
    for (const std::string& tag :
         is_frame ? std::vector<std::string>{FirstTag()} : tags) {
      Input input = {states.size(), {}, Renamed(text, tag)};
      for (const FindingState& state : states) {
        input.findings.push_back(
            Renamed(first.set.findings.finding(state.finding).name(), tag));
      }
      inputs.push_back(std::move(input));
    }
  }
  std::stable_sort(
      inputs.begin(), inputs.end(), [](const Input& a, const Input& b) {
        return std::tie(a.size, a.findings) < std::tie(b.size, b.findings);
      });
  std::string all;
  for (const Input& input : inputs) absl::StrAppend(&all, input.text, "\n");
  out->set_minimal_inputs(static_cast<int64_t>(inputs.size()));
  out->set_digest(Sha256(all));
}

}  // namespace

absl::StatusOr<std::string> Repeat(const content::CompiledContent& compiled,
                                   int groups) {
  const auto* descriptor = v1::ContentBundle::descriptor();
  const auto* reflection = compiled.bundle.GetReflection();
  std::string bytes;
  for (int f = 0; f < descriptor->field_count(); ++f) {
    const FieldDescriptor* field = descriptor->field(f);
    if (!field->is_repeated()) {
      if (reflection->HasField(compiled.bundle, field)) {
        Append(field,
               CanonicalBytes(reflection->GetMessage(compiled.bundle, field)),
               &bytes);
      }
      continue;
    }
    const Parts parts = PartsOf(compiled.bundle, field);
    // Whatever is between two groups in the order of names would be a third.
    auto next = parts.frame.begin();
    for (; next != parts.frame.end() && !parts.group.empty() &&
           next->name < parts.group.front().name;
         ++next) {
      Append(field, next->bytes, &bytes);
    }
    for (int g = 1; g <= groups; ++g) {
      const std::string tag = GroupTag(g);
      for (const Resource& resource : parts.group) {
        Append(field, Renamed(resource.bytes, tag), &bytes);
      }
      if (bytes.size() > kMaxBytes) {
        return absl::InvalidArgumentError(
            absl::StrCat(groups, " groups take more than ", kMaxBytes,
                         " bytes, which is what protobuf allows"));
      }
    }
    for (; next != parts.frame.end(); ++next) {
      Append(field, next->bytes, &bytes);
    }
  }
  return bytes;
}

absl::StatusOr<v1::ContentCertificate> CertifyRepeated(
    absl::string_view bundle_bytes, const content::CompiledContent& compiled) {
  std::vector<std::string> tags;
  {
    google::protobuf::Arena arena;
    auto* bundle =
        google::protobuf::Arena::CreateMessage<v1::ContentBundle>(&arena);
    if (!bundle->ParseFromArray(bundle_bytes.data(),
                                static_cast<int>(bundle_bytes.size()))) {
      return Refuse("the content", "is no serialised ContentBundle");
    }
    Checker checker(*bundle, compiled);
    if (absl::Status status = checker.Check(); !status.ok()) return status;
    tags = checker.TakeTags();
  }
  const auto first = content::MakeVerdictContent(compiled.bytes);
  if (!first.ok()) return first.status();
  v1::ContentCertificate certificate = compiled.certificate;
  certificate.set_content_revision(ContentDigest(bundle_bytes));
  for (int i = 0; i < certificate.functions_size(); ++i) {
    v1::CertifiedFunction& function = *certificate.mutable_functions(i);
    // In the order of the content: by name.
    std::vector<std::string> techniques;
    for (const std::string& name :
         compiled.certificate.functions(i).techniques()) {
      for (std::string& each : InEach(name, tags)) {
        techniques.push_back(std::move(each));
      }
    }
    std::sort(techniques.begin(), techniques.end());
    *function.mutable_techniques() = {techniques.begin(), techniques.end()};
    FillInputs(**first, (*first)->functions[i], tags, &function);
  }
  certificate.clear_subsumed_rules();
  for (const v1::SubsumedRule& rule : compiled.certificate.subsumed_rules()) {
    for (const std::string& tag : FindTag(rule.name()).empty()
                                      ? std::vector<std::string>{FirstTag()}
                                      : tags) {
      v1::SubsumedRule& out = *certificate.add_subsumed_rules();
      out.set_name(Renamed(rule.name(), tag));
      for (const std::string& name : rule.subsumed_by()) {
        out.add_subsumed_by(Renamed(name, tag));
      }
    }
  }
  return certificate;
}

}  // namespace knead::scale
