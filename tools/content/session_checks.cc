#include "tools/content/session_checks.h"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "knead/v1/content_bundle.pb.h"
#include "tools/content/text_outline.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

using google::protobuf::Duration;
using google::protobuf::DynamicCastToGenerated;
using google::protobuf::Message;

constexpr int kMostPain = 10;
constexpr int kDaysPerWeek = 7;
// Least time of one round of massage.
constexpr int kShortestRound = 60;

class Checker {
 public:
  Checker(const ContentSet& content, const Entity& entity, FaultSink* faults)
      : content_(content), entity_(entity), faults_(faults) {}

  void CheckGuide(const v1::SessionGuide& guide) {
    WalkMessages(guide, [&](const Message& message, const std::string& path) {
      if (const auto* time = DynamicCastToGenerated<Duration>(&message)) {
        CheckTime(*time, FieldPath("session_guide", path));
      }
    });
    CheckFrequency(guide.frequency());
    CheckPain(guide.pain());
    for (int i = 0; i < guide.check().findings_size(); ++i) {
      CheckYesOrNo(guide.check().findings(i),
                   ElementPath("session_guide.check", "findings", i));
    }
  }

  void CheckTechnique(const v1::Technique& technique, int64_t position_time) {
    if (!technique.has_area_duration()) return;
    CheckTime(technique.area_duration().min(), "area_duration.min");
    CheckTime(technique.area_duration().max(), "area_duration.max");
    if (technique.area_duration().min().seconds() <
        position_time + kShortestRound) {
      Fail("area_duration.min",
           absl::StrCat(
               "is too short for taking up the position and a round of ",
               kShortestRound, " s; give more time"));
    }
    if (std::none_of(technique.steps().begin(), technique.steps().end(),
                     [](const v1::TechniqueStep& step) {
                       return step.phase() == v1::TECHNIQUE_STEP_PHASE_MASSAGE;
                     })) {
      Fail("steps",
           "has none of the phase MASSAGE, so a round of it would have "
           "nothing to do; give one that phase");
    }
  }

 private:
  void Fail(const std::string& path, std::string text) {
    faults_->Add(entity_.FaultAt(path, std::move(text)));
  }

  void CheckTime(const Duration& time, const std::string& path) {
    if (time.seconds() < 1 || time.nanos() != 0) {
      Fail(path, "is no whole number of seconds from 1 on; give one");
    }
  }

  void CheckFrequency(const v1::SessionFrequency& frequency) {
    if (frequency.min_days_per_week() < 1) {
      Fail("session_guide.frequency.min_days_per_week",
           "is less than 1; give 1 to 7 days");
    }
    if (frequency.max_days_per_week() < frequency.min_days_per_week() ||
        frequency.max_days_per_week() > kDaysPerWeek) {
      Fail("session_guide.frequency.max_days_per_week",
           "is below min_days_per_week or above 7; mend it");
    }
  }

  void CheckPain(const v1::PainResponse& pain) {
    if (pain.ease_from() < 1) {
      Fail("session_guide.pain.ease_from", "is less than 1; give 1 to 9");
    }
    if (pain.end_from() <= pain.ease_from() || pain.end_from() > kMostPain) {
      Fail("session_guide.pain.end_from",
           "is not above ease_from, or above 10; mend it");
    }
    CheckYesOrNo(pain.sharp_finding(), "session_guide.pain.sharp_finding");
    CheckYesOrNo(pain.severe_finding(), "session_guide.pain.severe_finding");
    const std::string path = "session_guide.pain.intensity_finding";
    const auto* finding = content_.Find<v1::Finding>(pain.intensity_finding());
    if (finding == nullptr) return;
    const bool is_quantity = finding->kind() == v1::FINDING_KIND_QUANTITY;
    if (is_quantity &&
        !(finding->quantity().min() < finding->quantity().max())) {
      return;  // A fault of its own.
    }
    if (!is_quantity || finding->quantity().min() > 0 ||
        finding->quantity().max() < kMostPain) {
      Fail(path, "takes no number from 0 to 10; name one that does");
    }
  }

  void CheckYesOrNo(const std::string& name, const std::string& path) {
    const auto* finding = content_.Find<v1::Finding>(name);
    if (finding == nullptr) return;  // A fault of its own.
    if (finding->kind() != v1::FINDING_KIND_PRESENCE ||
        finding->assessable_by() != v1::ASSESSOR_ANYONE ||
        !finding->replaced_by().empty()) {
      Fail(path,
           "is nothing that a person can say yes or no to; name a finding in "
           "use that is");
    }
  }

  const ContentSet& content_;
  const Entity& entity_;
  FaultSink* faults_;
};

}  // namespace

void CheckSessions(const ContentSet& content, FaultSink* faults) {
  const Entity* manifest = content.manifest();
  if (manifest == nullptr) return;
  const auto& guide = manifest->As<v1::ContentManifest>().session_guide();
  Checker(content, *manifest, faults).CheckGuide(guide);
  for (const auto& [entity, technique] : content.All<v1::Technique>()) {
    Checker(content, entity, faults)
        .CheckTechnique(technique, guide.position_time().seconds());
  }
}

}  // namespace knead::content
