#include "service/search/snippet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace knead {
namespace {

constexpr absl::string_view kEllipsis = "\u2026";

// A place where something that is looked for stands.
struct Hit {
  // In bytes of the text.
  size_t begin;
  size_t end;
  std::string term;
};

// A piece of a text.
struct Piece {
  absl::string_view text;
  // In bytes of the text.
  size_t begin = 0;
  size_t end = 0;
  std::vector<Hit> hits;
  // How many different things stand in it.
  size_t terms = 0;
};

// What stands in a text, without overlaps.
std::vector<Hit> HitsOf(const std::vector<StemmedWord>& tokens,
                        const SnippetWords& words, const Analysis& analysis) {
  std::vector<Hit> hits;
  for (size_t at = 0; at < tokens.size();) {
    size_t end = at;
    std::string term;
    for (const Unit& unit : analysis.SynonymsAt(tokens, at)) {
      if (!words.terms.contains(unit.term)) continue;
      end = unit.end;
      term = unit.term;
      break;
    }
    const StemmedWord& token = tokens[at];
    if (end == at && (words.terms.contains(token.stem) ||
                      (!words.prefix.empty() &&
                       absl::StartsWith(token.word.text, words.prefix)))) {
      end = at + 1;
      term = token.stem;
    }
    if (end == at) {
      ++at;
      continue;
    }
    hits.push_back({token.word.begin, tokens[end - 1].word.end, term});
    at = end;
  }
  return hits;
}

size_t CountTerms(const std::vector<Hit>& hits) {
  absl::flat_hash_set<absl::string_view> terms;
  for (const Hit& hit : hits) terms.insert(hit.term);
  return terms.size();
}

// The stretch of a long text, of whole words, in which most stands.
Piece BestPiece(absl::string_view text, const std::vector<StemmedWord>& tokens,
                const std::vector<Hit>& all) {
  Piece best;
  best.text = text;
  if (text.size() <= kSnippetBytes) {
    best.end = text.size();
    best.hits = all;
    best.terms = CountTerms(all);
    return best;
  }
  for (size_t first = 0; first < all.size(); ++first) {
    Piece piece;
    piece.text = text;
    for (size_t i = first;
         i < all.size() && all[i].end <= all[first].begin + kSnippetBytes;
         ++i) {
      piece.hits.push_back(all[i]);
    }
    piece.terms = CountTerms(piece.hits);
    if (best.hits.empty() || piece.terms > best.terms) best = std::move(piece);
  }
  if (best.hits.empty()) return best;
  // As much room before what is shown as behind it.
  const size_t from = best.hits.front().begin;
  const size_t to = best.hits.back().end;
  const size_t room = kSnippetBytes - std::min(kSnippetBytes, to - from);
  size_t begin = from - std::min(from, room / 2);
  const size_t end = std::min(text.size(), begin + kSnippetBytes);
  begin = std::min(begin, end - std::min(end, kSnippetBytes));
  best.begin = from;
  best.end = to;
  for (const StemmedWord& token : tokens) {
    if (token.word.begin >= begin) {
      best.begin = std::min(best.begin, token.word.begin);
    }
    if (token.word.end <= end) best.end = std::max(best.end, token.word.end);
  }
  if (begin == 0) best.begin = 0;
  if (end == text.size()) best.end = text.size();
  return best;
}

void Write(const Piece& piece, v1::SearchSnippet* snippet) {
  const absl::string_view before = piece.begin > 0 ? kEllipsis : "";
  const absl::string_view behind =
      piece.end < piece.text.size() ? kEllipsis : "";
  snippet->set_text(absl::StrCat(
      before, piece.text.substr(piece.begin, piece.end - piece.begin), behind));
  for (const Hit& hit : piece.hits) {
    v1::SearchHighlight& highlight = *snippet->add_highlights();
    highlight.set_start(
        static_cast<int>(hit.begin - piece.begin + before.size()));
    highlight.set_end(static_cast<int>(hit.end - piece.begin + before.size()));
  }
}

}  // namespace

google::protobuf::RepeatedPtrField<v1::SearchSnippet> MakeSnippets(
    const std::vector<absl::string_view>& texts, const SnippetWords& words,
    const Analysis& analysis, const Xapian::Stem& stemmer) {
  std::vector<Piece> pieces;
  for (const absl::string_view text : texts) {
    const std::vector<StemmedWord> tokens =
        analysis.StemmedWords(text, stemmer);
    const std::vector<Hit> hits = HitsOf(tokens, words, analysis);
    if (hits.empty()) continue;
    pieces.push_back(BestPiece(text, tokens, hits));
  }
  std::stable_sort(
      pieces.begin(), pieces.end(),
      [](const Piece& a, const Piece& b) { return a.terms > b.terms; });
  google::protobuf::RepeatedPtrField<v1::SearchSnippet> snippets;
  for (const Piece& piece : pieces) {
    if (snippets.size() == kMaxSnippets) break;
    Write(piece, snippets.Add());
  }
  return snippets;
}

}  // namespace knead
