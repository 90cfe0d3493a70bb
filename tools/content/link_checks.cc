#include "tools/content/link_checks.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/source.pb.h"
#include "tools/content/field_behavior.h"
#include "tools/content/nearest.h"
#include "tools/content/text_outline.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What stands after the collection; all of a name that has none.
std::string IdOf(const std::string& name) {
  return name.substr(name.find('/') + 1);
}

// What to write instead of a name that leads nowhere.
std::string Advice(const ContentSet& content, const Kind* kind,
                   const std::string& name) {
  const std::vector<std::string> names = content.Names(kind);
  if (kind == nullptr) {
    const std::string nearest = Nearest(name, names);
    return nearest.empty() ? "write the name of an entity, e.g. `tools/hands`"
                           : absl::StrCat("write `", nearest, "`");
  }
  if (names.empty()) {
    return absl::StrCat("add a file to ", kind->folder,
                        "/, or remove the reference");
  }
  std::vector<std::string> ids;
  ids.reserve(names.size());
  for (const std::string& known : names) ids.push_back(IdOf(known));
  const std::string nearest = Nearest(IdOf(name), ids);
  if (nearest.empty()) {
    return absl::StrCat("write the name of one in ", kind->folder, "/, e.g. `",
                        names.front(), "`");
  }
  return absl::StrCat("write `", kind->collection, "/", nearest, "`");
}

void CheckReference(const ContentSet& content, const Entity& entity,
                    const FieldDescriptor& field, const std::string& name,
                    const std::string& path, FaultSink* faults) {
  const Kind* kind = KindOfType(ReferenceType(field));
  const bool of_kind =
      kind == nullptr || absl::StartsWith(name, kind->collection + "/");
  if (of_kind && content.Has(name)) {
    // A decision of the policy may rest on another one.
    const bool may_be_itself =
        field.containing_type() == v1::Citation::descriptor();
    if (name == entity.name && !may_be_itself) {
      faults->Add(entity.FaultAt(path, "names the entity itself; remove it"));
    }
    return;
  }
  faults->Add(entity.FaultAt(
      path, absl::StrCat(of_kind ? "there is no `" : "there can be no `", name,
                         "` here; ", Advice(content, kind, name))));
}

void CheckCitation(const ContentSet& content, const Entity& entity,
                   const v1::Citation& citation, const std::string& path,
                   FaultSink* faults) {
  const auto* source = content.Find<v1::Source>(citation.source());
  // An unknown source is a fault of the reference, an empty section one of the
  // required field.
  if (source == nullptr || citation.section().empty()) return;
  std::vector<std::string> ids;
  for (const v1::SourceSection& section : source->sections()) {
    if (section.id() == citation.section()) return;
    ids.push_back(section.id());
  }
  faults->Add(entity.FaultAt(
      FieldPath(path, "section"),
      absl::StrCat("`", citation.source(), "` has no section `",
                   citation.section(), "`; write one of ",
                   absl::StrJoin(ids, ", "), ", or add it there")));
}

}  // namespace

void CheckLinks(const ContentSet& content, const Entity& entity,
                FaultSink* faults) {
  WalkStrings(*entity.message,
              [&](const FieldDescriptor& field, const std::string& value,
                  const std::string& path) {
                if (ReferenceType(field).empty() || value.empty()) return;
                CheckReference(content, entity, field, value, path, faults);
              });
  WalkMessages(
      *entity.message, [&](const Message& message, const std::string& path) {
        const auto* citation =
            google::protobuf::DynamicCastToGenerated<v1::Citation>(&message);
        if (citation == nullptr) return;
        CheckCitation(content, entity, *citation, path, faults);
      });
}

void CheckLinks(const ContentSet& content, FaultSink* faults) {
  for (const auto& entity : content.entities()) {
    CheckLinks(content, *entity, faults);
  }
}

}  // namespace knead::content
