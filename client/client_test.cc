#include "client/client.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/grpc_connection.h"
#include "client/mocks/mock_assessment_stream.h"
#include "client/mocks/mock_coach_stream.h"
#include "client/mocks/mock_connection.h"
#include "client/paged_range.h"
#include "client/testing/scripted_server.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::DescriptorPool;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::MethodDescriptor;
using ::testing::_;
using ::testing::ByMove;
using ::testing::ElementsAre;
using ::testing::Return;
using ::testing::SizeIs;

// Every method: the client speaks to a server that answers anything. ----------

constexpr char kName[] = "some/name";
constexpr char kLanguage[] = "en-GB";

// A resource's name, or that of the items of a List response.
void SetNames(Message* message) {
  const Descriptor& type = *message->GetDescriptor();
  const google::protobuf::Reflection& reflection = *message->GetReflection();
  if (const FieldDescriptor* name = type.FindFieldByName("name")) {
    reflection.SetString(message, name, kName);
    return;
  }
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (field->is_repeated() && !field->is_map() &&
        field->type() == FieldDescriptor::TYPE_MESSAGE &&
        field->message_type()->FindFieldByName("name") != nullptr) {
      SetNames(reflection.AddMessage(message, field));
    }
  }
}

const MethodDescriptor* MethodOf(const ReceivedCall& call) {
  std::string name = call.method.substr(1);
  name[name.find('/')] = '.';
  return DescriptorPool::generated_pool()->FindMethodByName(name);
}

std::optional<ScriptedAnswer> AnswerAnything(const ReceivedCall& call) {
  const std::unique_ptr<Message> response(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(MethodOf(call)->output_type())
          ->New());
  SetNames(response.get());
  return AnswerWith(*response);
}

// One method of the protocol, as the client has it.
struct Method {
  const char* name;
  // Each makes a call, with the name kName where the method takes one, in the
  // BASIC view or with the language kLanguage. The names in the response.
  std::vector<
      std::function<absl::StatusOr<std::vector<std::string>>(const Client&)>>
      calls;
};

template <typename T>
absl::StatusOr<std::vector<std::string>> NameOf(const absl::StatusOr<T>& item) {
  if (!item.ok()) return item.status();
  return std::vector<std::string>{item->name()};
}

template <typename T>
absl::StatusOr<std::vector<std::string>> NamesOf(
    const absl::StatusOr<std::vector<T>>& items) {
  if (!items.ok()) return items.status();
  std::vector<std::string> names;
  for (const T& item : *items) names.push_back(item.name());
  return names;
}

template <typename Request>
Request InLanguage() {
  Request request;
  request.set_language_code(kLanguage);
  return request;
}

template <typename T, typename Request>
Method GetMethod(const char* name,
                 absl::StatusOr<T> (Client::*by_name)(absl::string_view,
                                                      v1::View,
                                                      const CallOptions&) const,
                 absl::StatusOr<T> (Client::*by_request)(const Request&,
                                                         const CallOptions&)
                     const) {
  return {name,
          {[=](const Client& client) {
             return NameOf((client.*by_name)(kName, v1::VIEW_BASIC, {}));
           },
           [=](const Client& client) {
             auto request = InLanguage<Request>();
             request.set_name(kName);
             request.set_view(v1::VIEW_BASIC);
             return NameOf((client.*by_request)(request, {}));
           }}};
}

template <typename T, typename Request>
Method ListMethod(const char* name,
                  PagedRange<T> (Client::*list)(Request, CallOptions) const) {
  return {name, {[=](const Client& client) {
            auto request = InLanguage<Request>();
            request.set_view(v1::VIEW_BASIC);
            return NamesOf(Collect((client.*list)(request, {})));
          }}};
}

template <typename T, typename Request>
Method BatchMethod(const char* name,
                   absl::StatusOr<std::vector<T>> (Client::*by_names)(
                       const std::vector<std::string>&, v1::View,
                       const CallOptions&) const,
                   absl::StatusOr<std::vector<T>> (Client::*by_request)(
                       const Request&, const CallOptions&) const) {
  return {name,
          {[=](const Client& client) {
             return NamesOf((client.*by_names)({kName}, v1::VIEW_BASIC, {}));
           },
           [=](const Client& client) {
             auto request = InLanguage<Request>();
             request.add_names(kName);
             request.set_view(v1::VIEW_BASIC);
             return NamesOf((client.*by_request)(request, {}));
           }}};
}

