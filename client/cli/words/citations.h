#ifndef KNEAD_CLIENT_CLI_WORDS_CITATIONS_H_
#define KNEAD_CLIENT_CLI_WORDS_CITATIONS_H_

#include <string>

#include "client/cli/library.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {

// Works and their sections in short: `NICE NG158 (Referral); Knead safety
// policy (P3, P5)`. A work is named once, where it is first cited; a section by
// its title, and a decision of a policy by its number. Nothing for no citation.
// Pass all the citations that one line is to hold.
std::string CitationsText(
    const google::protobuf::RepeatedPtrField<v1::Citation>& citations,
    Library& library);

// The works alone: `NICE NG158; Knead safety policy`.
std::string CitedWorksText(
    const google::protobuf::RepeatedPtrField<v1::Citation>& citations,
    Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_CITATIONS_H_
