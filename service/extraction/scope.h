#ifndef KNEAD_SERVICE_EXTRACTION_SCOPE_H_
#define KNEAD_SERVICE_EXTRACTION_SCOPE_H_

#include <vector>

#include "service/extraction/reading.h"

namespace knead {

// How far the words of a cue reach.
struct Scope {
  Cue cue;
  // From here on, without `end`.
  int begin = 0;
  int end = 0;
  // From here on it is not clear whether the cue is still meant; `end` when all
  // is clear.
  int unclear_from = 0;
  // Denies only that it was ever so before: `never had a swollen knee before`.
  bool before = false;

  bool Covers(int at) const { return begin <= at && at < end; }
  bool ClearlyCovers(int at) const { return Covers(at) && at < unclear_from; }
};

// The scopes of all cues of a text that reach forwards or backwards, in the
// order of the cues. `is_anchor` says of each token whether a finding is said
// by it.
//
// A negation reaches over the first item of an enumeration and over what is
// joined to it by `or`; over what only follows behind a comma or `and` it
// reaches unclearly. It ends at `but`, where a new statement begins, and where
// a part of the body is named that no preposition leads to.
std::vector<Scope> FindScopes(const Reading& reading,
                              const std::vector<bool>& is_anchor);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_SCOPE_H_
