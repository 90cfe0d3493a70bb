#ifndef KNEAD_CLIENT_CLI_WORDS_ANSWERS_H_
#define KNEAD_CLIENT_CLI_WORDS_ANSWERS_H_

#include <string>

#include "client/cli/library.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {

// `years, from 0 to 120`.
std::string QuantitySpecText(const v1::QuantitySpec& spec);

// What a person said, in words: `broken skin: yes, calf (left)`, `age: 34
// years`, `fever: not sure`.
std::string ObservationText(const v1::Observation& observation,
                            Library& library);

// Several, with semicolons between them.
std::string ObservationsText(
    const google::protobuf::RepeatedPtrField<v1::Observation>& observations,
    Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_ANSWERS_H_