std::vector<Method> LookupMethods() {
  return {
      GetMethod<v1::Region, v1::GetRegionRequest>(
          "GetRegion", &Client::GetRegion, &Client::GetRegion),
      ListMethod("ListRegions", &Client::ListRegions),
      GetMethod<v1::MuscleGroup, v1::GetMuscleGroupRequest>(
          "GetMuscleGroup", &Client::GetMuscleGroup, &Client::GetMuscleGroup),
      ListMethod("ListMuscleGroups", &Client::ListMuscleGroups),
      GetMethod<v1::Tool, v1::GetToolRequest>("GetTool", &Client::GetTool,
                                              &Client::GetTool),
      ListMethod("ListTools", &Client::ListTools),
      GetMethod<v1::Technique, v1::GetTechniqueRequest>(
          "GetTechnique", &Client::GetTechnique, &Client::GetTechnique),
      ListMethod("ListTechniques", &Client::ListTechniques),
      GetMethod<v1::Indication, v1::GetIndicationRequest>(
          "GetIndication", &Client::GetIndication, &Client::GetIndication),
      ListMethod("ListIndications", &Client::ListIndications),
      GetMethod<v1::Contraindication, v1::GetContraindicationRequest>(
          "GetContraindication", &Client::GetContraindication,
          &Client::GetContraindication),
      ListMethod("ListContraindications", &Client::ListContraindications),
      GetMethod<v1::QuestionGroup, v1::GetQuestionGroupRequest>(
          "GetQuestionGroup", &Client::GetQuestionGroup,
          &Client::GetQuestionGroup),
      ListMethod("ListQuestionGroups", &Client::ListQuestionGroups),
      GetMethod<v1::Finding, v1::GetFindingRequest>(
          "GetFinding", &Client::GetFinding, &Client::GetFinding),
      ListMethod("ListFindings", &Client::ListFindings),
      GetMethod<v1::TriageRule, v1::GetTriageRuleRequest>(
          "GetTriageRule", &Client::GetTriageRule, &Client::GetTriageRule),
      ListMethod("ListTriageRules", &Client::ListTriageRules),
      GetMethod<v1::CarePathway, v1::GetCarePathwayRequest>(
          "GetCarePathway", &Client::GetCarePathway, &Client::GetCarePathway),
      ListMethod("ListCarePathways", &Client::ListCarePathways),
      GetMethod<v1::Principle, v1::GetPrincipleRequest>(
          "GetPrinciple", &Client::GetPrinciple, &Client::GetPrinciple),
      ListMethod("ListPrinciples", &Client::ListPrinciples),
      GetMethod<v1::CareMeasure, v1::GetCareMeasureRequest>(
          "GetCareMeasure", &Client::GetCareMeasure, &Client::GetCareMeasure),
      ListMethod("ListCareMeasures", &Client::ListCareMeasures),
      GetMethod<v1::FrequentQuestion, v1::GetFrequentQuestionRequest>(
          "GetFrequentQuestion", &Client::GetFrequentQuestion,
          &Client::GetFrequentQuestion),
      ListMethod("ListFrequentQuestions", &Client::ListFrequentQuestions),
      GetMethod<v1::Takeaway, v1::GetTakeawayRequest>(
          "GetTakeaway", &Client::GetTakeaway, &Client::GetTakeaway),
      ListMethod("ListTakeaways", &Client::ListTakeaways),
      GetMethod<v1::Source, v1::GetSourceRequest>(
          "GetSource", &Client::GetSource, &Client::GetSource),
      ListMethod("ListSources", &Client::ListSources),
      BatchMethod<v1::Technique, v1::BatchGetTechniquesRequest>(
          "BatchGetTechniques", &Client::BatchGetTechniques,
          &Client::BatchGetTechniques),
      BatchMethod<v1::Finding, v1::BatchGetFindingsRequest>(
          "BatchGetFindings", &Client::BatchGetFindings,
          &Client::BatchGetFindings),
  };
}

