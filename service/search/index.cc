#include "service/search/index.h"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/memory/memory.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/triage.pb.h"
#include "service/catalog/filter.h"
#include "service/catalog/language.h"
#include "service/catalog/lookup.h"
#include "service/errors/errors.h"
#include "service/search/memory_file.h"
#include "service/search/query.h"
#include "service/search/resource_kind.h"
#include "service/search/resource_text.h"
#include "service/search/snippet.h"
#include "service/search/terms.h"
#include "xapian.h"

namespace knead {
namespace {

using ::google::protobuf::Message;

// How much a word counts by where it stands, against one in a detail.
constexpr Xapian::termcount kNameWords = 6;
constexpr Xapian::termcount kAliasWords = 4;
constexpr Xapian::termcount kSummaryWords = 3;
constexpr Xapian::termcount kQuestionWords = 2;
constexpr Xapian::termcount kDetailWords = 1;

// Words of two texts stand at least so far apart, so that no phrase reaches
// from one into the other.
constexpr Xapian::termpos kTextGap = 100;

// BM25: how soon a word that is repeated counts no more, and how much less it
// counts in a long text. Its other parameters are as usual.
constexpr double kBm25Saturation = 1.0;
constexpr double kBm25Length = 0.4;

// Blocks of the index. Small, since a search reads whole ones and the terms are
// few.
constexpr int kBlockBytes = 2048;

Xapian::termcount WeightOf(TextRole role, v1::ResourceKind kind) {
  // Works that are cited and headings of interviews are seldom what is looked
  // for, and speak of all that there is.
  if (kind == v1::RESOURCE_KIND_SOURCE ||
      kind == v1::RESOURCE_KIND_QUESTION_GROUP) {
    return kDetailWords;
  }
  switch (role) {
    case TextRole::kName:
      return kNameWords;
    case TextRole::kAlias:
      return kAliasWords;
    case TextRole::kSummary:
      return kSummaryWords;
    case TextRole::kQuestion:
      return kQuestionWords;
    case TextRole::kDetail:
      return kDetailWords;
  }
  return kDetailWords;
}

bool IsName(const ResourceText& text) {
  return text.role == TextRole::kName || text.role == TextRole::kAlias;
}

// An alias as it is shown: `it-band` is an id, `it band` a name.
std::string Shown(const ResourceText& name) {
  return name.role == TextRole::kAlias
             ? absl::StrReplaceAll(name.text, {{"-", " "}})
             : std::string(name.text);
}

std::string StringOf(const Message& resource, const char* field) {
  return resource.GetReflection()->GetString(
      resource, resource.GetDescriptor()->FindFieldByName(field));
}

// What all resources have.
void FillResult(const Message& resource, v1::SearchResult* result) {
  result->set_name(StringOf(resource, "name"));
  result->set_display_name(StringOf(resource, "display_name"));
  result->set_summary(StringOf(resource, "summary"));
}

// The texts of which pieces are shown.
std::vector<absl::string_view> ToShow(const Message& resource) {
  std::vector<absl::string_view> texts;
  for (const ResourceText& text : TextsOf(resource)) {
    if (!IsName(text)) texts.push_back(text.text);
  }
  return texts;
}

// The words of `mended` that `query` has not.
ParsedQuery OnlyNew(const ParsedQuery& mended, const ParsedQuery& query) {
  ParsedQuery rest;
  for (const StemmedWord& token : mended.tokens) {
    if (std::none_of(
            query.tokens.begin(), query.tokens.end(),
            [&](const StemmedWord& old) { return old.stem == token.stem; })) {
      rest.units.push_back({0, 1, token.stem});
    }
  }
  return rest;
}

// What went wrong inside of Xapian, without its words: they can hold those of a
// query.
absl::Status IndexFault(const char* type) {
  return absl::InternalError(absl::StrCat("the search index failed: ", type));
}

// What `function` returns, or the fault that it throws.
template <typename Function>
auto WithoutExceptions(const Function& function) -> decltype(function()) {
  try {
    return function();
  } catch (const Xapian::Error& error) {
    return IndexFault(error.get_type());
  } catch (const std::exception&) {
    return IndexFault("an exception");
  }
}

}  // namespace

// Makes an index.
class IndexBuilder {
 public:
  explicit IndexBuilder(SearchIndex* index)
      : index_(*index),
        catalog_(*index->catalog_),
        stemmer_(index->analysis_.NewStemmer()) {}

