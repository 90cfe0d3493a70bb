// Every golden case, asked of the engine itself and of a server over gRPC.

#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "client/cli/evaluation/comparison.h"
#include "client/cli/evaluation/deny_rest.h"
#include "client/cli/evaluation/evaluation_case.h"
#include "client/client.h"
#include "client/grpc_connection.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"
#include "tests/golden/golden_cases.h"
#include "tests/golden/shipped_engine.h"
#include "tests/support/running_server.h"

namespace knead {

// How gtest shows a case.
void PrintTo(const cli::EvaluationCaseFile* file, std::ostream* out) {
  *out << file->name();
}

namespace {

std::vector<const cli::EvaluationCaseFile*> Cases() {
  std::vector<const cli::EvaluationCaseFile*> cases;
  for (const cli::EvaluationCaseFile& file : GoldenCases()) {
    cases.push_back(&file);
  }
  return cases;
}

class GoldenTest
    : public testing::TestWithParam<const cli::EvaluationCaseFile*> {
 protected:
  // The request, with the rest denied where the case says so.
  static v1::AssessRequest Request() {
    const v1::EvaluationCase& golden = GetParam()->get();
    v1::AssessRequest request = golden.request();
    if (golden.deny_rest()) {
      cli::DenyRest(ShippedContent().findings(), request);
    }
    return request;
  }

  // Expects the answer that the case says.
  static void Check(const absl::StatusOr<v1::Assessment>& answer) {
    const cli::EvaluationCaseFile& file = *GetParam();
    ASSERT_TRUE(answer.ok()) << file.name() << ": " << answer.status();
    const auto misses = cli::Misses(file.get().expected(), *answer);
    EXPECT_TRUE(misses.empty())
        << file.Place("expected") << ": " << file.get().title() << "\n  "
        << absl::StrJoin(misses, "\n  ")
        << "\nIf the answer is right and the case is wrong, paste\n\n"
        << cli::ExpectedBlock(*answer);
  }
};

TEST_P(GoldenTest, NamesWhatThereIs) {
  std::set<std::string> names;
  const auto add = [&names](const auto& resources) {
    for (const auto& resource : resources) names.insert(resource.name());
  };
  add(ShippedContent().triage_rules());
  add(ShippedContent().contraindications());
  add(ShippedContent().indications());
  add(ShippedContent().techniques());
  EXPECT_TRUE(GetParam()->CheckNames(names).ok())
      << GetParam()->CheckNames(names);
}

TEST_P(GoldenTest, Engine) { Check(ShippedEngine().Assess(Request())); }

TEST_P(GoldenTest, Grpc) {
  const Client client(MakeConnection(SharedServer().channel()));
  Check(client.Assess(Request()));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, GoldenTest, testing::ValuesIn(Cases()),
    [](const testing::TestParamInfo<const cli::EvaluationCaseFile*>& info) {
      return TestName(*info.param);
    });

}  // namespace
}  // namespace knead
