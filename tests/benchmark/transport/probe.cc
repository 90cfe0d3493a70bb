// Compares ways to write a gRPC server by the CPU time that the server uses for
// a call, and by how long the first call takes after a silence.
//
// Each server is a process of its own on the first core; the load comes from
// this process on the last core. Styles run forwards and then backwards, so
// that what changes on the machine meanwhile falls on all alike, and the two
// figures of one style show what the machine adds.

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "tests/benchmark/transport/load.h"
#include "tests/benchmark/transport/styles.h"

namespace knead {
namespace benchmark {
namespace {

constexpr absl::Duration kWarmUp = absl::Milliseconds(500);
constexpr absl::Duration kMeasured = absl::Seconds(3);
constexpr absl::Duration kSilence = absl::Seconds(3);
constexpr int kSilences = 10;
// Servers of one style that are silent side by side, so that there are enough
// first calls in the time.
constexpr int kSilentServers = 4;

[[noreturn]] void Die(const char* what) {
  std::perror(what);
  std::exit(1);
}

void PinTo(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  if (sched_setaffinity(0, sizeof(set), &set) != 0) Die("sched_setaffinity");
}

// Runs as the server of `style` until standard input ends.
int Serve(const std::string& name) {
  for (const Style& style : Styles()) {
    if (style.name != name) continue;
    const auto server = style.start();
    std::printf("%d\n", server->port());
    std::fflush(stdout);
    char ignored = 0;
    while (read(STDIN_FILENO, &ignored, 1) > 0) {
    }
    return 0;
  }
  std::fprintf(stderr, "no such style: %s\n", name.c_str());
  return 2;
}

// A server in a process of its own, pinned to the first core.
class ServerProcess {
 public:
  explicit ServerProcess(const std::string& style) {
    int to_child[2];
    int from_child[2];
    if (pipe(to_child) != 0 || pipe(from_child) != 0) Die("pipe");
    pid_ = fork();
    if (pid_ < 0) Die("fork");
    if (pid_ == 0) {
      PinTo(0);
      dup2(to_child[0], STDIN_FILENO);
      dup2(from_child[1], STDOUT_FILENO);
      // Other servers' pipes must not stay open here, or they would not end.
      for (int fd = 3; fd < 1024; ++fd) close(fd);
      execl("/proc/self/exe", "probe", "--serve", style.c_str(), nullptr);
      _exit(127);
    }
    close(to_child[0]);
    close(from_child[1]);
    input_ = to_child[1];
    FILE* output = fdopen(from_child[0], "r");
    if (output == nullptr || std::fscanf(output, "%d", &port_) != 1) {
      std::fprintf(stderr, "the server %s did not start\n", style.c_str());
      std::exit(1);
    }
    std::fclose(output);
    if (clock_getcpuclockid(pid_, &clock_) != 0) Die("clock_getcpuclockid");
  }

  ~ServerProcess() {
    close(input_);
    waitpid(pid_, nullptr, 0);
  }

  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  int port() const { return port_; }

  // CPU time that the process has used, all its threads together.
  absl::Duration CpuTime() const {
    timespec used;
    if (clock_gettime(clock_, &used) != 0) Die("clock_gettime");
    return absl::DurationFromTimespec(used);
  }

 private:
  pid_t pid_ = 0;
  int port_ = 0;
  int input_ = -1;
  clockid_t clock_ = 0;
};

struct Result {
  std::vector<double> cpu_us;
  std::vector<double> first_call_us;
};

double CpuMicrosecondsPerCall(const Style& style) {
  const ServerProcess server(style.name);
  Load load(server.port());
  load.Run(kWarmUp);
  const absl::Duration before = server.CpuTime();
  const int64_t calls = load.Run(kMeasured);
  return absl::ToDoubleMicroseconds(server.CpuTime() - before) /
         static_cast<double>(calls);
}

void MeasureCpu(const std::vector<Style>& styles,
                std::vector<Result>* results) {
  for (size_t i = 0; i < styles.size(); ++i) {
    (*results)[i].cpu_us.push_back(CpuMicrosecondsPerCall(styles[i]));
  }
  for (size_t i = styles.size(); i-- > 0;) {
    (*results)[i].cpu_us.push_back(CpuMicrosecondsPerCall(styles[i]));
  }
}

void MeasureFirstCalls(const std::vector<Style>& styles,
                       std::vector<Result>* results) {
  std::vector<std::unique_ptr<ServerProcess>> servers;
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kSilentServers; ++i) {
    for (const Style& style : styles) {
      servers.push_back(std::make_unique<ServerProcess>(style.name));
      channels.push_back(Connect(servers.back()->port()));
      TimeOneCall(channels.back());
    }
  }
  for (int round = 0; round < kSilences; ++round) {
    absl::SleepFor(kSilence);
    for (size_t i = 0; i < channels.size(); ++i) {
      (*results)[i % styles.size()].first_call_us.push_back(
          absl::ToDoubleMicroseconds(TimeOneCall(channels[i])));
    }
  }
}

void Print(const std::vector<Style>& styles, std::vector<Result> results) {
  std::printf("%d connections x %d streams, answers of about 1 KB\n",
              kConnections, kStreamsPerConnection);
  std::printf("%-33s %17s %8s   %s\n", "", "server CPU, us/call", "ratio",
              "first call after 3 s, ms");
  std::printf("%-33s %8s %8s %9s  %8s %8s\n", "", "there", "back", "", "median",
              "max");
  const auto mean = [](const Result& result) {
    return (result.cpu_us[0] + result.cpu_us[1]) / 2;
  };
  for (size_t i = 0; i < styles.size(); ++i) {
    Result& result = results[i];
    std::sort(result.first_call_us.begin(), result.first_call_us.end());
    std::printf("%-33s %8.2f %8.2f %9.2f  %8.2f %8.2f\n",
                styles[i].description.c_str(), result.cpu_us[0],
                result.cpu_us[1], mean(result) / mean(results[0]),
                result.first_call_us[result.first_call_us.size() / 2] / 1000,
                result.first_call_us.back() / 1000);
  }
}

// The styles of these names, or all of them without names; the first one is
// what the others are compared with.
std::vector<Style> Chosen(const std::vector<std::string>& names) {
  std::vector<Style> chosen;
  for (Style& style : Styles()) {
    if (names.empty() ||
        std::find(names.begin(), names.end(), style.name) != names.end()) {
      chosen.push_back(std::move(style));
    }
  }
  return chosen;
}

int Main(const std::vector<std::string>& names) {
  const int cores = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  if (cores < 2) {
    std::fprintf(stderr, "this needs two cores\n");
    return 2;
  }
  PinTo(cores - 1);
  double load[1] = {0};
  if (getloadavg(load, 1) == 1) {
    std::printf("load average at the start: %.2f\n", load[0]);
  }
  const std::vector<Style> styles = Chosen(names);
  if (styles.empty()) {
    std::fprintf(stderr, "usage: probe [STYLE...]\n");
    return 2;
  }
  std::vector<Result> results(styles.size());
  MeasureCpu(styles, &results);
  MeasureFirstCalls(styles, &results);
  Print(styles, std::move(results));
  return 0;
}

}  // namespace
}  // namespace benchmark
}  // namespace knead

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--serve") == 0) {
    return knead::benchmark::Serve(argv[2]);
  }
  return knead::benchmark::Main({argv + 1, argv + argc});
}
