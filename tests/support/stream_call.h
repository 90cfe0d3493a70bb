#ifndef KNEAD_TESTS_SUPPORT_STREAM_CALL_H_
#define KNEAD_TESTS_SUPPORT_STREAM_CALL_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/support/unary_call.h"

namespace knead {

// Longer than what a test does over a stream, on a machine that has other work.
inline constexpr absl::Duration kStreamTimeout = absl::Minutes(4);

// A stream both ways of plain bytes, which need not be valid messages. Each
// function waits until it is done. Not thread-safe.
class StreamCall {
 public:
  // Calls `path` ("/package.Service/Method").
  StreamCall(const std::shared_ptr<grpc::Channel>& channel,
             const std::string& path);
  // Cancels the stream unless it has ended.
  ~StreamCall();

  StreamCall(const StreamCall&) = delete;
  StreamCall& operator=(const StreamCall&) = delete;

  // Sends a message. False: the stream is over.
  bool Write(absl::string_view message);

  // Says that no further message will be sent.
  void WritesDone();

  // The next message; none when the stream is over.
  std::optional<std::string> Read();

  // Waits for the end, with all that was not read left out. Its result has no
  // response, and is the same each time.
  UnaryResult Finish();

  grpc::ClientContext& context() { return context_; }

 private:
  // Waits for the one operation that was started.
  bool Await();

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
  std::optional<UnaryResult> result_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_STREAM_CALL_H_