// The first name in `request`; empty where there is none.
std::string NameIn(const Message& request) {
  const Descriptor& type = *request.GetDescriptor();
  if (const auto* name = type.FindFieldByName("name")) {
    return request.GetReflection()->GetString(request, name);
  }
  if (const auto* names = type.FindFieldByName("names")) {
    return request.GetReflection()->GetRepeatedString(request, names, 0);
  }
  return "";
}

TEST(ClientTest, EveryLookupReachesTheMethodOfThatName) {
  ScriptedServer server(AnswerAnything);
  const Client client(MakeConnection(server.InProcessChannel()));
  for (const Method& method : LookupMethods()) {
    for (const auto& call : method.calls) {
      const bool first = &call == &method.calls.front();
      const bool list = absl::StartsWith(method.name, "List");
      const size_t calls_before = server.calls().size();
      const absl::StatusOr<std::vector<std::string>> names = call(client);
      ASSERT_TRUE(names.ok()) << method.name << ": " << names.status();
      EXPECT_THAT(*names, ElementsAre(kName)) << method.name;

      ASSERT_THAT(server.calls(), SizeIs(calls_before + 1)) << method.name;
      const ReceivedCall received = server.calls().back();
      EXPECT_EQ(received.method,
                absl::StrCat("/knead.v1.LookupService/", method.name));
      const std::unique_ptr<Message> request(
          google::protobuf::MessageFactory::generated_factory()
              ->GetPrototype(MethodOf(received)->input_type())
              ->New());
      ASSERT_TRUE(request->ParseFromString(received.request)) << method.name;
      const Descriptor& type = *request->GetDescriptor();
      EXPECT_EQ(NameIn(*request), list ? "" : kName) << method.name;
      EXPECT_EQ(request->GetReflection()->GetEnumValue(
                    *request, type.FindFieldByName("view")),
                v1::VIEW_BASIC)
          << method.name;
      EXPECT_EQ(request->GetReflection()->GetString(
                    *request, type.FindFieldByName("language_code")),
                first && !list ? "" : kLanguage)
          << method.name;
    }
  }
}

TEST(ClientTest, ThereIsAMethodForEachLookup) {
  std::set<std::string> tested = {"GetContentInfo", "Search"};
  for (const Method& method : LookupMethods()) tested.insert(method.name);
  std::set<std::string> expected;
  const auto* service = DescriptorPool::generated_pool()->FindServiceByName(
      "knead.v1.LookupService");
  for (int i = 0; i < service->method_count(); ++i) {
    expected.insert(service->method(i)->name());
  }
  EXPECT_EQ(tested, expected);
}

// What a call carries: the client speaks to a mock. ---------------------------

MATCHER_P(HasTimeout, timeout, "") { return arg.timeout == timeout; }

MATCHER_P(HasToken, token, "") { return arg.page_token() == token; }

class ClientMockTest : public testing::Test {
 protected:
  const std::shared_ptr<MockConnection> connection_ =
      std::make_shared<MockConnection>();
  const Client client_{connection_};
};

CallOptions WithTimeout(absl::Duration timeout) {
  CallOptions options;
  options.timeout = timeout;
  return options;
}

v1::ListTechniquesResponse PageOf(const std::vector<std::string>& names,
                                  const std::string& next_page_token) {
  v1::ListTechniquesResponse page;
  for (const std::string& name : names) page.add_techniques()->set_name(name);
  page.set_next_page_token(next_page_token);
  return page;
}

TEST_F(ClientMockTest, AssessHandsOverTheRequestAndTheAnswer) {
  v1::AssessRequest request;
  request.add_observations()->set_finding("findings/tight-quadriceps");
  v1::Assessment assessment;
  assessment.set_engine_version("3");
  EXPECT_CALL(*connection_, Assess(_, HasTimeout(absl::Seconds(3))))
      .WillOnce([&](const v1::AssessRequest& sent, const CallOptions&) {
        EXPECT_EQ(sent.SerializeAsString(), request.SerializeAsString());
        return assessment;
      });
  const auto answer = client_.Assess(request, WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->engine_version(), "3");
}

