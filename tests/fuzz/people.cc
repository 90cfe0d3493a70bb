#include "tests/fuzz/people.h"

namespace knead {
namespace {

v1::AssessRequest Person(const v1::ContentBundle& content,
                         v1::Presence presence) {
  v1::AssessRequest person;
  for (const v1::Finding& finding : content.findings()) {
    if (!finding.replaced_by().empty()) continue;
    v1::Observation& observation = *person.add_observations();
    observation.set_finding(finding.name());
    if (finding.kind() != v1::FINDING_KIND_QUANTITY ||
        presence == v1::PRESENCE_UNKNOWN) {
      observation.set_presence(presence);
    } else {
      observation.set_value(presence == v1::PRESENCE_ABSENT
                                ? finding.quantity().min()
                                : finding.quantity().max());
    }
  }
  for (const v1::Region& region : content.regions()) {
    v1::BodySite& site = *person.add_complaint();
    site.set_region(region.name());
    site.set_side(v1::SIDE_LEFT);
  }
  return person;
}

}  // namespace

std::vector<v1::AssessRequest> PeopleFor(const v1::ContentBundle& content) {
  return {v1::AssessRequest(), Person(content, v1::PRESENCE_ABSENT),
          Person(content, v1::PRESENCE_PRESENT),
          Person(content, v1::PRESENCE_UNKNOWN)};
}

}  // namespace knead
