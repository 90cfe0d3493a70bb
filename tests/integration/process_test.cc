// The knead-server process: flags, files, signals, and what it says of itself.

#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/unknown_field_set.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/channel_arguments.h"
#include "gtest/gtest.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "src/proto/grpc/health/v1/health.grpc.pb.h"
#include "tests/support/protocol.h"
#include "tests/support/server_process.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::google::protobuf::UnknownField;
using ::google::protobuf::UnknownFieldSet;
using ::grpc::health::v1::Health;
using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::StartsWith;

constexpr char kContentInfo[] = "/knead.v1.LookupService/GetContentInfo";
constexpr char kListFindings[] = "/knead.v1.LookupService/ListFindings";

const std::vector<std::string>& AnyPort() {
  static const auto& flags =
      *new std::vector<std::string>{"--listen", "127.0.0.1:0"};
  return flags;
}

std::vector<std::string> AnyPortAnd(const std::vector<std::string>& more) {
  std::vector<std::string> flags = AnyPort();
  flags.insert(flags.end(), more.begin(), more.end());
  return flags;
}

// A file of this test with those bytes.
std::string WriteFile(const std::string& name, absl::string_view bytes) {
  const std::string path =
      absl::StrCat(::testing::TempDir(), "/", ::getpid(), "-", name);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::string ContentPath() {
  const char* path = std::getenv("KNEAD_CONTENT");
  EXPECT_NE(path, nullptr) << "KNEAD_CONTENT must name a content bundle";
  return path == nullptr ? "" : path;
}

std::string ContentBytes() {
  std::ifstream file(ContentPath(), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Flags.

struct BadFlags {
  std::string name;
  std::vector<std::string> flags;
  // What the message must name.
  std::string names;
};

class BadFlagsTest : public ::testing::TestWithParam<BadFlags> {};

INSTANTIATE_TEST_SUITE_P(
    Table, BadFlagsTest,
    ::testing::Values(
        BadFlags{"NoPort", {"--listen", "127.0.0.1"}, "--listen"},
        BadFlags{"PortTooLarge", {"--listen", "127.0.0.1:65536"}, "--listen"},
        BadFlags{"PortNegative", {"--listen", "127.0.0.1:-1"}, "--listen"},
        BadFlags{"NoHost", {"--listen", ":8980"}, "--listen"},
        BadFlags{"ListenNothing", {"--listen"}, "--listen"},
        BadFlags{"EveryAddress", {"--listen", "0.0.0.0:0"}, "--insecure"},
        BadFlags{"EveryAddress6", {"--listen", "[::]:0"}, "--insecure"},
        BadFlags{"HostName", {"--listen", "example.org:0"}, "--insecure"},
        BadFlags{
            "LikeLoopback", {"--listen", "127.example.org:0"}, "--insecure"},
        BadFlags{"UnixRelative", {"--listen", "unix:socket"}, "--listen"},
        BadFlags{"SecondAddress",
                 {"--listen", "127.0.0.1:0", "--listen", "127.0.0.1"},
                 "--listen"},
        BadFlags{"LimitTooLow", {"--max-page-size", "0"}, "--max-page-size"},
        BadFlags{"LimitTooHigh",
                 {"--max-observations", "201"},
                 "--max-observations"},
        BadFlags{
            "LimitNotWhole", {"--max-connections", "1.5"}, "--max-connections"},
        BadFlags{"LimitNoNumber",
                 {"--max-connection-idle", "long"},
                 "--max-connection-idle"},
        BadFlags{"LimitNotANumber",
                 {"--max-connection-idle", "nan"},
                 "--max-connection-idle"},
        BadFlags{"CertificateAlone",
                 {"--tls-certificate-file", "certificate.pem"},
                 "--tls-key-file: is missing"},
        BadFlags{"KeyAlone",
                 {"--tls-key-file", "key.pem"},
                 "--tls-certificate-file: is missing"},
        BadFlags{"ClientCaAlone",
                 {"--tls-client-ca-file", "ca.pem"},
                 "--tls-client-ca-file: needs"},
        BadFlags{"InsecureTls",
                 {"--insecure", "--tls-certificate-file", "certificate.pem",
                  "--tls-key-file", "key.pem"},
                 "--insecure: connections are encrypted"},
        BadFlags{"ThreadsNegative", {"--threads", "-1"}, "--threads"},
        BadFlags{"ThreadsTooMany", {"--threads", "257"}, "--threads"},
        BadFlags{"ThreadsNoNumber", {"--threads", "many"}, "--threads"},
        BadFlags{"DrainNegative", {"--drain-timeout", "-1"}, "--drain-timeout"},
        BadFlags{
            "DrainNoNumber", {"--drain-timeout", "soon"}, "--drain-timeout"},
        BadFlags{
            "DrainNotANumber", {"--drain-timeout", "nan"}, "--drain-timeout"},
        BadFlags{"LameDuckNegative", {"--lame-duck", "-1"}, "--lame-duck"},
        BadFlags{"LameDuckNotANumber", {"--lame-duck", "nan"}, "--lame-duck"},
        BadFlags{"LogLevel", {"--log-level", "loud"}, "--log-level"},
        BadFlags{"Unknown", {"--no-such-flag"}, "--no-such-flag"},
        BadFlags{"Operand", {"serve"}, "serve"},
        BadFlags{"OperandAfterAnAddress",
                 {"--listen", "127.0.0.1:0", "localhost:0"},
                 "not expected: localhost:0"},
        BadFlags{"OperandAfterAKey",
                 {"--session-key-file", "key", "further.key"},
                 "not expected: further.key"},
        BadFlags{"OperandAfterASwitch",
                 {"--listen=127.0.0.1:0", "--insecure", "stray"},
                 "not expected: stray"}),
    [](const auto& info) { return info.param.name; });

TEST_P(BadFlagsTest, ExitsWithTwoAndNamesTheFlag) {
  ServerProcess server(GetParam().flags);
  EXPECT_EQ(server.Wait(), 2);
  EXPECT_THAT(server.errors(), HasSubstr(GetParam().names));
  EXPECT_THAT(server.output(), IsEmpty());
}

TEST(FlagsTest, AnEmptyKeyFileIsRefused) {
  ServerProcess server(
      AnyPortAnd({"--page-token-key-file", WriteFile("empty.key", "")}));
  EXPECT_EQ(server.Wait(), 2);
  EXPECT_THAT(server.errors(), HasSubstr("--page-token-key-file"));
}

TEST(FlagsTest, HelpAndVersionExitWithZero) {
  for (const std::string flag : {"--help", "--version"}) {
    ServerProcess server({flag});
    EXPECT_EQ(server.Wait(), 0) << flag;
    EXPECT_NE(server.output(), "") << flag;
  }
}

TEST(FlagsTest, AnyAddressIsTakenWhenInsecureIsAsked) {
  ServerProcess server({"--listen", "0.0.0.0:0", "--insecure"});
  EXPECT_THAT(server.AwaitAddress(), StartsWith("0.0.0.0:"));
}

TEST(FlagsTest, ASecondServerOnThePortExitsWithOne) {
  ServerProcess first(AnyPort());
  const std::string address = first.AwaitAddress();
  ASSERT_NE(address, "");
  ServerProcess second({"--listen", address});
  EXPECT_EQ(second.Wait(), 1);
  EXPECT_THAT(second.errors(), HasSubstr(address));
  EXPECT_THAT(CallUnary(first.Connect(), kContentInfo, ""), IsAnswered());
}

// Content.

std::string Revision(ServerProcess& server) {
  const UnaryResult result = CallUnary(server.Connect(), kContentInfo, "");
  EXPECT_THAT(result, IsAnswered());
  return result.Response<v1::ContentInfo>().content_revision();
}

TEST(ContentTest, AFileServesAsTheBuiltInContentDoes) {
  ServerProcess built_in(AnyPort());
  ServerProcess from_file(AnyPortAnd({"--content", ContentPath()}));
  ASSERT_NE(from_file.AwaitAddress(), "");
  EXPECT_THAT(Revision(from_file), StartsWith("sha256:"));
  EXPECT_EQ(Revision(from_file), Revision(built_in));
}

TEST(ContentTest, AFileThatCannotBeServedIsRefused) {
  const std::string whole = ContentBytes();
  ASSERT_GT(whole.size(), 1000u);
  const std::vector<std::string> paths = {
      ::testing::TempDir() + "/missing.binpb",
      ::testing::TempDir(),
      WriteFile("empty.binpb", ""),
      WriteFile("text.binpb", "manifest { }"),
      WriteFile("cut.binpb", whole.substr(0, whole.size() / 2)),
      WriteFile("changed.binpb",
                std::string(whole).replace(500, 2, "\xff\xff")),
  };
  for (const std::string& path : paths) {
    ServerProcess server(AnyPortAnd({"--content", path}));
    EXPECT_EQ(server.Wait(), 1) << path;
    EXPECT_THAT(server.errors(), HasSubstr(path));
    EXPECT_THAT(server.output(), IsEmpty()) << path;
  }
}

TEST(ContentTest, ARuleThatWasEditedAfterTheProofIsRefused) {
  v1::CertifiedContent content;
  ASSERT_TRUE(content.ParseFromString(ContentBytes()));
  v1::ContentBundle bundle;
  ASSERT_TRUE(bundle.ParseFromString(content.content_bundle()));
  bundle.mutable_triage_rules(0)->set_urgency(v1::URGENCY_EMERGENCY);
  content.set_content_bundle(bundle.SerializeAsString());
  ServerProcess edited(AnyPortAnd(
      {"--content", WriteFile("edited.binpb", content.SerializeAsString())}));
  EXPECT_EQ(edited.Wait(), 1);
  EXPECT_THAT(edited.errors(),
              HasSubstr("its certificate is that of revision"));
  EXPECT_THAT(edited.errors(), HasSubstr("make it with knead-content compile"));
  content.clear_certificate();
  ServerProcess without(AnyPortAnd(
      {"--content", WriteFile("without.binpb", content.SerializeAsString())}));
  EXPECT_EQ(without.Wait(), 1);
  EXPECT_THAT(without.errors(), HasSubstr("it has no certificate"));
}

// Page tokens of one replica at another.

TEST(PageTokenTest, ReplicasTakeEachOthersTokensIfTheyHaveOneKey) {
  const auto second_page_at = [](ServerProcess& issuer, ServerProcess& reader) {
    v1::ListFindingsRequest request;
    request.set_page_size(1);
    const UnaryResult first =
        CallUnary(issuer.Connect(), kListFindings, request);
    EXPECT_THAT(first, IsAnswered());
    request.set_page_token(
        first.Response<v1::ListFindingsResponse>().next_page_token());
    return CallUnary(reader.Connect(), kListFindings, request);
  };
  const std::vector<std::string> with_key =
      AnyPortAnd({"--page-token-key-file", WriteFile("a.key", "a key")});
  ServerProcess without_1(AnyPort());
  ServerProcess without_2(AnyPort());
  ServerProcess with_1(with_key);
  ServerProcess with_2(with_key);
  EXPECT_THAT(second_page_at(without_1, without_2), IsAnswered());
  EXPECT_THAT(second_page_at(with_1, with_2), IsAnswered());
  EXPECT_THAT(second_page_at(with_1, without_1),
              IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                           "INVALID_PAGE_TOKEN", "page_token"));
}

// Reflection.

// Asks for the list of services as grpc.reflection.v1alpha does: field 7 of the
// request, and names in field 1 of each field 1 of field 6 of the response.
UnaryResult AskForServices(ServerProcess& server) {
  return CallUnary(
      server.Connect(),
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      "\x3a\x01*");
}

// The values of a field that is a string or a message.
std::vector<std::string> ValuesOf(const std::string& message, int number) {
  UnknownFieldSet fields;
  std::vector<std::string> values;
  EXPECT_TRUE(fields.ParseFromString(message));
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    if (field.number() == number &&
        field.type() == UnknownField::TYPE_LENGTH_DELIMITED) {
      values.push_back(field.length_delimited());
    }
  }
  return values;
}

TEST(ReflectionTest, ListsTheServicesWithTheFlag) {
  ServerProcess server(AnyPortAnd({"--reflection"}));
  const UnaryResult result = AskForServices(server);
  ASSERT_THAT(result, IsAnswered());
  std::vector<std::string> names;
  for (const std::string& list : ValuesOf(result.response, 6)) {
    for (const std::string& service : ValuesOf(list, 1)) {
      for (const std::string& name : ValuesOf(service, 1)) {
        names.push_back(name);
      }
    }
  }
  std::vector<std::string> ours;
  for (const std::string& name : names) {
    if (name.rfind("knead.", 0) == 0) ours.push_back(name);
  }
  EXPECT_THAT(ours, ::testing::UnorderedElementsAreArray(ServiceNames()));
  EXPECT_THAT(names,
              IsSupersetOf({"grpc.health.v1.Health",
                            "grpc.reflection.v1alpha.ServerReflection"}));
}

TEST(ReflectionTest, IsUnimplementedWithoutTheFlag) {
  ServerProcess server(AnyPort());
  EXPECT_EQ(AskForServices(server).status.error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

// Signals.

// A call that the server works on for as long as the test wants: its response
// is larger than what gRPC takes in before the caller reads, so the server
// cannot finish it until then.
class HeldCall {
 public:
  // Returns once the server has begun to answer.
  explicit HeldCall(const std::string& address) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    // The window stays as small as it begins.
    arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
    arguments.SetInt(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, kWindow);
    grpc::GenericStub stub(grpc::CreateCustomChannel(
        address, grpc::InsecureChannelCredentials(), arguments));
    context_.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
    call_ = stub.PrepareCall(&context_, kListFindings, &queue_);
    v1::ListFindingsRequest request;
    request.set_view(v1::VIEW_FULL);
    request.set_page_size(1000);
    const std::string bytes = request.SerializeAsString();
    const grpc::Slice slice(bytes);
    call_->StartCall(nullptr);
    EXPECT_TRUE(Next());
    call_->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(),
                     nullptr);
    EXPECT_TRUE(Next());
    call_->ReadInitialMetadata(nullptr);
    EXPECT_TRUE(Next());
  }

  // Reads the response to its end. Its size in bytes, and the status.
  std::pair<size_t, grpc::Status> Finish() {
    grpc::ByteBuffer response;
    call_->Read(&response, nullptr);
    Next();
    grpc::Status status;
    call_->Finish(&status, nullptr);
    Next();
    return {response.Valid() ? response.Length() : 0, status};
  }

  // The response must be larger than this.
  static constexpr int kWindow = 4096;

 private:
  bool Next() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

HealthCheckResponse::ServingStatus HealthOf(Health::Stub* stub,
                                            const std::string& service) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
  HealthCheckRequest request;
  request.set_service(service);
  HealthCheckResponse response;
  const grpc::Status status = stub->Check(&context, request, &response);
  EXPECT_TRUE(status.ok()) << service << ": " << status.error_message();
  return response.status();
}

constexpr char kDraining[] = R"("event":"draining")";

TEST(SignalTest, AnIdleServerEndsWithZero) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServerProcess server(AnyPort());
    ASSERT_NE(server.AwaitAddress(), "");
    server.Signal(signal);
    EXPECT_EQ(server.Wait(), 0) << signal;
    EXPECT_THAT(server.errors(), HasSubstr(kDraining));
    EXPECT_THAT(server.errors(), HasSubstr(R"("event":"stopped")"));
  }
}

