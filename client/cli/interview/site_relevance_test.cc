#include "client/cli/interview/site_relevance.h"

#include <memory>
#include <string>

#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

class SiteMattersTest : public testing::Test {
 protected:
  SiteMattersTest() {
    EXPECT_TRUE(
        (library_.Load<ContraindicationKind, TriageRuleKind, IndicationKind>()
             .ok()));
  }

  bool Matters(const std::string& finding, bool has_site,
               const std::string& asked_for) {
    v1::OpenQuestion question;
    question.set_finding(finding);
    question.set_has_site(has_site);
    question.add_asked_for(asked_for);
    return SiteMatters(question, library_);
  }

  Library library_{Client(std::make_shared<FakeConnection>(SampleContent())),
                   ""};
};

TEST_F(SiteMattersTest, WhereAContraindicationActsOnRegions) {
  EXPECT_TRUE(
      Matters("findings/broken-skin", true, "contraindications/broken-skin"));
  EXPECT_TRUE(
      Matters("findings/blood-thinners", true, "contraindications/thin-blood"));
}

TEST_F(SiteMattersTest, NotWhereItIsOnlyTheGateOfWhatActsOnRegions) {
  EXPECT_FALSE(Matters("findings/x", true, "contraindications/broken-skin"));
}

TEST_F(SiteMattersTest, WhereAConditionCountsSomeRegionsOnly) {
  EXPECT_TRUE(Matters("findings/calf-pain", true, "triageRules/clot"));
}

TEST_F(SiteMattersTest, NotOtherwise) {
  EXPECT_FALSE(Matters("findings/x", true, "triageRules/clot"));
  EXPECT_FALSE(Matters("findings/x", true, "contraindications/unheard-of"));
  EXPECT_FALSE(
      Matters("findings/broken-skin", false, "contraindications/broken-skin"));
}

}  // namespace
}  // namespace knead::cli
