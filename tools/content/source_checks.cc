#include "tools/content/source_checks.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/source.pb.h"
#include "tools/content/identifier.h"
#include "tools/content/text_outline.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

bool AllDigits(absl::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// `P` and a number without leading zeros.
bool IsDecisionId(absl::string_view id) {
  return id.size() > 1 && id[0] == 'P' && id[1] != '0' &&
         AllDigits(id.substr(1));
}

void CheckSection(const Entity& entity, const v1::Source& source, int index,
                  FaultSink* faults) {
  const v1::SourceSection& section = source.sections(index);
  const std::string prefix = ElementPath("", "sections", index);
  const auto fault = [&](const char* field, std::string text) {
    faults->Add(entity.FaultAt(FieldPath(prefix, field), std::move(text)));
  };
  const std::string& id = section.id();
  if (source.kind() != v1::SOURCE_KIND_POLICY) {
    if (!id.empty() && !IsEntityId(id)) {
      fault("id", absl::StrCat("`", id, "` is no id; ", kEntityIdForm));
    }
    if (!section.decision().empty()) {
      fault("decision", "is only for policy decisions; remove it");
    }
    if (!section.derived_from().empty()) {
      fault("derived_from", "is only for policy decisions; remove it");
    }
    return;
  }
  if (!id.empty() && !IsDecisionId(id)) {
    fault("id",
          absl::StrCat("`", id, "` is no decision's id; write P and a number"));
  }
  if (absl::StripAsciiWhitespace(section.decision()).empty()) {
    fault("decision", "is empty, but this is a policy; say what was decided");
  }
  if (section.derived_from().empty()) {
    fault("derived_from",
          "is empty, but this is a policy; cite what the decision rests on");
  }
  for (int i = 0; i < section.derived_from_size(); ++i) {
    const v1::Citation& citation = section.derived_from(i);
    if (citation.source() != entity.name || citation.section() != id) continue;
    faults->Add(
        entity.FaultAt(ElementPath(prefix, "derived_from", i),
                       "cites the decision itself; cite what it rests on"));
  }
}

void CheckSource(const Entity& entity, const v1::Source& source,
                 FaultSink* faults) {
  std::map<std::string, int> ids;
  for (int i = 0; i < source.sections_size(); ++i) {
    CheckSection(entity, source, i, faults);
    const auto [first, is_new] = ids.emplace(source.sections(i).id(), i);
    if (is_new || source.sections(i).id().empty()) continue;
    faults->Add(
        entity.FaultAt(absl::StrCat(ElementPath("", "sections", i), ".id"),
                       absl::StrCat("is the same as in sections[",
                                    first->second, "]; choose another")));
  }
}

// A letter, two digits, and up to four more letters or digits after a point.
bool IsIcd10Code(absl::string_view code) {
  if (code.size() < 3 || !absl::ascii_isupper(code[0]) ||
      !absl::ascii_isdigit(code[1]) || !absl::ascii_isalnum(code[2])) {
    return false;
  }
  const absl::string_view rest = code.substr(3);
  return rest.empty() ||
         (rest.size() >= 2 && rest.size() <= 5 && rest[0] == '.' &&
          std::all_of(rest.begin() + 1, rest.end(), absl::ascii_isalnum));
}

void CheckCode(const Entity& entity, const v1::Code& code,
               const std::string& path, FaultSink* faults) {
  const auto fault = [&](const char* field, std::string text) {
    faults->Add(entity.FaultAt(FieldPath(path, field), std::move(text)));
  };
  if (code.system().empty() || code.code().empty()) return;
  const auto check_form = [&](bool good, const char* form) {
    if (good) return;
    fault("code", absl::StrCat("`", code.code(), "` is no ", code.system(),
                               " code; write ", form));
  };
  if (code.system() == "UBERON") {
    check_form(AllDigits(code.code()) && code.code().size() == 7,
               "seven digits, e.g. 0001377");
  } else if (code.system() == "FMA") {
    check_form(AllDigits(code.code()), "digits, e.g. 22428");
  } else if (code.system() == "ICD-10-CM") {
    check_form(IsIcd10Code(code.code()), "it like M76.5");
  } else {
    fault("system", absl::StrCat("`", code.system(),
                                 "` is not in use; write UBERON, FMA or "
                                 "ICD-10-CM"));
  }
}

}  // namespace

void CheckSources(const ContentSet& content, FaultSink* faults) {
  for (const auto& [entity, source] : content.All<v1::Source>()) {
    CheckSource(entity, source, faults);
  }
  for (const auto& entity : content.entities()) {
    WalkMessages(*entity->message, [&](const google::protobuf::Message& message,
                                       const std::string& path) {
      const auto* code =
          google::protobuf::DynamicCastToGenerated<v1::Code>(&message);
      if (code != nullptr) CheckCode(*entity, *code, path, faults);
    });
  }
}

}  // namespace knead::content
