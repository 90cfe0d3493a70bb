// Who may call what, by certificate and by token, and what happens when the
// policy changes while the server serves.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/testing/certificates.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "proto/canonical/sha256.h"
#include "service/server/options.h"
#include "service/server/server.h"
#include "tests/support/running_server.h"
#include "tests/support/server_process.h"
#include "tests/support/stream_call.h"
#include "tests/support/test_folder.h"
#include "tests/support/tls_client.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kGetContentInfo[] = "/knead.v1.LookupService/GetContentInfo";
constexpr char kListTools[] = "/knead.v1.LookupService/ListTools";
constexpr char kAssess[] = "/knead.v1.AssessmentService/Assess";
constexpr char kAssessStream[] = "/knead.v1.AssessmentService/AssessStream";
constexpr char kCoach[] = "/knead.v1.SessionService/Coach";
constexpr char kCheck[] = "/grpc.health.v1.Health/Check";
constexpr char kNothing[] = "/knead.v1.LookupService/GetNothing";
constexpr char kReflection[] =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

// A ServerReflectionRequest for the names of all services.
constexpr absl::string_view kListServices("\x3a\x00", 2);

constexpr auto kUnauthenticated = grpc::StatusCode::UNAUTHENTICATED;
constexpr auto kDenied = grpc::StatusCode::PERMISSION_DENIED;
constexpr auto kOk = grpc::StatusCode::OK;

constexpr char kOldToken[] = "zyxtoken/old+Ek3uTVgp4y3tZ0gk5mVYhfe";
constexpr char kNewToken[] = "zyxtoken/new+7oZEvH/lG1H8nLQ8TGfhGr";

std::string TokenHash(const std::string& token) {
  return Sha256(token).substr(std::string("sha256:").size());
}

// An entry of a policy.
std::string Entry(const std::string& name, const std::string& who,
                  const std::string& method) {
  return absl::StrCat("callers { name: '", name, "' ", who, " methods: '",
                      method, "' }\n");
}

std::string Token(const std::string& token) {
  return absl::StrCat("token_sha256: '", TokenHash(token), "' ");
}

std::string Policy() {
  return Entry("public", "anyone: true", kGetContentInfo) +
         Entry("viewer", "certificate_names: 'viewer.test'",
               "/knead.v1.LookupService/*") +
         Entry("assessor", Token(kOldToken), "/knead.v1.AssessmentService/*") +
         Entry("admin", "certificate_names: 'spiffe://test/admin'", "*");
}

class AuthorizationTest : public ::testing::Test {
 protected:
  AuthorizationTest() {
    folder_.Write("certificate.pem", server_.certificate);
    folder_.Write("key.pem", server_.private_key);
    folder_.Write("ca.pem", authority_.certificate);
    WritePolicy(Policy());
  }

  void WritePolicy(const std::string& text) const {
    folder_.Write("policy.textproto", text);
  }

  // With certificates of clients, all that a policy can name.
  ServerOptions Options() const {
    ServerOptions options = TestOptions();
    options.tls = {folder_.Path("certificate.pem"), folder_.Path("key.pem"),
                   folder_.Path("ca.pem")};
    options.authorization_file = folder_.Path("policy.textproto");
    return options;
  }

  // Somebody whose certificate proves `name`.
  TlsClient Named(const std::string& name,
                  const std::string& token = "") const {
    IdentityOptions options;
    options.alternative_names = name;
    return {authority_.certificate, MakeIdentity(authority_, "client", options),
            token};
  }
  TlsClient Nobody() const { return Named("DNS:nobody.test"); }
  TlsClient Viewer() const { return Named("DNS:viewer.test"); }
  TlsClient Admin() const { return Named("URI:spiffe://test/admin"); }
  TlsClient WithToken(const std::string& token) const {
    return Named("DNS:nobody.test", token);
  }

  const TestFolder folder_;
  const Identity authority_ = MakeAuthority();
  const Identity server_ = MakeIdentity(authority_, kTlsServerName);
};

// All requests here may be empty.
grpc::StatusCode Code(const std::shared_ptr<grpc::Channel>& channel,
                      const std::string& method) {
  return CallUnary(channel, method, "").status.error_code();
}

