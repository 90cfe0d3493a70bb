// Nothing that a caller says about a person appears in what the server writes,
// at the most verbose level, whether the call succeeds or not.

#include <signal.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "httplib.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "knead/v1/search.pb.h"
#include "knead/v1/session.pb.h"
#include "service/session/testing/shipped_planner.h"
#include "tests/support/server_process.h"
#include "tests/support/stream_call.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

constexpr char kAssess[] = "/knead.v1.AssessmentService/Assess";
constexpr char kAssessStream[] = "/knead.v1.AssessmentService/AssessStream";
constexpr char kExplain[] = "/knead.v1.AssessmentService/Explain";
constexpr char kExtractFindings[] =
    "/knead.v1.AssessmentService/ExtractFindings";
constexpr char kPlanSession[] = "/knead.v1.SessionService/PlanSession";
constexpr char kCoach[] = "/knead.v1.SessionService/Coach";
constexpr char kGetFinding[] = "/knead.v1.LookupService/GetFinding";
constexpr char kSearch[] = "/knead.v1.LookupService/Search";
constexpr char kListFindings[] = "/knead.v1.LookupService/ListFindings";

// A word that stands nowhere else, for whatever takes free text.
constexpr char kMarker[] = "zyxmarker";

// How the request ids of streams begin.
constexpr char kPatient[] = "zyxpatient";

// Numbers that no clock, size or count shows by chance.
constexpr char kNumbers[][10] = {"97.53125", "8.40625",  "61.78125",
                                 "13.28125", "4321.625", "1234.875"};

// Requests that name something in every field, each valid or refused for a
// reason of its own.
const std::vector<std::string>& Assessments() {
  static const auto& requests =
      *new std::vector<std::string>{
          // Valid, with every field.
          R"pb(observations { finding: "findings/age" value: 97.53125 }
               observations {
                 finding: "findings/pain-intensity"
                 value: 8.40625
               }
               observations {
                 finding: "findings/weeks-of-complaint"
                 range { min: 13.28125 max: 61.78125 }
               }
               observations {
                 finding: "findings/broken-skin"
                 presence: PRESENCE_PRESENT
                 sites { region: "regions/calf" side: SIDE_LEFT }
                 sites { region: "regions/shin" side: SIDE_RIGHT }
               }
               observations {
                 finding: "findings/saddle-numbness"
                 presence: PRESENCE_UNKNOWN
               }
               observations {
                 finding: "findings/active-cancer"
                 presence: PRESENCE_ABSENT
               }
               complaint { region: "regions/kneecap" side: SIDE_LEFT }
               clearances: "contraindications/blood-thinners"
               tools: "tools/massage-stick"
               language_code: "pt-BR"
               region_code: "NZ")pb",
          // No such finding, region, contraindication, tool.
          R"pb(observations {
                 finding: "findings/zyxmarker"
                 presence: PRESENCE_PRESENT
               })pb",
          R"pb(observations {
                 finding: "findings/broken-skin"
                 presence: PRESENCE_PRESENT
                 sites { region: "regions/zyxmarker" side: SIDE_LEFT }
               })pb",
          R"pb(complaint { region: "regions/zyxmarker" side: SIDE_LEFT })pb",
          R"pb(clearances: "contraindications/zyxmarker")pb",
          R"pb(tools: "tools/zyxmarker")pb",
          // Not the form of a name.
          R"pb(observations {
                 finding: "zyxmarker is bleeding"
                 presence: PRESENCE_PRESENT
               })pb",
          R"pb(tools: "a zyxmarker")pb",
          // Numbers out of range, or for a finding that takes none.
          R"pb(observations { finding: "findings/age" value: 4321.625 })pb",
          R"pb(observations {
                 finding: "findings/age"
                 range { min: 97.53125 max: 1234.875 }
               })pb",
          R"pb(observations {
                 finding: "findings/active-cancer"
                 value: 61.78125
               })pb",
          // Sites where there are none.
          R"pb(observations {
                 finding: "findings/active-cancer"
                 presence: PRESENCE_PRESENT
                 sites { region: "regions/kneecap" side: SIDE_LEFT }
               })pb",
          // Two answers that do not agree.
          R"pb(observations {
                 finding: "findings/pregnancy-or-recent-birth"
                 presence: PRESENCE_PRESENT
               }
               observations {
                 finding: "findings/pregnancy-or-recent-birth"
                 presence: PRESENCE_ABSENT
               })pb",
          // No answer, and one that does not exist.
          R"pb(observations { finding: "findings/diabetes" })pb",
          R"pb(observations { finding: "findings/diabetes" presence: 99 })pb",
          // Codes that are none.
          R"pb(language_code: "zyxmarker zyxmarker")pb",
          R"pb(region_code: "zyxmarker")pb",
      };
  return requests;
}

