#include "tests/support/protocol.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/api/resource.pb.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "knead/v1/figure_service.grpc.pb.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "knead/v1/session_service.grpc.pb.h"

namespace knead {

using ::google::protobuf::Descriptor;
using ::google::protobuf::DescriptorPool;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::MessageFactory;
using ::google::protobuf::MethodDescriptor;

std::vector<std::string> ServiceNames() {
  return {v1::AssessmentService::service_full_name(),
          v1::FigureService::service_full_name(),
          v1::LookupService::service_full_name(),
          v1::SessionService::service_full_name()};
}

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods;
  for (const std::string& name : ServiceNames()) {
    const auto* service =
        DescriptorPool::generated_pool()->FindServiceByName(name);
    for (int i = 0; i < service->method_count(); ++i) {
      methods.push_back(service->method(i));
    }
  }
  return methods;
}

std::vector<const MethodDescriptor*> ListMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const MethodDescriptor* method : Methods()) {
    if (absl::StartsWith(method->name(), "List")) methods.push_back(method);
  }
  return methods;
}

const MethodDescriptor* ListMethodOf(const std::string& type) {
  for (const MethodDescriptor* method : ListMethods()) {
    const Descriptor* item =
        method->output_type()->FindFieldByNumber(1)->message_type();
    if (item->options().GetExtension(google::api::resource).type() == type) {
      return method;
    }
  }
  return nullptr;
}

std::string ReferencedType(const FieldDescriptor& field) {
  return field.options().GetExtension(google::api::resource_reference).type();
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

std::unique_ptr<google::protobuf::Message> NewMessage(const Descriptor* type) {
  return std::unique_ptr<google::protobuf::Message>(
      MessageFactory::generated_factory()->GetPrototype(type)->New());
}

}  // namespace knead
