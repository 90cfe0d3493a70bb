#include "client/cli/render/evaluation.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "client/cli/evaluation/evaluation_report.pb.h"
#include "client/cli/evaluation/report.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "client/cli/words/enum_label.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

// Blank columns between two columns of the matrix.
constexpr int kBetween = 2;

// The urgencies, in their order.
const std::vector<v1::Urgency>& Urgencies() {
  static const auto& urgencies = *new std::vector<v1::Urgency>{
      v1::URGENCY_SELF_CARE, v1::URGENCY_ROUTINE, v1::URGENCY_SOON,
      v1::URGENCY_SAME_DAY, v1::URGENCY_EMERGENCY};
  return urgencies;
}

int CountOf(const EvaluationReport& report, v1::Urgency expected,
            v1::Urgency actual) {
  for (const UrgencyCount& cell : report.confusion()) {
    if (cell.expected() == expected && cell.actual() == actual) {
      return cell.count();
    }
  }
  return 0;
}

void RenderMisses(const EvaluationReport& report, TextPage& page) {
  if (report.passed() == report.cases()) return;
  page.Heading("Misses");
  for (const CaseResult& result : report.results()) {
    if (result.passed()) continue;
    page.Gap();
    page.Paragraph(absl::StrCat(result.file(), ": ", result.title()),
                   Tone::kDanger);
    auto indentation = page.Indented();
    for (const std::string& miss : result.misses()) page.Bullet(miss);
  }
}

// One line of the matrix: a name, and a cell under each urgency, right-aligned.
std::string Row(absl::string_view name, int name_width,
                const std::vector<std::string>& cells) {
  std::string row = absl::StrFormat("%-*s", name_width, name);
  for (size_t i = 0; i < cells.size(); ++i) {
    const int width = static_cast<int>(EnumLabel(Urgencies()[i]).size());
    absl::StrAppend(&row, absl::StrFormat("%*s", kBetween + width, cells[i]));
  }
  return row;
}

void RenderMatrix(const EvaluationReport& report, TextPage& page) {
  std::vector<std::string> labels;
  size_t widest = 0;
  for (const v1::Urgency urgency : Urgencies()) {
    labels.push_back(EnumLabel(urgency));
    widest = std::max(widest, labels.back().size());
  }
  const int name_width = static_cast<int>(widest);
  const std::string head = Row("", name_width, labels);
  page.Heading("Urgency");
  if (static_cast<int>(head.size()) > page.Room()) {
    for (const UrgencyCount& cell : report.confusion()) {
      page.Bullet(absl::StrCat("expected ", EnumLabel(cell.expected()),
                               ", was ", EnumLabel(cell.actual()), ": ",
                               cell.count()));
    }
    return;
  }
  page.Paragraph(
      "Down: the urgency that was expected. Across: the urgency that was "
      "certain.");
  page.Gap();
  page.Verbatim(head);
  for (const v1::Urgency expected : Urgencies()) {
    std::vector<std::string> cells;
    for (const v1::Urgency actual : Urgencies()) {
      const int count = CountOf(report, expected, actual);
      cells.push_back(count == 0 ? "." : absl::StrCat(count));
    }
    page.Verbatim(Row(EnumLabel(expected), name_width, cells));
  }
}

std::string RateText(const Rate& rate, int cases) {
  return absl::StrFormat("%d of %d, %.1f %% (95 %% interval %.1f to %.1f %%)",
                         rate.count(), cases, 100 * rate.share(),
                         100 * rate.lower(), 100 * rate.upper());
}

}  // namespace

void Render(const EvaluationReport& report, TextPage& page) {
  RenderMisses(report, page);
  RenderMatrix(report, page);
  page.Gap();
  page.Labelled("Under-triaged",
                RateText(report.under_triage(), report.cases()));
  page.Labelled("Over-triaged", RateText(report.over_triage(), report.cases()));
  page.Labelled("Answered by",
                absl::StrCat("content ", report.content_revision(), ", engine ",
                             report.engine_version()));
  page.Gap();
  page.Verbatim(SummaryLine(report));
}

}  // namespace knead::cli
