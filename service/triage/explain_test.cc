#include "service/triage/explain.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "content/embedded_bundle.h"
#include "gtest/gtest.h"
#include "service/triage/engine.h"
#include "service/triage/testing/random_criterion.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

// On contents small enough to try out everything, an explanation is compared
// with what the engine answers to every possible person.

// Where findings/c or findings/d is. None of them is everywhere, so that no
// contraindication leaves nothing to massage.
const std::vector<std::vector<std::pair<std::string, v1::Side>>>& Places() {
  static const auto* const places =
      new std::vector<std::vector<std::pair<std::string, v1::Side>>>{
          {},
          {{"regions/calf", v1::SIDE_LEFT}},
          {{"regions/front-thigh", v1::SIDE_LEFT}},
          {{"regions/calf", v1::SIDE_RIGHT}},
          {{"regions/calf", v1::SIDE_LEFT}, {"regions/calf", v1::SIDE_RIGHT}},
      };
  return *places;
}

// A person: presence of a and b, places of c and d, value of q (-1: none).
struct State {
  bool a = false;
  bool b = false;
  size_t c = 0;
  size_t d = 0;
  int q = -1;

  bool operator<(const State& other) const {
    return std::tie(a, b, c, d, q) <
           std::tie(other.a, other.b, other.c, other.d, other.q);
  }
};

bool PlacesInclude(size_t more, size_t fewer) {
  return std::all_of(
      Places()[fewer].begin(), Places()[fewer].end(), [&](const auto& site) {
        const auto& sites = Places()[more];
        return std::find(sites.begin(), sites.end(), site) != sites.end();
      });
}

// Whether one person has all that the other has.
bool HasAllOf(const State& more, const State& fewer) {
  return more.a >= fewer.a && more.b >= fewer.b &&
         PlacesInclude(more.c, fewer.c) && PlacesInclude(more.d, fewer.d) &&
         (fewer.q == -1 || fewer.q == more.q);
}

std::vector<State> AllStates() {
  std::vector<State> states;
  for (int bits = 0; bits < 4; ++bits) {
    for (size_t c = 0; c < Places().size(); ++c) {
      for (size_t d = 0; d < Places().size(); ++d) {
        for (int q = -1; q <= 10; ++q) {
          states.push_back({(bits & 1) != 0, (bits & 2) != 0, c, d, q});
        }
      }
    }
  }
  return states;
}

v1::AssessRequest RequestOf(const State& state) {
  v1::AssessRequest request;
  const auto say = [&](const char* id, bool present) -> v1::Observation& {
    v1::Observation& observation = *request.add_observations();
    observation.set_finding(absl::StrCat("findings/", id));
    observation.set_presence(present ? v1::PRESENCE_PRESENT
                                     : v1::PRESENCE_ABSENT);
    return observation;
  };
  say("a", state.a);
  say("b", state.b);
  for (const auto& [id, place] :
       {std::make_pair("c", state.c), std::make_pair("d", state.d)}) {
    v1::Observation& observation = say(id, place != 0);
    for (const auto& [region, side] : Places()[place]) {
      v1::BodySite& site = *observation.add_sites();
      site.set_region(region);
      site.set_side(side);
    }
  }
  if (state.q >= 0) {
    v1::Observation& observation = *request.add_observations();
    observation.set_finding("findings/q");
    observation.set_value(state.q);
  }
  return request;
}

// What the engine says of a person for certain.
struct Outcome {
  v1::Urgency urgency = v1::URGENCY_SELF_CARE;
  bool massage_ended = false;
  // Techniques and legs that are withheld.
  std::set<std::pair<std::string, int>> withheld;
};

Outcome OutcomeOf(const v1::Assessment& assessment) {
  Outcome outcome;
  outcome.urgency = assessment.urgency().floor();
  outcome.massage_ended =
      assessment.permission().floor() >= v1::PERMISSION_CLEARANCE_FIRST;
  for (const v1::Exclusion& exclusion : assessment.exclusions()) {
    for (const v1::ExclusionReason& reason : exclusion.reasons()) {
      if (reason.kind() == v1::EXCLUSION_REASON_KIND_OPEN_FINDING) continue;
      for (int side : reason.sides()) {
        outcome.withheld.emplace(exclusion.technique(), side);
      }
    }
  }
  return outcome;
}

