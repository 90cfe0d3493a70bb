#include "service/server/limit_flags.h"

#include "absl/strings/str_cat.h"

namespace knead {
namespace {

constexpr double kDay = 24 * 60 * 60;
constexpr double kKiB = 1024;
constexpr double kMiB = 1024 * kKiB;
constexpr double kMillion = 1000 * 1000;

using L = Limits;

}  // namespace

double LimitFlag::Get(const Limits& limits) const {
  if (const auto* number = std::get_if<int64_t Limits::*>(&field)) {
    return static_cast<double>(limits.**number);
  }
  return absl::ToDoubleSeconds(limits.*
                               std::get<absl::Duration Limits::*>(field));
}

void LimitFlag::Set(double value, Limits* limits) const {
  if (const auto* number = std::get_if<int64_t Limits::*>(&field)) {
    limits->** number = static_cast<int64_t>(value);
  } else {
    limits->*std::get<absl::Duration Limits::*>(field) = absl::Seconds(value);
  }
}

std::string LimitText(double value) {
  const auto whole = static_cast<int64_t>(value);
  return static_cast<double>(whole) == value ? absl::StrCat(whole)
                                             : absl::StrCat(value);
}

const std::vector<LimitFlag>& LimitFlags() {
  static const auto& flags = *new std::vector<LimitFlag>{
      {"--max-connections", "", &L::max_connections, 1, kMillion,
       "Connections at once; a further one is closed at once. Each takes two "
       "file descriptors"},
      {"--max-connections-per-address", "", &L::max_connections_per_address, 1,
       kMillion,
       "Connections at once from one IPv4 address or IPv6 /64 network; a "
       "further one is closed at once. Peers on this machine are not counted: "
       "a proxy connects from there for everybody"},
      {"--handshake-timeout", "seconds", &L::handshake_timeout, 0.1, 120,
       "How long a connection may take to say its first words"},
      {"--max-connection-idle", "seconds", &L::max_connection_idle, 1, kDay,
       "A connection without calls is closed after this time"},
      {"--max-connection-age", "seconds", &L::max_connection_age, 1, 30 * kDay,
       "A connection is closed after about this time, so that clients spread "
       "over replicas again"},
      {"--max-connection-age-grace", "seconds", &L::max_connection_age_grace,
       0.1, kDay, "How long its calls may go on after that"},
      {"--keepalive-time", "seconds", &L::keepalive_time, 1, kDay,
       "After this much silence the server asks whether the client is still "
       "there"},
      {"--keepalive-timeout", "seconds", &L::keepalive_timeout, 0.1, 3600,
       "How long it waits for the answer, and for what it sent to be "
       "acknowledged, before it closes the connection"},
      {"--keepalive-without-calls", "", &L::keepalive_without_calls, 0, 1,
       "1: it asks on connections without calls, too, and clients may ping "
       "there; 0: neither"},
      {"--min-ping-interval", "seconds", &L::min_ping_interval, 0, kDay,
       "Least time between two pings of a client that sends nothing else"},
      {"--max-ping-strikes", "", &L::max_ping_strikes, 1, 1000,
       "Pings that may come too early; at the next one the connection is "
       "closed"},
      {"--max-concurrent-calls", "", &L::max_concurrent_calls, 1, kMillion,
       "Unary calls that have arrived and are not answered yet; a further one "
       "is refused at once with RESOURCE_EXHAUSTED and a RetryInfo. Health "
       "checks are not counted"},
      {"--max-streams", "", &L::max_streams, 1, kMillion,
       "Streams at once, counted apart from calls; a further one is refused "
       "in the same way"},
      {"--max-streams-per-connection", "", &L::max_streams_per_connection, 1,
       100000,
       "Calls and streams at once on one connection; further ones wait at the "
       "client"},
      {"--max-stream-messages", "", &L::max_stream_messages, 1, 1e12,
       "Requests that one AssessStream answers; at the next one it ends with "
       "RESOURCE_EXHAUSTED"},
      {"--max-stream-time", "seconds", &L::max_stream_time, 0.1, 30 * kDay,
       "How long one AssessStream may last; then it ends with "
       "RESOURCE_EXHAUSTED behind the answers"},
      {"--max-unsent-bytes", "bytes", &L::max_unsent_bytes, 0,
       1024 * 1024 * kMiB,
       "Answers that streams may hold, all together, for callers that do not "
       "take them in; then a stream that holds any reads nothing more until "
       "it has sent them"},
      {"--max-request-bytes", "bytes", &L::max_request_bytes, 16 * kKiB,
       64 * kMiB,
       "Largest message of a request; one of every list at its limit is about "
       "half of the default"},
      {"--max-response-bytes", "bytes", &L::max_response_bytes, 4 * kKiB,
       1024 * kMiB,
       "Largest message of a response: the largest page of a large content"},
      {"--max-metadata-bytes", "bytes", &L::max_metadata_bytes, kKiB, kMiB,
       "Largest metadata of a call"},
      {"--max-transport-memory", "bytes", &L::max_transport_memory_bytes,
       16 * kMiB, 1024 * 1024 * kMiB,
       "Memory that gRPC may use for its buffers"},
      {"--max-observations", "", &L::max_observations, 100, 200,
       "Observations of a request: not below what the findings of the content "
       "need"},
      {"--max-page-size", "", &L::max_page_size, 1, 1000,
       "Resources of a page; a larger page_size counts as this one"},
  };
  return flags;
}

absl::Status CheckLimits(const Limits& limits) {
  for (const LimitFlag& flag : LimitFlags()) {
    const double value = flag.Get(limits);
    // Written so that what is no number does not fit.
    if (value >= flag.least && value <= flag.greatest) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        flag.name, ": want ", LimitText(flag.least), " to ",
        LimitText(flag.greatest), flag.unit.empty() ? "" : " ", flag.unit));
  }
  return absl::OkStatus();
}

}  // namespace knead
