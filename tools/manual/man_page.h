#ifndef KNEAD_TOOLS_MANUAL_MAN_PAGE_H_
#define KNEAD_TOOLS_MANUAL_MAN_PAGE_H_

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/strings/string_view.h"

namespace knead {

// A name and what is to be said of it, as in a list of files.
struct ManItem {
  std::string name;
  std::string text;
};

struct ManSection {
  // In capitals, e.g. `ENVIRONMENT`.
  std::string heading;
  // A paragraph before the items. Empty: none.
  std::string text;
  std::vector<ManItem> items;
};

// What a manual page says beside the commands and options of a program.
struct ManPage {
  // 1 for commands, 8 for what an operator runs.
  int section = 1;
  // One line, as `man -k` shows it.
  std::string summary;
  // Behind the options, in this order.
  std::vector<ManSection> sections;
};

// The manual page of the program that `app` is the command line of, for
// `man -l`: its description, its commands, and every option of each. The footer
// of a command holds its examples, one a line.
std::string WriteManPage(const CLI::App& app, const ManPage& page);

// `text` as roff shows it unchanged.
std::string RoffText(absl::string_view text);

}  // namespace knead

#endif  // KNEAD_TOOLS_MANUAL_MAN_PAGE_H_
