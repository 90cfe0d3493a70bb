#include "client/cli/missing_numbers.h"

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/text/unicode.h"
#include "client/names.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {

void SayMissingNumbers(const v1::Assessment& assessment, std::ostream& err) {
  std::vector<std::string> options;
  for (const v1::OpenQuestionGroup& group : assessment.next_questions()) {
    for (const v1::OpenQuestion& question : group.questions()) {
      if (question.kind() != v1::FINDING_KIND_QUANTITY) continue;
      std::string unit = question.quantity().unit();
      unit = absl::AsciiStrToUpper(unit.substr(0, unit.find(' ')));
      options.push_back(absl::StrCat(
          "--quantity ", ResourceId(question.finding()), "=", unit));
    }
  }
  if (options.empty()) return;
  err << "knead: these numbers are still needed: "
      << Printable(absl::StrJoin(options, " ")) << '\n';
}

}  // namespace knead::cli
