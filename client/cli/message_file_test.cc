#include "client/cli/message_file.h"

#include <sys/stat.h>

#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

v1::AssessRequest Request() {
  v1::AssessRequest request;
  v1::Observation& age = *request.add_observations();
  age.set_finding("findings/age");
  age.set_value(34.5);
  v1::Observation& skin = *request.add_observations();
  skin.set_finding("findings/broken-skin");
  skin.set_presence(v1::PRESENCE_PRESENT);
  skin.add_sites()->set_region("regions/calf");
  skin.mutable_sites(0)->set_side(v1::SIDE_LEFT);
  request.set_region_code("NZ");
  return request;
}

std::string Path(const std::string& name) { return testing::TempDir() + name; }

std::string WithText(const std::string& name, const std::string& text) {
  std::ofstream(Path(name), std::ios::binary) << text;
  return Path(name);
}

TEST(MessageFileTest, WhatIsWrittenIsRead) {
  for (const char* name : {"m.textproto", "m.txtpb", "m.json", "m.binpb"}) {
    ASSERT_TRUE(WriteMessageFile(Path(name), Request()).ok()) << name;
    v1::AssessRequest read;
    const absl::Status status = ReadMessageFile(Path(name), read);
    ASSERT_TRUE(status.ok()) << status;
    EXPECT_EQ(read.SerializeAsString(), Request().SerializeAsString()) << name;
  }
}

TEST(MessageFileTest, OnlyTheOwnerReadsIt) {
  ASSERT_TRUE(WriteMessageFile(Path("own.json"), Request()).ok());
  struct stat file;
  ASSERT_EQ(stat(Path("own.json").c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
}

TEST(MessageFileTest, ReplacesWhatWasThere) {
  ASSERT_TRUE(WriteMessageFile(Path("again.binpb"), Request()).ok());
  ASSERT_TRUE(WriteMessageFile(Path("again.binpb"), v1::AssessRequest()).ok());
  v1::AssessRequest read = Request();
  ASSERT_TRUE(ReadMessageFile(Path("again.binpb"), read).ok());
  EXPECT_EQ(read.ByteSizeLong(), 0u);
}

TEST(MessageFileTest, TheEndOfTheNameSaysHowItIsWritten) {
  for (const char* name : {"m", "m.txt", "m.pb", "json", "m.JSON", ""}) {
    v1::AssessRequest message;
    for (const absl::Status& status :
         {CheckMessagePath(name), ReadMessageFile(name, message),
          WriteMessageFile(name, message)}) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_THAT(std::string(status.message()), StartsWith(name));
      EXPECT_THAT(std::string(status.message()), HasSubstr(".binpb"));
    }
  }
  EXPECT_TRUE(CheckMessagePath("m.json").ok());
}

TEST(MessageFileTest, SaysWhatIsWrong) {
  const struct {
    std::string path;
    const char* fault;
  } cases[] = {
      {Path("missing.json"), ": cannot be read: No such file"},
      {WithText("bad.textproto", "tools: \"a\"\nspoons: 1\n"), ":2:7: "},
      {WithText("bad.json", "{\"spoons\": 1}"), "spoons"},
      {WithText("bad.binpb", "\xff"), ": the bytes are no such message"},
      {WithText("large.json", std::string(kMostMessageBytes + 1, ' ')),
       ": is larger than"},
  };
  for (const auto& each : cases) {
    v1::AssessRequest message;
    const absl::Status status = ReadMessageFile(each.path, message);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), StartsWith(each.path));
    EXPECT_THAT(std::string(status.message()), HasSubstr(each.fault));
  }
  v1::AssessRequest message;
  EXPECT_THAT(std::string(ReadMessageFile(Path("bad.json"), message).message()),
              HasSubstr("(it should be a knead.v1.AssessRequest)"));
}

}  // namespace
}  // namespace knead::cli
