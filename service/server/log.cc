#include "service/server/log.h"

#include <unistd.h>

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "service/server/limits.h"
#include "service/server/log_sink.h"
#include "spdlog/common.h"

namespace knead {

absl::StatusOr<std::shared_ptr<spdlog::logger>> MakeLog(
    absl::string_view level) {
  const std::string name(level);
  const auto parsed = spdlog::level::from_str(name);
  // spdlog takes what it does not know for `off`.
  if (parsed == spdlog::level::off && name != "off") {
    return absl::InvalidArgumentError(absl::StrCat(
        "--log-level: want trace, debug, info, warn, error or off, got '",
        level, "'"));
  }
  auto log = std::make_shared<spdlog::logger>(
      "knead", std::make_shared<LogSink>(STDERR_FILENO, kMaxPendingLogBytes));
  log->set_level(parsed);
  log->set_pattern(kLogPattern, spdlog::pattern_time_type::utc);
  // spdlog would write its own faults to standard error.
  log->set_error_handler([](const std::string&) {});
  return log;
}

uint64_t DroppedLines(const spdlog::logger& log) {
  uint64_t dropped = 0;
  for (const auto& sink : log.sinks()) {
    if (const auto* ours = dynamic_cast<const LogSink*>(sink.get())) {
      dropped += ours->dropped();
    }
  }
  return dropped;
}

std::string JsonString(absl::string_view text) {
  // Most texts need no escaping, and protobuf takes its time.
  if (std::all_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_isprint(c) && c != '"' && c != '\\';
      })) {
    return absl::StrCat("\"", text, "\"");
  }
  google::protobuf::Value value;
  value.set_string_value(std::string(text));
  std::string json;
  google::protobuf::util::MessageToJsonString(value, &json);
  return json;
}

}  // namespace knead
