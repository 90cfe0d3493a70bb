#include "client/cli/evaluation/comparison.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/words/enum_label.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/text_format.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"

namespace knead::cli {
namespace {

using Names = std::set<std::string>;
using RepeatedNames = google::protobuf::RepeatedPtrField<std::string>;

Names ToSet(const RepeatedNames& names) { return {names.begin(), names.end()}; }

RepeatedNames ToRepeated(const Names& names) {
  return {names.begin(), names.end()};
}

Names FiredRules(const v1::Assessment& actual) {
  Names names;
  for (const auto& fired : actual.fired_rules()) {
    names.insert(fired.triage_rule());
  }
  return names;
}

Names FiredContraindications(const v1::Assessment& actual) {
  Names names;
  for (const auto& fired : actual.fired_contraindications()) {
    names.insert(fired.contraindication());
  }
  return names;
}

Names MatchedIndications(const v1::Assessment& actual) {
  Names names;
  for (const auto& matched : actual.matched_indications()) {
    names.insert(matched.indication());
  }
  return names;
}

Names Offered(const v1::Assessment& actual) {
  Names names;
  for (const auto& recommendation : actual.recommendations()) {
    names.insert(recommendation.technique());
  }
  return names;
}

template <typename Enum>
void CompareEnum(absl::string_view what, Enum expected, Enum actual,
                 std::vector<std::string>& misses) {
  if (expected == actual) return;
  misses.push_back(absl::StrCat(what, ": expected ", EnumLabel(expected),
                                ", was ", EnumLabel(actual)));
}

void CompareNames(absl::string_view verb, const RepeatedNames& expected,
                  const Names& actual, std::vector<std::string>& misses) {
  const Names wanted = ToSet(expected);
  for (const std::string& name : wanted) {
    if (actual.count(name) == 0) {
      misses.push_back(absl::StrCat(name, ": must ", verb, ", but does not"));
    }
  }
  for (const std::string& name : actual) {
    if (wanted.count(name) == 0) {
      misses.push_back(absl::StrCat(name, ": must not ", verb, ", but does"));
    }
  }
}

}  // namespace

std::vector<std::string> Misses(const v1::ExpectedAssessment& expected,
                                const v1::Assessment& actual) {
  std::vector<std::string> misses;
  CompareEnum("urgency floor", expected.urgency_floor(),
              actual.urgency().floor(), misses);
  CompareEnum("urgency ceiling", expected.urgency_ceiling(),
              actual.urgency().ceiling(), misses);
  CompareEnum("permission", expected.permission(),
              actual.permission().permission(), misses);
  CompareNames("fire", expected.fired_rules(), FiredRules(actual), misses);
  CompareNames("hold", expected.fired_contraindications(),
               FiredContraindications(actual), misses);
  CompareNames("hold", expected.matched_indications(),
               MatchedIndications(actual), misses);
  const Names offered = Offered(actual);
  for (const std::string& name : ToSet(expected.offered())) {
    if (offered.count(name) == 0) {
      misses.push_back(
          absl::StrCat(name, ": must be offered, but is withheld"));
    }
  }
  for (const std::string& name : ToSet(expected.withheld())) {
    if (offered.count(name) > 0) {
      misses.push_back(
          absl::StrCat(name, ": must be withheld, but is offered"));
    }
  }
  return misses;
}

v1::ExpectedAssessment AsExpected(const v1::Assessment& actual) {
  v1::ExpectedAssessment expected;
  expected.set_urgency_floor(actual.urgency().floor());
  expected.set_urgency_ceiling(actual.urgency().ceiling());
  expected.set_permission(actual.permission().permission());
  *expected.mutable_fired_rules() = ToRepeated(FiredRules(actual));
  *expected.mutable_fired_contraindications() =
      ToRepeated(FiredContraindications(actual));
  *expected.mutable_matched_indications() =
      ToRepeated(MatchedIndications(actual));
  const Names offered = Offered(actual);
  *expected.mutable_offered() = ToRepeated(offered);
  Names withheld;
  for (const v1::Exclusion& exclusion : actual.exclusions()) {
    if (offered.count(exclusion.technique()) == 0) {
      withheld.insert(exclusion.technique());
    }
  }
  *expected.mutable_withheld() = ToRepeated(withheld);
  return expected;
}

std::string ExpectedBlock(const v1::Assessment& actual) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetInitialIndentLevel(1);
  std::string fields;
  printer.PrintToString(AsExpected(actual), &fields);
  return absl::StrCat("expected {\n", fields, "}\n");
}

}  // namespace knead::cli
