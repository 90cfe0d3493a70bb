#ifndef KNEAD_CLIENT_EXAMPLE_RUN_EXAMPLE_H_
#define KNEAD_CLIENT_EXAMPLE_RUN_EXAMPLE_H_

#include <string>

namespace knead {

// What an example did.
struct ExampleOutcome {
  int exit_code = -1;
  // Both streams.
  std::string output;
};

// Runs the example `name` of this folder, e.g. `coach_example`, which the test
// has as data, with these arguments.
ExampleOutcome RunExample(const std::string& name,
                          const std::string& arguments);

}  // namespace knead

#endif  // KNEAD_CLIENT_EXAMPLE_RUN_EXAMPLE_H_
