#ifndef KNEAD_SERVICE_CATALOG_TESTING_NAIVE_FILTER_H_
#define KNEAD_SERVICE_CATALOG_TESTING_NAIVE_FILTER_H_

#include "google/protobuf/message.h"
#include "service/catalog/catalog.h"

namespace knead {

// Whether a resource passes all filters of its list request, found by looking
// through the messages for what each asks for. Ends the process for a filter
// that it does not know.
bool NaivelyPasses(const google::protobuf::Message& list_request,
                   const google::protobuf::Message& resource,
                   const Catalog& catalog);

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_TESTING_NAIVE_FILTER_H_
