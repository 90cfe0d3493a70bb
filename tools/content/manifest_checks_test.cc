#include "tools/content/manifest_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"NoManifest",
       {{"manifest.textproto", "", ""}},
       {"manifest.textproto:1: (file): is missing; write the manifest",
        "sources/policy.textproto:4: name: is cited nowhere; cite it or"
        " remove it"}},
      {"LanguageIsNoTag",
       {{"manifest.textproto", R"("en")", R"("English please")"}},
       {"manifest.textproto:4: language_code: `English please` is no BCP 47"
        " tag; write one, e.g. en"}},
      {"LanguageWithCountryIsFine",
       {{"manifest.textproto", R"("en")", R"("en-GB")"}},
       {}},
      {"StatementWithoutCitation",
       {{"manifest.textproto", R"(  text: "Ring for help if you cannot breathe."
  citations { source: "sources/policy" section: "P1" })",
         R"(  text: "Ring for help if you cannot breathe.")"}},
       {"manifest.textproto:9: opening.citations: is empty, and the"
        " manifest has no citations of its own; cite where this comes from"}},
      {"StatementMissing",
       {{"manifest.textproto", R"(unsettled {
  text: "Have this looked at first."
  citations { source: "sources/policy" section: "P1" }
}
)",
         ""}},
       {"manifest.textproto:1: unsettled: is required and not set; write it"}},
  };
}

using ManifestChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(ManifestChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, ManifestChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
