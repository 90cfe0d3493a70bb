#include "service/server/file_watcher.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

void Write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

class FileWatcherTest : public ::testing::Test {
 protected:
  FileWatcherTest() : folder_(::testing::TempDir() + "/watched-XXXXXX") {
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
    path_ = folder_ + "/file";
    Write(path_, "first");
    watcher_ = std::make_unique<FileWatcher>(
        std::vector<std::string>{path_, folder_ + "/other"}, absl::Hours(1),
        [this] { ++changes_; });
  }

  // One look sees a change, the next one tells it, and then all is quiet.
  void ExpectOneChange() {
    const int before = changes_;
    EXPECT_FALSE(watcher_->Look());
    EXPECT_EQ(changes_, before);
    EXPECT_TRUE(watcher_->Look());
    EXPECT_FALSE(watcher_->Look());
    EXPECT_EQ(changes_, before + 1);
  }

  std::string folder_;
  std::string path_;
  int changes_ = 0;
  std::unique_ptr<FileWatcher> watcher_;
};

TEST_F(FileWatcherTest, IsQuietWhileNothingChanges) {
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(watcher_->Look());
  EXPECT_EQ(changes_, 0);
}

TEST_F(FileWatcherTest, TellsWhatIsWrittenInPlace) {
  Write(path_, "second, longer");
  ExpectOneChange();
}

TEST_F(FileWatcherTest, TellsWhatIsReplacedByAFileOfTheSameSize) {
  Write(path_ + ".new", "other");
  ASSERT_EQ(std::rename((path_ + ".new").c_str(), path_.c_str()), 0);
  ExpectOneChange();
}

TEST_F(FileWatcherTest, TellsWhatIsRemovedAndMade) {
  ASSERT_EQ(::unlink(path_.c_str()), 0);
  ExpectOneChange();
  Write(path_, "again");
  ExpectOneChange();
  Write(folder_ + "/other", "the second path");
  ExpectOneChange();
}

TEST_F(FileWatcherTest, TellsOfCalmWhileNothingIsWritten) {
  int calm = 0;
  watcher_->WhenCalm([&calm] { ++calm; });
  watcher_->Look();
  watcher_->Look();
  EXPECT_EQ(calm, 2);
  Write(path_, "half");
  ExpectOneChange();
  // The look after the change.
  EXPECT_EQ(calm, 3);
  // Taken back before it was told.
  Write(path_, "half written");
  watcher_->Look();
  Write(path_, "once more, longer");
  watcher_->Look();
  EXPECT_EQ(calm, 3);
}

TEST_F(FileWatcherTest, TellsSeveralFilesOnce) {
  Write(path_, "both change");
  Write(folder_ + "/other", "both change");
  ExpectOneChange();
}

TEST_F(FileWatcherTest, WaitsUntilAFileIsNoLongerWritten) {
  std::string text = "growing";
  for (int i = 0; i < 3; ++i) {
    text += " further";
    Write(path_, text);
    EXPECT_FALSE(watcher_->Look());
  }
  EXPECT_TRUE(watcher_->Look());
  EXPECT_EQ(changes_, 1);
}

// A mounted secret: file -> ..data/file, ..data -> a folder for each version.
TEST_F(FileWatcherTest, TellsTheSwapOfALinkOnTheWay) {
  for (const char* version : {"/v1", "/v2"}) {
    ASSERT_EQ(::mkdir((folder_ + version).c_str(), 0700), 0);
    Write(folder_ + version + "/secret", "same");
  }
  const std::string data = folder_ + "/..data";
  ASSERT_EQ(::symlink("v1", data.c_str()), 0);
  ASSERT_EQ(::symlink("..data/secret", (folder_ + "/secret").c_str()), 0);
  FileWatcher watcher({folder_ + "/secret"}, absl::Hours(1),
                      [this] { ++changes_; });
  ASSERT_EQ(::symlink("v2", (data + ".new").c_str()), 0);
  ASSERT_EQ(std::rename((data + ".new").c_str(), data.c_str()), 0);
  EXPECT_FALSE(watcher.Look());
  EXPECT_TRUE(watcher.Look());
  EXPECT_EQ(changes_, 1);
}

TEST_F(FileWatcherTest, LooksByItselfOnceStarted) {
  absl::Notification told;
  FileWatcher watcher({path_}, absl::Milliseconds(1), [&] {
    if (!told.HasBeenNotified()) told.Notify();
  });
  watcher.Start();
  Write(path_, "while it looks");
  told.WaitForNotification();
}

}  // namespace
}  // namespace knead
