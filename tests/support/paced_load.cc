#include "tests/support/paced_load.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "grpc/support/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/slice.h"

namespace knead {
namespace {

// Longer than any call of a server that works.
constexpr absl::Duration kCallTimeout = absl::Seconds(10);

}  // namespace

struct PacedLoad::Call {
  absl::Time due;
  grpc::ClientContext context;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
};

size_t LoadResult::size() const {
  size_t all = answered.size() + refused.size();
  for (const auto& [code, count] : others) all += static_cast<size_t>(count);
  return all;
}

absl::Duration Quantile(std::vector<absl::Duration> times, double share) {
  std::sort(times.begin(), times.end());
  return times[static_cast<size_t>(share *
                                   static_cast<double>(times.size() - 1))];
}

PacedLoad::PacedLoad(std::vector<std::shared_ptr<grpc::Channel>> connections,
                     std::string path, const std::string& request)
    : connections_(std::move(connections)), path_(std::move(path)) {
  const grpc::Slice slice(request);
  request_ = grpc::ByteBuffer(&slice, 1);
}

LoadResult PacedLoad::AtRate(double rate, absl::Duration duration,
                             const std::function<void()>& each_second) {
  result_ = LoadResult();
  const absl::Duration interval = absl::Seconds(1) / rate;
  const absl::Time begin = absl::Now();
  absl::Time next = begin;
  absl::Time second = begin + absl::Seconds(1);
  while (next < begin + duration) {
    const absl::Time now = absl::Now();
    if (now >= next) {
      Start(next);
      next += interval;
    }
    if (now >= second) {
      each_second();
      second += absl::Seconds(1);
    }
    Take();
  }
  result_.time = absl::Now() - begin;
  while (under_way_ > 0) Take();
  return std::move(result_);
}

LoadResult PacedLoad::AtOnce(int count, absl::Duration duration) {
  result_ = LoadResult();
  const absl::Time begin = absl::Now();
  for (int i = 0; i < count; ++i) Start(absl::Now());
  while (absl::Now() < begin + duration) {
    if (Take()) Start(absl::Now());
  }
  result_.time = absl::Now() - begin;
  while (under_way_ > 0) Take();
  return std::move(result_);
}

void PacedLoad::Start(absl::Time due) {
  // Goes when its end is taken in.
  auto* call = new Call;
  call->due = due;
  call->context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
  grpc::GenericStub stub(connections_[next_++ % connections_.size()]);
  call->reader =
      stub.PrepareUnaryCall(&call->context, path_, request_, &queue_);
  call->reader->StartCall();
  call->reader->Finish(&call->response, &call->status, call);
  ++under_way_;
}

bool PacedLoad::Take() {
  void* tag = nullptr;
  bool ok = false;
  // Without waiting: waits of gRPC last a millisecond and more.
  if (queue_.AsyncNext(&tag, &ok, gpr_inf_past(GPR_CLOCK_REALTIME)) !=
      grpc::CompletionQueue::GOT_EVENT) {
    return false;
  }
  const std::unique_ptr<Call> call(static_cast<Call*>(tag));
  --under_way_;
  const absl::Duration time = absl::Now() - call->due;
  const grpc::StatusCode code = call->status.error_code();
  if (code == grpc::StatusCode::OK) {
    result_.answered.push_back(time);
  } else if (code == grpc::StatusCode::RESOURCE_EXHAUSTED) {
    result_.refused.push_back(time);
  } else {
    ++result_.others[code];
  }
  return true;
}

}  // namespace knead
