#ifndef KNEAD_TOOLS_CONTENT_TESTING_FAULT_CASE_H_
#define KNEAD_TOOLS_CONTENT_TESTING_FAULT_CASE_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/content/source_file.h"

namespace knead::content {

// A change to one file of the valid content.
struct Edit {
  std::string file;
  // Stands in the file exactly once. Empty: all of the file, which need not be
  // there before.
  std::string from;
  // Stands there afterwards. With an empty `from`, an empty `to` removes the
  // file.
  std::string to;
};

// Changes to the valid content, and every fault that they bring about.
struct FaultCase {
  // A name in CamelCase.
  std::string name;
  std::vector<Edit> edits;
  // As the compiler prints them, without a root: `file:line: path: text`.
  std::vector<std::string> faults;
};

// The valid content after the edits.
std::vector<SourceFile> Edited(const std::vector<Edit>& edits);

// Every fault of the files, as the compiler prints it. Expects that compiling
// fails exactly when there is one.
std::vector<std::string> FaultsOf(const std::vector<SourceFile>& files);

// Expects that the edits bring about these faults and no others.
void ExpectFaults(const FaultCase& fault_case);

// Names a case of a parameterised test.
std::string FaultCaseName(const testing::TestParamInfo<FaultCase>& info);

// Makes failures of parameterised tests readable.
void PrintTo(const FaultCase& fault_case, std::ostream* out);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_TESTING_FAULT_CASE_H_
