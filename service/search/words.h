#ifndef KNEAD_SERVICE_SEARCH_WORDS_H_
#define KNEAD_SERVICE_SEARCH_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead {

// Longest word that is looked at, in bytes of its lower-case form; longer ones
// are passed over. The index cannot hold terms of more than 245.
inline constexpr size_t kMaxWordBytes = 64;

// A word of a text.
struct Word {
  // Where it stands, in bytes.
  size_t begin;
  size_t end;
  // In lower case, with plain apostrophes.
  std::string text;
};

// The words of a UTF-8 text, in order: runs of letters, marks and digits. An
// apostrophe between two of them belongs to the word, as in `can't`; everything
// else separates words, hyphens too. Thread-safe.
std::vector<Word> SplitWords(absl::string_view text);

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_WORDS_H_
