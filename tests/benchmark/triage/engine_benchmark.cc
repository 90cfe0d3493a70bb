// How long the triage engine takes, without RPC, and how that grows with the
// number of rules.

#include <benchmark/benchmark.h>

#include <memory>
#include <utility>
#include <vector>

#include "service/triage/case.h"
#include "service/triage/engine.h"
#include "service/triage/facts.h"
#include "service/triage/rule_set.h"
#include "service/triage/verdict.h"
#include "tests/benchmark/triage/people.h"

namespace knead::benchmark_triage {
namespace {

// A catalog with everything that is measured on it.
struct Content {
  explicit Content(std::shared_ptr<const Catalog> from)
      : catalog(std::move(from)),
        engine(*TriageEngine::Create(catalog)),
        set(*RuleSet::Create(*catalog)) {}

  std::shared_ptr<const Catalog> catalog;
  std::unique_ptr<const TriageEngine> engine;
  RuleSet set;
};

const Content& Shipped() {
  static const Content* const content = new Content(ShippedCatalog());
  return *content;
}

// Both verdicts on what is known: every rule and contraindication.
void Verdicts(benchmark::State& state, const Content& content,
              const Person& person) {
  const auto read = ReadCase(*content.catalog, content.set,
                             FullRequest(person, *ShippedCatalog()));
  const Facts facts = FactsOf(content.set, *read);
  for (auto _ : state) {
    benchmark::DoNotOptimize(Judge(content.set, facts, read->clearances));
  }
}

void BM_Verdict(benchmark::State& state, const Person& person) {
  Verdicts(state, Shipped(), person);
}
BENCHMARK_CAPTURE(BM_Verdict, runner, Runner());
BENCHMARK_CAPTURE(BM_Verdict, clot, WithClot());

// The same from the observations of a request.
void BM_FactsAndVerdict(benchmark::State& state) {
  const Content& content = Shipped();
  const auto read = ReadCase(*content.catalog, content.set,
                             FullRequest(Runner(), *content.catalog));
  for (auto _ : state) {
    const Facts facts = FactsOf(content.set, *read);
    benchmark::DoNotOptimize(Judge(content.set, facts, read->clearances));
  }
}
BENCHMARK(BM_FactsAndVerdict);

// One whole answer.
void BM_Assess(benchmark::State& state, const v1::AssessRequest& request) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Shipped().engine->Assess(request));
  }
}
BENCHMARK_CAPTURE(BM_Assess, nothing_said, v1::AssessRequest());
BENCHMARK_CAPTURE(BM_Assess, runner, FullRequest(Runner(), *ShippedCatalog()));
BENCHMARK_CAPTURE(BM_Assess, clot, FullRequest(WithClot(), *ShippedCatalog()));

void BM_Explain(benchmark::State& state) {
  v1::ExplainRequest request;
  *request.mutable_request() = FullRequest(Runner(), *ShippedCatalog());
  for (auto _ : state) {
    benchmark::DoNotOptimize(Shipped().engine->Explain(request));
  }
}
BENCHMARK(BM_Explain);

// 1, 10, 100 and 1000 times the rules.
void BM_VerdictByRules(benchmark::State& state) {
  const Content content(ManifoldCatalog(static_cast<int>(state.range(0))));
  Verdicts(state, content, Runner());
  state.SetComplexityN(state.range(0));
  state.counters["rules"] = static_cast<double>(
      content.set.rules.size() + content.set.contraindications.size());
}
BENCHMARK(BM_VerdictByRules)
    ->RangeMultiplier(10)
    ->Range(1, 1000)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMicrosecond);

void BM_AssessByRules(benchmark::State& state) {
  const Content content(ManifoldCatalog(static_cast<int>(state.range(0))));
  const v1::AssessRequest request = FullRequest(Runner(), *ShippedCatalog());
  for (auto _ : state) {
    benchmark::DoNotOptimize(content.engine->Assess(request));
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_AssessByRules)
    ->RangeMultiplier(10)
    ->Range(1, 1000)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace knead::benchmark_triage

BENCHMARK_MAIN();
