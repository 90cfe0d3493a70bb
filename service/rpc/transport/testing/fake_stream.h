#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TESTING_FAKE_STREAM_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TESTING_FAKE_STREAM_H_

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/stream.h"

namespace knead {
namespace rpc {

// Keeps what a stream of `Message` is told. Like a real one it takes nothing
// behind its end. Not thread-safe.
template <typename Message>
class FakeStream : public Stream {
 public:
  void Send(Payload message) override {
    if (end.has_value()) return;
    Message answer;
    EXPECT_TRUE(answer.ParseFromString(message.ToString()));
    answers.push_back(std::move(answer));
  }
  void Finish(absl::Status status) override {
    if (!end.has_value()) end = std::move(status);
  }
  void WakeAt(absl::Time time) override { wake = time; }

  std::vector<Message> answers;
  absl::optional<absl::Status> end;
  absl::Time wake = absl::InfiniteFuture();
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TESTING_FAKE_STREAM_H_
