#ifndef KNEAD_CLIENT_CLI_ANSWER_H_
#define KNEAD_CLIENT_CLI_ANSWER_H_

#include <ostream>

#include "client/cli/arguments.h"
#include "client/cli/text/text_page.h"

namespace knead::cli {

// How and where a command writes its answer.
struct Answer {
  std::ostream& out;
  OutputFormat format;
  PageLayout layout;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_ANSWER_H_
