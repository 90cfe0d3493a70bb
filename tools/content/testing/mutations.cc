#include "tools/content/testing/mutations.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "google/api/field_behavior.pb.h"
#include "knead/v1/common.pb.h"
#include "tools/content/field_behavior.h"
#include "tools/content/loader.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::TextFormat;

// Prints a message one field a line, and keeps the line of every path. It knows
// nothing of the compiler's own ways of finding lines.
class Printer {
 public:
  // What to print instead of what the message has.
  struct Change {
    // The field, or the element of a repeated field; empty for no change.
    std::string path;
    // Leave it out rather than printing `value`.
    bool omit = false;
    std::string value;
  };

  explicit Printer(Change change) : change_(std::move(change)) {}

  void PrintFile(const Message& message) {
    const auto* descriptor = message.GetDescriptor();
    Line(absl::StrCat("# proto-file: ", descriptor->file()->name()));
    Line(absl::StrCat("# proto-message: ", descriptor->full_name()));
    PrintMessage(message, "", "");
  }

  const std::string& text() const { return text_; }

  // The line of a path, or of the nearest path around it that was printed.
  int LineOf(std::string path) const {
    while (!path.empty()) {
      const auto found = lines_.find(path);
      if (found != lines_.end()) return found->second;
      const size_t end = path.find_last_of(".[");
      path.resize(end == std::string::npos ? 0 : end);
    }
    return 1;
  }

 private:
  void Line(const std::string& text) {
    absl::StrAppend(&text_, text, "\n");
    ++line_;
  }

  void PrintMessage(const Message& message, const std::string& prefix,
                    const std::string& indent) {
    const auto* descriptor = message.GetDescriptor();
    const Reflection* reflection = message.GetReflection();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      const std::string path = prefix.empty()
                                   ? field->name()
                                   : absl::StrCat(prefix, ".", field->name());
      if (path == change_.path && change_.omit) continue;
      if (!field->is_repeated()) {
        // Numbers that have to be written, even if they are zero.
        const bool is_number =
            field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE &&
            IsRequired(*field);
        if (reflection->HasField(message, field) || is_number) {
          PrintField(message, field, -1, path, indent);
        }
        continue;
      }
      lines_.emplace(path, line_);
      if (reflection->FieldSize(message, field) == 0) lines_.erase(path);
      for (int j = 0; j < reflection->FieldSize(message, field); ++j) {
        PrintField(message, field, j, absl::StrCat(path, "[", j, "]"), indent);
      }
    }
  }

  void PrintField(const Message& message, const FieldDescriptor* field,
                  int index, const std::string& path,
                  const std::string& indent) {
    lines_.emplace(path, line_);
    if (path == change_.path) {
      Line(absl::StrCat(indent, field->name(), ": ", change_.value));
      return;
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      std::string value;
      TextFormat::PrintFieldValueToString(message, field, index, &value);
      Line(absl::StrCat(indent, field->name(), ": ", value));
      return;
    }
    const Reflection* reflection = message.GetReflection();
    Line(absl::StrCat(indent, field->name(), " {"));
    PrintMessage(index < 0
                     ? reflection->GetMessage(message, field)
                     : reflection->GetRepeatedMessage(message, field, index),
                 path, indent + "  ");
    Line(indent + "}");
  }

  const Change change_;
  std::string text_;
  int line_ = 1;
  std::map<std::string, int> lines_;
};

std::unique_ptr<Message> Read(const SourceFile& file) {
  FaultSink faults;
  const ContentSet content = Load({file}, &faults);
  EXPECT_TRUE(faults.empty()) << FormatFault(faults.Sorted().front(), "");
  EXPECT_EQ(content.entities().size(), 1) << file.path;
  const Message& message = *content.entities().front()->message;
  std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

Mutation Mutate(const SourceFile& file, const Message& message,
                const Printer::Change& change) {
  Printer printer(change);
  printer.PrintFile(message);
  return {
      {file.path, printer.text()}, printer.LineOf(change.path), change.path};
}

bool IsIdentifier(const FieldDescriptor& field) {
  const auto& options = field.options();
  return options.ExtensionSize(google::api::field_behavior) > 0 &&
         options.GetExtension(google::api::field_behavior, 0) ==
             google::api::IDENTIFIER;
}

}  // namespace

std::vector<Mutation> EmptiedFields(const SourceFile& file) {
  const auto root = Read(file);
  std::vector<Mutation> mutations;
  WalkMessages(*root, [&](const Message& message, const std::string& prefix) {
    const auto* descriptor = message.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      if (!IsRequired(*field) && !IsIdentifier(*field)) continue;
      const std::string path = prefix.empty()
                                   ? field->name()
                                   : absl::StrCat(prefix, ".", field->name());
      mutations.push_back(Mutate(file, *root, {path, true, ""}));
      if (field->is_repeated()) continue;
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        mutations.push_back(Mutate(file, *root, {path, false, "\"\""}));
        mutations.push_back(Mutate(file, *root, {path, false, "\" \""}));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        mutations.push_back(Mutate(file, *root, {path, false, "0"}));
      }
    }
  });
  return mutations;
}

std::vector<Mutation> DanglingReferences(const SourceFile& file) {
  const auto root = Read(file);
  const auto* section = v1::Citation::descriptor()->FindFieldByName("section");
  std::vector<Mutation> mutations;
  WalkStrings(*root, [&](const FieldDescriptor& field, const std::string& value,
                         const std::string& path) {
    if (ReferenceType(field).empty() && &field != section) return;
    mutations.push_back(
        Mutate(file, *root, {path, false, absl::StrCat("\"", value, "-x\"")}));
  });
  return mutations;
}

}  // namespace knead::content
