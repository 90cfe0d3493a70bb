#include "client/example/run_example.h"

#include <sys/wait.h>

#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"

namespace knead {

ExampleOutcome RunExample(const std::string& name,
                          const std::string& arguments) {
  ExampleOutcome run;
  FILE* pipe = popen(
      absl::StrCat("client/example/", name, " ", arguments, " 2>&1").c_str(),
      "r");
  if (pipe == nullptr) return run;
  char buffer[512];
  while (fgets(buffer, sizeof(buffer), pipe) != nullptr) run.output += buffer;
  run.exit_code = WEXITSTATUS(pclose(pipe));
  return run;
}

}  // namespace knead
