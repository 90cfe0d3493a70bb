#ifndef KNEAD_TESTS_SUPPORT_PROTOCOL_H_
#define KNEAD_TESTS_SUPPORT_PROTOCOL_H_

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace knead {

// The protocol as data, so that a test holds for every method, those that are
// added later included.

// The services of knead.v1 that a server answers.
std::vector<std::string> ServiceNames();

// All their methods.
std::vector<const google::protobuf::MethodDescriptor*> Methods();

// The List methods of LookupService, one for each kind of resource.
std::vector<const google::protobuf::MethodDescriptor*> ListMethods();

// The List method of the resource of type `type`, e.g. `knead/Region`; null
// when there is none.
const google::protobuf::MethodDescriptor* ListMethodOf(const std::string& type);

// The type of resource that a field refers to, e.g. `knead/Region`; empty when
// it refers to none.
std::string ReferencedType(const google::protobuf::FieldDescriptor& field);

// `/package.Service/Method`.
std::string PathOf(const google::protobuf::MethodDescriptor& method);

// An empty message of a type of the protocol.
std::unique_ptr<google::protobuf::Message> NewMessage(
    const google::protobuf::Descriptor* type);

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_PROTOCOL_H_