  // Throws Xapian::Error.
  absl::Status Build() {
    FindEntries();
    Learn();
    absl::StatusOr<MemoryFile> file = MemoryFile::Create();
    if (!file.ok()) return file.status();
    absl::StatusOr<ScratchFolder> folder = ScratchFolder::Create();
    if (!folder.ok()) return folder.status();
    // Of Xapian's backends only glass has spelling, and can be read by several
    // threads at once: what the backend in memory holds is shared by all of its
    // readers, so they would need a lock around every search. Measured with the
    // shipped content, docs/adr/0011-search.md: made in 35 ms against 25, a
    // search of three words 22 us against 13. Glass has to be made in a folder.
    // Compacted into one file (4 ms, 0.5 MB), it can be read from memory
    // without a name.
    Xapian::WritableDatabase database(
        folder->path(), Xapian::DB_CREATE_OR_OVERWRITE |
                            Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC |
                            Xapian::DB_NO_TERMLIST);
    for (const SearchIndex::Entry& entry : index_.entries_) {
      database.add_document(DocumentOf(entry));
    }
    for (const std::string& word : index_.analysis_.synonym_words()) {
      ++word_counts_[word];
    }
    for (const auto& [word, count] : word_counts_) {
      database.add_spelling(word, count);
      index_.completions_.AddWord(word, count);
    }
    index_.completions_.Finish();
    database.commit();
    const absl::StatusOr<int> descriptor = file->Duplicate();
    if (!descriptor.ok()) return descriptor.status();
    // Closes the descriptor.
    database.compact(*descriptor, 0, kBlockBytes);
    database.close();
    index_.readers_ =
        std::make_unique<ReaderPool>(*std::move(file), &index_.analysis_);
    return absl::OkStatus();
  }

 private:
  // All resources, in the order of their names.
  void FindEntries() {
    absl::btree_map<absl::string_view, SearchIndex::Entry> by_name;
    for (const Collection& collection : catalog_.collections()) {
      for (size_t i = 0; i < collection.size(); ++i) {
        const Message& resource = collection.message(i);
        by_name[collection.name(i)] = {&resource,
                                       KindOf(resource.GetDescriptor())};
      }
    }
    for (const auto& [name, entry] : by_name) index_.entries_.push_back(entry);
  }

  void Learn() {
    for (const SearchIndex::Entry& entry : index_.entries_) {
      for (const ResourceText& text : TextsOf(*entry.resource)) {
        index_.analysis_.Learn(text.text, stemmer_);
      }
    }
  }

  Xapian::Document DocumentOf(const SearchIndex::Entry& entry) {
    Xapian::Document document;
    document.add_boolean_term(KindTerm(entry.kind));
    for (const std::string& name : SubjectsOf(*entry.resource, catalog_)) {
      // A name that is longer is none of a resource.
      if (name.size() < kMaxTermBytes) {
        document.add_boolean_term(SubjectTerm(name));
      }
    }
    Xapian::termpos position = 0;
    for (const ResourceText& text : TextsOf(*entry.resource)) {
      const std::vector<StemmedWord> tokens =
          index_.analysis_.StemmedWords(text.text, stemmer_);
      AddWords(tokens, WeightOf(text.role, entry.kind), &position, &document);
      if (IsName(text)) AddName(entry, text, tokens, &document);
      for (const StemmedWord& token : tokens) {
        document.add_term(WordTerm(token.word.text));
        ++word_counts_[token.word.text];
      }
      position += kTextGap;
    }
    AddFindings(entry, &document);
    AddRead(entry, &document);
    AddRules(entry, &document);
    return document;
  }

  // Adds the stems and synonyms of a text; with their positions, unless there
  // are none.
  void AddWords(const std::vector<StemmedWord>& tokens,
                Xapian::termcount weight, Xapian::termpos* position,
                Xapian::Document* document) {
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (position != nullptr) {
        document->add_posting(tokens[i].stem, ++*position, weight);
      } else {
        document->add_term(tokens[i].stem, weight);
      }
      for (const Unit& unit : index_.analysis_.SynonymsAt(tokens, i)) {
        document->add_term(unit.term, weight);
      }
    }
  }

