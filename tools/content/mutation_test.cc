// Breaks content in every place where it can be broken in the same way, one
// place at a time.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/content/compiler.h"
#include "tools/content/fault.h"
#include "tools/content/field_checks.h"
#include "tools/content/files.h"
#include "tools/content/link_checks.h"
#include "tools/content/loader.h"
#include "tools/content/name_checks.h"
#include "tools/content/testing/mutations.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

bool Tells(const FaultSink& faults, const Mutation& mutation) {
  const std::vector<Fault> sorted = faults.Sorted();
  return std::any_of(sorted.begin(), sorted.end(), [&](const Fault& fault) {
    return fault.file == mutation.file.path && fault.line == mutation.line &&
           fault.path == mutation.path && !fault.text.empty();
  });
}

std::string Describe(const FaultSink& faults, const Mutation& mutation) {
  std::string text =
      absl::StrCat("expected a fault at ", mutation.file.path, ":",
                   mutation.line, ": ", mutation.path, "; got\n");
  for (const Fault& fault : faults.Sorted()) {
    absl::StrAppend(&text, FormatFault(fault, ""), "\n");
  }
  return absl::StrCat(text, mutation.file.text);
}

// Those of entities: lexicon_test breaks the files of the lexicon.
std::vector<SourceFile> TextprotoFiles(std::vector<SourceFile> files) {
  files.erase(std::remove_if(files.begin(), files.end(),
                             [](const SourceFile& file) {
                               return !absl::EndsWith(file.path,
                                                      ".textproto") ||
                                      IsLexiconFile(file.path);
                             }),
              files.end());
  return files;
}

// Every mutation of the small content makes the whole compilation fail.
void ExpectRefused(std::vector<Mutation> (*mutations_of)(const SourceFile&)) {
  const std::vector<SourceFile> files = ValidContent();
  int count = 0;
  for (const SourceFile& file : TextprotoFiles(files)) {
    for (const Mutation& mutation : mutations_of(file)) {
      std::vector<SourceFile> mutated = files;
      for (SourceFile& other : mutated) {
        if (other.path == file.path) other = mutation.file;
      }
      FaultSink faults;
      EXPECT_FALSE(Compile(mutated, &faults).ok());
      ASSERT_TRUE(Tells(faults, mutation)) << Describe(faults, mutation);
      ++count;
    }
  }
  EXPECT_GT(count, 50);
}

TEST(SmallContentTest, EveryEmptiedFieldIsRefused) {
  ExpectRefused(EmptiedFields);
}

TEST(SmallContentTest, EveryDanglingReferenceIsRefused) {
  ExpectRefused(DanglingReferences);
}

std::vector<SourceFile> RealContent() {
  const auto files = ReadFolder("content");
  EXPECT_TRUE(files.ok()) << files.status();
  return files.ok() ? *files : std::vector<SourceFile>();
}

// On all content only the steps that look at one entity by itself are run, so
// that thousands of mutations take seconds.
TEST(RealContentTest, EveryEmptiedFieldIsRefused) {
  int count = 0;
  for (const SourceFile& file : TextprotoFiles(RealContent())) {
    for (const Mutation& mutation : EmptiedFields(file)) {
      FaultSink faults;
      const ContentSet content = Load({mutation.file}, &faults);
      CheckFields(content, &faults);
      CheckNames(content, &faults);
      ASSERT_TRUE(Tells(faults, mutation)) << Describe(faults, mutation);
      ++count;
    }
  }
  EXPECT_GT(count, 1000);
}

TEST(RealContentTest, EveryDanglingReferenceIsRefused) {
  const std::vector<SourceFile> files = RealContent();
  FaultSink none;
  const ContentSet content = Load(files, &none);
  ASSERT_TRUE(none.empty());
  int count = 0;
  for (const SourceFile& file : TextprotoFiles(files)) {
    for (const Mutation& mutation : DanglingReferences(file)) {
      FaultSink faults;
      const ContentSet mutated = Load({mutation.file}, &faults);
      ASSERT_EQ(mutated.entities().size(), 1) << mutation.file.text;
      CheckLinks(content, *mutated.entities().front(), &faults);
      ASSERT_TRUE(Tells(faults, mutation)) << Describe(faults, mutation);
      ++count;
    }
  }
  EXPECT_GT(count, 1000);
}

}  // namespace
}  // namespace knead::content
