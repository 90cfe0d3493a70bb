#ifndef KNEAD_TESTS_FUZZ_REQUIRE_H_
#define KNEAD_TESTS_FUZZ_REQUIRE_H_

#include <cstdio>
#include <cstdlib>
#include <string>

namespace knead {

// Ends the process with `fault` unless it is empty: what a fuzz target does
// when an answer is wrong though nothing crashed.
inline void RequireNoFault(const std::string& fault) {
  if (fault.empty()) return;
  std::fprintf(stderr, "fault: %s\n", fault.c_str());
  std::abort();
}

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_REQUIRE_H_
