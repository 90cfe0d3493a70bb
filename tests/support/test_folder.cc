#include "tests/support/test_folder.h"

#include <stdlib.h>

#include <cstdio>
#include <fstream>

#include "gtest/gtest.h"

namespace knead {

TestFolder::TestFolder() : path_(::testing::TempDir() + "/folder-XXXXXX") {
  EXPECT_NE(::mkdtemp(path_.data()), nullptr);
}

std::string TestFolder::Path(const std::string& name) const {
  return path_ + "/" + name;
}

std::string TestFolder::Write(const std::string& name,
                              const std::string& text) const {
  std::string path = Path(name);
  const std::string next = path + ".next";
  std::ofstream(next, std::ios::binary | std::ios::trunc) << text;
  EXPECT_EQ(std::rename(next.c_str(), path.c_str()), 0) << path;
  return path;
}

}  // namespace knead
