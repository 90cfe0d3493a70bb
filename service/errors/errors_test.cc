#include "service/errors/errors.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/errors.pb.h"
#include "service/errors/error_payload.h"

namespace knead {
namespace {

v1::Finding Age() {
  v1::Finding finding;
  finding.set_name("findings/age");
  finding.set_kind(v1::FINDING_KIND_QUANTITY);
  finding.mutable_quantity()->set_unit("years");
  finding.mutable_quantity()->set_min(0);
  finding.mutable_quantity()->set_max(120);
  return finding;
}

struct Case {
  absl::Status status;
  absl::StatusCode code;
  std::string reason;
  // The field violation's path; empty when there is none.
  std::string field;
  // A piece of the fix that the description names.
  std::string fix;
};

TEST(ErrorsTest, EachCarriesReasonFieldAndFix) {
  const auto kInvalid = absl::StatusCode::kInvalidArgument;
  const std::vector<Case> cases = {
      {ResourceNotFound("name", "tools/spoon"), absl::StatusCode::kNotFound,
       "RESOURCE_NOT_FOUND", "", ""},
      {UnknownReference("tools[1]", "tools/spoon"), kInvalid,
       "RESOURCE_NOT_FOUND", "tools[1]", "tools/spoon"},
      {InvalidResourceName("name", "spoon", "tools"), kInvalid,
       "INVALID_RESOURCE_NAME", "name", "tools/{id}"},
      {MissingField("names", "give one name or more"), kInvalid,
       "MISSING_FIELD", "names", "give one name"},
      {InvalidPageSize(-1), kInvalid, "INVALID_PAGE_SIZE", "page_size",
       "0 means"},
      {InvalidPageToken(), kInvalid, "INVALID_PAGE_TOKEN", "page_token",
       "begin again"},
      {InvalidEnumValue("view", 9), kInvalid, "INVALID_ENUM_VALUE", "view",
       "possible"},
      {InvalidLanguageCode("e n"), kInvalid, "INVALID_LANGUAGE_CODE",
       "language_code", "BCP 47"},
      {InvalidRegionCode("England"), kInvalid, "INVALID_REGION_CODE",
       "region_code", "GB"},
      {TooManyItems("observations", 201, 200), kInvalid, "TOO_MANY_ITEMS",
       "observations", "at most 200"},
      {FieldTooLong("request_id", 129, 128), kInvalid, "FIELD_TOO_LONG",
       "request_id", "at most 128"},
      {AnswerKindMismatch("observations[0]", Age()), kInvalid,
       "ANSWER_KIND_MISMATCH", "observations[0]", "set value or range"},
      {QuantityOutOfRange("observations[0].value", Age()), kInvalid,
       "QUANTITY_OUT_OF_RANGE", "observations[0].value", "0 and 120 years"},
      {SiteNotApplicable("observations[0].sites", Age(), "has no site."),
       kInvalid, "SITE_NOT_APPLICABLE", "observations[0].sites", "no site"},
      {ContradictoryObservations("observations[2]", Age(), "observations[0]"),
       kInvalid, "CONTRADICTORY_OBSERVATIONS", "observations[2]", "keep one"},
      {DurationOutOfRange("available_time", absl::Minutes(1),
                          absl::Minutes(90)),
       kInvalid, "DURATION_OUT_OF_RANGE", "available_time", "1m to 1h30m"},
      {ValueOutOfRange("pain.intensity", 0, 10), kInvalid, "VALUE_OUT_OF_RANGE",
       "pain.intensity", "from 0 to 10"},
      {EventOutOfOrder("event_id", "send 3"), kInvalid, "EVENT_OUT_OF_ORDER",
       "event_id", "send 3"},
      {InvalidResumeToken(), kInvalid, "INVALID_RESUME_TOKEN",
       "resume.resume_token", "start a new session"},
      {SessionContentGone(), absl::StatusCode::kFailedPrecondition,
       "SESSION_CONTENT_GONE", "", ""},
      {ResumeTokenExpired(absl::Minutes(15)),
       absl::StatusCode::kFailedPrecondition, "RESUME_TOKEN_EXPIRED", "", ""},
      {TooManyEvents(10), absl::StatusCode::kResourceExhausted,
       "TOO_MANY_EVENTS", "", ""},
      {TooManyMessages(10), absl::StatusCode::kResourceExhausted,
       "STREAM_TOO_LONG", "", ""},
      {StreamTooLong(absl::Hours(1)), absl::StatusCode::kResourceExhausted,
       "STREAM_TOO_LONG", "", ""},
      {SessionIdle(absl::Minutes(10)), absl::StatusCode::kDeadlineExceeded,
       "SESSION_IDLE", "", ""},
      {SessionTooLong(absl::Hours(2)), absl::StatusCode::kDeadlineExceeded,
       "SESSION_TOO_LONG", "", ""},
      {SearchNotReady(), absl::StatusCode::kUnavailable, "SEARCH_NOT_READY", "",
       ""},
      {UnknownCaller(), absl::StatusCode::kUnauthenticated, "UNKNOWN_CALLER",
       "", ""},
      {MethodNotPermitted("/package.Service/Method"),
       absl::StatusCode::kPermissionDenied, "METHOD_NOT_PERMITTED", "", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.status.ToString());
    EXPECT_EQ(c.status.code(), c.code);
    const auto info = ErrorPayload<google::rpc::ErrorInfo>(c.status);
    EXPECT_EQ(info.reason(), c.reason);
    EXPECT_EQ(info.domain(), "knead");
    v1::ErrorReason reason;
    EXPECT_TRUE(
        v1::ErrorReason_Parse("ERROR_REASON_" + info.reason(), &reason));
    const auto bad_request = ErrorPayload<google::rpc::BadRequest>(c.status);
    if (c.field.empty()) {
      EXPECT_EQ(bad_request.field_violations_size(), 0);
      continue;
    }
    ASSERT_EQ(bad_request.field_violations_size(), 1);
    EXPECT_EQ(bad_request.field_violations(0).field(), c.field);
    EXPECT_NE(bad_request.field_violations(0).description().find(c.fix),
              std::string::npos);
    EXPECT_EQ(info.metadata().at("field"), c.field);
  }
}

TEST(ErrorsTest, EqualErrorsAreEqualBytes) {
  const absl::Status first = QuantityOutOfRange("observations[0].value", Age());
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(QuantityOutOfRange("observations[0].value", Age()), first);
  }
}

TEST(ErrorsTest, RepeatsLittleOfWhatWasSent) {
  const std::string hostile =
      std::string(63, 'a') + "\xc3\xa9" + std::string(10000, 'b');
  for (const absl::Status& status :
       {InvalidResourceName("name", hostile, "tools"),
        InvalidLanguageCode(hostile), InvalidRegionCode(hostile)}) {
    const auto info = ErrorPayload<google::rpc::ErrorInfo>(status);
    EXPECT_NE(info.reason(), "");
    for (const auto& [key, value] : info.metadata()) {
      EXPECT_LE(value.size(), 4 * 64u) << key;
    }
    EXPECT_LT(status.message().size(), 500u);
  }
}

TEST(WithinFieldTest, EveryPathBeginsWithTheField) {
  const absl::Status status =
      WithinField("request", TooManyItems("observations", 201, 200));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(),
            "request.observations: has 201 entries; send at most 200");
  const auto info = ErrorPayload<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(info.reason(), "TOO_MANY_ITEMS");
  EXPECT_EQ(info.domain(), kErrorDomain);
  EXPECT_EQ(info.metadata().at("field"), "request.observations");
  EXPECT_EQ(info.metadata().at("count"), "201");
  const auto bad_request = ErrorPayload<google::rpc::BadRequest>(status);
  ASSERT_EQ(bad_request.field_violations_size(), 1);
  EXPECT_EQ(bad_request.field_violations(0).field(), "request.observations");
  EXPECT_EQ(bad_request.field_violations(0).description(),
            "has 201 entries; send at most 200");
}

TEST(WithinFieldTest, WithoutABadRequestThereIsNone) {
  const absl::Status status =
      WithinField("request", ResourceNotFound("name", "tools/spoon"));
  EXPECT_EQ(ErrorPayload<google::rpc::ErrorInfo>(status).metadata().at("field"),
            "request.name");
  EXPECT_FALSE(status.GetPayload("type.googleapis.com/google.rpc.BadRequest")
                   .has_value());
}

TEST(WithinFieldTest, WhatNamesNoFieldStaysAsItIs) {
  for (const absl::Status& status :
       {absl::OkStatus(), absl::InternalError("x"),
        MakeError(absl::StatusCode::kUnavailable, v1::ERROR_REASON_CALLER_GONE,
                  "gone")}) {
    EXPECT_EQ(WithinField("request", status), status);
  }
}

}  // namespace
}  // namespace knead
