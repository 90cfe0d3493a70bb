#include "client/grpc_connection.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/assessment_stream.h"
#include "client/call_options.h"
#include "client/connection.h"
#include "client/error_details.h"
#include "client/testing/scripted_server.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"

namespace knead {
namespace {

using ::google::protobuf::DescriptorPool;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::ServiceDescriptor;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

std::optional<ScriptedAnswer> NoAnswer(const ReceivedCall&) {
  return std::nullopt;
}

// A connection over a socket.
std::shared_ptr<Connection> Connect(const ScriptedServer& server,
                                    CallDefaults defaults) {
  return MakeConnection(
      grpc::CreateChannel(server.address(), grpc::InsecureChannelCredentials()),
      std::move(defaults));
}

std::shared_ptr<Connection> Connect(
    const ScriptedServer& server,
    absl::Duration default_timeout = kDefaultTimeout) {
  return Connect(server, CallDefaults{default_timeout});
}

v1::GetTechniqueRequest Named(const std::string& name) {
  v1::GetTechniqueRequest request;
  request.set_name(name);
  return request;
}

v1::Technique Technique() {
  v1::Technique technique;
  technique.set_name("techniques/quadriceps-hands");
  technique.set_display_name("Kneading the front of the thigh");
  return technique;
}

std::optional<ScriptedAnswer> AnswerTechnique(const ReceivedCall&) {
  return AnswerWith(Technique());
}

// Every method. ---------------------------------------------------------------

// Puts `text` into the first text field of `message`, if it has one.
void Mark(Message* message, const std::string& text) {
  for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message->GetDescriptor()->field(i);
    if (field->type() != FieldDescriptor::TYPE_STRING || field->is_map()) {
      continue;
    }
    if (field->is_repeated()) {
      message->GetReflection()->AddString(message, field, text);
    } else {
      message->GetReflection()->SetString(message, field, text);
    }
    return;
  }
}

template <typename M>
M Marked(const std::string& text) {
  M message;
  Mark(&message, text);
  return message;
}

struct Method {
  // As the connection names it.
  const char* name;
  // Makes a call with a marked request. The response, marked by the server.
  std::function<absl::StatusOr<std::string>(Connection&)> call;
  std::string request;
  std::string response;
};

template <typename Request, typename Response>
Method Row(const char* name,
           absl::StatusOr<Response> (Connection::*method)(const Request&,
                                                          const CallOptions&)) {
  return {name,
          [method](Connection& connection) -> absl::StatusOr<std::string> {
            const absl::StatusOr<Response> response =
                (connection.*method)(Marked<Request>("asked"), {});
            if (!response.ok()) return response.status();
            return response->SerializeAsString();
          },
          Marked<Request>("asked").SerializeAsString(),
          Marked<Response>("answered").SerializeAsString()};
}

// A stream of one request. Its response is the id that the server gave back.
Method StreamRow() {
  v1::AssessStreamRequest item;
  item.set_request_id("asked");
  item.mutable_request();
  return {"AssessStream",
          [](Connection& connection) -> absl::StatusOr<std::string> {
            auto stream = connection.AssessStream({});
            if (!stream.ok()) return stream.status();
            (*stream)->Write("asked", {});
            const std::optional<StreamedAssessment> answer = (*stream)->Read();
            if (!answer.has_value()) return (*stream)->Finish();
            return answer->request_id;
          },
          item.SerializeAsString(), "answered"};
}

// A session of one event. Its response is what the coach says is the state.
Method CoachRow() {
  v1::CoachRequest event;
  event.set_event_id(1);
  event.mutable_stop();
  return {"Coach",
          [](Connection& connection) -> absl::StatusOr<std::string> {
            auto stream = connection.Coach({});
            if (!stream.ok()) return stream.status();
            v1::CoachRequest event;
            event.mutable_stop();
            (*stream)->Write(event);
            const std::optional<v1::CoachResponse> answer = (*stream)->Read();
            if (!answer.has_value()) return (*stream)->Finish();
            return answer->SerializeAsString();
          },
          event.SerializeAsString(),
          Marked<v1::CoachResponse>("answered").SerializeAsString()};
}

std::vector<Method> Methods() {
  return {
      Row("GetRegion", &Connection::GetRegion),
      Row("ListRegions", &Connection::ListRegions),
      Row("GetMuscleGroup", &Connection::GetMuscleGroup),
      Row("ListMuscleGroups", &Connection::ListMuscleGroups),
      Row("GetTool", &Connection::GetTool),
      Row("ListTools", &Connection::ListTools),
      Row("GetTechnique", &Connection::GetTechnique),
      Row("ListTechniques", &Connection::ListTechniques),
      Row("GetIndication", &Connection::GetIndication),
      Row("ListIndications", &Connection::ListIndications),
      Row("GetContraindication", &Connection::GetContraindication),
      Row("ListContraindications", &Connection::ListContraindications),
      Row("GetQuestionGroup", &Connection::GetQuestionGroup),
      Row("ListQuestionGroups", &Connection::ListQuestionGroups),
      Row("GetFinding", &Connection::GetFinding),
      Row("ListFindings", &Connection::ListFindings),
      Row("GetTriageRule", &Connection::GetTriageRule),
      Row("ListTriageRules", &Connection::ListTriageRules),
      Row("GetCarePathway", &Connection::GetCarePathway),
      Row("ListCarePathways", &Connection::ListCarePathways),
      Row("GetPrinciple", &Connection::GetPrinciple),
      Row("ListPrinciples", &Connection::ListPrinciples),
      Row("GetCareMeasure", &Connection::GetCareMeasure),
      Row("ListCareMeasures", &Connection::ListCareMeasures),
      Row("GetFrequentQuestion", &Connection::GetFrequentQuestion),
      Row("ListFrequentQuestions", &Connection::ListFrequentQuestions),
      Row("GetTakeaway", &Connection::GetTakeaway),
      Row("ListTakeaways", &Connection::ListTakeaways),
      Row("GetSource", &Connection::GetSource),
      Row("ListSources", &Connection::ListSources),
      Row("BatchGetTechniques", &Connection::BatchGetTechniques),
      Row("BatchGetFindings", &Connection::BatchGetFindings),
      Row("Search", &Connection::Search),
      Row("GetContentInfo", &Connection::GetContentInfo),
      Row("Assess", &Connection::Assess),
      Row("Explain", &Connection::Explain),
      Row("ExtractFindings", &Connection::ExtractFindings),
      Row("PlanSession", &Connection::PlanSession),
      Row("RenderFigure", &Connection::RenderFigure),
      StreamRow(),
      CoachRow(),
  };
}

// Path of each method of the protocol, by name.
std::map<std::string, std::string> MethodsOfTheProtocol() {
  std::map<std::string, std::string> paths;
  for (const char* name :
       {"knead.v1.LookupService", "knead.v1.AssessmentService",
        "knead.v1.SessionService", "knead.v1.FigureService"}) {
    const ServiceDescriptor* service =
        DescriptorPool::generated_pool()->FindServiceByName(name);
    for (int i = 0; i < service->method_count(); ++i) {
      paths[service->method(i)->name()] =
          absl::StrCat("/", name, "/", service->method(i)->name());
    }
  }
  return paths;
}

// Answers any method of the protocol with its response, marked.
std::optional<ScriptedAnswer> AnswerAnything(const ReceivedCall& call) {
  std::string name = call.method.substr(1);
  name[name.find('/')] = '.';
  const auto* method = DescriptorPool::generated_pool()->FindMethodByName(name);
  if (method == nullptr) {
    return AnswerWith(grpc::Status(grpc::StatusCode::UNIMPLEMENTED, name));
  }
  const std::unique_ptr<Message> response(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(method->output_type())
          ->New());
  Mark(response.get(), "answered");
  return AnswerWith(*response);
}

TEST(GrpcConnectionTest, EveryMethodReachesTheMethodOfThatName) {
  // Links the descriptors of both services.
  ASSERT_NE(v1::AssessRequest::descriptor(), nullptr);
  const std::map<std::string, std::string> paths = MethodsOfTheProtocol();
  ScriptedServer server(AnswerAnything);
  const std::shared_ptr<Connection> connection = Connect(server);
  for (const Method& method : Methods()) {
    const absl::StatusOr<std::string> response = method.call(*connection);
    ASSERT_TRUE(response.ok()) << method.name << ": " << response.status();
    EXPECT_EQ(*response, method.response) << method.name;
    const ReceivedCall call = server.calls().back();
    EXPECT_EQ(call.method, paths.at(method.name));
    EXPECT_EQ(call.request, method.request) << method.name;
  }
}

TEST(GrpcConnectionTest, ThereIsAMethodForEachMethodOfTheProtocol) {
  std::set<std::string> tested;
  for (const Method& method : Methods()) tested.insert(method.name);
  std::set<std::string> expected;
  for (const auto& [name, path] : MethodsOfTheProtocol()) expected.insert(name);
  EXPECT_EQ(tested, expected);
}

// Errors. ---------------------------------------------------------------------

grpc::Status NotFound() {
  google::rpc::ErrorInfo info;
  info.set_reason("RESOURCE_NOT_FOUND");
  info.set_domain("knead");
  (*info.mutable_metadata())["nearest"] = "techniques/quadriceps-hands";
  google::rpc::BadRequest bad_request;
  auto* violation = bad_request.add_field_violations();
  violation->set_field("name");
  violation->set_description("does not exist; see `nearest`");
  google::rpc::Status details;
  details.set_code(grpc::StatusCode::NOT_FOUND);
  details.add_details()->PackFrom(info);
  details.add_details()->PackFrom(bad_request);
  return grpc::Status(grpc::StatusCode::NOT_FOUND, "no such technique",
                      details.SerializeAsString());
}

TEST(GrpcConnectionTest, ErrorsComeWithTheirDetails) {
  ScriptedServer server(
      [](const ReceivedCall&) { return AnswerWith(NotFound()); });
  const absl::Status status =
      Connect(server)->GetTechnique(Named("techniques/hands"), {}).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "no such technique");
  EXPECT_EQ(ErrorReason(status), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorDomain(status), kErrorDomain);
  EXPECT_EQ(ErrorMetadata(status, "nearest"), "techniques/quadriceps-hands");
  const std::vector<FieldViolation> violations = FieldViolations(status);
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].field, "name");
  EXPECT_EQ(violations[0].description, "does not exist; see `nearest`");
}

