// Evaluating criteria allocates nothing. This test replaces the allocator of
// its program, so it stands alone.

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

#include "content/embedded_bundle.h"
#include "gtest/gtest.h"
#include "service/triage/case.h"
#include "service/triage/rule_set.h"

namespace {

std::atomic<int64_t> allocations{0};

}  // namespace

void* operator new(size_t size) {
  ++allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace knead {
namespace {

TEST(AllocationTest, EvaluatingCriteriaAllocatesNothing) {
  const auto catalog =
      Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch());
  ASSERT_TRUE(catalog.ok());
  const auto set = RuleSet::Create(**catalog);
  ASSERT_TRUE(set.ok());
  v1::AssessRequest request;
  v1::Observation& observation = *request.add_observations();
  observation.set_finding("findings/knee-swelling");
  observation.set_presence(v1::PRESENCE_PRESENT);
  const auto person = ReadCase(**catalog, *set, request);
  ASSERT_TRUE(person.ok());
  const Facts facts = FactsOf(*set, *person);
  const int64_t before = allocations;
  EXPECT_GT(before, 0);
  Truth any = 0;
  SiteSet where = kNoSites;
  for (const CompiledRule& rule : set->rules) {
    any |= rule.criterion.program.Evaluate(facts);
  }
  for (const CompiledContraindication& compiled : set->contraindications) {
    any |= compiled.criterion.program.Evaluate(facts);
    where |= compiled.criterion.program.Sites(facts, kCeiling);
  }
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(any, kAlwaysTrue);
  EXPECT_NE(where, kNoSites);
}

}  // namespace
}  // namespace knead
