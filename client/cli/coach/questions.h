#ifndef KNEAD_CLIENT_CLI_COACH_QUESTIONS_H_
#define KNEAD_CLIENT_CLI_COACH_QUESTIONS_H_

#include <optional>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/view.h"
#include "client/cli/library.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// What is asked during a session. Each asks until the answer is understood.
// Nothing: the person does not want to answer.

// Asked for something else instead: to leave, or to say that something has come
// up. `pain` is what was said of a pain before that: it counts.
struct WantsToLeave {
  std::optional<v1::PainReport> pain = {};
};
struct WantsToReport {
  std::optional<v1::PainReport> pain = {};
};

using PainAnswer = std::variant<v1::PainReport, WantsToLeave, WantsToReport>;
using FindingsAnswer =
    std::variant<v1::NewFindings, v1::PainReport, WantsToLeave>;

// What it feels like and how strong it is, as far as `said` leaves that open.
// `text` is the question. A strength that was stated is never taken for a
// lesser one; where the person does not say what such a pain is like, it counts
// as growing.
std::optional<PainAnswer> AskPain(const std::string& text, PainWords said,
                                  bool is_required, CoachView& view);

// What somebody says to have come up: the name of a finding with its places, or
// words of their own for one that has no places. INVALID_ARGUMENT: neither.
// FAILED_PRECONDITION: where it is was left open. UNAVAILABLE: nobody could
// read the words. All say so to the person; the latter two have to be asked.
absl::StatusOr<v1::NewFindings> ReadFindings(const std::string& text,
                                             CoachView& view, Library& library);

// Which of the findings of `check` hold, with `all`: and all others do not.
// Otherwise a finding can be typed as well. Pain can be reported instead. Where
// a finding can be at places, these are asked; without an answer it counts
// everywhere. All kinds of findings and regions have to be loaded.
std::optional<FindingsAnswer> AskFindings(const v1::SessionCheckPrompt& check,
                                          bool all, CoachView& view,
                                          Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_QUESTIONS_H_
