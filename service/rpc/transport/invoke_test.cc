#include "service/rpc/transport/invoke.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/call_ids.h"
#include "service/rpc/transport/testing/fake_call_context.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class InvokeTest : public ::testing::Test {
 protected:
  InvokeTest() {
    hooks_.now = [this] { return now_; };
    hooks_.finished = [this](const CallContext& context,
                             const CallRecord& record) {
      methods_.emplace_back(context.method());
      records_.push_back(record);
    };
  }

  absl::StatusOr<Payload> Call(const Handler::Function& function) {
    return Invoke(Handler([this, function](CallContext& context,
                                           absl::string_view request) {
                    ++handled_;
                    return function(context, request);
                  }),
                  hooks_, context_, "request");
  }

  static absl::StatusOr<Payload> Answer(CallContext&, absl::string_view) {
    return Payload::Copy("answer");
  }

  absl::Time now_ = absl::FromUnixSeconds(1000);
  CallHooks hooks_;
  FakeCallContext context_;
  int handled_ = 0;
  std::vector<std::string> methods_;
  std::vector<CallRecord> records_;
};

TEST_F(InvokeTest, AnswersAndReports) {
  const auto response =
      Call([this](CallContext& context, absl::string_view request) {
        EXPECT_EQ(request, "request");
        now_ += absl::Milliseconds(7);
        return Answer(context, request);
      });
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->ToString(), "answer");
  EXPECT_THAT(methods_, ElementsAre(context_.method_name));
  ASSERT_EQ(records_.size(), 1);
  EXPECT_EQ(records_[0].code, absl::StatusCode::kOk);
  EXPECT_EQ(records_[0].latency, absl::Milliseconds(7));
  EXPECT_EQ(records_[0].request_bytes, 7);
  EXPECT_EQ(records_[0].response_bytes, 6);
}

TEST_F(InvokeTest, PassesErrorsOnAndReportsThem) {
  const auto response =
      Call([](CallContext&, absl::string_view) -> absl::StatusOr<Payload> {
        return absl::NotFoundError("gone");
      });
  EXPECT_EQ(response.status(), absl::NotFoundError("gone"));
  ASSERT_EQ(records_.size(), 1);
  EXPECT_EQ(records_[0].code, absl::StatusCode::kNotFound);
  EXPECT_EQ(records_[0].response_bytes, 0);
}

TEST_F(InvokeTest, DoesNotWorkOnACallWhoseDeadlineHasPassed) {
  struct Case {
    absl::Duration left;
    absl::StatusCode code;
    int handled;
  };
  for (const Case& c :
       {Case{absl::Nanoseconds(1), absl::StatusCode::kOk, 1},
        Case{absl::ZeroDuration(), absl::StatusCode::kDeadlineExceeded, 0},
        Case{-absl::Hours(1), absl::StatusCode::kDeadlineExceeded, 0}}) {
    handled_ = 0;
    records_.clear();
    context_.deadline_at = now_ + c.left;
    EXPECT_EQ(Call(Answer).status().code(), c.code);
    EXPECT_EQ(handled_, c.handled);
    ASSERT_EQ(records_.size(), 1);
    EXPECT_EQ(records_[0].code, c.code);
  }
}

