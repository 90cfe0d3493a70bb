// What a server does at four times its capacity: how quickly it answers the
// calls that it takes, against an unloaded server in the same run; how many it
// refuses, and how; what memory that takes; and whether all is as before when
// it is over. The server has one core, the load another.
//
// Usage: KNEAD_SERVER=path/to/knead-server overload
//
// Exits with 1 when something is not as it should be; the last lines say what.

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "service/session/testing/shipped_planner.h"
#include "tests/support/paced_load.h"
#include "tests/support/resident_memory.h"
#include "tests/support/server_process.h"

namespace knead {
namespace {

// One that takes long, so that the capacity is small beside what the load can
// produce.
constexpr char kPlanSession[] = "/knead.v1.SessionService/PlanSession";
constexpr int kConnections = 16;
// The limit that sets the capacity: one call that is worked on and one that
// waits, so that an answer takes about two calls' time at most.
constexpr int kMostCalls = 2;
constexpr double kOverload = 4;
// A load that fell further below that shows nothing.
constexpr double kLeastOverload = 3.9;
// Of the capacity: few enough calls that hardly any meets another one.
constexpr double kUnloaded = 0.05;
// Calls under way that no load is without an answer for.
constexpr int kFlood = 400;

// Most that the p99 of the calls that are answered may grow, under overload and
// in the second after it.
constexpr double kMostSlowdown = 3;
// Most that the resident memory may grow under overload, of what it was before.
constexpr double kMostGrowth = 0.1;

constexpr absl::Duration kCalibration = absl::Seconds(5);
constexpr absl::Duration kUnloadedTime = absl::Seconds(15);
constexpr absl::Duration kOverloadTime = absl::Seconds(30);
constexpr absl::Duration kAfterwards = absl::Seconds(1);

// Puts this thread, and what it starts from now on, on one core.
void UseCore(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  if (sched_setaffinity(0, sizeof(cores), &cores) != 0) {
    std::cerr << "there is no core " << core << "\n";
    std::exit(1);
  }
}

double ResidentMebibytes(pid_t pid) {
  return static_cast<double>(ResidentKilobytes(pid)) / 1024;
}

double Milliseconds(absl::Duration duration) {
  return absl::ToDoubleMilliseconds(duration);
}

double Rate(size_t count, absl::Duration time) {
  return static_cast<double>(count) / absl::ToDoubleSeconds(time);
}

// A row about the calls of one phase.
void Print(const char* phase, const LoadResult& result) {
  const auto quantile = [](const std::vector<absl::Duration>& times,
                           double share) {
    return times.empty()
               ? std::string("-")
               : absl::StrFormat("%.3f", Milliseconds(Quantile(times, share)));
  };
  std::cout << absl::StrFormat(
      "%-12s %9.0f %9.0f %9.0f %8s %8s %8s %8s\n", phase,
      Rate(result.size(), result.time),
      Rate(result.answered.size(), result.time),
      Rate(result.refused.size(), result.time), quantile(result.answered, 0.5),
      quantile(result.answered, 0.99), quantile(result.refused, 0.5),
      quantile(result.refused, 0.99));
  for (const auto& [code, count] : result.others) {
    std::cout << "    ended with code " << code << ": " << count << "\n";
  }
}

int Run() {
  UseCore(0);
  ServerProcess server({"--listen", "127.0.0.1:0", "--log-level", "off",
                        "--threads", "1", "--max-concurrent-calls",
                        absl::StrCat(kMostCalls)});
  if (server.AwaitAddress().empty()) {
    std::cerr << "the server did not start: " << server.errors();
    return 1;
  }
  UseCore(1);
  std::vector<std::shared_ptr<grpc::Channel>> connections;
  for (int i = 0; i < kConnections; ++i) {
    connections.push_back(server.Connect());
    connections.back()->WaitForConnected(
        absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  }
  const std::string request =
      WellPerson("regions/front-thigh", {v1::SIDE_LEFT, v1::SIDE_RIGHT},
                 {"tools/foam-roller"}, 40)
          .SerializeAsString();
  PacedLoad load(connections, kPlanSession, request);

  load.AtOnce(1, kCalibration / 5);
  const LoadResult calibration = load.AtOnce(kMostCalls, kCalibration);
  const double capacity = Rate(calibration.answered.size(), calibration.time);
  const LoadResult flood = load.AtOnce(kFlood, kCalibration);
  const LoadResult before =
      load.AtRate(kUnloaded * capacity, kUnloadedTime, [] {});
  const double memory_before = ResidentMebibytes(server.pid());
  std::vector<double> memory;
  const LoadResult during =
      load.AtRate(kOverload * capacity, kOverloadTime,
                  [&] { memory.push_back(ResidentMebibytes(server.pid())); });
  const LoadResult after =
      load.AtRate(kUnloaded * capacity, kAfterwards, [] {});
  const double memory_after = ResidentMebibytes(server.pid());

  std::cout << absl::StrFormat(
      "--max-concurrent-calls %d: capacity %.0f calls/s; the load can produce "
      "%.0f calls/s, %.1f times as many\n\n",
      kMostCalls, capacity, Rate(flood.size(), flood.time),
      Rate(flood.size(), flood.time) / capacity);
  std::cout << "             calls/s  answered   refused  answered, ms      "
               "refused, ms\n"
               "                           /s        /s      p50      p99      "
               "p50      p99\n";
  Print("at capacity", calibration);
  Print("flood", flood);
  Print("unloaded", before);
  Print("overload", during);
  Print("second after", after);
  const double offered = Rate(during.size(), during.time) / capacity;
  const double slowdown = absl::FDivDuration(Quantile(during.answered, 0.99),
                                             Quantile(before.answered, 0.99));
  const double slowdown_after = absl::FDivDuration(
      Quantile(after.answered, 0.99), Quantile(before.answered, 0.99));
  const double most_memory = *std::max_element(memory.begin(), memory.end());
  std::cout << absl::StrFormat(
      "\np99 of answered calls, overload / unloaded: %.2f (target: %.0f)\n",
      slowdown, kMostSlowdown);
  std::cout << absl::StrFormat(
      "offered: %.2f times the capacity; refused: %.1f %%\n", offered,
      100.0 * static_cast<double>(during.refused.size()) /
          static_cast<double>(during.size()));
  std::cout << absl::StrFormat(
      "in the second after: %d of %d answered, p99 / unloaded p99: %.2f\n",
      after.answered.size(), after.size(), slowdown_after);
  std::cout << absl::StrFormat(
      "resident MiB: before %.1f, after 1 s %.1f, most %.1f, at the end %.1f, "
      "after %.1f\n\n",
      memory_before, memory.front(), most_memory, memory.back(), memory_after);

  bool good = true;
  const auto expect = [&good](bool holds, const char* failure) {
    if (!holds) std::cout << "not as it should be: " << failure << "\n";
    good = good && holds;
  };
  expect(offered >= kLeastOverload,
         "the load core did not produce four times the capacity");
  expect(slowdown <= kMostSlowdown, "answered calls took too long");
  expect(!during.refused.empty() && during.others.empty(),
         "what was not answered was not refused");
  expect(most_memory <= (1 + kMostGrowth) * memory_before, "memory grew");
  expect(
      after.answered.size() == after.size() && slowdown_after <= kMostSlowdown,
      "the second after was not as before");
  if (good) std::cout << "All as it should be.\n";
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace knead

int main() { return knead::Run(); }
