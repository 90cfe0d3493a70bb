#ifndef KNEAD_SERVICE_SERVER_REFLECTION_H_
#define KNEAD_SERVICE_SERVER_REFLECTION_H_

#include "absl/strings/string_view.h"
#include "grpcpp/server_builder.h"

namespace knead {

// The method of the reflection service.
inline constexpr absl::string_view kReflectionMethod =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

// Lets the server that `builder` builds answer server reflection (v1alpha), or
// not. It has to be said either way: gRPC's reflection library adds itself to
// every server of a program that it is linked into.
void SetReflection(bool on, grpc::ServerBuilder* builder);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_REFLECTION_H_
