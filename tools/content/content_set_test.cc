#include "tools/content/content_set.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::content {
namespace {

Entity MakeTool(const std::string& id) {
  Entity entity;
  entity.file = "tools/" + id + ".textproto";
  entity.kind = KindOfFolder("tools");
  entity.name = "tools/" + id;
  auto tool = std::make_unique<v1::Tool>();
  tool->set_summary(id);
  entity.message = std::move(tool);
  entity.outline = TextOutline("\nsummary: \"\"", v1::Tool::descriptor());
  return entity;
}

TEST(ContentSetTest, FindsEntitiesByNameAndKind) {
  ContentSet content;
  content.Add(MakeTool("b"));
  content.Add(MakeTool("a"));
  content.AddUnreadable("regions/r");
  EXPECT_TRUE(content.Has("tools/a"));
  EXPECT_TRUE(content.Has("regions/r"));
  EXPECT_FALSE(content.Has("tools/c"));
  EXPECT_EQ(content.Find("regions/r"), nullptr);
  ASSERT_NE(content.Find<v1::Tool>("tools/b"), nullptr);
  EXPECT_EQ(content.Find<v1::Tool>("tools/b")->summary(), "b");
  EXPECT_EQ(content.Find<v1::Technique>("tools/b"), nullptr);
  EXPECT_EQ(content.Names(KindOfFolder("tools")),
            (std::vector<std::string>{"tools/a", "tools/b"}));
  EXPECT_EQ(content.Names(nullptr),
            (std::vector<std::string>{"regions/r", "tools/a", "tools/b"}));
  EXPECT_FALSE(content.complete());
}

TEST(ContentSetTest, KeepsEntitiesByFileWhateverTheOrder) {
  ContentSet content;
  content.Add(MakeTool("b"));
  content.Add(MakeTool("c"));
  content.Add(MakeTool("a"));
  std::vector<std::string> summaries;
  for (const auto& [entity, tool] : content.All<v1::Tool>()) {
    summaries.push_back(tool.summary());
  }
  EXPECT_EQ(summaries, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(content.complete());
}

TEST(ContentSetTest, KnowsItsManifest) {
  ContentSet content;
  EXPECT_EQ(content.manifest(), nullptr);
  Entity manifest;
  manifest.file = "manifest.textproto";
  manifest.message = std::make_unique<v1::ContentManifest>();
  content.Add(std::move(manifest));
  ASSERT_NE(content.manifest(), nullptr);
  EXPECT_TRUE(content.Names(nullptr).empty());
}

TEST(EntityTest, SaysWhereAFaultIs) {
  const Entity entity = MakeTool("a");
  EXPECT_EQ(FormatFault(entity.FaultAt("summary", "is empty"), ""),
            "tools/a.textproto:2: summary: is empty");
  EXPECT_EQ(FormatFault(entity.FaultAt("", "is odd"), ""),
            "tools/a.textproto:1: (file): is odd");
}

}  // namespace
}  // namespace knead::content
