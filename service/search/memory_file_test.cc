#include "service/search/memory_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(MemoryFileTest, CanBeReadFromItsBeginningByEach) {
  auto file = MemoryFile::Create();
  ASSERT_TRUE(file.ok()) << file.status();
  const auto writer = file->Duplicate();
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_EQ(write(*writer, "abc", 3), 3);
  close(*writer);
  const MemoryFile moved = *std::move(file);
  for (int i = 0; i < 2; ++i) {
    const auto reader = moved.Duplicate();
    ASSERT_TRUE(reader.ok()) << reader.status();
    std::string text(3, ' ');
    EXPECT_EQ(read(*reader, text.data(), 3), 3);
    EXPECT_EQ(text, "abc");
    close(*reader);
  }
}

TEST(ScratchFolderTest, GoesWithAllThatIsInIt) {
  std::string path;
  {
    auto folder = ScratchFolder::Create();
    ASSERT_TRUE(folder.ok()) << folder.status();
    path = folder->path();
    struct stat status;
    ASSERT_EQ(stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700);
    std::ofstream(absl::StrCat(path, "/file")) << "text";
    const ScratchFolder moved = *std::move(folder);
    EXPECT_TRUE(std::filesystem::exists(path));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace knead
