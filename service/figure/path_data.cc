#include "service/figure/path_data.h"

#include <algorithm>
#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace knead {
namespace {

constexpr absl::string_view kNumber = "0123456789.-";

// Points behind a command; -1 when it is none.
int PointsOf(char command) {
  switch (command) {
    case 'M':
    case 'L':
      return 1;
    case 'Q':
      return 2;
    case 'C':
      return 3;
    case 'Z':
      return 0;
    default:
      return -1;
  }
}

void SkipBlanks(absl::string_view* text) {
  while (!text->empty() &&
         (absl::ascii_isspace(text->front()) || text->front() == ',')) {
    text->remove_prefix(1);
  }
}

bool ReadNumber(absl::string_view* text, double* number) {
  SkipBlanks(text);
  const size_t length =
      std::min(text->find_first_not_of(kNumber), text->size());
  if (!absl::SimpleAtod(text->substr(0, length), number) ||
      !std::isfinite(*number)) {
    return false;
  }
  text->remove_prefix(length);
  return true;
}

}  // namespace

void FigureBox::Add(const FigurePoint& point) {
  if (empty) {
    min = max = point;
    empty = false;
    return;
  }
  min = {std::min(min.x, point.x), std::min(min.y, point.y)};
  max = {std::max(max.x, point.x), std::max(max.y, point.y)};
}

void FigureBox::Add(const FigureBox& box) {
  if (box.empty) return;
  Add(box.min);
  Add(box.max);
}

absl::StatusOr<PathData> ParsePathData(absl::string_view text) {
  PathData path;
  path.text = std::string(text);
  bool open = false;
  for (SkipBlanks(&text); !text.empty(); SkipBlanks(&text)) {
    const char command = text.front();
    const int points = PointsOf(command);
    if (points < 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("`", text.substr(0, 1),
                       "` is no command; write M, L, C, Q or Z before every "
                       "group of numbers"));
    }
    if (!open && command != 'M') {
      return absl::InvalidArgumentError(absl::StrCat(
          text.substr(0, 1), " begins nowhere; put an M before it"));
    }
    text.remove_prefix(1);
    for (int i = 0; i < points; ++i) {
      FigurePoint point;
      if (!ReadNumber(&text, &point.x) || !ReadNumber(&text, &point.y)) {
        return absl::InvalidArgumentError(absl::StrCat(std::string(1, command),
                                                       " wants ", 2 * points,
                                                       " numbers behind it"));
      }
      if (command == 'M' && path.subpaths == 0) path.start = point;
      path.box.Add(point);
    }
    if (command == 'M') ++path.subpaths;
    if (command == 'Z') ++path.closed;
    open = command != 'Z';
  }
  if (path.subpaths == 0) {
    return absl::InvalidArgumentError("is empty; draw something or remove it");
  }
  return path;
}

}  // namespace knead
