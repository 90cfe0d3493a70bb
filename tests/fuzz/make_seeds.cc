// Writes what fuzzing begins with, a folder for each target, made of golden
// cases and content:
//
//   make_seeds FOLDER
//
// tests/fuzz/README.md says when to call it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/util/time_util.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "service/session/coach.h"
#include "service/session/testing/shipped_planner.h"
#include "tests/fuzz/shipped_service.h"
#include "tests/fuzz/stream_input.pb.h"
#include "tests/fuzz/token_input.pb.h"
#include "tests/golden/golden_cases.h"
#include "tools/content/compiler.h"
#include "tools/content/fault.h"
#include "tools/content/files.h"

namespace knead {
namespace {

using ::google::protobuf::Message;

// The small content, from the root of the workspace.
constexpr char kContentRoot[] = "tools/content/testing/valid";
// What somebody writes.
constexpr char kWords[] =
    "I'm 62, since three weeks my left calf is swollen and red (8/10), no "
    "injury or fever. My brother had a clot.";
// One golden case of so many is a seed: they are much alike.
constexpr size_t kCaseOnceIn = 8;
// Events of the sessions that are seeds.
constexpr int kEvents = 12;

class Folder {
 public:
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {
    std::filesystem::create_directories(path_);
  }

  void Write(std::string name, absl::string_view bytes) const {
    // Bazel takes no blanks in the names of files.
    for (char& c : name) {
      if (!absl::ascii_isalnum(c) && c != '.' && c != '-') c = '_';
    }
    std::ofstream file(path_ / name, std::ios::binary);
    file << bytes;
    if (!file.flush()) {
      std::cerr << path_ / name << ": cannot be written\n";
      std::exit(1);
    }
  }

