#include "service/triage/case.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/catalog/language.h"
#include "service/catalog/resource_name.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

absl::Status CheckRegionCode(const std::string& code) {
  if (code.empty() || (code.size() == 2 && absl::ascii_isupper(code[0]) &&
                       absl::ascii_isupper(code[1]))) {
    return absl::OkStatus();
  }
  return InvalidRegionCode(code);
}

// Checks a repeated field of resource names and calls `take` with the number of
// each.
template <typename Resource, typename Take>
absl::Status ReadNames(
    const Catalog& catalog, absl::string_view field, int limit,
    const google::protobuf::RepeatedPtrField<std::string>& names, Take take) {
  if (names.size() > limit) return TooManyItems(field, names.size(), limit);
  const Collection& collection = catalog.Of<Resource>();
  for (int i = 0; i < names.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    if (absl::Status status =
            CheckResourceName(path, names.Get(i), collection.id());
        !status.ok()) {
      return status;
    }
    const auto number = collection.Find(names.Get(i));
    if (!number.has_value()) return UnknownReference(path, names.Get(i));
    take(*number);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Case> ReadCase(const Catalog& catalog, const RuleSet& set,
                              const v1::AssessRequest& request,
                              int max_observations) {
  if (request.observations_size() > max_observations) {
    return TooManyItems("observations", request.observations_size(),
                        max_observations);
  }
  if (absl::Status status = CheckLanguageCode(request.language_code());
      !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckRegionCode(request.region_code());
      !status.ok()) {
    return status;
  }
  Case person;
  absl::StatusOr<std::vector<v1::Observation>> observations =
      ReadObservations(set.findings, set.sites, request, &person.replaced);
  if (!observations.ok()) return observations.status();
  person.observations = *std::move(observations);
  absl::StatusOr<SiteSet> complaint =
      ReadSites(set.sites, "complaint", request.complaint());
  if (!complaint.ok()) return complaint.status();
  person.complaint = *complaint;
  person.clearances.assign(set.contraindications.size(), false);
  if (absl::Status status = ReadNames<v1::Contraindication>(
          catalog, "clearances", kMaxClearances, request.clearances(),
          [&person](size_t i) { person.clearances[i] = true; });
      !status.ok()) {
    return status;
  }
  if (absl::Status status = ReadNames<v1::Tool>(
          catalog, "tools", kMaxTools, request.tools(),
          [&](size_t i) {
            person.tools.insert(catalog.Of<v1::Tool>().name(i));
          });
      !status.ok()) {
    return status;
  }
  return person;
}

Facts FactsOf(const RuleSet& set, const Case& person) {
  std::vector<const v1::Observation*> observed;
  for (const v1::Observation& observation : person.observations) {
    observed.push_back(&observation);
  }
  return Facts(set.findings, set.sites, *set.atoms, observed);
}

}  // namespace knead
