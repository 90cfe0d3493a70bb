#include "tests/golden/golden_cases.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_replace.h"
#include "client/cli/evaluation/evaluation_case.h"

namespace knead {
namespace {

constexpr char kFolder[] = "tests/golden";

std::vector<cli::EvaluationCaseFile> ReadAll() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".textproto") {
      paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<cli::EvaluationCaseFile> files;
  std::istringstream none;
  for (const std::string& path : paths) {
    absl::StatusOr<cli::EvaluationCaseFile> file =
        cli::EvaluationCaseFile::Read(path, none);
    if (!file.ok()) {
      std::cerr << file.status() << "\n";
      std::abort();
    }
    files.push_back(*std::move(file));
  }
  return files;
}

}  // namespace

const std::vector<cli::EvaluationCaseFile>& GoldenCases() {
  static const auto& cases =
      *new std::vector<cli::EvaluationCaseFile>(ReadAll());
  return cases;
}

std::string TestName(const cli::EvaluationCaseFile& file) {
  return absl::StrReplaceAll(std::filesystem::path(file.name()).stem().string(),
                             {{"-", "_"}});
}

}  // namespace knead
