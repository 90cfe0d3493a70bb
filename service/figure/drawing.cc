#include "service/figure/drawing.h"

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace knead {
namespace {

constexpr absl::string_view kNamespace = "http://www.w3.org/2000/svg";
constexpr absl::string_view kPart = "data-part";
constexpr absl::string_view kRegion = "data-region";
constexpr absl::string_view kTechnique = "data-technique";

// The attributes that an element can have, or nullptr when there can be no such
// element. The drawing's own colours serve whoever opens the file.
const std::vector<absl::string_view>* AttributesOf(absl::string_view element) {
  static const auto& all =
      *new std::map<absl::string_view, std::vector<absl::string_view>>{
          {"svg", {"xmlns", "viewBox"}},
          {"title", {}},
          {"g",
           {"fill", "stroke", "stroke-width", "stroke-linecap",
            "stroke-linejoin"}},
          {"path", {"d", kPart, kRegion, kTechnique}},
      };
  const auto found = all.find(element);
  return found == all.end() ? nullptr : &found->second;
}

class Reader {
 public:
  Reader(v1::FigureView view, absl::string_view svg,
         std::vector<DrawingFault>* faults)
      : svg_(svg), faults_(faults) {
    drawing_.view = view;
  }

  Drawing Read() {
    if (svg_.size() > kMaxDrawingBytes) {
      Fault(0, absl::StrCat("has more than ", kMaxDrawingBytes,
                            " bytes; draw with fewer points"));
      return drawing_;
    }
    const auto odd = std::find_if_not(svg_.begin(), svg_.end(), [](char c) {
      return absl::ascii_isprint(c) || c == '\n' || c == '\t' || c == '\r';
    });
    if (odd != svg_.end()) {
      Fault(odd - svg_.begin(), "holds a letter that is not ASCII; remove it");
      return drawing_;
    }
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(
        svg_.data(), svg_.size(), pugi::parse_full, pugi::encoding_utf8);
    if (!result) {
      Fault(result.offset, absl::StrCat("is no well-formed XML: ",
                                        result.description(), "; mend it"));
      return drawing_;
    }
    int roots = 0;
    for (const pugi::xml_node& node : document.children()) {
      if (node.type() == pugi::node_element) ++roots;
      Visit(node, 0);
    }
    const pugi::xml_node root = document.document_element();
    if (roots != 1 || absl::string_view(root.name()) != "svg" ||
        root.attribute("xmlns").value() != std::string(kNamespace)) {
      Fault(0, absl::StrCat("must be one svg element with xmlns=\"", kNamespace,
                            "\""));
    } else if (root.attribute("viewBox").value() != ViewBox()) {
      Fault(root, absl::StrCat("viewBox must be \"", ViewBox(), "\""));
    }
    if (outlines_ != 1) {
      Fault(0, absl::StrCat("has ", outlines_,
                            " paths with data-part=\"outline\"; draw one"));
    }
    return std::move(drawing_);
  }

 private:
  // pugixml builds a tree that it walks without recursion; this walk must not
  // run deep either.
  static constexpr int kMaxDepth = 8;

  static std::string ViewBox() {
    return absl::StrCat("0 0 ", kDrawingWidth, " ", kDrawingHeight);
  }

  void Fault(ptrdiff_t offset, std::string text) {
    const auto end =
        svg_.begin() + std::min<ptrdiff_t>(std::max<ptrdiff_t>(offset, 0),
                                           static_cast<ptrdiff_t>(svg_.size()));
    const int line = 1 + static_cast<int>(std::count(svg_.begin(), end, '\n'));
    faults_->push_back({line, std::move(text)});
  }

  void Fault(const pugi::xml_node& node, std::string text) {
    Fault(node.offset_debug(), std::move(text));
  }

  void Visit(const pugi::xml_node& node, int depth) {
    const absl::string_view name = node.name();
    if (node.type() == pugi::node_comment) return;
    if (node.type() != pugi::node_element) {
      const bool title = absl::string_view(node.parent().name()) == "title";
      if (node.type() == pugi::node_pcdata && title) return;
      Fault(node, "holds something beside elements and comments; remove it");
      return;
    }
    const std::vector<absl::string_view>* allowed = AttributesOf(name);
    if (allowed == nullptr || (name == "svg" && depth > 0)) {
      Fault(node, absl::StrCat("there can be no element `", name,
                               "` here; draw with g and path alone"));
      return;
    }
    if (depth > kMaxDepth) {
      Fault(node, absl::StrCat("is nested more than ", kMaxDepth,
                               " deep; take it out of some of its groups"));
      return;
    }
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      if (std::find(allowed->begin(), allowed->end(), attribute.name()) ==
          allowed->end()) {
        Fault(node, absl::StrCat("`", name, "` can have no attribute `",
                                 attribute.name(), "`; remove it"));
      } else if (absl::StrContains(attribute.value(), "url")) {
        Fault(node, absl::StrCat("`", attribute.name(),
                                 "` refers to something; give a colour"));
      }
    }
    if (name == "path") Take(node);
    for (const pugi::xml_node& child : node.children()) {
      Visit(child, depth + 1);
    }
  }

  // Puts a path to what it is part of.
  void Take(const pugi::xml_node& node) {
    absl::StatusOr<PathData> path = ParsePathData(node.attribute("d").value());
    if (!path.ok()) {
      Fault(node, absl::StrCat("d: ", path.status().message()));
      return;
    }
    if (path->box.min.x < 0 || path->box.min.y < 0 ||
        path->box.max.x > kDrawingWidth || path->box.max.y > kDrawingHeight) {
      Fault(node, absl::StrCat("d: leaves the viewBox ", ViewBox(),
                               "; keep every number within it"));
      return;
    }
    std::vector<std::pair<absl::string_view, absl::string_view>> marks;
    for (const absl::string_view mark : {kPart, kRegion, kTechnique}) {
      const pugi::xml_attribute attribute =
          node.attribute(std::string(mark).c_str());
      if (attribute) marks.push_back({mark, attribute.value()});
    }
    if (marks.size() != 1) {
      Fault(node, absl::StrCat("wants one of ", kPart, ", ", kRegion, " and ",
                               kTechnique, ", has ", marks.size()));
      return;
    }
    const auto [mark, value] = marks.front();
    const bool is_outline = mark == kPart && value == "outline";
    if (mark == kPart && !is_outline && value != "detail") {
      Fault(node, absl::StrCat("there is no part `", value,
                               "`; write outline or detail"));
      return;
    }
    if ((is_outline || mark == kRegion) && path->closed != path->subpaths) {
      Fault(node, "d: is open; end every line of it with Z");
      return;
    }
    if (mark == kTechnique && (path->closed > 0 || path->subpaths != 1)) {
      Fault(node,
            "d: a stroke is one open line from its start to its end; give "
            "every stroke its own path");
      return;
    }
    if (is_outline) {
      ++outlines_;
      drawing_.outline = *std::move(path);
    } else if (mark == kPart) {
      drawing_.details.push_back(*std::move(path));
    } else {
      auto& paths = mark == kRegion ? drawing_.regions : drawing_.strokes;
      paths[std::string(value)].push_back(*std::move(path));
    }
  }

  const absl::string_view svg_;
  std::vector<DrawingFault>* const faults_;
  Drawing drawing_;
  int outlines_ = 0;
};

}  // namespace

Drawing ReadDrawing(v1::FigureView view, absl::string_view svg,
                    std::vector<DrawingFault>* faults) {
  return Reader(view, svg, faults).Read();
}

}  // namespace knead
