#include "service/extraction/tokens.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

namespace knead {
namespace {

// A character of the text beyond ASCII that means the same as one of ASCII.
struct Alias {
  absl::string_view bytes;
  char character;
};

constexpr Alias kAliases[] = {
    {"\xE2\x80\x98", '\''},                      // single quotation marks
    {"\xE2\x80\x99", '\''}, {"\xCA\xBC", '\''},  // modifier letter apostrophe
    {"\xE2\x80\x93", '-'},                       // dashes
    {"\xE2\x80\x94", '-'},  {"\xE2\x80\x90", '-'},  // hyphens
    {"\xE2\x80\x91", '-'},  {"\xE2\x80\xA6", '.'},  // ellipsis
    {"\xE2\x80\xA2", ';'},                          // bullet
    {"\xC2\xA0", ' '},                              // blanks
    {"\xE2\x80\xAF", ' '},  {"\xE2\x80\x89", ' '},
    {"\xE2\x80\x8B", ' '},  {"\xE2\x80\x9C", '"'},  // double quotation marks
    {"\xE2\x80\x9D", '"'},
};

// What is left out of a word when something stands behind the apostrophe that
// is short for a word of its own.
constexpr absl::string_view kShortForms[] = {"'ll", "'d", "'re"};

class Tokenizer {
 public:
  Tokenizer(absl::string_view text,
            const std::function<bool(const std::string&)>& is_abbreviation)
      : text_(text), is_abbreviation_(is_abbreviation) {}

  std::vector<Token> Run() {
    while (at_ < Size()) {
      const char c = Peek(at_);
      if (IsLetter(at_)) {
        Word();
      } else if (absl::ascii_isdigit(c)) {
        Number();
      } else {
        Mark(c);
        at_ += Length(at_);
      }
    }
    return std::move(tokens_);
  }

 private:
  int Size() const { return static_cast<int>(text_.size()); }

  // How many bytes the character at `at` takes.
  int Length(int at) const {
    for (const Alias& alias : kAliases) {
      if (absl::StartsWith(text_.substr(at), alias.bytes)) {
        return static_cast<int>(alias.bytes.size());
      }
    }
    return 1;
  }

  // The character at `at`, as ASCII if there is one that means the same; 0
  // behind the end.
  char Peek(int at) const {
    if (at < 0 || at >= Size()) return 0;
    for (const Alias& alias : kAliases) {
      if (absl::StartsWith(text_.substr(at), alias.bytes)) {
        return alias.character;
      }
    }
    return text_[at];
  }

  bool IsLetter(int at) const {
    const char c = Peek(at);
    return absl::ascii_isalpha(c) || (static_cast<unsigned char>(c) >= 0x80);
  }

  Token& Add(TokenKind kind, int begin, int end, std::string text) {
    tokens_.push_back({kind, begin, end, std::move(text)});
    return tokens_.back();
  }

  void Word() {
    const int begin = at_;
    std::string text;
    while (at_ < Size()) {
      if (IsLetter(at_) || absl::ascii_isdigit(Peek(at_))) {
        text += text_[at_++];
      } else if (Peek(at_) == '\'' && IsLetter(at_ + Length(at_))) {
        text += '\'';
        at_ += Length(at_);
      } else {
        break;
      }
    }
    absl::AsciiStrToLower(&text);
    for (const absl::string_view form : kShortForms) {
      if (absl::EndsWith(text, form)) {
        text.resize(text.size() - form.size());
        break;
      }
    }
    std::string plain;
    for (const char c : text) {
      if (c != '\'') plain += c;
    }
    if (plain == "w" && Peek(at_) == '/') {
      ++at_;
      plain = "with";
      if (absl::ascii_tolower(Peek(at_)) == 'o' && !IsLetter(at_ + 1)) {
        ++at_;
        plain = "without";
      }
    }
    Add(TokenKind::kWord, begin, at_, std::move(plain));
  }

  void Number() {
    const int begin = at_;
    while (absl::ascii_isdigit(Peek(at_))) ++at_;
    if (Peek(at_) == '.' && absl::ascii_isdigit(Peek(at_ + 1))) {
      ++at_;
      while (absl::ascii_isdigit(Peek(at_))) ++at_;
    }
    std::string text(text_.substr(begin, at_ - begin));
    double value = 0;
    // More digits than a number holds make one that is out of every range.
    if (!absl::SimpleAtod(text, &value)) value = 0;
    Token& token = Add(TokenKind::kNumber, begin, at_, std::move(text));
    token.value = value;
  }

  bool BetweenNumbers() const {
    if (tokens_.empty() || tokens_.back().kind != TokenKind::kNumber) {
      return false;
    }
    int next = at_ + Length(at_);
    while (Peek(next) == ' ') next += Length(next);
    return absl::ascii_isdigit(Peek(next));
  }

  void Mark(char c) {
    const int end = at_ + Length(at_);
    switch (c) {
      case '.':
        if (!tokens_.empty() && tokens_.back().end == at_ &&
            is_abbreviation_(tokens_.back().text)) {
          return;
        }
        Add(TokenKind::kStop, at_, end, ".");
        return;
      case '!':
      case ';':
      case '\n':
        Add(TokenKind::kStop, at_, end, ".");
        return;
      case '?':
        Add(TokenKind::kQuestion, at_, end, "?");
        return;
      case '&':
      case '+':
        Add(TokenKind::kWord, at_, end, "and");
        return;
      case '/':
        if (BetweenNumbers()) {
          Add(TokenKind::kBetweenNumbers, at_, end, "/");
        } else if (IsLetter(end) && !tokens_.empty() &&
                   tokens_.back().end == at_) {
          Add(TokenKind::kWord, at_, end, "or");
        }
        return;
      case '-':
        if (BetweenNumbers()) {
          Add(TokenKind::kBetweenNumbers, at_, end, "-");
        } else if (Peek(end) == ' ' || Peek(end) == '-' ||
                   Peek(at_ - 1) == ' ') {
          // A hyphen within a word is none.
          Add(TokenKind::kComma, at_, end, ",");
        }
        return;
      case ':':
        Add(TokenKind::kComma, at_, end, ":");
        return;
      case ',':
      case '(':
      case ')':
      case '[':
      case ']':
        Add(TokenKind::kComma, at_, end, ",");
        return;
      default:
        return;
    }
  }

  const absl::string_view text_;
  const std::function<bool(const std::string&)>& is_abbreviation_;
  int at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> Tokenize(
    absl::string_view text,
    const std::function<bool(const std::string&)>& is_abbreviation) {
  return Tokenizer(text, is_abbreviation).Run();
}

}  // namespace knead