TEST(SignalTest, ACallUnderWayFinishesAndNoFurtherOneIsTaken) {
  ServerProcess server(AnyPortAnd({"--drain-timeout", "60"}));
  const std::string address = server.AwaitAddress();
  ASSERT_NE(address, "");
  HeldCall call(address);
  server.Signal(SIGTERM);
  ASSERT_TRUE(server.AwaitLog(kDraining));
  // The listener closes soon after; until then a call may still be taken.
  while (CallUnary(server.Connect(), kContentInfo, "").status.ok()) {
  }
  const auto [size, status] = call.Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_GT(size, HeldCall::kWindow);
  EXPECT_EQ(server.Wait(), 0);
}

TEST(SignalTest, ALameDuckSaysThatItWillStopAndGoesOnServing) {
  ServerProcess server(AnyPortAnd({"--lame-duck", "60"}));
  const auto stub = Health::NewStub(server.Connect());
  for (const std::string& service : ServiceNames()) {
    EXPECT_EQ(HealthOf(stub.get(), service), HealthCheckResponse::SERVING);
  }
  server.Signal(SIGTERM);
  for (const std::string& service : ServiceNames()) {
    while (HealthOf(stub.get(), service) == HealthCheckResponse::SERVING) {
    }
    EXPECT_EQ(HealthOf(stub.get(), service), HealthCheckResponse::NOT_SERVING);
  }
  // Over a new connection, too.
  EXPECT_THAT(CallUnary(server.Connect(), kContentInfo, ""), IsAnswered());
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 128 + SIGTERM);
}

TEST(SignalTest, ACallThatOutlastsTheDrainTimeoutIsEnded) {
  ServerProcess server(AnyPortAnd({"--drain-timeout", "0.1"}));
  const std::string address = server.AwaitAddress();
  ASSERT_NE(address, "");
  HeldCall call(address);
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
  EXPECT_FALSE(call.Finish().second.ok());
}

TEST(SignalTest, ASecondSignalEndsItAtOnce) {
  ServerProcess server(AnyPortAnd({"--drain-timeout", "60"}));
  const std::string address = server.AwaitAddress();
  ASSERT_NE(address, "");
  HeldCall call(address);
  server.Signal(SIGTERM);
  ASSERT_TRUE(server.AwaitLog(kDraining));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 128 + SIGTERM);
}

}  // namespace
}  // namespace knead
