#include "tools/content/content_set.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/search_words.pb.h"

namespace knead::content {

Fault Entity::FaultAt(absl::string_view path, std::string text) const {
  return {file, outline.LineOf(path),
          std::string(path.empty() ? kWholeFile : path), std::move(text)};
}

void ContentSet::Add(Entity entity) {
  auto owned = std::make_unique<Entity>(std::move(entity));
  if (owned->kind == nullptr) {
    const bool is_words =
        owned->message->GetDescriptor() == v1::SearchWords::descriptor();
    (is_words ? search_words_ : manifest_) = owned.get();
  } else if (!by_name_.emplace(owned->name, owned.get()).second) {
    return;
  }
  const auto place = std::lower_bound(
      entities_.begin(), entities_.end(), owned,
      [](const auto& a, const auto& b) { return a->file < b->file; });
  entities_.insert(place, std::move(owned));
}

void ContentSet::AddUnreadable(const std::string& name) {
  by_name_.emplace(name, nullptr);
  complete_ = false;
}

const Entity* ContentSet::Find(absl::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

std::vector<std::string> ContentSet::Names(const Kind* kind) const {
  const std::string prefix =
      kind == nullptr ? "" : absl::StrCat(kind->collection, "/");
  std::vector<std::string> names;
  for (const auto& [name, entity] : by_name_) {
    if (absl::StartsWith(name, prefix)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace knead::content
