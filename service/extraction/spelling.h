#ifndef KNEAD_SERVICE_EXTRACTION_SPELLING_H_
#define KNEAD_SERVICE_EXTRACTION_SPELLING_H_

#include "absl/strings/string_view.h"

namespace knead {

// Whether `a` becomes `b` by at most `most` slips of the pen: a byte left out,
// put in, replaced, or exchanged with its neighbour. Takes time that grows with
// the length of the words, and fourfold with each slip. Pure.
bool WithinSlips(absl::string_view a, absl::string_view b, int most);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_SPELLING_H_
