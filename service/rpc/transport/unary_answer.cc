#include "service/rpc/transport/unary_answer.h"

#include <cstddef>
#include <string>

#include "grpc/byte_buffer.h"
#include "grpc/slice.h"
#include "grpc/support/log.h"

namespace knead {
namespace rpc {
namespace {

// Where gRPC's clients look for google.rpc.Status.
constexpr absl::string_view kDetailsKey = "grpc-status-details-bin";

// A copy, which lies in the slice itself when it is short.
grpc_slice CopyOf(absl::string_view text) {
  return grpc_slice_from_copied_buffer(text.data(), text.size());
}

}  // namespace

void UnaryAnswer::Add(absl::string_view key, absl::string_view value,
                      Headers* headers) {
  grpc_metadata header{};
  header.key = CopyOf(key);
  header.value = CopyOf(value);
  headers->push_back(header);
}

void UnaryAnswer::AddInitialMetadata(absl::string_view key,
                                     absl::string_view value) {
  Add(key, value, &initial_);
}

void UnaryAnswer::AddTrailingMetadata(absl::string_view key,
                                      absl::string_view value) {
  Add(key, value, &trailing_);
}

void UnaryAnswer::Finish(const Payload& payload, void* tag) {
  message_ = payload.ToCoreBuffer();
  Send(GRPC_STATUS_OK, /*text=*/nullptr, tag);
}

void UnaryAnswer::FinishWithError(const grpc::Status& status, void* tag) {
  if (const std::string details = status.error_details(); !details.empty()) {
    AddTrailingMetadata(kDetailsKey, details);
  }
  const auto code = static_cast<grpc_status_code>(status.error_code());
  if (status.error_message().empty()) {
    Send(code, /*text=*/nullptr, tag);
    return;
  }
  const grpc_slice text = CopyOf(status.error_message());
  Send(code, &text, tag);
  grpc_slice_unref(text);
}

void UnaryAnswer::Send(grpc_status_code code, const grpc_slice* text,
                       void* tag) {
  tag_ = tag;
  grpc_op ops[3] = {};
  size_t count = 0;
  grpc_op& headers = ops[count++];
  headers.op = GRPC_OP_SEND_INITIAL_METADATA;
  headers.data.send_initial_metadata.count = initial_.size();
  headers.data.send_initial_metadata.metadata = initial_.data();
  if (message_ != nullptr) {
    grpc_op& message = ops[count++];
    message.op = GRPC_OP_SEND_MESSAGE;
    message.data.send_message.send_message = message_;
  }
  grpc_op& status = ops[count++];
  status.op = GRPC_OP_SEND_STATUS_FROM_SERVER;
  status.data.send_status_from_server.trailing_metadata_count =
      trailing_.size();
  status.data.send_status_from_server.trailing_metadata = trailing_.data();
  status.data.send_status_from_server.status = code;
  // gRPC takes a reference of its own, and changes nothing.
  status.data.send_status_from_server.status_details =
      const_cast<grpc_slice*>(text);
  const grpc_call_error error = grpc_call_start_batch(
      call_, ops, count, static_cast<grpc::internal::CompletionQueueTag*>(this),
      /*reserved=*/nullptr);
  GPR_ASSERT(error == GRPC_CALL_OK);
}

bool UnaryAnswer::FinalizeResult(void** tag, bool* /*ok*/) {
  *tag = tag_;
  Release();
  return true;
}

void UnaryAnswer::Release() {
  for (Headers* headers : {&initial_, &trailing_}) {
    for (const grpc_metadata& header : *headers) {
      grpc_slice_unref(header.key);
      grpc_slice_unref(header.value);
    }
    headers->clear();
  }
  if (message_ != nullptr) grpc_byte_buffer_destroy(message_);
  message_ = nullptr;
}

}  // namespace rpc
}  // namespace knead
