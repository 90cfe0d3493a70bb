#ifndef KNEAD_TESTS_PROPERTY_NAIVE_EVALUATOR_H_
#define KNEAD_TESTS_PROPERTY_NAIVE_EVALUATOR_H_

#include <map>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {

// A technique on one leg.
using TechniqueOnLeg = std::pair<std::string, v1::Side>;

// The part of an answer that can be told from the rules alone.
struct NaiveAnswer {
  v1::Urgency urgency_floor = v1::URGENCY_SELF_CARE;
  v1::Urgency urgency_ceiling = v1::URGENCY_SELF_CARE;
  v1::Permission permission = v1::PERMISSION_ALLOWED;
  v1::Permission permission_floor = v1::PERMISSION_ALLOWED;
  v1::Permission permission_ceiling = v1::PERMISSION_ALLOWED;
  std::set<std::string> rules;
  std::set<std::string> contraindications;
  std::set<std::string> indications;
  std::set<TechniqueOnLeg> offered;
  std::set<TechniqueOnLeg> withheld;

  friend bool operator==(const NaiveAnswer& a, const NaiveAnswer& b);
  friend std::ostream& operator<<(std::ostream& out, const NaiveAnswer& answer);
};

// That part of an answer of the engine.
NaiveAnswer PartOf(const v1::Assessment& assessment);

// Evaluates requests as the documents say, straight from the messages of the
// content and as simply as can be, to compare the engine with. It shares no
// code with the engine. Takes well-formed requests alone, and no retired
// findings.
class NaiveEvaluator {
 public:
  // `content` must outlive it.
  explicit NaiveEvaluator(const v1::ContentBundle& content);

  NaiveAnswer Evaluate(const v1::AssessRequest& request) const;

 private:
  // The number of a region, and a leg.
  using Site = std::pair<int, v1::Side>;
  using Sites = std::set<Site>;

  // How what is open is filled in. `asked` is what can still be asked, `unsure`
  // what the person is not sure of or only a clinician can tell.
  struct Way {
    bool asked_is_present;
    bool unsure_is_present;
  };

  // What somebody said.
  struct Person {
    const v1::AssessRequest* request;
    std::map<std::string, const v1::Observation*> observations;
    // By finding: the sites that were listed.
    std::map<std::string, Sites> sites;
    // By finding: whether it may be present for all that is known.
    std::map<std::string, bool> possible;
  };

  // A person with all that is open filled in.
  struct World {
    Way way;
    const Person* person;
    // By finding: where it is present; empty: nowhere.
    std::map<std::string, const Sites*> present;
    // By quantity that was not stated: whether each comparison with it holds.
    std::map<std::string, bool> open_quantities;
  };

  // The verdicts in one world.
  struct Verdicts {
    v1::Urgency urgency;
    v1::Permission permission;
  };

  Person Listen(const v1::AssessRequest& request) const;
  World Fill(const Person& person, Way way) const;
  Sites Where(const World& world, const v1::PresentCriterion& criterion) const;
  bool HoldsQuantity(const World& world,
                     const v1::QuantityCriterion& criterion) const;
  bool Holds(const World& world, const v1::Criterion& criterion) const;
  bool NamesSites(const v1::Criterion& criterion) const;
  Sites Where(const World& world, const v1::Criterion& criterion) const;
  Sites SitesOf(const v1::Effect& effect, const Sites& where) const;
  Verdicts Judge(const World& world) const;
  bool Excludes(const v1::Effect& effect, const Sites& sites,
                const v1::Technique& technique, v1::Side side) const;
  void MatchTechniques(const World& ceiling, NaiveAnswer& answer) const;

  const v1::ContentBundle& content_;
  std::map<std::string, const v1::Finding*> findings_;
  std::map<std::string, int> regions_;
  // All findings by name, each behind its gates.
  std::vector<const v1::Finding*> gates_first_;
  Sites all_sites_;
  const Sites no_sites_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_PROPERTY_NAIVE_EVALUATOR_H_
