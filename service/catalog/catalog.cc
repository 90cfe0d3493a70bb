#include "service/catalog/catalog.h"

#include <algorithm>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "content/digest.h"
#include "google/api/resource.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"
#include "proto/canonical/canonical_bytes.h"
#include "service/catalog/filter_values.h"
#include "service/catalog/resource_name.h"
#include "service/catalog/value_checks.h"
#include "service/catalog/view.h"

namespace knead {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::internal::WireFormatLite;

// Every list response holds its items in field 1.
constexpr int kItemsField = 1;

// The tag of that field and the length of an item.
constexpr size_t kMostHeaderBytes = 6;

std::string NameOf(const Message& message) {
  const FieldDescriptor* field =
      message.GetDescriptor()->FindFieldByName("name");
  return message.GetReflection()->GetString(message, field);
}

}  // namespace

absl::optional<size_t> Collection::Find(absl::string_view name) const {
  const auto it = index_.find(name);
  if (it == index_.end()) return absl::nullopt;
  return it->second;
}

size_t Collection::After(absl::string_view name) const {
  if (const auto index = Find(name); index.has_value()) return *index + 1;
  // A name that is gone.
  const auto it = std::upper_bound(
      entries_.begin(), entries_.end(), name,
      [](absl::string_view value, const Entry& e) { return value < e.name; });
  return it - entries_.begin();
}

IndexSet Collection::With(int filter_field, absl::string_view name) const {
  const FilterLists* filter = FindFilter(filter_field);
  if (filter == nullptr || filter->named == nullptr) return IndexSet();
  const auto value = filter->named->Find(name);
  return value.has_value() ? filter->lists.Of(*value) : IndexSet();
}

IndexSet Collection::With(int filter_field, int enum_number) const {
  const FilterLists* filter = FindFilter(filter_field);
  if (filter == nullptr || filter->named != nullptr) return IndexSet();
  return filter->lists.Of(enum_number);
}

const Collection::FilterLists* Collection::FindFilter(int field) const {
  const auto it =
      std::find_if(filters_.begin(), filters_.end(),
                   [field](const FilterLists& f) { return f.field == field; });
  return it == filters_.end() ? nullptr : &*it;
}

void Collection::Frames::Reserve(size_t messages, size_t bytes) {
  places_.reserve(messages);
  bytes_.reserve(bytes + messages * kMostHeaderBytes);
}

void Collection::Frames::Add(const Message& message) {
  const std::string body = CanonicalBytes(message);
  std::string header;
  {
    google::protobuf::io::StringOutputStream stream(&header);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.WriteTag(WireFormatLite::MakeTag(
        kItemsField, WireFormatLite::WIRETYPE_LENGTH_DELIMITED));
    out.WriteVarint32(body.size());
  }
  absl::StrAppend(&bytes_, header, body);
  places_.push_back({bytes_.size(), header.size()});
}

absl::string_view Collection::Frames::Framed(size_t index) const {
  const size_t begin = index == 0 ? 0 : places_[index - 1].end;
  return absl::string_view(bytes_).substr(begin, places_[index].end - begin);
}

