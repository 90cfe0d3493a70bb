#ifndef KNEAD_SERVICE_SERVER_LOG_H_
#define KNEAD_SERVICE_SERVER_LOG_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "spdlog/logger.h"

namespace knead {

// How a line looks around what an event says of itself.
inline constexpr char kLogPattern[] =
    R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

// The log of the process: one JSON object a line, on standard error. Nothing
// that a caller says about a person goes into it, at any level: events have
// fields of their own, and none of them is taken from a message. It never waits
// for its reader (see LogSink). INVALID_ARGUMENT when `level` is none of
// spdlog's.
absl::StatusOr<std::shared_ptr<spdlog::logger>> MakeLog(
    absl::string_view level);

// Lines that the log had to drop so far, for want of a reader.
uint64_t DroppedLines(const spdlog::logger& log);

// A text in UTF-8 as a JSON string, with its quotes.
std::string JsonString(absl::string_view text);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LOG_H_