 private:
  std::filesystem::path path_;
};

std::vector<const cli::EvaluationCaseFile*> Cases() {
  std::vector<const cli::EvaluationCaseFile*> cases;
  for (size_t i = 0; i < GoldenCases().size(); i += kCaseOnceIn) {
    cases.push_back(&GoldenCases()[i]);
  }
  return cases;
}

v1::PlanSessionRequest SomebodyWell() {
  return WellPerson("regions/calf", {v1::SIDE_LEFT}, {"tools/foam-roller"}, 20);
}

void WriteMethods(const Folder& folder) {
  const auto write = [&](absl::string_view method, absl::string_view name,
                         const Message& request) {
    folder.Write(absl::StrCat(method, "-", name),
                 absl::StrCat(method, "\n", request.SerializeAsString()));
  };
  for (const LocalService::Method& method : ShippedService().methods()) {
    write(method.descriptor->name(), "empty", *method.NewRequest());
  }
  for (const cli::EvaluationCaseFile* file : Cases()) {
    const v1::AssessRequest& person = file->get().request();
    const std::string name = TestName(*file);
    write("Assess", name, person);
    v1::ExplainRequest explain;
    *explain.mutable_request() = person;
    write("Explain", name, explain);
    v1::PlanSessionRequest plan;
    *plan.mutable_assessment_request() = person;
    plan.mutable_available_time()->set_seconds(1200);
    write("PlanSession", name, plan);
  }
  write("PlanSession", "well", SomebodyWell());
  write("Assess", "well", SomebodyWell().assessment_request());
  const v1::ContentBundle& bundle =
      ShippedService().snapshot().catalog->bundle();
  const auto get = [&](const auto& resources, auto request) {
    request.set_name(resources.Get(0).name());
    const std::string type = request.GetDescriptor()->name();
    write(type.substr(0, type.rfind("Request")), "first", request);
  };
  get(bundle.regions(), v1::GetRegionRequest());
  get(bundle.techniques(), v1::GetTechniqueRequest());
  get(bundle.findings(), v1::GetFindingRequest());
  v1::BatchGetTechniquesRequest batch;
  batch.add_names(bundle.techniques(0).name());
  batch.add_names(bundle.techniques(1).name());
  write("BatchGetTechniques", "two", batch);
  v1::ListTechniquesRequest list;
  list.set_page_size(1);
  list.set_view(v1::VIEW_FULL);
  write("ListTechniques", "full", list);
  v1::SearchRequest search;
  search.set_query("my \"calf is\" swolen, blood clot?");
  search.set_page_size(3);
  search.add_kinds(v1::RESOURCE_KIND_TRIAGE_RULE);
  search.set_region("regions/calf");
  write("Search", "danger", search);
  search.Clear();
  search.set_query("roll quad");
  search.set_mode(v1::SEARCH_MODE_PREFIX);
  write("Search", "prefix", search);
  v1::RenderFigureRequest figure;
  figure.set_name(bundle.techniques(0).name());
  figure.set_side(v1::SIDE_RIGHT);
  *figure.mutable_assessment_request() = SomebodyWell().assessment_request();
  write("RenderFigure", "technique", figure);
  v1::ExtractFindingsRequest words;
  words.set_text(kWords);
  write("ExtractFindings", "words", words);
}

// Nothing of what is asked after a break has happened.
v1::CoachRequest NothingHappened() {
  v1::CoachRequest event;
  const auto& bundle = ShippedService().snapshot().catalog->bundle();
  for (const std::string& finding :
       bundle.manifest().session_guide().check().findings()) {
    v1::Observation& observation =
        *event.mutable_new_findings()->add_observations();
    observation.set_finding(finding);
    observation.set_presence(v1::PRESENCE_ABSENT);
  }
  return event;
}

// Answers of somebody who is coached: what they say at each response.
v1::CoachRequest Next(const v1::CoachResponse& response, int number) {
  v1::CoachRequest event;
  if (number == kEvents - 2) {
    event.mutable_pain()->set_intensity(5);
    event.mutable_pain()->set_quality(v1::PAIN_QUALITY_INCREASING);
  } else if (number == kEvents / 2) {
    event.mutable_pause();
  } else if (response.has_step() &&
             response.state() == v1::COACH_STATE_RUNNING) {
    event.mutable_step_done()->set_step_number(response.step().number());
  } else {
    event.mutable_ready();
  }
  return event;
}

struct Session {
  std::vector<v1::CoachRequest> events;
  std::vector<v1::CoachResponse> responses;
};

Session Coached() {
  absl::Time now = absl::FromUnixSeconds(1000000) - absl::Minutes(10);
  const LocalService& service = ShippedService();
  Coach coach(service.snapshot().planner, &service.resume_tokens(),
              [&now] { return now; });
  Session session;
  v1::CoachRequest event;
  *event.mutable_start() = SomebodyWell();
  for (int number = 1; number <= kEvents; ++number) {
    event.set_event_id(number);
    const auto response = coach.Handle(event);
    if (!response.ok()) {
      std::cerr << response.status() << "\n";
      std::exit(1);
    }
    session.events.push_back(event);
    session.responses.push_back(*response);
    event = Next(*response, number);
    now += absl::Seconds(20);
  }
  return session;
}

void WriteStreams(const Folder& folder) {
  fuzz::StreamInput session;
  for (v1::CoachRequest event : Coached().events) {
    event.clear_event_id();
    *session.add_steps()->mutable_coach() = event;
    session.add_steps()->set_wait_ms(20000);
  }
  folder.Write("session", session.SerializeAsString());
  session.add_steps()->set_resume(0);
  *session.add_steps()->mutable_coach() = NothingHappened();
  session.add_steps()->mutable_coach()->mutable_ready();
  session.add_steps()->mutable_coach()->mutable_stop();
  folder.Write("resumed", session.SerializeAsString());
  fuzz::StreamInput people;
  for (const cli::EvaluationCaseFile* file : Cases()) {
    auto& assess = *people.add_steps()->mutable_assess();
    assess.set_request_id(TestName(*file));
    *assess.mutable_request() = file->get().request();
    if (people.steps_size() == 3) {
      folder.Write(TestName(*file), people.SerializeAsString());
      people.Clear();
    }
  }
  fuzz::StreamInput idle;
  *idle.add_steps()->mutable_coach()->mutable_start() = SomebodyWell();
  idle.add_steps()->set_wait_ms(11 * 60 * 1000);
  idle.add_steps()->set_raw("\xff");
  folder.Write("idle", idle.SerializeAsString());
}

void WriteTokens(const Folder& folder) {
  fuzz::TokenInput input;
  input.set_made_up("AQIDBAUGBwgJCgsMDQ4PEA");
  input.set_scope("ListTechniques");
  input.set_last_name("techniques/a");
  input.set_sealed("anything");
  input.add_edits()->set_flip(1);
  folder.Write("page", input.SerializeAsString());
  const Session session = Coached();
  for (size_t i = 0; i < session.responses.size(); ++i) {
    const auto opened = ShippedService().resume_tokens().Open(
        session.responses[i].resume_token());
    fuzz::TokenInput resumed;
    resumed.mutable_state()->ParseFromString(opened.value());
    // Who resumes is asked first what happened in between.
    *resumed.add_events() = NothingHappened();
    for (size_t next = i + 1; next < session.events.size(); ++next) {
      *resumed.add_events() = session.events[next];
    }
    folder.Write(absl::StrCat("resumed-", i), resumed.SerializeAsString());
  }
}

std::vector<content::SourceFile> SmallContent() {
  const auto files = content::ReadFolder(kContentRoot);
  if (!files.ok()) {
    std::cerr << files.status() << "\n";
    std::exit(1);
  }
  return *files;
}

void WriteContent(const Folder& folder) {
  content::FaultSink faults;
  const auto compiled = content::Compile(SmallContent(), &faults);
  if (!compiled.ok()) {
    std::cerr << compiled.status() << "\n";
    std::exit(1);
  }
  folder.Write("small", CertifiedBytes(*compiled));
}

std::string ReadFile(const std::string& path) {
  return content::ReadFile(path).value_or("");
}

void WriteText(const Folder& folder) {
  for (const content::SourceFile& file : SmallContent()) {
    folder.Write(file.path,
                 absl::StrCat("content ", file.path, "\n", file.text));
  }
  folder.Write(
      "drawing",
      absl::StrCat("drawing\n",
                   ReadFile(absl::StrCat(kContentRoot, "/figures/front.svg"))));
  folder.Write("path", "path\nM 1 2 L 3.5 4 Q 1 2 3 4 C 1 2 3 4 5 6 Z");
  for (const char* line :
       {"1 3", "1 2?", "2 u", "n", "u", "y", "?", "b", "q"}) {
    folder.Write(absl::StrCat("choice-", line), absl::StrCat("choice\n", line));
  }
  folder.Write("words", absl::StrCat("words\n", kWords));
  const LocalService::Method& assess = ShippedService().Find("Assess");
  for (const cli::EvaluationCaseFile* file : Cases()) {
    const std::string name = TestName(*file);
    const v1::AssessRequest& person = file->get().request();
    folder.Write(absl::StrCat("case-", name),
                 absl::StrCat("case\n", person.DebugString()));
    folder.Write(absl::StrCat("evaluation-", name),
                 absl::StrCat("evaluation\n", file->get().DebugString()));
    const auto answer = LocalService::Call(assess, person);
    folder.Write(absl::StrCat("answer-", name),
                 absl::StrCat("answer\n", (*answer)->DebugString()));
  }
}

void WriteAll(const std::filesystem::path& root) {
  WriteContent(Folder(root / "content"));
  WriteMethods(Folder(root / "methods"));
  WriteStreams(Folder(root / "streams"));
  WriteText(Folder(root / "text"));
  WriteTokens(Folder(root / "tokens"));
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_seeds FOLDER\n";
    return 2;
  }
  knead::WriteAll(argv[1]);
  return 0;
}
