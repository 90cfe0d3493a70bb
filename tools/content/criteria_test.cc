#include "tools/content/criteria.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tools/content/loader.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

TEST(CriteriaTest, BelongToRulesContraindicationsAndIndications) {
  FaultSink faults;
  const ContentSet content = Load(ValidContent(), &faults);
  const auto names = [](const std::vector<CriterionOwner>& owners) {
    std::vector<std::string> names;
    names.reserve(owners.size());
    for (const auto& owner : owners) names.push_back(owner.entity.name);
    return names;
  };
  EXPECT_EQ(names(AllCriteria(content)),
            (std::vector<std::string>{
                "contraindications/broken-skin", "contraindications/thin-blood",
                "indications/tight-calf", "triageRules/fracture",
                "triageRules/hot-knee-with-fever", "triageRules/hot-knee",
                "triageRules/injury"}));
  EXPECT_EQ(names(DangerCriteria(content)),
            (std::vector<std::string>{
                "contraindications/broken-skin", "contraindications/thin-blood",
                "triageRules/fracture", "triageRules/hot-knee-with-fever",
                "triageRules/hot-knee", "triageRules/injury"}));
}

TEST(CriteriaTest, AreWalkedWithTheirPaths) {
  v1::Criterion criterion;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"(any_of {
           criteria { present { finding: "a" } }
           criteria {
             at_least {
               criteria { criterion { quantity { finding: "b" } } }
               criteria {
                 criterion { all_of { criteria { present { finding: "c" } } } }
               }
             }
           }
         })",
      &criterion));
  std::vector<std::string> visited;
  WalkCriteria(criterion, "criterion",
               [&](const v1::Criterion& part, const std::string& path) {
                 visited.push_back(absl::StrCat(path, " ", FindingOf(part)));
               });
  const std::string second = "criterion.any_of.criteria[1]";
  EXPECT_EQ(visited,
            (std::vector<std::string>{
                "criterion ",
                "criterion.any_of.criteria[0] a",
                second + " ",
                second + ".at_least.criteria[0].criterion b",
                second + ".at_least.criteria[1].criterion ",
                second + ".at_least.criteria[1].criterion.all_of.criteria[0] c",
            }));
  EXPECT_EQ(KindFieldPath(criterion, "criterion", "criteria"),
            "criterion.any_of.criteria");
}

}  // namespace
}  // namespace knead::content
