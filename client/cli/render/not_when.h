#ifndef KNEAD_CLIENT_CLI_RENDER_NOT_WHEN_H_
#define KNEAD_CLIENT_CLI_RENDER_NOT_WHEN_H_

#include <string>
#include <vector>

#include "client/cli/library.h"
#include "client/cli/text/page.h"

namespace knead::cli {

// When not to use some techniques: names of contraindications, each in the
// order of the content.
struct NotWhen {
  // Those that all of the techniques have.
  std::vector<std::string> common;
  // For each technique, those that it has besides.
  std::vector<std::vector<std::string>> own;
};

// When not to use the techniques of these names. One that the library does not
// have has no contraindication.
NotWhen NotWhenOf(const std::vector<std::string>& techniques,
                  const Library& library);

// When not to massage, one item for each contraindication.
void RenderNotWhen(const std::vector<std::string>& contraindications,
                   Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_NOT_WHEN_H_
