#include "tools/content/canonical.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <memory>
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

std::string CanonicalBytes(const Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace knead::content
