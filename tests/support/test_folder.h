#ifndef KNEAD_TESTS_SUPPORT_TEST_FOLDER_H_
#define KNEAD_TESTS_SUPPORT_TEST_FOLDER_H_

#include <string>

namespace knead {

// A new folder for files of a test.
class TestFolder {
 public:
  TestFolder();

  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  // Where the file `name` is, or would be.
  std::string Path(const std::string& name) const;

  // Makes a file, or puts a new one in the place of the one that is there, and
  // returns its path.
  std::string Write(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_TEST_FOLDER_H_
