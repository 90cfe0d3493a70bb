#include "tools/content/embed.h"

#include <gtest/gtest.h>

#include <string>

#include "content/embedded_bundle.h"
#include "knead/v1/content_bundle.pb.h"
#include "tools/content/files.h"

namespace knead::content {
namespace {

TEST(EmbedTest, EscapesWhatIsNoLetterDigitOrBlank) {
  const std::string source = EmbedSource(std::string("aZ 9\"\\\n?\0\xff", 10));
  EXPECT_NE(source.find("\n    \"aZ 9\\042\\134\\012\\077\\000\\377\""),
            std::string::npos)
      << source;
  EXPECT_NE(source.find("absl::string_view(kBytes, 10)"), std::string::npos);
}

TEST(EmbedTest, BreaksLinesAndTakesNothing) {
  EXPECT_NE(EmbedSource(std::string(65, 'a'))
                .find("\"" + std::string(64, 'a') + "\"\n    \"a\";"),
            std::string::npos);
  EXPECT_NE(EmbedSource("").find("kBytes[] = \"\";"), std::string::npos);
}

// What is linked in is what the build wrote, byte for byte.
TEST(EmbedTest, TheLinkedBundleIsTheCompiledOne) {
  const auto bundle = ReadFile("content/bundle.binpb");
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  EXPECT_TRUE(EmbeddedContentBundle() == *bundle);
  v1::ContentBundle parsed;
  ASSERT_TRUE(parsed.ParseFromString(*bundle));
  EXPECT_GT(parsed.techniques_size(), 0);
}

}  // namespace
}  // namespace knead::content
