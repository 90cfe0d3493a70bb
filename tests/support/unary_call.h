#ifndef KNEAD_TESTS_SUPPORT_UNARY_CALL_H_
#define KNEAD_TESTS_SUPPORT_UNARY_CALL_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/status.h"

namespace knead {

// How long a call of a test may take: long enough for the slowest machine.
inline constexpr absl::Duration kCallTimeout = absl::Seconds(60);

// What came back from a unary call, as the wire had it.
struct UnaryResult {
  grpc::Status status;
  // Bytes of the response message; empty unless `status` is OK.
  std::string response;
  std::multimap<std::string, std::string> initial_metadata;

  // The ErrorInfo in the details of `status`, or an empty one.
  google::rpc::ErrorInfo Info() const;

  // The paths of the fields in the BadRequest in the details of `status`.
  std::vector<std::string> Fields() const;

  // The response as a message. Fails the test when it is none.
  template <typename Message>
  Message Response() const {
    Message message;
    EXPECT_TRUE(message.ParseFromString(response));
    return message;
  }
};

// What a call received before its first message.
std::multimap<std::string, std::string> InitialMetadata(
    const grpc::ClientContext& context);

// The bytes of a message.
std::string ToBytes(const grpc::ByteBuffer& buffer);

// Calls `path` ("/package.Service/Method") with `request` as the bytes of its
// message, which need not be valid, and waits for the answer.
UnaryResult CallUnary(const std::shared_ptr<grpc::Channel>& channel,
                      const std::string& path, absl::string_view request);
UnaryResult CallUnary(const std::shared_ptr<grpc::Channel>& channel,
                      const std::string& path,
                      const google::protobuf::Message& request);

// Matches a UnaryResult that failed with `code`, an ErrorInfo of domain `knead`
// with `reason`, and a BadRequest that names exactly `field`; none when it is
// empty.
MATCHER_P3(IsKneadError, code, reason, field, "") {
  const google::rpc::ErrorInfo info = arg.Info();
  *result_listener << "code " << arg.status.error_code() << ", message '"
                   << arg.status.error_message() << "', reason "
                   << info.reason() << ", domain " << info.domain()
                   << ", fields " << ::testing::PrintToString(arg.Fields());
  const std::string wanted = field;
  return arg.status.error_code() == code && info.reason() == reason &&
         info.domain() == "knead" &&
         arg.Fields() == (wanted.empty() ? std::vector<std::string>()
                                         : std::vector<std::string>{wanted});
}

// Matches a UnaryResult that succeeded.
MATCHER(IsAnswered, "") {
  *result_listener << "code " << arg.status.error_code() << ", message '"
                   << arg.status.error_message() << "'";
  return arg.status.ok();
}

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_UNARY_CALL_H_
