#include "tools/content/manifest_checks.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "knead/v1/content_bundle.pb.h"
#include "tools/content/loader.h"
#include "tools/content/text_outline.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

// A language of two or three letters, then parts of one to eight letters or
// digits, with hyphens between.
bool IsLanguageTag(const std::string& tag) {
  const std::vector<std::string> parts = absl::StrSplit(tag, '-');
  if (parts[0].size() < 2 || parts[0].size() > 3 ||
      !std::all_of(parts[0].begin(), parts[0].end(), absl::ascii_islower)) {
    return false;
  }
  return std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    return !part.empty() && part.size() <= 8 &&
           std::all_of(part.begin(), part.end(), absl::ascii_isalnum);
  });
}

}  // namespace

void CheckManifest(const ContentSet& content, FaultSink* faults) {
  const Entity* entity = content.manifest();
  if (entity == nullptr) {
    if (!content.complete()) return;
    faults->Add({std::string(kManifestFile), 1, std::string(kWholeFile),
                 "is missing; write the manifest"});
    return;
  }
  const auto& manifest = entity->As<v1::ContentManifest>();
  if (!manifest.language_code().empty() &&
      !IsLanguageTag(manifest.language_code())) {
    faults->Add(entity->FaultAt(
        "language_code", absl::StrCat("`", manifest.language_code(),
                                      "` is no BCP 47 tag; write one, e.g. "
                                      "en")));
  }
  WalkMessages(manifest, [&](const google::protobuf::Message& message,
                             const std::string& path) {
    const auto* statement =
        google::protobuf::DynamicCastToGenerated<v1::Statement>(&message);
    if (statement == nullptr || !statement->citations().empty()) return;
    faults->Add(entity->FaultAt(
        FieldPath(path, "citations"),
        "is empty, and the manifest has no citations of its own; cite where "
        "this comes from"));
  });
}

}  // namespace knead::content
