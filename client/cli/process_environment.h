#ifndef KNEAD_CLIENT_CLI_PROCESS_ENVIRONMENT_H_
#define KNEAD_CLIENT_CLI_PROCESS_ENVIRONMENT_H_

#include "client/cli/environment.h"

namespace knead::cli {

// This process's standard streams, terminal and environment variables, without
// an embedded server. Not safe while another thread changes the environment.
Environment ProcessEnvironment();

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_PROCESS_ENVIRONMENT_H_
