#include "service/rpc/transport/service_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"

namespace knead {
namespace rpc {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::DescriptorPool;
using ::google::protobuf::MethodDescriptor;
using ::google::protobuf::ServiceDescriptor;

const ServiceDescriptor* FindService(const std::string& name) {
  return DescriptorPool::generated_pool()->FindServiceByName(name);
}

// What is to be said of one method of a table, all of it.
struct Entry {
  std::string name;
  bool streaming;
  bool callable;
  std::string request_type;
  std::string response_type;
};

void CheckType(const Entry& entry, absl::string_view role,
               const std::string& type, const Descriptor& wanted,
               std::vector<std::string>* faults) {
  if (!type.empty() && type != wanted.full_name()) {
    faults->push_back(absl::StrCat(entry.name, ": its ", role, " is ",
                                   wanted.full_name(), ", the handler's is ",
                                   type));
  }
}

void CheckEntry(const ServiceDescriptor& service, const Entry& entry,
                std::vector<std::string>* faults) {
  const MethodDescriptor* method = service.FindMethodByName(entry.name);
  if (method == nullptr) {
    faults->push_back(absl::StrCat(entry.name, ": ", service.full_name(),
                                   " has no such ", "method"));
    return;
  }
  if (!entry.callable) {
    faults->push_back(absl::StrCat(entry.name, ": the handler is empty"));
  }
  const bool streams = method->client_streaming() || method->server_streaming();
  if (streams != entry.streaming) {
    const auto kind = [](bool s) { return s ? "streaming" : "unary"; };
    faults->push_back(absl::StrCat(entry.name, ": it is registered as ",
                                   kind(entry.streaming), ", but defined as ",
                                   kind(streams)));
  }
  CheckType(entry, "request", entry.request_type, *method->input_type(),
            faults);
  CheckType(entry, "response", entry.response_type, *method->output_type(),
            faults);
}

}  // namespace

ServiceTable::ServiceTable(absl::string_view service) : service_(service) {}

ServiceTable& ServiceTable::Unary(absl::string_view method, Handler handler) {
  unary_.push_back({std::string(method), std::move(handler)});
  return *this;
}

ServiceTable& ServiceTable::Streaming(absl::string_view method, OpenStream open,
                                      std::string request_type,
                                      std::string response_type) {
  streaming_.push_back({std::string(method), std::move(open),
                        std::move(request_type), std::move(response_type)});
  return *this;
}

std::set<std::string> ServiceTable::Handled() const {
  std::set<std::string> handled;
  for (const UnaryMethod& method : unary_) handled.insert(method.name);
  for (const StreamingMethod& method : streaming_) handled.insert(method.name);
  return handled;
}

std::vector<std::string> ServiceTable::MethodsWithoutHandler() const {
  const std::set<std::string> handled = Handled();
  std::vector<std::string> missing;
  if (const ServiceDescriptor* service = FindService(service_)) {
    for (int i = 0; i < service->method_count(); ++i) {
      const std::string& name = service->method(i)->name();
      if (handled.count(name) == 0) missing.push_back(name);
    }
  }
  return missing;
}

std::vector<const MethodDescriptor*> ServiceTable::Methods() const {
  const std::set<std::string> handled = Handled();
  std::vector<const MethodDescriptor*> methods;
  if (const ServiceDescriptor* service = FindService(service_)) {
    for (int i = 0; i < service->method_count(); ++i) {
      if (handled.count(service->method(i)->name()) > 0) {
        methods.push_back(service->method(i));
      }
    }
  }
  return methods;
}

const Handler* ServiceTable::FindUnary(absl::string_view method) const {
  for (const UnaryMethod& each : unary_) {
    if (each.name == method) return &each.handler;
  }
  return nullptr;
}

absl::Status ServiceTable::Check() const {
  const ServiceDescriptor* service = FindService(service_);
  if (service == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(service_, ": no such service is linked into the program"));
  }
  std::vector<Entry> entries;
  for (const UnaryMethod& method : unary_) {
    entries.push_back({method.name, /*streaming=*/false,
                       method.handler.callable(), method.handler.request_type(),
                       method.handler.response_type()});
  }
  for (const StreamingMethod& method : streaming_) {
    entries.push_back({method.name, /*streaming=*/true, method.open != nullptr,
                       method.request_type, method.response_type});
  }
  std::vector<std::string> faults;
  std::set<std::string> seen;
  for (const Entry& entry : entries) {
    CheckEntry(*service, entry, &faults);
    if (!seen.insert(entry.name).second) {
      faults.push_back(absl::StrCat(entry.name, ": registered twice"));
    }
  }
  if (faults.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(service_, ":\n  ", absl::StrJoin(faults, "\n  ")));
}

std::string MethodPath(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

}  // namespace rpc
}  // namespace knead
