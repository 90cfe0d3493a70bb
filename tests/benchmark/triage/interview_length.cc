// How many question groups an interview takes until what matters is certain,
// beside the fewest with which any order of groups could do it.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "service/triage/engine.h"
#include "tests/benchmark/triage/people.h"

namespace knead::benchmark_triage {
namespace {

using Certain = std::function<bool(const v1::Assessment&)>;

bool IsSettled(const v1::Assessment& assessment) {
  return assessment.urgency().settled() && assessment.permission().settled();
}

bool IsSameDay(const v1::Assessment& assessment) {
  return assessment.urgency().floor() >= v1::URGENCY_SAME_DAY;
}

// The first group of each answer is asked, together with the helpful questions
// of that group, until it is certain.
int Asked(const TriageEngine& engine, const Catalog& catalog,
          const Person& person, const Certain& certain) {
  v1::AssessRequest request;
  int groups = 0;
  v1::Assessment assessment = *engine.Assess(request);
  while (!certain(assessment) && !assessment.next_questions().empty()) {
    ++groups;
    for (const auto& question : assessment.next_questions(0).questions()) {
      *request.add_observations() =
          Answer(person, *catalog.Find<v1::Finding>(question.finding()));
    }
    assessment = *engine.Assess(request);
  }
  return certain(assessment) ? groups : -1;
}

// By trying every set of groups that stand behind no gate.
int Fewest(const TriageEngine& engine, const Catalog& catalog,
           const Person& person, const Certain& certain) {
  std::map<std::string, std::vector<v1::Observation>> by_group;
  for (const v1::Finding& finding : catalog.bundle().findings()) {
    if (finding.replaced_by().empty() && finding.gates().empty() &&
        finding.assessable_by() == v1::ASSESSOR_ANYONE) {
      by_group[finding.question_group()].push_back(Answer(person, finding));
    }
  }
  int fewest = -1;
  for (uint32_t bits = 0; bits < 1U << by_group.size(); ++bits) {
    v1::AssessRequest request;
    int groups = 0;
    uint32_t rest = bits;
    for (const auto& [name, observations] : by_group) {
      if ((rest & 1) != 0) {
        ++groups;
        for (const auto& each : observations) {
          *request.add_observations() = each;
        }
      }
      rest >>= 1;
    }
    if (fewest >= 0 && groups >= fewest) continue;
    if (certain(*engine.Assess(request))) fewest = groups;
  }
  return fewest;
}

int Run() {
  const std::shared_ptr<const Catalog> catalog = ShippedCatalog();
  const auto engine = *TriageEngine::Create(catalog);
  struct Row {
    Person person;
    const char* until;
    Certain certain;
  };
  const std::vector<Row> rows = {
      {Runner(), "both verdicts are settled", IsSettled},
      {WithClot(), "SAME_DAY or EMERGENCY is certain", IsSameDay},
  };
  std::printf("%-16s %-34s %12s %8s\n", "person", "until", "groups asked",
              "fewest");
  bool fewest_everywhere = true;
  for (const Row& row : rows) {
    const int asked = Asked(*engine, *catalog, row.person, row.certain);
    const int fewest = Fewest(*engine, *catalog, row.person, row.certain);
    std::printf("%-16s %-34s %12d %8d\n", row.person.name.c_str(), row.until,
                asked, fewest);
    fewest_everywhere = fewest_everywhere && asked == fewest;
  }
  return fewest_everywhere ? 0 : 1;
}

}  // namespace
}  // namespace knead::benchmark_triage

int main() { return knead::benchmark_triage::Run(); }