  void AddName(const SearchIndex::Entry& entry, const ResourceText& name,
               const std::vector<StemmedWord>& tokens,
               Xapian::Document* document) {
    const std::string key = NameKey(tokens, index_.analysis_.Units(tokens));
    AddTerm(NameTerm(key), !key.empty(), document);
    AddTerm(ExactTerm(ExactKey(tokens)), true, document);
    index_.names_.Add(key, IsDanger(entry));
    index_.completions_.AddName(Shown(name));
  }

  // Whether its names are those of a danger.
  static bool IsDanger(const SearchIndex::Entry& entry) {
    if (entry.kind == v1::RESOURCE_KIND_CARE_PATHWAY) {
      return google::protobuf::DynamicCastToGenerated<v1::CarePathway>(
                 entry.resource)
                 ->urgency() == v1::URGENCY_EMERGENCY;
    }
    return IsDangerKind(entry.kind);
  }

  static void AddTerm(const std::string& term, bool is_there,
                      Xapian::Document* document) {
    if (is_there && term.size() <= kMaxTermBytes) document->add_term(term);
  }

  // A contraindication or a triage rule is found by what it asks for.
  void AddFindings(const SearchIndex::Entry& entry,
                   Xapian::Document* document) {
    if (entry.kind != v1::RESOURCE_KIND_CONTRAINDICATION &&
        entry.kind != v1::RESOURCE_KIND_TRIAGE_RULE) {
      return;
    }
    for (const std::string& name : FindingsOf(*entry.resource)) {
      const auto* finding = catalog_.Find<v1::Finding>(name);
      if (finding == nullptr) continue;
      for (const ResourceText& text : TextsOf(*finding)) {
        if (!IsName(text)) continue;
        const std::vector<StemmedWord> tokens =
            index_.analysis_.StemmedWords(text.text, stemmer_);
        AddWords(tokens, kDetailWords, nullptr, document);
        const std::string key = NameKey(tokens, index_.analysis_.Units(tokens));
        AddTerm(FindingTerm(key), !key.empty(), document);
        index_.names_.Add(key, true);
      }
    }
  }

  // What is or asks for a finding is found by what tells of it.
  void AddRead(const SearchIndex::Entry& entry, Xapian::Document* document) {
    if (IsDangerKind(entry.kind)) {
      for (const std::string& term : index_.dangers_.Add(*entry.resource)) {
        AddTerm(term, true, document);
      }
      return;
    }
    for (const std::string& name : SubjectsOf(*entry.resource, catalog_)) {
      if (catalog_.Find<v1::Finding>(name) == nullptr) continue;
      AddTerm(ReadTerm(name), true, document);
    }
  }

  // A care pathway is found by the dangers that lead to it.
  void AddRules(const SearchIndex::Entry& entry, Xapian::Document* document) {
    const auto* pathway =
        google::protobuf::DynamicCastToGenerated<v1::CarePathway>(
            entry.resource);
    if (pathway == nullptr) return;
    for (const v1::TriageRule& rule : catalog_.bundle().triage_rules()) {
      if (rule.urgency() != pathway->urgency()) continue;
      for (const ResourceText& text : TextsOf(rule)) {
        if (!IsName(text)) continue;
        AddWords(index_.analysis_.StemmedWords(text.text, stemmer_),
                 kDetailWords, nullptr, document);
      }
    }
  }

  SearchIndex& index_;
  const Catalog& catalog_;
  const Xapian::Stem stemmer_;
  absl::btree_map<std::string, Xapian::termcount> word_counts_;
};

// The order of results where dangers are named: these, then all but techniques,
// then techniques.
class SearchIndex::DangerOrder final : public Xapian::KeyMaker {
 public:
  // `terms` are those of the dangers that are named. `index` must outlive this
  // object.
  DangerOrder(const SearchIndex& index, const SearchReader& reader,
              const std::vector<std::string>& terms)
      : index_(index) {
    for (const std::string& term : terms) {
      for (auto it = reader.database.postlist_begin(term);
           it != reader.database.postlist_end(term); ++it) {
        if (IsDangerKind(index_.entries_[*it - 1].kind)) named_.insert(*it);
      }
    }
  }

