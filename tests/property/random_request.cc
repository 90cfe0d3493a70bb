#include "tests/property/random_request.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead {
namespace {

constexpr v1::Presence kAnswers[] = {v1::PRESENCE_PRESENT, v1::PRESENCE_ABSENT,
                                     v1::PRESENCE_UNKNOWN};

// Calls `visit` with each comparison within a criterion.
void VisitQuantities(
    const v1::Criterion& criterion,
    absl::FunctionRef<void(const v1::QuantityCriterion&)> visit) {
  if (criterion.has_quantity()) visit(criterion.quantity());
  for (const auto& each : criterion.all_of().criteria()) {
    VisitQuantities(each, visit);
  }
  for (const auto& each : criterion.any_of().criteria()) {
    VisitQuantities(each, visit);
  }
  for (const auto& each : criterion.at_least().criteria()) {
    VisitQuantities(each.criterion(), visit);
  }
}

bool Compare(double value, const v1::QuantityCriterion& criterion) {
  switch (criterion.comparison()) {
    case v1::COMPARISON_GREATER_OR_EQUAL:
      return value >= criterion.threshold();
    case v1::COMPARISON_GREATER:
      return value > criterion.threshold();
    case v1::COMPARISON_LESS_OR_EQUAL:
      return value <= criterion.threshold();
    default:
      return value < criterion.threshold();
  }
}

}  // namespace

std::map<std::string, std::vector<double>> InterestingValues(
    const v1::ContentBundle& content) {
  std::map<std::string, std::set<double>> thresholds;
  const auto collect = [&](const auto& resources) {
    for (const auto& resource : resources) {
      VisitQuantities(resource.criterion(), [&](const auto& quantity) {
        thresholds[quantity.finding()].insert(quantity.threshold());
      });
    }
  };
  collect(content.triage_rules());
  collect(content.contraindications());
  collect(content.indications());
  std::map<std::string, std::vector<double>> values;
  for (const v1::Finding& finding : content.findings()) {
    if (finding.kind() != v1::FINDING_KIND_QUANTITY) continue;
    const v1::QuantitySpec& spec = finding.quantity();
    std::set<double> all = {spec.min(), spec.max()};
    for (const double threshold : thresholds[finding.name()]) {
      for (const double near : {threshold - 1, threshold - 0.1, threshold,
                                threshold + 0.1, threshold + 1}) {
        if (near >= spec.min() && near <= spec.max()) all.insert(near);
      }
    }
    values[finding.name()].assign(all.begin(), all.end());
  }
  return values;
}

std::map<std::string, double> HarmlessValues(const v1::ContentBundle& content) {
  std::map<std::string, double> harmless;
  for (const auto& [finding, values] : InterestingValues(content)) {
    for (const double value : values) {
      bool holds = false;
      const auto check = [&, name = finding](const auto& resources) {
        for (const auto& resource : resources) {
          VisitQuantities(resource.criterion(), [&](const auto& quantity) {
            holds = holds ||
                    (quantity.finding() == name && Compare(value, quantity));
          });
        }
      };
      check(content.triage_rules());
      check(content.contraindications());
      if (!holds) harmless.emplace(finding, value);
    }
  }
  return harmless;
}

RandomPeople::RandomPeople(const v1::ContentBundle& content, uint64_t seed)
    : content_(content), values_(InterestingValues(content)), random_(seed) {}

int RandomPeople::Below(int below) {
  // The small bias does not matter here, and the standard's distributions give
  // other numbers elsewhere.
  return static_cast<int>(random_() % static_cast<uint64_t>(below));
}

google::protobuf::RepeatedPtrField<v1::BodySite> RandomPeople::SomeSites() {
  google::protobuf::RepeatedPtrField<v1::BodySite> sites;
  const int count = 1 + Below(3);
  for (int i = 0; i < count; ++i) {
    v1::BodySite& site = *sites.Add();
    site.set_region(content_.regions(Below(content_.regions_size())).name());
    site.set_side(OnceIn(2) ? v1::SIDE_LEFT : v1::SIDE_RIGHT);
  }
  return sites;
}

v1::Observation RandomPeople::Answer(const v1::Finding& finding) {
  v1::Observation observation;
  observation.set_finding(finding.name());
  if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
    const std::vector<double>& values = values_.at(finding.name());
    const auto value = [&] {
      return values[Below(static_cast<int>(values.size()))];
    };
    switch (Below(5)) {
      case 0:
        observation.set_presence(v1::PRESENCE_UNKNOWN);
        break;
      case 1: {
        const double a = value();
        const double b = value();
        observation.mutable_range()->set_min(std::min(a, b));
        observation.mutable_range()->set_max(std::max(a, b));
        break;
      }
      default:
        observation.set_value(value());
    }
    return observation;
  }
  observation.set_presence(kAnswers[Below(3)]);
  if (finding.has_site() && observation.presence() != v1::PRESENCE_ABSENT &&
      !OnceIn(4)) {
    *observation.mutable_sites() = SomeSites();
  }
  return observation;
}

template <typename Resources>
void RandomPeople::AddNames(
    const Resources& resources,
    google::protobuf::RepeatedPtrField<std::string>& names) {
  for (const auto& resource : resources) {
    if (OnceIn(3)) *names.Add() = resource.name();
  }
}

v1::AssessRequest RandomPeople::Person() {
  v1::AssessRequest request;
  // Of ten findings, how many are denied, and how many answered at random. With
  // too much at random everything would be an emergency.
  const int denied = Below(11);
  const int answered = OnceIn(3) ? 3 : 1;
  for (const v1::Finding& finding : content_.findings()) {
    if (!finding.replaced_by().empty()) continue;
    if (Below(10 * (1 + Below(4))) < answered) {
      *request.add_observations() = Answer(finding);
    } else if (Below(10) < denied) {
      v1::Observation& observation = *request.add_observations();
      observation.set_finding(finding.name());
      if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
        const std::vector<double>& values = values_.at(finding.name());
        observation.set_value(values[Below(static_cast<int>(values.size()))]);
      } else {
        observation.set_presence(v1::PRESENCE_ABSENT);
      }
    }
  }
  if (OnceIn(2)) *request.mutable_complaint() = SomeSites();
  if (OnceIn(2)) {
    AddNames(content_.contraindications(), *request.mutable_clearances());
  }
  if (OnceIn(2)) AddNames(content_.tools(), *request.mutable_tools());
  return request;
}

}  // namespace knead
