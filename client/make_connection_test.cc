#include "client/make_connection.h"

#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/connection.h"
#include "client/options.h"
#include "client/testing/certificates.h"
#include "client/testing/scripted_server.h"
#include "client/version.h"
#include "gmock/gmock.h"
#include "grpcpp/security/server_credentials.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kServerName[] = "knead.test";

std::optional<ScriptedAnswer> AnswerInfo(const ReceivedCall&) {
  v1::ContentInfo info;
  info.set_engine_version("3");
  return AnswerWith(info);
}

std::shared_ptr<grpc::ServerCredentials> ServerTls(const Identity& identity,
                                                   const Identity& authority) {
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = authority.certificate;
  options.pem_key_cert_pairs.push_back(
      {identity.private_key, identity.certificate});
  return grpc::SslServerCredentials(options);
}

// The status of a call to `server` with these credentials.
absl::Status CallWith(const ScriptedServer& server, Credentials credentials) {
  ClientOptions options;
  options.target = server.address();
  options.credentials = std::move(credentials);
  const auto connection = MakeConnection(options);
  if (!connection.ok()) return connection.status();
  return (*connection)->GetContentInfo({}, {}).status();
}

TEST(MakeConnectionTest, RefusesOptionsThatAreNotValid) {
  const absl::Status status = MakeConnection(ClientOptions()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith("target: "));
}

TEST(MakeConnectionTest, SpeaksPlainText) {
  ScriptedServer server(AnswerInfo);
  EXPECT_EQ(CallWith(server, InsecureCredentials()), absl::OkStatus());
}

TEST(MakeConnectionTest, DoesNotSpeakPlainTextUnlessToldTo) {
  ScriptedServer server(AnswerInfo);
  EXPECT_EQ(CallWith(server, TlsCredentials()).code(),
            absl::StatusCode::kUnavailable);
  EXPECT_THAT(server.calls(), IsEmpty());
}

TEST(MakeConnectionTest, NamesTheProgramAndTheSdk) {
  ScriptedServer server(AnswerInfo);
  ClientOptions options;
  options.target = server.address();
  options.credentials = InsecureCredentials();
  const std::pair<std::string, std::string> cases[] = {
      {"", absl::StrCat("knead-cpp/", kSdkVersion, " grpc-c++/")},
      {"my-service/1.4",
       absl::StrCat("my-service/1.4 knead-cpp/", kSdkVersion, " grpc-c++/")},
  };
  for (const auto& [user_agent, expected] : cases) {
    options.user_agent = user_agent;
    const auto connection = MakeConnection(options);
    ASSERT_TRUE(connection.ok());
    ASSERT_TRUE((*connection)->GetContentInfo({}, {}).ok());
    const ReceivedCall call = server.calls().back();
    ASSERT_EQ(call.metadata.count("user-agent"), 1);
    EXPECT_THAT(call.metadata.find("user-agent")->second, StartsWith(expected));
  }
}

