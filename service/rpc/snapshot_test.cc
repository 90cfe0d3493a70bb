#include "service/rpc/snapshot.h"

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::HasSubstr;

std::shared_ptr<const Snapshot> Make(const std::string& bundle) {
  auto snapshot = MakeSnapshot(bundle, absl::UnixEpoch());
  EXPECT_TRUE(snapshot.ok()) << snapshot.status();
  return *std::move(snapshot);
}

v1::ContentBundle Shipped() {
  v1::ContentBundle bundle;
  EXPECT_TRUE(bundle.ParseFromString(std::string(EmbeddedContentBundle())));
  return bundle;
}

std::string Other() {
  v1::ContentBundle bundle = Shipped();
  bundle.mutable_manifest()->mutable_opening()->set_text("Other words.");
  return bundle.SerializeAsString();
}

TEST(SnapshotTest, HoldsWhatAnswersNeed) {
  const auto snapshot = Make(std::string(EmbeddedContentBundle()));
  const auto assessment = snapshot->engine->Assess({});
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->content_revision(), snapshot->catalog->revision());
  EXPECT_EQ(&snapshot->planner->catalog(), snapshot->catalog.get());
}

TEST(SnapshotTest, RefusesWhatCannotBeServed) {
  v1::ContentBundle bundle = Shipped();
  bundle.clear_care_pathways();
  const auto snapshot =
      MakeSnapshot(bundle.SerializeAsString(), absl::UnixEpoch());
  EXPECT_EQ(snapshot.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(snapshot.status().message()),
              HasSubstr("care_pathways"));
}

TEST(SnapshotTest, WhatIsBuiltInCanBePrepared) {
  EXPECT_EQ(Prepare(*Make(std::string(EmbeddedContentBundle()))),
            absl::OkStatus());
}

TEST(SnapshotTest, PreparingFindsWhatCannotBeRead) {
  v1::ContentBundle lexicon = Shipped();
  lexicon.mutable_lexicon()->mutable_findings(0)->add_phrasings("$nothing");
  v1::ContentBundle atlas = Shipped();
  atlas.mutable_figure_atlas()->mutable_drawings(0)->set_svg("<svg");
  for (const v1::ContentBundle& bundle : {lexicon, atlas}) {
    EXPECT_EQ(Prepare(*Make(bundle.SerializeAsString())).code(),
              absl::StatusCode::kFailedPrecondition);
  }
}

// Calls go on while the content is replaced: each is answered from the one
// snapshot that it began on, and the old ones go with their last call. Under
// TSan this is the proof of the swap.
TEST(SnapshotTest, IsReplacedWhileCallsGoOn) {
  constexpr int kReaders = 3;
  constexpr int kSwaps = 200;
  std::shared_ptr<const Snapshot> one =
      Make(std::string(EmbeddedContentBundle()));
  std::shared_ptr<const Snapshot> other = Make(Other());
  const std::set<std::string> revisions = {one->catalog->revision(),
                                           other->catalog->revision()};
  ASSERT_EQ(revisions.size(), 2);
  CurrentSnapshot current(one);
  std::atomic<bool> swapping{true};
  std::atomic<int> answers{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] {
      do {
        const auto snapshot = current.Get();
        const auto assessment = snapshot->engine->Assess({});
        ASSERT_TRUE(assessment.ok()) << assessment.status();
        EXPECT_EQ(assessment->content_revision(),
                  snapshot->catalog->revision());
        EXPECT_EQ(revisions.count(assessment->content_revision()), 1);
        ++answers;
      } while (swapping);
    });
  }
  for (int i = 0; i < kSwaps; ++i) {
    current.Set(i % 2 == 0 ? other : one);
    std::this_thread::yield();
  }
  swapping = false;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GE(answers, kReaders);
  // Only `current` and `one` hold it now.
  current.Set(one);
  EXPECT_EQ(one.use_count(), 2);
  EXPECT_EQ(other.use_count(), 1);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