TEST_F(ClientMockTest, ExplainHandsOverTheRequestAndTheAnswer) {
  v1::ExplainRequest request;
  request.set_max_changes(7);
  v1::Explanation explanation;
  explanation.set_engine_version("3");
  EXPECT_CALL(*connection_, Explain(_, HasTimeout(absl::Seconds(3))))
      .WillOnce([&](const v1::ExplainRequest& sent, const CallOptions&) {
        EXPECT_EQ(sent.SerializeAsString(), request.SerializeAsString());
        return explanation;
      });
  const auto answer = client_.Explain(request, WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->engine_version(), "3");
}

TEST_F(ClientMockTest, ExtractFindingsHandsOverTheRequestAndTheAnswer) {
  v1::ExtractFindingsRequest request;
  request.set_text("my knee is swollen");
  v1::ExtractFindingsResponse proposals;
  proposals.add_proposals()->set_finding("findings/knee-swelling");
  EXPECT_CALL(*connection_, ExtractFindings(_, HasTimeout(absl::Seconds(3))))
      .WillOnce(
          [&](const v1::ExtractFindingsRequest& sent, const CallOptions&) {
            EXPECT_EQ(sent.SerializeAsString(), request.SerializeAsString());
            return proposals;
          });
  const auto answer =
      client_.ExtractFindings(request, WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->SerializeAsString(), proposals.SerializeAsString());
}

TEST_F(ClientMockTest, RenderFigureHandsOverTheRequestAndTheAnswer) {
  v1::RenderFigureRequest request;
  request.set_name("regions/calf");
  v1::Figure figure;
  figure.set_title("Calf");
  EXPECT_CALL(*connection_, RenderFigure(_, HasTimeout(absl::Seconds(3))))
      .WillOnce([&](const v1::RenderFigureRequest& sent, const CallOptions&) {
        EXPECT_EQ(sent.SerializeAsString(), request.SerializeAsString());
        return figure;
      });
  const auto answer =
      client_.RenderFigure(request, WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->title(), "Calf");
}

TEST_F(ClientMockTest, SearchHandsOverTheRequestAndTheAnswer) {
  v1::SearchRequest request;
  request.set_query("kneecap");
  v1::SearchResponse response;
  response.set_total_size(7);
  EXPECT_CALL(*connection_, Search(_, HasTimeout(absl::Seconds(3))))
      .WillOnce([&](const v1::SearchRequest& sent, const CallOptions&) {
        EXPECT_EQ(sent.SerializeAsString(), request.SerializeAsString());
        return response;
      });
  const auto answer = client_.Search(request, WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->total_size(), 7);
}

TEST_F(ClientMockTest, PlanSessionHandsOverTheRequestAndTheAnswer) {
  v1::PlanSessionRequest request;
  request.mutable_available_time()->set_seconds(600);
  v1::PlanSessionResponse response;
  response.mutable_plan()->mutable_duration()->set_seconds(590);
  EXPECT_CALL(*connection_, PlanSession(_, HasTimeout(absl::Seconds(3))))
      .WillOnce([&](const v1::PlanSessionRequest& sent, const CallOptions&) {
        EXPECT_EQ(sent.available_time().seconds(), 600);
        return response;
      });
  const auto answer =
      client_.PlanSession(request, WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->plan().duration().seconds(), 590);
}

