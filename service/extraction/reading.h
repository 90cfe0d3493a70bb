#ifndef KNEAD_SERVICE_EXTRACTION_READING_H_
#define KNEAD_SERVICE_EXTRACTION_READING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "knead/v1/lexicon.pb.h"
#include "service/extraction/lexicon.h"
#include "service/extraction/tokens.h"

namespace knead {

// Places in a reading are numbers of tokens; `end` is behind the last one.

// Words of a class that begin at a token.
struct ClassSpan {
  int id = 0;
  int end = 0;
};

// A cue.
struct Cue {
  v1::CueKind kind = v1::CUE_KIND_UNSPECIFIED;
  int begin = 0;
  int end = 0;
};

// A number with what was said around it.
struct NumberSpan {
  int begin = 0;
  int end = 0;
  // Infinite where the text gives no bound.
  double min = 0;
  double max = 0;
  // Of the lexicon; -1: none.
  int unit = -1;
};

// Bits of BodyMention::sides.
inline constexpr unsigned kLeftSide = 1;
inline constexpr unsigned kRightSide = 2;

// A part of the body that is named.
struct BodyMention {
  int begin = 0;
  int end = 0;
  // Classes of the lexicon that the words belong to.
  std::vector<int> classes;
  // 0: not said.
  unsigned sides = 0;
  // Mentions that are joined, as in `calf and thigh`, have the same number.
  int group = 0;
  // Nothing was named; this is what people usually speak of.
  bool guessed = false;
};

// A text with all that stands in it, before anything is made of it.
struct Reading {
  std::vector<Token> tokens;
  // Of the lexicon, for each token; -1 for a word that stands nowhere in it.
  std::vector<WordId> texts;
  std::vector<WordId> stems;
  // For each token, what begins there.
  std::vector<std::vector<ClassSpan>> classes;
  // Sorted by their beginning.
  std::vector<Cue> cues;
  std::vector<NumberSpan> numbers;
  // For each token: the number that begins there, -1 for none.
  std::vector<int> number_at;
  std::vector<BodyMention> mentions;
  // For each token: the mention that it is part of, or that it stands for. -1:
  // none.
  std::vector<int> mention_at;
  // For each token: how many sentences end before it.
  std::vector<int> sentence;

  int size() const { return static_cast<int>(tokens.size()); }
  bool IsWord(int at) const {
    return tokens[at].kind == TokenKind::kWord ||
           tokens[at].kind == TokenKind::kNumber;
  }
  bool IsSentenceEnd(int at) const {
    return tokens[at].kind == TokenKind::kStop ||
           tokens[at].kind == TokenKind::kQuestion;
  }
  // The longest cue of that kind that begins at a token, or nullptr.
  const Cue* CueAt(v1::CueKind kind, int at) const;
  // Whether a token is part of a cue of that kind.
  bool InCue(v1::CueKind kind, int at) const;
};

// Finds all that stands in a text.
Reading Read(const Lexicon& lexicon, absl::string_view text);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_READING_H_
