#ifndef KNEAD_TESTS_SUPPORT_COACH_CALL_H_
#define KNEAD_TESTS_SUPPORT_COACH_CALL_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "knead/v1/session.pb.h"
#include "tests/support/stream_call.h"
#include "tests/support/unary_call.h"

namespace knead {

// A stream of SessionService.Coach that numbers its events. Not thread-safe.
class CoachCall {
 public:
  explicit CoachCall(const std::shared_ptr<grpc::Channel>& channel);

  // Sends an event. False: the stream is over.
  bool Write(v1::CoachRequest event);
  // The same, of a CoachRequest as text.
  bool Write(const std::string& event);
  // Bytes that need not be an event, without a number.
  bool WriteBytes(absl::string_view bytes) { return stream_.Write(bytes); }

  // The next response. False: the stream is over.
  bool Read();
  // The last response that was read.
  const v1::CoachResponse& last() const { return last_; }

  // Sends an event and reads its answer. Fails the test if there is none.
  const v1::CoachResponse& Send(v1::CoachRequest event);
  const v1::CoachResponse& Send(const std::string& event);
  const v1::CoachResponse& Start(const v1::PlanSessionRequest& request);
  const v1::CoachResponse& Resume(const std::string& token);

  // Begins, and goes on to the first round of massage.
  void GoToMassage();

  // Waits for the end; what was not read is left out.
  UnaryResult Finish() { return stream_.Finish(); }
  void WritesDone() { stream_.WritesDone(); }
  void Cancel() { stream_.context().TryCancel(); }

 private:
  StreamCall stream_;
  int64_t next_id_ = 1;
  v1::CoachResponse last_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_COACH_CALL_H_