TEST_F(InvokeTest, DoesNotWorkOnACancelledCall) {
  context_.cancelled = true;
  EXPECT_EQ(Call(Answer).status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(handled_, 0);
  ASSERT_EQ(records_.size(), 1);
  EXPECT_EQ(records_[0].code, absl::StatusCode::kCancelled);
}

TEST_F(InvokeTest, WhatIsThrownIsInternal) {
  EXPECT_EQ(
      Call([](CallContext&, absl::string_view) -> absl::StatusOr<Payload> {
        throw std::runtime_error("secret");
      })
          .status()
          .code(),
      absl::StatusCode::kInternal);
  EXPECT_EQ(Call([](CallContext&,
                    absl::string_view) -> absl::StatusOr<Payload> { throw 7; })
                .status()
                .code(),
            absl::StatusCode::kInternal);
  hooks_.admit = [](CallContext&) -> absl::Status {
    throw std::runtime_error("secret");
  };
  EXPECT_EQ(Call(Answer).status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(handled_, 2);
  EXPECT_EQ(records_.size(), 3);
}

TEST_F(InvokeTest, WhatAListenerThrowsChangesNothing) {
  hooks_.finished = [](const CallContext&, const CallRecord&) {
    throw std::runtime_error("no disk");
  };
  EXPECT_TRUE(Call(Answer).ok());
}

TEST_F(InvokeTest, AnIllegalHeaderIsInternal) {
  const auto response =
      Call([](CallContext& context, absl::string_view request) {
        context.AddInitialMetadata("Not Legal", "x");
        return Answer(context, request);
      });
  EXPECT_EQ(response.status().code(), absl::StatusCode::kInternal);
}

TEST_F(InvokeTest, AdmitDecidesBeforeTheHandler) {
  hooks_.admit = [](CallContext& context) -> absl::Status {
    context.AddInitialMetadata("seen", "yes");
    if (context.ClientMetadata("pass").has_value()) return absl::OkStatus();
    return absl::PermissionDeniedError("no pass");
  };
  EXPECT_EQ(Call(Answer).status(), absl::PermissionDeniedError("no pass"));
  EXPECT_EQ(handled_, 0);
  EXPECT_EQ(records_.back().code, absl::StatusCode::kPermissionDenied);

  context_.initial_metadata.clear();
  context_.client_metadata.emplace("pass", "1");
  EXPECT_TRUE(Call(Answer).ok());
  EXPECT_EQ(handled_, 1);
  EXPECT_THAT(context_.initial_metadata, ElementsAre(Pair("seen", "yes")));
}

TEST_F(InvokeTest, EveryCallIsBegunOnceAndKeepsItsIds) {
  CallIdSource source(1, 2);
  std::vector<CallIds> begun;
  hooks_.started = [&](CallContext& context, CallRecord& record) {
    context.AddInitialMetadata("begun", "yes");
    record.ids = source.Make("", "order-1");
    begun.push_back(record.ids);
  };
  EXPECT_TRUE(Call(Answer).ok());
  hooks_.admit = [](CallContext&) {
    return absl::PermissionDeniedError("no pass");
  };
  EXPECT_FALSE(Call(Answer).ok());
  context_.cancelled = true;
  EXPECT_FALSE(Call(Answer).ok());
  ASSERT_EQ(begun.size(), 3);
  ASSERT_EQ(records_.size(), 3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(records_[i].ids.span_id(), begun[i].span_id());
    EXPECT_EQ(records_[i].ids.request_id(), "order-1");
  }
  EXPECT_EQ(context_.initial_metadata.count("begun"), 3);
}

TEST_F(InvokeTest, CountsMessages) {
  EXPECT_TRUE(Call(Answer).ok());
  EXPECT_EQ(records_.back().request_messages, 1);
  EXPECT_EQ(records_.back().response_messages, 1);
  context_.cancelled = true;
  EXPECT_FALSE(Call(Answer).ok());
  EXPECT_EQ(records_.back().request_messages, 1);
  EXPECT_EQ(records_.back().response_messages, 0);
}

TEST_F(InvokeTest, WhatIsThrownAtTheBeginningChangesNothing) {
  hooks_.started = [](CallContext&, CallRecord&) {
    throw std::runtime_error("no memory");
  };
  EXPECT_TRUE(Call(Answer).ok());
  EXPECT_EQ(records_.size(), 1);
}

TEST_F(InvokeTest, HooksMayBeEmpty) {
  hooks_ = CallHooks();
  EXPECT_TRUE(Call(Answer).ok());
}

}  // namespace
}  // namespace rpc
}  // namespace knead
