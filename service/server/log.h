#ifndef KNEAD_SERVICE_SERVER_LOG_H_
#define KNEAD_SERVICE_SERVER_LOG_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/invoke.h"
#include "spdlog/logger.h"

namespace knead {

// The log of the process: one JSON object a line, on standard error. Nothing
// that a caller says about a person goes into it, at any level: events have
// fields of their own, and none of them is taken from a request.
// INVALID_ARGUMENT when `level` is none of spdlog's.
absl::StatusOr<std::shared_ptr<spdlog::logger>> MakeLog(
    absl::string_view level);

// One call: method, the name of the caller in the authorisation policy, status
// code, time and sizes.
void LogCall(spdlog::logger& log, const rpc::CallContext& context,
             const rpc::CallRecord& record);

// A text in UTF-8 as a JSON string, with its quotes.
std::string JsonString(absl::string_view text);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LOG_H_
