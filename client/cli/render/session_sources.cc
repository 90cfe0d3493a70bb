#include "client/cli/render/session_sources.h"

#include "client/cli/library.h"
#include "client/cli/render/assessment_basis.h"
#include "client/cli/resource_kinds.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/guidance.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::RepeatedPtrField;
using Citations = RepeatedPtrField<v1::Citation>;

void AddCitations(const v1::SessionStep& step, Citations& cited) {
  for (const v1::SessionCue& cue : step.cues()) {
    cited.MergeFrom(cue.statement().citations());
  }
}

void AddCitations(const RepeatedPtrField<v1::SessionStep>& steps,
                  Citations& cited) {
  for (const v1::SessionStep& step : steps) AddCitations(step, cited);
}

void AddCitations(const v1::PlanBlock& block, const Library& library,
                  Citations& cited) {
  for (const v1::PlannedTechnique& planned : block.techniques()) {
    const v1::Technique* technique =
        library.Find<TechniqueKind>(planned.recommendation().technique());
    if (technique != nullptr) cited.MergeFrom(technique->citations());
  }
  AddCitations(block.steps(), cited);
  AddCitations(block.check_in(), cited);
}

}  // namespace

Citations CitationsOf(const v1::PlanSessionResponse& response,
                      const Library& library) {
  const v1::SessionPlan& plan = response.plan();
  v1::Assessment assessment = response.assessment();
  assessment.clear_recommendations();
  Citations cited = CitationsOf(assessment, library);
  for (const v1::Statement& statement : plan.watch_for()) {
    cited.MergeFrom(statement.citations());
  }
  AddCitations(plan.preparation(), cited);
  for (const v1::PlanBlock& block : plan.blocks()) {
    AddCitations(block, library, cited);
  }
  AddCitations(plan.closing(), cited);
  for (const v1::CareMeasure& measure : plan.care_measures()) {
    cited.MergeFrom(measure.citations());
  }
  cited.MergeFrom(plan.frequency().guidance().citations());
  return cited;
}

}  // namespace knead::cli
