#include "tools/content/fault.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

namespace knead::content {
namespace {

auto Key(const Fault& fault) {
  return std::tie(fault.file, fault.line, fault.path, fault.text);
}

}  // namespace

std::string FormatFault(const Fault& fault, absl::string_view root) {
  return absl::StrCat(root, root.empty() ? "" : "/", fault.file, ":",
                      fault.line, ": ", fault.path, ": ", fault.text);
}

void FaultSink::Add(Fault fault) { faults_.push_back(std::move(fault)); }

std::vector<Fault> FaultSink::Sorted() const {
  std::vector<Fault> sorted = faults_;
  std::sort(sorted.begin(), sorted.end(),
            [](const Fault& a, const Fault& b) { return Key(a) < Key(b); });
  sorted.erase(std::unique(sorted.begin(), sorted.end(),
                           [](const Fault& a, const Fault& b) {
                             return Key(a) == Key(b);
                           }),
               sorted.end());
  return sorted;
}

}  // namespace knead::content