TEST(GrpcConnectionTest, NoServerIsUnavailable) {
  std::string address;
  {
    const ScriptedServer server(NoAnswer);
    address = server.address();
  }
  const std::shared_ptr<Connection> connection = MakeConnection(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  const absl::Status status = connection->GetContentInfo({}, {}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ErrorReason(status), "");
}

TEST(GrpcConnectionTest, AResponseThatCannotBeReadIsAnError) {
  ScriptedServer server([](const ReceivedCall&) {
    ScriptedAnswer answer;
    answer.response = "\x0a\xff not a technique";
    return answer;
  });
  EXPECT_FALSE(Connect(server)->GetTechnique({}, {}).ok());
}

// Deadlines. ------------------------------------------------------------------

TEST(GrpcConnectionTest, ACallWithoutAnswerEndsAtItsDeadline) {
  ScriptedServer server(NoAnswer);
  CallOptions options;
  options.timeout = absl::Milliseconds(200);
  EXPECT_EQ(Connect(server)->GetTechnique({}, options).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(GrpcConnectionTest, ACallWithoutAnswerEndsAtTheDefaultDeadline) {
  ScriptedServer server(NoAnswer);
  EXPECT_EQ(Connect(server, absl::Milliseconds(200))
                ->GetTechnique({}, {})
                .status()
                .code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(GrpcConnectionTest, ACallWhoseTimeIsUpIsNotSent) {
  ScriptedServer server(AnswerTechnique);
  const std::shared_ptr<Connection> connection = Connect(server);
  for (const absl::Duration timeout :
       {absl::ZeroDuration(), absl::Seconds(-1), -absl::InfiniteDuration()}) {
    CallOptions options;
    options.timeout = timeout;
    EXPECT_EQ(connection->GetTechnique({}, options).status().code(),
              absl::StatusCode::kDeadlineExceeded)
        << timeout;
  }
  EXPECT_THAT(server.calls(), IsEmpty());
}

TEST(GrpcConnectionTest, TheServerIsToldTheDeadline) {
  ScriptedServer server(AnswerTechnique);
  const std::shared_ptr<Connection> connection =
      Connect(server, absl::Hours(2));
  const auto deadline = [&](std::optional<absl::Duration> timeout) {
    CallOptions options;
    options.timeout = timeout;
    EXPECT_TRUE(connection->GetTechnique({}, options).ok());
    return server.calls().back().deadline;
  };
  // Far enough apart that the speed of the machine does not matter.
  const absl::Time start = absl::Now();
  EXPECT_GT(deadline(std::nullopt), start + absl::Hours(1));
  EXPECT_LT(deadline(std::nullopt), start + absl::Hours(3));
  EXPECT_GT(deadline(absl::Hours(20)), start + absl::Hours(19));
  EXPECT_LT(deadline(absl::Hours(20)), start + absl::Hours(21));
  EXPECT_GT(deadline(absl::InfiniteDuration()),
            start + absl::Hours(24 * 365 * 100));
}

// Size. -----------------------------------------------------------------------

TEST(GrpcConnectionTest, ARequestThatIsTooLargeIsNotSent) {
  ScriptedServer server(AnswerTechnique);
  v1::GetTechniqueRequest request = Named("techniques/quadriceps-hands");
  CallDefaults defaults;
  defaults.max_request_bytes = static_cast<int>(request.ByteSizeLong());
  const auto connection = Connect(server, defaults);
  EXPECT_TRUE(connection->GetTechnique(request, {}).ok());
  request.mutable_name()->push_back('s');
  ResponseMetadata received = {{"left", "over"}};
  CallOptions options;
  options.response_metadata = &received;
  const absl::Status refusal =
      connection->GetTechnique(request, options).status();
  EXPECT_EQ(refusal.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(refusal.message(), HasSubstr("max_request_bytes"));
  EXPECT_THAT(received, IsEmpty());
  EXPECT_THAT(server.calls(), SizeIs(1));
}

// Metadata. -------------------------------------------------------------------

TEST(GrpcConnectionTest, SendsTheMetadata) {
  ScriptedServer server(AnswerTechnique);
  const std::string bytes("\0\xff\n", 3);
  CallOptions options;
  options.metadata = {
      {"x-request-id", "7f3a"}, {"tag", "a"}, {"tag", "b"}, {"x-bin", bytes}};
  ASSERT_TRUE(Connect(server)->GetTechnique({}, options).ok());

  ASSERT_THAT(server.calls(), SizeIs(1));
  const auto metadata = server.calls()[0].metadata;
  EXPECT_THAT(metadata, Contains(Pair("x-request-id", "7f3a")));
  EXPECT_THAT(metadata, Contains(Pair("tag", "a")));
  EXPECT_THAT(metadata, Contains(Pair("tag", "b")));
  EXPECT_THAT(metadata, Contains(Pair("x-bin", bytes)));
}

TEST(GrpcConnectionTest, ACallWithMetadataThatCannotBeSentIsNotSent) {
  ScriptedServer server(AnswerTechnique);
  CallOptions options;
  options.metadata = {{"X-Request-Id", "7f3a"}};
  EXPECT_EQ(Connect(server)->GetTechnique({}, options).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(server.calls(), IsEmpty());
}

TEST(GrpcConnectionTest, HandsOverWhatCameBesideTheResponse) {
  ScriptedServer server([](const ReceivedCall&) {
    ScriptedAnswer answer = AnswerWith(Technique());
    answer.initial_metadata = {{"knead-content-revision", "sha256:12"}};
    answer.trailing_metadata = {{"knead-engine-version", "3"}};
    return answer;
  });
  ResponseMetadata received = {{"left", "over"}};
  CallOptions options;
  options.response_metadata = &received;
  ASSERT_TRUE(Connect(server)->GetTechnique({}, options).ok());

  EXPECT_THAT(received,
              Contains(Pair(std::string(kContentRevisionKey), "sha256:12")));
  EXPECT_THAT(received, Contains(Pair(std::string(kEngineVersionKey), "3")));
  EXPECT_EQ(received.count("left"), 0);
}

TEST(GrpcConnectionTest, HandsOverWhatCameBesideAnError) {
  ScriptedServer server([](const ReceivedCall&) {
    ScriptedAnswer answer = AnswerWith(NotFound());
    answer.trailing_metadata = {{"content-language", "en"}};
    return answer;
  });
  ResponseMetadata received;
  CallOptions options;
  options.response_metadata = &received;
  ASSERT_FALSE(Connect(server)->GetTechnique({}, options).ok());
  EXPECT_THAT(received, Contains(Pair(std::string(kContentLanguageKey), "en")));
}

TEST(GrpcConnectionTest, HandsOverNothingWhenNothingWasSent) {
  ScriptedServer server(AnswerTechnique);
  ResponseMetadata received = {{"left", "over"}};
  CallOptions options;
  options.timeout = absl::ZeroDuration();
  options.response_metadata = &received;
  ASSERT_FALSE(Connect(server)->GetTechnique({}, options).ok());
  EXPECT_THAT(received, IsEmpty());
}

// Tokens. --------------------------------------------------------------------

std::shared_ptr<Connection> ConnectWith(const ScriptedServer& server,
                                        TokenProvider token) {
  CallDefaults defaults;
  defaults.token = std::move(token);
  return MakeConnection(
      grpc::CreateChannel(server.address(), grpc::InsecureChannelCredentials()),
      defaults);
}

TEST(GrpcConnectionTest, AsksForATokenForEachCall) {
  ScriptedServer server(AnswerTechnique);
  int tokens = 0;
  const auto connection = ConnectWith(
      server, [&tokens] { return absl::StrCat("token-", ++tokens); });
  for (const char* expected : {"Bearer token-1", "Bearer token-2"}) {
    ASSERT_TRUE(connection->GetTechnique({}, {}).ok());
    EXPECT_THAT(server.calls().back().metadata,
                Contains(Pair("authorization", expected)));
  }
}

TEST(GrpcConnectionTest, ACallCanProveOtherwiseWhoCalls) {
  ScriptedServer server(AnswerTechnique);
  const auto connection =
      ConnectWith(server, [] { return std::string("token"); });
  CallOptions options;
  options.metadata = {{"authorization", "Bearer other"}};
  ASSERT_TRUE(connection->GetTechnique({}, options).ok());
  const auto metadata = server.calls().back().metadata;
  EXPECT_EQ(metadata.count("authorization"), 1);
  EXPECT_THAT(metadata, Contains(Pair("authorization", "Bearer other")));
}

TEST(GrpcConnectionTest, ACallWithoutItsTokenIsNotSent) {
  ScriptedServer server(AnswerTechnique);
  const absl::Status fault = absl::UnavailableError("no token to be had");
  EXPECT_EQ(ConnectWith(server,
                        [&]() -> absl::StatusOr<std::string> { return fault; })
                ->GetTechnique({}, {})
                .status(),
            fault);
  for (const char* token : {"", "s3cret\n", "s3 cret", "s3cr\xc3\xa9t"}) {
    const auto connection =
        ConnectWith(server, [token] { return std::string(token); });
    const absl::Status status = connection->GetTechnique({}, {}).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(status.message().find("s3"), std::string::npos) << status;
    EXPECT_EQ(connection->AssessStream({}).status(), status);
  }
  EXPECT_THAT(server.calls(), IsEmpty());
}

// The channel. ----------------------------------------------------------------

TEST(GrpcConnectionTest, SpeaksThroughAChannelWithoutASocket) {
  ScriptedServer server(AnswerTechnique);
  const absl::StatusOr<v1::Technique> technique =
      MakeConnection(server.InProcessChannel())
          ->GetTechnique(Named("techniques/quadriceps-hands"), {});
  ASSERT_TRUE(technique.ok()) << technique.status();
  EXPECT_EQ(technique->SerializeAsString(), Technique().SerializeAsString());
}

}  // namespace
}  // namespace knead
