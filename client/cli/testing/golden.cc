#include "client/cli/testing/golden.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace knead::cli {

void ExpectGolden(absl::string_view actual, const std::string& name) {
  const std::string path = absl::StrCat("client/cli/testdata/", name);
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  if (file && expected.str() == actual) return;
  const char* outputs = std::getenv("TEST_UNDECLARED_OUTPUTS_DIR");
  if (outputs != nullptr) {
    std::ofstream(absl::StrCat(outputs, "/", name)) << actual;
  }
  EXPECT_EQ(expected.str(), std::string(actual)) << path;
}

}  // namespace knead::cli
