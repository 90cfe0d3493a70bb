#ifndef KNEAD_TOOLS_CONTENT_PROOF_H_
#define KNEAD_TOOLS_CONTENT_PROOF_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/certificate.pb.h"
#include "tools/content/fault.h"

namespace knead::content {

// Most faults that are told of one property; further ones are counted.
inline constexpr int kMaxCounterexamples = 3;

// Proves the properties of kProofProperties (service/triage/certificate.h) of
// a serialised ContentBundle that has no other faults, from the minimal
// implicants of its verdicts and on the running engine, and returns the
// certificate. Each counterexample is added to `faults`; any at all gives
// INVALID_ARGUMENT. Takes a second or two for content that people write.
absl::StatusOr<v1::ContentCertificate> Prove(absl::string_view bundle_bytes,
                                             FaultSink* faults);

// A certificate in lines for people.
std::string FormatCertificate(const v1::ContentCertificate& certificate);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_PROOF_H_
