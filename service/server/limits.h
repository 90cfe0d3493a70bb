#ifndef KNEAD_SERVICE_SERVER_LIMITS_H_
#define KNEAD_SERVICE_SERVER_LIMITS_H_

#include <cstddef>

#include "absl/time/time.h"

namespace knead {

// Limits of the process towards the network. Limits of a request stand with
// what they limit: kMaxPageSize and kMaxBatchSize in service/catalog/lookup.h,
// kMaxObservations and kMaxSites in service/triage/facts.h, kMaxClearances and
// kMaxTools in service/triage/case.h, kMaxChanges in service/triage/explain.h,
// kMaxRequestIdBytes in service/rpc/assess_stream.h. Those of streams are
// StreamLimits in service/rpc/transport/stream.h.

// Largest request, in bytes. A request of every list at its limit is about half
// of it.
inline constexpr int kMaxRequestBytes = 64 * 1024;

// Largest response, in bytes: the largest page of a large content.
inline constexpr int kMaxResponseBytes = 16 * 1024 * 1024;

// Largest metadata of a call, in bytes.
inline constexpr int kMaxMetadataBytes = 8 * 1024;

// Calls at once on one connection; further ones wait at the client.
inline constexpr int kMaxStreamsPerConnection = 128;

// Memory that gRPC may use for its buffers, in bytes.
inline constexpr size_t kMaxTransportMemoryBytes = 256 * 1024 * 1024;

// How long a connection may take to say its first words.
inline constexpr absl::Duration kHandshakeTimeout = absl::Seconds(5);

// Least time between two pings of a client that has no call under way.
inline constexpr absl::Duration kMinPingInterval = absl::Seconds(10);

// Pings too many after which a connection is closed.
inline constexpr int kMaxPingStrikes = 2;

// After this much silence the server asks whether the client is still there,
// and waits for the answer this long.
inline constexpr absl::Duration kKeepaliveTime = absl::Minutes(2);
inline constexpr absl::Duration kKeepaliveTimeout = absl::Seconds(20);

// A connection without calls is closed after this time.
inline constexpr absl::Duration kMaxConnectionIdle = absl::Minutes(15);

// A connection is closed after this age, so that clients spread over replicas
// again, and its calls get this long to end.
inline constexpr absl::Duration kMaxConnectionAge = absl::Hours(1);
inline constexpr absl::Duration kMaxConnectionAgeGrace = absl::Minutes(1);

// Callers, and tokens of all of them together, that an authorisation policy can
// name.
inline constexpr int kMaxAuthorizationCallers = 64;
inline constexpr int kMaxAuthorizationTokens = 128;

// How often the files of certificates and of the authorisation policy are
// looked at. A change is taken up at the second look.
inline constexpr absl::Duration kFileWatchInterval = absl::Seconds(1);

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
