#include "service/session/testing/shipped_planner.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "knead/v1/content_bundle.pb.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead {
namespace {

std::shared_ptr<const Planner> PlannerOn(absl::string_view bytes) {
  auto catalog = Catalog::Load(bytes, absl::UnixEpoch());
  if (catalog.ok()) {
    auto engine = TriageEngine::Create(*catalog);
    if (engine.ok()) {
      return std::make_shared<const Planner>(*std::move(catalog),
                                             *std::move(engine));
    }
    std::cerr << engine.status() << "\n";
  } else {
    std::cerr << catalog.status() << "\n";
  }
  std::abort();
}

}  // namespace

std::shared_ptr<const Planner> ShippedPlanner() {
  static const auto& planner =
      *new std::shared_ptr<const Planner>(PlannerOn(EmbeddedContentBundle()));
  return planner;
}

std::shared_ptr<const Planner> PlannerOnEdited(
    const std::function<void(v1::ContentBundle*)>& edit) {
  v1::ContentBundle bundle = ShippedPlanner()->catalog().bundle();
  edit(&bundle);
  return PlannerOn(CanonicalBytes(bundle));
}

v1::PlanSessionRequest WellPerson(absl::string_view region,
                                  const std::vector<v1::Side>& sides,
                                  const std::vector<std::string>& tools,
                                  int minutes) {
  static const auto& kQuantities =
      *new std::map<std::string, double>{{"findings/age", 40},
                                         {"findings/pain-intensity", 3},
                                         {"findings/weeks-of-complaint", 1}};
  v1::PlanSessionRequest request;
  v1::AssessRequest& person = *request.mutable_assessment_request();
  for (const v1::Finding& finding :
       ShippedPlanner()->catalog().bundle().findings()) {
    if (finding.assessable_by() != v1::ASSESSOR_ANYONE ||
        !finding.replaced_by().empty() || !finding.gates().empty()) {
      continue;
    }
    v1::Observation& observation = *person.add_observations();
    observation.set_finding(finding.name());
    if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
      observation.set_value(kQuantities.at(finding.name()));
    } else {
      observation.set_presence(v1::PRESENCE_ABSENT);
    }
  }
  for (v1::Side side : sides) {
    v1::BodySite& site = *person.add_complaint();
    site.set_region(std::string(region));
    site.set_side(side);
  }
  *person.mutable_tools() = {tools.begin(), tools.end()};
  request.mutable_available_time()->set_seconds(minutes * 60);
  return request;
}

}  // namespace knead
