#include "tools/content/testing/fault_case.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tools/content/compiler.h"
#include "tools/content/fault.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

void Apply(const Edit& edit, std::vector<SourceFile>* files) {
  const auto file =
      std::find_if(files->begin(), files->end(),
                   [&](const SourceFile& f) { return f.path == edit.file; });
  if (edit.from.empty()) {
    if (file != files->end()) files->erase(file);
    if (!edit.to.empty()) files->push_back({edit.file, edit.to});
    return;
  }
  ASSERT_NE(file, files->end()) << edit.file << " is not there";
  const size_t at = file->text.find(edit.from);
  ASSERT_NE(at, std::string::npos) << edit.from << " is not in " << edit.file;
  ASSERT_EQ(file->text.find(edit.from, at + 1), std::string::npos)
      << edit.from << " stands twice in " << edit.file;
  file->text.replace(at, edit.from.size(), edit.to);
}

}  // namespace

std::vector<SourceFile> Edited(const std::vector<Edit>& edits) {
  std::vector<SourceFile> files = ValidContent();
  for (const Edit& edit : edits) Apply(edit, &files);
  return files;
}

std::vector<std::string> FaultsOf(const std::vector<SourceFile>& files) {
  FaultSink faults;
  const auto compiled = Compile(files, &faults);
  EXPECT_EQ(compiled.ok(), faults.empty()) << compiled.status();
  std::vector<std::string> lines;
  for (const Fault& fault : faults.Sorted()) {
    lines.push_back(FormatFault(fault, ""));
  }
  return lines;
}

void ExpectFaults(const FaultCase& fault_case) {
  EXPECT_THAT(FaultsOf(Edited(fault_case.edits)),
              testing::ElementsAreArray(fault_case.faults));
}

std::string FaultCaseName(const testing::TestParamInfo<FaultCase>& info) {
  return info.param.name;
}

void PrintTo(const FaultCase& fault_case, std::ostream* out) {
  *out << fault_case.name;
}

}  // namespace knead::content
