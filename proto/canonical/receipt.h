#ifndef KNEAD_PROTO_CANONICAL_RECEIPT_H_
#define KNEAD_PROTO_CANONICAL_RECEIPT_H_

#include <string>

#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"

namespace knead {

// What follows depends on messages alone, never on the content, so that
// whoever holds a request and its answer can check the receipt.

// One of the ways to say the same: sites sorted and each once, a range of one
// value as that value, no negative zero, no unknown fields. Takes any
// observation, faulty ones included.
v1::Observation CanonicalObservation(v1::Observation observation);

// The request that means the same as `request` and is the same for all requests
// that do: observations of retired findings as ones of their replacements,
// sorted and each once, in canonical form; complaint, clearances and tools
// sorted and each once; no unknown fields. `replaced` says which findings are
// retired: `replaced_findings` of the answer.
v1::AssessRequest CanonicalRequest(
    const v1::AssessRequest& request,
    const google::protobuf::RepeatedPtrField<v1::ReplacedFinding>& replaced);

// The receipt of an answer: the SHA-256, as `sha256:` and 64 hexadecimal
// digits, of these parts, each behind its length as 8 bytes, the highest first:
// the text `knead-receipt-1`; the canonical request; the content revision and
// the engine version that `answer` names; `answer` without its receipt.
// Messages are in canonical bytes. Whatever receipt `answer` has is ignored.
//
// The person's answers can be guessed back from a receipt: it is health data
// and belongs in no log.
std::string Receipt(const v1::AssessRequest& request,
                    const v1::Assessment& answer);

// Gives `answer` its receipt, in place of any that it has, and returns the
// canonical bytes of all of it: what took most was done for the receipt.
std::string AddReceipt(const v1::AssessRequest& request,
                       v1::Assessment* answer);

}  // namespace knead

#endif  // KNEAD_PROTO_CANONICAL_RECEIPT_H_
