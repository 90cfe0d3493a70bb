#include "tests/fuzz/local_service.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/catalog/lookup.h"
#include "service/rpc/assessment_service.h"
#include "service/rpc/figure_service.h"
#include "service/rpc/lookup_service.h"
#include "service/rpc/session_service.h"
#include "service/rpc/transport/testing/fake_call_context.h"

namespace knead {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::DescriptorPool;
using ::google::protobuf::Message;
using ::google::protobuf::MessageFactory;

// Any will do, as long as it stays the same.
constexpr absl::string_view kPageTokenKey = "page tokens of fuzzing";
const char kResumeTokenKey[] = "resume tokens of the fuzz targets";

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(type)->New());
}

}  // namespace

std::unique_ptr<Message> LocalService::Method::NewRequest() const {
  return NewMessage(descriptor->input_type());
}

std::unique_ptr<Message> LocalService::Method::NewResponse() const {
  return NewMessage(descriptor->output_type());
}

LocalService::LocalService(std::shared_ptr<const rpc::Snapshot> snapshot)
    : snapshot_(std::move(snapshot)),
      current_(snapshot_),
      page_tokens_(std::string(kPageTokenKey)),
      resume_tokens_(*ResumeTokens::Create({kResumeTokenKey})),
      tables_({rpc::LookupService(&current_, &page_tokens_, kMaxPageSize,
                                  &last_reload_, rpc::IndexMaker::kFirstSearch),
               rpc::AssessmentService(&current_), rpc::FigureService(&current_),
               rpc::SessionService(&current_, &resume_tokens_)}) {
  for (const rpc::ServiceTable& table : tables_) {
    const auto* service =
        DescriptorPool::generated_pool()->FindServiceByName(table.service());
    for (int i = 0; i < service->method_count(); ++i) {
      const auto* method = service->method(i);
      const rpc::Handler* handler = table.FindUnary(method->name());
      if (handler != nullptr) methods_.push_back({method, handler});
    }
  }
}

const LocalService::Method& LocalService::Find(absl::string_view name) const {
  for (const Method& method : methods_) {
    if (method.descriptor->name() == name) return method;
  }
  std::cerr << "there is no unary method " << name << "\n";
  std::abort();
}

absl::StatusOr<std::string> LocalService::Call(const Method& method,
                                               absl::string_view request) {
  rpc::FakeCallContext context;
  absl::StatusOr<rpc::Payload> payload = (*method.handler)(context, request);
  if (!payload.ok()) return payload.status();
  return payload->ToString();
}

absl::StatusOr<std::unique_ptr<Message>> LocalService::Call(
    const Method& method, const Message& request) {
  absl::StatusOr<std::string> bytes = Call(method, request.SerializeAsString());
  if (!bytes.ok()) return bytes.status();
  std::unique_ptr<Message> response = method.NewResponse();
  if (!response->ParseFromString(*bytes)) {
    return absl::InternalError(absl::StrCat(
        method.descriptor->name(), ": the answer is no message of its type"));
  }
  return response;
}

}  // namespace knead