TEST_F(ClientMockTest, CoachHandsOverTheStream) {
  auto stream = std::make_unique<MockCoachStream>();
  EXPECT_CALL(*stream, Finish).WillOnce(Return(absl::OkStatus()));
  EXPECT_CALL(*connection_, Coach(HasTimeout(absl::Seconds(3))))
      .WillOnce(Return(ByMove(std::move(stream))));
  const auto opened = client_.Coach(WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(opened.ok());
  EXPECT_TRUE((*opened)->Finish().ok());
}

TEST_F(ClientMockTest, AssessStreamHandsOverTheStream) {
  auto stream = std::make_unique<MockAssessmentStream>();
  EXPECT_CALL(*stream, Finish).WillOnce(Return(absl::OkStatus()));
  EXPECT_CALL(*connection_, AssessStream(HasTimeout(absl::Seconds(3))))
      .WillOnce(Return(ByMove(std::move(stream))));
  const auto opened = client_.AssessStream(WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(opened.ok());
  EXPECT_TRUE((*opened)->Finish().ok());
}

TEST_F(ClientMockTest, AssessAllUsesAStream) {
  v1::Assessment assessment;
  assessment.set_engine_version("3");
  auto stream = std::make_unique<MockAssessmentStream>();
  EXPECT_CALL(*stream, Write).WillOnce(Return(true));
  EXPECT_CALL(*stream, WritesDone);
  EXPECT_CALL(*stream, Read)
      .WillOnce(Return(StreamedAssessment{"1", assessment}));
  EXPECT_CALL(*stream, Finish).WillOnce(Return(absl::OkStatus()));
  EXPECT_CALL(*connection_, AssessStream(HasTimeout(absl::Seconds(3))))
      .WillOnce(Return(ByMove(std::move(stream))));
  const auto results = client_.AssessAll(std::vector<v1::AssessRequest>(1),
                                         WithTimeout(absl::Seconds(3)));
  ASSERT_THAT(results, SizeIs(1));
  ASSERT_TRUE(results[0].ok()) << results[0].status();
  EXPECT_EQ(results[0]->engine_version(), "3");
}

TEST_F(ClientMockTest, AssessAllGivesEachWhyThereIsNoStream) {
  EXPECT_CALL(*connection_, AssessStream)
      .WillOnce(Return(ByMove(absl::InvalidArgumentError("bad metadata"))));
  const auto results = client_.AssessAll(std::vector<v1::AssessRequest>(2));
  ASSERT_THAT(results, SizeIs(2));
  for (const auto& result : results) {
    EXPECT_EQ(result.status(), absl::InvalidArgumentError("bad metadata"));
  }
}

TEST_F(ClientMockTest, GetContentInfoHandsOverTheAnswer) {
  v1::ContentInfo info;
  info.set_engine_version("3");
  EXPECT_CALL(*connection_, GetContentInfo(_, HasTimeout(absl::Seconds(3))))
      .WillOnce(Return(info));
  const auto answer = client_.GetContentInfo(WithTimeout(absl::Seconds(3)));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->engine_version(), "3");
}

TEST_F(ClientMockTest, OptionsReachEveryFormOfACall) {
  const CallOptions options = WithTimeout(absl::Seconds(3));
  EXPECT_CALL(*connection_, GetTechnique(_, HasTimeout(absl::Seconds(3))))
      .Times(2)
      .WillRepeatedly(Return(v1::Technique()));
  EXPECT_CALL(*connection_, BatchGetTechniques(_, HasTimeout(absl::Seconds(3))))
      .Times(2)
      .WillRepeatedly(Return(v1::BatchGetTechniquesResponse()));
  EXPECT_TRUE(
      client_.GetTechnique("techniques/a", v1::VIEW_FULL, options).ok());
  EXPECT_TRUE(client_.GetTechnique(v1::GetTechniqueRequest(), options).ok());
  EXPECT_TRUE(
      client_.BatchGetTechniques({"techniques/a"}, v1::VIEW_FULL, options)
          .ok());
  EXPECT_TRUE(
      client_.BatchGetTechniques(v1::BatchGetTechniquesRequest(), options)
          .ok());
}

TEST_F(ClientMockTest, ErrorsComeAsTheyAre) {
  const absl::Status error = absl::NotFoundError("why");
  EXPECT_CALL(*connection_, GetTechnique).WillOnce(Return(error));
  EXPECT_CALL(*connection_, BatchGetTechniques).WillOnce(Return(error));
  EXPECT_CALL(*connection_, Assess).WillOnce(Return(error));
  EXPECT_EQ(client_.GetTechnique("techniques/a").status(), error);
  EXPECT_EQ(client_.BatchGetTechniques({"techniques/a"}).status(), error);
  EXPECT_EQ(client_.Assess({}).status(), error);
}

TEST_F(ClientMockTest, BatchKeepsTheOrder) {
  v1::BatchGetTechniquesResponse response;
  response.add_techniques()->set_name("techniques/b");
  response.add_techniques()->set_name("techniques/a");
  EXPECT_CALL(*connection_, BatchGetTechniques)
      .WillOnce([&](const v1::BatchGetTechniquesRequest& request,
                    const CallOptions&) {
        EXPECT_THAT(request.names(),
                    ElementsAre("techniques/b", "techniques/a"));
        return response;
      });
  EXPECT_THAT(
      *NamesOf(client_.BatchGetTechniques({"techniques/b", "techniques/a"})),
      ElementsAre("techniques/b", "techniques/a"));
}

TEST_F(ClientMockTest, AListAsksForPageAfterPage) {
  v1::ListTechniquesRequest request;
  request.set_page_size(2);
  request.set_tool("tools/hands");
  std::vector<std::string> tokens;
  EXPECT_CALL(*connection_, ListTechniques)
      .Times(2)
      .WillRepeatedly([&](v1::ListTechniquesRequest sent, const CallOptions&) {
        tokens.push_back(sent.page_token());
        sent.clear_page_token();
        EXPECT_EQ(sent.SerializeAsString(), request.SerializeAsString());
        return tokens.back().empty() ? PageOf({"a", "b"}, "1")
                                     : PageOf({"c"}, "");
      });
  EXPECT_THAT(*NamesOf(Collect(client_.ListTechniques(request))),
              ElementsAre("a", "b", "c"));
  EXPECT_THAT(tokens, ElementsAre("", "1"));
}

TEST_F(ClientMockTest, AListGivesItsOptionsToEveryPage) {
  EXPECT_CALL(*connection_, ListTechniques(_, HasTimeout(absl::Seconds(3))))
      .WillOnce(Return(PageOf({"a"}, "1")))
      .WillOnce(Return(PageOf({"b"}, "")));
  EXPECT_THAT(*NamesOf(Collect(
                  client_.ListTechniques({}, WithTimeout(absl::Seconds(3))))),
              ElementsAre("a", "b"));
}

TEST_F(ClientMockTest, AListBeginsAtTheTokenOfTheRequest) {
  v1::ListTechniquesRequest request;
  request.set_page_token("1");
  EXPECT_CALL(*connection_, ListTechniques(HasToken("1"), _))
      .WillOnce(Return(PageOf({"b"}, "")));
  EXPECT_THAT(*NamesOf(Collect(client_.ListTechniques(request))),
              ElementsAre("b"));
}

TEST_F(ClientMockTest, AListThatIsLeftEarlyMakesNoFurtherCall) {
  EXPECT_CALL(*connection_, ListTechniques)
      .WillOnce(Return(PageOf({"a", "b"}, "1")));
  for (const auto& technique : client_.ListTechniques()) {
    ASSERT_TRUE(technique.ok());
    if (technique->name() == "b") break;
  }
}

TEST_F(ClientMockTest, AListThatIsNotWalkedThroughMakesNoCall) {
  EXPECT_CALL(*connection_, ListTechniques).Times(0);
  const auto range = client_.ListTechniques();
}

TEST_F(ClientMockTest, AListEndsInTheErrorOfAPage) {
  EXPECT_CALL(*connection_, ListTechniques)
      .WillOnce(Return(PageOf({"a"}, "1")))
      .WillOnce(Return(absl::UnavailableError("why")));
  std::vector<absl::Status> statuses;
  for (const auto& technique : client_.ListTechniques()) {
    statuses.push_back(technique.status());
  }
  EXPECT_THAT(statuses,
              ElementsAre(absl::OkStatus(), absl::UnavailableError("why")));
}

TEST(ClientLifetimeTest, AListOutlivesTheClient) {
  auto connection = std::make_shared<MockConnection>();
  EXPECT_CALL(*connection, ListTechniques).WillOnce(Return(PageOf({"a"}, "")));
  auto client = std::make_unique<Client>(std::move(connection));
  PagedRange<v1::Technique> range = client->ListTechniques();
  client.reset();
  EXPECT_THAT(*NamesOf(Collect(std::move(range))), ElementsAre("a"));
}

TEST(ClientLifetimeTest, CopiesShareTheConnection) {
  auto connection = std::make_shared<MockConnection>();
  EXPECT_CALL(*connection, GetContentInfo)
      .Times(2)
      .WillRepeatedly(Return(v1::ContentInfo()));
  const std::vector<Client> copies(2, Client(connection));
  for (const Client& copy : copies) EXPECT_TRUE(copy.GetContentInfo().ok());
}

}  // namespace
}  // namespace knead
