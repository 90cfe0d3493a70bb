#include "tools/content/name_checks.h"

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string GetString(const Message& message, const char* field) {
  return message.GetReflection()->GetString(
      message, message.GetDescriptor()->FindFieldByName(field));
}

std::string Normalised(absl::string_view text) {
  return absl::StrReplaceAll(
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(text)), {{"-", " "}});
}

void CheckName(const Entity& entity, FaultSink* faults) {
  const std::string name = GetString(*entity.message, "name");
  if (name == entity.name) return;
  faults->Add(entity.FaultAt(
      "name", absl::StrCat(name.empty() ? "is required and empty"
                                        : "does not say where the file stands",
                           "; write `", entity.name, "`")));
}

// What the entities of one kind are called.
class Callings {
 public:
  // The id of the entity.
  void AddId(const Entity& entity) {
    const std::vector<std::string> parts = absl::StrSplit(entity.name, '/');
    users_.emplace(Normalised(parts.back()),
                   Use{&entity, absl::StrCat("the id of ", entity.name)});
  }

  // A display name or alias. A fault when it is another's.
  void Add(const Entity& entity, const std::string& what,
           const std::string& path, const std::string& text,
           FaultSink* faults) {
    const std::string key = Normalised(text);
    if (key.empty()) return;
    const auto [first, is_new] = users_.emplace(
        key, Use{&entity, absl::StrCat(what, " of ", entity.name)});
    if (is_new || first->second.entity == &entity) return;
    faults->Add(entity.FaultAt(
        path, absl::StrCat("`", text, "` is also ", first->second.what,
                           "; choose another")));
  }

 private:
  struct Use {
    const Entity* entity;
    std::string what;
  };
  std::map<std::string, Use> users_;
};

}  // namespace

void CheckNames(const ContentSet& content, FaultSink* faults) {
  std::map<const Kind*, Callings> by_kind;
  for (const auto& entity : content.entities()) {
    if (entity->kind == nullptr) continue;
    CheckName(*entity, faults);
    by_kind[entity->kind].AddId(*entity);
  }
  for (const auto& entity : content.entities()) {
    if (entity->kind == nullptr) continue;
    by_kind[entity->kind].Add(*entity, "the display name", "display_name",
                              GetString(*entity->message, "display_name"),
                              faults);
  }
  for (const auto& entity : content.entities()) {
    if (entity->kind == nullptr) continue;
    const Message& message = *entity->message;
    const FieldDescriptor* aliases =
        message.GetDescriptor()->FindFieldByName("aliases");
    for (int i = 0; i < message.GetReflection()->FieldSize(message, aliases);
         ++i) {
      by_kind[entity->kind].Add(
          *entity, "an alias", ElementPath("", "aliases", i),
          message.GetReflection()->GetRepeatedString(message, aliases, i),
          faults);
    }
  }
}

}  // namespace knead::content