// Whether a person has what a change adds.
bool Has(const State& state, const v1::FindingChange& change) {
  const std::string& finding = change.finding();
  if (finding == "findings/a") return state.a;
  if (finding == "findings/b") return state.b;
  if (finding == "findings/q") {
    const v1::QuantityInterval& interval = change.interval();
    return state.q >= 0 &&
           (!interval.has_lower() || state.q > interval.lower() ||
            (state.q == interval.lower() && !interval.lower_open())) &&
           (!interval.has_upper() || state.q < interval.upper() ||
            (state.q == interval.upper() && !interval.upper_open()));
  }
  const auto& places = Places()[finding == "findings/c" ? state.c : state.d];
  if (change.sites().empty()) return !places.empty();
  return std::any_of(change.sites().begin(), change.sites().end(),
                     [&](const v1::BodySite& site) {
                       return std::find(
                                  places.begin(), places.end(),
                                  std::make_pair(site.region(), site.side())) !=
                              places.end();
                     });
}

bool HasAny(const State& state,
            const std::vector<const v1::ChangeSet*>& change_sets) {
  for (const v1::ChangeSet* changes : change_sets) {
    for (const v1::Change& change : changes->changes()) {
      if (std::all_of(change.findings().begin(), change.findings().end(),
                      [&](const auto& f) { return Has(state, f); })) {
        return true;
      }
    }
  }
  return false;
}

// The person without the findings of a set.
State Without(State state, const std::set<std::string>& findings) {
  if (findings.count("findings/a") > 0) state.a = false;
  if (findings.count("findings/b") > 0) state.b = false;
  if (findings.count("findings/c") > 0) state.c = 0;
  if (findings.count("findings/d") > 0) state.d = 0;
  if (findings.count("findings/q") > 0) state.q = -1;
  return state;
}

