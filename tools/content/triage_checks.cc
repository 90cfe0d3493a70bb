#include "tools/content/triage_checks.h"

#include <map>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/triage.pb.h"
#include "tools/content/loader.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

void CheckRule(const Entity& entity, const v1::TriageRule& rule,
               FaultSink* faults) {
  const auto fault = [&](const std::string& path, std::string text) {
    faults->Add(entity.FaultAt(path, std::move(text)));
  };
  const v1::Permission permission = rule.permission();
  if (rule.urgency() == v1::URGENCY_SELF_CARE) {
    fault("urgency",
          "is URGENCY_SELF_CARE; a rule asks for URGENCY_ROUTINE or "
          "more");
  }
  if (permission == v1::PERMISSION_ASK_FIRST) {
    fault("permission",
          "is PERMISSION_ASK_FIRST, which only an assessment can "
          "say; give one of the others");
  } else if (permission != v1::PERMISSION_UNSPECIFIED) {
    if (rule.urgency() >= v1::URGENCY_SAME_DAY &&
        permission != v1::PERMISSION_NOT_NOW) {
      fault("permission",
            absl::StrCat("does not fit ", v1::Urgency_Name(rule.urgency()),
                         "; write PERMISSION_NOT_NOW"));
    }
    if (rule.urgency() == v1::URGENCY_SOON &&
        permission < v1::PERMISSION_CLEARANCE_FIRST) {
      fault("permission",
            "does not fit URGENCY_SOON; write PERMISSION_CLEARANCE_FIRST or "
            "PERMISSION_NOT_NOW");
    }
  }
  if (!rule.accuracy().empty() &&
      absl::StripAsciiWhitespace(rule.validated_for()).empty()) {
    fault("validated_for",
          "is empty, but accuracy is given; say for whom the "
          "rule was validated");
  }
  for (int i = 0; i < rule.accuracy_size(); ++i) {
    const v1::PublishedAccuracy& accuracy = rule.accuracy(i);
    if (!accuracy.has_sensitivity() && !accuracy.has_specificity() &&
        accuracy.note().empty()) {
      fault(ElementPath("", "accuracy", i),
            "has no figure; give sensitivity, specificity or a note");
    }
  }
}

void CheckContacts(const Entity& entity, const v1::CarePathway& pathway,
                   FaultSink* faults) {
  std::map<std::string, int> seen;
  for (int i = 0; i < pathway.regional_contacts_size(); ++i) {
    const std::string& code = pathway.regional_contacts(i).region_code();
    const std::string path =
        absl::StrCat(ElementPath("", "regional_contacts", i), ".region_code");
    if (code.empty()) continue;  // A fault of the required field.
    if (code.size() != 2 || !absl::ascii_isupper(code[0]) ||
        !absl::ascii_isupper(code[1])) {
      faults->Add(entity.FaultAt(
          path, absl::StrCat("`", code,
                             "` is no region code; write two capital letters, "
                             "e.g. GB")));
    }
    const auto [first, is_new] = seen.emplace(code, i);
    if (!is_new) {
      faults->Add(entity.FaultAt(
          path, absl::StrCat("is the same as in regional_contacts[",
                             first->second, "]; keep one")));
    }
  }
}

void CheckPathways(const ContentSet& content, FaultSink* faults) {
  std::map<int, std::string> by_urgency;
  for (const auto& [entity, pathway] : content.All<v1::CarePathway>()) {
    CheckContacts(entity, pathway, faults);
    if (pathway.urgency() == v1::URGENCY_UNSPECIFIED) continue;
    const auto [first, is_new] =
        by_urgency.emplace(pathway.urgency(), entity.name);
    if (is_new) continue;
    faults->Add(entity.FaultAt("urgency",
                               absl::StrCat("`", first->second, "` answers ",
                                            v1::Urgency_Name(pathway.urgency()),
                                            " already; keep one")));
  }
  if (!content.complete()) return;
  for (int i = v1::Urgency_MIN + 1; i <= v1::Urgency_MAX; ++i) {
    if (by_urgency.count(i) > 0) continue;
    faults->Add({std::string(kManifestFile), 1, std::string(kWholeFile),
                 absl::StrCat("no care pathway answers ",
                              v1::Urgency_Name(static_cast<v1::Urgency>(i)),
                              "; add one to care_pathways/")});
  }
}

}  // namespace

void CheckTriage(const ContentSet& content, FaultSink* faults) {
  for (const auto& [entity, rule] : content.All<v1::TriageRule>()) {
    CheckRule(entity, rule, faults);
  }
  CheckPathways(content, faults);
}

}  // namespace knead::content
