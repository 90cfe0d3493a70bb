#ifndef KNEAD_CLIENT_CLI_INTERVIEW_INTERVIEW_H_
#define KNEAD_CLIENT_CLI_INTERVIEW_INTERVIEW_H_

#include <istream>

#include "absl/status/statusor.h"
#include "client/cli/library.h"
#include "client/cli/text/text_page.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// How an interview ended.
enum class InterviewEnd {
  // No question is open that could change the answer, or an emergency is
  // certain.
  kAnswered,
  // The person typed `q`.
  kStopped,
  // There was no more input.
  kInputEnded,
};

// What came of an interview.
struct InterviewResult {
  InterviewEnd end = InterviewEnd::kAnswered;
  // All that was said, and the answer to it.
  v1::AssessRequest request;
  v1::Assessment assessment;
};

// Whom to ask, and through what.
struct Interlocutor {
  std::istream& in;
  // Repeats each line that was read: for input that nobody saw being typed.
  bool echo = false;
  TextPage& page;
};

// Asks a person what is not known yet, group by group in the order that the
// service gives, until no open question could change the answer or an emergency
// is certain. Begins with where it hurts and what is at hand, unless `known`
// says so. What is helpful to know is asked together with what has to be asked,
// where both are of one group, and otherwise before it, but not before what has
// just turned out to be urgent. No question is asked twice unless the person
// goes back to it. What `known` says is not asked.
//
// Fails only with the error of a call.
absl::StatusOr<InterviewResult> RunInterview(v1::AssessRequest known,
                                             Interlocutor person,
                                             Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_INTERVIEW_INTERVIEW_H_
