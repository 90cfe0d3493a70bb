#ifndef KNEAD_TOOLS_CONTENT_CLI_H_
#define KNEAD_TOOLS_CONTENT_CLI_H_

#include <ostream>
#include <string>
#include <vector>

namespace knead::content {

// Exit codes of knead-content.
inline constexpr int kExitFine = 0;
// The content has faults, a fact is not covered, or a file cannot be read or
// written.
inline constexpr int kExitFaults = 1;
// The command line is wrong.
inline constexpr int kExitUsage = 2;

// Runs `knead-content` with its arguments, without the program's name. Results
// go to `out`, faults and errors to `err`. Returns the exit code.
int Run(const std::vector<std::string>& arguments, std::ostream& out,
        std::ostream& err);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CLI_H_
