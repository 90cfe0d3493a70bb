#include "client/unary_methods.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {
namespace {

constexpr const char* kServices[] = {
    "knead.v1.LookupService",
    "knead.v1.AssessmentService",
    "knead.v1.SessionService",
    "knead.v1.FigureService",
};

}  // namespace

std::vector<const google::protobuf::MethodDescriptor*> UnaryMethods() {
  // The linker keeps what is named: the messages of LookupService stand in the
  // file that defines it. The files of the other services are always linked.
  const google::protobuf::DescriptorPool* const pool =
      v1::GetContentInfoRequest::descriptor()->file()->pool();
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const char* name : kServices) {
    const google::protobuf::ServiceDescriptor* service =
        pool->FindServiceByName(name);
    for (int i = 0; i < service->method_count(); ++i) {
      const google::protobuf::MethodDescriptor* method = service->method(i);
      if (!method->client_streaming() && !method->server_streaming()) {
        methods.push_back(method);
      }
    }
  }
  return methods;
}

const google::protobuf::MethodDescriptor* UnaryMethodOf(
    const google::protobuf::Descriptor* request) {
  for (const google::protobuf::MethodDescriptor* method : UnaryMethods()) {
    if (method->input_type() == request) return method;
  }
  return nullptr;
}

std::string MethodPath(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

}  // namespace knead
