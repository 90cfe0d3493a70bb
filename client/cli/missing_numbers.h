#ifndef KNEAD_CLIENT_CLI_MISSING_NUMBERS_H_
#define KNEAD_CLIENT_CLI_MISSING_NUMBERS_H_

#include <ostream>

#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// Names on `err` the numbers that an answer still needs, as the options that
// give them, for --deny-rest cannot answer them. Nothing where none is open.
void SayMissingNumbers(const v1::Assessment& assessment, std::ostream& err);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_MISSING_NUMBERS_H_
