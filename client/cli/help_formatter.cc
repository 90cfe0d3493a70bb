#include "client/cli/help_formatter.h"

#include <sstream>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/FormatterFwd.hpp"
#include "CLI/Option.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/text/page.h"
#include "client/cli/text/text_page.h"

namespace knead::cli {
namespace {

// Named options and positional ones, as CLI11 keeps them together.
std::vector<const CLI::Option*> OptionsOf(const CLI::App* app,
                                          bool positional) {
  return app->get_options([=](const CLI::Option* option) {
    return option->get_positional() == positional;
  });
}

void WriteOptions(absl::string_view heading,
                  const std::vector<const CLI::Option*>& options, Page& page) {
  if (options.empty()) return;
  page.Heading(heading);
  auto outer = page.Indented();
  for (const CLI::Option* option : options) {
    std::string names =
        option->get_positional()
            ? option->get_name(true)
            : absl::StrReplaceAll(option->get_name(false, true), {{",", ", "}});
    if (!option->get_positional() && !option->get_type_name().empty()) {
      absl::StrAppend(&names, " ", option->get_type_name());
    }
    page.Verbatim(names);
    auto inner = page.Indented(4);
    page.Paragraph(option->get_description());
  }
}

void WriteCommands(const CLI::App* app, Page& page) {
  const auto commands =
      app->get_subcommands([](const CLI::App*) { return true; });
  if (commands.empty()) return;
  page.Heading("Commands");
  auto outer = page.Indented();
  for (const CLI::App* command : commands) {
    page.Verbatim(command->get_name());
    auto inner = page.Indented(4);
    // The rest is for those who ask for the command's own help.
    const std::vector<std::string> paragraphs =
        absl::StrSplit(command->get_description(), '\n');
    page.Paragraph(paragraphs.front());
  }
}

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode) const {
  const CLI::App* const parent = app->get_parent();
  std::ostringstream out;
  TextPage page(out, {width_, /*colour=*/false});
  page.Paragraph(name, Tone::kTitle);
  {
    auto indentation = page.Indented();
    for (absl::string_view text :
         absl::StrSplit(app->get_description(), '\n')) {
      page.Paragraph(text);
    }
  }

  page.Heading("Usage");
  {
    auto indentation = page.Indented();
    std::string positional;
    for (const CLI::Option* option : OptionsOf(app, /*positional=*/true)) {
      // What is required can be given again and again.
      absl::StrAppend(&positional,
                      option->get_required()
                          ? absl::StrCat(" ", option->get_name(), "...")
                          : absl::StrCat(" [", option->get_name(), "]"));
    }
    page.Verbatim(absl::StrCat(name, parent == nullptr ? " COMMAND" : "",
                               positional, " [OPTION]..."));
  }
  WriteCommands(app, page);
  WriteOptions("Arguments", OptionsOf(app, /*positional=*/true), page);
  WriteOptions("Options", OptionsOf(app, /*positional=*/false), page);
  if (parent != nullptr) {
    std::vector<const CLI::Option*> general;
    for (const CLI::Option* option : OptionsOf(parent, /*positional=*/false)) {
      // The command has its own.
      if (option != parent->get_help_ptr()) general.push_back(option);
    }
    WriteOptions("General options", general, page);
  }

  page.Heading("Examples");
  {
    auto indentation = page.Indented();
    for (absl::string_view line : absl::StrSplit(app->get_footer(), '\n')) {
      page.Verbatim(line);
    }
  }
  page.Heading("Exit codes");
  {
    auto indentation = page.Indented();
    page.Choice("0", "The question was answered, whatever the answer.");
    page.Choice("1", "The call failed: no server answered, or it had a fault.");
    page.Choice("2",
                "The command line, a case file or the input was at fault: an "
                "unknown name, a flag that does not exist, an interview that "
                "was cut off.");
    if (parent == nullptr || app->get_name() == "replay") {
      page.Choice("3",
                  "What was compared is not the same: \"knead replay\" found "
                  "another answer, or a receipt that does not fit.");
    }
    if (parent == nullptr || app->get_name() == "evaluate") {
      page.Choice(
          "3", "\"knead evaluate\": a case did not get the expected answer.");
    }
  }
  return out.str();
}

}  // namespace knead::cli
