#include "tests/fuzz/proto_mutator.h"

#include <algorithm>
#include <limits>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/unknown_field_set.h"

namespace knead {
namespace {

using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// Longer than any name, and than any other text that is limited.
constexpr size_t kLongTextBytes = 700;
// The number of a field that no message has.
constexpr int kUnknownField = 1000;
// Most bytes that MutateBytes moves at once.
constexpr size_t kMostBytesAtOnce = 64;

// A text of a message, if it has one that is set.
void AddTexts(const Message& message, std::vector<std::string>* texts) {
  std::vector<const FieldDescriptor*> fields;
  const Reflection* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
    if (!field->is_repeated()) {
      texts->push_back(reflection->GetString(message, field));
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      texts->push_back(reflection->GetRepeatedString(message, field, i));
    }
  }
}

}  // namespace

size_t ProtoMutator::Below(size_t below) {
  // The small bias does not matter here, and the standard's distributions give
  // other numbers elsewhere.
  return static_cast<size_t>(random_() % below);
}

std::vector<Message*> ProtoMutator::Parts(Message* message) {
  std::vector<Message*> parts = {message};
  for (size_t next = 0; next < parts.size(); ++next) {
    Message* part = parts[next];
    const Reflection* reflection = part->GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection->ListFields(*part, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
      if (!field->is_repeated()) {
        parts.push_back(reflection->MutableMessage(part, field));
        continue;
      }
      for (int i = 0; i < reflection->FieldSize(*part, field); ++i) {
        parts.push_back(reflection->MutableRepeatedMessage(part, field, i));
      }
    }
  }
  return parts;
}

template <typename Number>
Number ProtoMutator::AnyNumber() {
  using Limits = std::numeric_limits<Number>;
  const Number numbers[] = {0,
                            1,
                            2,
                            3,
                            static_cast<Number>(-1),
                            static_cast<Number>(Below(128)),
                            static_cast<Number>(random_()),
                            Limits::min(),
                            Limits::max(),
                            static_cast<Number>(Limits::max() - 1)};
  return numbers[Below(std::size(numbers))];
}

double ProtoMutator::AnyDouble() {
  using Limits = std::numeric_limits<double>;
  const double numbers[] = {0.0,
                            -0.0,
                            1.0,
                            -1.0,
                            0.5,
                            static_cast<double>(Below(128)),
                            static_cast<double>(Below(1280)) / 10,
                            1e15,
                            Limits::max(),
                            Limits::lowest(),
                            Limits::denorm_min(),
                            Limits::infinity(),
                            -Limits::infinity(),
                            Limits::quiet_NaN()};
  return numbers[Below(std::size(numbers))];
}

int ProtoMutator::AnyEnum(const Field* field) {
  if (OnceIn(8)) return AnyNumber<int32_t>();
  const EnumDescriptor* type = field->enum_type();
  return type->value(static_cast<int>(Below(type->value_count())))->number();
}

std::string ProtoMutator::AnyText(const std::vector<Message*>& parts) {
  std::string text;
  // A text of some part. Most are names, so this makes other references.
  for (int tries = 0; tries < 8 && text.empty(); ++tries) {
    std::vector<std::string> texts;
    AddTexts(*parts[Below(parts.size())], &texts);
    if (!texts.empty()) text = texts[Below(texts.size())];
  }
  switch (Below(8)) {
    case 0:
      return "";
    case 1:
      return text + "\xc3\x28";
    case 2:
      return std::string(kLongTextBytes, 'a');
    case 3:
      MutateBytes(&text);
      return text;
    case 4:
      return text + std::string("\0\n<&\"%'/", 8);
    default:
      return text;
  }
}

