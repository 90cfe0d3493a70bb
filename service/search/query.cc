#include "service/search/query.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/search/terms.h"
#include "service/search/words.h"

namespace knead {
namespace {

// How much more a name of the resource counts than a word of it, for each unit
// of the name.
constexpr double kNameWeight = 1.5;

// The same for a name of a finding that it asks for.
constexpr double kFindingWeight = 0.7;

// The same for a finding that the query tells of in other words, for each of
// these.
constexpr double kReadWeight = 1.0;

// The same where it is not said to be so: it may be, or is not, or is feared.
constexpr double kDoubtfulWeight = 0.5;

// The same for a danger that is only named by what a word was meant to be, or
// may become: it is to be found, and no more.
constexpr double kDangerWeight = 0.01;

// How much more a name that is the whole query counts.
constexpr double kExactWeight = 2.0;

// Most words that the beginning of one is taken for; the most frequent ones.
constexpr size_t kMaxExpansion = 50;

// A word that is shorter has too many neighbours to be corrected.
constexpr size_t kMinCorrectedBytes = 3;

// From this length on, two letters may be wrong, and not just one.
constexpr size_t kTwoEditsBytes = 5;

// The shortest of two words that were written as one.
constexpr size_t kMinPartBytes = 3;

// Shortest beginning of a word that is finished to see what it may name, and in
// how many ways it is: shorter ones may become anything.
constexpr size_t kMinFinishedBytes = 3;
constexpr size_t kMaxFinished = 20;

// Opening and closing double quotes, as they are typed and as they are set.
constexpr absl::string_view kQuotes[] = {"\"", "\u201c", "\u201d", "\u201e"};

// The stretches of a text between double quotes, in bytes.
std::vector<std::pair<size_t, size_t>> QuotedStretches(absl::string_view text) {
  std::vector<size_t> quotes;
  for (size_t at = 0; at < text.size(); ++at) {
    for (const absl::string_view quote : kQuotes) {
      if (text.substr(at, quote.size()) == quote) quotes.push_back(at);
    }
  }
  std::vector<std::pair<size_t, size_t>> stretches;
  for (size_t i = 0; i + 1 < quotes.size(); i += 2) {
    stretches.emplace_back(quotes[i], quotes[i + 1]);
  }
  return stretches;
}

Xapian::Query Join(Xapian::Query::op op,
                   const std::vector<Xapian::Query>& queries) {
  return Xapian::Query(op, queries.begin(), queries.end());
}

// The terms of the words that begin so, at most kMaxExpansion of them. Xapian's
// own wildcard loses memory for each term that it leaves out (1.4.22).
std::vector<std::string> WordsWith(const std::string& prefix,
                                   const SearchReader& reader) {
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  const std::string begin = WordTerm(prefix);
  for (auto term = reader.database.allterms_begin(begin);
       term != reader.database.allterms_end(begin); ++term) {
    found.emplace_back(term.get_termfreq(), *term);
  }
  const size_t count = std::min(found.size(), kMaxExpansion);
  std::partial_sort(found.begin(), found.begin() + count, found.end(),
                    std::greater<>());
  std::vector<std::string> terms;
  for (size_t i = 0; i < count; ++i) {
    terms.push_back(std::move(found[i].second));
  }
  return terms;
}

// Whether the content has the word in any form, or everybody does.
bool IsKnown(const StemmedWord& token, const QueryLanguage& language,
             const SearchReader& reader) {
  return language.analysis.IsStopWord(token.word.text) ||
         reader.database.term_exists(token.stem) ||
         language.extractor.IsOrdinary(token.word.text) ||
         std::any_of(token.word.text.begin(), token.word.text.end(),
                     absl::ascii_isdigit);
}

// Two words of the content that were written as one; the first one that is as
// long as can be. Empty: it is none such.
std::string Parted(const std::string& word, const SearchReader& reader) {
  for (size_t at = word.size() - std::min(word.size(), kMinPartBytes);
       at >= kMinPartBytes; --at) {
    const std::string first = word.substr(0, at);
    const std::string second = word.substr(at);
    if (reader.database.term_exists(WordTerm(first)) &&
        reader.database.term_exists(WordTerm(second))) {
      return absl::StrCat(first, " ", second);
    }
  }
  return "";
}

// What was meant by a word that the content does not have; empty: who knows.
std::string Meant(const std::string& word, const SearchReader& reader) {
  if (word.size() < kMinCorrectedBytes) return "";
  std::string parted = Parted(word, reader);
  if (!parted.empty()) return parted;
  std::string near = reader.database.get_spelling_suggestion(word, 1);
  if (near.empty() && word.size() >= kTwoEditsBytes) {
    near = reader.database.get_spelling_suggestion(word, 2);
  }
  return near;
}

std::vector<FindingMatch> FindingsIn(absl::string_view text,
                                     const QueryLanguage& language) {
  v1::ExtractFindingsRequest request;
  request.set_text(std::string(text));
  const absl::StatusOr<v1::ExtractFindingsResponse> read =
      language.extractor.Extract(request);
  std::vector<FindingMatch> findings;
  // What cannot be read is looked for by its words.
  if (!read.ok()) return findings;
  for (const v1::FindingProposal& proposal : read->proposals()) {
    int words = 0;
    for (const v1::ProposalEvidence& evidence : proposal.evidence()) {
      for (const v1::TextSpan& span : evidence.words()) {
        words +=
            SplitWords(text.substr(span.start(), span.end() - span.start()))
                .size();
      }
    }
    findings.push_back({proposal.finding(), proposal.status(), words,
                        language.dangers.TermsOf(proposal)});
  }
  return findings;
}

// Whether `mended` tells all that `before` does, with as many words and as
// surely.
bool Keeps(const std::vector<FindingMatch>& mended,
           const std::vector<FindingMatch>& before) {
  return std::all_of(
      before.begin(), before.end(), [&](const FindingMatch& match) {
        return std::any_of(
            mended.begin(), mended.end(), [&](const FindingMatch& kept) {
              return kept.finding == match.finding &&
                     kept.status == match.status && kept.words >= match.words;
            });
      });
}

}  // namespace

ParsedQuery ParseQuery(absl::string_view text, v1::SearchMode mode,
                       const QueryLanguage& language,
                       const Xapian::Stem& stemmer) {
  ParsedQuery query;
  query.tokens = language.analysis.StemmedWords(text, stemmer);
  if (query.tokens.size() > kMaxQueryWords) {
    query.tokens.resize(kMaxQueryWords);
  }
  for (const auto& [begin, end] : QuotedStretches(text)) {
    std::vector<std::string> stems;
    for (const StemmedWord& token : query.tokens) {
      if (token.word.begin > begin && token.word.end <= end) {
        stems.push_back(token.stem);
      }
    }
    if (!stems.empty()) query.phrases.push_back(std::move(stems));
  }
  // A word with something behind it is whole.
  if (mode == v1::SEARCH_MODE_PREFIX && !query.tokens.empty() &&
      query.tokens.back().word.end == text.size()) {
    query.prefix = query.tokens.back().word.text;
  }
  query.units = language.analysis.Units(query.tokens);
  query.names = language.names.Find(query.units);
  query.findings = FindingsIn(text, language);
  return query;
}

std::vector<std::string> DangerTerms(const ParsedQuery& query) {
  std::vector<std::string> terms;
  for (const NameMatch& name : query.names) {
    if (!name.danger) continue;
    terms.push_back(NameTerm(name.key));
    terms.push_back(FindingTerm(name.key));
  }
  for (const FindingMatch& match : query.findings) {
    terms.insert(terms.end(), match.dangers.begin(), match.dangers.end());
  }
  return terms;
}

std::vector<std::string> Finished(absl::string_view text,
                                  const ParsedQuery& query,
                                  const SearchReader& reader) {
  std::vector<std::string> finished;
  if (query.prefix.size() < kMinFinishedBytes) return finished;
  const absl::string_view before =
      text.substr(0, query.tokens.back().word.begin);
  const size_t mark = WordTerm("").size();
  const std::string begin = WordTerm(query.prefix);
  for (auto term = reader.database.allterms_begin(begin);
       term != reader.database.allterms_end(begin) &&
       finished.size() < kMaxFinished;
       ++term) {
    finished.push_back(absl::StrCat(before, (*term).substr(mark)));
  }
  return finished;
}

Xapian::Query ToXapian(const ParsedQuery& query,
                       const std::vector<std::string>& danger_terms,
                       const SearchReader& reader) {
  std::vector<Xapian::Query> words;
  for (const Unit& unit : query.units) words.emplace_back(unit.term);
  if (!query.prefix.empty()) {
    const std::vector<std::string> longer = WordsWith(query.prefix, reader);
    words.emplace_back(Xapian::Query::OP_MAX, longer.begin(), longer.end());
  }
  for (const FindingMatch& match : query.findings) {
    const bool is_so = match.status == v1::PROPOSAL_STATUS_PRESENT;
    absl::flat_hash_set<std::string> terms(match.dangers.begin(),
                                           match.dangers.end());
    terms.insert(ReadTerm(match.finding));
    words.push_back(
        (is_so ? kReadWeight : kDoubtfulWeight) * match.words *
        Xapian::Query(Xapian::Query::OP_MAX, terms.begin(), terms.end()));
  }
  Xapian::Query all = Join(Xapian::Query::OP_OR, words);
  for (const std::vector<std::string>& phrase : query.phrases) {
    all = Xapian::Query(Xapian::Query::OP_AND, all,
                        Xapian::Query(Xapian::Query::OP_PHRASE, phrase.begin(),
                                      phrase.end(), phrase.size()));
  }
  if (!danger_terms.empty()) {
    all = Xapian::Query(Xapian::Query::OP_OR, all,
                        kDangerWeight * Xapian::Query(Xapian::Query::OP_OR,
                                                      danger_terms.begin(),
                                                      danger_terms.end()));
  }
  std::vector<Xapian::Query> names;
  for (const NameMatch& name : query.names) {
    names.push_back(kNameWeight * name.units *
                    Xapian::Query(NameTerm(name.key)));
    names.push_back(kFindingWeight * name.units *
                    Xapian::Query(FindingTerm(name.key)));
  }
  const std::string exact = ExactTerm(ExactKey(query.tokens));
  if (exact.size() <= kMaxTermBytes) {
    names.push_back(kExactWeight * static_cast<double>(query.tokens.size()) *
                    Xapian::Query(exact));
  }
  return Xapian::Query(Xapian::Query::OP_AND_MAYBE, all,
                       Join(Xapian::Query::OP_OR, names));
}

SnippetWords WordsToShow(const ParsedQuery& query) {
  SnippetWords words;
  words.prefix = query.prefix;
  for (const Unit& unit : query.units) words.terms.insert(unit.term);
  for (const std::vector<std::string>& phrase : query.phrases) {
    words.terms.insert(phrase.begin(), phrase.end());
  }
  return words;
}

std::string Corrected(absl::string_view text, const ParsedQuery& query,
                      const QueryLanguage& language,
                      const SearchReader& reader) {
  std::string corrected;
  size_t copied = 0;
  for (const Unit& unit : query.units) {
    const StemmedWord& token = query.tokens[unit.begin];
    const bool is_unfinished =
        !query.prefix.empty() && unit.end == query.tokens.size();
    if (unit.term != token.stem || is_unfinished ||
        IsKnown(token, language, reader)) {
      continue;
    }
    std::string meant = Meant(token.word.text, reader);
    if (meant.empty()) continue;
    if (absl::ascii_isupper(text[token.word.begin])) {
      meant[0] = absl::ascii_toupper(meant[0]);
    }
    const std::string mended = absl::StrCat(text.substr(0, token.word.begin),
                                            meant, text.substr(token.word.end));
    if (!Keeps(FindingsIn(mended, language), query.findings)) continue;
    absl::StrAppend(&corrected, text.substr(copied, token.word.begin - copied),
                    meant);
    copied = token.word.end;
  }
  absl::StrAppend(&corrected, text.substr(copied));
  return corrected;
}

}  // namespace knead
