#include "tools/content/text_outline.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <utility>

#include "absl/strings/str_cat.h"

namespace knead::content {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::io::ArrayInputStream;
using google::protobuf::io::ErrorCollector;
using google::protobuf::io::Tokenizer;

class IgnoreErrors : public ErrorCollector {
 public:
  void AddError(int, int, const std::string&) override {}
};

class Reader {
 public:
  explicit Reader(absl::string_view text)
      : input_(text.data(), static_cast<int>(text.size())),
        tokenizer_(&input_, &ignore_errors_) {
    tokenizer_.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
    tokenizer_.Next();
  }

  // Reads fields until `closing`, or until the end when that is empty.
  // `message` is null inside of an unknown field.
  void ReadMessage(const Descriptor* message, const std::string& prefix,
                   absl::string_view closing) {
    absl::flat_hash_map<std::string, int> counts;
    while (!AtEnd() && (closing.empty() || Text() != closing)) {
      if (tokenizer_.current().type != Tokenizer::TYPE_IDENTIFIER) {
        tokenizer_.Next();
        continue;
      }
      const std::string name = Text();
      const FieldDescriptor* field =
          message == nullptr ? nullptr : message->FindFieldByName(name);
      const Tokenizer::Token start = tokenizer_.current();
      tokenizer_.Next();
      if (Text() == ":") tokenizer_.Next();
      const bool repeated = field != nullptr && field->is_repeated();
      int& count = counts[name];
      if (count == 0 || !repeated) Record(FieldPath(prefix, name), start);
      const auto read_value = [&](const Tokenizer::Token& at) {
        std::string path = FieldPath(prefix, name);
        if (repeated) {
          path = ElementPath(prefix, name, count);
          Record(path, at);
        }
        ++count;
        ReadValue(field, path);
      };
      if (Text() != "[") {
        read_value(start);
        continue;
      }
      tokenizer_.Next();
      while (!AtEnd() && Text() != "]" && Text() != "}" && Text() != ">") {
        if (Text() == ",") {
          tokenizer_.Next();
        } else {
          read_value(tokenizer_.current());
        }
      }
      if (Text() == "]") tokenizer_.Next();
    }
    if (!AtEnd()) tokenizer_.Next();
  }

  std::vector<TextOutline::Entry> TakeEntries() { return std::move(entries_); }

 private:
  bool AtEnd() { return tokenizer_.current().type == Tokenizer::TYPE_END; }

  const std::string& Text() { return tokenizer_.current().text; }

  void Record(std::string path, const Tokenizer::Token& token) {
    entries_.push_back({std::move(path), token.line, token.column});
  }

  void ReadValue(const FieldDescriptor* field, const std::string& path) {
    if (Text() == "{" || Text() == "<") {
      const absl::string_view closing = Text() == "{" ? "}" : ">";
      tokenizer_.Next();
      ReadMessage(field == nullptr ? nullptr : field->message_type(), path,
                  closing);
      return;
    }
    if (Text() == "-") tokenizer_.Next();
    if (tokenizer_.current().type != Tokenizer::TYPE_STRING) {
      if (Text() != "}" && Text() != ">") tokenizer_.Next();
      return;
    }
    while (tokenizer_.current().type == Tokenizer::TYPE_STRING) {
      tokenizer_.Next();
    }
  }

  ArrayInputStream input_;
  IgnoreErrors ignore_errors_;
  Tokenizer tokenizer_;
  std::vector<TextOutline::Entry> entries_;
};

// The path of the field around a field or an element; empty for a top-level
// field.
absl::string_view Parent(absl::string_view path) {
  const size_t end = path.find_last_of(".[");
  return end == absl::string_view::npos ? absl::string_view()
                                        : path.substr(0, end);
}

}  // namespace

TextOutline::TextOutline(absl::string_view text, const Descriptor* message) {
  Reader reader(text);
  reader.ReadMessage(message, "", "");
  entries_ = reader.TakeEntries();
  for (const Entry& entry : entries_) lines_.emplace(entry.path, entry.line);
}

int TextOutline::LineOf(absl::string_view path) const {
  for (; !path.empty(); path = Parent(path)) {
    const auto found = lines_.find(path);
    if (found != lines_.end()) return found->second + 1;
  }
  return 1;
}

std::string TextOutline::PathAt(int line, int column) const {
  std::string path;
  for (const Entry& entry : entries_) {
    if (entry.line > line || (entry.line == line && entry.column > column)) {
      break;
    }
    path = entry.path;
  }
  return path;
}

std::string FieldPath(absl::string_view prefix, absl::string_view name) {
  return prefix.empty() ? std::string(name) : absl::StrCat(prefix, ".", name);
}

std::string ElementPath(absl::string_view prefix, absl::string_view name,
                        int index) {
  return absl::StrCat(FieldPath(prefix, name), "[", index, "]");
}

}  // namespace knead::content
