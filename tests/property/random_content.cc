#include "tests/property/random_content.h"

#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/triage.pb.h"
#include "tests/property/random_request.h"

namespace knead {
namespace {

constexpr v1::EffectKind kRegional[] = {v1::EFFECT_KIND_FORBID_REGION,
                                        v1::EFFECT_KIND_NO_DIRECT_PRESSURE,
                                        v1::EFFECT_KIND_GENTLE_ONLY};
constexpr v1::EffectKind kWhole[] = {v1::EFFECT_KIND_FORBID_ALL,
                                     v1::EFFECT_KIND_CLEARANCE_FIRST,
                                     v1::EFFECT_KIND_STOP_NOW};

// How deep criteria are nested at most.
constexpr int kDeepest = 3;

class ContentMaker {
 public:
  ContentMaker(const v1::ContentBundle& content, RandomPeople& people)
      : content_(content),
        values_(InterestingValues(content)),
        people_(people) {}

  v1::Criterion RandomCriterion(int depth = 0) {
    v1::Criterion criterion;
    switch (depth < kDeepest ? people_.Below(6) : 0) {
      case 3:
        for (int i = people_.Below(2) + 2; i > 0; --i) {
          *criterion.mutable_all_of()->add_criteria() =
              RandomCriterion(depth + 1);
        }
        break;
      case 4:
        for (int i = people_.Below(3) + 2; i > 0; --i) {
          *criterion.mutable_any_of()->add_criteria() =
              RandomCriterion(depth + 1);
        }
        break;
      case 5: {
        int points = 0;
        for (int i = people_.Below(4) + 2; i > 0; --i) {
          auto& weighted = *criterion.mutable_at_least()->add_criteria();
          *weighted.mutable_criterion() = RandomCriterion(depth + 1);
          weighted.set_weight(1 + people_.Below(3));
          points += weighted.weight();
        }
        criterion.mutable_at_least()->set_threshold(1 + people_.Below(points));
        break;
      }
      default:
        SetLeaf(criterion);
    }
    return criterion;
  }

  v1::Effect RandomEffect() {
    // What leaves something to massage comes more often.
    const bool regional = !people_.OnceIn(5);
    v1::Effect effect;
    const auto& kinds = regional ? kRegional : kWhole;
    effect.set_kind(kinds[people_.Below(static_cast<int>(std::size(kinds)))]);
    if (regional && people_.OnceIn(2)) AddRegions(*effect.mutable_regions());
    return effect;
  }

 private:
  void AddRegions(google::protobuf::RepeatedPtrField<std::string>& regions) {
    for (const v1::BodySite& site : people_.SomeSites()) {
      *regions.Add() = site.region();
    }
  }

  // Half of them at a place, since places are where most can go wrong.
  const v1::Finding& SomeFinding() {
    const bool sited = people_.OnceIn(2);
    while (true) {
      const v1::Finding& finding =
          content_.findings(people_.Below(content_.findings_size()));
      if (finding.has_site() || !sited) return finding;
    }
  }

  void SetLeaf(v1::Criterion& criterion) {
    const v1::Finding& finding = SomeFinding();
    if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
      v1::QuantityCriterion& quantity = *criterion.mutable_quantity();
      const std::vector<double>& values = values_.at(finding.name());
      quantity.set_finding(finding.name());
      quantity.set_comparison(
          static_cast<v1::Comparison>(1 + people_.Below(4)));
      quantity.set_threshold(
          values[people_.Below(static_cast<int>(values.size()))]);
      return;
    }
    criterion.mutable_present()->set_finding(finding.name());
    if (finding.has_site() && people_.OnceIn(3)) {
      AddRegions(*criterion.mutable_present()->mutable_regions());
    }
  }

  const v1::ContentBundle& content_;
  const std::map<std::string, std::vector<double>> values_;
  RandomPeople& people_;
};

}  // namespace

v1::ContentBundle RandomContent(const v1::ContentBundle& content,
                                RandomPeople& people) {
  ContentMaker maker(content, people);
  v1::ContentBundle random = content;
  for (v1::TriageRule& rule : *random.mutable_triage_rules()) {
    *rule.mutable_criterion() = maker.RandomCriterion();
  }
  for (auto& contraindication : *random.mutable_contraindications()) {
    *contraindication.mutable_criterion() = maker.RandomCriterion();
    contraindication.clear_effects();
    for (int i = 1 + people.Below(2); i > 0; --i) {
      *contraindication.add_effects() = maker.RandomEffect();
    }
  }
  for (auto& indication : *random.mutable_indications()) {
    *indication.mutable_criterion() = maker.RandomCriterion();
  }
  for (v1::Finding& finding : *random.mutable_findings()) {
    if (people.OnceIn(10)) finding.set_assessable_by(v1::ASSESSOR_CLINICIAN);
  }
  // With all of them hardly anybody would be allowed anything.
  const auto keep_some = [&](auto& resources, int of) {
    for (int i = resources.size() - 1; i >= 0; --i) {
      if (!people.OnceIn(of)) resources.DeleteSubrange(i, 1);
    }
  };
  keep_some(*random.mutable_triage_rules(), 12);
  keep_some(*random.mutable_contraindications(), 6);
  return random;
}

}  // namespace knead
