#include "client/cli/coach/reports.h"

#include "absl/algorithm/container.h"
#include "google/protobuf/util/message_differencer.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

bool IsDenied(const v1::Observation& observation) {
  return observation.presence() == v1::PRESENCE_ABSENT;
}

}  // namespace

void MergeReport(const v1::Observation& report, Reports& reports) {
  const auto earlier =
      absl::c_find_if(reports, [&](const v1::Observation& other) {
        return other.finding() == report.finding();
      });
  if (earlier == reports.end()) {
    *reports.Add() = report;
    return;
  }
  if (IsDenied(*earlier)) {
    *earlier = report;
    return;
  }
  if (IsDenied(report) ||
      google::protobuf::util::MessageDifferencer::Equals(*earlier, report)) {
    return;
  }
  if (report.presence() == v1::PRESENCE_PRESENT) {
    earlier->set_presence(v1::PRESENCE_PRESENT);
  }
  earlier->clear_sites();
}

}  // namespace knead::cli
