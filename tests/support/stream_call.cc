#include "tests/support/stream_call.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"

namespace knead {

StreamCall::StreamCall(const std::shared_ptr<grpc::Channel>& channel,
                       const std::string& path) {
  context_.set_deadline(absl::ToChronoTime(absl::Now() + kStreamTimeout));
  grpc::GenericStub stub(channel);
  stream_ = stub.PrepareCall(&context_, path, &queue_);
  stream_->StartCall(nullptr);
  Await();
}

StreamCall::~StreamCall() {
  if (result_.has_value()) return;
  context_.TryCancel();
  Finish();
}

bool StreamCall::Await() {
  void* tag = nullptr;
  bool ok = false;
  return queue_.Next(&tag, &ok) && ok;
}

bool StreamCall::Write(absl::string_view message) {
  const grpc::Slice slice(message.data(), message.size());
  stream_->Write(grpc::ByteBuffer(&slice, 1), nullptr);
  return Await();
}

void StreamCall::WritesDone() {
  stream_->WritesDone(nullptr);
  Await();
}

std::optional<std::string> StreamCall::Read() {
  grpc::ByteBuffer message;
  stream_->Read(&message, nullptr);
  if (!Await()) return std::nullopt;
  return ToBytes(message);
}

UnaryResult StreamCall::Finish() {
  if (result_.has_value()) return *result_;
  while (Read().has_value()) continue;
  result_.emplace();
  stream_->Finish(&result_->status, nullptr);
  Await();
  result_->initial_metadata = InitialMetadata(context_);
  return *result_;
}

}  // namespace knead
