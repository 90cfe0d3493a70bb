#ifndef KNEAD_CLIENT_CLI_RENDER_EVALUATION_H_
#define KNEAD_CLIENT_CLI_RENDER_EVALUATION_H_

#include "client/cli/evaluation/evaluation_report.pb.h"
#include "client/cli/text/text_page.h"

namespace knead::cli {

// A report that was summarised: each miss, the confusion matrix of urgency (a
// list of its cells where the page is too narrow), the rates, and as the last
// line the SummaryLine.
void Render(const EvaluationReport& report, TextPage& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_EVALUATION_H_
