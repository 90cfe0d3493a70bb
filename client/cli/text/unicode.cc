#include "client/cli/text/unicode.h"

#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead::cli {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

const uint8_t* Bytes(absl::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

void Append(char32_t code_point, std::string& out) {
  uint8_t bytes[6];
  const int length = u8_uctomb(bytes, code_point, sizeof(bytes));
  out.append(reinterpret_cast<const char*>(bytes), length);
}

bool IsControl(char32_t c) {
  return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
}

// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
bool TurnsDirection(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Takes over a buffer that libunistring allocated.
std::string Take(uint8_t* buffer, size_t length, absl::string_view otherwise) {
  if (buffer == nullptr) return std::string(otherwise);
  std::string text(reinterpret_cast<const char*>(buffer), length);
  std::free(buffer);
  return text;
}

}  // namespace

std::vector<char32_t> CodePoints(absl::string_view text) {
  std::vector<char32_t> result;
  result.reserve(text.size());
  while (!text.empty()) {
    ucs4_t code_point;
    // Yields U+FFFD for what is not UTF-8.
    const int length = u8_mbtouc(&code_point, Bytes(text), text.size());
    result.push_back(code_point);
    text.remove_prefix(length);
  }
  return result;
}

std::string Printable(absl::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (char32_t c : CodePoints(text)) {
    if (TurnsDirection(c)) continue;
    Append(IsControl(c) ? kReplacement : c, result);
  }
  return result;
}

std::string Utf8(char32_t code_point) {
  std::string text;
  Append(code_point, text);
  return text;
}

int DisplayWidth(absl::string_view text) {
  return u8_width(Bytes(text), text.size(), "UTF-8");
}

std::string FoldCase(absl::string_view text) {
  std::string valid = Printable(text);
  if (valid.empty()) return valid;
  size_t length = 0;
  uint8_t* folded = u8_casefold(Bytes(valid), valid.size(), nullptr,
                                UNINORM_NFC, nullptr, &length);
  return Take(folded, length, valid);
}

std::string Capitalised(absl::string_view text) {
  std::string valid = Printable(text);
  if (valid.empty()) return valid;
  ucs4_t first;
  const int first_length = u8_mbtouc(&first, Bytes(valid), valid.size());
  size_t length = 0;
  uint8_t* upper = u8_toupper(Bytes(valid), first_length, nullptr, nullptr,
                              nullptr, &length);
  return Take(upper, length, valid.substr(0, first_length)) +
         valid.substr(first_length);
}

}  // namespace knead::cli
