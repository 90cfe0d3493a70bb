#ifndef KNEAD_TESTS_FUZZ_LOCAL_SERVICE_H_
#define KNEAD_TESTS_FUZZ_LOCAL_SERVICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "service/catalog/page_token.h"
#include "service/rpc/last_reload.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/service_table.h"
#include "service/session/resume_token.h"

namespace knead {

// The unary methods of the service's handlers on one snapshot, without gRPC's
// sockets and queues. Thread-safe.
class LocalService {
 public:
  explicit LocalService(std::shared_ptr<const rpc::Snapshot> snapshot);

  LocalService(const LocalService&) = delete;
  LocalService& operator=(const LocalService&) = delete;

  struct Method {
    const google::protobuf::MethodDescriptor* descriptor;
    const rpc::Handler* handler;

    // Empty messages of its types, made from the generated ones.
    std::unique_ptr<google::protobuf::Message> NewRequest() const;
    std::unique_ptr<google::protobuf::Message> NewResponse() const;
  };

  // All of them, in the order of the protocol.
  const std::vector<Method>& methods() const { return methods_; }

  // The method of that name ("Method"), which must be one of them.
  const Method& Find(absl::string_view name) const;

  // The bytes of the answer to the bytes of a request.
  static absl::StatusOr<std::string> Call(const Method& method,
                                          absl::string_view request);

  // The answer as a message. INTERNAL when the bytes are none.
  static absl::StatusOr<std::unique_ptr<google::protobuf::Message>> Call(
      const Method& method, const google::protobuf::Message& request);

  const rpc::Snapshot& snapshot() const { return *snapshot_; }
  const rpc::CurrentSnapshot& current() const { return current_; }
  const ResumeTokens& resume_tokens() const { return resume_tokens_; }

 private:
  const std::shared_ptr<const rpc::Snapshot> snapshot_;
  const rpc::CurrentSnapshot current_;
  const PageTokens page_tokens_;
  const rpc::LastReload last_reload_;
  const ResumeTokens resume_tokens_;
  const std::vector<rpc::ServiceTable> tables_;
  std::vector<Method> methods_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_LOCAL_SERVICE_H_
