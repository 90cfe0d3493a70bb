#include "tests/property/naive_evaluator.h"

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {
namespace {

constexpr v1::Side kSides[] = {v1::SIDE_LEFT, v1::SIDE_RIGHT};

auto Tie(const NaiveAnswer& a) {
  return std::tie(a.urgency_floor, a.urgency_ceiling, a.permission,
                  a.permission_floor, a.permission_ceiling, a.rules,
                  a.contraindications, a.indications, a.offered, a.withheld);
}

bool Says(const v1::Observation* observation, v1::Presence presence) {
  return observation != nullptr && observation->has_presence() &&
         observation->presence() == presence;
}

bool Compare(double value, const v1::QuantityCriterion& criterion) {
  switch (criterion.comparison()) {
    case v1::COMPARISON_GREATER_OR_EQUAL:
      return value >= criterion.threshold();
    case v1::COMPARISON_GREATER:
      return value > criterion.threshold();
    case v1::COMPARISON_LESS_OR_EQUAL:
      return value <= criterion.threshold();
    case v1::COMPARISON_LESS:
      return value < criterion.threshold();
    default:
      return false;
  }
}

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& names,
              const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool MayMassage(v1::Permission permission) {
  return permission == v1::PERMISSION_ALLOWED ||
         permission == v1::PERMISSION_ALLOWED_WITH_LIMITS;
}

// Where something open stands in the way, somebody has to agree first; it does
// not forbid for good.
v1::Permission WithDoubt(v1::Permission certain, v1::Permission possible) {
  return std::max(certain, std::min(possible, v1::PERMISSION_CLEARANCE_FIRST));
}

}  // namespace

bool operator==(const NaiveAnswer& a, const NaiveAnswer& b) {
  return Tie(a) == Tie(b);
}

std::ostream& operator<<(std::ostream& out, const NaiveAnswer& answer) {
  out << v1::Urgency_Name(answer.urgency_floor) << " to "
      << v1::Urgency_Name(answer.urgency_ceiling) << ", "
      << v1::Permission_Name(answer.permission) << " ("
      << v1::Permission_Name(answer.permission_floor) << " to "
      << v1::Permission_Name(answer.permission_ceiling) << ")";
  for (const auto* names :
       {&answer.rules, &answer.contraindications, &answer.indications}) {
    for (const std::string& name : *names) out << "\n  " << name;
  }
  for (const auto& [technique, side] : answer.offered) {
    out << "\n  offered: " << technique << " " << v1::Side_Name(side);
  }
  for (const auto& [technique, side] : answer.withheld) {
    out << "\n  withheld: " << technique << " " << v1::Side_Name(side);
  }
  return out << "\n";
}

NaiveAnswer PartOf(const v1::Assessment& assessment) {
  NaiveAnswer answer;
  answer.urgency_floor = assessment.urgency().floor();
  answer.urgency_ceiling = assessment.urgency().ceiling();
  answer.permission = assessment.permission().permission();
  answer.permission_floor = assessment.permission().floor();
  answer.permission_ceiling = assessment.permission().ceiling();
  for (const auto& fired : assessment.fired_rules()) {
    answer.rules.insert(fired.triage_rule());
  }
  for (const auto& fired : assessment.fired_contraindications()) {
    answer.contraindications.insert(fired.contraindication());
  }
  for (const auto& matched : assessment.matched_indications()) {
    answer.indications.insert(matched.indication());
  }
  for (const auto& recommendation : assessment.recommendations()) {
    for (const int side : recommendation.sides()) {
      answer.offered.emplace(recommendation.technique(),
                             static_cast<v1::Side>(side));
    }
  }
  for (const auto& exclusion : assessment.exclusions()) {
    for (const int side : exclusion.sides()) {
      answer.withheld.emplace(exclusion.technique(),
                              static_cast<v1::Side>(side));
    }
  }
  return answer;
}

NaiveEvaluator::NaiveEvaluator(const v1::ContentBundle& content)
    : content_(content) {
  for (const v1::Finding& finding : content.findings()) {
    findings_[finding.name()] = &finding;
  }
  for (const v1::Region& region : content.regions()) {
    const int number = static_cast<int>(regions_.size());
    regions_[region.name()] = number;
    for (const v1::Side side : kSides) all_sites_.emplace(number, side);
  }
  // Again and again, until the gates of all are there.
  std::set<std::string> done;
  while (done.size() < findings_.size()) {
    for (const auto& [name, finding] : findings_) {
      const auto& gates = finding->gates();
      if (done.count(name) == 0 &&
          std::all_of(gates.begin(), gates.end(),
                      [&](const auto& gate) { return done.count(gate) > 0; })) {
        done.insert(name);
        gates_first_.push_back(finding);
      }
    }
  }
}

NaiveEvaluator::Person NaiveEvaluator::Listen(
    const v1::AssessRequest& request) const {
  Person person{&request, {}, {}, {}};
  for (const v1::Observation& observation : request.observations()) {
    person.observations[observation.finding()] = &observation;
    Sites& sites = person.sites[observation.finding()];
    for (const v1::BodySite& site : observation.sites()) {
      sites.emplace(regions_.at(site.region()), site.side());
    }
    // No list means everywhere.
    if (sites.empty()) sites = all_sites_;
  }
  for (const v1::Finding* finding : gates_first_) {
    const auto stated = person.observations.find(finding->name());
    const auto& gates = finding->gates();
    // What was not stated may be present unless all of its gates were denied.
    person.possible[finding->name()] =
        stated != person.observations.end()
            ? !Says(stated->second, v1::PRESENCE_ABSENT)
            : gates.empty() || std::any_of(gates.begin(), gates.end(),
                                           [&](const auto& gate) {
                                             return person.possible.at(gate);
                                           });
  }
  return person;
}

NaiveEvaluator::World NaiveEvaluator::Fill(const Person& person,
                                           Way way) const {
  World world{way, &person, {}, {}};
  for (const v1::Finding* finding : gates_first_) {
    const std::string& name = finding->name();
    const auto stated = person.observations.find(name);
    const v1::Observation* observation =
        stated == person.observations.end() ? nullptr : stated->second;
    bool present = false;
    if (Says(observation, v1::PRESENCE_PRESENT)) {
      present = true;
    } else if (Says(observation, v1::PRESENCE_UNKNOWN)) {
      present = way.unsure_is_present;
    } else if (observation == nullptr && person.possible.at(name)) {
      const auto& gates = finding->gates();
      // What a clinician has to find is there where its gate is.
      present =
          finding->assessable_by() == v1::ASSESSOR_ANYONE
              ? way.asked_is_present
              : way.unsure_is_present &&
                    (gates.empty() ||
                     std::any_of(gates.begin(), gates.end(),
                                 [&](const std::string& gate) {
                                   return !world.present.at(gate)->empty();
                                 }));
    }
    if (finding->kind() == v1::FINDING_KIND_QUANTITY) {
      if (observation == nullptr || observation->has_presence()) {
        world.open_quantities[name] = present;
      }
      world.present[name] = &no_sites_;
    } else if (!present) {
      world.present[name] = &no_sites_;
    } else {
      world.present[name] =
          observation == nullptr ? &all_sites_ : &person.sites.at(name);
    }
  }
  return world;
}

// Where a finding is present, as far as the criterion asks for it.
NaiveEvaluator::Sites NaiveEvaluator::Where(
    const World& world, const v1::PresentCriterion& criterion) const {
  const Sites& present = *world.present.at(criterion.finding());
  if (criterion.regions().empty()) return present;
  Sites sites;
  for (const std::string& region : criterion.regions()) {
    for (const v1::Side side : kSides) {
      const Site site(regions_.at(region), side);
      if (present.count(site) > 0) sites.insert(site);
    }
  }
  return sites;
}

bool NaiveEvaluator::HoldsQuantity(
    const World& world, const v1::QuantityCriterion& criterion) const {
  const auto open = world.open_quantities.find(criterion.finding());
  if (open != world.open_quantities.end()) return open->second;
  const v1::Observation& observation =
      *world.person->observations.at(criterion.finding());
  if (observation.has_value()) return Compare(observation.value(), criterion);
  // Which value of a range it is nobody is sure of.
  const bool low = Compare(observation.range().min(), criterion);
  const bool high = Compare(observation.range().max(), criterion);
  return world.way.unsure_is_present ? low || high : low && high;
}

bool NaiveEvaluator::Holds(const World& world,
                           const v1::Criterion& criterion) const {
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      if (criterion.present().regions().empty()) {
        return !world.present.at(criterion.present().finding())->empty();
      }
      return !Where(world, criterion.present()).empty();
    case v1::Criterion::kQuantity:
      return HoldsQuantity(world, criterion.quantity());
    case v1::Criterion::kAllOf:
      for (const v1::Criterion& each : criterion.all_of().criteria()) {
        if (!Holds(world, each)) return false;
      }
      return true;
    case v1::Criterion::kAnyOf:
      for (const v1::Criterion& each : criterion.any_of().criteria()) {
        if (Holds(world, each)) return true;
      }
      return false;
    case v1::Criterion::kAtLeast: {
      int points = 0;
      for (const auto& each : criterion.at_least().criteria()) {
        if (Holds(world, each.criterion())) points += each.weight();
      }
      return points >= criterion.at_least().threshold();
    }
    default:
      return false;
  }
}

