// What a coached session costs the server: the resident memory of a server
// process with more and more sessions open in which nothing happens, and then
// the CPU time that it takes for each event of theirs.
//
// Usage: KNEAD_SERVER=path/to/knead-server session_cost

#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/session/testing/shipped_planner.h"
#include "tests/support/coach_call.h"
#include "tests/support/own_connection.h"
#include "tests/support/resident_memory.h"
#include "tests/support/server_process.h"

namespace knead {
namespace {

constexpr int kMostSessions = 1000;
constexpr int kStep = 250;
// Below the server's limit of calls on one connection.
constexpr int kSessionsPerConnection = 100;
constexpr int kEventsPerSession = 10;
// Of /proc/PID/stat, from 1.
constexpr int kUserTimeField = 14;

// CPU time that a process has taken.
double CpuSeconds(pid_t pid) {
  std::ifstream file(absl::StrCat("/proc/", pid, "/stat"));
  std::string stat{std::istreambuf_iterator<char>(file),
                   std::istreambuf_iterator<char>()};
  // Behind the name, which may have spaces.
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  std::string field;
  for (int i = 3; i <= kUserTimeField - 1; ++i) fields >> field;
  int64_t user = 0;
  int64_t system = 0;
  fields >> user >> system;
  return static_cast<double>(user + system) /
         static_cast<double>(sysconf(_SC_CLK_TCK));
}

int Run() {
  ServerProcess server({"--listen", "127.0.0.1:0", "--log-level", "off"});
  const std::string address = server.AwaitAddress();
  if (address.empty()) {
    std::cerr << "the server did not start: " << server.errors();
    return 1;
  }
  const auto person =
      WellPerson("regions/front-thigh", {v1::SIDE_LEFT, v1::SIDE_RIGHT},
                 {"tools/foam-roller"}, 40);
  std::vector<std::shared_ptr<grpc::Channel>> connections;
  std::vector<std::unique_ptr<CoachCall>> sessions;
  const auto open_one = [&] {
    if (sessions.size() % kSessionsPerConnection == 0) {
      connections.push_back(OwnConnection(address));
    }
    sessions.push_back(std::make_unique<CoachCall>(connections.back()));
    sessions.back()->Start(person);
    sessions.back()->Send("ready {}");
  };
  // The first ones bring what the process needs once.
  for (int i = 0; i < kSessionsPerConnection; ++i) open_one();
  const int64_t base = ResidentKilobytes(server.pid());
  std::cout << "open sessions  resident KiB  KiB a session\n";
  std::cout << absl::StrFormat("%13d  %12d\n", sessions.size(), base);
  while (sessions.size() < kMostSessions + kSessionsPerConnection) {
    for (int i = 0; i < kStep; ++i) open_one();
    const int64_t now = ResidentKilobytes(server.pid());
    std::cout << absl::StrFormat(
        "%13d  %12d  %13.1f\n", sessions.size(), now,
        static_cast<double>(now - base) /
            static_cast<double>(sessions.size() - kSessionsPerConnection));
  }
  const double before = CpuSeconds(server.pid());
  int64_t events = 0;
  for (const auto& session : sessions) {
    for (int i = 0; i < kEventsPerSession; ++i, ++events) {
      v1::CoachRequest done;
      done.mutable_step_done()->set_step_number(
          session->last().step().number());
      session->Send(done);
    }
  }
  std::cout << absl::StrFormat(
      "\n%d events: %.0f us of CPU each\n", events,
      (CpuSeconds(server.pid()) - before) * 1e6 / static_cast<double>(events));
  return 0;
}

}  // namespace
}  // namespace knead

int main() { return knead::Run(); }
