// Changes the criteria of the shipped content, one place at a time, and expects
// that some golden case notices each change. Prints how many there were, and
// each that nobody noticed.

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/cli/evaluation/comparison.h"
#include "client/cli/evaluation/deny_rest.h"
#include "client/cli/evaluation/evaluation_case.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/evaluation_case.pb.h"
#include "service/triage/engine.h"
#include "tests/golden/golden_cases.h"
#include "tests/golden/mutants.h"
#include "tests/golden/shipped_engine.h"

namespace knead {
namespace {

// Mutants that no case can notice, each with the reason. A mutant stands here
// only when it was proven that it answers every request like the original, as
// far as cases compare answers.
const std::set<std::string>& Equivalents() {
  static const auto& equivalents = *new std::set<std::string>{
      // Each sign in the first any_of of the score is one of the suspected
      // clot's. That rule is as urgent, and leaves as little of massage, and
      // it holds whenever this one does.
      "content/triage_rules/wells-score-clot-likely.textproto: urgency: "
      "URGENCY_SAME_DAY becomes URGENCY_SOON",
  };
  return equivalents;
}

// A golden case, ready to be asked.
struct Question {
  v1::AssessRequest request;
  const v1::ExpectedAssessment* expected;
};

std::vector<Question> Questions() {
  std::vector<Question> questions;
  for (const cli::EvaluationCaseFile& file : GoldenCases()) {
    Question& question = questions.emplace_back();
    question.request = file.get().request();
    question.expected = &file.get().expected();
    if (file.get().deny_rest()) {
      cli::DenyRest(ShippedContent().findings(), question.request);
    }
  }
  return questions;
}

std::string Serialised(const v1::ContentBundle& content) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    content.SerializeToCodedStream(&coded);
  }
  return bytes;
}

// Whether the content is refused, or gives somebody another answer than the
// expected one.
bool IsNoticed(const v1::ContentBundle& content,
               const std::vector<Question>& questions) {
  const auto engine = EngineOn(Serialised(content));
  if (!engine.ok()) return true;
  for (const Question& question : questions) {
    const auto answer = (*engine)->Assess(question.request);
    if (!answer.ok() || !cli::Misses(*question.expected, *answer).empty()) {
      return true;
    }
  }
  return false;
}

TEST(MutationCheck, NoChangeGoesUnnoticed) {
  const std::vector<Question> questions = Questions();
  v1::ContentBundle content = ShippedContent();
  ASSERT_FALSE(IsNoticed(content, questions))
      << "the golden cases fail on the content as it is";
  int mutants = 0;
  int killed = 0;
  std::set<std::string> equivalents;
  std::vector<std::string> survivors;
  ForEachMutant(
      content, [&](const Mutant& mutant, const v1::ContentBundle& mutated) {
        ++mutants;
        if (IsNoticed(mutated, questions)) {
          ++killed;
          return;
        }
        const std::string name =
            absl::StrCat(mutant.file, ".textproto: ", mutant.path,
                         mutant.path.empty() ? "" : ": ", mutant.change);
        if (Equivalents().count(name) > 0) {
          equivalents.insert(name);
        } else {
          survivors.push_back(name);
        }
      });
  std::cout << mutants << " mutants, " << killed << " killed, "
            << survivors.size() << " survivors\n";
  for (const std::string& survivor : survivors) std::cout << survivor << "\n";
  for (const std::string& equivalent : equivalents) {
    std::cout << "proven equivalent: " << equivalent << "\n";
  }
  EXPECT_GT(mutants, 0);
  EXPECT_TRUE(survivors.empty());
  EXPECT_EQ(equivalents, Equivalents()) << "a case notices what none could";
  // Every change was taken back.
  EXPECT_EQ(Serialised(content), Serialised(ShippedContent()));
}

}  // namespace
}  // namespace knead
