#include "client/options.h"

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kPem[] = "-----BEGIN SOMETHING-----\nAAAA\n";

ClientOptions Good() {
  ClientOptions options;
  options.target = "127.0.0.1:50051";
  return options;
}

struct Case {
  const char* name;
  std::function<void(ClientOptions&)> change;
  // Beginning of the message, and a piece of it. Empty: the options are valid.
  std::string beginning;
  std::string piece;
};

std::function<void(ClientOptions&)> Target(const std::string& target) {
  return [target](ClientOptions& options) { options.target = target; };
}

std::function<void(ClientOptions&)> Timeout(absl::Duration timeout) {
  return
      [timeout](ClientOptions& options) { options.default_timeout = timeout; };
}

std::function<void(ClientOptions&)> Tls(const TlsCredentials& credentials) {
  return [credentials](ClientOptions& options) {
    options.credentials = credentials;
  };
}

std::function<void(ClientOptions&)> UserAgent(const std::string& user_agent) {
  return
      [user_agent](ClientOptions& options) { options.user_agent = user_agent; };
}

class ValidateTest : public testing::TestWithParam<Case> {};

TEST_P(ValidateTest, SaysWhetherAConnectionCanBeMade) {
  ClientOptions options = Good();
  GetParam().change(options);
  const absl::Status status = Validate(options);
  if (GetParam().beginning.empty()) {
    EXPECT_TRUE(status.ok()) << status;
    return;
  }
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(GetParam().beginning));
  EXPECT_THAT(std::string(status.message()), HasSubstr(GetParam().piece));
}

INSTANTIATE_TEST_SUITE_P(
    Options, ValidateTest,
    testing::ValuesIn<Case>({
        {"Good", [](ClientOptions&) {}, "", ""},
        {"Ipv6", Target("[::1]:50051"), "", ""},
        {"Dns", Target("dns:///knead.example.org:443"), "", ""},
        {"Unix", Target("unix:/run/knead.sock"), "", ""},
        {"EmptyTarget", Target(""), "target: ", "is empty"},
        {"SpaceInTarget", Target("a b:1"), "target: ", "a space"},
        {"LineBreakInTarget", Target("a:1\n"), "target: ", "a space"},
        {"Http", Target("http://a:1"), "target: ", "web address"},
        {"Https", Target("HTTPS://a:1"), "target: ", "web address"},
        {"ShortestTimeout", Timeout(absl::Nanoseconds(1)), "", ""},
        {"LongTimeout", Timeout(absl::Hours(24 * 365)), "", ""},
        {"NoTimeout", Timeout(absl::ZeroDuration()),
         "default_timeout: ", "is 0"},
        {"NegativeTimeout", Timeout(absl::Seconds(-1)),
         "default_timeout: ", "is -1s"},
        {"EndlessTimeout", Timeout(absl::InfiniteDuration()),
         "default_timeout: ", "is inf"},
        {"Plaintext",
         [](ClientOptions& options) {
           options.credentials = InsecureCredentials();
         },
         "", ""},
        {"FullTls", Tls({kPem, kPem, kPem, "knead.example.org"}), "", ""},
        {"RootsOnly", Tls({kPem, "", "", ""}), "", ""},
        {"PathOfRoots", Tls({"/etc/ca.pem", "", "", ""}),
         "credentials.root_certificates: ", "not its path"},
        {"PathOfChain", Tls({"", "client.pem", kPem, ""}),
         "credentials.certificate_chain: ", "not its path"},
        {"PathOfKey", Tls({"", kPem, "client.key", ""}),
         "credentials.private_key: ", "not its path"},
        {"ChainOnly", Tls({"", kPem, "", ""}),
         "credentials.private_key: ", "give both or none"},
        {"KeyOnly", Tls({"", "", kPem, ""}),
         "credentials.certificate_chain: ", "give both or none"},
        {"SpaceInServerName", Tls({"", "", "", "a b"}),
         "credentials.server_name: ", "a space"},
        {"UserAgent", UserAgent("my-service/1.4 (linux)"), "", ""},
        {"LineBreakInUserAgent", UserAgent("a\r\nb"),
         "user_agent: ", "printable"},
        {"ForeignLetterInUserAgent", UserAgent("caf\xc3\xa9"),
         "user_agent: ", "printable"},
    }),
    [](const testing::TestParamInfo<Case>& info) { return info.param.name; });

TEST(ValidateTest, KeepsKeyMaterialOutOfTheMessage) {
  ClientOptions options = Good();
  options.credentials = TlsCredentials{"", kPem, "c2VjcmV0", ""};
  EXPECT_THAT(std::string(Validate(options).message()),
              Not(HasSubstr("c2VjcmV0")));
}

TEST(ClientOptionsTest, EncryptsUnlessToldOtherwise) {
  EXPECT_TRUE(
      std::holds_alternative<TlsCredentials>(ClientOptions().credentials));
}

}  // namespace
}  // namespace knead
