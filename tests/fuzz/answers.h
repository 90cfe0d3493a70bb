#ifndef KNEAD_TESTS_FUZZ_ANSWERS_H_
#define KNEAD_TESTS_FUZZ_ANSWERS_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "knead/v1/assessment.pb.h"

namespace knead {

// What holds of every answer, whatever was asked. Each function returns what is
// wrong, and nothing when all is well. All are thread-safe.

// A refusal is not the service's own fault, says why, has an ErrorInfo with a
// reason of the protocol, and names the field at fault, unless the bytes were
// no message at all.
std::string FaultOfRefusal(const absl::Status& status);

// No technique is offered unless massage is allowed; never at SAME_DAY or
// above; a floor is not above its ceiling; the revision and the receipt are
// there.
std::string FaultOfAssessment(const v1::Assessment& assessment);

// The same for every assessment within an answer, at any depth; no time in it
// is negative.
std::string FaultOfAnswer(const google::protobuf::Message& answer);

// `more` answers somebody who has one present finding more than somebody whom
// `before` answers: neither urgency nor permission may be milder.
std::string FaultOfMore(const v1::Assessment& before,
                        const v1::Assessment& more);

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_ANSWERS_H_
