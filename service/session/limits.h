#ifndef KNEAD_SERVICE_SESSION_LIMITS_H_
#define KNEAD_SERVICE_SESSION_LIMITS_H_

#include "absl/time/time.h"

namespace knead {

// Least time that a session can be planned for.
inline constexpr absl::Duration kMinAvailableTime = absl::Minutes(1);

// Most time that a session can be planned for.
inline constexpr absl::Duration kMaxAvailableTime = absl::Minutes(90);

// Most preferred regions of a request.
inline constexpr int kMaxPreferredRegions = 24;

// Most preferred techniques of a request.
inline constexpr int kMaxPreferredTechniques = 100;

// Most techniques in one block.
inline constexpr int kMaxTechniquesPerBlock = 2;

// Least time for a technique beside another one in its block, its position
// included.
inline constexpr absl::Duration kMinTechniqueTime = absl::Seconds(150);

// About how long one round of massage is before a rest.
inline constexpr absl::Duration kRoundTime = absl::Seconds(75);

// Blocks grow in steps of this.
inline constexpr absl::Duration kBlockGrain = absl::Seconds(30);

// How long a resume token is good.
inline constexpr absl::Duration kResumeTokenLifetime = absl::Minutes(15);

// How far the clock of the server that issued a token may be ahead.
inline constexpr absl::Duration kMaxClockSkew = absl::Minutes(1);

// How long after its beginning a session may still go on, breaks included.
inline constexpr absl::Duration kMaxSessionTime = absl::Hours(2);

// How long a coached session may be without an event.
inline constexpr absl::Duration kMaxSessionIdle = absl::Minutes(10);

// Events of one stream that are taken for each second, on average.
inline constexpr int kMaxEventsPerSecond = 10;

// Events of one stream that may come at once.
inline constexpr int kMaxEventBurst = 30;

// Most observations that one event can report.
inline constexpr int kMaxReportedObservations = 200;

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_LIMITS_H_
