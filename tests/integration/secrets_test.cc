// No token, no hash of one and no part of a key appears in what the server
// writes, at the most verbose level, whatever is wrong with them.

#include <signal.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/testing/certificates.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/canonical/sha256.h"
#include "tests/support/server_process.h"
#include "tests/support/stream_call.h"
#include "tests/support/test_folder.h"
#include "tests/support/tls_client.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kListTools[] = "/knead.v1.LookupService/ListTools";
constexpr char kAssess[] = "/knead.v1.AssessmentService/Assess";
constexpr char kCoach[] = "/knead.v1.SessionService/Coach";
constexpr char kReflection[] =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
constexpr char kToken[] = "zyxgood+P1hA0gJQ8ENxZc4nUo7n3kYtW2Lq";
constexpr char kWrongToken[] = "zyxwrong+b6yTSk0fQm5VjR9xHc2uE8aZpD";

std::string HashOf(const std::string& token) {
  return Sha256(token).substr(std::string("sha256:").size());
}

std::string Policy(const std::string& hash) {
  return absl::StrCat("callers { name: 'caller' token_sha256: '", hash,
                      "' methods: '/knead.v1.LookupService/*' }");
}

TEST(SecretsTest, NoneIsWritten) {
  const TestFolder folder;
  const Identity authority = MakeAuthority();
  const Identity identity = MakeIdentity(authority, kTlsServerName);
  const Identity next = MakeIdentity(authority, kTlsServerName);
  const Identity client = MakeIdentity(authority, "client.test");
  const std::string certificate =
      folder.Write("certificate.pem", identity.certificate);
  const std::string key = folder.Write("key.pem", identity.private_key);
  const std::string ca = folder.Write("ca.pem", authority.certificate);
  const std::string policy =
      folder.Write("policy.textproto", Policy(HashOf(kToken)));
  ServerProcess server(
      {"--listen=127.0.0.1:0", "--log-level=trace", "--reflection",
       "--tls-certificate-file=" + certificate, "--tls-key-file=" + key,
       "--tls-client-ca-file=" + ca, "--authorization-file=" + policy},
      {"GRPC_VERBOSITY=debug", "GRPC_TRACE=all"});
  const std::string address = server.AwaitAddress();

  // Allowed, denied and unknown, in unary calls and streams, and without a
  // certificate.
  for (const char* token : {kToken, kWrongToken}) {
    const auto channel =
        ConnectTls(address, {authority.certificate, client, token});
    EXPECT_EQ(CallUnary(channel, kListTools, "").status.ok(), token == kToken);
    EXPECT_THAT(CallUnary(channel, kAssess, ""), Not(IsAnswered()));
    for (const char* method : {kCoach, kReflection}) {
      EXPECT_FALSE(StreamCall(channel, method).Finish().status.ok());
    }
    EXPECT_THAT(
        CallUnary(ConnectTls(address, {authority.certificate, {}, token}),
                  kListTools, ""),
        Not(IsAnswered()));
  }
  // Files with faults, and new ones.
  folder.Write("key.pem", next.private_key);
  ASSERT_TRUE(server.AwaitLog("is not the key of the first certificate"));
  folder.Write("key.pem", next.private_key.substr(0, 100));
  ASSERT_TRUE(server.AwaitLog("want a private key"));
  folder.Write("certificate.pem", next.certificate + next.private_key);
  folder.Write("key.pem", next.private_key);
  ASSERT_TRUE(server.AwaitLog(R"("event":"certificates","result":"taken up")"));
  // A token where its hash belongs, and where nothing belongs.
  folder.Write("policy.textproto", Policy(kToken));
  ASSERT_TRUE(server.AwaitLog("callers[0].token_sha256[0]"));
  folder.Write("policy.textproto", absl::StrCat("callers { ", kToken, " }"));
  ASSERT_TRUE(server.AwaitLog("line 1, column"));
  folder.Write("policy.textproto", Policy(HashOf(kWrongToken)));
  ASSERT_TRUE(
      server.AwaitLog(R"("event":"authorization","result":"taken up")"));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);

  const std::string written = server.output() + server.errors();
  // It did write of these calls.
  EXPECT_THAT(written, HasSubstr(kListTools));
  EXPECT_THAT(written, HasSubstr(R"("caller":"caller")"));
  EXPECT_THAT(written, Not(HasSubstr("zyx")));
  const std::string lower = absl::AsciiStrToLower(written);
  for (const char* token : {kToken, kWrongToken}) {
    EXPECT_THAT(lower, Not(HasSubstr(HashOf(token).substr(0, 16))));
  }
  for (const Identity& one : {identity, next}) {
    for (absl::string_view line :
         absl::StrSplit(one.private_key, '\n', absl::SkipEmpty())) {
      EXPECT_THAT(written, Not(HasSubstr(std::string(line))));
    }
  }
}

}  // namespace
}  // namespace knead