TEST_F(AuthorizationTest, EveryCallerMayCallWhatThePolicySays) {
  struct Case {
    std::string who;
    TlsClient client;
    std::string method;
    grpc::StatusCode code;
  };
  TlsClient common_name = Nobody();
  common_name.identity =
      MakeIdentity(authority_, "viewer.test", {/*alternative_names=*/""});
  const std::vector<Case> cases = {
      {"nobody", Nobody(), kGetContentInfo, kOk},
      {"nobody", Nobody(), kListTools, kUnauthenticated},
      {"nobody", Nobody(), kAssess, kUnauthenticated},
      {"nobody", Nobody(), kNothing, kUnauthenticated},
      {"nobody", Nobody(), kCheck, kOk},
      {"viewer", Viewer(), kGetContentInfo, kOk},
      {"viewer", Viewer(), kListTools, kOk},
      {"viewer", Viewer(), kAssess, kDenied},
      {"viewer", Viewer(), kNothing, kDenied},
      {"viewer", Viewer(), kCheck, kOk},
      {"both", Named("DNS:x.test,DNS:viewer.test", kOldToken), kListTools, kOk},
      {"both", Named("DNS:x.test,DNS:viewer.test", kOldToken), kAssess, kOk},
      {"common name", common_name, kListTools, kUnauthenticated},
      {"token", WithToken(kOldToken), kGetContentInfo, kOk},
      {"token", WithToken(kOldToken), kListTools, kDenied},
      {"token", WithToken(kOldToken), kAssess, kOk},
      {"wrong token", WithToken(kNewToken), kAssess, kUnauthenticated},
      {"wrong token", WithToken(kNewToken), kGetContentInfo, kOk},
      {"hash as token", WithToken(TokenHash(kOldToken)), kAssess,
       kUnauthenticated},
      {"admin", Admin(), kListTools, kOk},
      {"admin", Admin(), kAssess, kOk},
      {"admin", Admin(), kNothing, grpc::StatusCode::UNIMPLEMENTED},
  };
  RunningServer running(Options());
  for (const Case& c : cases) {
    const auto channel = ConnectTls(running.server().address(), c.client);
    EXPECT_EQ(Code(channel, c.method), c.code) << c.who << " " << c.method;
  }
}

TEST_F(AuthorizationTest, ErrorsSayWhy) {
  RunningServer running(Options());
  const std::string address = running.server().address();
  const UnaryResult unknown =
      CallUnary(ConnectTls(address, Nobody()), kListTools, "");
  EXPECT_THAT(unknown, IsKneadError(kUnauthenticated, "UNKNOWN_CALLER", ""));
  EXPECT_THAT(unknown.status.error_message(),
              HasSubstr("authorization: Bearer TOKEN"));
  const UnaryResult denied =
      CallUnary(ConnectTls(address, Viewer()), kAssess, "");
  EXPECT_THAT(denied, IsKneadError(kDenied, "METHOD_NOT_PERMITTED", ""));
  EXPECT_EQ(denied.Info().metadata().at("method"), kAssess);
}

TEST_F(AuthorizationTest, HoldsForStreams) {
  RunningServer running(Options());
  const std::string address = running.server().address();
  const auto nobody = ConnectTls(address, Nobody());
  const auto viewer = ConnectTls(address, Viewer());
  const auto assessor = ConnectTls(address, WithToken(kOldToken));
  for (const char* method : {kAssessStream, kCoach}) {
    StreamCall unknown(nobody, method);
    EXPECT_THAT(unknown.Finish(),
                IsKneadError(kUnauthenticated, "UNKNOWN_CALLER", ""));
    StreamCall denied(viewer, method);
    EXPECT_THAT(denied.Finish(),
                IsKneadError(kDenied, "METHOD_NOT_PERMITTED", ""));
  }
  StreamCall denied(assessor, kCoach);
  EXPECT_THAT(denied.Finish(),
              IsKneadError(kDenied, "METHOD_NOT_PERMITTED", ""));
  StreamCall stream(assessor, kAssessStream);
  v1::AssessStreamRequest request;
  request.mutable_request();
  EXPECT_TRUE(stream.Write(request.SerializeAsString()));
  EXPECT_TRUE(stream.Read().has_value());
  stream.WritesDone();
  EXPECT_TRUE(stream.Finish().status.ok());
}

