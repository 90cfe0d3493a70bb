#include "tests/support/two_contents.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "service/session/testing/shipped_planner.h"

namespace knead {
namespace {

constexpr char kTechnique[] = "techniques/quadriceps-hands";

// The revision in a field of the answer.
template <typename Message>
std::string RevisionField(const UnaryResult& result) {
  return result.Response<Message>().content_revision();
}

}  // namespace

ContentFile ReadContentFile(const char* variable) {
  ContentFile file;
  const char* path = std::getenv(variable);
  if (path != nullptr) {
    std::ifstream stream(path, std::ios::binary);
    file.bytes.assign(std::istreambuf_iterator<char>(stream), {});
  }
  v1::CertifiedContent content;
  if (file.bytes.empty() || !content.ParseFromString(file.bytes)) {
    std::cerr << variable << " must name a file of content\n";
    std::abort();
  }
  file.revision = content.certificate().content_revision();
  return file;
}

TwoContents::TwoContents(const std::string& first_revision,
                         const std::string& other_revision)
    : first_(first_revision), other_(other_revision) {
  const auto by_names = [this](const UnaryResult& result) {
    return absl::StrContains(result.response, kOtherwise) ? other_ : first_;
  };
  v1::GetTechniqueRequest technique;
  technique.set_name(kTechnique);
  v1::ListTechniquesRequest techniques;
  techniques.set_view(v1::VIEW_FULL);
  v1::ExplainRequest explain;
  explain.mutable_request();
  v1::RenderFigureRequest figure;
  figure.set_name(kTechnique);
  figure.set_side(v1::SIDE_LEFT);
  v1::ExtractFindingsRequest words;
  words.set_text("my left calf is swollen, no fever");
  const v1::PlanSessionRequest plan =
      WellPerson("regions/front-thigh", {v1::SIDE_LEFT}, {}, 20);
  calls_ = {
      {"/knead.v1.LookupService/GetTechnique", technique.SerializeAsString(),
       by_names, true},
      {"/knead.v1.LookupService/ListTechniques", techniques.SerializeAsString(),
       by_names, true},
      {"/knead.v1.LookupService/GetContentInfo", "",
       RevisionField<v1::ContentInfo>},
      {"/knead.v1.FigureService/RenderFigure", figure.SerializeAsString(),
       RevisionField<v1::Figure>, true},
      {"/knead.v1.AssessmentService/Assess", "", RevisionField<v1::Assessment>},
      {"/knead.v1.AssessmentService/Explain", explain.SerializeAsString(),
       RevisionField<v1::Explanation>},
      {"/knead.v1.AssessmentService/ExtractFindings", words.SerializeAsString(),
       RevisionField<v1::ExtractFindingsResponse>},
      {"/knead.v1.SessionService/PlanSession", plan.SerializeAsString(),
       [](const UnaryResult& result) {
         return result.Response<v1::PlanSessionResponse>()
             .assessment()
             .content_revision();
       },
       true},
  };
}

TwoContents::Answer TwoContents::Ask(
    const std::shared_ptr<grpc::Channel>& channel, size_t index,
    std::string* failure) const {
  const Call& call = calls_[index];
  const UnaryResult result = CallUnary(channel, call.path, call.request);
  if (!result.status.ok()) {
    *failure = absl::StrCat(call.path, ": ", result.status.error_message());
    return Answer::kFailed;
  }
  const std::string revision = call.revision(result);
  const auto metadata = result.initial_metadata.find("knead-content-revision");
  const bool is_other = revision == other_;
  if ((revision != first_ && !is_other) ||
      metadata == result.initial_metadata.end() ||
      metadata->second != revision ||
      (call.has_names &&
       absl::StrContains(result.response, kOtherwise) != is_other)) {
    *failure = absl::StrCat(call.path, ": says ", revision,
                            ", which its headers or its text do not");
    return Answer::kMixed;
  }
  return is_other ? Answer::kOther : Answer::kFirst;
}

}  // namespace knead
