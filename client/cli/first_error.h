#ifndef KNEAD_CLIENT_CLI_FIRST_ERROR_H_
#define KNEAD_CLIENT_CLI_FIRST_ERROR_H_

#include <string>

#include "google/protobuf/io/tokenizer.h"

namespace knead::cli {

// Keeps the first error of a parser of protobuf's text format: those behind it
// mostly follow from it. Not thread-safe.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override;

  // `line:column: what is wrong`, both as people count, from 1. Empty when
  // there was none.
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_FIRST_ERROR_H_
