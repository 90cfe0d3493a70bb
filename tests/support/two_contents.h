#ifndef KNEAD_TESTS_SUPPORT_TWO_CONTENTS_H_
#define KNEAD_TESTS_SUPPORT_TWO_CONTENTS_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/channel.h"
#include "tests/support/unary_call.h"

namespace knead {

// What the names of techniques end with in the other content.
inline constexpr char kOtherwise[] = ", otherwise";

// A file of content that the build made: the shipped one, or the other one of
// tests/content.
struct ContentFile {
  std::string bytes;
  std::string revision;
};

// Reads the file that the environment variable names. Stops the process when it
// cannot.
ContentFile ReadContentFile(const char* variable);

// Calls of a server that serves now one content and now the other, and which of
// them each answer is of. Thread-safe.
class TwoContents {
 public:
  enum class Answer {
    kFirst,
    kOther,
    // It names no content, or one and is of the other.
    kMixed,
    kFailed,
  };

  TwoContents(const std::string& first_revision,
              const std::string& other_revision);

  // How many different calls there are.
  size_t size() const { return calls_.size(); }

  // Makes the call of that index. `failure` is set to what went wrong.
  Answer Ask(const std::shared_ptr<grpc::Channel>& channel, size_t index,
             std::string* failure) const;

 private:
  struct Call {
    std::string path;
    std::string request;
    // The revision that it says, or that its text is of where it says none.
    std::function<std::string(const UnaryResult&)> revision;
    // Whether it holds names of techniques.
    bool has_names = false;
  };

  const std::string first_;
  const std::string other_;
  std::vector<Call> calls_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_TWO_CONTENTS_H_
