#include "client/cli/words/citations.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "client/cli/library.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "google/protobuf/repeated_field.h"
#include "gtest/gtest.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {
namespace {

using Citations = google::protobuf::RepeatedPtrField<v1::Citation>;

Citations Cite(
    const std::vector<std::pair<std::string, std::string>>& sections) {
  Citations citations;
  for (const auto& [source, section] : sections) {
    v1::Citation& citation = *citations.Add();
    citation.set_source(source);
    citation.set_section(section);
  }
  return citations;
}

class CitationsTest : public testing::Test {
 protected:
  std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  Library library_{Client(fake_), ""};
};

TEST_F(CitationsTest, NamesEachWorkOnceAndEachSectionByItsTitle) {
  EXPECT_EQ(CitationsText(Cite({{"sources/handbook", "skin"},
                                {"sources/policy", "P1"},
                                {"sources/handbook", "legs"},
                                {"sources/handbook", "skin"}}),
                          library_),
            "Sample handbook (On skin, On legs); Sample policy (P1)");
  EXPECT_EQ(CitationsText({}, library_), "");
}

TEST_F(CitationsTest, NamesWorksAlone) {
  EXPECT_EQ(CitedWorksText(Cite({{"sources/policy", "P1"},
                                 {"sources/handbook", "legs"},
                                 {"sources/policy", "P2"}}),
                           library_),
            "Sample policy; Sample handbook");
}

TEST_F(CitationsTest, WhatIsNotKnownIsNamedByItsId) {
  EXPECT_EQ(CitationsText(Cite({{"sources/handbook", "arms"},
                                {"sources/lost-work", "x"}}),
                          library_),
            "Sample handbook (arms); lost work (x)");
}

TEST_F(CitationsTest, SourcesThatCannotBeReadAreNamedByTheirIds) {
  fake_->failures["ListSources"] = absl::InternalError("a fault");
  EXPECT_EQ(CitationsText(Cite({{"sources/handbook", "legs"}}), library_),
            "handbook (legs)");
}

}  // namespace
}  // namespace knead::cli