v1::ContentBundle RandomContent(std::mt19937& random) {
  v1::ContentBundle bundle =
      SmallBundle(absl::StrCat(kRandomCriterionFindings, R"pb(
        regions { name: "regions/shin" display_name: "shin" }
        tools { name: "tools/hands" always_available: true }
        techniques {
          name: "techniques/calf"
          tools: "tools/hands"
          pressure { lightest: PRESSURE_LEVEL_LIGHT }
          touched_regions {
            region: "regions/calf"
            contact: CONTACT_KIND_DIRECT
          }
        }
        techniques {
          name: "techniques/leg"
          tools: "tools/hands"
          pressure { lightest: PRESSURE_LEVEL_MODERATE }
          touched_regions {
            region: "regions/calf"
            contact: CONTACT_KIND_INDIRECT
          }
          touched_regions {
            region: "regions/front-thigh"
            contact: CONTACT_KIND_DIRECT
          }
        }
      )pb"));
  for (int i = 0; i < 3; ++i) {
    v1::TriageRule& rule = *bundle.add_triage_rules();
    rule.set_name(absl::StrCat("triageRules/r", i));
    *rule.mutable_criterion() = RandomCriterion(2, random);
    rule.set_urgency(static_cast<v1::Urgency>(2 + random() % 4));
    rule.set_permission(
        rule.urgency() >= v1::URGENCY_SAME_DAY ? v1::PERMISSION_NOT_NOW
        : rule.urgency() == v1::URGENCY_SOON   ? v1::PERMISSION_CLEARANCE_FIRST
                                               : v1::PERMISSION_ALLOWED);
  }
  const std::vector<std::pair<v1::EffectKind, std::string>> effects = {
      {v1::EFFECT_KIND_FORBID_REGION, "regions/calf"},
      {v1::EFFECT_KIND_FORBID_REGION, "regions/front-thigh"},
      {v1::EFFECT_KIND_NO_DIRECT_PRESSURE, ""},
      {v1::EFFECT_KIND_GENTLE_ONLY, ""},
      {v1::EFFECT_KIND_CLEARANCE_FIRST, ""},
  };
  for (int i = 0; i < 3; ++i) {
    v1::Contraindication& contraindication = *bundle.add_contraindications();
    contraindication.set_name(absl::StrCat("contraindications/k", i));
    *contraindication.mutable_criterion() = RandomCriterion(2, random);
    const auto& [kind, region] = effects[random() % effects.size()];
    v1::Effect& effect = *contraindication.add_effects();
    effect.set_kind(kind);
    if (!region.empty()) effect.add_regions(region);
  }
  return bundle;
}

class ExplainTest : public ::testing::Test {
 protected:
  void Serve(const v1::ContentBundle& bundle) {
    auto catalog = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
    ASSERT_TRUE(catalog.ok()) << catalog.status();
    auto engine = TriageEngine::Create(*catalog);
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
  }

  v1::Explanation Explain(const v1::AssessRequest& request) const {
    v1::ExplainRequest explain;
    *explain.mutable_request() = request;
    explain.set_max_changes(kMaxChanges);
    auto explanation = engine_->Explain(explain);
    EXPECT_TRUE(explanation.ok()) << explanation.status();
    return explanation.value_or(v1::Explanation());
  }

  Outcome OutcomeAt(const State& state) {
    const auto known = outcomes_.find(state);
    if (known != outcomes_.end()) return known->second;
    auto assessment = engine_->Assess(RequestOf(state));
    EXPECT_TRUE(assessment.ok()) << assessment.status();
    return outcomes_[state] = OutcomeOf(*assessment);
  }

  // That `reached` holds of exactly those who have what one of the changes
  // adds, among all who have what `base` has.
  void CheckAdditions(const State& base,
                      const std::vector<const v1::ChangeSet*>& changes,
                      const std::function<bool(const Outcome&)>& reached) {
    for (const v1::ChangeSet* set : changes) {
      EXPECT_TRUE(set->proven_complete());
    }
    for (const State& state : AllStates()) {
      if (!HasAllOf(state, base)) continue;
      ASSERT_EQ(reached(OutcomeAt(state)), HasAny(state, changes));
    }
  }

  // That `reached` holds without exactly those sets of findings that hold one
  // of the changes, and that no change holds another.
  void CheckWithdrawals(const State& base, const v1::ChangeSet& changes,
                        const std::function<bool(const Outcome&)>& reached) {
    EXPECT_TRUE(changes.proven_complete());
    std::vector<std::set<std::string>> sets;
    for (const v1::Change& change : changes.changes()) {
      std::set<std::string>& set = sets.emplace_back();
      for (const auto& finding : change.findings()) {
        set.insert(finding.finding());
      }
    }
    const std::vector<std::string> all = {
        "findings/a", "findings/b", "findings/c", "findings/d", "findings/q"};
    for (int bits = 0; bits < 32; ++bits) {
      std::set<std::string> gone;
      for (size_t i = 0; i < all.size(); ++i) {
        if ((bits >> i & 1) != 0) gone.insert(all[i]);
      }
      const bool listed =
          std::any_of(sets.begin(), sets.end(), [&](const auto& set) {
            return std::includes(gone.begin(), gone.end(), set.begin(),
                                 set.end());
          });
      ASSERT_EQ(reached(OutcomeAt(Without(base, gone))), listed);
    }
    for (const auto& set : sets) {
      EXPECT_EQ(std::count_if(sets.begin(), sets.end(),
                              [&](const auto& other) {
                                return std::includes(set.begin(), set.end(),
                                                     other.begin(),
                                                     other.end());
                              }),
                1);
    }
  }

  void CheckAll(const State& base) {
    const v1::Explanation explanation = Explain(RequestOf(base));
    const Outcome now = OutcomeAt(base);
    ASSERT_EQ(explanation.urgency(), now.urgency);
    std::map<int, const v1::ChangeSet*> raises;
    for (const auto& change : explanation.raises()) {
      raises[change.urgency()] = &change.changes();
    }
    for (int level = now.urgency + 1; level <= v1::URGENCY_EMERGENCY; ++level) {
      std::vector<const v1::ChangeSet*> changes;
      if (raises.count(level) > 0) changes.push_back(raises[level]);
      CheckAdditions(base, changes, [level](const Outcome& outcome) {
        return outcome.urgency >= level;
      });
    }
    EXPECT_EQ(explanation.lowers_size(), now.urgency - v1::URGENCY_SELF_CARE);
    for (const auto& change : explanation.lowers()) {
      CheckWithdrawals(base, change.changes(), [&](const Outcome& outcome) {
        return outcome.urgency <= change.urgency();
      });
    }
    ASSERT_EQ(explanation.massage_ended(), now.massage_ended);
    if (now.massage_ended) {
      CheckWithdrawals(base, explanation.allows_massage(),
                       [](const Outcome& o) { return !o.massage_ended; });
    } else {
      CheckAdditions(base, {&explanation.ends_massage()},
                     [](const Outcome& o) { return o.massage_ended; });
    }
    ASSERT_EQ(explanation.techniques_size(), 4);
    for (const auto& change : explanation.techniques()) {
      const auto withheld = [&](const Outcome& outcome) {
        return outcome.withheld.count({change.technique(), change.side()}) > 0;
      };
      ASSERT_EQ(change.withheld(), withheld(now));
      if (change.withheld()) {
        CheckWithdrawals(base, change.changes(),
                         [&](const Outcome& o) { return !withheld(o); });
      } else {
        CheckAdditions(base, {&change.changes(), &explanation.ends_massage()},
                       withheld);
      }
    }
  }

  std::unique_ptr<const TriageEngine> engine_;
  std::map<State, Outcome> outcomes_;
};

TEST_F(ExplainTest, AgreesWithTryingEverything) {
  std::mt19937 random(17);
  const std::vector<State> states = AllStates();
  for (int content = 0; content < 8; ++content) {
    SCOPED_TRACE(content);
    Serve(RandomContent(random));
    outcomes_.clear();
    CheckAll({});
    for (int i = 0; i < 4; ++i) {
      CheckAll(states[random() % states.size()]);
      if (HasFatalFailure()) return;
    }
  }
}

// On the shipped content: each addition does what it says, and all of it is
// needed.
class ShippedExplainTest : public ExplainTest {
 protected:
  ShippedExplainTest() {
    auto catalog = Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch());
    EXPECT_TRUE(catalog.ok()) << catalog.status();
    auto engine = TriageEngine::Create(*catalog);
    EXPECT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
  }

  v1::Urgency UrgencyWith(const v1::AssessRequest& base,
                          const v1::Change& change, int left_out) const {
    v1::AssessRequest request = base;
    for (int i = 0; i < change.findings_size(); ++i) {
      if (i == left_out) continue;
      const v1::FindingChange& finding = change.findings(i);
      v1::Observation& observation = *request.add_observations();
      observation.set_finding(finding.finding());
      if (finding.has_interval()) {
        const v1::QuantityInterval& interval = finding.interval();
        observation.set_value(
            interval.has_lower()
                ? interval.lower() + (interval.lower_open() ? 1 : 0)
                : interval.upper() - (interval.upper_open() ? 1 : 0));
      } else {
        observation.set_presence(v1::PRESENCE_PRESENT);
      }
    }
    return engine_->Assess(request)->urgency().floor();
  }
};

