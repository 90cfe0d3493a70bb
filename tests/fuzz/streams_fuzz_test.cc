// Sequences of messages on the streaming methods, on the content that is
// shipped. An input is a knead.fuzz.StreamInput.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/session.pb.h"
#include "service/rpc/assess_stream.h"
#include "service/rpc/coach_stream.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/testing/fake_call_context.h"
#include "tests/fuzz/answers.h"
#include "tests/fuzz/fuzz_message.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/shipped_service.h"
#include "tests/fuzz/stream_input.pb.h"

namespace knead {
namespace {

// More steps tell nothing new, and cost time.
constexpr int kMostSteps = 64;

// Low enough that streams come to them.
constexpr rpc::AssessStreamLimits kLimits = {20, absl::Minutes(30)};

// Keeps what a stream is told, as the client gets it.
class RecordedStream : public rpc::Stream {
 public:
  void Send(rpc::Payload message) override {
    if (!end.has_value()) answers.push_back(message.ToString());
  }
  void Finish(absl::Status status) override {
    if (!end.has_value()) end = std::move(status);
  }
  void WakeAt(absl::Time time) override { wake = time; }

  std::vector<std::string> answers;
  absl::optional<absl::Status> end;
  absl::Time wake = absl::InfiniteFuture();
};

// One stream with its handler.
struct Open {
  explicit Open(const rpc::OpenStream& open)
      : handler(open(context, stream).value()) {}

  rpc::FakeCallContext context;
  std::shared_ptr<RecordedStream> stream = std::make_shared<RecordedStream>();
  std::unique_ptr<rpc::StreamHandler> handler;
  size_t seen = 0;
};

std::string FaultOf(const v1::AssessStreamResponse& answer) {
  if (answer.has_assessment()) return FaultOfAnswer(answer);
  if (!answer.has_status()) return "neither an assessment nor a status";
  return answer.status().code() == 0 || answer.status().message().empty()
             ? "a refusal without code or message"
             : "";
}

std::string FaultOf(const v1::CoachResponse& answer) {
  if (answer.state() == v1::COACH_STATE_ENDED && answer.has_step()) {
    return "a step of a session that is over";
  }
  if ((answer.state() == v1::COACH_STATE_ENDED) != answer.has_end()) {
    return "the end and the state do not fit";
  }
  return FaultOfAnswer(answer);
}

// What is wrong with what came since the last time.
template <typename Answer>
std::string FaultOfNew(Open* open, Answer* last) {
  const std::vector<std::string>& answers = open->stream->answers;
  for (; open->seen < answers.size(); ++open->seen) {
    if (!last->ParseFromString(answers[open->seen])) {
      return "an answer is no message";
    }
    if (std::string fault = FaultOf(*last); !fault.empty()) return fault;
  }
  const absl::optional<absl::Status>& end = open->stream->end;
  return end.has_value() && !end->ok() ? FaultOfRefusal(*end) : "";
}

class Streams {
 public:
  std::string FaultOfStep(const fuzz::StreamStep& step) {
    switch (step.kind_case()) {
      case fuzz::StreamStep::kAssess:
        Give(&assess_, step.assess().SerializeAsString());
        break;
      case fuzz::StreamStep::kCoach: {
        v1::CoachRequest event = step.coach();
        if (event.event_id() == 0) event.set_event_id(last_.event_id() + 1);
        Give(coach_.get(), event.SerializeAsString());
        break;
      }
      case fuzz::StreamStep::kWaitMs:
        Wait(step.wait_ms());
        break;
      case fuzz::StreamStep::kRaw:
        Give(&assess_, step.raw());
        Give(coach_.get(), step.raw());
        break;
      case fuzz::StreamStep::kResume:
        Resume(step.resume());
        break;
      case fuzz::StreamStep::KIND_NOT_SET:
        break;
    }
    v1::AssessStreamResponse answer;
    std::string fault = FaultOfNew(&assess_, &answer);
    if (!fault.empty()) return absl::StrCat("AssessStream: ", fault);
    fault = FaultOfNew(coach_.get(), &last_);
    return fault.empty() ? "" : absl::StrCat("Coach: ", fault);
  }

 private:
  // As the transport does: nothing behind the end.
  static void Give(Open* open, absl::string_view message) {
    if (!open->stream->end.has_value()) open->handler->OnMessage(message);
  }

  rpc::OpenStream OpenCoach() {
    return rpc::CoachStream(&ShippedService().current(),
                            &ShippedService().resume_tokens(),
                            [this] { return now_; });
  }

  void Wait(int64_t ms) {
    constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;
    now_ += absl::Milliseconds(std::clamp<int64_t>(ms, 0, kDayMs));
    for (Open* open : {&assess_, coach_.get()}) {
      if (now_ >= open->stream->wake && !open->stream->end.has_value()) {
        open->handler->OnWake();
      }
    }
  }

  void Resume(uint32_t bytes) {
    std::string token = last_.resume_token();
    if (bytes > 0 && bytes < token.size()) token.resize(bytes);
    coach_ = std::make_unique<Open>(OpenCoach());
    v1::CoachRequest event;
    event.set_event_id(1);
    event.mutable_resume()->set_resume_token(token);
    Give(coach_.get(), event.SerializeAsString());
  }

  absl::Time now_ = absl::FromUnixSeconds(1000000);
  Open assess_{rpc::AssessStream(&ShippedService().current(), kLimits,
                                 [this] { return now_; })};
  std::unique_ptr<Open> coach_ = std::make_unique<Open>(OpenCoach());
  v1::CoachResponse last_;
};

}  // namespace
}  // namespace knead

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  knead::fuzz::StreamInput input;
  input.ParsePartialFromArray(data, static_cast<int>(size));
  knead::Streams streams;
  for (int i = 0; i < input.steps_size() && i < knead::kMostSteps; ++i) {
    knead::RequireNoFault(streams.FaultOfStep(input.steps(i)));
  }
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size,
                                          size_t max_size, unsigned int seed) {
  knead::fuzz::StreamInput input;
  return knead::MutateMessageBytes(data, size, max_size, seed, &input);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* data, size_t size,
                                            const uint8_t* other,
                                            size_t other_size, uint8_t* out,
                                            size_t max_size,
                                            unsigned int seed) {
  knead::fuzz::StreamInput input;
  return knead::CrossOverMessageBytes(data, size, other, other_size, out,
                                      max_size, seed, &input);
}
