#include "service/server/method_gate.h"

#include <cstddef>
#include <utility>

#include "grpc/grpc_security_constants.h"
#include "grpc/slice.h"
#include "grpc/status.h"

namespace knead {
namespace {

constexpr absl::string_view kPathKey = ":path";
constexpr absl::string_view kAuthorizationKey = "authorization";

absl::string_view View(const grpc_slice& slice) {
  return {reinterpret_cast<const char*>(GRPC_SLICE_START_PTR(slice)),
          GRPC_SLICE_LENGTH(slice)};
}

std::vector<std::string> CertificateNames(const grpc_auth_context* context) {
  std::vector<std::string> names;
  grpc_auth_property_iterator iterator =
      grpc_auth_context_find_properties_by_name(context,
                                                GRPC_X509_SAN_PROPERTY_NAME);
  while (const grpc_auth_property* name =
             grpc_auth_property_iterator_next(&iterator)) {
    names.emplace_back(name->value, name->value_length);
  }
  return names;
}

// grpc_auth_metadata_processor::process.
void Process(void* state, grpc_auth_context* context,
             const grpc_metadata* metadata, size_t count,
             grpc_process_auth_metadata_done_cb done, void* user_data) {
  const auto* gate = static_cast<const MethodGate*>(state);
  absl::string_view method;
  absl::optional<absl::string_view> header;
  for (size_t i = 0; i < count; ++i) {
    const absl::string_view key = View(metadata[i].key);
    if (key == kPathKey) method = View(metadata[i].value);
    if (key == kAuthorizationKey && !header.has_value()) {
      header = View(metadata[i].value);
    }
  }
  absl::Status admitted;
  if (method == gate->method) {
    admitted = gate->admit(header, CertificateNames(context));
  }
  const std::string message(admitted.message());
  done(user_data, nullptr, 0, nullptr, 0,
       static_cast<grpc_status_code>(admitted.code()), message.c_str());
}

// grpc_auth_metadata_processor::destroy.
void Destroy(void* state) { delete static_cast<MethodGate*>(state); }

}  // namespace

void SetMethodGate(MethodGate gate, grpc_server_credentials* credentials) {
  grpc_auth_metadata_processor processor = {};
  processor.process = &Process;
  processor.destroy = &Destroy;
  // Destroy() deletes it.
  processor.state = new MethodGate(std::move(gate));
  grpc_server_credentials_set_auth_metadata_processor(credentials, processor);
}

}  // namespace knead
