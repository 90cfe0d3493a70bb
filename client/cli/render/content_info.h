#ifndef KNEAD_CLIENT_CLI_RENDER_CONTENT_INFO_H_
#define KNEAD_CLIENT_CLI_RENDER_CONTENT_INFO_H_

#include <string>

#include "client/cli/text/page.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead::cli {

// Which content and which engine answer.
void Render(const v1::ContentInfo& info, Page& page);

// A content revision in short: its first kShownDigits digits.
inline constexpr size_t kShownDigits = 12;
std::string ShortRevision(const std::string& revision);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_CONTENT_INFO_H_
