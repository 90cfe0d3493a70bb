#ifndef KNEAD_CLIENT_CLI_RENDER_SESSION_STEPS_H_
#define KNEAD_CLIENT_CLI_RENDER_SESSION_STEPS_H_

#include <string>
#include <vector>

#include "client/cli/text/page.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {

// What stands above a step, so that the step need not say it again.
struct StepContext {
  // The technique as it is planned; null outside of one.
  const v1::PlannedTechnique* planned = nullptr;
  // The technique as it is described; null where that is not known.
  const v1::Technique* technique = nullptr;
  // Cues that were said already, for all steps below.
  std::vector<std::string> said;
  // The technique's picture, as an SVG document; empty when there is none.
  std::string picture;
};

// Writes the steps of one session in their order, each with its number, name,
// time and cues. A step that repeats an earlier one of its technique refers to
// it and says only what is new. Cautions are said each time, unless they stand
// right above. Not thread-safe.
class StepWriter {
 public:
  // Writes to `page`, which must outlive it.
  explicit StepWriter(Page& page) : page_(page) {}

  // Writes one step. It must outlive the writer.
  void Write(const v1::SessionStep& step, const StepContext& context);

 private:
  // The name and the time of a step, `remark`, where there is one, and the way
  // to the picture, where it helps.
  void WriteHead(const v1::SessionStep& step, const StepContext& context,
                 const std::string& remark);

  Page& page_;
  // Those that were described in full.
  std::vector<const v1::SessionStep*> full_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_SESSION_STEPS_H_
