#include "service/server/process_metrics.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace knead {
namespace {

using ::prometheus::ClientMetric;
using ::prometheus::MetricFamily;
using ::prometheus::MetricType;

// Fields of /proc/self/stat behind the name of the program, which can hold
// anything and ends in ") ": see proc(5), whose field 3 is the first of them.
constexpr size_t kStartTime = 19;
constexpr size_t kVirtualBytes = 20;
constexpr size_t kResidentPages = 21;

std::vector<std::string> StatFields() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  const size_t end = line.rfind(") ");
  if (end == std::string::npos) return {};
  return absl::StrSplit(absl::string_view(line).substr(end + 2), ' ');
}

absl::optional<double> Number(const std::vector<std::string>& fields,
                              size_t index) {
  double number = 0;
  if (index >= fields.size() || !absl::SimpleAtod(fields[index], &number)) {
    return absl::nullopt;
  }
  return number;
}

// When the machine started, in seconds since 1970.
absl::optional<double> BootTime() {
  std::ifstream file("/proc/stat");
  std::string word;
  while (file >> word) {
    double seconds = 0;
    if (word == "btime" && file >> seconds) return seconds;
  }
  return absl::nullopt;
}

absl::optional<double> OpenFiles() {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"),
                                                   &::closedir);
  if (folder == nullptr) return absl::nullopt;
  // Without ".", ".." and the folder itself.
  int count = -3;
  while (::readdir(folder.get()) != nullptr) ++count;
  return count;
}

double Seconds(const timeval& time) {
  constexpr double kMicrosecondsPerSecond = 1e6;
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) / kMicrosecondsPerSecond;
}

void Add(const std::string& name, const std::string& help, MetricType type,
         absl::optional<double> value, std::vector<MetricFamily>* families) {
  if (!value.has_value()) return;
  ClientMetric metric;
  if (type == MetricType::Counter) {
    metric.counter.value = *value;
  } else {
    metric.gauge.value = *value;
  }
  families->push_back({name, help, type, {std::move(metric)}});
}

}  // namespace

std::vector<MetricFamily> ProcessMetrics::Collect() const {
  std::vector<MetricFamily> families;
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    Add("process_cpu_seconds_total", "CPU time used, in seconds.",
        MetricType::Counter, Seconds(usage.ru_utime) + Seconds(usage.ru_stime),
        &families);
  }
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    Add("process_max_fds", "File descriptors that may be open at once.",
        MetricType::Gauge, static_cast<double>(files.rlim_cur), &families);
  }
  Add("process_open_fds", "File descriptors that are open.", MetricType::Gauge,
      OpenFiles(), &families);
  const std::vector<std::string> fields = StatFields();
  Add("process_virtual_memory_bytes", "Virtual memory, in bytes.",
      MetricType::Gauge, Number(fields, kVirtualBytes), &families);
  if (const auto pages = Number(fields, kResidentPages)) {
    Add("process_resident_memory_bytes", "Resident memory, in bytes.",
        MetricType::Gauge,
        *pages * static_cast<double>(::sysconf(_SC_PAGESIZE)), &families);
  }
  const auto boot = BootTime();
  const auto ticks = Number(fields, kStartTime);
  if (boot.has_value() && ticks.has_value()) {
    Add("process_start_time_seconds",
        "When the process started, in seconds since 1970.", MetricType::Gauge,
        *boot + *ticks / static_cast<double>(::sysconf(_SC_CLK_TCK)),
        &families);
  }
  return families;
}

}  // namespace knead
