#include "service/rpc/status.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "google/rpc/error_details.pb.h"

namespace knead {
namespace rpc {
namespace {

constexpr absl::string_view kTypeUrlPrefix = "type.googleapis.com/";
constexpr absl::string_view kErrorInfoUrl =
    "type.googleapis.com/google.rpc.ErrorInfo";
constexpr absl::string_view kInternalMessage =
    "The service met a fault of its own; the request was not at fault. Try "
    "again, and report it if it stays.";

// Length of the UTF-8 character at the start of `text`; 0 if there is none.
size_t CharacterLength(absl::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  if (text.empty()) return 0;
  if (byte(0) < 0x80) return 1;
  size_t length = 0;
  uint32_t code = 0;
  if (byte(0) >= 0xC2 && byte(0) <= 0xDF) {
    length = 2;
    code = byte(0) & 0x1F;
  } else if (byte(0) >= 0xE0 && byte(0) <= 0xEF) {
    length = 3;
    code = byte(0) & 0x0F;
  } else if (byte(0) >= 0xF0 && byte(0) <= 0xF4) {
    length = 4;
    code = byte(0) & 0x07;
  } else {
    return 0;
  }
  if (text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    code = (code << 6) | (byte(i) & 0x3F);
  }
  if (length == 3 && (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))) {
    return 0;
  }
  if (length == 4 && (code < 0x10000 || code > 0x10FFFF)) return 0;
  return length;
}

// The longest beginning of `text` that is UTF-8 and has at most `limit` bytes.
absl::string_view Utf8Prefix(absl::string_view text, size_t limit) {
  size_t end = 0;
  while (end < text.size()) {
    const size_t length = CharacterLength(text.substr(end));
    if (length == 0 || end + length > limit) break;
    end += length;
  }
  return text.substr(0, end);
}

bool IsOwnFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

void AddInternalErrorInfo(google::rpc::Status* out) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(kReasonInternal));
  info.set_domain(std::string(kErrorDomain));
  out->add_details()->PackFrom(info);
}

void AddPayloads(const absl::Status& status, google::rpc::Status* out) {
  std::vector<std::pair<std::string, std::string>> payloads;
  status.ForEachPayload(
      [&payloads](absl::string_view url, const absl::Cord& bytes) {
        if (absl::StartsWith(url, kTypeUrlPrefix)) {
          payloads.emplace_back(std::string(url), std::string(bytes));
        }
      });
  std::sort(payloads.begin(), payloads.end(), [](const auto& a, const auto& b) {
    const bool a_later = a.first != kErrorInfoUrl;
    const bool b_later = b.first != kErrorInfoUrl;
    return std::tie(a_later, a.first) < std::tie(b_later, b.first);
  });
  for (auto& [url, bytes] : payloads) {
    google::protobuf::Any* detail = out->add_details();
    detail->set_type_url(std::move(url));
    detail->set_value(std::move(bytes));
  }
}

size_t DetailsBytes(const google::rpc::Status& status) {
  size_t bytes = 0;
  for (const auto& detail : status.details()) bytes += detail.ByteSizeLong();
  return bytes;
}

// Makes the details fit, dropping what helps a client least.
void BoundDetails(google::rpc::Status* out) {
  for (auto& detail : *out->mutable_details()) {
    google::rpc::BadRequest bad_request;
    if (!detail.Is<google::rpc::BadRequest>() ||
        !detail.UnpackTo(&bad_request)) {
      continue;
    }
    while (DetailsBytes(*out) > kMaxStatusDetailsBytes &&
           bad_request.field_violations_size() > 1) {
      bad_request.mutable_field_violations()->RemoveLast();
      detail.PackFrom(bad_request);
    }
  }
  while (DetailsBytes(*out) > kMaxStatusDetailsBytes) {
    out->mutable_details()->RemoveLast();
  }
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status out;
  if (status.ok()) return out;
  out.set_code(static_cast<int>(status.code()));
  if (IsOwnFault(status.code()) &&
      !status.GetPayload(kErrorInfoUrl).has_value()) {
    out.set_message(std::string(kInternalMessage));
    AddInternalErrorInfo(&out);
  } else {
    out.set_message(
        std::string(Utf8Prefix(status.message(), kMaxStatusMessageBytes)));
    AddPayloads(status, &out);
    BoundDetails(&out);
  }
  return out;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status out = ToRpcStatus(status);
  std::string details;
  if (out.details_size() > 0) details = out.SerializeAsString();
  return grpc::Status(static_cast<grpc::StatusCode>(out.code()), out.message(),
                      details);
}

}  // namespace rpc
}  // namespace knead
