#include "client/options.h"

#include <cmath>
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

constexpr absl::Duration kMs = absl::Milliseconds(1);
constexpr absl::Duration kNs = absl::Nanoseconds(1);

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

std::function<void(ClientOptions&)> TlsFiles(
    const TlsFileCredentials& credentials) {
  return [credentials](ClientOptions& options) {
    options.credentials = credentials;
  };
}

std::function<void(ClientOptions&)> Token(const std::string& target,
                                          const Credentials& credentials) {
  return [=](ClientOptions& options) {
    options.target = target;
    options.credentials = credentials;
    options.token = [] { return std::string("s3cret"); };
  };
}

std::function<void(ClientOptions&)> Attempts(int attempts) {
  return [=](ClientOptions& options) { options.retry.attempts = attempts; };
}

std::function<void(ClientOptions&)> Backoff(absl::Duration initial,
                                            absl::Duration max) {
  return [=](ClientOptions& options) {
    options.retry.initial_backoff = initial;
    options.retry.max_backoff = max;
  };
}

std::function<void(ClientOptions&)> Budget(int budget, double refill) {
  return [=](ClientOptions& options) {
    options.retry.budget = budget;
    options.retry.budget_refill = refill;
  };
}

std::function<void(ClientOptions&)> Keepalive(absl::Duration interval,
                                              absl::Duration timeout) {
  return [=](ClientOptions& options) {
    options.keepalive.interval = interval;
    options.keepalive.timeout = timeout;
  };
}

std::function<void(ClientOptions&)> Reconnect(absl::Duration initial,
                                              absl::Duration max,
                                              absl::Duration connect) {
  return [=](ClientOptions& options) {
    options.reconnect = {initial, max, connect};
  };
}

std::function<void(ClientOptions&)> ResponseBytes(int bytes) {
  return [=](ClientOptions& options) { options.max_response_bytes = bytes; };
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
        {"NoStreamTimeout",
         [](ClientOptions& options) {
           options.stream_timeout = absl::ZeroDuration();
         },
         "stream_timeout: ", "is 0"},
        {"EndlessStreamTimeout",
         [](ClientOptions& options) {
           options.stream_timeout = absl::InfiniteDuration();
         },
         "stream_timeout: ", "is inf"},
        {"SmallestRequest",
         [](ClientOptions& options) { options.max_request_bytes = 1; }, "", ""},
        {"NoRequest",
         [](ClientOptions& options) { options.max_request_bytes = 0; },
         "max_request_bytes: ", "is 0"},
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
        {"Several", Target("10.0.0.1:1,10.0.0.2:1"), "", ""},
        {"SeveralNames", Target("a:1,b:1"), "target: ", "dns:///name:port"},
        {"TlsFiles", TlsFiles({"ca", "cert", "key", "a", absl::Seconds(1)}), "",
         ""},
        {"TlsFilesOfRoots", TlsFiles({"ca", "", "", ""}), "", ""},
        {"LongestReload", TlsFiles({"ca", "", "", "", kMaxOptionDuration}), "",
         ""},
        {"ShortReload", TlsFiles({"ca", "", "", "", absl::Milliseconds(999)}),
         "credentials.reload_interval: ", "whole seconds"},
        {"BrokenReload", TlsFiles({"ca", "", "", "", absl::Milliseconds(1001)}),
         "credentials.reload_interval: ", "whole seconds"},
        {"LongReload",
         TlsFiles({"ca", "", "", "", kMaxOptionDuration + absl::Seconds(1)}),
         "credentials.reload_interval: ", "to 24h"},
        {"CertificateFileOnly", TlsFiles({"", "cert", "", ""}),
         "credentials.private_key_file: ", "give both or none"},
        {"KeyFileOnly", TlsFiles({"", "", "key", ""}),
         "credentials.certificate_chain_file: ", "give both or none"},
        {"PemAsRootFile", TlsFiles({kPem, "", "", ""}),
         "credentials.root_certificates_file: ", "give the path"},
        {"PemAsKeyFile", TlsFiles({"", "cert", kPem, ""}),
         "credentials.private_key_file: ", "give the path"},
        {"SpaceInServerNameOfFiles", TlsFiles({"ca", "", "", "a b"}),
         "credentials.server_name: ", "a space"},
        {"TokenOverTls", Token("knead.example.org:443", TlsCredentials()), "",
         ""},
        {"TokenToThisMachine", Token("127.0.0.1:1", InsecureCredentials()), "",
         ""},
        {"TokenInPlainText",
         Token("knead.example.org:443", InsecureCredentials()),
         "token: ", "plain text"},
        {"TokenInPlainTextToOneOfTwo",
         Token("127.0.0.1:1,10.0.0.1:1", InsecureCredentials()),
         "token: ", "plain text"},
        {"OneAttempt", Attempts(1), "", ""},
        {"MostAttempts", Attempts(kMaxAttempts), "", ""},
        {"NoAttempt", Attempts(0), "retry.attempts: ", "is 0"},
        {"TooManyAttempts", Attempts(kMaxAttempts + 1),
         "retry.attempts: ", "is 6"},
        {"ShortestBackoff", Backoff(kMs, kMs), "", ""},
        {"LongestBackoff", Backoff(kMaxOptionDuration, kMaxOptionDuration), "",
         ""},
        {"NoBackoff", Backoff(kMs - kNs, kMs),
         "retry.initial_backoff: ", "choose 1ms"},
        {"BackoffAboveTheMost", Backoff(2 * kMs, kMs),
         "retry.max_backoff: ", "choose 2ms"},
        {"EndlessBackoff", Backoff(kMs, absl::InfiniteDuration()),
         "retry.max_backoff: ", "is inf"},
        {"SmallestBudget", Budget(1, kMinRetryRefill), "", ""},
        {"LargestBudget", Budget(kMaxRetryBudget, 1), "", ""},
        {"NoBudget", Budget(0, 0.5), "retry.budget: ", "is 0"},
        {"TooLargeBudget", Budget(kMaxRetryBudget + 1, 0.5),
         "retry.budget: ", "choose 1 to"},
        {"NoRefill", Budget(1, 0.0009), "retry.budget_refill: ", "choose"},
        {"TooMuchRefill", Budget(1, 1.001), "retry.budget_refill: ", "choose"},
        {"RefillThatIsNoNumber", Budget(1, std::nan("")),
         "retry.budget_refill: ", "choose"},
        {"ShortestKeepalive", Keepalive(kMinKeepaliveInterval, kMs), "", ""},
        {"NoKeepalive", Keepalive(absl::InfiniteDuration(), kMs), "", ""},
        {"TooEagerKeepalive", Keepalive(kMinKeepaliveInterval - kNs, kMs),
         "keepalive.interval: ", "choose 10s"},
        {"KeepaliveWithoutTime", Keepalive(absl::Seconds(30), kMs - kNs),
         "keepalive.timeout: ", "choose 1ms"},
        {"ShortestReconnect", Reconnect(kMs, kMs, kMs), "", ""},
        {"NoReconnectPause", Reconnect(kMs - kNs, kMs, kMs),
         "reconnect.initial_backoff: ", "choose 1ms"},
        {"ReconnectPauseAboveTheMost", Reconnect(2 * kMs, kMs, kMs),
         "reconnect.max_backoff: ", "choose 2ms"},
        {"NoTimeToConnect", Reconnect(kMs, kMs, kMs - kNs),
         "reconnect.connect_timeout: ", "choose 1ms"},
        {"SmallestResponse", ResponseBytes(1), "", ""},
        {"NoResponse", ResponseBytes(0), "max_response_bytes: ", "is 0"},
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
