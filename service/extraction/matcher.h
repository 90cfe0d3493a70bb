#ifndef KNEAD_SERVICE_EXTRACTION_MATCHER_H_
#define KNEAD_SERVICE_EXTRACTION_MATCHER_H_

#include <vector>

#include "service/extraction/lexicon.h"
#include "service/extraction/reading.h"

namespace knead {

// A place where a phrasing stands in a text.
struct Match {
  // Of Lexicon::entries.
  int entry = 0;
  PhrasingRole role = PhrasingRole::kSays;
  // The tokens that belong to it, in order, and those of them that carry what
  // is said.
  std::vector<int> tokens;
  std::vector<int> anchors;
  // The part of the body that it is about, and the class by which; -1: none.
  int mention = -1;
  int mention_class = -1;
  // The number in it; -1: none.
  int number = -1;

  int begin() const { return tokens.front(); }
  int end() const { return tokens.back() + 1; }
};

// All places where phrasings of the lexicon stand, in the order of the text.
// Of phrasings of one finding that have words in common, the one that says most
// is left, and none that has words in common with one that is not meant.
std::vector<Match> FindMatches(const Lexicon& lexicon, const Reading& reading);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_MATCHER_H_
