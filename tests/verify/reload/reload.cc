// Reloads the content of a server again and again under load, now one content,
// now another, now a corrupt file, and prints what became of the calls and of
// the memory of the server.
//
// Usage: KNEAD_SERVER=path/to/knead-server KNEAD_CONTENT=path/to/content
//        KNEAD_OTHER_CONTENT=path/to/the/other reload
//
// Exits with 1 when a call failed or got an answer that is none of a content
// that was served, or when memory grew.

#include <signal.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "knead/v1/lookup_service.pb.h"
#include "tests/support/resident_memory.h"
#include "tests/support/server_process.h"
#include "tests/support/test_folder.h"
#include "tests/support/two_contents.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

constexpr int kReloads = 500;
constexpr int kEveryCorrupt = 10;
constexpr int kCallers = 4;
// How often the memory is printed. At first it grows to what the load takes.
constexpr int kMemoryStep = 50;
// Most that the memory may be at the end, of what it was at the first step.
constexpr double kMostGrowth = 1.05;
constexpr absl::Duration kPatience = absl::Seconds(30);

// Calls without a pause from several threads.
class Callers {
 public:
  Callers(const TwoContents* contents, ServerProcess* server) {
    for (int i = 0; i < kCallers; ++i) {
      threads_.emplace_back([this, contents, channel = server->Connect()] {
        std::string failure;
        for (size_t call = 0; !done_; call = (call + 1) % contents->size()) {
          const auto answer = contents->Ask(channel, call, &failure);
          ++counts_[static_cast<size_t>(answer)];
          if (answer == TwoContents::Answer::kMixed ||
              answer == TwoContents::Answer::kFailed) {
            std::cerr << failure << "\n";
          }
        }
      });
    }
  }

  void Join() {
    done_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

  int64_t Count(TwoContents::Answer answer) const {
    return counts_[static_cast<size_t>(answer)];
  }

 private:
  std::atomic<bool> done_{false};
  std::atomic<int64_t> counts_[4] = {};
  std::vector<std::thread> threads_;
};

// Waits until the server says that a reload behind the one at `before` had that
// result.
v1::ContentReload AwaitReload(const std::shared_ptr<grpc::Channel>& channel,
                              const v1::ContentReload& before,
                              v1::ContentReloadResult result) {
  const absl::Time deadline = absl::Now() + kPatience;
  while (absl::Now() < deadline) {
    v1::ContentInfo info;
    info.ParseFromString(
        CallUnary(channel, "/knead.v1.LookupService/GetContentInfo", "")
            .response);
    if (info.last_reload().result() == result &&
        info.last_reload().end_time().SerializeAsString() !=
            before.end_time().SerializeAsString()) {
      return info.last_reload();
    }
    absl::SleepFor(absl::Milliseconds(1));
  }
  std::cerr << "no reload was " << v1::ContentReloadResult_Name(result) << "\n";
  std::exit(1);
}

int Run() {
  const ContentFile first = ReadContentFile("KNEAD_CONTENT");
  const ContentFile other = ReadContentFile("KNEAD_OTHER_CONTENT");
  const TestFolder folder;
  const std::string path = folder.Write("content.binpb", first.bytes);
  ServerProcess server(
      {"--listen", "127.0.0.1:0", "--content", path, "--log-level", "off"});
  const auto channel = server.Connect();
  const TwoContents contents(first.revision, other.revision);
  Callers callers(&contents, &server);

  absl::PrintF("%8s %12s\n", "reloads", "resident KiB");
  int64_t memory_at_first = 0;
  int64_t memory = 0;
  int loaded = 0;
  int refused = 0;
  v1::ContentReload last;
  for (int i = 1; i <= kReloads; ++i) {
    const std::string& bytes = (loaded % 2 == 0 ? other : first).bytes;
    const bool corrupt = i % kEveryCorrupt == 0;
    folder.Write("content.binpb",
                 corrupt ? bytes.substr(0, bytes.size() / 2) : bytes);
    server.Signal(SIGHUP);
    last = AwaitReload(channel, last,
                       corrupt ? v1::CONTENT_RELOAD_RESULT_REFUSED
                               : v1::CONTENT_RELOAD_RESULT_LOADED);
    ++(corrupt ? refused : loaded);
    if (i % kMemoryStep == 0) {
      memory = ResidentKilobytes(server.pid());
      if (i == kMemoryStep) memory_at_first = memory;
      absl::PrintF("%8d %12d\n", i, memory);
    }
  }
  callers.Join();

  const int64_t of_first = callers.Count(TwoContents::Answer::kFirst);
  const int64_t of_other = callers.Count(TwoContents::Answer::kOther);
  const int64_t mixed = callers.Count(TwoContents::Answer::kMixed);
  const int64_t failed = callers.Count(TwoContents::Answer::kFailed);
  absl::PrintF("reloads: %d loaded, %d refused\n", loaded, refused);
  absl::PrintF("answers: %d of the first content, %d of the other\n", of_first,
               of_other);
  absl::PrintF("failed calls: %d\n", failed);
  absl::PrintF("answers of an unknown or a mixed revision: %d\n", mixed);
  const double growth = static_cast<double>(memory) / memory_at_first;
  absl::PrintF(
      "resident memory at the end, of that after %d reloads: %.3f (most: "
      "%.2f)\n",
      kMemoryStep, growth, kMostGrowth);
  const bool good = failed == 0 && mixed == 0 && of_first > 0 && of_other > 0 &&
                    growth <= kMostGrowth;
  absl::PrintF(good ? "All as it should be.\n" : "Not as it should be.\n");
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace knead

int main() { return knead::Run(); }
