#ifndef KNEAD_SERVICE_CATALOG_LOOKUP_H_
#define KNEAD_SERVICE_CATALOG_LOOKUP_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "service/catalog/catalog.h"
#include "service/catalog/filter.h"
#include "service/catalog/language.h"
#include "service/catalog/page_token.h"
#include "service/catalog/posting_lists.h"
#include "service/catalog/resource_name.h"
#include "service/catalog/view.h"
#include "service/errors/errors.h"

namespace knead {

// Items on a page when the request does not say.
inline constexpr int kDefaultPageSize = 50;

// Most items on a page; a larger page_size counts as this one.
inline constexpr int kMaxPageSize = 1000;

// Most names of a BatchGet request.
inline constexpr int kMaxBatchSize = 100;

// The bytes of a response: pieces that lie in the memory that `owner` keeps
// alive, in order.
struct ReadyBytes {
  std::vector<absl::string_view> pieces;
  std::shared_ptr<const void> owner;
};

// Answers a Get request. `Resource` is the message type that it gets.
template <typename Resource, typename GetRequest>
absl::StatusOr<ReadyBytes> Get(std::shared_ptr<const Catalog> catalog,
                               const GetRequest& request);

// Answers a List request with a page of at most `max_page_size`.
template <typename Resource, typename ListRequest>
absl::StatusOr<ReadyBytes> List(std::shared_ptr<const Catalog> catalog,
                                const PageTokens& tokens,
                                const ListRequest& request,
                                int max_page_size = kMaxPageSize);

// Answers a BatchGet request: all names or none.
template <typename Resource, typename BatchGetRequest>
absl::StatusOr<ReadyBytes> BatchGet(std::shared_ptr<const Catalog> catalog,
                                    const BatchGetRequest& request);

// What a page token of a request is bound to: the method's request type and the
// filters, that is, the fields from kFirstFilterField on, in canonical bytes.
std::string PageScope(const google::protobuf::Message& request);

// Implementation only from here on.

namespace lookup_internal {

// The first `count` indices from `begin` on that pass, or of all resources when
// there is no filter.
std::vector<uint32_t> Indices(const Collection& collection,
                              const absl::optional<IndexSet>& passing,
                              size_t begin, size_t count);

// The fields behind the items of a list response.
std::string ListTrailer(absl::string_view next_page_token, size_t total_size);

}  // namespace lookup_internal

template <typename Resource, typename GetRequest>
absl::StatusOr<ReadyBytes> Get(std::shared_ptr<const Catalog> catalog,
                               const GetRequest& request) {
  const Collection& collection = catalog->Of<Resource>();
  absl::StatusOr<v1::View> view = ResolveView(request.view(), v1::VIEW_FULL);
  if (!view.ok()) return view.status();
  if (absl::Status status = CheckLanguageCode(request.language_code());
      !status.ok()) {
    return status;
  }
  if (absl::Status status =
          CheckResourceName("name", request.name(), collection.id());
      !status.ok()) {
    return status;
  }
  const auto index = collection.Find(request.name());
  if (!index.has_value()) return ResourceNotFound("name", request.name());
  return ReadyBytes{{collection.Bytes(*index, *view)}, std::move(catalog)};
}

template <typename Resource, typename ListRequest>
absl::StatusOr<ReadyBytes> List(std::shared_ptr<const Catalog> catalog,
                                const PageTokens& tokens,
                                const ListRequest& request, int max_page_size) {
  const Collection& collection = catalog->Of<Resource>();
  absl::StatusOr<v1::View> view = ResolveView(request.view(), v1::VIEW_BASIC);
  if (!view.ok()) return view.status();
  if (absl::Status status = CheckLanguageCode(request.language_code());
      !status.ok()) {
    return status;
  }
  if (request.page_size() < 0) return InvalidPageSize(request.page_size());
  if (absl::Status status = CheckFilters(request, *catalog); !status.ok()) {
    return status;
  }
  const size_t page_size = std::min<int>(
      request.page_size() == 0 ? kDefaultPageSize : request.page_size(),
      max_page_size);
  // Most lists are one page, which needs no token.
  std::string scope;
  size_t begin = 0;
  if (!request.page_token().empty()) {
    scope = PageScope(request);
    absl::StatusOr<std::string> last = tokens.Read(scope, request.page_token());
    if (!last.ok()) return last.status();
    begin = collection.After(*last);
  }
  // The trailer lives as long as the response, the snapshot with it.
  struct Owner {
    std::shared_ptr<const Catalog> catalog;
    std::string trailer;
  };
  auto owner = std::make_shared<Owner>();
  const absl::optional<IndexSet> passing = Passing(request, collection);
  // One more than the page holds tells whether more follow.
  std::vector<uint32_t> page =
      lookup_internal::Indices(collection, passing, begin, page_size + 1);
  const bool more = page.size() > page_size;
  if (more) page.pop_back();
  ReadyBytes bytes;
  bytes.pieces.reserve(page.size() + 1);
  for (const uint32_t i : page) {
    bytes.pieces.push_back(collection.Framed(i, *view));
  }
  if (more && scope.empty()) scope = PageScope(request);
  owner->trailer = lookup_internal::ListTrailer(
      more ? tokens.Make(scope, collection.name(page.back())) : "",
      passing.has_value() ? passing->size() : collection.size());
  owner->catalog = std::move(catalog);
  bytes.pieces.push_back(owner->trailer);
  bytes.owner = std::move(owner);
  return bytes;
}

template <typename Resource, typename BatchGetRequest>
absl::StatusOr<ReadyBytes> BatchGet(std::shared_ptr<const Catalog> catalog,
                                    const BatchGetRequest& request) {
  const Collection& collection = catalog->Of<Resource>();
  absl::StatusOr<v1::View> view = ResolveView(request.view(), v1::VIEW_BASIC);
  if (!view.ok()) return view.status();
  if (absl::Status status = CheckLanguageCode(request.language_code());
      !status.ok()) {
    return status;
  }
  if (request.names().empty()) {
    return MissingField("names", "give one name or more");
  }
  if (request.names_size() > kMaxBatchSize) {
    return TooManyItems("names", request.names_size(), kMaxBatchSize);
  }
  ReadyBytes bytes;
  bytes.pieces.reserve(request.names_size());
  for (int i = 0; i < request.names_size(); ++i) {
    const std::string field = absl::StrCat("names[", i, "]");
    if (absl::Status status =
            CheckResourceName(field, request.names(i), collection.id());
        !status.ok()) {
      return status;
    }
    const auto index = collection.Find(request.names(i));
    if (!index.has_value()) return ResourceNotFound(field, request.names(i));
    bytes.pieces.push_back(collection.Framed(*index, *view));
  }
  bytes.owner = std::move(catalog);
  return bytes;
}

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_LOOKUP_H_
