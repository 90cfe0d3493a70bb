#include "service/server/metrics.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MetricsTest : public ::testing::Test {
 protected:
  absl::Time now_ = absl::FromUnixSeconds(1000);
  Metrics metrics_{{}, [this] { return now_; }};
};

TEST_F(MetricsTest, CountsAssessmentsByBothVerdicts) {
  metrics_.NoteAssessment(v1::URGENCY_SAME_DAY, v1::PERMISSION_NOT_NOW);
  metrics_.NoteAssessment(v1::URGENCY_SAME_DAY, v1::PERMISSION_NOT_NOW);
  metrics_.NoteAssessment(v1::URGENCY_UNSPECIFIED, v1::PERMISSION_NOT_NOW);
  metrics_.NoteAssessment(static_cast<v1::Urgency>(99),
                          static_cast<v1::Permission>(-1));
  const std::string text = metrics_.Text();
  EXPECT_THAT(text, HasSubstr("knead_assessments_total{permission=\"not_now\","
                              "urgency=\"same_day\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("knead_assessments_total{permission="
                              "\"allowed_with_limits\",urgency=\"self_care\"} "
                              "0\n"));
  EXPECT_THAT(text, Not(HasSubstr("unspecified")));
}

TEST_F(MetricsTest, TellsOfReloads) {
  constexpr char kWhen[] =
      "knead_content_last_reload_success_timestamp_seconds ";
  EXPECT_THAT(metrics_.Text(), HasSubstr(absl::StrCat(kWhen, "1000\n")));
  now_ = absl::FromUnixSeconds(2000);
  metrics_.NoteReload(false);
  EXPECT_THAT(metrics_.Text(), HasSubstr(absl::StrCat(kWhen, "1000\n")));
  metrics_.NoteReload(true);
  const std::string text = metrics_.Text();
  EXPECT_THAT(text, HasSubstr(absl::StrCat(kWhen, "2000\n")));
  EXPECT_THAT(text,
              HasSubstr("knead_content_reloads_total{result=\"ok\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("knead_content_reloads_total{result=\"refused\"} 1\n"));
}

TEST_F(MetricsTest, TellsOfReloadsOfCertificatesAndThePolicy) {
  metrics_.NoteSecurityReload(SecurityFile::kTls, true);
  metrics_.NoteSecurityReload(SecurityFile::kAuthorization, false);
  metrics_.NoteSecurityReload(SecurityFile::kAuthorization, false);
  const std::string text = metrics_.Text();
  for (const char* series :
       {"{file=\"tls\",result=\"ok\"} 1\n",
        "{file=\"tls\",result=\"refused\"} 0\n",
        "{file=\"authorization\",result=\"ok\"} 0\n",
        "{file=\"authorization\",result=\"refused\"} 2\n"}) {
    EXPECT_THAT(
        text, HasSubstr(absl::StrCat("knead_security_reloads_total", series)));
  }
}

TEST_F(MetricsTest, TellsWhyCallsWereShed) {
  metrics_.NoteShed(ShedReason::kCalls);
  metrics_.NoteShed(ShedReason::kStreams);
  metrics_.NoteShed(ShedReason::kStreams);
  const std::string text = metrics_.Text();
  EXPECT_THAT(text, HasSubstr("knead_calls_shed_total{reason=\"calls\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("knead_calls_shed_total{reason=\"streams\"} 2\n"));
}

TEST_F(MetricsTest, ShowsWhatOthersKeep) {
  double value = 1;
  metrics_.AddGauge("knead_a", "A.", {{"of", "x"}}, [&] { return value; });
  metrics_.AddCounter("knead_b_total", "B.", {}, [] { return 7; });
  metrics_.AddGauge("knead_a", "not said twice", {{"of", "y"}},
                    [] { return 3; });
  value = 2;
  const std::string text = metrics_.Text();
  EXPECT_THAT(text, HasSubstr("# HELP knead_a A.\n"
                              "# TYPE knead_a gauge\n"
                              "knead_a{of=\"x\"} 2\n"
                              "knead_a{of=\"y\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("# HELP knead_b_total B.\n"
                              "# TYPE knead_b_total counter\n"
                              "knead_b_total 7\n"));
  EXPECT_THAT(text, Not(HasSubstr("not said twice")));
}

TEST_F(MetricsTest, ShowsTheContentThatIsServedNow) {
  std::string revision = "sha256:1";
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("knead_content_info")));
  metrics_.ShowContent([&] { return revision; }, "1.2.3");
  revision = "sha256:2";
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("knead_content_info{revision=\"sha256:2\","
                        "engine_version=\"1.2.3\"} 1\n"));
}

TEST_F(MetricsTest, ShowsTheProcess) {
  const std::string text = metrics_.Text();
  for (const char* name :
       {"process_cpu_seconds_total", "process_open_fds", "process_max_fds",
        "process_virtual_memory_bytes", "process_resident_memory_bytes",
        "process_start_time_seconds"}) {
    // A number that is not zero.
    EXPECT_THAT(text, HasSubstr(absl::StrCat("\n", name, " ")));
    EXPECT_THAT(text, Not(HasSubstr(absl::StrCat("\n", name, " 0\n"))));
  }
}

}  // namespace
}  // namespace knead
