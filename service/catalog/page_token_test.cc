#include "service/catalog/page_token.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(PageTokenTest, IsReadByEveryReplicaWithTheKey) {
  const std::string token = PageTokens("key").Make("scope", "tools/hands");
  const auto name = PageTokens("key").Read("scope", token);
  ASSERT_TRUE(name.ok()) << name.status();
  EXPECT_EQ(*name, "tools/hands");
}

TEST(PageTokenTest, RefusesWhatItDidNotMakeForTheScope) {
  const PageTokens tokens("key");
  const std::string token = tokens.Make("scope", "tools/hands");
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string changed = bytes;
    changed[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    EXPECT_FALSE(tokens.Read("scope", absl::WebSafeBase64Escape(changed)).ok());
  }
  for (size_t length = 0; length < bytes.size(); ++length) {
    const std::string cut = absl::WebSafeBase64Escape(bytes.substr(0, length));
    EXPECT_FALSE(tokens.Read("scope", cut).ok()) << length;
  }
  for (const std::string& other : {" " + token, token + "\n", token + "="}) {
    EXPECT_FALSE(tokens.Read("scope", other).ok()) << other;
  }
  EXPECT_FALSE(tokens.Read("scope", "").ok());
  EXPECT_FALSE(tokens.Read("scope", "not base64!").ok());
  EXPECT_FALSE(tokens.Read("scope", std::string(100000, 'A')).ok());
  EXPECT_FALSE(tokens.Read("other scope", token).ok());
  EXPECT_FALSE(PageTokens("other key").Read("scope", token).ok());
}

}  // namespace
}  // namespace knead
