#ifndef KNEAD_SERVICE_CATALOG_CATALOG_H_
#define KNEAD_SERVICE_CATALOG_CATALOG_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/descriptor.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/catalog/posting_lists.h"

namespace knead {

struct Filter;

// One kind of resource: its messages, ordered by name, each as ready wire bytes
// in both views, and lists of those that each filter can ask for. Immutable and
// thread-safe.
class Collection {
 public:
  // The collection's id in resource names, e.g. `muscleGroups`.
  const std::string& id() const { return id_; }
  size_t size() const { return entries_.size(); }

  // `index` is below size() everywhere here.
  const std::string& name(size_t index) const { return entries_[index].name; }
  const google::protobuf::Message& message(size_t index) const {
    return *entries_[index].message;
  }

  // The serialised message. `view` is BASIC or FULL.
  absl::string_view Bytes(size_t index, v1::View view) const {
    return FramesOf(view).Bytes(index);
  }

  // The same, framed as an item of field 1 of a list response. That of the next
  // index follows it in memory.
  absl::string_view Framed(size_t index, v1::View view) const {
    return FramesOf(view).Framed(index);
  }

  // The index of a full resource name.
  absl::optional<size_t> Find(absl::string_view name) const;

  // The index of the first name behind `name`; size() when there is none.
  size_t After(absl::string_view name) const;

  // The resources, by index, that have what a filter asks for: the number of
  // the field of the list request, and the name or the number of the enum value
  // that it is set to. A view of the collection.
  IndexSet With(int filter_field, absl::string_view name) const;
  IndexSet With(int filter_field, int enum_number) const;

 private:
  friend class Catalog;

  // All resources in one view, each framed, one behind the other: so a page of
  // neighbours is one piece of memory.
  class Frames {
   public:
    // Makes room for the frames of messages of so many bytes together.
    void Reserve(size_t messages, size_t bytes);
    void Add(const google::protobuf::Message& message);
    // No more come.
    void Finish() { bytes_.shrink_to_fit(); }

    // The frame of a message, and the message in it.
    absl::string_view Framed(size_t index) const;
    absl::string_view Bytes(size_t index) const {
      return Framed(index).substr(places_[index].header_size);
    }

   private:
    struct Place {
      size_t end;
      size_t header_size;
    };

    std::string bytes_;
    std::vector<Place> places_;
  };
  struct Entry {
    std::string name;
    const google::protobuf::Message* message;
  };

  struct FilterLists {
    // Number of the field of the list request.
    int field;
    // The collection that the filter names; null when it is an enum.
    const Collection* named;
    // By the index in that collection, or by the number of the enum value.
    PostingLists lists;
  };

  const Frames& FramesOf(v1::View view) const {
    return view == v1::VIEW_BASIC ? basic_ : full_;
  }

  // Null for a field that is no filter.
  const FilterLists* FindFilter(int field) const;

  std::string id_;
  std::vector<Entry> entries_;
  Frames basic_;
  Frames full_;
  absl::flat_hash_map<absl::string_view, size_t> index_;
  std::vector<FilterLists> filters_;
};

// An immutable snapshot of one content revision, shared by all calls that began
// on it. Thread-safe.
class Catalog {
 public:
  // Takes a serialised ContentBundle into service. FAILED_PRECONDITION, with
  // every fault in the message, when the bytes are no bundle, have no manifest,
  // hold a name twice, out of order or of another kind, or a value out of its
  // type's range (value_checks.h).
  static absl::StatusOr<std::shared_ptr<const Catalog>> Load(
      absl::string_view bundle_bytes, absl::Time load_time);

  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  // `sha256:` and 64 hexadecimal digits: the digest of the bundle's bytes.
  const std::string& revision() const { return revision_; }

  // BCP 47 tag of the language of the content.
  const std::string& language_code() const {
    return bundle_.manifest().language_code();
  }

  absl::Time load_time() const { return load_time_; }
  const v1::ContentBundle& bundle() const { return bundle_; }

  // In the order of ContentBundle's fields.
  const std::vector<Collection>& collections() const { return collections_; }

  // The collection of that id, or nullptr.
  const Collection* FindCollection(absl::string_view id) const;

  // The collection that a field refers to by its google.api.resource_reference
  // option, or nullptr when it refers to none.
  const Collection* ReferencedBy(
      const google::protobuf::FieldDescriptor& field) const;

  // The collection of a message type with a google.api.resource option.
  template <typename Resource>
  const Collection& Of() const {
    return *by_type_.at(Resource::descriptor()->full_name());
  }

  // The message of that name, or nullptr when it does not exist.
  template <typename Resource>
  const Resource* Find(absl::string_view name) const {
    const Collection& collection = Of<Resource>();
    const auto index = collection.Find(name);
    if (!index.has_value()) return nullptr;
    return static_cast<const Resource*>(&collection.message(*index));
  }

 private:
  Catalog() = default;

  // Gives the collection that a filter is for its lists.
  void AddLists(const Filter& filter);

  v1::ContentBundle bundle_;
  std::string revision_;
  absl::Time load_time_;
  std::vector<Collection> collections_;
  absl::flat_hash_map<std::string, const Collection*> by_id_;
  absl::flat_hash_map<std::string, const Collection*> by_type_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_CATALOG_H_
