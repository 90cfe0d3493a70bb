#ifndef KNEAD_TOOLS_CONTENT_TESTING_MUTATIONS_H_
#define KNEAD_TOOLS_CONTENT_TESTING_MUTATIONS_H_

#include <string>
#include <vector>

#include "tools/content/source_file.h"

namespace knead::content {

// A file with one thing wrong, and where the compiler has to say so.
struct Mutation {
  SourceFile file;
  int line = 1;
  std::string path;
};

// For every required field of the file, at any depth, the file without it; and
// for every one that can be written empty, the file with it empty. The file
// must be free of faults. It is printed anew, one field a line.
std::vector<Mutation> EmptiedFields(const SourceFile& file);

// For every reference and every section of a citation, at any depth, the file
// with a name there that leads nowhere.
std::vector<Mutation> DanglingReferences(const SourceFile& file);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_TESTING_MUTATIONS_H_
