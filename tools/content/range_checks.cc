#include "tools/content/range_checks.h"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/message.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "knead/v1/source.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"
#include "tools/content/text_outline.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

using google::protobuf::Duration;
using google::protobuf::DynamicCastToGenerated;
using google::protobuf::Message;

constexpr int kNanosPerSecond = 1000000000;

class Checker {
 public:
  Checker(const Entity& entity, FaultSink* faults)
      : entity_(entity), faults_(faults) {}

  void Check(const Message& message, const std::string& path) {
    if (const auto* duration = DynamicCastToGenerated<Duration>(&message)) {
      CheckDuration(*duration, path);
    }
    if (const auto* range =
            DynamicCastToGenerated<v1::DurationRange>(&message)) {
      CheckDurationRange(*range, path);
    }
    if (const auto* pressure = DynamicCastToGenerated<v1::Pressure>(&message)) {
      CheckPressure(*pressure, path);
    }
    if (const auto* share = DynamicCastToGenerated<v1::Percentage>(&message)) {
      CheckPercentage(*share, path);
    }
    if (const auto* accuracy =
            DynamicCastToGenerated<v1::PublishedAccuracy>(&message)) {
      CheckCount(accuracy->participants(), FieldPath(path, "participants"));
      CheckCount(accuracy->studies(), FieldPath(path, "studies"));
    }
    if (const auto* source = DynamicCastToGenerated<v1::Source>(&message)) {
      if (source->year() != 0 &&
          (source->year() < kFirstYear || source->year() > kLastYear)) {
        Fail("year", absl::StrCat("is ", source->year(),
                                  "; give the year of publication, or leave "
                                  "it out when it is not known"));
      }
    }
  }

 private:
  void Fail(const std::string& path, std::string text) {
    faults_->Add(entity_.FaultAt(path, std::move(text)));
  }

  static bool IsZero(const Duration& duration) {
    return duration.seconds() == 0 && duration.nanos() == 0;
  }

  void CheckDuration(const Duration& duration, const std::string& path) {
    if (duration.seconds() < 0 || duration.nanos() < 0) {
      Fail(path, "is a negative time; give 0 s or more");
    } else if (duration.nanos() >= kNanosPerSecond) {
      Fail(path, "has a second or more in nanos; put it into seconds");
    }
  }

  void CheckDurationRange(const v1::DurationRange& range,
                          const std::string& path) {
    if (!range.has_min() || !range.has_max()) return;
    const auto ends = [](const Duration& d) {
      return std::make_pair(d.seconds(), d.nanos());
    };
    if (ends(range.max()) < ends(range.min())) {
      Fail(FieldPath(path, "max"),
           "is shorter than min; swap them, or mend one");
    } else if (IsZero(range.max())) {
      Fail(FieldPath(path, "max"), "is zero; give a time");
    }
  }

  void CheckPressure(const v1::Pressure& pressure, const std::string& path) {
    if (pressure.firmest() == v1::PRESSURE_LEVEL_UNSPECIFIED ||
        pressure.firmest() >= pressure.lightest()) {
      return;
    }
    Fail(FieldPath(path, "firmest"),
         "is below lightest; swap them, or mend one");
  }

  void CheckPercentage(const v1::Percentage& share, const std::string& path) {
    const auto is_share = [](double x) { return x >= 0 && x <= 100; };
    if (!is_share(share.value())) {
      Fail(FieldPath(path, "value"),
           absl::StrCat("is ", share.value(), "; give 0 to 100 per cent"));
      return;
    }
    if (share.lower() == 0 && share.upper() == 0) return;
    if (!is_share(share.lower()) || !(share.lower() <= share.value())) {
      Fail(FieldPath(path, "lower"),
           absl::StrCat("is ", share.lower(), "; give 0 to value, which is ",
                        share.value()));
    }
    if (!is_share(share.upper()) || !(share.upper() >= share.value())) {
      Fail(FieldPath(path, "upper"),
           absl::StrCat("is ", share.upper(), "; give value, which is ",
                        share.value(), ", to 100"));
    }
  }

  void CheckCount(int count, const std::string& path) {
    if (count >= 0) return;
    Fail(path, absl::StrCat("is ", count,
                            "; give the number, or leave it out when it is "
                            "not known"));
  }

  const Entity& entity_;
  FaultSink* faults_;
};

}  // namespace

void CheckRanges(const ContentSet& content, FaultSink* faults) {
  for (const auto& entity : content.entities()) {
    Checker checker(*entity, faults);
    WalkMessages(*entity->message,
                 [&](const Message& message, const std::string& path) {
                   checker.Check(message, path);
                 });
  }
}

}  // namespace knead::content
