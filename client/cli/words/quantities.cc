#include "client/cli/words/quantities.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/duration.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

struct Unit {
  int64_t seconds;
  const char* one;
  const char* many;
};

constexpr int64_t kMinute = 60;
constexpr int64_t kHour = 60 * kMinute;
constexpr int64_t kDay = 24 * kHour;

constexpr Unit kUnits[] = {
    {7 * kDay, "week", "weeks"}, {kDay, "day", "days"},
    {kHour, "hour", "hours"},    {kMinute, "minute", "minutes"},
    {1, "second", "seconds"},
};

// The largest unit that divides both.
const Unit& CommonUnit(int64_t a, int64_t b) {
  for (const Unit& unit : kUnits) {
    if (a % unit.seconds == 0 && b % unit.seconds == 0) return unit;
  }
  return kUnits[4];
}

std::string Counted(int64_t seconds, const Unit& unit) {
  const int64_t count = seconds / unit.seconds;
  return absl::StrCat(count, " ", count == 1 ? unit.one : unit.many);
}

}  // namespace

std::string NumberText(double number) { return absl::StrCat(number); }

std::optional<double> ParseNumber(absl::string_view text) {
  double number;
  if (!absl::SimpleAtod(text, &number) || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

std::string DurationText(const google::protobuf::Duration& duration) {
  const int64_t seconds = duration.seconds();
  return Counted(seconds, CommonUnit(seconds, seconds == 0 ? 1 : seconds));
}

std::string DurationText(const v1::DurationRange& range) {
  const int64_t min = range.min().seconds();
  const int64_t max = range.max().seconds();
  if (min == max) return DurationText(range.max());
  const Unit& unit = CommonUnit(min, max);
  if (min == 0) return absl::StrCat("up to ", Counted(max, unit));
  return absl::StrCat(min / unit.seconds, " to ", Counted(max, unit));
}

std::string TimeText(const google::protobuf::Duration& duration) {
  const int64_t minutes = duration.seconds() / kMinute;
  const int64_t seconds = duration.seconds() % kMinute;
  if (minutes == 0) return absl::StrCat(seconds, " s");
  if (seconds == 0) return absl::StrCat(minutes, " min");
  return absl::StrCat(minutes, " min ", seconds, " s");
}

}  // namespace knead::cli
