#include "service/server/content_reloader.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "service/rpc/snapshot.h"
#include "service/server/content_loader.h"
#include "service/server/limits.h"
#include "service/server/testing/content_variant.h"

namespace knead {
namespace {

using ::google::protobuf::util::TimeUtil;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::string_view kBefore = "As before.";
constexpr absl::string_view kAfter = "Now otherwise.";

std::shared_ptr<const rpc::Snapshot> SnapshotOf(absl::string_view opening) {
  auto snapshot = LoadContent(ContentVariant(opening), absl::UnixEpoch());
  EXPECT_TRUE(snapshot.ok()) << snapshot.status();
  return snapshot.ok() ? *snapshot : nullptr;
}

const std::string& OpeningOf(const rpc::Snapshot& snapshot) {
  return snapshot.catalog->bundle().manifest().opening().text();
}

class ContentReloaderTest : public ::testing::Test {
 protected:
  std::string ServedOpening() const { return OpeningOf(*current_.Get()); }

  rpc::CurrentSnapshot current_{SnapshotOf(kBefore)};
  absl::StatusOr<std::string> file_ = ContentVariant(kBefore);
  absl::Time now_ = absl::FromUnixSeconds(1'700'000'000);
  ContentReloader reloader_{&current_, *file_, [this] { return file_; },
                            LoadContent, [this] { return now_; }};
};

TEST_F(ContentReloaderTest, ServesOtherContentAndFreesTheOldWithItsLastCall) {
  std::shared_ptr<const rpc::Snapshot> call = current_.Get();
  const std::weak_ptr<const rpc::Snapshot> old = call;
  file_ = ContentVariant(kAfter);
  const ContentReloader::Report report = reloader_.Reload();
  EXPECT_EQ(report.reload.result(), v1::CONTENT_RELOAD_RESULT_LOADED);
  EXPECT_THAT(report.reload.message(), IsEmpty());
  EXPECT_TRUE(report.fault.ok());
  EXPECT_EQ(TimeUtil::TimestampToSeconds(report.reload.end_time()),
            absl::ToUnixSeconds(now_));
  EXPECT_EQ(ServedOpening(), kAfter);
  EXPECT_EQ(current_.Get()->catalog->load_time(), now_);
  // The call goes on with what it began on.
  EXPECT_EQ(OpeningOf(*call), kBefore);
  call.reset();
  EXPECT_TRUE(old.expired());
}

TEST_F(ContentReloaderTest, KeepsTheSnapshotWhenTheContentIsTheSame) {
  const auto before = current_.Get();
  const ContentReloader::Report report = reloader_.Reload();
  EXPECT_EQ(report.reload.result(), v1::CONTENT_RELOAD_RESULT_UNCHANGED);
  EXPECT_THAT(report.reload.message(), IsEmpty());
  EXPECT_EQ(current_.Get(), before);
}

TEST_F(ContentReloaderTest, RefusesWhatCannotBeServedAndSaysWhy) {
  const auto before = current_.Get();
  const std::string whole = ContentVariant(kAfter);
  for (const std::string& bytes :
       {std::string(), whole.substr(0, whole.size() / 2),
        std::string(whole).replace(whole.size() / 2, 2, "\xff\xff")}) {
    file_ = bytes;
    const ContentReloader::Report report = reloader_.Reload();
    EXPECT_EQ(report.reload.result(), v1::CONTENT_RELOAD_RESULT_REFUSED);
    EXPECT_THAT(report.reload.message(), HasSubstr("the content is refused"));
    EXPECT_EQ(report.fault.message(), report.reload.message());
    EXPECT_EQ(current_.Get(), before);
  }
  file_ = whole;
  EXPECT_EQ(reloader_.Reload().reload.result(),
            v1::CONTENT_RELOAD_RESULT_LOADED);
  EXPECT_EQ(ServedOpening(), kAfter);
}

TEST_F(ContentReloaderTest, TellsCallersWhatIsWrongWithAFileButNotWhichItIs) {
  const auto before = current_.Get();
  struct Case {
    absl::Status status;
    std::string said;
  };
  for (const Case& each :
       {Case{absl::NotFoundError("/etc/c.binpb: gone"), "is not there"},
        Case{absl::PermissionDeniedError("/etc/c.binpb: no"), "may not read"},
        Case{absl::UnknownError("/etc/c.binpb: broken"), "cannot be read"}}) {
    file_ = each.status;
    const ContentReloader::Report report = reloader_.Reload();
    EXPECT_EQ(report.reload.result(), v1::CONTENT_RELOAD_RESULT_UNREADABLE);
    EXPECT_THAT(report.reload.message(), HasSubstr(each.said));
    EXPECT_THAT(report.reload.message(), Not(HasSubstr("/etc")));
    EXPECT_EQ(report.fault, each.status);
    EXPECT_EQ(current_.Get(), before);
  }
}

TEST_F(ContentReloaderTest, KnowsWhetherThereIsAnythingNewToLookAt) {
  EXPECT_FALSE(reloader_.HasChanged());
  for (const absl::StatusOr<std::string>& bytes :
       {absl::StatusOr<std::string>(ContentVariant(kAfter)),
        absl::StatusOr<std::string>("half a file"),
        absl::StatusOr<std::string>(absl::NotFoundError("gone")),
        absl::StatusOr<std::string>(ContentVariant(kAfter))}) {
    file_ = bytes;
    EXPECT_TRUE(reloader_.HasChanged());
    EXPECT_TRUE(reloader_.HasChanged());
    reloader_.Reload();
    EXPECT_FALSE(reloader_.HasChanged());
  }
}

TEST(ReloadMessageTest, IsTextAndHasALimit) {
  rpc::CurrentSnapshot current(SnapshotOf(kBefore));
  std::string fault;
  ContentReloader reloader(
      &current, "", [] { return std::string("bytes"); },
      [&](absl::string_view /*bytes*/, absl::Time /*load_time*/) {
        return absl::FailedPreconditionError(fault);
      },
      [] { return absl::UnixEpoch(); });
  const auto message_for = [&](std::string text) {
    fault = std::move(text);
    return reloader.Reload().reload.message();
  };
  const std::string longest(kMaxReloadMessageBytes, 'x');
  EXPECT_EQ(message_for(longest), longest);
  EXPECT_EQ(message_for(longest + "y"), longest);
  EXPECT_EQ(message_for("not \xff text"), "not ");
  // A character that would be cut in two is left out.
  const std::string shorter(kMaxReloadMessageBytes - 1, 'x');
  EXPECT_EQ(message_for(shorter + "\xc3\xa4"), shorter);
}

// Runs under the thread sanitizer, too.
TEST(ReloadUnderCallsTest, EachCallHasOneRevisionFromBeginToEnd) {
  constexpr int kCallers = 3;
  constexpr int kReloads = 12;
  constexpr int kEveryCorrupt = 3;
  rpc::CurrentSnapshot current(SnapshotOf("0"));
  std::string file;
  ContentReloader reloader(
      &current, file, [&] { return file; }, LoadContent, absl::Now);
  std::atomic<bool> done{false};
  std::atomic<int> mixed{0};
  std::vector<std::thread> callers;
  callers.reserve(kCallers);
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] {
      do {
        const std::shared_ptr<const rpc::Snapshot> snapshot = current.Get();
        const auto assessment = snapshot->engine->Assess(v1::AssessRequest());
        if (!assessment.ok() ||
            assessment->content_revision() != snapshot->catalog->revision()) {
          ++mixed;
        }
      } while (!done);
    });
  }
  std::string served = "0";
  for (int i = 1; i <= kReloads; ++i) {
    file = ContentVariant(absl::StrCat(i));
    const bool corrupt = i % kEveryCorrupt == 0;
    if (corrupt) file.resize(file.size() / 2);
    EXPECT_EQ(reloader.Reload().reload.result(),
              corrupt ? v1::CONTENT_RELOAD_RESULT_REFUSED
                      : v1::CONTENT_RELOAD_RESULT_LOADED);
    if (!corrupt) served = absl::StrCat(i);
    EXPECT_EQ(OpeningOf(*current.Get()), served);
  }
  done = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(mixed, 0);
}

}  // namespace
}  // namespace knead