TEST_F(AuthorizationTest, AChangeHoldsForTheNextCall) {
  RunningServer running(Options());
  Server& server = running.server();
  const auto viewer = ConnectTls(server.address(), Viewer());
  EXPECT_EQ(Code(viewer, kListTools), kOk);
  EXPECT_EQ(Code(viewer, kAssess), kDenied);
  StreamCall stream(ConnectTls(server.address(), WithToken(kOldToken)),
                    kAssessStream);
  v1::AssessStreamRequest request;
  request.mutable_request();
  EXPECT_TRUE(stream.Write(request.SerializeAsString()));
  EXPECT_TRUE(stream.Read().has_value());

  WritePolicy(Entry("viewer", "certificate_names: 'viewer.test'", kAssess));
  ASSERT_TRUE(server.ReloadSecurity().ok());
  EXPECT_EQ(Code(viewer, kListTools), kDenied);
  EXPECT_EQ(Code(viewer, kAssess), kOk);
  EXPECT_EQ(Code(viewer, kGetContentInfo), kDenied);
  // A stream that was allowed goes on.
  EXPECT_TRUE(stream.Write(request.SerializeAsString()));
  EXPECT_TRUE(stream.Read().has_value());
}

TEST_F(AuthorizationTest, ABrokenPolicyKeepsTheOldOne) {
  RunningServer running(Options());
  Server& server = running.server();
  const auto viewer = ConnectTls(server.address(), Viewer());
  for (const std::string& text :
       {std::string(), std::string("callers {"),
        Policy().substr(0, Policy().size() / 2),
        Entry("viewer", "certificate_names: 'viewer.test'", "/no.Such/Method"),
        Entry("viewer", "token_sha256: 'abc'", "*")}) {
    WritePolicy(text);
    const absl::Status status = server.ReloadSecurity();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(status.message(), HasSubstr(folder_.Path("policy.textproto")));
    EXPECT_EQ(Code(viewer, kListTools), kOk);
    EXPECT_EQ(Code(viewer, kAssess), kDenied);
  }
}

TEST_F(AuthorizationTest, ATokenIsReplacedAndNoCallFails) {
  RunningServer running(Options());
  Server& server = running.server();
  const auto with_old = ConnectTls(server.address(), WithToken(kOldToken));
  const auto with_new = ConnectTls(server.address(), WithToken(kNewToken));
  EXPECT_EQ(Code(with_old, kAssess), kOk);
  EXPECT_EQ(Code(with_new, kAssess), kUnauthenticated);
  WritePolicy(Entry("assessor", Token(kOldToken) + Token(kNewToken), kAssess));
  ASSERT_TRUE(server.ReloadSecurity().ok());
  EXPECT_EQ(Code(with_old, kAssess), kOk);
  EXPECT_EQ(Code(with_new, kAssess), kOk);
  WritePolicy(Entry("assessor", Token(kNewToken), kAssess));
  ASSERT_TRUE(server.ReloadSecurity().ok());
  EXPECT_EQ(Code(with_old, kAssess), kUnauthenticated);
  EXPECT_EQ(Code(with_new, kAssess), kOk);
}

TEST_F(AuthorizationTest, ReflectionNeedsPermissionToo) {
  ServerOptions options = Options();
  options.reflection = true;
  RunningServer running(options);
  const std::string address = running.server().address();
  const auto reflect = [&](const TlsClient& client, std::string* services) {
    StreamCall stream(ConnectTls(address, client), kReflection);
    stream.Write(kListServices);
    *services = stream.Read().value_or("");
    stream.WritesDone();
    return stream.Finish().status.error_code();
  };
  std::string services;
  EXPECT_EQ(reflect(Nobody(), &services), kUnauthenticated);
  EXPECT_EQ(services, "");
  EXPECT_EQ(reflect(Viewer(), &services), kDenied);
  EXPECT_EQ(services, "");
  EXPECT_EQ(reflect(Admin(), &services), kOk);
  EXPECT_THAT(services, HasSubstr("knead.v1.LookupService"));
  // The other methods are not touched by it.
  EXPECT_EQ(Code(ConnectTls(address, Viewer()), kListTools), kOk);
  EXPECT_EQ(Code(ConnectTls(address, Nobody()), kListTools), kUnauthenticated);

  WritePolicy(Entry("viewer", "certificate_names: 'viewer.test'", kReflection));
  ASSERT_TRUE(running.server().ReloadSecurity().ok());
  EXPECT_EQ(reflect(Viewer(), &services), kOk);
  EXPECT_EQ(reflect(Admin(), &services), kUnauthenticated);
}

