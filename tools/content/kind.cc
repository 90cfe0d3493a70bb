#include "tools/content/kind.h"

#include "google/api/resource.pb.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead::content {
namespace {

std::vector<Kind> ReadKinds() {
  std::vector<Kind> kinds;
  const auto* bundle = v1::ContentBundle::descriptor();
  for (int i = 0; i < bundle->field_count(); ++i) {
    const auto* field = bundle->field(i);
    if (!field->is_repeated()) continue;
    const auto* message = field->message_type();
    const auto& resource =
        message->options().GetExtension(google::api::resource);
    kinds.push_back(
        {field->name(), resource.plural(), resource.type(), message, field});
  }
  return kinds;
}

}  // namespace

const std::vector<Kind>& AllKinds() {
  static const auto& kinds = *new std::vector<Kind>(ReadKinds());
  return kinds;
}

const Kind* KindOfFolder(absl::string_view folder) {
  for (const Kind& kind : AllKinds()) {
    if (kind.folder == folder) return &kind;
  }
  return nullptr;
}

const Kind* KindOfType(absl::string_view type) {
  for (const Kind& kind : AllKinds()) {
    if (kind.type == type) return &kind;
  }
  return nullptr;
}

const Kind* KindOfMessage(const google::protobuf::Descriptor* message) {
  for (const Kind& kind : AllKinds()) {
    if (kind.message == message) return &kind;
  }
  return nullptr;
}

}  // namespace knead::content
