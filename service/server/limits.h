#ifndef KNEAD_SERVICE_SERVER_LIMITS_H_
#define KNEAD_SERVICE_SERVER_LIMITS_H_

#include <cstddef>
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
// kMaxTextBytes in service/extraction/limits.h, kMaxQueryBytes and those of
// searches in service/search/index.h, kMaxRequestIdBytes in
// service/rpc/assess_stream.h, those of sessions in
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
  int64_t max_unsent_bytes = 64 * 1024 * 1024;

  // Sizes.
  int64_t max_request_bytes = 64 * 1024;
  int64_t max_response_bytes = 16 * 1024 * 1024;
  int64_t max_metadata_bytes = 8 * 1024;
  int64_t max_transport_memory_bytes = 256 * 1024 * 1024;
  int64_t max_observations = 200;
  int64_t max_page_size = 1000;
};

// What gRPC may take over of a stream's messages and hold for a caller that
// does not take them in, in bytes. Small, so that max_unsent_bytes counts
// nearly all that is held.
inline constexpr int kStreamBufferBytes = 8 * 1024;

// Callers, and tokens of all of them together, that an authorisation policy can
// name.
inline constexpr int kMaxAuthorizationCallers = 64;
inline constexpr int kMaxAuthorizationTokens = 128;

// After what time a search index that could not be made is tried again.
inline constexpr absl::Duration kIndexRetryInterval = absl::Seconds(30);

// How often the files of certificates and of the authorisation policy are
// looked at. A change is taken up at the second look.
inline constexpr absl::Duration kFileWatchInterval = absl::Seconds(1);

// After what time certificates and a policy that were refused are tried again
// although their files have not changed: a certificate may hold by then. Looked
// at each kFileWatchInterval.
inline constexpr absl::Duration kSecurityRetryInterval = absl::Seconds(30);

// How long the server goes on serving after it has told health checks that it
// will stop, so that clients can turn elsewhere.
inline constexpr absl::Duration kDefaultLameDuck = absl::Seconds(1);

// How long calls under way may go on once the server was told to stop.
inline constexpr absl::Duration kDefaultDrainTimeout = absl::Seconds(10);

// How long the server may take to answer itself, over a new connection and by a
// health check within the process, before its watchdog counts it as deaf.
inline constexpr absl::Duration kSelfCheckTimeout = absl::Seconds(2);

// How often memory that was freed is given back to the machine.
inline constexpr absl::Duration kTrimInterval = absl::Seconds(10);

// The most of what was wrong with content that a caller is told, in bytes.
inline constexpr size_t kMaxReloadMessageBytes = 4096;

// Lines of the log that may wait to be written, in bytes; further ones are
// dropped and counted.
inline constexpr size_t kMaxPendingLogBytes = 4 * 1024 * 1024;

// How long a line of the log waits for others, so that they are written
// together. A warning and an error do not wait.
inline constexpr absl::Duration kLogBatchTime = absl::Milliseconds(50);

// How long the log waits for a reader that has stopped, before it drops lines;
// at the end of the process, too.
inline constexpr absl::Duration kMaxLogWait = absl::Seconds(1);

// Connections to the admin port at once; further ones wait. They cost a file
// descriptor each.
inline constexpr unsigned kMaxAdminConnections = 256;

// A connection to the admin port that is silent for so long is closed.
inline constexpr absl::Duration kAdminTimeout = absl::Seconds(5);

// Memory for the request of one connection to the admin port, its headers
// included, in bytes.
inline constexpr size_t kMaxAdminRequestBytes = 16 * 1024;

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LIMITS_H_
