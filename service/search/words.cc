#include "service/search/words.h"

#include <utility>

#include "xapian.h"

namespace knead {
namespace {

// The one that is typed and the one that is set.
constexpr unsigned kApostrophe = '\'';
constexpr unsigned kTypesetApostrophe = 0x2019;

bool IsApostrophe(unsigned c) {
  return c == kApostrophe || c == kTypesetApostrophe;
}

bool IsInWord(unsigned c) {
  return c != '_' && Xapian::Unicode::is_wordchar(c);
}

}  // namespace

std::vector<Word> SplitWords(absl::string_view text) {
  std::vector<Word> words;
  const Xapian::Utf8Iterator end;
  Xapian::Utf8Iterator at(text.data(), text.size());
  const auto offset = [&](const Xapian::Utf8Iterator& it) {
    return text.size() - it.left();
  };
  while (at != end) {
    if (!IsInWord(*at)) {
      ++at;
      continue;
    }
    Word word;
    word.begin = offset(at);
    while (at != end) {
      if (IsInWord(*at)) {
        Xapian::Unicode::append_utf8(word.text, Xapian::Unicode::tolower(*at));
        ++at;
        continue;
      }
      if (!IsApostrophe(*at)) break;
      Xapian::Utf8Iterator next = at;
      ++next;
      if (next == end || !IsInWord(*next)) break;
      word.text += static_cast<char>(kApostrophe);
      at = next;
    }
    word.end = offset(at);
    if (word.text.size() <= kMaxWordBytes) words.push_back(std::move(word));
  }
  return words;
}

}  // namespace knead
