#include "service/rpc/transport/payload.h"

#include <atomic>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead {
namespace rpc {
namespace {

absl::string_view View(const grpc::Slice& slice) {
  return absl::string_view(reinterpret_cast<const char*>(slice.begin()),
                           slice.size());
}

// One reference to the owner of shared bytes for all slices of a payload. Each
// slice returns its share on the thread that sends its last byte.
class SharedOwner {
 public:
  SharedOwner(std::shared_ptr<const void> owner, size_t shares)
      : owner_(std::move(owner)), shares_(shares) {}

  // Of the type that grpc::Slice wants.
  static void ReturnShare(void* self) {
    auto* owner = static_cast<SharedOwner*>(self);
    if (owner->shares_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete owner;
    }
  }

 private:
  std::shared_ptr<const void> owner_;
  std::atomic<size_t> shares_;
};

// `pieces` without the empty ones, and with those that touch joined.
absl::InlinedVector<absl::string_view, 4> Join(
    absl::Span<const absl::string_view> pieces) {
  absl::InlinedVector<absl::string_view, 4> joined;
  for (const absl::string_view piece : pieces) {
    if (piece.empty()) continue;
    if (!joined.empty() &&
        joined.back().data() + joined.back().size() == piece.data()) {
      joined.back() = absl::string_view(joined.back().data(),
                                        joined.back().size() + piece.size());
    } else {
      joined.push_back(piece);
    }
  }
  return joined;
}

}  // namespace

absl::StatusOr<Payload> Payload::Serialize(
    const google::protobuf::MessageLite& message) {
  const size_t size = message.ByteSizeLong();
  if (size > static_cast<size_t>(std::numeric_limits<int>::max())) {
    return absl::InternalError(absl::StrCat(
        "a response of ", size, " bytes is longer than protobuf allows"));
  }
  Payload payload;
  if (size == 0) return payload;
  grpc::Slice slice(size);
  WriteCanonicalBytes(message, const_cast<uint8_t*>(slice.begin()),
                      static_cast<int>(size));
  payload.slices_.push_back(std::move(slice));
  return payload;
}

Payload Payload::Copy(absl::string_view bytes) {
  Payload payload;
  if (!bytes.empty()) {
    payload.slices_.push_back(grpc::Slice(bytes.data(), bytes.size()));
  }
  return payload;
}

Payload Payload::Share(absl::Span<const absl::string_view> pieces,
                       std::shared_ptr<const void> owner) {
  const auto joined = Join(pieces);
  size_t shares = 0;
  for (const absl::string_view piece : joined) {
    if (piece.size() >= kShareFromBytes) ++shares;
  }
  SharedOwner* shared = nullptr;
  Payload payload;
  payload.slices_.reserve(joined.size());
  for (const absl::string_view piece : joined) {
    if (piece.size() < kShareFromBytes) {
      payload.slices_.push_back(grpc::Slice(piece.data(), piece.size()));
    } else {
      if (shared == nullptr) shared = new SharedOwner(std::move(owner), shares);
      payload.slices_.push_back(grpc::Slice(const_cast<char*>(piece.data()),
                                            piece.size(),
                                            &SharedOwner::ReturnShare, shared));
    }
  }
  return payload;
}

Payload Payload::Share(absl::string_view piece,
                       std::shared_ptr<const void> owner) {
  return Share(absl::MakeConstSpan(&piece, 1), std::move(owner));
}

Payload& Payload::Append(const Payload& other) {
  if (&other == this) return Append(Payload(other));
  slices_.insert(slices_.end(), other.slices_.begin(), other.slices_.end());
  return *this;
}

size_t Payload::size() const {
  size_t size = 0;
  for (const grpc::Slice& slice : slices_) size += slice.size();
  return size;
}

std::vector<absl::string_view> Payload::pieces() const {
  std::vector<absl::string_view> pieces;
  pieces.reserve(slices_.size());
  for (const grpc::Slice& slice : slices_) pieces.push_back(View(slice));
  return pieces;
}

std::string Payload::ToString() const {
  std::string bytes;
  bytes.reserve(size());
  for (const grpc::Slice& slice : slices_) absl::StrAppend(&bytes, View(slice));
  return bytes;
}

grpc::ByteBuffer Payload::ToByteBuffer() const {
  // A buffer of no slices is valid and empty; a default one is not valid.
  return grpc::ByteBuffer(slices_.data(), slices_.size());
}

grpc_byte_buffer* Payload::ToCoreBuffer() const {
  absl::InlinedVector<grpc_slice, 4> slices;
  slices.reserve(slices_.size());
  for (const grpc::Slice& slice : slices_) slices.push_back(slice.c_slice());
  grpc_byte_buffer* const buffer =
      grpc_raw_byte_buffer_create(slices.data(), slices.size());
  for (const grpc_slice& slice : slices) grpc_slice_unref(slice);
  return buffer;
}

}  // namespace rpc
}  // namespace knead
