#include "tools/manual/man_page.h"

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Option.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace knead {
namespace {

std::string Bold(absl::string_view text) {
  return absl::StrCat("\\fB", RoffText(text), "\\fR");
}

std::string Italic(absl::string_view text) {
  return absl::StrCat("\\fI", RoffText(text), "\\fR");
}

// A paragraph for each line, behind a heading.
void AddText(absl::string_view text, std::string* out) {
  std::vector<std::string> paragraphs;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    paragraphs.push_back(absl::StrCat(RoffText(line), "\n"));
  }
  absl::StrAppend(out, absl::StrJoin(paragraphs, ".PP\n"));
}

// Something and what is said of it. `name` is roff.
void AddItem(absl::string_view name, absl::string_view text, std::string* out) {
  absl::StrAppend(out, ".TP\n", name, "\n", RoffText(text), "\n");
}

// The names of an option, and what its value is.
std::string OptionHead(const CLI::Option& option) {
  if (option.get_positional()) return Italic(option.get_name(true));
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) {
    names.push_back(Bold(absl::StrCat("-", name)));
  }
  for (const std::string& name : option.get_lnames()) {
    names.push_back(Bold(absl::StrCat("--", name)));
  }
  std::string head = absl::StrJoin(names, ", ");
  if (option.get_items_expected_max() > 0 && !option.get_type_name().empty()) {
    absl::StrAppend(&head, " ", Italic(option.get_type_name()));
  }
  return head;
}

void AddOption(const CLI::Option& option, std::string* out) {
  std::string text = option.get_description();
  const std::string usual = option.get_default_str();
  if (!usual.empty()) {
    if (!absl::EndsWith(text, ".")) absl::StrAppend(&text, ".");
    absl::StrAppend(&text, " Without the flag: ", usual, ".");
  }
  AddItem(OptionHead(option), text, out);
}

// The options of a command, but for those it has from `parent`.
std::vector<const CLI::Option*> OwnOptions(const CLI::App& app) {
  std::vector<const CLI::Option*> own;
  for (const CLI::Option* option : app.get_options()) {
    if (app.get_parent() != nullptr && option == app.get_help_ptr()) continue;
    own.push_back(option);
  }
  return own;
}

std::vector<const CLI::App*> Commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void AddSynopsis(const CLI::App& app, std::string* out) {
  absl::StrAppend(out, ".SH SYNOPSIS\n", Bold(app.get_name()));
  if (!Commands(app).empty()) {
    absl::StrAppend(out, " ", Italic("COMMAND"), " [", Italic("ARGUMENT"),
                    "...]");
  }
  absl::StrAppend(out, " [", Italic("OPTION"), "...]\n");
}

void AddCommand(const CLI::App& command, std::string* out) {
  absl::StrAppend(out, ".SS ", Bold(command.get_name()));
  for (const CLI::Option* option : OwnOptions(command)) {
    if (!option->get_positional()) continue;
    const std::string name = Italic(option->get_name(true));
    absl::StrAppend(out, option->get_required()
                             ? absl::StrCat(" ", name, "...")
                             : absl::StrCat(" [", name, "]"));
  }
  absl::StrAppend(out, "\n");
  AddText(command.get_description(), out);
  for (const CLI::Option* option : OwnOptions(command)) AddOption(*option, out);
}

void AddExamples(const CLI::App& app, std::string* out) {
  std::vector<std::string> lines;
  const auto add = [&lines](const CLI::App& each) {
    for (absl::string_view line : absl::StrSplit(each.get_footer(), '\n')) {
      if (!line.empty()) lines.push_back(RoffText(line));
    }
  };
  add(app);
  for (const CLI::App* command : Commands(app)) add(*command);
  if (lines.empty()) return;
  absl::StrAppend(out, ".SH EXAMPLES\n.nf\n", absl::StrJoin(lines, "\n"),
                  "\n.fi\n");
}

}  // namespace

std::string RoffText(absl::string_view text) {
  std::string roff = absl::StrReplaceAll(
      text, {{"\\", "\\e"}, {"-", "\\-"}, {"'", "\\(aq"}, {"\"", "\\(dq"}});
  // A line that begins so would be a request.
  if (!roff.empty() && roff.front() == '.') roff.insert(0, "\\&");
  return roff;
}

std::string WriteManPage(const CLI::App& app, const ManPage& page) {
  const std::string title = absl::AsciiStrToUpper(app.get_name());
  std::string out = absl::StrCat(
      ".\\\" Made from the command line of ", app.get_name(),
      ": not to be edited.\n.TH ", RoffText(title), " ", page.section,
      " \"\" \"Knead\"\n.ad l\n.nh\n.SH NAME\n", RoffText(app.get_name()),
      " \\- ", RoffText(page.summary), "\n");
  AddSynopsis(app, &out);
  absl::StrAppend(&out, ".SH DESCRIPTION\n");
  AddText(app.get_description(), &out);
  if (!Commands(app).empty()) {
    absl::StrAppend(&out, ".SH COMMANDS\n");
    for (const CLI::App* command : Commands(app)) AddCommand(*command, &out);
  }
  absl::StrAppend(
      &out, Commands(app).empty() ? ".SH OPTIONS\n" : ".SH GENERAL OPTIONS\n");
  for (const CLI::Option* option : OwnOptions(app)) AddOption(*option, &out);
  for (const ManSection& section : page.sections) {
    absl::StrAppend(&out, ".SH ", RoffText(section.heading), "\n");
    if (!section.text.empty()) AddText(section.text, &out);
    for (const ManItem& item : section.items) {
      AddItem(Bold(item.name), item.text, &out);
    }
  }
  AddExamples(app, &out);
  return out;
}

}  // namespace knead
