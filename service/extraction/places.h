#ifndef KNEAD_SERVICE_EXTRACTION_PLACES_H_
#define KNEAD_SERVICE_EXTRACTION_PLACES_H_

#include <vector>

#include "google/protobuf/repeated_field.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/finding.pb.h"
#include "service/extraction/lexicon.h"
#include "service/extraction/matcher.h"
#include "service/extraction/reading.h"

namespace knead {

// Adds the places of which these matches of a finding speak, each once, by
// region and side: of the regions that the part of the body means, those at
// which the finding can be, and all of those where none of them is among them.
void AddSites(const Lexicon& lexicon, const Reading& reading,
              const v1::Finding& finding,
              const std::vector<const Match*>& matches,
              google::protobuf::RepeatedPtrField<v1::ProposedSite>* sites);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_PLACES_H_