// Says the same over a stream and to Explain. Returns what it named, and the
// receipts that it got.
std::set<std::string> StreamAndExplain(ServerProcess& server) {
  const auto channel = server.Connect();
  std::set<std::string> words;
  StreamCall stream(channel, kAssessStream);
  int number = 0;
  for (const std::string& text : Assessments()) {
    v1::AssessStreamRequest item;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        text, item.mutable_request()));
    item.set_request_id(absl::StrCat(kPatient, ++number));
    EXPECT_TRUE(stream.Write(item.SerializeAsString()));
    const std::optional<std::string> message = stream.Read();
    EXPECT_TRUE(message.has_value());
    v1::AssessStreamResponse answer;
    EXPECT_TRUE(answer.ParseFromString(message.value_or("")));
    EXPECT_EQ(answer.request_id(), item.request_id());
    EXPECT_EQ(answer.has_assessment(), number == 1) << text;
    words.insert(item.request_id());
    const std::string& receipt = answer.assessment().receipt();
    EXPECT_EQ(absl::StartsWith(receipt, "sha256:"), number == 1);
    if (!receipt.empty()) words.insert(receipt.substr(receipt.find(':') + 1));

    v1::ExplainRequest explain;
    *explain.mutable_request() = item.request();
    EXPECT_EQ(CallUnary(channel, kExplain, explain).status.ok(), number == 1);
  }
  // An id too long, and bytes that are no message.
  v1::AssessStreamRequest item;
  item.set_request_id(absl::StrCat(kPatient, std::string(200, 'z')));
  item.mutable_request();
  EXPECT_TRUE(stream.Write(item.SerializeAsString()));
  EXPECT_TRUE(stream.Read().has_value());
  EXPECT_TRUE(stream.Write(absl::StrCat("\x0a\x7f", kPatient)));
  EXPECT_THAT(stream.Finish(), IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                                            "MALFORMED_REQUEST", ""));
  EXPECT_THAT(CallUnary(channel, kExplain, absl::StrCat("\x0a\x7f", kPatient)),
              IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                           "MALFORMED_REQUEST", ""));
  // One that is cancelled with answers on their way.
  StreamCall cancelled(channel, kAssessStream);
  item.set_request_id(kPatient);
  EXPECT_TRUE(cancelled.Write(item.SerializeAsString()));
  cancelled.context().TryCancel();
  EXPECT_EQ(cancelled.Finish().status.error_code(),
            grpc::StatusCode::CANCELLED);
  words.insert(kPatient);
  return words;
}

