#ifndef KNEAD_SERVICE_EXTRACTION_QUANTITIES_H_
#define KNEAD_SERVICE_EXTRACTION_QUANTITIES_H_

#include <utility>
#include <vector>

#include "absl/types/optional.h"
#include "knead/v1/extraction.pb.h"
#include "service/extraction/lexicon.h"
#include "service/extraction/matcher.h"
#include "service/extraction/reading.h"

namespace knead {

// The least and the greatest value that a match gives for the quantity of its
// entry, in the unit of the finding, rounded to hundredths. None when it has no
// number, or one in a unit of something else or out of the finding's range. A
// bound that the text leaves open is that of the range.
absl::optional<std::pair<double, double>> QuantityOf(const Lexicon& lexicon,
                                                     const Reading& reading,
                                                     const LexiconEntry& entry,
                                                     const Match& match);

// Sets the quantity that these matches give together.
void AddQuantity(const Lexicon& lexicon, const Reading& reading,
                 const LexiconEntry& entry,
                 const std::vector<const Match*>& matches,
                 v1::FindingProposal* proposal);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_QUANTITIES_H_