// Whether it names a finding that is at a place.
bool NaiveEvaluator::NamesSites(const v1::Criterion& criterion) const {
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      return findings_.at(criterion.present().finding())->has_site();
    case v1::Criterion::kAllOf:
      return std::any_of(criterion.all_of().criteria().begin(),
                         criterion.all_of().criteria().end(),
                         [&](const auto& each) { return NamesSites(each); });
    case v1::Criterion::kAnyOf:
      return std::any_of(criterion.any_of().criteria().begin(),
                         criterion.any_of().criteria().end(),
                         [&](const auto& each) { return NamesSites(each); });
    case v1::Criterion::kAtLeast:
      return std::any_of(
          criterion.at_least().criteria().begin(),
          criterion.at_least().criteria().end(),
          [&](const auto& each) { return NamesSites(each.criterion()); });
    default:
      return false;
  }
}

// Where what makes it true is; nowhere when it is not true. What has no place
// is everywhere, but says nothing about the place of what it is joined with by
// "and".
NaiveEvaluator::Sites NaiveEvaluator::Where(
    const World& world, const v1::Criterion& criterion) const {
  if (!Holds(world, criterion)) return {};
  if (!NamesSites(criterion)) return all_sites_;
  Sites sites;
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      return Where(world, criterion.present());
    case v1::Criterion::kAllOf:
      for (const v1::Criterion& each : criterion.all_of().criteria()) {
        if (!NamesSites(each)) continue;
        sites.merge(Where(world, each));
      }
      break;
    case v1::Criterion::kAnyOf:
      for (const v1::Criterion& each : criterion.any_of().criteria()) {
        sites.merge(Where(world, each));
      }
      break;
    case v1::Criterion::kAtLeast:
      for (const auto& each : criterion.at_least().criteria()) {
        sites.merge(Where(world, each.criterion()));
      }
      break;
    default:
      break;
  }
  return sites;
}

