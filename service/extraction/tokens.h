#ifndef KNEAD_SERVICE_EXTRACTION_TOKENS_H_
#define KNEAD_SERVICE_EXTRACTION_TOKENS_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead {

// What a token is.
enum class TokenKind {
  // Letters, with digits and apostrophes among them.
  kWord,
  // Digits, with a decimal point if need be.
  kNumber,
  // A comma, a dash or a bracket, with a comma as its text, or a colon: ends an
  // item of a list.
  kComma,
  // A full stop, a semicolon or an end of line: ends a sentence.
  kStop,
  // A question mark: ends a sentence that asks.
  kQuestion,
  // A slash or a hyphen between two numbers.
  kBetweenNumbers,
  // Takes no room. Stands for the part of the body that was named last, where
  // a passage names none. Not made by Tokenize.
  kTopic,
};

// A piece of a text.
struct Token {
  TokenKind kind = TokenKind::kWord;
  // Its place in the text, in bytes.
  int begin = 0;
  int end = 0;
  // Lower case. A word has no apostrophes: `cant` for "can't". What is short
  // for another word is left out of it: `i` for "I'll".
  std::string text;
  // What a phrasing is compared with. Set by the lexicon.
  std::string stem = "";
  // Of a number.
  double value = 0;
};

// Takes a text apart. `text` is UTF-8; bytes that are not are taken for
// letters. Characters that are neither letters, digits nor the marks above
// stand between tokens. A slash between words is the word `or`, `&` and `+` are
// `and`, `w/` is `with` and `w/o` is `without`. Digits that stand together with
// letters are a number and a word: `10mins`. A full stop behind a word that
// `is_abbreviation` knows ends no sentence. Pure.
std::vector<Token> Tokenize(
    absl::string_view text,
    const std::function<bool(const std::string&)>& is_abbreviation);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_TOKENS_H_
