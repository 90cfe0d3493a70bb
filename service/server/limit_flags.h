#ifndef KNEAD_SERVICE_SERVER_LIMIT_FLAGS_H_
#define KNEAD_SERVICE_SERVER_LIMIT_FLAGS_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "service/server/limits.h"

namespace knead {

// One limit as a flag: the one place that the flag itself, the check of its
// value and the table in docs/operations.md come from.
struct LimitFlag {
  // A number, or a time.
  using Field = std::variant<int64_t Limits::*, absl::Duration Limits::*>;

  // With its dashes.
  std::string name;
  // Of the value: "bytes", "seconds", or "" for a number.
  std::string unit;
  Field field;
  // What it may be set to, in its unit.
  double least;
  double greatest;
  // A sentence without a full stop, for --help and for the documentation.
  std::string help;

  double Get(const Limits& limits) const;
  void Set(double value, Limits* limits) const;
};

// A value of a limit as a person writes it.
std::string LimitText(double value);

// All of them, in the order of the documentation.
const std::vector<LimitFlag>& LimitFlags();

// OK, or INVALID_ARGUMENT that names the first flag whose value does not fit,
// and what would.
absl::Status CheckLimits(const Limits& limits);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LIMIT_FLAGS_H_