  std::string operator()(const Xapian::Document& document) const override {
    const Xapian::docid id = document.get_docid();
    if (named_.contains(id)) return "2";
    return index_.entries_[id - 1].kind == v1::RESOURCE_KIND_TECHNIQUE ? "0"
                                                                       : "1";
  }

 private:
  const SearchIndex& index_;
  absl::flat_hash_set<Xapian::docid> named_;
};

SearchIndex::SearchIndex(std::shared_ptr<const Extractor> extractor)
    : extractor_(std::move(extractor)),
      catalog_(extractor_->catalog()),
      analysis_(catalog_->language_code(), catalog_->bundle().search_words()) {}

absl::StatusOr<std::unique_ptr<const SearchIndex>> SearchIndex::Build(
    std::shared_ptr<const Extractor> extractor) {
  return WithoutExceptions(
      [&]() -> absl::StatusOr<std::unique_ptr<const SearchIndex>> {
        // Searches are to find it ready.
        if (absl::Status status = extractor->Prepare(); !status.ok()) {
          return absl::InternalError(status.message());
        }
        auto index = absl::WrapUnique(new SearchIndex(std::move(extractor)));
        if (absl::Status built = IndexBuilder(index.get()).Build();
            !built.ok()) {
          return built;
        }
        return std::unique_ptr<const SearchIndex>(std::move(index));
      });
}

absl::Status SearchIndex::Check(const v1::SearchRequest& request,
                                const Catalog& catalog) {
  if (SplitWords(request.query().substr(0, kMaxQueryBytes)).empty()) {
    return MissingField("query", "say in a word or more what to look for");
  }
  if (request.query().size() > kMaxQueryBytes) {
    return FieldTooLong("query", request.query().size(), kMaxQueryBytes);
  }
  if (absl::Status status = CheckLanguageCode(request.language_code());
      !status.ok()) {
    return status;
  }
  if (request.page_size() < 0) return InvalidPageSize(request.page_size());
  if (request.kinds_size() > kMaxSearchKinds) {
    return TooManyItems("kinds", request.kinds_size(), kMaxSearchKinds);
  }
  for (int i = 0; i < request.kinds_size(); ++i) {
    if (request.kinds(i) == v1::RESOURCE_KIND_UNSPECIFIED ||
        !v1::ResourceKind_IsValid(request.kinds(i))) {
      return InvalidEnumValue(absl::StrCat("kinds[", i, "]"), request.kinds(i));
    }
  }
  return CheckFilters(request, catalog);
}

absl::StatusOr<v1::SearchResponse> SearchIndex::Search(
    const v1::SearchRequest& request, const PageTokens& tokens,
    int max_page_size) const {
  if (absl::Status status = Check(request, *catalog_); !status.ok()) {
    return status;
  }
  const int page_size = std::min(
      {request.page_size() == 0 ? kDefaultSearchPageSize : request.page_size(),
       kMaxSearchPageSize, max_page_size});
  int begin = 0;
  if (!request.page_token().empty()) {
    // The place of the next result stands where lists have their last name.
    const absl::StatusOr<std::string> place =
        tokens.Read(PageScope(request), request.page_token());
    if (!place.ok()) return place.status();
    if (!absl::SimpleAtoi(*place, &begin) || begin < 0 ||
        begin >= kMaxPagedResults) {
      return InvalidPageToken();
    }
  }
  return WithoutExceptions([&]() -> absl::StatusOr<v1::SearchResponse> {
    absl::StatusOr<std::unique_ptr<SearchReader>> reader = readers_->Take();
    if (!reader.ok()) return reader.status();
    v1::SearchResponse response =
        Run(request, tokens, begin, page_size, **reader);
    readers_->Return(*std::move(reader));
    return response;
  });
}

