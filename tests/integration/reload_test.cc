// The knead-server process while its content is replaced: by SIGHUP and by a
// changed file, under calls, and by content that cannot be served.

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"
#include "service/session/testing/shipped_planner.h"
#include "tests/support/coach_call.h"
#include "tests/support/server_process.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::Duration kPatience = absl::Seconds(30);

constexpr char kContentInfo[] = "/knead.v1.LookupService/GetContentInfo";
constexpr char kTechnique[] = "techniques/quadriceps-hands";
// What the names of techniques end with in the other content.
constexpr char kOtherwise[] = ", otherwise";

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Write(const std::string& path, absl::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// One of the contents that the build made.
class Content {
 public:
  explicit Content(const char* variable) {
    const char* path = std::getenv(variable);
    EXPECT_NE(path, nullptr) << variable << " must name a content file";
    if (path == nullptr) return;
    bytes_ = Read(path);
    v1::CertifiedContent content;
    EXPECT_TRUE(content.ParseFromString(bytes_));
    revision_ = content.certificate().content_revision();
  }

  const std::string& bytes() const { return bytes_; }
  const std::string& revision() const { return revision_; }

 private:
  std::string bytes_;
  std::string revision_;
};

std::string RevisionIn(const UnaryResult& result) {
  const auto found = result.initial_metadata.find("knead-content-revision");
  return found == result.initial_metadata.end() ? "" : found->second;
}

// A server on a file of content that a test replaces.
class ReloadTest : public ::testing::Test {
 protected:
  ReloadTest() {
    std::filesystem::create_directories(folder_);
    Replace(first_.bytes());
    server_ = std::make_unique<ServerProcess>(std::vector<std::string>{
        "--listen", "127.0.0.1:0", "--content", path_, "--lame-duck", "0"});
    channel_ = server_->Connect();
    EXPECT_EQ(Info().content_revision(), first_.revision());
    EXPECT_FALSE(Info().has_last_reload());
  }
  ~ReloadTest() override { std::filesystem::remove_all(folder_); }

  // Puts a new file in the place of the old.
  void Replace(absl::string_view bytes) {
    Write(path_ + ".new", bytes);
    std::filesystem::rename(path_ + ".new", path_);
  }

  v1::ContentInfo Info() {
    const UnaryResult result = CallUnary(channel_, kContentInfo, "");
    EXPECT_THAT(result, IsAnswered());
    return result.Response<v1::ContentInfo>();
  }

  // Waits until the server says of its content what is wanted, and returns it.
  // What it says in the end if it never does.
  v1::ContentInfo Await(
      const std::function<bool(const v1::ContentInfo&)>& wanted) {
    const absl::Time deadline = absl::Now() + kPatience;
    while (true) {
      v1::ContentInfo info = Info();
      if (wanted(info)) return info;
      if (absl::Now() > deadline) {
        ADD_FAILURE() << info.last_reload().ShortDebugString();
        return info;
      }
      absl::SleepFor(absl::Milliseconds(5));
    }
  }

  void AwaitRevision(const Content& content) {
    Await([&](const v1::ContentInfo& info) {
      return info.content_revision() == content.revision();
    });
  }

  v1::ContentReload AwaitResult(v1::ContentReloadResult result,
                                absl::string_view says = "") {
    return Await([&](const v1::ContentInfo& info) {
             return info.last_reload().result() == result &&
                    absl::StrContains(info.last_reload().message(), says);
           })
        .last_reload();
  }

  // Folders of tests of other processes are others.
  const std::string folder_ =
      absl::StrCat(::testing::TempDir(), "/reload-", ::getpid());
  const std::string path_ = folder_ + "/content.binpb";
  const Content first_{"KNEAD_CONTENT"};
  const Content other_{"KNEAD_OTHER_CONTENT"};
  std::unique_ptr<ServerProcess> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(ReloadTest, AHangupTakesUpTheFile) {
  Replace(other_.bytes());
  server_->Signal(SIGHUP);
  AwaitRevision(other_);
  EXPECT_TRUE(server_->AwaitLog(R"("result":"LOADED")"));
  server_->Signal(SIGHUP);
  EXPECT_THAT(AwaitResult(v1::CONTENT_RELOAD_RESULT_UNCHANGED).message(),
              IsEmpty());
  server_->Signal(SIGTERM);
  EXPECT_EQ(server_->Wait(), 0);
}

TEST_F(ReloadTest, AChangedFileIsTakenUpUnasked) {
  Replace(other_.bytes());
  AwaitRevision(other_);
  // Rewritten in place.
  Write(path_, first_.bytes());
  AwaitRevision(first_);
  AwaitResult(v1::CONTENT_RELOAD_RESULT_LOADED);
}

TEST_F(ReloadTest, ALinkThatLeadsElsewhereIsTakenUp) {
  const auto put = [&](const std::string& name, const Content& content) {
    std::filesystem::create_directory(folder_ + "/" + name);
    Write(absl::StrCat(folder_, "/", name, "/content.binpb"), content.bytes());
  };
  const auto link = [&](const std::string& to, const std::string& path) {
    std::filesystem::create_symlink(to, path + ".new");
    std::filesystem::rename(path + ".new", path);
  };
  // As Kubernetes mounts a ConfigMap: the file is a link through another link.
  put("1", first_);
  put("2", other_);
  link("1", folder_ + "/data");
  link("data/content.binpb", path_);
  server_->Signal(SIGHUP);
  AwaitResult(v1::CONTENT_RELOAD_RESULT_UNCHANGED);
  link("2", folder_ + "/data");
  AwaitRevision(other_);
}

TEST_F(ReloadTest, WhatCannotBeServedLeavesTheOldAndSaysWhy) {
  const std::string& whole = other_.bytes();
  v1::CertifiedContent uncertified;
  ASSERT_TRUE(uncertified.ParseFromString(whole));
  uncertified.clear_certificate();
  struct Case {
    std::string bytes;
    std::string says;
  };
  for (const Case& each :
       {Case{"", "it is not a serialised knead.v1.CertifiedContent"},
        Case{std::string(whole).replace(whole.size() / 2, 2, "\xff\xff"),
             "its certificate is that of revision"},
        Case{uncertified.SerializeAsString(), "it has no certificate"},
        Case{whole.substr(0, whole.size() / 2), "it is not a serialised"}}) {
    Replace(each.bytes);
    server_->Signal(SIGHUP);
    AwaitResult(v1::CONTENT_RELOAD_RESULT_REFUSED, each.says);
    EXPECT_EQ(Info().content_revision(), first_.revision());
  }
  std::filesystem::remove(path_);
  server_->Signal(SIGHUP);
  const v1::ContentReload missing =
      AwaitResult(v1::CONTENT_RELOAD_RESULT_UNREADABLE, "is not there");
  EXPECT_THAT(missing.message(), Not(HasSubstr(folder_)));
  EXPECT_EQ(Info().content_revision(), first_.revision());
  // The operator is told which file it is.
  EXPECT_TRUE(server_->AwaitLog(R"("result":"UNREADABLE")"));
  EXPECT_THAT(server_->errors(), HasSubstr(path_));
  Replace(whole);
  server_->Signal(SIGHUP);
  AwaitRevision(other_);
}

// What a call sends, and whether an answer comes from the other content.
struct Call {
  std::string path;
  std::string request;
  std::function<bool(const UnaryResult&)> is_other;
};

std::vector<Call> Calls(const std::string& other_revision) {
  v1::GetTechniqueRequest technique;
  technique.set_name(kTechnique);
  v1::ListTechniquesRequest techniques;
  techniques.set_view(v1::VIEW_FULL);
  v1::ExplainRequest explain;
  explain.mutable_request();
  v1::RenderFigureRequest figure;
  figure.set_name(kTechnique);
  figure.set_side(v1::SIDE_LEFT);
  const v1::PlanSessionRequest plan =
      WellPerson("regions/front-thigh", {v1::SIDE_LEFT}, {}, 20);
  return {
      {"/knead.v1.LookupService/GetTechnique", technique.SerializeAsString(),
       [](const UnaryResult& result) {
         return absl::EndsWith(result.Response<v1::Technique>().display_name(),
                               kOtherwise);
       }},
      {"/knead.v1.LookupService/ListTechniques", techniques.SerializeAsString(),
       [](const UnaryResult& result) {
         return absl::EndsWith(result.Response<v1::ListTechniquesResponse>()
                                   .techniques(0)
                                   .display_name(),
                               kOtherwise);
       }},
      {kContentInfo, "",
       [=](const UnaryResult& result) {
         return result.Response<v1::ContentInfo>().content_revision() ==
                other_revision;
       }},
      {"/knead.v1.FigureService/RenderFigure", figure.SerializeAsString(),
       [=](const UnaryResult& result) {
         const auto answer = result.Response<v1::Figure>();
         const bool other = answer.content_revision() == other_revision;
         EXPECT_EQ(absl::StrContains(answer.title(), kOtherwise), other);
         return other;
       }},
      {"/knead.v1.AssessmentService/Assess", "",
       [=](const UnaryResult& result) {
         return result.Response<v1::Assessment>().content_revision() ==
                other_revision;
       }},
      {"/knead.v1.AssessmentService/Explain", explain.SerializeAsString(),
       [=](const UnaryResult& result) {
         return result.Response<v1::Explanation>().content_revision() ==
                other_revision;
       }},
      {"/knead.v1.SessionService/PlanSession", plan.SerializeAsString(),
       [=](const UnaryResult& result) {
         const auto answer = result.Response<v1::PlanSessionResponse>();
         const bool other =
             answer.assessment().content_revision() == other_revision;
         EXPECT_EQ(absl::StrContains(result.response, kOtherwise), other);
         return other;
       }},
  };
}

TEST_F(ReloadTest, EveryAnswerIsOfOneContentAndSaysOfWhich) {
  constexpr int kCallers = 3;
  constexpr int kReloads = 30;
  constexpr int kEveryCorrupt = 10;
  const std::vector<Call> calls = Calls(other_.revision());
  std::atomic<bool> done{false};
  std::atomic<int> answers_of_first{0};
  std::atomic<int> answers_of_other{0};
  std::vector<std::thread> callers;
  callers.reserve(kCallers);
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, channel = server_->Connect()] {
      while (!done) {
        for (const Call& call : calls) {
          const UnaryResult result =
              CallUnary(channel, call.path, call.request);
          ASSERT_THAT(result, IsAnswered()) << call.path;
          const bool other = call.is_other(result);
          ASSERT_EQ(RevisionIn(result),
                    (other ? other_ : first_).revision())
              << call.path;
          ++(other ? answers_of_other : answers_of_first);
        }
      }
    });
  }
  bool other = false;
  for (int i = 1; i <= kReloads; ++i) {
    const std::string& bytes = (other ? first_ : other_).bytes();
    const bool corrupt = i % kEveryCorrupt == 0;
    Replace(corrupt ? bytes.substr(0, bytes.size() / 2) : bytes);
    server_->Signal(SIGHUP);
    if (corrupt) {
      AwaitResult(v1::CONTENT_RELOAD_RESULT_REFUSED);
    } else {
      other = !other;
      AwaitRevision(other ? other_ : first_);
    }
  }
  done = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_GT(answers_of_first, 0);
  EXPECT_GT(answers_of_other, 0);
}

