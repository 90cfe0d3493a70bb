// Prints the manual page knead(1).

#include <iostream>

#include "CLI/App.hpp"
#include "client/cli/arguments.h"
#include "tools/manual/man_page.h"

namespace {

knead::ManPage KneadPage() {
  knead::ManPage page;
  page.section = 1;
  page.summary = "may a sore knee be massaged, and if so, how";
  page.sections = {
      {"EXIT STATUS",
       "",
       {{"0", "The question was answered, whatever the answer."},
        {"1", "The call failed: no server answered, or it had a fault."},
        {"2",
         "The command line, a case file or the input was at fault: an unknown "
         "name, an option that does not exist, an interview that was cut off."},
        {"3",
         "What was compared is not the same: replay found another answer or a "
         "receipt that does not fit, or a case of evaluate did not get the "
         "expected answer."}}},
      {"ENVIRONMENT",
       "",
       {{"KNEAD_SERVER",
         "The server to ask when --server is not given. Empty or not set: the "
         "command answers by itself."},
        {"NO_COLOR", "No colour when set to anything but nothing."},
        {"TERM", "No colour when dumb."}}},
      {"FILES",
       "A case is a knead.v1.AssessRequest in protobuf's text format. What is "
       "saved about a person is health data.",
       {}},
      {"SEE ALSO", "knead-server(8)", {}},
  };
  return page;
}

}  // namespace

int main() {
  knead::cli::DescribeCommandLine([](const CLI::App& app) {
    std::cout << knead::WriteManPage(app, KneadPage());
  });
  return std::cout.flush() ? 0 : 1;
}
