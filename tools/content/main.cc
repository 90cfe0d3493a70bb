// knead-content: compiles and checks the content. See `knead-content --help`.

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "tools/content/cli.h"

int main(int argc, char** argv) {
  // `bazel run` starts programs elsewhere; paths are meant from where the
  // person stands.
  const char* directory = std::getenv("BUILD_WORKING_DIRECTORY");
  if (directory != nullptr && chdir(directory) != 0) {
    std::cerr << "cannot go to " << directory << "\n";
    return knead::content::kExitFaults;
  }
  return knead::content::Run(std::vector<std::string>(argv + 1, argv + argc),
                             std::cout, std::cerr);
}
