// The knead-server process while its content is replaced: by SIGHUP and by a
// changed file, under calls, and by content that cannot be served.

#include <signal.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "service/session/testing/shipped_planner.h"
#include "tests/support/coach_call.h"
#include "tests/support/server_process.h"
#include "tests/support/test_folder.h"
#include "tests/support/two_contents.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::Duration kPatience = absl::Seconds(30);

constexpr char kContentInfo[] = "/knead.v1.LookupService/GetContentInfo";

void Write(const std::string& path, absl::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string RevisionIn(const UnaryResult& result) {
  const auto found = result.initial_metadata.find("knead-content-revision");
  return found == result.initial_metadata.end() ? "" : found->second;
}

// A server on a file of content that a test replaces.
class ReloadTest : public ::testing::Test {
 protected:
  ReloadTest() {
    Replace(first_.bytes);
    server_ = std::make_unique<ServerProcess>(std::vector<std::string>{
        "--listen", "127.0.0.1:0", "--content", path_, "--lame-duck", "0"});
    channel_ = server_->Connect();
    EXPECT_EQ(Info().content_revision(), first_.revision);
    EXPECT_FALSE(Info().has_last_reload());
  }

  // Puts a new file in the place of the old.
  void Replace(const std::string& bytes) {
    folder_.Write("content.binpb", bytes);
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

  void AwaitRevision(const ContentFile& content) {
    Await([&](const v1::ContentInfo& info) {
      return info.content_revision() == content.revision;
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

  const TestFolder folder_;
  const std::string path_ = folder_.Path("content.binpb");
  const ContentFile first_ = ReadContentFile("KNEAD_CONTENT");
  const ContentFile other_ = ReadContentFile("KNEAD_OTHER_CONTENT");
  std::unique_ptr<ServerProcess> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(ReloadTest, AHangupTakesUpTheFile) {
  Replace(other_.bytes);
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
  Replace(other_.bytes);
  AwaitRevision(other_);
  // Rewritten in place.
  Write(path_, first_.bytes);
  AwaitRevision(first_);
  AwaitResult(v1::CONTENT_RELOAD_RESULT_LOADED);
}

TEST_F(ReloadTest, ALinkThatLeadsElsewhereIsTakenUp) {
  const auto put = [&](const std::string& name, const ContentFile& content) {
    std::filesystem::create_directory(folder_.Path(name));
    folder_.Write(name + "/content.binpb", content.bytes);
  };
  const auto link = [&](const std::string& to, const std::string& path) {
    std::filesystem::create_symlink(to, path + ".new");
    std::filesystem::rename(path + ".new", path);
  };
  // As Kubernetes mounts a ConfigMap: the file is a link through another link.
  put("1", first_);
  put("2", other_);
  link("1", folder_.Path("data"));
  link("data/content.binpb", path_);
  server_->Signal(SIGHUP);
  AwaitResult(v1::CONTENT_RELOAD_RESULT_UNCHANGED);
  link("2", folder_.Path("data"));
  AwaitRevision(other_);
}

TEST_F(ReloadTest, WhatCannotBeServedLeavesTheOldAndSaysWhy) {
  const std::string& whole = other_.bytes;
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
    EXPECT_EQ(Info().content_revision(), first_.revision);
  }
  std::filesystem::remove(path_);
  server_->Signal(SIGHUP);
  const v1::ContentReload missing =
      AwaitResult(v1::CONTENT_RELOAD_RESULT_UNREADABLE, "is not there");
  EXPECT_THAT(missing.message(), Not(HasSubstr(folder_.Path(""))));
  EXPECT_EQ(Info().content_revision(), first_.revision);
  // The operator is told which file it is.
  EXPECT_TRUE(server_->AwaitLog(R"("result":"UNREADABLE")"));
  EXPECT_THAT(server_->errors(), HasSubstr(path_));
  Replace(whole);
  server_->Signal(SIGHUP);
  AwaitRevision(other_);
}

TEST_F(ReloadTest, EveryAnswerIsOfOneContentAndSaysOfWhich) {
  constexpr int kCallers = 3;
  constexpr int kReloads = 30;
  constexpr int kEveryCorrupt = 10;
  const TwoContents contents(first_.revision, other_.revision);
  std::atomic<bool> done{false};
  std::atomic<int> answers_of_first{0};
  std::atomic<int> answers_of_other{0};
  std::vector<std::thread> callers;
  callers.reserve(kCallers);
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, channel = server_->Connect()] {
      std::string failure;
      for (size_t call = 0; !done; call = (call + 1) % contents.size()) {
        switch (contents.Ask(channel, call, &failure)) {
          case TwoContents::Answer::kFirst:
            ++answers_of_first;
            break;
          case TwoContents::Answer::kOther:
            ++answers_of_other;
            break;
          default:
            ADD_FAILURE() << failure;
            return;
        }
      }
    });
  }
  bool other = false;
  for (int i = 1; i <= kReloads; ++i) {
    const std::string& bytes = (other ? first_ : other_).bytes;
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
  Replace(other_.bytes);
  server_->Signal(SIGHUP);
  AwaitRevision(other_);
  before.GoToMassage();
  EXPECT_THAT(before.last().SerializeAsString(), Not(HasSubstr(kOtherwise)));
  const std::string token = before.last().resume_token();
  CoachCall after(channel_);
  after.Resume(token);
  v1::CoachRequest nothing_new;
  for (const auto& question : after.last().check().questions()) {
    auto* observation = nothing_new.mutable_new_findings()->add_observations();
    observation->set_finding(question.finding());
    observation->set_presence(v1::PRESENCE_ABSENT);
  }
  after.Send(nothing_new);
  EXPECT_THAT(after.last().SerializeAsString(), HasSubstr(kOtherwise));
  after.Send("stop {}");
  EXPECT_EQ(RevisionIn(after.Finish()), other_.revision);
  before.Send("stop {}");
  EXPECT_EQ(RevisionIn(before.Finish()), first_.revision);
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
