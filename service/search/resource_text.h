#ifndef KNEAD_SERVICE_SEARCH_RESOURCE_TEXT_H_
#define KNEAD_SERVICE_SEARCH_RESOURCE_TEXT_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "service/catalog/catalog.h"

namespace knead {

// In the place of a name: all regions, and all tools.
inline constexpr char kAnyRegion[] = "regions/";
inline constexpr char kAnyTool[] = "tools/";

// What a text is to its resource.
enum class TextRole {
  // The display name.
  kName,
  // Another name.
  kAlias,
  kSummary,
  // A question that is put to a person.
  kQuestion,
  // Anything else that is said.
  kDetail,
};

// A text of a resource.
struct ResourceText {
  TextRole role;
  // In the memory of the message.
  absl::string_view text;
};

// What a resource says, in the order of its fields, at any depth: no names,
// references, citations, ids or enum values. Thread-safe, as all of this
// header.
std::vector<ResourceText> TextsOf(const google::protobuf::Message& resource);

// The names of the resources that a resource is about: its own, those that it
// names outside of its citations, and the regions and tools of the findings,
// techniques and muscle groups that it names. A technique and a finding are
// about what they name themselves alone.
//
// A danger that names no region is one everywhere, and whatever the tool: a
// contraindication, a triage rule or a care pathway without one is about
// kAnyRegion, and without a tool about kAnyTool; a finding that can be anywhere
// is about kAnyRegion.
std::set<std::string> SubjectsOf(const google::protobuf::Message& resource,
                                 const Catalog& catalog);

// The findings whose presence a resource asks for, each once, in order.
std::vector<std::string> FindingsOf(const google::protobuf::Message& resource);

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_RESOURCE_TEXT_H_
