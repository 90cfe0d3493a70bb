#include "tools/content/canonical.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tools/content/kind.h"

namespace knead::content {

using google::protobuf::Message;
using google::protobuf::Reflection;

void SortCollections(v1::ContentBundle* bundle) {
  const Reflection* reflection = bundle->GetReflection();
  for (const Kind& kind : AllKinds()) {
    const auto* name = kind.message->FindFieldByName("name");
    std::vector<std::unique_ptr<Message>> entities;
    while (reflection->FieldSize(*bundle, kind.bundle_field) > 0) {
      entities.emplace_back(reflection->ReleaseLast(bundle, kind.bundle_field));
    }
    const auto name_of = [name](const std::unique_ptr<Message>& entity) {
      return entity->GetReflection()->GetString(*entity, name);
    };
    std::sort(
        entities.begin(), entities.end(),
        [&](const auto& a, const auto& b) { return name_of(a) < name_of(b); });
    for (auto& entity : entities) {
      reflection->AddAllocatedMessage(bundle, kind.bundle_field,
                                      entity.release());
    }
  }
}

}  // namespace knead::content