// Says the same to the planner and to a coach. Returns what it named, the
// resume tokens among it.
std::set<std::string> PlanAndCoach(ServerProcess& server) {
  const auto channel = server.Connect();
  std::set<std::string> words;
  bool valid = true;
  for (const std::string& text : Assessments()) {
    v1::PlanSessionRequest request;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        text, request.mutable_assessment_request()));
    request.mutable_available_time()->set_seconds(1234);
    EXPECT_EQ(CallUnary(channel, kPlanSession, request).status.ok(), valid);
    StreamCall stream(channel, kCoach);
    v1::CoachRequest event;
    event.set_event_id(1);
    *event.mutable_start() = request;
    EXPECT_TRUE(stream.Write(event.SerializeAsString()));
    EXPECT_EQ(stream.Finish().status.ok(), valid);
    valid = false;
  }
  // A session that begins, since everything else is denied, and what is said in
  // it.
  StreamCall stream(channel, kCoach);
  v1::CoachRequest event;
  event.set_event_id(1);
  *event.mutable_start() = WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 20);
  EXPECT_TRUE(stream.Write(event.SerializeAsString()));
  event.set_event_id(2);
  event.mutable_pain()->set_intensity(3);
  event.mutable_pain()->set_quality(v1::PAIN_QUALITY_DULL);
  EXPECT_TRUE(stream.Write(event.SerializeAsString()));
  event.set_event_id(3);
  auto* observation = event.mutable_new_findings()->add_observations();
  observation->set_finding("findings/zyxmarker");
  observation->set_presence(v1::PRESENCE_PRESENT);
  EXPECT_TRUE(stream.Write(event.SerializeAsString()));
  for (int i = 0; i < 2; ++i) {
    const std::optional<std::string> message = stream.Read();
    v1::CoachResponse response;
    EXPECT_TRUE(response.ParseFromString(message.value_or("")));
    EXPECT_NE(response.resume_token(), "");
    words.insert(response.resume_token());
  }
  EXPECT_FALSE(stream.Finish().status.ok());
  StreamCall resumed(channel, kCoach);
  event.set_event_id(1);
  event.mutable_resume()->set_resume_token(absl::StrCat("zyx", *words.begin()));
  EXPECT_TRUE(resumed.Write(event.SerializeAsString()));
  EXPECT_FALSE(resumed.Finish().status.ok());
  return words;
}

// Writes of the same in words of their own, in texts that are read, too long,
// in no language, and no text at all. Returns words that stand in them.
std::set<std::string> WriteOfIt(ServerProcess& server) {
  const auto channel = server.Connect();
  const std::string text = absl::StrCat(
      "zyxmarker: I'm 97.53125, my left calf is swolen and red, no fever. My "
      "brother had a clot, ",
      kPatient, " bleeds.");
  v1::ExtractFindingsRequest request;
  request.set_text(text);
  const UnaryResult read = CallUnary(channel, kExtractFindings, request);
  EXPECT_THAT(read, IsAnswered());
  EXPECT_GE(read.Response<v1::ExtractFindingsResponse>().proposals_size(), 4);
  request.set_language_code("zyxmarker zyxmarker");
  EXPECT_FALSE(CallUnary(channel, kExtractFindings, request).status.ok());
  request.clear_language_code();
  while (request.text().size() <= 10000) *request.mutable_text() += text;
  EXPECT_THAT(CallUnary(channel, kExtractFindings, request),
              IsKneadError(grpc::StatusCode::INVALID_ARGUMENT, "FIELD_TOO_LONG",
                           "text"));
  EXPECT_THAT(CallUnary(channel, kExtractFindings,
                        absl::StrCat("\x0a\x0c\xff", kMarker)),
              IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                           "MALFORMED_REQUEST", ""));
  return {kPatient, "swolen", "swollen", "brother", "clot", "fever"};
}

// `age` of `findings/age`.
std::string IdOf(const std::string& name) {
  return name.substr(name.find('/') + 1);
}

