#ifndef KNEAD_CLIENT_UNARY_METHODS_H_
#define KNEAD_CLIENT_UNARY_METHODS_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace knead {

// Every method of the protocol that takes one request and gives one response.
// All of them only read. Thread-safe, as all of this header.
std::vector<const google::protobuf::MethodDescriptor*> UnaryMethods();

// The method that takes `request`: no two take the same. Null: no unary one
// does.
const google::protobuf::MethodDescriptor* UnaryMethodOf(
    const google::protobuf::Descriptor* request);

// How gRPC names the method: `/package.Service/Method`.
std::string MethodPath(const google::protobuf::MethodDescriptor& method);

}  // namespace knead

#endif  // KNEAD_CLIENT_UNARY_METHODS_H_
