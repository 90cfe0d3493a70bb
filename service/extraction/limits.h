#ifndef KNEAD_SERVICE_EXTRACTION_LIMITS_H_
#define KNEAD_SERVICE_EXTRACTION_LIMITS_H_

#include <cstddef>

namespace knead {

// The longest text that is read, in bytes of UTF-8: several pages, more than
// anybody writes about a knee. All work grows with the length of the text, and
// no faster.
inline constexpr size_t kMaxTextBytes = 10000;

// The most words that `...` in a phrasing lets stand between its parts.
inline constexpr int kMaxGapWords = 6;

// The most parts of a phrasing.
inline constexpr int kMaxPhrasingParts = 12;

// How many tokens from its first one a phrasing can reach. A part that stands
// further behind is not found.
inline constexpr int kMatchWindow = 48;

// How many words a cue reaches at most, forwards or backwards: far enough for
// any list that people write, while a sentence without an end does not become
// one long denial.
inline constexpr int kMaxScopeWords = 14;

// Words of fewer letters than these are never corrected: too many short words
// look alike.
inline constexpr size_t kMinCorrectedLetters = 5;

// From so many letters on a word may differ in two places from the one that was
// meant; a shorter one in one.
inline constexpr size_t kMinTwiceWrongLetters = 9;

// Something that was so more days ago than this, and of which nobody says that
// it goes on, is over.
inline constexpr double kLongAgoDays = 180;

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_LIMITS_H_
