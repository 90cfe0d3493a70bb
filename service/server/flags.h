#ifndef KNEAD_SERVICE_SERVER_FLAGS_H_
#define KNEAD_SERVICE_SERVER_FLAGS_H_

#include "CLI/App.hpp"
#include "service/server/options.h"

namespace knead {

// Adds the flags of knead-server to `app`. Parsing sets the fields of
// `options`, whose values beforehand are the defaults; both must outlive the
// parsing. CheckOptions() says whether the values fit.
void AddFlags(CLI::App* app, ServerOptions* options);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_FLAGS_H_
