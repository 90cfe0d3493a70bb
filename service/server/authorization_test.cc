#include "service/server/authorization.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "service/server/authorization_policy.h"

namespace knead {
namespace {

using Decision = Authorization::Decision;

constexpr char kGet[] = "/a.First/Get";
constexpr char kList[] = "/a.First/List";
constexpr char kOther[] = "/a.Second/Get";

// Hashes as `sha256sum` prints them, of "old", "new" and "second".
constexpr char kPolicy[] = R"pb(
  callers { name: "public" anyone: true methods: "/a.First/Get" }
  callers {
    name: "first"
    certificate_names: "first.test"
    certificate_names: "spiffe://test/first"
    token_sha256: "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4"
    token_sha256: "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"
    methods: "/a.First/*"
  }
  callers {
    name: "second"
    token_sha256: "16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4"
    methods: "/a.Second/Get"
  }
  callers { name: "admin" certificate_names: "admin.test" methods: "*" }
)pb";

class AuthorizationTest : public ::testing::Test {
 protected:
  AuthorizationTest() : authorization_(Make()) {}

  static Authorization Make() {
    const std::vector<std::string> methods = {kGet, kList, kOther};
    const auto policy =
        ParseAuthorizationPolicy(kPolicy, {methods, /*has_certificates=*/true,
                                           /*keeps_tokens_secret=*/true});
    EXPECT_TRUE(policy.ok()) << policy.status();
    return Authorization(policy.value_or(server::AuthorizationPolicy()),
                         methods);
  }

  const Authorization authorization_;
};

struct Case {
  std::string header;
  std::vector<std::string> names;
  std::string method;
  Decision decision;
  std::string caller;
};

TEST_F(AuthorizationTest, AsksWhoMayCallWhat) {
  const std::vector<Case> cases = {
      // Nobody, or nobody that is known.
      {"", {}, kGet, Decision::kAllowed, ""},
      {"", {}, kList, Decision::kUnknown, ""},
      {"", {}, kOther, Decision::kUnknown, ""},
      {"Bearer wrong", {}, kList, Decision::kUnknown, ""},
      {"Bearer wrong", {"other.test"}, kList, Decision::kUnknown, ""},
      // What is open to anyone needs no token, so a wrong one does not matter.
      {"Bearer wrong", {}, kGet, Decision::kAllowed, ""},
      // Tokens, the old one and the new one.
      {"Bearer old", {}, kList, Decision::kAllowed, "first"},
      {"Bearer new", {}, kList, Decision::kAllowed, "first"},
      {"Bearer old", {}, kOther, Decision::kDenied, "first"},
      {"Bearer second", {}, kOther, Decision::kAllowed, "second"},
      {"Bearer second", {}, kList, Decision::kDenied, "second"},
      {"Bearer second", {}, kGet, Decision::kAllowed, "second"},
      // Other ways to write it.
      {"bearer old", {}, kList, Decision::kAllowed, "first"},
      {"Bearer   old ", {}, kList, Decision::kAllowed, "first"},
      {"Basic old", {}, kList, Decision::kUnknown, ""},
      {"old", {}, kList, Decision::kUnknown, ""},
      {"Bearer", {}, kList, Decision::kUnknown, ""},
      {"Bearer ", {}, kList, Decision::kUnknown, ""},
      {"Bearer OLD", {}, kList, Decision::kUnknown, ""},
      {"Bearer old, Bearer old", {}, kList, Decision::kUnknown, ""},
      // Certificates: any of the names, whole and exactly.
      {"", {"first.test"}, kList, Decision::kAllowed, "first"},
      {"", {"x", "spiffe://test/first"}, kList, Decision::kAllowed, "first"},
      {"", {"first.test"}, kOther, Decision::kDenied, "first"},
      {"", {"FIRST.test"}, kList, Decision::kUnknown, ""},
      {"", {"first.test.example"}, kList, Decision::kUnknown, ""},
      {"", {"*.test"}, kList, Decision::kUnknown, ""},
      {"", {"admin.test"}, kOther, Decision::kAllowed, "admin"},
      // Both: what either allows.
      {"Bearer second", {"first.test"}, kList, Decision::kAllowed, "first"},
      {"Bearer second", {"first.test"}, kOther, Decision::kAllowed, "first"},
      {"Bearer wrong", {"first.test"}, kList, Decision::kAllowed, "first"},
      // A method that the server does not have.
      {"", {}, "/unknown", Decision::kUnknown, ""},
      {"Bearer old", {}, "/unknown", Decision::kDenied, "first"},
      {"", {"admin.test"}, "/unknown", Decision::kAllowed, "admin"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(absl::StrCat(c.header, " ", c.method));
    Authorization::Credentials credentials;
    if (!c.header.empty()) credentials.header = c.header;
    credentials.certificate_names = c.names;
    const Authorization::Answer answer =
        authorization_.Ask(c.method, credentials);
    EXPECT_EQ(answer.decision, c.decision);
    EXPECT_EQ(answer.caller, c.caller);
  }
}

TEST_F(AuthorizationTest, KnowsWhetherCertificatesMatter) {
  EXPECT_TRUE(authorization_.has_certificate_names());
  const auto policy = ParseAuthorizationPolicy(
      "callers { name: 'a' anyone: true methods: '*' }", {});
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_FALSE(Authorization(*policy, {}).has_certificate_names());
}

}  // namespace
}  // namespace knead
