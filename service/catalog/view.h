#ifndef KNEAD_SERVICE_CATALOG_VIEW_H_
#define KNEAD_SERVICE_CATALOG_VIEW_H_

#include <memory>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "knead/v1/common.pb.h"

namespace knead {

// The resource in its BASIC view: a copy with every field cleared that this
// view does not hold.
std::unique_ptr<google::protobuf::Message> BasicView(
    const google::protobuf::Message& resource);

// `view`, or `unspecified` where the request does not say. INVALID_ENUM_VALUE
// for a value that is none of View's.
absl::StatusOr<v1::View> ResolveView(v1::View view, v1::View unspecified);

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_VIEW_H_
