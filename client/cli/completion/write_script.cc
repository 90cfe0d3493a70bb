// Prints the completion script of a shell.
//   write_script bash|zsh|fish

#include <iostream>
#include <string>

#include "CLI/App.hpp"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"
#include "client/cli/completion/bash_script.h"
#include "client/cli/completion/command_model.h"
#include "client/cli/completion/fish_script.h"
#include "client/cli/completion/zsh_script.h"

namespace {

using Writer = std::string (*)(const knead::cli::CommandLineModel&);

Writer WriterFor(absl::string_view shell) {
  if (shell == "bash") return knead::cli::BashScript;
  if (shell == "zsh") return knead::cli::ZshScript;
  if (shell == "fish") return knead::cli::FishScript;
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  const Writer write = argc == 2 ? WriterFor(argv[1]) : nullptr;
  if (write == nullptr) {
    std::cerr << "usage: write_script bash|zsh|fish\n";
    return 2;
  }
  int exit_code = 0;
  knead::cli::DescribeCommandLine([&](const CLI::App& app) {
    const auto model = knead::cli::ModelOf(app);
    if (model.ok()) {
      std::cout << write(*model);
    } else {
      std::cerr << "write_script: " << model.status().message() << "\n";
      exit_code = 1;
    }
  });
  return std::cout.flush() ? exit_code : 1;
}
