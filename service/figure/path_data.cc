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

// Points that stand for one curve.
constexpr int kPiecesOfCurve = 8;

FigurePoint Between(const FigurePoint& a, const FigurePoint& b, double share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

// The place at `share` of the way along a Bezier curve with these points.
FigurePoint PlaceOnCurve(std::vector<FigurePoint> curve, double share) {
  for (size_t left = curve.size() - 1; left > 0; --left) {
    for (size_t i = 0; i < left; ++i) {
      curve[i] = Between(curve[i], curve[i + 1], share);
    }
  }
  return curve.front();
}

// Goes on from the last of `points`, if there is one, to the last of `to`, bent
// by those before it.
void GoOn(const std::vector<FigurePoint>& to,
          std::vector<FigurePoint>* points) {
  if (to.size() < 2) {
    points->insert(points->end(), to.begin(), to.end());
    return;
  }
  std::vector<FigurePoint> curve = {points->back()};
  curve.insert(curve.end(), to.begin(), to.end());
  for (int i = 1; i <= kPiecesOfCurve; ++i) {
    points->push_back(
        PlaceOnCurve(curve, static_cast<double>(i) / kPiecesOfCurve));
  }
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
    std::vector<FigurePoint> to;
    for (int i = 0; i < points; ++i) {
      FigurePoint point;
      if (!ReadNumber(&text, &point.x) || !ReadNumber(&text, &point.y)) {
        return absl::InvalidArgumentError(absl::StrCat(std::string(1, command),
                                                       " wants ", 2 * points,
                                                       " numbers behind it"));
      }
      if (command == 'M' && path.subpaths == 0) path.start = point;
      path.box.Add(point);
      to.push_back(point);
    }
    GoOn(to, &path.points);
    if (command == 'M') ++path.subpaths;
    if (command == 'Z') ++path.closed;
    open = command != 'Z';
  }
  if (path.subpaths == 0) {
    return absl::InvalidArgumentError("is empty; draw something or remove it");
  }
  return path;
}

bool Encloses(const PathData& surface, const FigurePoint& point) {
  const std::vector<FigurePoint>& corners = surface.points;
  bool inside = false;
  // Each edge that a ray to the right crosses takes it in or out.
  for (size_t i = 0; i < corners.size(); ++i) {
    const FigurePoint& a = corners[i];
    const FigurePoint& b = corners[(i + 1) % corners.size()];
    if ((a.y > point.y) == (b.y > point.y)) continue;
    const double share = (point.y - a.y) / (b.y - a.y);
    if (point.x < Between(a, b, share).x) inside = !inside;
  }
  return inside;
}

}  // namespace knead