v1::SearchResponse SearchIndex::Run(const v1::SearchRequest& request,
                                    const PageTokens& tokens, int begin,
                                    int page_size,
                                    const SearchReader& reader) const {
  std::vector<Xapian::Query> filters;
  std::vector<Xapian::Query> kinds;
  for (const int kind : request.kinds()) {
    kinds.emplace_back(KindTerm(static_cast<v1::ResourceKind>(kind)));
  }
  if (!kinds.empty()) {
    filters.emplace_back(Xapian::Query::OP_OR, kinds.begin(), kinds.end());
  }
  for (const auto& [name, any] : {std::make_pair(request.region(), kAnyRegion),
                                  std::make_pair(request.tool(), kAnyTool)}) {
    if (name.empty()) continue;
    filters.emplace_back(Xapian::Query::OP_OR, SubjectTerm(name),
                         SubjectTerm(any));
  }
  Xapian::Enquire enquire(reader.database);
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(kBm25Saturation, 0, 1, kBm25Length, 0.5));
  // What it may name, whatever the filters leave of it.
  std::vector<std::string> danger_terms;
  const auto set_query = [&](const Xapian::Query& query) {
    enquire.set_query(
        filters.empty()
            ? query
            : Xapian::Query(Xapian::Query::OP_FILTER, query,
                            Xapian::Query(Xapian::Query::OP_AND,
                                          filters.begin(), filters.end())));
  };
  const auto matches = [&](const ParsedQuery& query, int first, int count) {
    set_query(ToXapian(query, danger_terms, reader));
    DangerOrder order(*this, reader, danger_terms);
    if (!danger_terms.empty()) {
      enquire.set_sort_by_key_then_relevance(&order, /*reverse=*/true);
    }
    return enquire.get_mset(first, count, kMaxCountedResults);
  };
  const QueryLanguage language = {analysis_, names_, dangers_, *extractor_};
  const auto parse = [&](absl::string_view text) {
    return ParseQuery(text, request.mode(), language, reader.stemmer);
  };

  v1::SearchResponse response;
  ParsedQuery query = parse(request.query());
  const auto add_dangers = [&](const ParsedQuery& parsed) {
    for (std::string& term : DangerTerms(parsed)) {
      // The index has no longer ones.
      if (term.size() <= kMaxTermBytes) danger_terms.push_back(std::move(term));
    }
  };
  add_dangers(query);
  for (const std::string& finished : Finished(request.query(), query, reader)) {
    add_dangers(parse(finished));
  }
  const std::string corrected =
      Corrected(request.query(), query, language, reader);
  if (corrected != request.query() && corrected.size() <= kMaxQueryBytes) {
    ParsedQuery mended = parse(corrected);
    add_dangers(mended);
    // `chemo` is a word that people write, though the content has none like it.
    // Dangers are found in any case, and so are no sign of it.
    set_query(ToXapian(OnlyNew(mended, query), /*danger_terms=*/{}, reader));
    if (enquire.get_mset(0, 0, kMaxCountedResults).get_matches_estimated() >
        0) {
      response.set_corrected_query(corrected);
      query = std::move(mended);
    }
  }
  const int count = std::min(page_size, kMaxPagedResults - begin);
  const Xapian::MSet found = matches(query, begin, count);
  const SnippetWords words = WordsToShow(query);
  for (auto it = found.begin(); it != found.end(); ++it) {
    const Entry& entry = entries_[*it - 1];
    v1::SearchResult& result = *response.add_results();
    result.set_kind(entry.kind);
    result.set_score(it.get_weight());
    FillResult(*entry.resource, &result);
    *result.mutable_snippets() =
        MakeSnippets(ToShow(*entry.resource), words, analysis_, reader.stemmer);
  }
  const int total = static_cast<int>(found.get_matches_estimated());
  response.set_total_size(total);
  const int next = begin + static_cast<int>(found.size());
  if (!found.empty() && next < std::min(total, kMaxPagedResults)) {
    response.set_next_page_token(
        tokens.Make(PageScope(request), absl::StrCat(next)));
  }
  if (request.mode() == v1::SEARCH_MODE_PREFIX) {
    for (std::string& completion : completions_.Complete(request.query())) {
      response.add_completions(std::move(completion));
    }
  }
  response.set_names_danger(!danger_terms.empty());
  return response;
}

}  // namespace knead
