#include "service/server/log.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "spdlog/common.h"
#include "spdlog/sinks/stdout_sinks.h"

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
      "knead", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_level(parsed);
  log->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                   spdlog::pattern_time_type::utc);
  log->flush_on(spdlog::level::trace);
  return log;
}

void LogCall(spdlog::logger& log, const rpc::CallContext& context,
             const rpc::CallRecord& record) {
  if (!log.should_log(spdlog::level::info)) return;
  log.info(
      R"("event":"call","method":{},"caller":{},"code":"{}","latency_us":{},"request_bytes":{},"response_bytes":{})",
      JsonString(context.method()), JsonString(context.caller()),
      absl::StatusCodeToString(record.code),
      absl::ToInt64Microseconds(record.latency), record.request_bytes,
      record.response_bytes);
}

std::string JsonString(absl::string_view text) {
  google::protobuf::Value value;
  value.set_string_value(std::string(text));
  std::string json;
  google::protobuf::util::MessageToJsonString(value, &json);
  return json;
}

}  // namespace knead