TEST_F(AuthorizationTest, TokensServeInPlainTextOnThisMachine) {
  ServerOptions options = TestOptions();
  options.authorization_file = folder_.Write(
      "tokens.textproto", Entry("assessor", Token(kOldToken), "*"));
  RunningServer running(options);
  const auto stub = v1::LookupService::NewStub(running.channel());
  for (const auto& [token, code] :
       std::vector<std::pair<std::string, grpc::StatusCode>>{
           {kOldToken, kOk}, {kNewToken, kUnauthenticated}}) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + token);
    v1::ContentInfo info;
    EXPECT_EQ(stub->GetContentInfo(&context, v1::GetContentInfoRequest(), &info)
                  .error_code(),
              code);
  }
}

TEST_F(AuthorizationTest, TheExampleServes) {
  ServerOptions options = Options();
  options.authorization_file = "service/server/example_policy.textproto";
  RunningServer running(options);
  const std::string address = running.server().address();
  const auto clinic = ConnectTls(address, Named("DNS:clinic.example.org"));
  EXPECT_EQ(Code(clinic, kListTools), kOk);
  EXPECT_EQ(Code(clinic, kAssess), kOk);
  EXPECT_EQ(Code(ConnectTls(address, Nobody()), kAssess), kUnauthenticated);
}

TEST_F(AuthorizationTest, DoesNotStartWithAPolicyThatDoesNotFit) {
  struct Case {
    std::vector<std::string> flags;
    std::string fault;
  };
  const std::string tokens = folder_.Write(
      "tokens.textproto", Entry("assessor", Token(kOldToken), "*"));
  const std::string names =
      folder_.Write("names.textproto",
                    Entry("viewer", "certificate_names: 'viewer.test'", "*"));
  const std::vector<Case> cases = {
      // Anybody on the way could read the token.
      {{"--listen=0.0.0.0:0", "--insecure", "--authorization-file=" + tokens},
       "callers[0].token_sha256: tokens could be read on their way"},
      {{"--listen=127.0.0.1:0", "--authorization-file=" + names},
       "callers[0].certificate_names: clients show no certificate"},
      {{"--listen=127.0.0.1:0", "--authorization-file=" + folder_.Path("none")},
       "--authorization-file: "},
      {{"--listen=127.0.0.1:0", "--reflection",
        "--authorization-file=" + tokens},
       "--reflection: would answer anyone"},
  };
  for (const Case& c : cases) {
    ServerProcess server(c.flags);
    EXPECT_EQ(server.AwaitAddress(), "");
    EXPECT_NE(server.Wait(), 0);
    EXPECT_THAT(server.errors(), HasSubstr(c.fault));
  }
}

TEST_F(AuthorizationTest, TakesUpAFileThatChanges) {
  const std::string file = folder_.Write(
      "tokens.textproto", Entry("assessor", Token(kOldToken), kAssess));
  ServerProcess server(
      {"--listen=127.0.0.1:0", "--authorization-file=" + file});
  const auto channel = server.Connect();
  EXPECT_EQ(Code(channel, kListTools), kUnauthenticated);
  folder_.Write("tokens.textproto",
                Entry("public", "anyone: true", kListTools));
  ASSERT_TRUE(
      server.AwaitLog(R"("event":"authorization","result":"taken up")"));
  EXPECT_EQ(Code(channel, kListTools), kOk);
  folder_.Write("tokens.textproto", "callers { methods: 'x' }");
  ASSERT_TRUE(server.AwaitLog("recognises nobody"));
  EXPECT_EQ(Code(channel, kListTools), kOk);
}

}  // namespace
}  // namespace knead
