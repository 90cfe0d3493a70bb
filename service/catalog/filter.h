#ifndef KNEAD_SERVICE_CATALOG_FILTER_H_
#define KNEAD_SERVICE_CATALOG_FILTER_H_

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "service/catalog/catalog.h"
#include "service/catalog/posting_lists.h"

namespace knead {

// In every list request the fields below this number say which page is wanted
// and how; the others are filters.
inline constexpr int kFirstFilterField = 10;

// Checks the filters of a list request or of a search: names exist and have the
// form of their kind, enum values are known. Repeated fields are not looked at.
absl::Status CheckFilters(const google::protobuf::Message& list_request,
                          const Catalog& catalog);

// The resources of a collection, by index, that pass all filters that are set
// in its list request; nullopt when none is. A view of the collection. The
// filters have passed CheckFilters.
absl::optional<IndexSet> Passing(const google::protobuf::Message& list_request,
                                 const Collection& collection);

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_FILTER_H_