// Where an effect holds when its criterion does at `where`: there, or at the
// effect's own regions on the same legs.
NaiveEvaluator::Sites NaiveEvaluator::SitesOf(const v1::Effect& effect,
                                              const Sites& where) const {
  if (effect.regions().empty()) return where;
  Sites sites;
  for (const Site& site : where) {
    for (const std::string& region : effect.regions()) {
      sites.emplace(regions_.at(region), site.second);
    }
  }
  return sites;
}

NaiveEvaluator::Verdicts NaiveEvaluator::Judge(const World& world) const {
  Verdicts verdicts{v1::URGENCY_SELF_CARE, v1::PERMISSION_ALLOWED};
  for (const v1::TriageRule& rule : content_.triage_rules()) {
    if (!Holds(world, rule.criterion())) continue;
    verdicts.urgency = std::max(verdicts.urgency, rule.urgency());
    verdicts.permission = std::max(verdicts.permission, rule.permission());
  }
  Sites forbidden;
  for (const auto& contraindication : content_.contraindications()) {
    if (!Holds(world, contraindication.criterion())) continue;
    const bool cleared =
        Contains(world.person->request->clearances(), contraindication.name());
    for (const v1::Effect& effect : contraindication.effects()) {
      v1::Permission permission = v1::PERMISSION_ALLOWED_WITH_LIMITS;
      switch (effect.kind()) {
        case v1::EFFECT_KIND_FORBID_ALL:
        case v1::EFFECT_KIND_STOP_NOW:
          permission = v1::PERMISSION_NOT_NOW;
          break;
        case v1::EFFECT_KIND_CLEARANCE_FIRST:
          if (!cleared) permission = v1::PERMISSION_CLEARANCE_FIRST;
          break;
        case v1::EFFECT_KIND_FORBID_REGION:
          forbidden.merge(
              SitesOf(effect, Where(world, contraindication.criterion())));
          break;
        default:
          break;
      }
      verdicts.permission = std::max(verdicts.permission, permission);
    }
  }
  // Nothing is left to massage.
  if (forbidden == all_sites_) verdicts.permission = v1::PERMISSION_NOT_NOW;
  return verdicts;
}

