#include "service/triage/engine.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "proto/canonical/receipt.h"
#include "service/errors/error_payload.h"
#include "service/errors/errors.h"
#include "service/triage/case.h"
#include "service/triage/explain.h"
#include "service/triage/facts.h"
#include "service/triage/questions.h"
#include "service/triage/shared_parts.h"
#include "service/triage/verdict.h"
#include "service/triage/version.h"

namespace knead {
namespace {

using ::google::protobuf::Arena;

// Observations that suffice to make a criterion true, by name.
template <typename Message>
void AddObservations(const CompiledCriterion& criterion, const Facts& facts,
                     Message* message) {
  // Numbers are in the order of names.
  for (uint32_t finding : criterion.program.Reasons(facts)) {
    *message->add_observations() = *facts.of(finding).observation;
  }
}

void AddFiredRules(const RuleSet& set, const Facts& facts,
                   const Verdict& verdict, v1::Assessment* out) {
  std::vector<const CompiledRule*> fired;
  for (size_t i = 0; i < set.rules.size(); ++i) {
    if (Holds(verdict.rules[i], kFloor)) fired.push_back(&set.rules[i]);
  }
  std::stable_sort(fired.begin(), fired.end(),
                   [](const CompiledRule* a, const CompiledRule* b) {
                     return a->rule->urgency() > b->rule->urgency();
                   });
  for (const CompiledRule* compiled : fired) {
    v1::FiredRule& rule = *out->add_fired_rules();
    rule.set_triage_rule(compiled->rule->name());
    rule.set_display_name(compiled->rule->display_name());
    rule.set_urgency(compiled->rule->urgency());
    rule.set_permission(compiled->rule->permission());
    AddObservations(compiled->criterion, facts, &rule);
    rule.unsafe_arena_set_allocated_rationale(
        Shared(compiled->rule->rationale()));
    ShareAll(compiled->rule->citations(), rule.mutable_citations());
  }
}

void AddFiredContraindications(const RuleSet& set, const Facts& facts,
                               const Clearances& clearances,
                               const Verdict& verdict, v1::Assessment* out) {
  std::vector<std::pair<v1::Permission, size_t>> fired;
  for (size_t i = 0; i < set.contraindications.size(); ++i) {
    if (!Holds(verdict.contraindications[i], kFloor)) continue;
    const CompiledContraindication& compiled = set.contraindications[i];
    fired.emplace_back(
        PermissionUnder(set.sites, compiled, clearances[i],
                        compiled.criterion.program.Sites(facts, kFloor)),
        i);
  }
  std::stable_sort(
      fired.begin(), fired.end(),
      [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [permission, i] : fired) {
    const CompiledContraindication& compiled = set.contraindications[i];
    const v1::Contraindication& source = *compiled.contraindication;
    v1::FiredContraindication& entry = *out->add_fired_contraindications();
    entry.set_contraindication(source.name());
    entry.set_display_name(source.display_name());
    ShareAll(source.effects(), entry.mutable_effects());
    if (compiled.regional()) {
      const SiteSet sites = compiled.criterion.program.Sites(facts, kFloor);
      if (sites != set.sites.all()) {
        for (const v1::BodySite& site : set.sites.ToSites(sites)) {
          *entry.add_sites() = site;
        }
      }
    }
    entry.set_cleared(clearances[i] && compiled.asks_clearance);
    AddObservations(compiled.criterion, facts, &entry);
    entry.unsafe_arena_set_allocated_rationale(Shared(source.rationale()));
    entry.unsafe_arena_set_allocated_advice(Shared(source.advice()));
    ShareAll(source.citations(), entry.mutable_citations());
  }
}

std::vector<size_t> AddIndications(const RuleSet& set, const Facts& facts,
                                   v1::Assessment* out) {
  std::vector<size_t> matched;
  for (size_t i = 0; i < set.indications.size(); ++i) {
    const CompiledIndication& compiled = set.indications[i];
    if (!Holds(compiled.criterion.program.Evaluate(facts), kFloor)) continue;
    matched.push_back(i);
    const v1::Indication& source = *compiled.indication;
    v1::MatchedIndication& entry = *out->add_matched_indications();
    entry.set_indication(source.name());
    entry.set_display_name(source.display_name());
    AddObservations(compiled.criterion, facts, &entry);
    entry.unsafe_arena_set_allocated_expected_effect(
        Shared(source.expected_effect()));
    entry.unsafe_arena_set_allocated_limit(Shared(source.limit()));
    ShareAll(source.citations(), entry.mutable_citations());
  }
  return matched;
}

// The pathway with the contacts of one region alone. `pathway` is as in the
// content, `bare` the same without contacts.
v1::CarePathway* PathwayFor(const v1::CarePathway& pathway,
                            const v1::CarePathway& bare,
                            const std::string& region_code,
                            std::string* used_region_code, Arena* arena) {
  v1::CarePathway* out = nullptr;
  for (const v1::RegionalContact& contact : pathway.regional_contacts()) {
    if (contact.region_code() != region_code) continue;
    if (out == nullptr) {
      out = Arena::CreateMessage<v1::CarePathway>(arena);
      *out = bare;
      *used_region_code = region_code;
    }
    *out->add_regional_contacts() = contact;
  }
  return out == nullptr ? Shared(bare) : out;
}

void AddProfessionalCheck(const RuleSet& set, const OpenFindings& open,
                          const Verdict& verdict,
                          const v1::ContentManifest& manifest,
                          const std::string& region_code,
                          std::string* used_region_code, v1::Assessment* out) {
  v1::ProfessionalCheck& check = *out->mutable_professional_check();
  std::vector<std::pair<size_t, const Stake*>> unsure;
  for (const auto& [number, stake] : open.unsure) {
    unsure.emplace_back(number, &stake);
  }
  std::stable_sort(unsure.begin(), unsure.end(),
                   [](const auto& a, const auto& b) {
                     return std::tie(a.second->urgency, a.second->permission) >
                            std::tie(b.second->urgency, b.second->permission);
                   });
  for (const auto& [number, stake] : unsure) {
    const v1::Finding& finding = set.findings.finding(number);
    v1::UnsettledFinding& entry = *check.add_findings();
    entry.set_finding(finding.name());
    entry.set_display_name(finding.display_name());
    entry.set_assessable_by(finding.assessable_by());
    entry.set_urgency_at_stake(stake->urgency);
    entry.set_permission_at_stake(stake->permission);
    for (const std::string& name : stake->asked_for) entry.add_asked_for(name);
  }
  // Where only permission is open, there is no hurry, but somebody to see.
  const v1::Urgency urgency =
      std::max(verdict.urgency[kCeiling], v1::URGENCY_ROUTINE);
  check.unsafe_arena_set_allocated_care_pathway(
      PathwayFor(*set.pathways[urgency], set.bare_pathways[urgency],
                 region_code, used_region_code, out->GetArena()));
  check.unsafe_arena_set_allocated_advice(Shared(manifest.unsettled()));
}

void AddCareMeasures(const Catalog& catalog, const RuleSet& set,
                     const std::vector<size_t>& indications,
                     v1::Assessment* out) {
  absl::flat_hash_set<std::string> seen;
  const auto add = [&](const std::string& name) {
    if (seen.insert(name).second) out->add_care_measures(name);
  };
  for (size_t i : indications) {
    for (const std::string& name :
         set.indications[i].indication->care_measures()) {
      add(name);
    }
  }
  if (!seen.empty()) return;
  for (const v1::CareMeasure& measure : catalog.bundle().care_measures()) {
    add(measure.name());
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<const TriageEngine>> TriageEngine::Create(
    std::shared_ptr<const Catalog> catalog, int max_observations) {
  auto engine = std::unique_ptr<TriageEngine>(
      new TriageEngine(std::move(catalog), max_observations));
  absl::StatusOr<RuleSet> set = RuleSet::Create(*engine->catalog_);
  if (!set.ok()) return set.status();
  engine->set_ = *std::move(set);
  absl::StatusOr<TechniqueMatcher> matcher =
      TechniqueMatcher::Create(*engine->catalog_, engine->set_);
  if (!matcher.ok()) return matcher.status();
  engine->matcher_ = *std::move(matcher);
  engine->exclusions_ = ExclusionFunctions(*engine->catalog_, engine->set_);
  return std::unique_ptr<const TriageEngine>(std::move(engine));
}

absl::StatusOr<v1::Assessment> TriageEngine::Assess(
    const v1::AssessRequest& request) const {
  Arena arena;
  const absl::StatusOr<Answer> answer = AssessOn(&arena, request);
  if (!answer.ok()) return answer.status();
  return *answer->assessment;
}

absl::StatusOr<TriageEngine::Answer> TriageEngine::AssessOn(
    Arena* arena, const v1::AssessRequest& request) const {
  absl::StatusOr<Case> read =
      ReadCase(*catalog_, set_, request, max_observations_);
  if (!read.ok()) return read.status();
  const Case& person = *read;
  const Clearances& clearances = person.clearances;
  const Facts facts = FactsOf(set_, person);
  const Verdict verdict = Judge(set_, facts, clearances);
  OpenFindings open = FindOpen(set_, facts, clearances, verdict);
  auto* assessment = Arena::CreateMessage<v1::Assessment>(arena);
  v1::Assessment& out = *assessment;
  out.set_next_questions_proven_fewest(
      ChooseQuestions(set_, facts, clearances, verdict, &open));

  out.mutable_urgency()->set_floor(verdict.urgency[kFloor]);
  out.mutable_urgency()->set_ceiling(verdict.urgency[kCeiling]);
  out.mutable_urgency()->set_settled(verdict.urgency_settled());
  out.mutable_permission()->set_permission(verdict.displayed);
  out.mutable_permission()->set_floor(verdict.permission[kFloor]);
  out.mutable_permission()->set_ceiling(verdict.permission[kCeiling]);
  out.mutable_permission()->set_settled(verdict.permission_settled());

  AddFiredRules(set_, facts, verdict, &out);
  AddFiredContraindications(set_, facts, clearances, verdict, &out);
  const std::vector<size_t> indications = AddIndications(set_, facts, &out);
  const v1::ContentManifest& manifest = catalog_->bundle().manifest();
  if (indications.empty() && verdict.allowed()) {
    out.unsafe_arena_set_allocated_no_indication(
        Shared(manifest.no_indication()));
  }
  AddQuestions(*catalog_, set_, open.askable, out.mutable_next_questions());
  if (verdict.permission[kFloor] < v1::PERMISSION_CLEARANCE_FIRST) {
    AddQuestions(*catalog_, set_, FindHelpful(set_, facts),
                 out.mutable_helpful_questions());
  }
  std::string used_region_code;
  if (open.askable.empty() && !open.unsure.empty()) {
    AddProfessionalCheck(set_, open, verdict, manifest, request.region_code(),
                         &used_region_code, &out);
  }
  // Whoever must not massage has something that somebody should look at.
  const v1::Urgency to_see =
      verdict.permission[kFloor] == v1::PERMISSION_NOT_NOW
          ? std::max(verdict.urgency[kFloor], v1::URGENCY_ROUTINE)
          : verdict.urgency[kFloor];
  out.unsafe_arena_set_allocated_care_pathway(
      PathwayFor(*set_.pathways[to_see], set_.bare_pathways[to_see],
                 request.region_code(), &used_region_code, arena));
  ShareAll(set_.pathways[to_see]->safety_net(), out.mutable_safety_net());
  matcher_.Match({facts, verdict, clearances, open, person.complaint,
                  person.tools, indications},
                 &out);
  // Exercises are no advice for somebody who may not even massage.
  if (verdict.allowed()) AddCareMeasures(*catalog_, set_, indications, &out);
  out.unsafe_arena_set_allocated_intended_use(Shared(manifest.intended_use()));
  for (const v1::ReplacedFinding& note : person.replaced) {
    *out.add_replaced_findings() = note;
  }
  out.set_content_revision(catalog_->revision());
  out.set_engine_version(std::string(kEngineVersion));
  out.set_language_code(catalog_->language_code());
  out.set_region_code(used_region_code);
  std::string bytes = AddReceipt(request, assessment);
  return Answer{assessment, std::move(bytes)};
}

absl::StatusOr<v1::Explanation> TriageEngine::Explain(
    const v1::ExplainRequest& request) const {
  if (!request.has_request()) {
    return MissingField("request",
                        "say what is known about the person; it may be empty");
  }
  if (request.max_changes() < 0 || request.max_changes() > kMaxChanges) {
    return InvalidMaxChanges(request.max_changes(), kMaxChanges);
  }
  absl::StatusOr<Case> person =
      ReadCase(*catalog_, set_, request.request(), max_observations_);
  if (!person.ok()) return WithinField("request", person.status());
  const Facts facts = FactsOf(set_, *person);
  const int max_changes =
      request.max_changes() == 0 ? kDefaultMaxChanges : request.max_changes();
  v1::Explanation out = knead::Explain(
      {set_, exclusions_, facts, person->clearances,
       Judge(set_, facts, person->clearances), person->complaint},
      max_changes);
  out.set_content_revision(catalog_->revision());
  out.set_engine_version(std::string(kEngineVersion));
  return out;
}

}  // namespace knead
