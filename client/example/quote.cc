#include "client/example/quote.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace knead {
namespace {

constexpr absl::string_view kMarkerBegin = "<!-- example:";
constexpr absl::string_view kMarkerEnd = " -->";
constexpr absl::string_view kFenceBegin = "```cpp";
constexpr absl::string_view kFenceEnd = "```";
constexpr absl::string_view kRegionBegin = "// README: begin\n";
constexpr absl::string_view kRegionEnd = "// README: end\n";

absl::Status Fault(size_t line, absl::string_view problem) {
  return absl::InvalidArgumentError(
      absl::StrCat("line ", line + 1, ": ", problem));
}

// The one place at which `part` stands in `text`.
absl::StatusOr<size_t> FindOnce(absl::string_view text,
                                absl::string_view part) {
  const size_t place = text.find(part);
  if (place == absl::string_view::npos ||
      text.find(part, place + 1) != absl::string_view::npos) {
    return absl::NotFoundError(absl::StrCat("one line has to be \"",
                                            absl::StripSuffix(part, "\n"),
                                            "\", and no more than one"));
  }
  return place;
}

}  // namespace

absl::StatusOr<std::vector<Quote>> FindQuotes(absl::string_view page) {
  const std::vector<absl::string_view> lines = absl::StrSplit(page, '\n');
  std::vector<Quote> quotes;
  for (size_t i = 0; i < lines.size(); ++i) {
    absl::string_view path = lines[i];
    if (!absl::ConsumePrefix(&path, kMarkerBegin)) continue;
    if (!absl::ConsumeSuffix(&path, kMarkerEnd)) {
      return Fault(i, absl::StrCat("does not end in \"", kMarkerEnd, "\""));
    }
    const size_t marker = i++;
    if (i == lines.size() || lines[i] != kFenceBegin) {
      return Fault(marker,
                   absl::StrCat("the next line has to be ", kFenceBegin));
    }
    Quote quote{std::string(path), ""};
    for (++i; i < lines.size() && lines[i] != kFenceEnd; ++i) {
      absl::StrAppend(&quote.text, lines[i], "\n");
    }
    if (i == lines.size()) return Fault(marker, "its block does not end");
    quotes.push_back(std::move(quote));
  }
  return quotes;
}

absl::StatusOr<std::string> QuotedRegion(absl::string_view program) {
  const absl::StatusOr<size_t> begin = FindOnce(program, kRegionBegin);
  if (!begin.ok()) return begin.status();
  const absl::StatusOr<size_t> end = FindOnce(program, kRegionEnd);
  if (!end.ok()) return end.status();
  const size_t first = *begin + kRegionBegin.size();
  if (*end < first) {
    return absl::NotFoundError("the region ends before it begins");
  }
  return std::string(program.substr(first, *end - first));
}

}  // namespace knead
