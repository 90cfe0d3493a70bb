#ifndef KNEAD_TESTS_BENCHMARK_TRANSPORT_LOAD_H_
#define KNEAD_TESTS_BENCHMARK_TRANSPORT_LOAD_H_

#include <cstdint>
#include <memory>

#include "absl/time/time.h"
#include "grpcpp/channel.h"

namespace knead {
namespace benchmark {

// Connections of a load, and calls under way on each.
inline constexpr int kConnections = 10;
inline constexpr int kStreamsPerConnection = 10;

// Keeps kConnections x kStreamsPerConnection calls of EchoService.Ready under
// way at the server on `port`, from one thread. Ends the process if a call
// fails.
class Load {
 public:
  explicit Load(int port);
  ~Load();

  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Runs for `duration` and returns how many calls were answered.
  int64_t Run(absl::Duration duration);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A channel to the server on `port`.
std::shared_ptr<grpc::Channel> Connect(int port);

// How long one call of EchoService.Ready takes.
absl::Duration TimeOneCall(const std::shared_ptr<grpc::Channel>& channel);

}  // namespace benchmark
}  // namespace knead

#endif  // KNEAD_TESTS_BENCHMARK_TRANSPORT_LOAD_H_
