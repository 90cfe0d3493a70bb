// What a search costs: how long one takes over a socket, beside a Get of a
// technique, one call at a time, in turns; and how long it takes to make the
// index.
//
// Usage: KNEAD_SERVER=path/to/knead-server search_cost QUERIES MISSPELT
//
// The files are those of tests/search.

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "google/protobuf/message.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/search.pb.h"
#include "service/catalog/catalog.h"
#include "service/extraction/extractor.h"
#include "service/search/index.h"
#include "tests/support/server_process.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

constexpr char kGet[] = "/knead.v1.LookupService/GetTechnique";
constexpr char kSearch[] = "/knead.v1.LookupService/Search";

// Times that each query is asked.
constexpr int kRounds = 50;
// Times that the index is made.
constexpr int kBuilds = 9;

// One column of a table of tests/search.
std::vector<std::string> ReadColumn(const char* path, size_t column) {
  std::ifstream file(path);
  std::vector<std::string> texts;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || absl::StartsWith(line, "#")) continue;
    const std::vector<std::string> parts = absl::StrSplit(line, '\t');
    if (parts.size() > column) texts.push_back(parts[column]);
  }
  return texts;
}

// What is measured: the requests, asked in turns.
struct Part {
  std::string name;
  std::string method;
  std::vector<std::string> requests;
  std::vector<absl::Duration> times;
};

Part Searches(std::string name, const std::vector<std::string>& queries,
              int page_size, v1::SearchMode mode) {
  Part part{std::move(name), kSearch, {}, {}};
  for (const std::string& query : queries) {
    v1::SearchRequest request;
    request.set_query(query);
    request.set_page_size(page_size);
    request.set_mode(mode);
    part.requests.push_back(request.SerializeAsString());
  }
  return part;
}

double Microseconds(std::vector<absl::Duration>& times, double quantile) {
  std::sort(times.begin(), times.end());
  const size_t place =
      static_cast<size_t>(quantile * static_cast<double>(times.size() - 1));
  return absl::ToDoubleMicroseconds(times[place]);
}

void MeasureBuild() {
  const std::shared_ptr<const Extractor> extractor =
      Extractor::Create(
          Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()).value())
          .value();
  std::vector<absl::Duration> times;
  for (int i = 0; i < kBuilds; ++i) {
    const absl::Time begin = absl::Now();
    const auto index = SearchIndex::Build(extractor);
    times.push_back(absl::Now() - begin);
    if (!index.ok()) std::cout << index.status() << "\n";
  }
  std::cout << absl::StrFormat("\nmaking the index: %.1f ms (median of %d)\n",
                               Microseconds(times, 0.5) / 1000, kBuilds);
}

int Run(const char* queries_path, const char* misspelt_path) {
  const std::vector<std::string> queries = ReadColumn(queries_path, 1);
  const std::vector<std::string> misspelt = ReadColumn(misspelt_path, 0);
  if (queries.empty() || misspelt.empty()) {
    std::cerr << "no queries\n";
    return 1;
  }
  ServerProcess server({"--listen", "127.0.0.1:0", "--log-level", "off"});
  if (server.AwaitAddress().empty()) {
    std::cerr << "the server did not start: " << server.errors();
    return 1;
  }
  const auto channel = server.Connect();
  v1::GetTechniqueRequest get;
  get.set_name("techniques/calf-hands");
  std::vector<Part> parts;
  parts.push_back({"GetTechnique", kGet, {get.SerializeAsString()}, {}});
  parts.push_back(
      Searches("Search, judged queries", queries, 10, v1::SEARCH_MODE_WORDS));
  parts.push_back(
      Searches("the same, pages of 1", queries, 1, v1::SEARCH_MODE_WORDS));
  parts.push_back(
      Searches("the same, pages of 100", queries, 100, v1::SEARCH_MODE_WORDS));
  parts.push_back(
      Searches("Search, misspelt", misspelt, 10, v1::SEARCH_MODE_WORDS));
  parts.push_back(
      Searches("Search, as a prefix", queries, 10, v1::SEARCH_MODE_PREFIX));
  for (int round = 0; round < kRounds; ++round) {
    for (size_t i = 0; i < queries.size(); ++i) {
      for (Part& part : parts) {
        const std::string& request = part.requests[i % part.requests.size()];
        const absl::Time begin = absl::Now();
        const UnaryResult result = CallUnary(channel, part.method, request);
        if (!result.status.ok()) {
          std::cerr << part.name << ": " << result.status.error_message();
          return 1;
        }
        // The first round warms everything up.
        if (round > 0) part.times.push_back(absl::Now() - begin);
      }
    }
  }
  std::cout << absl::StrFormat("%-26s  %7s  %9s  %9s\n", "call", "calls",
                               "p50 us", "p99 us");
  for (Part& part : parts) {
    std::cout << absl::StrFormat(
        "%-26s  %7d  %9.0f  %9.0f\n", part.name, part.times.size(),
        Microseconds(part.times, 0.5), Microseconds(part.times, 0.99));
  }
  MeasureBuild();
  return 0;
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: search_cost QUERIES MISSPELT\n";
    return 2;
  }
  return knead::Run(argv[1], argv[2]);
}
