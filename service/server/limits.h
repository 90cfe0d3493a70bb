#ifndef KNEAD_SERVICE_SERVER_LIMITS_H_
#define KNEAD_SERVICE_SERVER_LIMITS_H_

#include <cstdint>

#include "absl/time/time.h"

namespace knead {

// The limits of a server. Each is a flag of knead-server (LimitFlags() in
// limit_flags.h), where what it means is said, and its least and greatest
// value; the values here are the defaults.
//
// Limits that follow from the protocol or the content are constants beside what
// they limit: kMaxBatchSize in service/catalog/lookup.h, kMaxSites in
// service/triage/facts.h, kMaxClearances and kMaxTools in
// service/triage/case.h, kMaxChanges in service/triage/explain.h,
// kMaxRequestIdBytes in service/rpc/assess_stream.h, those of sessions in
// service/session/limits.h.
struct Limits {
  // Connections.
  int64_t max_connections = 2048;
  int64_t max_connections_per_address = 256;
  absl::Duration handshake_timeout = absl::Seconds(5);
  absl::Duration max_connection_idle = absl::Minutes(15);
  absl::Duration max_connection_age = absl::Hours(1);
  absl::Duration max_connection_age_grace = absl::Minutes(1);
  absl::Duration keepalive_time = absl::Minutes(2);
  absl::Duration keepalive_timeout = absl::Seconds(20);
  int64_t keepalive_without_calls = 1;
  absl::Duration min_ping_interval = absl::Seconds(10);
  int64_t max_ping_strikes = 2;

  // Calls.
  int64_t max_concurrent_calls = 512;
  int64_t max_streams = 4096;
  int64_t max_streams_per_connection = 128;
  int64_t max_stream_messages = 100000;
  absl::Duration max_stream_time = absl::Hours(1);

  // Sizes.
  int64_t max_request_bytes = 64 * 1024;
  int64_t max_response_bytes = 16 * 1024 * 1024;
  int64_t max_metadata_bytes = 8 * 1024;
  int64_t max_transport_memory_bytes = 256 * 1024 * 1024;
  int64_t max_observations = 200;
  int64_t max_page_size = 1000;
};

// How long the server goes on serving after it has told health checks that it
// will stop, so that clients can turn elsewhere.
inline constexpr absl::Duration kDefaultLameDuck = absl::Milliseconds(300);

// How long calls under way may go on once the server was told to stop.
inline constexpr absl::Duration kDefaultDrainTimeout = absl::Seconds(10);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LIMITS_H_
