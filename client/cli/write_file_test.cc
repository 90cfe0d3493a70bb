#include "client/cli/write_file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ReadAll(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

mode_t ModeOf(const std::string& path) {
  struct stat status;
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777;
}

class WriteFileTest : public testing::Test {
 protected:
  WriteFileTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    umask(022);
  }

  const std::string folder_ = testing::TempDir() + "/write_file_test";
  const std::string path_ = folder_ + "/file";
};

TEST_F(WriteFileTest, ANewFileIsItsOwnersOrForThoseThatTheUmaskLets) {
  ASSERT_TRUE(WriteFile(path_, "bytes", FileReaders::kOwner).ok());
  EXPECT_EQ(ReadAll(path_), "bytes");
  EXPECT_EQ(ModeOf(path_), 0600);
  const std::string other = folder_ + "/other";
  ASSERT_TRUE(WriteFile(other, "", FileReaders::kUsual).ok());
  EXPECT_EQ(ReadAll(other), "");
  EXPECT_EQ(ModeOf(other), 0644);
}

TEST_F(WriteFileTest, AFileThatIsThereKeepsItsPermissions) {
  std::ofstream(path_) << "a longer text than before";
  chmod(path_.c_str(), 0750);
  ASSERT_TRUE(WriteFile(path_, "new", FileReaders::kOwner).ok());
  EXPECT_EQ(ReadAll(path_), "new");
  EXPECT_EQ(ModeOf(path_), 0750);
}

TEST_F(WriteFileTest, AFileOfTwoNamesStaysOne) {
  std::ofstream(path_) << "a longer text than before";
  const std::string other = folder_ + "/other";
  fs::create_hard_link(path_, other);
  ASSERT_TRUE(WriteFile(path_, "new", FileReaders::kOwner).ok());
  EXPECT_EQ(ReadAll(other), "new");
}

TEST_F(WriteFileTest, ALinkToNothingMakesWhatItNames) {
  const std::string link = folder_ + "/link";
  fs::create_symlink("file", link);
  ASSERT_TRUE(WriteFile(link, "new", FileReaders::kOwner).ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(ReadAll(path_), "new");
  EXPECT_EQ(ModeOf(path_), 0600);
}

TEST_F(WriteFileTest, ALinkStaysOne) {
  std::ofstream(path_) << "old";
  const std::string link = folder_ + "/link";
  fs::create_symlink("file", link);
  ASSERT_TRUE(WriteFile(link, "new", FileReaders::kUsual).ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(ReadAll(path_), "new");
}

TEST_F(WriteFileTest, WhatIsNoFileIsWrittenTo) {
  EXPECT_TRUE(WriteFile("/dev/null", "x", FileReaders::kUsual).ok());
  EXPECT_FALSE(fs::is_regular_file("/dev/null"));
}

TEST_F(WriteFileTest, WhereItCannotBeWrittenNothingIsLost) {
  std::ofstream(path_) << "old";
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  signal(SIGXFSZ, SIG_IGN);
  const rlimit few = {10, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &few), 0);
  const absl::Status status =
      WriteFile(path_, std::string(20, 'x'), FileReaders::kUsual);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()),
              AllOf(StartsWith(path_), HasSubstr("File too large")));
  EXPECT_EQ(ReadAll(path_), "old");
  // Nor is anything left behind.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(WriteFileTest, SaysWhy) {
  for (const auto& [path, why] :
       {std::pair<std::string, std::string>{folder_ + "/no/file",
                                            "No such file or directory"},
        {folder_, "Is a directory"},
        {"/dev/full", "No space left on device"}}) {
    const absl::Status status = WriteFile(path, "x", FileReaders::kUsual);
    EXPECT_THAT(std::string(status.message()),
                AllOf(StartsWith(path), HasSubstr(why)));
  }
}

}  // namespace
}  // namespace knead::cli
