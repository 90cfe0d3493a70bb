#include "tests/support/unary_call.h"

#include "absl/time/clock.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

namespace knead {
namespace {

// The first detail of type `Message`, or an empty message.
template <typename Message>
Message Detail(const grpc::Status& status) {
  google::rpc::Status details;
  Message message;
  details.ParseFromString(status.error_details());
  for (const auto& detail : details.details()) {
    if (detail.UnpackTo(&message)) break;
  }
  return message;
}

}  // namespace

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

std::multimap<std::string, std::string> InitialMetadata(
    const grpc::ClientContext& context) {
  std::multimap<std::string, std::string> metadata;
  for (const auto& [key, value] : context.GetServerInitialMetadata()) {
    metadata.emplace(std::string(key.data(), key.size()),
                     std::string(value.data(), value.size()));
  }
  return metadata;
}

google::rpc::ErrorInfo UnaryResult::Info() const {
  return Detail<google::rpc::ErrorInfo>(status);
}

std::vector<std::string> UnaryResult::Fields() const {
  std::vector<std::string> fields;
  const auto bad_request = Detail<google::rpc::BadRequest>(status);
  for (const auto& violation : bad_request.field_violations()) {
    fields.push_back(violation.field());
  }
  return fields;
}

UnaryResult CallUnary(const std::shared_ptr<grpc::Channel>& channel,
                      const std::string& path, absl::string_view request) {
  UnaryResult result;
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
  grpc::CompletionQueue queue;
  const grpc::Slice slice(request.data(), request.size());
  const grpc::ByteBuffer bytes(&slice, 1);
  grpc::GenericStub stub(channel);
  const auto call = stub.PrepareUnaryCall(&context, path, bytes, &queue);
  grpc::ByteBuffer response;
  call->StartCall();
  call->Finish(&response, &result.status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  result.initial_metadata = InitialMetadata(context);
  if (result.status.ok()) result.response = ToBytes(response);
  return result;
}

UnaryResult CallUnary(const std::shared_ptr<grpc::Channel>& channel,
                      const std::string& path,
                      const google::protobuf::Message& request) {
  return CallUnary(channel, path, request.SerializeAsString());
}

}  // namespace knead