TEST(MakeConnectionTest, TakesTheDefaultTimeoutFromTheOptions) {
  ScriptedServer server([](const ReceivedCall&) { return std::nullopt; });
  ClientOptions options;
  options.target = server.address();
  options.credentials = InsecureCredentials();
  options.default_timeout = absl::Milliseconds(200);
  const auto connection = MakeConnection(options);
  ASSERT_TRUE(connection.ok());
  EXPECT_EQ((*connection)->GetContentInfo({}, {}).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

// TLS: who trusts whom. The server asks for a certificate of its authority.
class MakeConnectionTlsTest : public testing::Test {
 protected:
  const Identity authority_ = MakeAuthority();
  const Identity stranger_ = MakeAuthority();
  const Identity client_ = MakeIdentity(authority_, "client.test");
  const Identity other_client_ = MakeIdentity(stranger_, "client.test");
  ScriptedServer server_{
      AnswerInfo, ServerTls(MakeIdentity(authority_, kServerName), authority_)};
};

TEST_F(MakeConnectionTlsTest, SpeaksWhenEachTrustsTheOther) {
  EXPECT_EQ(CallWith(server_,
                     TlsCredentials{authority_.certificate, client_.certificate,
                                    client_.private_key, kServerName}),
            absl::OkStatus());
  EXPECT_THAT(server_.calls(), SizeIs(1));
}

TEST_F(MakeConnectionTlsTest, DoesNotSpeakOtherwise) {
  const struct {
    const char* why;
    Credentials credentials;
  } cases[] = {
      {"the client speaks plain text", InsecureCredentials()},
      {"the client trusts another authority",
       TlsCredentials{stranger_.certificate, client_.certificate,
                      client_.private_key, kServerName}},
      {"the client trusts the machine's authorities only",
       TlsCredentials{"", client_.certificate, client_.private_key,
                      kServerName}},
      {"the server has another name",
       TlsCredentials{authority_.certificate, client_.certificate,
                      client_.private_key, "other.test"}},
      {"the host of the target is not the server's name",
       TlsCredentials{authority_.certificate, client_.certificate,
                      client_.private_key, ""}},
      {"the client has no certificate",
       TlsCredentials{authority_.certificate, "", "", kServerName}},
      {"the client's certificate is another authority's",
       TlsCredentials{authority_.certificate, other_client_.certificate,
                      other_client_.private_key, kServerName}},
      {"key and certificate do not belong together",
       TlsCredentials{authority_.certificate, client_.certificate,
                      other_client_.private_key, kServerName}},
      {"the certificate cannot be read",
       TlsCredentials{authority_.certificate, "-----BEGIN NOTHING-----\n",
                      client_.private_key, kServerName}},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(CallWith(server_, test.credentials).code(),
              absl::StatusCode::kUnavailable)
        << test.why;
  }
  EXPECT_THAT(server_.calls(), IsEmpty());
}

// Certificates in files.
class MakeConnectionTlsFilesTest : public MakeConnectionTlsTest {
 protected:
  // Writes the files of a client that is `identity` and trusts `authority`,
  // each as a whole.
  void WriteFiles(const Identity& authority, const Identity& identity) {
    WriteFile(files_.root_certificates_file, authority.certificate);
    WriteFile(files_.private_key_file, identity.private_key);
    WriteFile(files_.certificate_chain_file, identity.certificate);
  }

  static void WriteFile(const std::string& path, const std::string& text) {
    const std::string beside = absl::StrCat(path, ".new");
    std::ofstream(beside) << text;
    ASSERT_EQ(std::rename(beside.c_str(), path.c_str()), 0);
  }

  static std::string Path(absl::string_view name) {
    return absl::StrCat(testing::TempDir(), "/", name);
  }

  TlsFileCredentials files_{Path("ca.pem"), Path("client.pem"),
                            Path("client.key"), kServerName, absl::Seconds(1)};
};

TEST_F(MakeConnectionTlsFilesTest, SpeaksWhenEachTrustsTheOther) {
  WriteFiles(authority_, client_);
  EXPECT_EQ(CallWith(server_, files_), absl::OkStatus());
}

TEST_F(MakeConnectionTlsFilesTest, DoesNotSpeakToAStranger) {
  WriteFiles(stranger_, client_);
  EXPECT_EQ(CallWith(server_, files_).code(), absl::StatusCode::kUnavailable);
  WriteFiles(authority_, other_client_);
  EXPECT_EQ(CallWith(server_, files_).code(), absl::StatusCode::kUnavailable);
  files_.server_name = "other.test";
  WriteFiles(authority_, client_);
  EXPECT_EQ(CallWith(server_, files_).code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(server_.calls(), IsEmpty());
}

TEST_F(MakeConnectionTlsFilesTest, ReadsThemAgain) {
  WriteFiles(stranger_, other_client_);
  ClientOptions options;
  options.target = server_.address();
  options.credentials = files_;
  const auto connection = MakeConnection(options);
  ASSERT_TRUE(connection.ok()) << connection.status();
  EXPECT_EQ((*connection)->GetContentInfo({}, {}).status().code(),
            absl::StatusCode::kUnavailable);
  WriteFiles(authority_, client_);
  while (!(*connection)->GetContentInfo({}, {}).ok()) continue;
}

TEST_F(MakeConnectionTlsFilesTest, SaysWhichFileIsMissing) {
  WriteFiles(authority_, client_);
  const std::pair<std::string*, const char*> cases[] = {
      {&files_.root_certificates_file, "credentials.root_certificates_file: "},
      {&files_.certificate_chain_file, "credentials.certificate_chain_file: "},
      {&files_.private_key_file, "credentials.private_key_file: "},
  };
  for (const auto& [path, beginning] : cases) {
    const std::string right = std::exchange(*path, "/no/such/file");
    const absl::Status status = CallWith(server_, files_);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), StartsWith(beginning));
    *path = right;
  }
}

// Tokens.

TEST_F(MakeConnectionTlsTest, SendsTheTokenOverTls) {
  ClientOptions options;
  options.target = server_.address();
  options.credentials =
      TlsCredentials{authority_.certificate, client_.certificate,
                     client_.private_key, kServerName};
  options.token = [] { return std::string("s3cret"); };
  const auto connection = MakeConnection(options);
  ASSERT_TRUE(connection.ok()) << connection.status();
  ASSERT_TRUE((*connection)->GetContentInfo({}, {}).ok());
  EXPECT_THAT(server_.calls().at(0).metadata,
              Contains(Pair("authorization", "Bearer s3cret")));
}

}  // namespace
}  // namespace knead