// Whether an effect that holds at `sites` keeps a technique from a leg.
bool NaiveEvaluator::Excludes(const v1::Effect& effect, const Sites& sites,
                              const v1::Technique& technique,
                              v1::Side side) const {
  for (const v1::TouchedRegion& touched : technique.touched_regions()) {
    if (sites.count({regions_.at(touched.region()), side}) == 0) continue;
    switch (effect.kind()) {
      case v1::EFFECT_KIND_FORBID_REGION:
        return true;
      case v1::EFFECT_KIND_NO_DIRECT_PRESSURE:
        if (touched.contact() != v1::CONTACT_KIND_INDIRECT) return true;
        break;
      case v1::EFFECT_KIND_GENTLE_ONLY:
        if (technique.pressure().lightest() > v1::PRESSURE_LEVEL_LIGHT) {
          return true;
        }
        break;
      default:
        break;
    }
  }
  return false;
}

void NaiveEvaluator::MatchTechniques(const World& ceiling,
                                     NaiveAnswer& answer) const {
  const v1::AssessRequest& request = *ceiling.person->request;
  std::set<v1::Side> legs;
  for (const v1::BodySite& site : request.complaint()) {
    legs.insert(site.side());
  }
  if (legs.empty()) legs = {v1::SIDE_LEFT, v1::SIDE_RIGHT};
  std::set<std::string> tools(request.tools().begin(), request.tools().end());
  for (const v1::Tool& tool : content_.tools()) {
    if (tool.always_available()) tools.insert(tool.name());
  }
  // What could turn out to be in the way, and where.
  std::vector<std::pair<const v1::Effect*, Sites>> in_the_way;
  for (const auto& contraindication : content_.contraindications()) {
    const Sites where = Where(ceiling, contraindication.criterion());
    if (where.empty()) continue;
    for (const v1::Effect& effect : contraindication.effects()) {
      in_the_way.emplace_back(&effect, SitesOf(effect, where));
    }
  }
  for (const v1::Technique& technique : content_.techniques()) {
    const bool tool_at_hand = std::any_of(
        technique.tools().begin(), technique.tools().end(),
        [&](const std::string& tool) { return tools.count(tool) > 0; });
    for (const v1::Side side : legs) {
      bool offered = MayMassage(answer.permission) && tool_at_hand;
      for (const auto& [effect, sites] : in_the_way) {
        if (Excludes(*effect, sites, technique, side)) offered = false;
      }
      (offered ? answer.offered : answer.withheld)
          .emplace(technique.name(), side);
    }
  }
}

NaiveAnswer NaiveEvaluator::Evaluate(const v1::AssessRequest& request) const {
  const Person person = Listen(request);
  const World floor = Fill(person, {false, false});
  const World ceiling = Fill(person, {true, true});
  const Verdicts lowest = Judge(floor);
  const Verdicts highest = Judge(ceiling);
  const Verdicts asked_absent = Judge(Fill(person, {false, true}));
  const Verdicts asked_present = Judge(Fill(person, {true, false}));

  NaiveAnswer answer;
  answer.urgency_floor = lowest.urgency;
  answer.urgency_ceiling = highest.urgency;
  answer.permission_floor = lowest.permission;
  answer.permission_ceiling = highest.permission;
  // What the answer would be once all questions were denied, or confirmed.
  const v1::Permission denied =
      WithDoubt(lowest.permission, asked_absent.permission);
  const v1::Permission confirmed =
      WithDoubt(asked_present.permission, highest.permission);
  if (lowest.permission == v1::PERMISSION_NOT_NOW) {
    answer.permission = v1::PERMISSION_NOT_NOW;
  } else if (confirmed > denied &&
             confirmed >= v1::PERMISSION_CLEARANCE_FIRST) {
    answer.permission = v1::PERMISSION_ASK_FIRST;
  } else {
    answer.permission = std::max(denied, confirmed);
  }

  const auto collect = [&](const auto& resources,
                           std::set<std::string>& names) {
    for (const auto& resource : resources) {
      if (Holds(floor, resource.criterion())) names.insert(resource.name());
    }
  };
  collect(content_.triage_rules(), answer.rules);
  collect(content_.contraindications(), answer.contraindications);
  collect(content_.indications(), answer.indications);
  MatchTechniques(ceiling, answer);
  return answer;
}

}  // namespace knead