// Sends everything that should leave no trace, and returns what it named.
std::set<std::string> SendEverything(ServerProcess& server) {
  const auto channel = server.Connect();
  std::set<std::string> words = {kMarker, "NZ", "pt-BR"};
  words.insert(std::begin(kNumbers), std::end(kNumbers));

  bool valid = true;
  for (const std::string& text : Assessments()) {
    v1::AssessRequest request;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request))
        << text;
    const UnaryResult result = CallUnary(channel, kAssess, request);
    EXPECT_EQ(result.status.ok(), valid) << text << "\n"
                                         << result.status.error_message();
    valid = false;
  }

  for (const std::string& word : StreamAndExplain(server)) words.insert(word);
  for (const std::string& word : PlanAndCoach(server)) words.insert(word);
  for (const std::string& word : WriteOfIt(server)) words.insert(word);

  // Every finding that there is, as an answer and as a name that is looked up,
  // and every region.
  v1::ListFindingsRequest list;
  list.set_page_size(1000);
  const UnaryResult found = CallUnary(channel, kListFindings, list);
  EXPECT_THAT(found, IsAnswered());
  const auto findings = found.Response<v1::ListFindingsResponse>();
  v1::AssessRequest all;
  for (const v1::Finding& finding : findings.findings()) {
    words.insert(IdOf(finding.name()));
    v1::Observation* observation = all.add_observations();
    observation->set_finding(finding.name());
    observation->set_presence(v1::PRESENCE_UNKNOWN);
    v1::GetFindingRequest get;
    get.set_name(finding.name());
    EXPECT_THAT(CallUnary(channel, kGetFinding, get), IsAnswered());
  }
  EXPECT_THAT(CallUnary(channel, kAssess, all), IsAnswered());
  const UnaryResult surfaces =
      CallUnary(channel, "/knead.v1.LookupService/ListRegions", "");
  EXPECT_THAT(surfaces, IsAnswered());
  const auto regions = surfaces.Response<v1::ListRegionsResponse>();
  for (const v1::Region& region : regions.regions()) {
    words.insert(IdOf(region.name()));
  }

  // Lookups that fail.
  v1::GetFindingRequest get;
  for (const char* name : {"findings/zyxmarker", "zyxmarker", "zyx marker"}) {
    get.set_name(name);
    EXPECT_FALSE(CallUnary(channel, kGetFinding, get).status.ok());
  }
  list.set_page_token(kMarker);
  EXPECT_FALSE(CallUnary(channel, kListFindings, list).status.ok());

  // What people look for: found, mended, not found, refused.
  for (const char* query :
       {"zyxmarker", "zyxmarker calf swolen and red", "\"zyxmarker knee\""}) {
    v1::SearchRequest search;
    search.set_query(query);
    EXPECT_THAT(CallUnary(channel, kSearch, search), IsAnswered());
    search.set_mode(v1::SEARCH_MODE_PREFIX);
    EXPECT_THAT(CallUnary(channel, kSearch, search), IsAnswered());
    search.set_region("regions/zyxmarker");
    EXPECT_FALSE(CallUnary(channel, kSearch, search).status.ok());
    search.set_region("");
    search.set_page_token(kMarker);
    EXPECT_FALSE(CallUnary(channel, kSearch, search).status.ok());
    search.set_query(absl::StrCat(std::string(2000, 'z'), query));
    EXPECT_FALSE(CallUnary(channel, kSearch, search).status.ok());
  }

  // Bytes that are no message, some of them text that is not UTF-8, and a
  // method that does not exist.
  const std::string not_utf8 = absl::StrCat("\xff", kMarker);
  for (const std::string& bytes : {absl::StrCat(kMarker, "\xff\xff\xff"),
                                   absl::StrCat("\x0a\x7f", kMarker),
                                   absl::StrCat("\x2a\x0a", not_utf8)}) {
    EXPECT_THAT(CallUnary(channel, kAssess, bytes),
                IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                             "MALFORMED_REQUEST", ""));
  }
  EXPECT_THAT(
      CallUnary(channel, kGetFinding, absl::StrCat("\x0a\x0a", not_utf8)),
      IsKneadError(grpc::StatusCode::INVALID_ARGUMENT, "MALFORMED_REQUEST",
                   ""));
  EXPECT_FALSE(CallUnary(channel,
                         absl::StrCat("/knead.v1.AssessmentService/", kMarker),
                         "")
                   .status.ok());
  // Too large.
  EXPECT_FALSE(
      CallUnary(channel, kAssess,
                absl::StrCat("\x0a\x0a", std::string(100000, 'z'), kMarker))
          .status.ok());

  // Metadata of the call.
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
  context.AddMetadata("x-patient", kMarker);
  // Not what these are for, so they are not taken over.
  context.AddMetadata("x-request-id", absl::StrCat(kMarker, " bleeds"));
  context.AddMetadata("traceparent", kMarker);
  context.AddMetadata("tracestate", absl::StrCat(kMarker, "=1"));
  v1::Assessment assessment;
  EXPECT_TRUE(v1::AssessmentService::NewStub(channel)
                  ->Assess(&context, v1::AssessRequest(), &assessment)
                  .ok());
  return words;
}

// The page of metrics of the admin port.
std::string MetricsOf(ServerProcess& server) {
  const std::string address = server.AwaitAdminAddress();
  const size_t colon = address.rfind(':');
  int port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(address.substr(colon + 1), &port)) << address;
  httplib::Client client(address.substr(0, colon), port);
  const auto response = client.Get("/metrics");
  EXPECT_TRUE(response);
  return response ? response->body : "";
}

