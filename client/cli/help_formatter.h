#ifndef KNEAD_CLIENT_CLI_HELP_FORMATTER_H_
#define KNEAD_CLIENT_CLI_HELP_FORMATTER_H_

#include <string>

#include "CLI/App.hpp"
#include "CLI/FormatterFwd.hpp"

namespace knead::cli {

// Lays out the help of a command like a page of a manual, wrapped to a width.
// The footer of the command holds its examples, one a line.
class HelpFormatter : public CLI::FormatterBase {
 public:
  // `width` in terminal columns.
  explicit HelpFormatter(int width) : width_(width) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

 private:
  const int width_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_HELP_FORMATTER_H_
