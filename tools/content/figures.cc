#include "tools/content/figures.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::content {
namespace {

constexpr absl::string_view kFolder = "figures/";

struct FigureFile {
  absl::string_view path;
  v1::FigureView view;
};

constexpr FigureFile kFiles[] = {
    {"figures/front.svg", v1::FIGURE_VIEW_FRONT},
    {"figures/back.svg", v1::FIGURE_VIEW_BACK},
    {"figures/outer.svg", v1::FIGURE_VIEW_OUTER},
    {"figures/inner.svg", v1::FIGURE_VIEW_INNER},
};

std::string Paths() {
  return absl::StrJoin(kFiles, ", ",
                       [](std::string* out, const FigureFile& file) {
                         absl::StrAppend(out, file.path);
                       });
}

absl::string_view PathOf(v1::FigureView view) {
  return std::find_if(std::begin(kFiles), std::end(kFiles),
                      [&](const FigureFile& f) { return f.view == view; })
      ->path;
}

// The line in which a drawing first names something.
int LineOf(const v1::FigureDrawing& drawing, absl::string_view name) {
  const std::string& svg = drawing.svg();
  const size_t at = svg.find(absl::StrCat("\"", name, "\""));
  if (at == std::string::npos) return 1;
  return 1 + static_cast<int>(std::count(svg.begin(), svg.begin() + at, '\n'));
}

using PathsByName = std::map<std::string, std::vector<PathData>>;

// The names in one drawing are those of a T.
template <typename T>
void CheckKnown(const ContentSet& content, const v1::FigureDrawing& drawing,
                const PathsByName& paths, FaultSink* faults) {
  const std::string prefix =
      absl::StrCat(KindOfMessage(T::descriptor())->collection, "/");
  for (const auto& [name, unused] : paths) {
    if (absl::StartsWith(name, prefix) && content.Has(name)) continue;
    faults->Add({std::string(PathOf(drawing.view())), LineOf(drawing, name),
                 std::string(kWholeFile),
                 absl::StrCat("there is no `", name,
                              "`; write the name of one "
                              "of the ",
                              KindOfMessage(T::descriptor())->folder)});
  }
}

template <typename T>
void CheckShown(const ContentSet& content,
                const absl::flat_hash_set<std::string>& shown,
                absl::string_view mark, FaultSink* faults) {
  for (const auto& [entity, unused] : content.All<T>()) {
    if (shown.contains(entity.name)) continue;
    faults->Add(entity.FaultAt(
        "name", absl::StrCat("is to be seen in no drawing; draw it with ", mark,
                             "=\"", entity.name, "\" in one of ", Paths())));
  }
}

}  // namespace

bool IsFigureFile(absl::string_view path) {
  return absl::StartsWith(path, kFolder);
}

Figures ReadFigures(absl::Span<const SourceFile> files, FaultSink* faults) {
  Figures figures;
  for (const SourceFile& file : files) {
    if (!IsFigureFile(file.path)) continue;
    if (std::none_of(
            std::begin(kFiles), std::end(kFiles),
            [&](const FigureFile& f) { return f.path == file.path; })) {
      faults->Add({file.path, 1, std::string(kWholeFile),
                   absl::StrCat("is none of the drawings; there are ", Paths(),
                                ", so move or remove it")});
    }
  }
  for (const FigureFile& wanted : kFiles) {
    const auto file = std::find_if(
        files.begin(), files.end(),
        [&](const SourceFile& each) { return each.path == wanted.path; });
    if (file == files.end()) {
      faults->Add({std::string(wanted.path), 1, std::string(kWholeFile),
                   "is missing; draw the right leg from this side"});
      figures.complete = false;
      continue;
    }
    std::vector<DrawingFault> drawing_faults;
    Drawing drawing = ReadDrawing(wanted.view, file->text, &drawing_faults);
    for (DrawingFault& fault : drawing_faults) {
      faults->Add({file->path, fault.line, std::string(kWholeFile),
                   std::move(fault.text)});
    }
    if (!drawing_faults.empty()) {
      figures.complete = false;
      continue;
    }
    v1::FigureDrawing& message = *figures.atlas.add_drawings();
    message.set_view(wanted.view);
    message.set_svg(file->text);
    figures.drawings.push_back(std::move(drawing));
  }
  return figures;
}

void CheckFigures(const ContentSet& content, const Figures& figures,
                  FaultSink* faults) {
  absl::flat_hash_set<std::string> shown;
  for (size_t i = 0; i < figures.drawings.size(); ++i) {
    const Drawing& drawing = figures.drawings[i];
    const v1::FigureDrawing& message =
        figures.atlas.drawings(static_cast<int>(i));
    CheckKnown<v1::Region>(content, message, drawing.regions, faults);
    CheckKnown<v1::Technique>(content, message, drawing.strokes, faults);
    for (const auto& [name, unused] : drawing.regions) shown.insert(name);
    for (const auto& [name, unused] : drawing.strokes) shown.insert(name);
  }
  if (!content.complete() || !figures.complete) return;
  CheckShown<v1::Region>(content, shown, "data-region", faults);
  CheckShown<v1::Technique>(content, shown, "data-technique", faults);
}

}  // namespace knead::content
