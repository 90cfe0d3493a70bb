#include "tests/verify/load/call_tally.h"

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using google::protobuf::Struct;

Struct Report(const CallTally& tally, const std::set<std::string>& known) {
  Struct report;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(
                  tally.ToJson(known, absl::Seconds(2)), &report)
                  .ok());
  return report;
}

double Number(const Struct& report, const std::string& name) {
  return report.fields().at(name).number_value();
}

TEST(CallTallyTest, CountsNothing) {
  const Struct report = Report(CallTally(), {});
  EXPECT_EQ(Number(report, "calls"), 0);
  EXPECT_EQ(Number(report, "p99_ms"), 0);
  EXPECT_EQ(Number(report, "seconds"), 2);
}

TEST(CallTallyTest, CountsWhatThreadsSaw) {
  CallTally first;
  first.AddAnswer("GetTechnique", "a", "answer", absl::Milliseconds(2));
  first.AddFailure(absl::UnavailableError("gone"), absl::Milliseconds(90));
  CallTally second;
  second.AddAnswer("GetTechnique", "a", "answer", absl::Milliseconds(4));
  second.AddFailure(absl::UnavailableError("gone too"), absl::Milliseconds(1));
  second.AddFailure(absl::CancelledError(""), absl::Milliseconds(1));
  first.Add(second);

  const Struct report = Report(first, {});
  EXPECT_EQ(Number(report, "calls"), 5);
  EXPECT_EQ(Number(report, "ok"), 2);
  EXPECT_EQ(Number(report, "failed"), 3);
  const Struct& codes = report.fields().at("failed_by_code").struct_value();
  EXPECT_EQ(Number(codes, "UNAVAILABLE"), 2);
  EXPECT_EQ(Number(codes, "CANCELLED"), 1);
  EXPECT_EQ(Number(report, "worst_ms"), 90);
  EXPECT_EQ(Number(report, "p99_ms"), 4);
  EXPECT_EQ(Number(report, "wrong_revision"), 0);
  EXPECT_EQ(Number(report, "kinds_with_varying_answers"), 0);
}

TEST(CallTallyTest, KnowsWrongAnswers) {
  CallTally first;
  first.AddAnswer("GetTechnique", "a", "one", absl::Milliseconds(1));
  first.AddAnswer("GetTechnique", "b", "another", absl::Milliseconds(1));
  first.AddAnswer("Assess", "a", "third", absl::Milliseconds(1));
  CallTally second;
  second.AddAnswer("GetTechnique", "a", "a different one",
                   absl::Milliseconds(1));
  first.Add(second);

  const Struct report = Report(first, {"a"});
  EXPECT_EQ(Number(report, "wrong_revision"), 1);
  EXPECT_EQ(Number(report, "kinds_with_varying_answers"), 1);
}

TEST(CallTallyTest, KeepsTheFirstMessages) {
  CallTally tally;
  for (size_t i = 0; i < 2 * CallTally::kMaxMessages; ++i) {
    tally.AddFailure(absl::UnavailableError(std::to_string(i)),
                     absl::ZeroDuration());
  }
  const Struct report = Report(tally, {});
  const auto& messages = report.fields().at("first_messages").list_value();
  ASSERT_EQ(messages.values_size(), CallTally::kMaxMessages);
  EXPECT_EQ(messages.values(0).string_value(), "0");
}

}  // namespace
}  // namespace knead
