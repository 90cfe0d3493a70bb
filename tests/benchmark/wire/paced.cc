// Calls a server at a steady rate and says how long the calls took, counted
// from when each was due. Takes one core for itself.
//
//   paced ADDRESS PATH REQUEST RATE SECONDS CONNECTIONS
//
// REQUEST is a file with the bytes of the message. The connections call in
// turn. Prints one line: how many calls were answered and how many were not,
// and of the former the median, the p99, the p99.9 and the longest time, in
// milliseconds.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "tests/support/paced_load.h"

namespace knead {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(10);
constexpr absl::Duration kWarmUp = absl::Seconds(1);

int Main(int argc, char** argv) {
  double rate = 0;
  double seconds = 0;
  int count = 0;
  if (argc != 7 || !absl::SimpleAtod(argv[4], &rate) || rate <= 0 ||
      !absl::SimpleAtod(argv[5], &seconds) || seconds <= 0 ||
      !absl::SimpleAtoi(argv[6], &count) || count < 1) {
    std::fprintf(
        stderr, "usage: paced ADDRESS PATH REQUEST RATE SECONDS CONNECTIONS\n");
    return 2;
  }
  std::ifstream file(argv[3], std::ios::binary);
  const std::string request((std::istreambuf_iterator<char>(file)), {});
  std::vector<std::shared_ptr<grpc::Channel>> connections;
  for (int i = 0; i < count; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    connections.push_back(grpc::CreateCustomChannel(
        argv[1], grpc::InsecureChannelCredentials(), arguments));
    if (!connections.back()->WaitForConnected(
            absl::ToChronoTime(absl::Now() + kPatience))) {
      std::fprintf(stderr, "paced: there is no server at %s\n", argv[1]);
      return 1;
    }
  }
  PacedLoad load(std::move(connections), argv[2], request);
  load.AtRate(rate, kWarmUp, [] {});
  const LoadResult result = load.AtRate(rate, absl::Seconds(seconds), [] {});
  if (result.answered.empty()) {
    std::fprintf(stderr, "paced: no call was answered\n");
    return 1;
  }
  const auto at = [&](double share) {
    return absl::ToDoubleMilliseconds(Quantile(result.answered, share));
  };
  std::printf("%zu %zu %.3f %.3f %.3f %.3f\n", result.answered.size(),
              result.size() - result.answered.size(), at(0.5), at(0.99),
              at(0.999), at(1));
  return 0;
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) { return knead::Main(argc, argv); }
