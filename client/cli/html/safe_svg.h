#ifndef KNEAD_CLIENT_CLI_HTML_SAFE_SVG_H_
#define KNEAD_CLIENT_CLI_HTML_SAFE_SVG_H_

#include <pugixml.hpp>

#include "absl/strings/string_view.h"

namespace knead::cli {

// Appends the picture that is the SVG document `svg` to `parent`, without
// anything in it that could act or fetch: only elements that draw and name, and
// attributes that refer to nothing but the picture itself. False, with nothing
// appended, when it is no SVG document. Thread-safe for different documents.
bool AppendSafeSvg(pugi::xml_node parent, absl::string_view svg);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_HTML_SAFE_SVG_H_
