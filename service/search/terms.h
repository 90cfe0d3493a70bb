#ifndef KNEAD_SERVICE_SEARCH_TERMS_H_
#define KNEAD_SERVICE_SEARCH_TERMS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "knead/v1/search.pb.h"

namespace knead {

// The terms of the index. Stems and sets of synonyms stand for themselves; all
// else begins with a capital letter, which no stem does.

// A word as it is written, for words of which the beginning is known.
inline std::string WordTerm(absl::string_view word) {
  return absl::StrCat("W", word);
}

// A name of the resource, by its NameKey.
inline std::string NameTerm(absl::string_view key) {
  return absl::StrCat("N", key);
}

// A name of a finding that a contraindication or a triage rule asks for, by its
// NameKey.
inline std::string FindingTerm(absl::string_view key) {
  return absl::StrCat("F", key);
}

// A finding that it is or asks for.
inline std::string ReadTerm(absl::string_view finding) {
  return absl::StrCat("R", finding);
}

// A name of the resource, by its ExactKey.
inline std::string ExactTerm(absl::string_view key) {
  return absl::StrCat("X", key);
}

// The kind of the resource.
inline std::string KindTerm(v1::ResourceKind kind) {
  return absl::StrCat("K", kind);
}

// A resource that it is about.
inline std::string SubjectTerm(absl::string_view name) {
  return absl::StrCat("S", name);
}

// Longest term, in bytes: the index takes no longer ones.
inline constexpr size_t kMaxTermBytes = 245;

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_TERMS_H_
