#ifndef KNEAD_CLIENT_CLI_EDIT_DISTANCE_H_
#define KNEAD_CLIENT_CLI_EDIT_DISTANCE_H_

#include "absl/strings/string_view.h"

namespace knead::cli {

// How many letters have to be put in, left out, changed, or swapped with their
// neighbour to turn `a` into `b` (optimal string alignment distance, by code
// points). Pure; takes time in proportion to the product of the lengths.
int EditDistance(absl::string_view a, absl::string_view b);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EDIT_DISTANCE_H_
