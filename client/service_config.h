#ifndef KNEAD_CLIENT_SERVICE_CONFIG_H_
#define KNEAD_CLIENT_SERVICE_CONFIG_H_

#include <string>

#include "client/options.h"

namespace knead {

// gRPC's service config for `options`, which have to be valid, as JSON: which
// methods are repeated, when and how often, how calls are spread over several
// servers, and whether a server's health is watched. It sets no deadline: those
// stand in the context of each call. Thread-safe.
std::string ServiceConfig(const ClientOptions& options);

}  // namespace knead

#endif  // KNEAD_CLIENT_SERVICE_CONFIG_H_
