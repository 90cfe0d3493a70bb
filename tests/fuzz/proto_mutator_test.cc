#include "tests/fuzz/proto_mutator.h"

#include <set>
#include <string>

#include "google/protobuf/unknown_field_set.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {
namespace {

v1::AssessRequest Person() {
  v1::AssessRequest person;
  for (const char* finding : {"findings/a", "findings/b", "findings/c"}) {
    v1::Observation& observation = *person.add_observations();
    observation.set_finding(finding);
    observation.set_presence(v1::PRESENCE_ABSENT);
  }
  person.mutable_observations(0)->add_sites()->set_region("regions/calf");
  return person;
}

TEST(ProtoMutatorTest, TheSameSeedMakesTheSameChanges) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    v1::AssessRequest one = Person();
    v1::AssessRequest other = Person();
    ProtoMutator first(seed);
    ProtoMutator second(seed);
    for (int i = 0; i < 5; ++i) {
      first.Mutate(&one);
      second.Mutate(&other);
    }
    EXPECT_EQ(one.SerializeAsString(), other.SerializeAsString()) << seed;
  }
}

// Every sort of change that the header names comes up.
TEST(ProtoMutatorTest, MakesEverySortOfChange) {
  const std::string before = Person().SerializeAsString();
  bool more = false;
  bool fewer = false;
  bool swapped = false;
  bool unknown_field = false;
  bool not_utf8 = false;
  bool long_text = false;
  bool not_an_enum = false;
  bool copied = false;
  std::set<std::string> all;
  for (uint64_t seed = 0; seed < 20000; ++seed) {
    v1::AssessRequest person = Person();
    ProtoMutator(seed).Mutate(&person);
    const std::string bytes = person.SerializeAsString();
    all.insert(bytes);
    v1::AssessRequest read;
    not_utf8 = not_utf8 || !read.ParseFromString(bytes);
    more = more || person.observations_size() > 3;
    fewer = fewer || person.observations_size() < 3;
    unknown_field = unknown_field ||
                    !person.GetReflection()->GetUnknownFields(person).empty();
    long_text = long_text || person.language_code().size() > 500;
    for (const auto& observation : person.observations()) {
      not_an_enum =
          not_an_enum || !v1::Presence_IsValid(observation.presence());
    }
    if (person.observations_size() == 3) {
      const std::string& first = person.observations(0).finding();
      const std::string& second = person.observations(1).finding();
      swapped = swapped || (first == "findings/b" && second == "findings/a");
      copied = copied || first == second;
    }
  }
  EXPECT_TRUE(more);
  EXPECT_TRUE(fewer);
  EXPECT_TRUE(swapped);
  EXPECT_TRUE(unknown_field);
  EXPECT_TRUE(not_utf8);
  EXPECT_TRUE(long_text);
  EXPECT_TRUE(not_an_enum);
  EXPECT_TRUE(copied);
  EXPECT_GT(all.size(), 500);
}

TEST(ProtoMutatorTest, StartsFromNothing) {
  std::set<std::string> all;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    v1::TriageRule rule;
    ProtoMutator mutator(seed);
    for (int i = 0; i < 10; ++i) mutator.Mutate(&rule);
    all.insert(rule.SerializeAsString());
  }
  EXPECT_GT(all.size(), 400);
}

TEST(ProtoMutatorTest, CrossesOver) {
  v1::AssessRequest other;
  other.add_observations()->set_finding("findings/z");
  other.mutable_observations(0)->set_value(7);
  int crossed = 0;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    v1::AssessRequest person = Person();
    ProtoMutator(seed).CrossOver(other, &person);
    for (const auto& observation : person.observations()) {
      if (observation.finding() == "findings/z") ++crossed;
    }
  }
  EXPECT_GT(crossed, 10);
}

TEST(ProtoMutatorTest, ChangesBytes) {
  bool shorter = false;
  bool longer = false;
  bool same_length = false;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const std::string before = "some bytes of a message";
    std::string bytes = before;
    ProtoMutator(seed).MutateBytes(&bytes);
    shorter = shorter || bytes.size() < before.size();
    longer = longer || bytes.size() > before.size();
    same_length =
        same_length || (bytes.size() == before.size() && bytes != before);
  }
  EXPECT_TRUE(shorter);
  EXPECT_TRUE(longer);
  EXPECT_TRUE(same_length);
  std::string nothing;
  ProtoMutator(1).MutateBytes(&nothing);
  EXPECT_EQ(nothing.size(), 1);
}

}  // namespace
}  // namespace knead
