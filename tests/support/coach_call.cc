#include "tests/support/coach_call.h"

#include <optional>
#include <utility>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

v1::CoachRequest Parse(const std::string& text) {
  v1::CoachRequest event;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &event))
      << text;
  return event;
}

}  // namespace

CoachCall::CoachCall(const std::shared_ptr<grpc::Channel>& channel)
    : stream_(channel, "/knead.v1.SessionService/Coach") {}

bool CoachCall::Write(v1::CoachRequest event) {
  event.set_event_id(next_id_++);
  return stream_.Write(event.SerializeAsString());
}

bool CoachCall::Write(const std::string& event) { return Write(Parse(event)); }

bool CoachCall::Read() {
  const std::optional<std::string> message = stream_.Read();
  if (!message.has_value()) return false;
  EXPECT_TRUE(last_.ParseFromString(*message));
  return true;
}

const v1::CoachResponse& CoachCall::Send(v1::CoachRequest event) {
  if (!Write(std::move(event)) || !Read()) {
    const grpc::Status status = Finish().status;
    ADD_FAILURE() << "the stream is over: " << status.error_code() << " "
                  << status.error_message();
    return last_;
  }
  EXPECT_EQ(last_.event_id(), next_id_ - 1);
  return last_;
}

const v1::CoachResponse& CoachCall::Send(const std::string& event) {
  return Send(Parse(event));
}

const v1::CoachResponse& CoachCall::Start(
    const v1::PlanSessionRequest& request) {
  v1::CoachRequest event;
  *event.mutable_start() = request;
  return Send(std::move(event));
}

const v1::CoachResponse& CoachCall::Resume(const std::string& token) {
  v1::CoachRequest event;
  event.mutable_resume()->set_resume_token(token);
  return Send(std::move(event));
}

void CoachCall::GoToMassage() {
  Send("ready {}");
  while (last_.state() == v1::COACH_STATE_RUNNING &&
         last_.step().kind() != v1::SESSION_STEP_KIND_MASSAGE) {
    v1::CoachRequest event;
    event.mutable_step_done()->set_step_number(last_.step().number());
    Send(std::move(event));
  }
  EXPECT_EQ(last_.step().kind(), v1::SESSION_STEP_KIND_MASSAGE);
}

}  // namespace knead
