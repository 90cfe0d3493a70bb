#include "service/server/authorization_policy.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/server/limits.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

AuthorizationScope FullScope() {
  return {{"/a.First/Get", "/a.First/List", "/a.Second/Get"},
          /*has_certificates=*/true,
          /*keeps_tokens_secret=*/true};
}

// A hash unlike those of other numbers.
std::string Hash(int number) {
  const std::string digits = absl::StrCat(number);
  return std::string(64 - digits.size(), 'a') + digits;
}

absl::Status Parse(const std::string& text,
                   const AuthorizationScope& scope = FullScope()) {
  return ParseAuthorizationPolicy(text, scope).status();
}

// An entry for anyone but for what `rest` says.
std::string Entry(const std::string& name, const std::string& rest) {
  return absl::StrCat("callers { name: '", name, "' methods: '*' ", rest, " }");
}

TEST(AuthorizationPolicyTest, TakesWhatAPolicyCanSay) {
  const auto policy = ParseAuthorizationPolicy(
      absl::StrCat(
          "# Anyone may look things up.\n"
          "callers { name: 'anyone' anyone: true methods: '/a.First/*' }\n",
          Entry("a", "certificate_names: 'a.test'"),
          Entry("b", absl::StrCat("token_sha256: '", Hash(1),
                                  "' token_sha256: '", Hash(2), "'")),
          "callers { name: 'c' certificate_names: 'spiffe://test/c' "
          "token_sha256: '",
          // Either case will do.
          std::string(64, 'F'),
          "' methods: '/a.First/Get' methods: ", "'/a.Second/Get' }"),
      FullScope());
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(policy->callers_size(), 4);
  EXPECT_EQ(policy->callers(2).token_sha256_size(), 2);
}

struct Case {
  std::string text;
  // A piece of the message.
  std::string fault;
};

TEST(AuthorizationPolicyTest, NamesEachFaultAndItsFix) {
  const std::vector<Case> cases = {
      {"callers {", "line 1, column 10"},
      {"callers { name: 'a' }\ncaller { }", "line 2, column 8"},
      {"", "callers: is empty"},
      {"# Nothing but a comment.\n", "callers: is empty"},
      {Entry("", "anyone: true"), "callers[0].name: is empty"},
      {Entry("a", "anyone: true") + Entry("a", "certificate_names: 'b'"),
       "callers[1].name: is that of another entry"},
      {Entry("a", ""), "callers[0]: recognises nobody"},
      {Entry("a", "anyone: true certificate_names: 'b'"),
       "callers[0].anyone: does not go with"},
      {Entry("a", "certificate_names: ''"),
       "callers[0].certificate_names[0]: is empty"},
      {Entry("a", "token_sha256: ''"),
       "callers[0].token_sha256[0]: has 0 characters; want the 64"},
      {Entry("a", absl::StrCat("token_sha256: '", std::string(63, 'a'), "'")),
       "callers[0].token_sha256[0]: has 63 characters"},
      {Entry("a", absl::StrCat("token_sha256: '", std::string(65, 'a'), "'")),
       "callers[0].token_sha256[0]: has 65 characters"},
      {Entry("a", absl::StrCat("token_sha256: '", std::string(64, 'g'), "'")),
       "hexadecimal digits"},
      {Entry("a",
             "token_sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b9"
             "34ca495991b7852b855'"),
       "is the hash of nothing"},
      {Entry("a", absl::StrCat("token_sha256: '", Hash(1), "'")) +
           Entry("b", absl::StrCat("token_sha256: '", Hash(1), "'")),
       "callers[1].token_sha256[0]: stands there twice"},
      {"callers { name: 'a' anyone: true }", "callers[0].methods: is empty"},
      {"callers { name: 'a' anyone: true methods: '' }",
       "callers[0].methods[0]: the server has no such method"},
      {"callers { name: 'a' anyone: true methods: '/a.First/Put' }",
       "its services are /a.First, /a.Second"},
      {"callers { name: 'a' anyone: true methods: 'a.First/Get' }",
       "methods[0]"},
      {"callers { name: 'a' anyone: true methods: '/a.Third/*' }",
       "methods[0]"},
      {"callers { name: 'a' anyone: true methods: '/a.First*' }", "methods[0]"},
      {"callers { name: 'a' anyone: true methods: '/*' }", "methods[0]"},
  };
  for (const Case& c : cases) {
    const absl::Status status = Parse(c.text);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.text;
    EXPECT_THAT(status.message(), HasSubstr(c.fault)) << c.text;
  }
}