TEST_F(ReloadTest, ASessionGoesOnAsItBeganAndIsResumedOnTheNew) {
  const v1::PlanSessionRequest request =
      WellPerson("regions/front-thigh", {v1::SIDE_LEFT}, {}, 20);
  CoachCall before(channel_);
  EXPECT_THAT(before.Start(request).SerializeAsString(),
              Not(HasSubstr(kOtherwise)));
  Replace(other_.bytes());
  server_->Signal(SIGHUP);
  AwaitRevision(other_);
  before.GoToMassage();
  EXPECT_THAT(before.last().SerializeAsString(), Not(HasSubstr(kOtherwise)));
  const std::string token = before.last().resume_token();
  CoachCall after(channel_);
  after.Resume(token);
  v1::CoachRequest nothing_new;
  for (const auto& question : after.last().check().questions()) {
    auto* observation =
        nothing_new.mutable_new_findings()->add_observations();
    observation->set_finding(question.finding());
    observation->set_presence(v1::PRESENCE_ABSENT);
  }
  after.Send(nothing_new);
  EXPECT_THAT(after.last().SerializeAsString(), HasSubstr(kOtherwise));
  after.Send("stop {}");
  EXPECT_EQ(RevisionIn(after.Finish()), other_.revision());
  before.Send("stop {}");
  EXPECT_EQ(RevisionIn(before.Finish()), first_.revision());
}

TEST(BuiltInContentTest, HasNothingToReloadAndGoesOn) {
  ServerProcess server({"--listen", "127.0.0.1:0", "--lame-duck", "0"});
  const auto channel = server.Connect();
  server.Signal(SIGHUP);
  EXPECT_TRUE(server.AwaitLog("the built-in content cannot change"));
  const UnaryResult result = CallUnary(channel, kContentInfo, "");
  ASSERT_THAT(result, IsAnswered());
  EXPECT_FALSE(result.Response<v1::ContentInfo>().has_last_reload());
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

}  // namespace
}  // namespace knead
