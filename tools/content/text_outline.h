#ifndef KNEAD_TOOLS_CONTENT_TEXT_OUTLINE_H_
#define KNEAD_TOOLS_CONTENT_TEXT_OUTLINE_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace knead::content {

// Where each field stands in the text form of a message. It knows what
// TextFormat's own ParseInfoTree does not: the lines of the elements of
// `[a, b]` lists, and the path at a position where parsing failed.
//
// Paths are as in faults: `steps[2].text`; elements are counted from 0.
// Immutable.
class TextOutline {
 public:
  // A field, or an element of a repeated field.
  struct Entry {
    std::string path;
    // Both counted from 0, as the tokenizer counts.
    int line = 0;
    int column = 0;
  };

  TextOutline() = default;

  // Reads the text form of a `message`. Text that is not well formed gives the
  // outline of what could be made out.
  TextOutline(absl::string_view text,
              const google::protobuf::Descriptor* message);

  // Whether the field was written, be it with its default value.
  bool Has(absl::string_view path) const { return lines_.contains(path); }

  // The line, counted from 1, of a field or of the nearest field around it
  // that was written; 1 when there is none.
  int LineOf(absl::string_view path) const;

  // The path of the last field that begins at or before a position, whose line
  // and column are counted from 0; empty when there is none.
  std::string PathAt(int line, int column) const;

  // All entries in the order of the text.
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
  // Lines counted from 0.
  absl::flat_hash_map<std::string, int> lines_;
};

// `prefix.name`, or `name` when `prefix` is empty.
std::string FieldPath(absl::string_view prefix, absl::string_view name);

// `prefix.name[index]`.
std::string ElementPath(absl::string_view prefix, absl::string_view name,
                        int index);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_TEXT_OUTLINE_H_
