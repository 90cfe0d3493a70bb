#ifndef KNEAD_CLIENT_CLI_INTERVIEW_ANSWER_SYNTAX_H_
#define KNEAD_CLIENT_CLI_INTERVIEW_ANSWER_SYNTAX_H_

#include <set>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead::cli {

// What a typed line asks for.
enum class Intent {
  // An answer to the question.
  kAnswer,
  // `?`: what is meant?
  kExplain,
  // `b`: back to the question before.
  kBack,
  // `q`: no more questions.
  kStop,
};

// The answer to a question with a numbered list.
struct ChoiceAnswer {
  Intent intent = Intent::kAnswer;
  // The numbers that apply, from 1.
  std::set<int> chosen;
  // The numbers that the person is not sure about. Those in neither do not
  // apply.
  std::set<int> unsure;
};

// Reads the answer to a list of `count` items:
//
//   1 3      these apply, the others do not
//   1 2?     this applies, not sure about that, the others do not
//   1 u      this applies, not sure about the others
//   n        none of these
//   u        not sure about any of them
//   y        yes, where there is one item only
//   ? b q    see Intent
//
// in any case, between spaces or commas, and as whole words too (`none`, `not
// sure`). INVALID_ARGUMENT with a friendly sentence for everything else. Pure.
absl::StatusOr<ChoiceAnswer> ParseChoice(absl::string_view line, int count);

// The intent of a line that answers a question for a number, and whether that
// is `u`, not sure.
struct NumberAnswer {
  Intent intent = Intent::kAnswer;
  bool unsure = false;
};
NumberAnswer ParseNumberIntent(absl::string_view line);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_INTERVIEW_ANSWER_SYNTAX_H_
