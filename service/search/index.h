#ifndef KNEAD_SERVICE_SEARCH_INDEX_H_
#define KNEAD_SERVICE_SEARCH_INDEX_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "knead/v1/search.pb.h"
#include "service/catalog/catalog.h"
#include "service/catalog/page_token.h"
#include "service/extraction/extractor.h"
#include "service/search/analysis.h"
#include "service/search/completion.h"
#include "service/search/names.h"
#include "service/search/query.h"
#include "service/search/reader_pool.h"

namespace knead {

// Longest query, in bytes.
inline constexpr size_t kMaxQueryBytes = 1000;

// Results on a page when the request does not say.
inline constexpr int kDefaultSearchPageSize = 10;

// Most results on a page; a larger page_size counts as this one. Each has its
// snippets made for it, so a page costs more than one of a list.
inline constexpr int kMaxSearchPageSize = 100;

// Most results that can be paged through. The index finds a page by ranking all
// that come before it.
inline constexpr int kMaxPagedResults = 1000;

// How many matches are counted exactly.
inline constexpr int kMaxCountedResults = 10000;

// Most kinds of a request.
inline constexpr int kMaxSearchKinds = 32;

// All that the content of an extractor says, to be searched; the extractor
// reads the queries. Immutable; thread-safe.
class SearchIndex {
 public:
  // UNAVAILABLE or INTERNAL: there is no room for it, or it fails, or the
  // lexicon cannot be read. Takes some
  // tens of milliseconds for a hundred thousand words.
  static absl::StatusOr<std::unique_ptr<const SearchIndex>> Build(
      std::shared_ptr<const Extractor> extractor);

  // Whether a request can be answered at all: INVALID_ARGUMENT as
  // LookupService.Search says. Needs no index.
  static absl::Status Check(const v1::SearchRequest& request,
                            const Catalog& catalog);

  SearchIndex(const SearchIndex&) = delete;
  SearchIndex& operator=(const SearchIndex&) = delete;

  // Answers a request, with a page of at most `max_page_size`. INVALID_ARGUMENT
  // as LookupService.Search says; INTERNAL without a word of the request: the
  // index fails.
  absl::StatusOr<v1::SearchResponse> Search(const v1::SearchRequest& request,
                                            const PageTokens& tokens,
                                            int max_page_size) const;

 private:
  friend class IndexBuilder;
  class DangerOrder;

  struct Entry {
    const google::protobuf::Message* resource;
    v1::ResourceKind kind;
  };

  explicit SearchIndex(std::shared_ptr<const Extractor> extractor);

  v1::SearchResponse Run(const v1::SearchRequest& request,
                         const PageTokens& tokens, int begin, int page_size,
                         const SearchReader& reader) const;

  const std::shared_ptr<const Extractor> extractor_;
  const std::shared_ptr<const Catalog> catalog_;
  Analysis analysis_;
  NameTable names_;
  CompletionTable completions_;
  DangerCriteria dangers_;
  // By the number of their document, which begins with 1, in the order of
  // names: among results of one score the index puts lower numbers first.
  std::vector<Entry> entries_;
  std::unique_ptr<ReaderPool> readers_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_INDEX_H_
