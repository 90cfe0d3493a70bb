#ifndef KNEAD_TESTS_GOLDEN_MUTANTS_H_
#define KNEAD_TESTS_GOLDEN_MUTANTS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead {

// One change of the content that a golden case should notice.
struct Mutant {
  // The file that it changes, e.g. `content/triage_rules/hot-or-red-knee`.
  std::string file;
  // Where in it, e.g. `criterion.all_of.criteria[1].quantity`.
  std::string path;
  // What it does there, e.g. `threshold 55 becomes 56`.
  std::string change;
};

// Calls `visit` with each mutant of the content and the content that it makes,
// which is valid during the call alone. In every criterion of triage rules,
// contraindications and indications, one place at a time,
//
// - a comparison gets the other strictness (>= becomes >, < becomes <=);
// - a threshold moves by one step up or down: the least that people state, a
//   millimetre for what is measured with a tape, else 1;
// - any_of becomes all_of, and all_of any_of;
// - the points that an at_least wants become one more or one less;
// - one member of a list is left out;
//
// a triage rule becomes one step more or less urgent, a contraindication loses
// one of its effects, and each triage rule, contraindication and indication is
// left out as a whole.
// `content` is the same at the end as at the beginning.
void ForEachMutant(
    v1::ContentBundle& content,
    absl::FunctionRef<void(const Mutant&, const v1::ContentBundle&)> visit);

}  // namespace knead

#endif  // KNEAD_TESTS_GOLDEN_MUTANTS_H_