void ProtoMutator::SetOrAdd(const std::vector<Message*>& parts, Message* part,
                            const Field* field) {
  const Reflection* reflection = part->GetReflection();
  const bool add = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32: {
      const auto value = AnyNumber<int32_t>();
      add ? reflection->AddInt32(part, field, value)
          : reflection->SetInt32(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      const auto value = AnyNumber<int64_t>();
      add ? reflection->AddInt64(part, field, value)
          : reflection->SetInt64(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_UINT32: {
      const auto value = AnyNumber<uint32_t>();
      add ? reflection->AddUInt32(part, field, value)
          : reflection->SetUInt32(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_UINT64: {
      const auto value = AnyNumber<uint64_t>();
      add ? reflection->AddUInt64(part, field, value)
          : reflection->SetUInt64(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_DOUBLE: {
      const double value = AnyDouble();
      add ? reflection->AddDouble(part, field, value)
          : reflection->SetDouble(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_FLOAT: {
      const auto value = static_cast<float>(Below(1000)) / 10;
      add ? reflection->AddFloat(part, field, value)
          : reflection->SetFloat(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_BOOL: {
      const bool value = OnceIn(2);
      add ? reflection->AddBool(part, field, value)
          : reflection->SetBool(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int value = AnyEnum(field);
      add ? reflection->AddEnumValue(part, field, value)
          : reflection->SetEnumValue(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string value = AnyText(parts);
      add ? reflection->AddString(part, field, value)
          : reflection->SetString(part, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      Message* child = add ? reflection->AddMessage(part, field)
                           : reflection->MutableMessage(part, field);
      // An empty one is of little use: give it something to begin with.
      if (child->GetDescriptor()->field_count() == 0 || OnceIn(4)) break;
      const auto* type = child->GetDescriptor();
      const auto* inner = type->field(
          static_cast<int>(Below(static_cast<size_t>(type->field_count()))));
      if (inner->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        // The parts anew: setting one member of a oneof ends the other.
        SetOrAdd(Parts(parts.front()), child, inner);
      }
      break;
    }
  }
}

void ProtoMutator::ChangeItems(Message* part, const Field* field) {
  const Reflection* reflection = part->GetReflection();
  const int size = reflection->FieldSize(*part, field);
  if (size == 0) return;
  const int one = static_cast<int>(Below(static_cast<size_t>(size)));
  const int other = static_cast<int>(Below(static_cast<size_t>(size)));
  switch (Below(3)) {
    case 0:
      reflection->SwapElements(part, field, one, size - 1);
      reflection->RemoveLast(part, field);
      break;
    case 1:
      reflection->SwapElements(part, field, one, other);
      break;
    default:
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        // Adding can move the items, so the copy is made first.
        const Message& item = reflection->GetRepeatedMessage(*part, field, one);
        Message* copy = item.New();
        copy->CopyFrom(item);
        reflection->AddAllocatedMessage(part, field, copy);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        reflection->AddString(part, field,
                              reflection->GetRepeatedString(*part, field, one));
      }
  }
}

void ProtoMutator::CopyFromAnother(const std::vector<Message*>& parts,
                                   Message* part) {
  std::vector<Message*> alike;
  for (Message* each : parts) {
    if (each != part && each->GetDescriptor() == part->GetDescriptor()) {
      alike.push_back(each);
    }
  }
  if (alike.empty()) return;
  const Message* source = alike[Below(alike.size())];
  // One may lie within the other.
  const std::string bytes = source->SerializeAsString();
  if (OnceIn(2)) {
    part->ParseFromString(bytes);
  } else {
    part->MergeFromString(bytes);
  }
}

void ProtoMutator::AddUnknownField(Message* part) {
  auto* fields = part->GetReflection()->MutableUnknownFields(part);
  if (OnceIn(2)) {
    fields->AddVarint(kUnknownField, random_());
  } else {
    fields->AddLengthDelimited(kUnknownField, "\xff\x00\x01");
  }
}

void ProtoMutator::Mutate(Message* message) {
  const std::vector<Message*> parts = Parts(message);
  Message* part = parts[Below(parts.size())];
  const auto* type = part->GetDescriptor();
  if (type->field_count() == 0) return AddUnknownField(part);
  const FieldDescriptor* field =
      type->field(static_cast<int>(Below(type->field_count())));
  switch (Below(16)) {
    case 0:
      return AddUnknownField(part);
    case 1:
    case 2:
      return part->GetReflection()->ClearField(part, field);
    case 3:
    case 4:
    case 5:
      return CopyFromAnother(parts, part);
    case 6:
    case 7:
    case 8:
      if (field->is_repeated()) return ChangeItems(part, field);
      break;
    default:
      break;
  }
  SetOrAdd(parts, part, field);
}

void ProtoMutator::CrossOver(const Message& other, Message* message) {
  Message* copy = other.New();
  copy->CopyFrom(other);
  const std::vector<Message*> theirs = Parts(copy);
  const std::vector<Message*> ours = Parts(message);
  Message* place = ours[Below(ours.size())];
  std::vector<const Message*> fitting;
  for (const Message* each : theirs) {
    if (each->GetDescriptor() == place->GetDescriptor()) {
      fitting.push_back(each);
    }
  }
  if (!fitting.empty()) {
    const Message& part = *fitting[Below(fitting.size())];
    if (OnceIn(2)) {
      place->CopyFrom(part);
    } else {
      place->MergeFrom(part);
    }
  }
  delete copy;
}

void ProtoMutator::MutateBytes(std::string* bytes) {
  if (bytes->empty()) {
    bytes->push_back(static_cast<char>(random_()));
    return;
  }
  const size_t at = Below(bytes->size());
  const size_t count =
      std::min(1 + Below(kMostBytesAtOnce), bytes->size() - at);
  switch (Below(6)) {
    case 0:
      (*bytes)[at] = static_cast<char>((*bytes)[at] ^ (1 << Below(8)));
      break;
    case 1:
      (*bytes)[at] = static_cast<char>(random_());
      break;
    case 2:
      bytes->erase(at, count);
      break;
    case 3:
      bytes->insert(Below(bytes->size()), bytes->substr(at, count));
      break;
    case 4:
      bytes->insert(at, 1, static_cast<char>(random_()));
      break;
    default:
      bytes->resize(at);
  }
}

}  // namespace knead