TEST(AuthorizationPolicyTest, NamesAllFaultsAtOnce) {
  const absl::Status status =
      Parse("callers { } callers { name: 'a' methods: 'b' }");
  for (const char* fault :
       {"callers[0].name", "callers[0]: recognises", "callers[0].methods",
        "callers[1]: recognises", "callers[1].methods[0]"}) {
    EXPECT_THAT(status.message(), HasSubstr(fault));
  }
}

TEST(AuthorizationPolicyTest, QuotesNothingThatCouldBeAToken) {
  for (const char* text :
       {"callers { name: 'a' methods: '*' token_sha256: 'zyxsecret' }",
        "callers { name: 'a' methods: 'zyxsecret' anyone: true }",
        "callers { zyxsecret: 1 }", "zyxsecret", "callers { name: zyxsecret }",
        "callers { anyone: zyxsecret }", "callers { name: 'zyxsecret",
        "[zyxsecret] { }", "callers { token_sha256: '\\zyxsecret' }"}) {
    const absl::Status status = Parse(text);
    EXPECT_FALSE(status.ok()) << text;
    EXPECT_THAT(status.message(), Not(HasSubstr("zyxsecret"))) << text;
  }
}

TEST(AuthorizationPolicyTest, CertificatesAndTokensNeedASafeWay) {
  const std::string certificate = Entry("a", "certificate_names: 'a.test'");
  const std::string token =
      Entry("a", absl::StrCat("token_sha256: '", Hash(1), "'"));
  AuthorizationScope scope = FullScope();
  scope.has_certificates = false;
  EXPECT_THAT(Parse(certificate, scope).message(),
              HasSubstr("--tls-client-ca-file"));
  EXPECT_TRUE(Parse(token, scope).ok());
  scope = FullScope();
  scope.keeps_tokens_secret = false;
  EXPECT_THAT(Parse(token, scope).message(),
              HasSubstr("--tls-certificate-file"));
  EXPECT_TRUE(Parse(certificate, scope).ok());
}

TEST(AuthorizationPolicyTest, HasLimits) {
  std::string callers;
  for (int i = 0; i < kMaxAuthorizationCallers; ++i) {
    callers += Entry(absl::StrCat(i), "anyone: true");
  }
  EXPECT_TRUE(Parse(callers).ok());
  EXPECT_THAT(Parse(callers + Entry("more", "anyone: true")).message(),
              HasSubstr("give at most 64"));

  std::string tokens;
  for (int i = 0; i < kMaxAuthorizationTokens; ++i) {
    tokens += absl::StrCat("token_sha256: '", Hash(i), "' ");
  }
  EXPECT_TRUE(Parse(Entry("a", tokens)).ok());
  // Those of all entries count.
  const std::string more =
      absl::StrCat("token_sha256: '", Hash(kMaxAuthorizationTokens), "'");
  EXPECT_THAT(Parse(Entry("a", tokens) + Entry("b", more)).message(),
              HasSubstr("give at most 128"));
}

TEST(MethodMatchesTest, AllOfAServiceOrOneOrEverything) {
  EXPECT_TRUE(MethodMatches("*", "/a.First/Get"));
  EXPECT_TRUE(MethodMatches("/a.First/*", "/a.First/Get"));
  EXPECT_TRUE(MethodMatches("/a.First/Get", "/a.First/Get"));
  EXPECT_FALSE(MethodMatches("/a.First/*", "/a.FirstOfAll/Get"));
  EXPECT_FALSE(MethodMatches("/a.First/Get", "/a.First/GetAll"));
  EXPECT_FALSE(MethodMatches("/a.First/Get", "/a.Second/Get"));
}

}  // namespace
}  // namespace knead
