// How long a filtered list takes, without RPC, and how that grows with the
// number of resources: the first page and the deepest. And what an intersection
// of filters costs by itself, in two ways.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "service/catalog/catalog.h"
#include "service/catalog/lookup.h"
#include "service/catalog/page_token.h"
#include "service/catalog/posting_lists.h"

namespace knead::benchmark_lists {
namespace {

// Findings that share a question group.
constexpr int kGroupSize = 100;

// The same numbers in every run.
std::mt19937 Random() {
  return std::mt19937(6);  // NOLINT: they need not be hard to guess
}

const PageTokens& Tokens() {
  static const PageTokens* const tokens = new PageTokens("key");
  return *tokens;
}

// Content that holds `size` findings: nine in ten are questions of yes or no,
// seven in eight are for anyone to tell, in no order that would help.
const std::shared_ptr<const Catalog>& Findings(int size) {
  static auto* const catalogs =
      new std::map<int, std::shared_ptr<const Catalog>>();
  std::shared_ptr<const Catalog>& catalog = (*catalogs)[size];
  if (catalog != nullptr) return catalog;
  v1::ContentBundle bundle;
  bundle.mutable_manifest()->set_language_code("en");
  std::mt19937 random = Random();
  for (int i = 0; i < size; ++i) {
    v1::Finding& finding = *bundle.add_findings();
    finding.set_name(absl::StrFormat("findings/f-%07d", i));
    finding.set_question_group(
        absl::StrFormat("questionGroups/g-%05d", i / kGroupSize));
    finding.set_kind(random() % 10 == 0 ? v1::FINDING_KIND_QUANTITY
                                        : v1::FINDING_KIND_PRESENCE);
    finding.set_assessable_by(random() % 8 == 0 ? v1::ASSESSOR_CLINICIAN
                                                : v1::ASSESSOR_ANYONE);
    if (i % kGroupSize == 0) {
      bundle.add_question_groups()->set_name(finding.question_group());
    }
  }
  auto loaded = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
  if (!loaded.ok()) {
    std::cerr << loaded.status() << "\n";
    std::exit(1);
  }
  catalog = *std::move(loaded);
  return catalog;
}

v1::ListFindingsRequest Unfiltered() { return {}; }

v1::ListFindingsRequest OfAGroup() {
  v1::ListFindingsRequest request;
  request.set_question_group("questionGroups/g-00000");
  return request;
}

v1::ListFindingsRequest Presence() {
  v1::ListFindingsRequest request;
  request.set_kind(v1::FINDING_KIND_PRESENCE);
  return request;
}

v1::ListFindingsRequest PresenceForAnyone() {
  v1::ListFindingsRequest request = Presence();
  request.set_assessable_by(v1::ASSESSOR_ANYONE);
  return request;
}

enum class Page { kFirst, kDeepest };

void BM_List(benchmark::State& state, v1::ListFindingsRequest request,
             Page page) {
  const std::shared_ptr<const Catalog>& catalog = Findings(state.range(0));
  request.set_page_size(10);
  if (page == Page::kDeepest) {
    // What follows the last name but ten, whether that passes the filters or
    // not.
    const Collection& collection = catalog->Of<v1::Finding>();
    request.set_page_token(Tokens().Make(
        PageScope(request), collection.name(collection.size() - 11)));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(List<v1::Finding>(catalog, Tokens(), request));
  }
}

#define KNEAD_LISTS(filter)                                              \
  BENCHMARK_CAPTURE(BM_List, filter##_first, filter(), Page::kFirst)     \
      ->RangeMultiplier(100)                                             \
      ->Range(100, 1000000);                                             \
  BENCHMARK_CAPTURE(BM_List, filter##_deepest, filter(), Page::kDeepest) \
      ->RangeMultiplier(100)                                             \
      ->Range(100, 1000000)
KNEAD_LISTS(Unfiltered);
KNEAD_LISTS(OfAGroup);
KNEAD_LISTS(Presence);
KNEAD_LISTS(PresenceForAnyone);
#undef KNEAD_LISTS

// What two filters cost by themselves, as compressed bitmaps and as sorted
// vectors. The first passes one in `one_in`, the second seven in eight.
struct TwoLists {
  explicit TwoLists(benchmark::State& state) {
    const auto size = static_cast<uint32_t>(state.range(0));
    const auto one_in = static_cast<uint32_t>(state.range(1));
    std::mt19937 random = Random();
    for (uint32_t i = 0; i < size; ++i) {
      if (random() % one_in == 0) vectors[0].push_back(i);
      if (random() % 8 != 0) vectors[1].push_back(i);
    }
  }
  std::array<std::vector<uint32_t>, 2> vectors;
};

void BM_IntersectBitmaps(benchmark::State& state) {
  const TwoLists two(state);
  std::vector<Posting> postings;
  for (uint32_t value = 0; value < two.vectors.size(); ++value) {
    for (const uint32_t index : two.vectors[value]) {
      postings.push_back({value, index});
    }
  }
  const PostingLists lists(std::move(postings));
  for (auto _ : state) {
    benchmark::DoNotOptimize((lists.Of(0) & lists.Of(1)).size());
  }
}

void BM_IntersectVectors(benchmark::State& state) {
  const TwoLists two(state);
  std::vector<uint32_t> both;
  for (auto _ : state) {
    both.clear();
    std::set_intersection(two.vectors[0].begin(), two.vectors[0].end(),
                          two.vectors[1].begin(), two.vectors[1].end(),
                          std::back_inserter(both));
    benchmark::DoNotOptimize(both.size());
  }
}

#define KNEAD_INTERSECTIONS(name) \
  BENCHMARK(name)->ArgsProduct({{100, 10000, 1000000}, {2, 100, 10000}})
KNEAD_INTERSECTIONS(BM_IntersectBitmaps);
KNEAD_INTERSECTIONS(BM_IntersectVectors);
#undef KNEAD_INTERSECTIONS

}  // namespace
}  // namespace knead::benchmark_lists

BENCHMARK_MAIN();
