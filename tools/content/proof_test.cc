#include "tools/content/proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "content/digest.h"
#include "content/embedded_bundle.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/triage/certificate.h"
#include "tools/content/compiler.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

CompiledContent CompileValid() {
  FaultSink faults;
  auto compiled = Compile(ValidContent(), &faults);
  EXPECT_TRUE(compiled.ok());
  return compiled.value_or(CompiledContent());
}

std::vector<std::string> FaultsOf(const v1::ContentBundle& bundle) {
  FaultSink faults;
  EXPECT_FALSE(Prove(bundle.SerializeAsString(), &faults).ok());
  std::vector<std::string> lines;
  for (const Fault& fault : faults.Sorted()) {
    lines.push_back(FormatFault(fault, ""));
  }
  return lines;
}

v1::TriageRule* FindRule(v1::ContentBundle* bundle, const std::string& id) {
  for (v1::TriageRule& rule : *bundle->mutable_triage_rules()) {
    if (rule.name() == "triageRules/" + id) return &rule;
  }
  return nullptr;
}

struct ProofCase {
  std::string title;
  std::function<void(v1::ContentBundle*)> edit;
  std::string fault;
};

// Faults that the other checks would find as well, so that the proof is tried
// on bundles that they have not seen.
TEST(ProofTest, NamesThePropertyThatContentBreaks) {
  const std::vector<ProofCase> cases = {
      {"an urgency that nothing asks for",
       [](v1::ContentBundle* bundle) {
         FindRule(bundle, "injury")->set_urgency(v1::URGENCY_SOON);
         FindRule(bundle, "injury")
             ->set_permission(v1::PERMISSION_CLEARANCE_FIRST);
       },
       "(proof every-urgency-is-reached): URGENCY_ROUTINE is the answer to "
       "nobody"},
      {"a rule that nobody meets",
       [](v1::ContentBundle* bundle) {
         auto* all = FindRule(bundle, "hot-knee-with-fever")
                         ->mutable_criterion()
                         ->mutable_all_of();
         auto* old = all->add_criteria()->mutable_quantity();
         old->set_finding("findings/age");
         old->set_comparison(v1::COMPARISON_GREATER);
         old->set_threshold(50);
         auto* young = all->add_criteria()->mutable_quantity();
         young->set_finding("findings/age");
         young->set_comparison(v1::COMPARISON_LESS);
         young->set_threshold(12);
       },
       "(proof every-rule-can-fire): `triageRules/hot-knee-with-fever` never "
       "holds"},
      {"a value out of range",
       [](v1::ContentBundle* bundle) {
         auto* quantity = FindRule(bundle, "injury")
                              ->mutable_criterion()
                              ->mutable_quantity();
         quantity->set_finding("findings/age");
         quantity->set_comparison(v1::COMPARISON_GREATER);
         quantity->set_threshold(200);
       },
       "(proof quantities-are-possible): `age > 200` asks for an impossible "
       "value"},
      {"a rule that holds of everybody",
       [](v1::ContentBundle* bundle) {
         auto* any =
             FindRule(bundle, "injury")->mutable_criterion()->mutable_any_of();
         for (const auto comparison :
              {v1::COMPARISON_LESS, v1::COMPARISON_GREATER_OR_EQUAL}) {
           auto* quantity = any->add_criteria()->mutable_quantity();
           quantity->set_finding("findings/age");
           quantity->set_comparison(comparison);
           quantity->set_threshold(40);
         }
       },
       "(proof denial-settles): a person who denies everything is not settled"},
      {"a gate that only a clinician can tell",
       [](v1::ContentBundle* bundle) {
         for (v1::Finding& finding : *bundle->mutable_findings()) {
           if (finding.name() == "findings/injury") {
             finding.set_assessable_by(v1::ASSESSOR_CLINICIAN);
           }
         }
       },
       "(proof interviews-end): nobody can deny `findings/injury`, a gate of"},
      {"something that the engine refuses",
       [](v1::ContentBundle* bundle) {
         FindRule(bundle, "hot-knee")->set_permission(v1::PERMISSION_ALLOWED);
       },
       "triageRules/hot-knee: urgency and permission do not fit"},
  };
  const v1::ContentBundle valid = CompileValid().bundle;
  for (const ProofCase& c : cases) {
    SCOPED_TRACE(c.title);
    v1::ContentBundle bundle = valid;
    c.edit(&bundle);
    EXPECT_THAT(FaultsOf(bundle), Contains(HasSubstr(c.fault)));
  }
}

TEST(ProofTest, ProvesEveryPropertyOfTheShippedContent) {
  FaultSink faults;
  const auto certificate = Prove(EmbeddedContentBundle(), &faults);
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  EXPECT_EQ(certificate->content_revision(),
            ContentDigest(EmbeddedContentBundle()));
  ASSERT_EQ(certificate->properties_size(),
            static_cast<int>(kProofProperties.size()));
  for (const v1::CertifiedProperty& property : certificate->properties()) {
    EXPECT_GT(property.cases(), 0) << property.name();
  }
  // It is the one that is linked in: the proof gives the same each time.
  v1::CertifiedContent linked;
  ASSERT_TRUE(linked.ParseFromString(std::string(EmbeddedContent())));
  EXPECT_EQ(certificate->SerializeAsString(),
            linked.certificate().SerializeAsString());
  EXPECT_THAT(FormatCertificate(*certificate),
              HasSubstr("triageRules/wells-score-clot-likely: "
                        "triageRules/suspected-clot"));
}

TEST(ProofTest, CountsTheSmallestInputsOfTheTestContent) {
  const v1::ContentCertificate certificate = CompileValid().certificate;
  std::vector<std::pair<std::string, int64_t>> urgencies;
  for (const v1::CertifiedFunction& function : certificate.functions()) {
    if (function.kind_case() != v1::CertifiedFunction::kUrgency) continue;
    urgencies.emplace_back(v1::Urgency_Name(function.urgency()),
                           function.minimal_inputs());
  }
  // A hot knee; an injury. Of a fracture, and the hot knee; with fever.
  EXPECT_EQ(urgencies, (std::vector<std::pair<std::string, int64_t>>{
                           {"URGENCY_ROUTINE", 2},
                           {"URGENCY_SOON", 3},
                           {"URGENCY_SAME_DAY", 1},
                           {"URGENCY_EMERGENCY", 1}}));
}

}  // namespace
}  // namespace knead::content
