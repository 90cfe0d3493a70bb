#ifndef KNEAD_TOOLS_CONTENT_FAULT_H_
#define KNEAD_TOOLS_CONTENT_FAULT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead::content {

// One thing that is wrong with the content, and where.
struct Fault {
  // Relative to the content folder, e.g. `techniques/calf-hands.textproto`.
  std::string file;
  // Counted from 1.
  int line = 1;
  // The field, e.g. `steps[2].text`; `(file)` when the file as a whole is
  // meant.
  std::string path;
  // What is wrong and how to mend it.
  std::string text;
};

// The path of a fault that concerns a file as a whole.
inline constexpr absl::string_view kWholeFile = "(file)";

// `file:line: path: text`, with `root` and a slash before the file unless
// `root` is empty.
std::string FormatFault(const Fault& fault, absl::string_view root);

// Collects faults, so that all of them can be told at once. Not thread-safe.
class FaultSink {
 public:
  // Keeps a fault.
  void Add(Fault fault);

  // Whether there is none.
  bool empty() const { return faults_.empty(); }

  // All faults without repetitions, by file, line, path and text.
  std::vector<Fault> Sorted() const;

 private:
  std::vector<Fault> faults_;
};

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FAULT_H_
