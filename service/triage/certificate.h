#ifndef KNEAD_SERVICE_TRIAGE_CERTIFICATE_H_
#define KNEAD_SERVICE_TRIAGE_CERTIFICATE_H_

#include <array>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/certificate.pb.h"

namespace knead {

// A property that the content compiler proves of all content.
struct ProofProperty {
  absl::string_view name;
  absl::string_view statement;
};

// All of them. A certificate lists each.
inline constexpr std::array<ProofProperty, 10> kProofProperties = {{
    {"minimal-inputs-decide",
     "Each minimal input brings its verdict about in the engine, and no longer "
     "does when any part is taken away."},
    {"more-is-never-milder",
     "Beside any minimal input, one more finding never lowers the urgency or "
     "the "
     "permission; of any two findings, with all else denied, neither brings "
     "back "
     "a technique that the other withholds."},
    {"unknown-is-no-denial",
     "What is not sure keeps every verdict possible that it could bring about, "
     "and no technique is offered on it."},
    {"danger-offers-nothing",
     "At SAME_DAY or above massage is forbidden; where it is forbidden or "
     "needs "
     "clearance, and on a leg on which a contraindication excludes a "
     "technique, "
     "the technique is not offered."},
    {"denial-settles",
     "Denying all that a lay person can tell, with harmless numbers, settles "
     "both verdicts at the mildest, whatever a clinician would have to "
     "assess."},
    {"interviews-end",
     "Each gate is a yes/no question that anyone can answer, and the "
     "interviews "
     "of those who always answer alike, or no or not sure but for one "
     "question, "
     "end outside ASK_FIRST."},
    {"every-rule-can-fire",
     "Every triage rule, contraindication and indication holds for somebody."},
    {"every-urgency-is-reached", "Every urgency is the answer to somebody."},
    {"quantities-are-possible",
     "No minimal input asks for values that cannot be at once, or that are out "
     "of range."},
    {"legs-are-alike",
     "What excludes a technique on one leg excludes it on the other."},
}};

// Takes content and its certificate apart. FAILED_PRECONDITION, saying why and
// what to do, when the bytes are no CertifiedContent, when there is no
// certificate, or when it belongs to another revision or engine version or does
// not list every property.
absl::StatusOr<v1::CertifiedContent> OpenCertifiedContent(
    absl::string_view bytes);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_CERTIFICATE_H_
