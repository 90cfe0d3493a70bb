#include "service/catalog/lookup.h"

#include <numeric>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"

namespace knead {

std::string PageScope(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> filters(request.New());
  filters->CopyFrom(request);
  const auto* descriptor = filters->GetDescriptor();
  for (int f = 0; f < descriptor->field_count(); ++f) {
    if (descriptor->field(f)->number() < kFirstFilterField) {
      filters->GetReflection()->ClearField(filters.get(), descriptor->field(f));
    }
  }
  filters->DiscardUnknownFields();
  return absl::StrCat(descriptor->full_name(), ":",
                      filters->SerializeAsString());
}

namespace lookup_internal {

using ::google::protobuf::internal::WireFormatLite;

namespace {

// Field numbers that all list responses share.
constexpr int kNextPageTokenField = 2;
constexpr int kTotalSizeField = 3;

}  // namespace

std::vector<uint32_t> Indices(const Collection& collection,
                              const absl::optional<IndexSet>& passing,
                              size_t begin, size_t count) {
  if (passing.has_value()) {
    return passing->From(static_cast<uint32_t>(begin), count);
  }
  std::vector<uint32_t> indices(std::min(count, collection.size() - begin));
  std::iota(indices.begin(), indices.end(), static_cast<uint32_t>(begin));
  return indices;
}

std::string ListTrailer(absl::string_view next_page_token, size_t total_size) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  if (!next_page_token.empty()) {
    WireFormatLite::WriteString(kNextPageTokenField,
                                std::string(next_page_token), &out);
  }
  if (total_size > 0) {
    WireFormatLite::WriteInt32(kTotalSizeField, static_cast<int>(total_size),
                               &out);
  }
  out.Trim();
  return bytes;
}

}  // namespace lookup_internal
}  // namespace knead
