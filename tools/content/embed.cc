#include "tools/content/embed.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace knead::content {
namespace {

// Bytes of the literal in one line of source.
constexpr size_t kBytesPerLine = 64;

// Three octal digits end an escape whatever follows it, which hexadecimal ones
// do not. `?` is escaped so that no trigraph comes about.
void AppendEscaped(unsigned char byte, std::string* out) {
  if (absl::ascii_isalnum(byte) || byte == ' ') {
    out->push_back(static_cast<char>(byte));
    return;
  }
  out->push_back('\\');
  out->push_back(static_cast<char>('0' + (byte >> 6)));
  out->push_back(static_cast<char>('0' + ((byte >> 3) & 7)));
  out->push_back(static_cast<char>('0' + (byte & 7)));
}

}  // namespace

std::string EmbedSource(absl::string_view bytes, absl::string_view bundle) {
  std::string source =
      "#include \"content/embedded_bundle.h\"\n\n"
      "namespace knead {\n"
      "namespace {\n\n"
      "constexpr char kBytes[] =";
  for (size_t i = 0; i < bytes.size(); i += kBytesPerLine) {
    source.append("\n    \"");
    for (const char c : bytes.substr(i, kBytesPerLine)) {
      AppendEscaped(static_cast<unsigned char>(c), &source);
    }
    source.push_back('"');
  }
  if (bytes.empty()) source.append(" \"\"");
  absl::StrAppend(&source,
                  ";\n\n"
                  "}  // namespace\n\n"
                  "absl::string_view EmbeddedContent() {\n"
                  "  return absl::string_view(kBytes, ",
                  bytes.size(),
                  ");\n"
                  "}\n\n"
                  "absl::string_view EmbeddedContentBundle() {\n"
                  "  return absl::string_view(kBytes + ",
                  bundle.data() - bytes.data(), ", ", bundle.size(),
                  ");\n"
                  "}\n\n"
                  "}  // namespace knead\n");
  return source;
}

}  // namespace knead::content
