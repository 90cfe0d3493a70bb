#ifndef KNEAD_TOOLS_CONTENT_CONTENT_SET_H_
#define KNEAD_TOOLS_CONTENT_CONTENT_SET_H_

#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "tools/content/fault.h"
#include "tools/content/kind.h"
#include "tools/content/text_outline.h"

namespace knead::content {

// A file of the content with the message that was read from it.
struct Entity {
  // Relative to the content folder.
  std::string file;
  // Null for what holds for the content as a whole: the manifest and the search
  // words.
  const Kind* kind = nullptr;
  // The resource name that the file's place demands, e.g. `tools/hands`; empty
  // where there is no kind. Other entities refer to it by this name, whatever
  // its `name` field says.
  std::string name;
  // The content. Never null.
  std::unique_ptr<google::protobuf::Message> message;
  // Where its fields stand.
  TextOutline outline;

  // The message, which must be a T.
  template <typename T>
  const T& As() const {
    return *google::protobuf::DynamicCastToGenerated<T>(message.get());
  }

  // The fault `text` of the field `path` of this entity.
  Fault FaultAt(absl::string_view path, std::string text) const;
};

// An entity together with its message as what it is.
template <typename T>
struct Typed {
  const Entity& entity;
  const T& message;
};

// All entities of the content.
class ContentSet {
 public:
  ContentSet() = default;
  ContentSet(ContentSet&&) = default;
  ContentSet& operator=(ContentSet&&) = default;

  // Adds an entity; one that is already there under the same name stays.
  void Add(Entity entity);

  // Makes known that there is an entity of this name that could not be read, so
  // that references to it count as good.
  void AddUnreadable(const std::string& name);

  // Makes known that a file without a kind could not be read.
  void MarkIncomplete() { complete_ = false; }

  // All entities that could be read, by file.
  const std::vector<std::unique_ptr<Entity>>& entities() const {
    return entities_;
  }

  // Whether every entity could be read. When not, nothing can be said about
  // what is missing or not used.
  bool complete() const { return complete_; }

  // The manifest; null when there is none.
  const Entity* manifest() const { return manifest_; }

  // The search words; null when there are none.
  const Entity* search_words() const { return search_words_; }

  // Whether there is an entity of this name, readable or not.
  bool Has(absl::string_view name) const { return by_name_.contains(name); }

  // The entity of this name; null when there is none or it could not be read.
  const Entity* Find(absl::string_view name) const;

  // The message of this name; null when there is none or it is not a T.
  template <typename T>
  const T* Find(absl::string_view name) const {
    const Entity* entity = Find(name);
    return entity == nullptr
               ? nullptr
               : google::protobuf::DynamicCastToGenerated<T>(
                     static_cast<const google::protobuf::Message*>(
                         entity->message.get()));
  }

  // All entities whose message is a T, by file.
  template <typename T>
  std::vector<Typed<T>> All() const {
    std::vector<Typed<T>> all;
    for (const auto& entity : entities_) {
      if (entity->message->GetDescriptor() == T::descriptor()) {
        all.push_back({*entity, entity->As<T>()});
      }
    }
    return all;
  }

  // All names of the kind, or of every kind when `kind` is null, sorted.
  std::vector<std::string> Names(const Kind* kind) const;

 private:
  std::vector<std::unique_ptr<Entity>> entities_;
  // Null for entities that could not be read.
  absl::flat_hash_map<std::string, const Entity*> by_name_;
  const Entity* manifest_ = nullptr;
  const Entity* search_words_ = nullptr;
  bool complete_ = true;
};

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CONTENT_SET_H_