// What a server wrote over its whole life, stopped by a signal, and what it
// counted.
std::string LogOf(const std::vector<std::string>& environment,
                  std::set<std::string>* words,
                  std::string* metrics = nullptr) {
  ServerProcess server(
      {"--listen", "127.0.0.1:0", "--reflection", "--log-level", "trace"},
      environment);
  EXPECT_NE(server.AwaitAddress(), "");
  *words = SendEverything(server);
  if (metrics != nullptr) *metrics = MetricsOf(server);
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
  return server.output() + server.errors();
}

bool IsPartOfWord(char c) { return absl::ascii_islower(c) || c == '-'; }

// Whether a word stands in a text, and not as a part of a longer one.
bool HasWord(absl::string_view text, absl::string_view word) {
  size_t at = text.find(word);
  for (; at != absl::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !IsPartOfWord(text[at - 1])) &&
        (end == text.size() || !IsPartOfWord(text[end]))) {
      return true;
    }
  }
  return false;
}

void ExpectNone(const std::set<std::string>& words, const std::string& log) {
  EXPECT_GT(words.size(), 80u);
  for (const std::string& word : words) {
    EXPECT_FALSE(HasWord(log, word)) << word << " stands in\n" << log;
  }
  EXPECT_FALSE(absl::StrContains(log, "zyx")) << log;
}

TEST(PrivacyTest, TheLogSaysNothingAboutAPerson) {
  std::set<std::string> words;
  const std::string log = LogOf({}, &words);
  ExpectNone(words, log);
  // There is something to search: every call has its line.
  EXPECT_TRUE(absl::StrContains(log, kAssess));
  EXPECT_TRUE(absl::StrContains(log, kAssessStream));
  EXPECT_TRUE(absl::StrContains(log, kExplain));
  EXPECT_TRUE(absl::StrContains(log, kExtractFindings));
  EXPECT_TRUE(absl::StrContains(log, kPlanSession));
  EXPECT_TRUE(absl::StrContains(log, kCoach));
  EXPECT_TRUE(absl::StrContains(log, kGetFinding));
  EXPECT_TRUE(absl::StrContains(log, "INVALID_ARGUMENT"));
}

TEST(PrivacyTest, NeitherDoMetrics) {
  std::set<std::string> words;
  std::string metrics;
  LogOf({}, &words, &metrics);
  ExpectNone(words, metrics);
  // All that is counted of what people said are verdicts.
  EXPECT_TRUE(absl::StrContains(metrics, "knead_assessments_total{"));
  EXPECT_FALSE(absl::StrContains(metrics, "findings/"));
  EXPECT_FALSE(absl::StrContains(metrics, "regions/"));
}

TEST(PrivacyTest, NeitherDoTheLogsOfLibraries) {
  std::set<std::string> words;
  const std::string log =
      LogOf({"GRPC_VERBOSITY=DEBUG", "GRPC_TRACE=all"}, &words);
  ExpectNone(words, log);
}

TEST(PrivacyTest, EveryLineOfTheLogIsOneOfOurs) {
  std::set<std::string> words;
  const std::string log = LogOf({}, &words);
  int events = 0;
  for (absl::string_view line : absl::StrSplit(log, '\n', absl::SkipEmpty())) {
    if (absl::StartsWith(line, "knead-server: ")) continue;
    google::protobuf::Struct event;
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(std::string(line), &event)
            .ok())
        << line;
    // What an event may say. A field more needs a thought first: can it hold
    // anything about a person?
    for (const auto& [field, value] : event.fields()) {
      EXPECT_THAT(
          field,
          ::testing::AnyOf("time", "level", "event", "address", "admin_address",
                           "caller", "content_revision", "engine_version",
                           "method", "code", "latency_us", "request_bytes",
                           "response_bytes", "peer", "request_id", "trace_id",
                           "parent_id", "span_id", "signal"))
          << line;
    }
    ++events;
  }
  EXPECT_GT(events, 100);
}

}  // namespace
}  // namespace knead
