#include "service/search/memory_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
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

// Makes a folder look as old as that.
void Age(const std::string& path, absl::Duration age) {
  const timespec then = absl::ToTimespec(absl::Now() - age);
  const timespec times[] = {then, then};
  ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
}

TEST(ScratchFolderTest, RemovesWhatWasLeftBehind) {
  const std::string place = absl::StrCat(testing::TempDir(), "/scratch");
  for (const char* name : {"knead-search-old", "knead-search-new", "other"}) {
    std::filesystem::create_directories(absl::StrCat(place, "/", name, "/in"));
  }
  for (const char* name : {"knead-search-old", "other"}) {
    Age(absl::StrCat(place, "/", name), 2 * kStaleAfter);
  }
  auto held = ScratchFolder::CreateIn({place});
  ASSERT_TRUE(held.ok()) << held.status();
  EXPECT_FALSE(std::filesystem::exists(place + "/knead-search-old"));
  EXPECT_TRUE(std::filesystem::exists(place + "/knead-search-new"));
  EXPECT_TRUE(std::filesystem::exists(place + "/other"));
  // One that is in use stays, however old it is.
  Age(held->path(), 2 * kStaleAfter);
  ASSERT_TRUE(ScratchFolder::CreateIn({place}).ok());
  EXPECT_TRUE(std::filesystem::exists(held->path()));
}

TEST(ScratchFolderTest, TakesTheFirstPlaceThatCanBeWritten) {
  const std::string place = testing::TempDir();
  const auto folder = ScratchFolder::CreateIn({"/no/such/place", place});
  ASSERT_TRUE(folder.ok()) << folder.status();
  EXPECT_EQ(folder->path().substr(0, place.size()), place);
  EXPECT_EQ(ScratchFolder::CreateIn({"/no/such/place"}).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace knead
