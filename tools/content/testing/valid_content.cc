#include "tools/content/testing/valid_content.h"

#include <gtest/gtest.h>

#include "tools/content/files.h"

namespace knead::content {

std::vector<SourceFile> ValidContent() {
  auto files = ReadFolder(kValidContentRoot);
  EXPECT_TRUE(files.ok()) << files.status();
  return files.ok() ? *files : std::vector<SourceFile>();
}

}  // namespace knead::content
