#ifndef KNEAD_CLIENT_CLI_TESTING_GOLDEN_H_
#define KNEAD_CLIENT_CLI_TESTING_GOLDEN_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead::cli {

// Expects `actual` to be what stands in the file `client/cli/testdata/<name>`.
// Where it is not, the test fails, shows what it got, and leaves it under the
// file's name in the test's outputs (bazel-testlogs/.../test.outputs), from
// where it can be copied once it has been found to be right.
void ExpectGolden(absl::string_view actual, const std::string& name);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TESTING_GOLDEN_H_
