#include "service/server/file.h"

#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(FileTest, ReadsAllBytes) {
  const std::string path = ::testing::TempDir() + "/bytes";
  const std::string bytes("a\0b\r\n\xff", 6);
  std::ofstream(path, std::ios::binary) << bytes;
  const auto read = ReadFile(path);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, bytes);
  std::ofstream(path, std::ios::binary | std::ios::trunc).flush();
  EXPECT_EQ(*ReadFile(path), "");
}

TEST(FileTest, NamesThePathOfWhatItCannotRead) {
  const std::string missing = ::testing::TempDir() + "/none";
  EXPECT_EQ(ReadFile(missing).status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(ReadFile(missing).status().message().find(missing),
            std::string::npos);
  EXPECT_FALSE(ReadFile(::testing::TempDir()).ok());
}

}  // namespace
}  // namespace knead
