#include "client/cli/render/content_info.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/version.h"
#include "google/protobuf/util/time_util.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead::cli {

std::string ShortRevision(const std::string& revision) {
  return std::string(
      absl::StripPrefix(revision, "sha256:").substr(0, kShownDigits));
}

namespace {

// How a reload went, in words.
std::string ResultOf(const v1::ContentReload& reload) {
  switch (reload.result()) {
    case v1::CONTENT_RELOAD_RESULT_LOADED:
      return "other content was taken into service";
    case v1::CONTENT_RELOAD_RESULT_UNCHANGED:
      return "the content was the same";
    default:
      return absl::StrCat("this content stays, since ", reload.message());
  }
}

}  // namespace

void Render(const v1::ContentInfo& info, Page& page) {
  page.Paragraph("Knead", Tone::kTitle);
  page.Gap();
  page.Paragraph(info.intended_use().text());
  page.Gap();
  page.Labelled("Content", info.content_revision());
  page.Labelled("Engine", info.engine_version());
  page.Labelled("Command", kVersion);
  page.Labelled("Languages", absl::StrJoin(info.language_codes(), ", "));
  if (info.has_load_time()) {
    page.Labelled("In service since",
                  google::protobuf::util::TimeUtil::ToString(info.load_time()));
  }
  if (info.has_last_reload()) {
    page.Labelled("Last reload",
                  absl::StrCat(google::protobuf::util::TimeUtil::ToString(
                                   info.last_reload().end_time()),
                               ", ", ResultOf(info.last_reload())));
  }
  page.Heading("What it holds");
  ForEachKind([&](auto kind) {
    const auto count = info.resource_counts().find(kind.kCollection);
    if (count == info.resource_counts().end()) return;
    page.Bullet(absl::StrCat(count->second, " ",
                             count->second == 1 ? kind.kSingular : kind.kPlural,
                             " (knead ", kind.kCommand, ")"));
  });
}

}  // namespace knead::cli