absl::StatusOr<std::shared_ptr<const Catalog>> Catalog::Load(
    absl::string_view bundle_bytes, absl::Time load_time) {
  auto catalog = absl::WrapUnique(new Catalog());
  v1::ContentBundle& bundle = catalog->bundle_;
  if (!bundle.ParseFromArray(bundle_bytes.data(), bundle_bytes.size())) {
    return absl::FailedPreconditionError(
        "the content is not a serialised knead.v1.ContentBundle; make it with "
        "knead-content compile");
  }
  std::vector<std::string> faults = ValueFaults(bundle);
  if (bundle.manifest().language_code().empty()) {
    faults.push_back("manifest.language_code: is empty");
  }
  const auto* descriptor = v1::ContentBundle::descriptor();
  const auto* reflection = bundle.GetReflection();
  for (int f = 0; f < descriptor->field_count(); ++f) {
    const FieldDescriptor* field = descriptor->field(f);
    if (!field->is_repeated()) continue;
    Collection collection;
    collection.id_ = CollectionOf(field->message_type());
    const int size = reflection->FieldSize(bundle, field);
    collection.entries_.reserve(size);
    size_t bytes = 0;
    for (int i = 0; i < size; ++i) {
      bytes += reflection->GetRepeatedMessage(bundle, field, i).ByteSizeLong();
    }
    collection.full_.Reserve(size, bytes);
    for (int i = 0; i < size; ++i) {
      const Message& message = reflection->GetRepeatedMessage(bundle, field, i);
      Collection::Entry entry;
      entry.name = NameOf(message);
      entry.message = &message;
      if (absl::Status status =
              CheckResourceName("name", entry.name, collection.id_);
          !status.ok()) {
        faults.push_back(
            absl::StrCat(field->name(), "[", i, "].", status.message()));
      } else if (i > 0 && entry.name <= collection.entries_.back().name) {
        faults.push_back(absl::StrCat(field->name(), "[", i,
                                      "].name: ", entry.name,
                                      " is there twice or out of order"));
      }
      collection.full_.Add(message);
      collection.basic_.Add(*BasicView(message));
      collection.entries_.push_back(std::move(entry));
    }
    collection.basic_.Finish();
    collection.full_.Finish();
    catalog->collections_.push_back(std::move(collection));
  }
  if (!faults.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the content is refused: ", absl::StrJoin(faults, "; ")));
  }
  size_t next = 0;
  for (int f = 0; f < descriptor->field_count(); ++f) {
    if (!descriptor->field(f)->is_repeated()) continue;
    Collection& collection = catalog->collections_[next++];
    for (size_t i = 0; i < collection.entries_.size(); ++i) {
      collection.index_.emplace(collection.entries_[i].name, i);
    }
    catalog->by_id_[collection.id_] = &collection;
    catalog->by_type_[descriptor->field(f)->message_type()->full_name()] =
        &collection;
  }
  for (const Filter& filter : Filters()) catalog->AddLists(filter);
  catalog->revision_ = ContentDigest(bundle_bytes);
  catalog->load_time_ = load_time;
  return std::shared_ptr<const Catalog>(std::move(catalog));
}

void Catalog::AddLists(const Filter& filter) {
  const Collection& told_by = *by_type_.at(filter.told_by->full_name());
  const Collection* named = ReferencedBy(*filter.field);
  const auto listed = std::find_if(
      collections_.begin(), collections_.end(),
      [id = CollectionOf(filter.listed)](const Collection& collection) {
        return collection.id() == id;
      });
  const bool told_by_value = filter.told_by != filter.listed;
  std::vector<Posting> postings;
  FilterValues values;
  for (uint32_t i = 0; i < told_by.size(); ++i) {
    values.Clear();
    filter.tell(told_by.message(i), &values);
    for (const int number : values.numbers()) {
      postings.push_back({static_cast<uint32_t>(number), i});
    }
    for (const absl::string_view name : values.names()) {
      const auto found = (told_by_value ? *listed : *named).Find(name);
      // What does not exist can be neither listed nor asked for.
      if (!found.has_value()) continue;
      const auto other = static_cast<uint32_t>(*found);
      postings.push_back(told_by_value ? Posting{i, other} : Posting{other, i});
    }
  }
  listed->filters_.push_back(
      {filter.field->number(), named, PostingLists(std::move(postings))});
}

const Collection* Catalog::ReferencedBy(const FieldDescriptor& field) const {
  const std::string& type =
      field.options().GetExtension(google::api::resource_reference).type();
  const auto it = by_type_.find(
      absl::StrCat("knead.v1.", absl::StripPrefix(type, "knead/")));
  return it == by_type_.end() ? nullptr : it->second;
}

const Collection* Catalog::FindCollection(absl::string_view id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : it->second;
}

}  // namespace knead
