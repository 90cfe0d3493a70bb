#include "tests/benchmark/triage/people.h"

#include <cstdlib>
#include <iostream>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead::benchmark_triage {
namespace {

std::shared_ptr<const Catalog> Load(absl::string_view bytes) {
  auto catalog = Catalog::Load(bytes, absl::UnixEpoch());
  if (!catalog.ok()) {
    std::cerr << catalog.status() << "\n";
    std::exit(1);
  }
  return *std::move(catalog);
}

// The name of the finding in copy `copy`.
std::string Copied(const std::string& name, int copy) {
  return copy == 0 ? name : absl::StrFormat("%s-%06d", name, copy);
}

void RenameFindings(int copy, v1::Criterion* criterion) {
  const auto rename = [copy](auto* part) {
    part->set_finding(Copied(part->finding(), copy));
  };
  switch (criterion->kind_case()) {
    case v1::Criterion::kPresent:
      rename(criterion->mutable_present());
      return;
    case v1::Criterion::kQuantity:
      rename(criterion->mutable_quantity());
      return;
    case v1::Criterion::kAllOf:
      for (auto& each : *criterion->mutable_all_of()->mutable_criteria()) {
        RenameFindings(copy, &each);
      }
      return;
    case v1::Criterion::kAnyOf:
      for (auto& each : *criterion->mutable_any_of()->mutable_criteria()) {
        RenameFindings(copy, &each);
      }
      return;
    case v1::Criterion::kAtLeast:
      for (auto& each : *criterion->mutable_at_least()->mutable_criteria()) {
        RenameFindings(copy, each.mutable_criterion());
      }
      return;
    case v1::Criterion::KIND_NOT_SET:
      return;
  }
}

// Adds copies of each resource, in the order of their names.
template <typename Resources, typename Change>
void Multiply(int times, Change change, Resources* resources) {
  std::map<std::string, typename Resources::value_type> by_name;
  for (const auto& resource : *resources) {
    for (int copy = 0; copy < times; ++copy) {
      auto copied = resource;
      copied.set_name(Copied(resource.name(), copy));
      change(copy, &copied);
      by_name.emplace(copied.name(), std::move(copied));
    }
  }
  resources->Clear();
  for (auto& [name, resource] : by_name) {
    *resources->Add() = std::move(resource);
  }
}

}  // namespace

Person Runner() { return {"sore runner", {"findings/tight-quadriceps"}}; }

Person WithClot() {
  return {"suspected clot",
          {"findings/new-calf-or-thigh-pain", "findings/calf-or-thigh-swelling",
           "findings/calf-or-thigh-redness-or-warmth"}};
}

std::shared_ptr<const Catalog> ShippedCatalog() {
  return Load(EmbeddedContentBundle());
}

std::shared_ptr<const Catalog> ManifoldCatalog(int times) {
  v1::ContentBundle bundle;
  bundle.ParseFromString(std::string(EmbeddedContentBundle()));
  const auto change_criterion = [](int copy, auto* resource) {
    RenameFindings(copy, resource->mutable_criterion());
  };
  Multiply(
      times,
      [](int copy, v1::Finding* finding) {
        for (std::string& gate : *finding->mutable_gates()) {
          gate = Copied(gate, copy);
        }
      },
      bundle.mutable_findings());
  Multiply(times, change_criterion, bundle.mutable_triage_rules());
  Multiply(times, change_criterion, bundle.mutable_contraindications());
  return Load(bundle.SerializeAsString());
}

v1::Observation Answer(const Person& person, const v1::Finding& finding) {
  v1::Observation observation;
  observation.set_finding(finding.name());
  if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
    // At none of these does any rule hold.
    observation.set_value(finding.name() == "findings/age" ? 34 : 1);
    return observation;
  }
  observation.set_presence(person.present.count(finding.name()) > 0
                               ? v1::PRESENCE_PRESENT
                               : v1::PRESENCE_ABSENT);
  return observation;
}

v1::AssessRequest FullRequest(const Person& person, const Catalog& catalog) {
  v1::AssessRequest request;
  for (const v1::Finding& finding : catalog.bundle().findings()) {
    const bool asked = finding.replaced_by().empty() &&
                       finding.assessable_by() == v1::ASSESSOR_ANYONE &&
                       finding.gates().empty();
    if (asked) *request.add_observations() = Answer(person, finding);
  }
  request.add_tools("tools/foam-roller");
  return request;
}

}  // namespace knead::benchmark_triage
