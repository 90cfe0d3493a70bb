#include "tools/content/embed.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/string_view.h"
#include "content/digest.h"
#include "content/embedded_bundle.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "tools/content/files.h"

namespace knead::content {
namespace {

TEST(EmbedTest, EscapesWhatIsNoLetterDigitOrBlank) {
  const std::string bytes("aZ 9\"\\\n?\0\xff", 10);
  const std::string source =
      EmbedSource(bytes, absl::string_view(bytes).substr(2, 5));
  EXPECT_NE(source.find("\n    \"aZ 9\\042\\134\\012\\077\\000\\377\""),
            std::string::npos)
      << source;
  EXPECT_NE(source.find("absl::string_view(kBytes, 10)"), std::string::npos);
  EXPECT_NE(source.find("absl::string_view(kBytes + 2, 5)"), std::string::npos);
}

TEST(EmbedTest, BreaksLinesAndTakesNothing) {
  const std::string bytes(65, 'a');
  EXPECT_NE(EmbedSource(bytes, bytes)
                .find("\"" + std::string(64, 'a') + "\"\n    \"a\";"),
            std::string::npos);
  EXPECT_NE(EmbedSource("", "").find("kBytes[] = \"\";"), std::string::npos);
}

// What is linked in is what the build wrote, byte for byte.
TEST(EmbedTest, TheLinkedContentIsTheCompiledOne) {
  const auto bytes = ReadFile("content/content.binpb");
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_TRUE(EmbeddedContent() == *bytes);
  v1::CertifiedContent content;
  ASSERT_TRUE(content.ParseFromString(*bytes));
  EXPECT_TRUE(EmbeddedContentBundle() == content.content_bundle());
  v1::ContentBundle bundle;
  ASSERT_TRUE(bundle.ParseFromString(content.content_bundle()));
  EXPECT_GT(bundle.techniques_size(), 0);
  EXPECT_EQ(content.certificate().content_revision(),
            ContentDigest(content.content_bundle()));
}

}  // namespace
}  // namespace knead::content
