// Writes the figure of every technique, for the leg or legs asked for, as
// FOLDER/TECHNIQUE.svg. tools/render-figures makes bitmaps of them.

#include <fstream>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "knead/v1/figure.pb.h"
#include "service/catalog/catalog.h"
#include "service/figure/atlas.h"
#include "service/figure/render.h"

namespace knead {
namespace {

int Run(const std::string& folder, v1::Side side) {
  const auto catalog =
      Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch());
  if (!catalog.ok()) {
    std::cerr << catalog.status() << "\n";
    return 1;
  }
  const auto atlas = Atlas::Create((*catalog)->bundle().figure_atlas());
  if (!atlas.ok()) {
    std::cerr << atlas.status() << "\n";
    return 1;
  }
  for (const v1::Technique& technique : (*catalog)->bundle().techniques()) {
    v1::RenderFigureRequest request;
    request.set_name(technique.name());
    request.set_side(side);
    const auto figure = RenderFigure(**catalog, *atlas, request, nullptr);
    if (!figure.ok()) {
      std::cerr << technique.name() << ": " << figure.status() << "\n";
      return 1;
    }
    const std::string& name = technique.name();
    const std::string path =
        absl::StrCat(folder, "/", name.substr(name.find('/') + 1), ".svg");
    std::ofstream file(path, std::ios::binary);
    file << figure->svg();
    file.close();
    if (!file) {
      std::cerr << path << ": cannot be written\n";
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) {
  const std::string leg = argc == 3 ? argv[2] : "";
  if (leg != "left" && leg != "right" && leg != "both") {
    std::cerr << "usage: render_figures FOLDER left|right|both\n";
    return 2;
  }
  return knead::Run(argv[1], leg == "left"    ? knead::v1::SIDE_LEFT
                             : leg == "right" ? knead::v1::SIDE_RIGHT
                                              : knead::v1::SIDE_UNSPECIFIED);
}
