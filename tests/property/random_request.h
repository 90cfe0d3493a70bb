#ifndef KNEAD_TESTS_PROPERTY_RANDOM_REQUEST_H_
#define KNEAD_TESTS_PROPERTY_RANDOM_REQUEST_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead {

// The values of each quantity at which criteria of the content could change,
// with the next ones on either side, and the ends of its range; ascending. By
// name of finding.
std::map<std::string, std::vector<double>> InterestingValues(
    const v1::ContentBundle& content);

// For each quantity, a value at which no comparison of a triage rule or a
// contraindication holds. By name of finding; a quantity without one lacks.
std::map<std::string, double> HarmlessValues(const v1::ContentBundle& content);

// Makes up well-formed requests about random people. The same seed gives the
// same people. Not thread-safe.
class RandomPeople {
 public:
  // `content` must outlive it.
  RandomPeople(const v1::ContentBundle& content, uint64_t seed);

  // Between 0 and `below` - 1.
  int Below(int below);

  // Once in `times`.
  bool OnceIn(int times) { return Below(times) == 0; }

  // Somebody who has said little, much, or all; with complaint, clearances and
  // tools or without.
  v1::AssessRequest Person();

  // A random answer of any sort that the finding takes.
  v1::Observation Answer(const v1::Finding& finding);

  // A few sites, at least one.
  google::protobuf::RepeatedPtrField<v1::BodySite> SomeSites();

 private:
  template <typename Resources>
  void AddNames(const Resources& resources,
                google::protobuf::RepeatedPtrField<std::string>& names);

  const v1::ContentBundle& content_;
  const std::map<std::string, std::vector<double>> values_;
  std::mt19937_64 random_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_PROPERTY_RANDOM_REQUEST_H_
