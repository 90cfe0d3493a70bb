#ifndef KNEAD_TESTS_BENCHMARK_TRIAGE_PEOPLE_H_
#define KNEAD_TESTS_BENCHMARK_TRIAGE_PEOPLE_H_

#include <memory>
#include <set>
#include <string>

#include "knead/v1/assessment.pb.h"
#include "service/catalog/catalog.h"

namespace knead::benchmark_triage {

// Somebody who answers truthfully: what they have; everything else they deny,
// and their numbers are harmless.
struct Person {
  std::string name;
  std::set<std::string> present;
};

// Nothing wrong but tight quadriceps.
Person Runner();

// A calf that newly hurts, is swollen and red.
Person WithClot();

// The shipped content.
std::shared_ptr<const Catalog> ShippedCatalog();

// The shipped content with `times` as many findings, triage rules and
// contraindications: each copy has findings of its own.
std::shared_ptr<const Catalog> ManifoldCatalog(int times);

// The answer of a person to the question of a finding.
v1::Observation Answer(const Person& person, const v1::Finding& finding);

// Everything that a person can tell, of the findings of the shipped content.
v1::AssessRequest FullRequest(const Person& person, const Catalog& catalog);

}  // namespace knead::benchmark_triage

#endif  // KNEAD_TESTS_BENCHMARK_TRIAGE_PEOPLE_H_
