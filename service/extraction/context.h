#ifndef KNEAD_SERVICE_EXTRACTION_CONTEXT_H_
#define KNEAD_SERVICE_EXTRACTION_CONTEXT_H_

#include <vector>

#include "knead/v1/extraction.pb.h"
#include "service/extraction/lexicon.h"
#include "service/extraction/matcher.h"
#include "service/extraction/reading.h"

namespace knead {

// What one match says of its finding, and by which cues.
struct Judgement {
  v1::ProposalStatus status = v1::PROPOSAL_STATUS_UNSPECIFIED;
  // UNCERTAIN only since it is told in the past, and may go on.
  bool only_was = false;
  // Sorted by their beginning.
  std::vector<Cue> cues;
};

// Judges each match by the words around it. A match is ABSENT only when one
// cue that negates clearly covers all that it says; whatever can be read in two
// ways is UNCERTAIN. UNSPECIFIED: the match says nothing.
std::vector<Judgement> Judge(const Lexicon& lexicon, const Reading& reading,
                             const std::vector<Match>& matches);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_CONTEXT_H_
