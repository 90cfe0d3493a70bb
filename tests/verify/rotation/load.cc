#include "tests/verify/rotation/load.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/make_connection.h"

namespace knead {
namespace {

constexpr int kCallsPerConnection = 50;

// What a thread waits between two calls.
constexpr absl::Duration kPause = absl::Milliseconds(2);

}  // namespace

int64_t LoadCounts::failed() const {
  int64_t sum = 0;
  for (const auto& [text, count] : failures) sum += count;
  return sum;
}

Load::Load(int threads, ClientOptions options, std::string token)
    : options_(std::move(options)), token_(std::move(token)), ways_(threads) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this, i] { Run(i); });
  }
}

Load::~Load() {
  stop_ = true;
  for (std::thread& thread : threads_) thread.join();
}

void Load::Become(ClientOptions options, std::string token) {
  absl::MutexLock lock(&mutex_);
  options_ = std::move(options);
  token_ = std::move(token);
  ++way_;
  const auto all_follow = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return std::all_of(ways_.begin(), ways_.end(),
                       [this](int64_t way) { return way == way_; });
  };
  mutex_.Await(absl::Condition(&all_follow));
}

LoadCounts Load::Take() {
  const absl::MutexLock lock(&mutex_);
  return std::exchange(counts_, LoadCounts());
}

void Load::Run(int thread) {
  std::unique_ptr<Client> client;
  CallOptions call_options;
  int64_t way = 0;
  int calls = 0;
  while (!stop_) {
    ClientOptions options;
    bool renew = false;
    {
      const absl::MutexLock lock(&mutex_);
      renew = way != way_ || calls % kCallsPerConnection == 0;
      if (renew) {
        way = way_;
        ways_[thread] = way;
        options = options_;
        call_options.metadata.clear();
        if (!token_.empty()) {
          call_options.metadata.emplace_back("authorization",
                                             absl::StrCat("Bearer ", token_));
        }
        ++counts_.connections;
      }
    }
    absl::Status status;
    if (renew) {
      auto connection = MakeConnection(options);
      status = connection.status();
      if (connection.ok()) client = std::make_unique<Client>(*connection);
    }
    if (status.ok()) status = client->GetContentInfo(call_options).status();
    ++calls;
    {
      const absl::MutexLock lock(&mutex_);
      ++counts_.calls;
      if (!status.ok()) ++counts_.failures[status.ToString()];
    }
    absl::SleepFor(kPause);
  }
}

}  // namespace knead