TEST_F(ShippedExplainTest, EachAdditionIsEnoughAndNotTooMuch) {
  const v1::Explanation explanation = Explain({});
  ASSERT_EQ(explanation.raises_size(), 4);
  for (const v1::UrgencyChange& raise : explanation.raises()) {
    SCOPED_TRACE(v1::Urgency_Name(raise.urgency()));
    EXPECT_TRUE(raise.changes().proven_complete());
    EXPECT_EQ(raise.changes().omitted(), 0);
    EXPECT_GT(raise.changes().changes_size(), 0);
    for (const v1::Change& change : raise.changes().changes()) {
      EXPECT_GE(UrgencyWith({}, change, -1), raise.urgency())
          << change.DebugString();
      for (int i = 0; i < change.findings_size(); ++i) {
        EXPECT_LT(UrgencyWith({}, change, i), raise.urgency())
            << change.DebugString();
      }
    }
  }
}

TEST_F(ShippedExplainTest, ListsAsManyAsAreAskedForAndCountsTheRest) {
  v1::ExplainRequest request;
  request.mutable_request();
  const auto all = Explain({}).raises(0).changes().changes_size();
  for (int max : {1, 2, all - 1, all, all + 1}) {
    request.set_max_changes(max);
    const auto explanation = engine_->Explain(request);
    ASSERT_TRUE(explanation.ok());
    const v1::ChangeSet& changes = explanation->raises(0).changes();
    EXPECT_EQ(changes.changes_size(), std::min(max, all));
    EXPECT_EQ(changes.omitted(), std::max(0, all - max));
  }
  request.set_max_changes(0);
  EXPECT_EQ(engine_->Explain(request)->raises(0).changes().changes_size(),
            kDefaultMaxChanges);
}

TEST_F(ShippedExplainTest, RefusesWhatItCannotTake) {
  v1::ExplainRequest request;
  EXPECT_EQ(engine_->Explain(request).status().message().substr(0, 8),
            "request:");
  request.mutable_request();
  for (int max : {-1, kMaxChanges + 1}) {
    request.set_max_changes(max);
    const absl::Status status = engine_->Explain(request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(status.message().substr(0, 12), "max_changes:");
  }
  request.set_max_changes(kMaxChanges);
  EXPECT_TRUE(engine_->Explain(request).ok());
  request.mutable_request()->add_observations()->set_finding("findings/none");
  EXPECT_EQ(engine_->Explain(request).status().message().substr(0, 31),
            "request.observations[0].finding");
}

}  // namespace
}  // namespace knead
