#include "tools/content/loader.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/search_words.pb.h"
#include "tools/content/identifier.h"
#include "tools/content/nearest.h"

namespace knead::content {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DynamicCastToGenerated;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::TextFormat;

constexpr absl::string_view kExtension = ".textproto";
constexpr absl::string_view kLexiconFolder = "lexicon/";

// Turns what the parser reports into faults. An unknown field is only a warning
// for it, so that it goes on and finds the next fault too.
class Reporter : public google::protobuf::io::ErrorCollector {
 public:
  Reporter(const Entity& entity, FaultSink* faults)
      : entity_(entity), faults_(faults) {}

  void AddError(int line, int column, const std::string& message) override {
    const std::string text =
        absl::StrCat("cannot be read: ", absl::StripSuffix(message, "."),
                     "; mend the syntax or the value");
    if (absl::StartsWith(message, "Unknown enumeration value")) {
      // The parser is past the value when it finds that it is none.
      const std::string path = entity_.outline.PathAt(line, column - 1);
      faults_->Add(entity_.FaultAt(path, text));
    } else {
      Report(line, column, text);
    }
  }

  void AddWarning(int line, int column, const std::string& message) override {
    const std::vector<std::string> quoted = absl::StrSplit(message, '"');
    // Message type "a.B" has no field named "c".
    if (quoted.size() < 4) {
      AddError(line, column, message);
      return;
    }
    const auto* message_type =
        entity_.message->GetDescriptor()->file()->pool()->FindMessageTypeByName(
            quoted[1]);
    std::vector<std::string> fields;
    for (int i = 0; message_type != nullptr && i < message_type->field_count();
         ++i) {
      fields.push_back(message_type->field(i)->name());
    }
    const std::string nearest = Nearest(quoted[3], fields);
    Report(
        line, column,
        absl::StrCat(quoted[1], " has no field `", quoted[3], "`; ",
                     nearest.empty()
                         ? absl::StrCat("it has ", absl::StrJoin(fields, ", "))
                         : absl::StrCat("write `", nearest, "`")));
  }

 private:
  // The parser counts from 0, and from -1 when it does not know.
  void Report(int line, int column, std::string text) {
    const std::string path = entity_.outline.PathAt(line, column);
    faults_->Add({entity_.file, std::max(line, 0) + 1,
                  std::string(path.empty() ? kWholeFile : path),
                  std::move(text)});
  }

  const Entity& entity_;
  FaultSink* faults_;
};

// The file of the protocol in which a message is declared, and the message,
// stand in the first two lines, so that editors can help.
void CheckHeader(absl::string_view text, const Entity& entity,
                 FaultSink* faults) {
  const auto* message = entity.message->GetDescriptor();
  const std::string expected[] = {
      absl::StrCat("# proto-file: ", message->file()->name()),
      absl::StrCat("# proto-message: ", message->full_name())};
  std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  for (int i = 0; i < 2; ++i) {
    if (static_cast<int>(lines.size()) > i && lines[i] == expected[i]) continue;
    faults->Add({entity.file, i + 1, std::string(kWholeFile),
                 absl::StrCat("line ", i + 1, " must be `", expected[i], "`")});
  }
}

std::string Folders() {
  return absl::StrJoin(AllKinds(), ", ", [](std::string* out, const Kind& k) {
    absl::StrAppend(out, k.folder);
  });
}

}  // namespace

bool IsLexiconFile(absl::string_view path) {
  return absl::StartsWith(path, kLexiconFolder);
}

bool ReadEntity(const SourceFile& file, const Descriptor* message,
                Entity* entity, FaultSink* faults) {
  entity->file = file.path;
  entity->message.reset(
      MessageFactory::generated_factory()->GetPrototype(message)->New());
  entity->outline = TextOutline(file.text, message);
  CheckHeader(file.text, *entity, faults);
  Reporter reporter(*entity, faults);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&reporter);
  parser.AllowUnknownField(true);
  return parser.ParseFromString(file.text, entity->message.get());
}

ContentSet Load(absl::Span<const SourceFile> files, FaultSink* faults) {
  ContentSet content;
  for (const SourceFile& file : files) {
    const auto fault = [&](std::string text) {
      faults->Add({file.path, 1, std::string(kWholeFile), std::move(text)});
    };
    absl::string_view stem = file.path;
    if (!absl::ConsumeSuffix(&stem, kExtension)) continue;
    if (IsLexiconFile(file.path)) continue;
    Entity entity;
    if (file.path == kManifestFile || file.path == kSearchWordsFile) {
      const bool is_manifest = file.path == kManifestFile;
      if ((is_manifest ? content.manifest() : content.search_words()) !=
          nullptr) {
        fault("the file is given twice; give it once");
      } else if (ReadEntity(file,
                            is_manifest ? v1::ContentManifest::descriptor()
                                        : v1::SearchWords::descriptor(),
                            &entity, faults)) {
        content.Add(std::move(entity));
      } else {
        content.MarkIncomplete();
      }
      continue;
    }
    const std::vector<absl::string_view> parts = absl::StrSplit(stem, '/');
    const Kind* kind = parts.size() == 2 ? KindOfFolder(parts[0]) : nullptr;
    if (kind == nullptr) {
      fault(absl::StrCat("stands in no folder of the content; move it to ",
                         kManifestFile, " or to one of ", Folders()));
      continue;
    }
    if (!IsEntityId(parts[1])) {
      fault(absl::StrCat("the file name is not an id; ", kEntityIdForm));
      continue;
    }
    const std::string name = absl::StrCat(kind->collection, "/", parts[1]);
    if (content.Has(name)) {
      fault("the file is given twice; give it once");
      continue;
    }
    entity.kind = kind;
    entity.name = name;
    if (ReadEntity(file, kind->message, &entity, faults)) {
      content.Add(std::move(entity));
    } else {
      content.AddUnreadable(name);
    }
  }
  return content;
}

}  // namespace knead::content
