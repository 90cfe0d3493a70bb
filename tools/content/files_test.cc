#include "tools/content/files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace knead::content {
namespace {

namespace fs = std::filesystem;

TEST(FilesTest, ReadsTextprotoFilesAndFactFilesByPath) {
  const std::string root = testing::TempDir() + "/folder";
  for (const char* folder : {"tools", "a/b"}) {
    fs::create_directories(root + "/" + folder);
  }
  for (const char* file :
       {"tools/x.textproto", "a/b/y.textproto", "evidence.tsv", "facts.tsv",
        "README.md", "tools/facts.tsv"}) {
    ASSERT_TRUE(WriteFile(root + "/" + file, std::string("at ") + file).ok());
  }
  const auto files = ReadFolder(root);
  ASSERT_TRUE(files.ok()) << files.status();
  std::vector<std::string> read;
  for (const SourceFile& file : *files) {
    read.push_back(file.path + " " + file.text);
  }
  EXPECT_EQ(read, (std::vector<std::string>{
                      "a/b/y.textproto at a/b/y.textproto",
                      "evidence.tsv at evidence.tsv", "facts.tsv at facts.tsv",
                      "tools/x.textproto at tools/x.textproto"}));
  fs::remove_all(root);
}

TEST(FilesTest, ReadsBackTheBytesThatItWrote) {
  const std::string path = testing::TempDir() + "/bytes";
  const std::string bytes("a\0b\r\n\xff", 6);
  ASSERT_TRUE(WriteFile(path, "something longer").ok());
  ASSERT_TRUE(WriteFile(path, bytes).ok());
  const auto read = ReadFile(path);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, bytes);
}

TEST(FilesTest, SaysWhatIsMissing) {
  const std::string nowhere = testing::TempDir() + "/nowhere";
  EXPECT_EQ(ReadFolder(nowhere).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadFile(nowhere).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(WriteFile(nowhere + "/file", "x").code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace knead::content
