#include "tools/content/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "content/digest.h"
#include "tools/content/compiler.h"
#include "tools/content/coverage.h"
#include "tools/content/embed.h"
#include "tools/content/facts.h"
#include "tools/content/fault.h"
#include "tools/content/files.h"
#include "tools/content/loader.h"

namespace knead::content {
namespace {

constexpr char kDescription[] =
    "Compiles Knead's content: one .textproto file per entity in, one bundle "
    "out.\n"
    "Every fault is printed as `file:line: path: what is wrong, how to mend "
    "it`.";

constexpr char kFooter[] =
    "Exit codes: 0 fine, 1 faults, 2 wrong command line.\n"
    "\n"
    "Examples:\n"
    "  knead-content check\n"
    "  knead-content coverage --root content\n"
    "  knead-content compile --root content --out bundle.binpb\n"
    "  knead-content digest --bundle bundle.binpb";

struct Options {
  std::string root = "content";
  std::string out;
  std::string embed;
  std::string bundle;
};

class Program {
 public:
  Program(const Options& options, std::ostream& out, std::ostream& err)
      : options_(options), out_(out), err_(err) {}

  int CompileToFile() {
    const auto compiled = CompileRoot();
    if (!compiled.ok()) return kExitFaults;
    if (!Report(WriteFile(options_.out, compiled->bytes))) return kExitFaults;
    if (!options_.embed.empty() &&
        !Report(WriteFile(options_.embed, EmbedSource(compiled->bytes)))) {
      return kExitFaults;
    }
    return kExitFine;
  }

  int Check() {
    const auto compiled = CompileRoot();
    if (!compiled.ok()) return kExitFaults;
    int entities = 0;
    for (const Kind& kind : AllKinds()) {
      entities += compiled->bundle.GetReflection()->FieldSize(
          compiled->bundle, kind.bundle_field);
    }
    out_ << entities << " entities, no faults\n";
    return kExitFine;
  }

  int Cover() {
    const auto files = ReadFolder(options_.root);
    if (!Report(files.status())) return kExitFaults;
    FaultSink faults;
    const ContentSet content = Load(*files, &faults);
    const std::vector<FactList> facts = ReadFacts(*files, &faults);
    CheckFactIds(content, facts, &faults);
    const Coverage coverage = MeasureCoverage(content, facts);
    out_ << FormatCoverage(coverage);
    PrintFaults(faults);
    return coverage.complete() && faults.empty() ? kExitFine : kExitFaults;
  }

  int Digest() {
    if (options_.bundle.empty()) {
      const auto compiled = CompileRoot();
      if (!compiled.ok()) return kExitFaults;
      out_ << compiled->revision << "\n";
      return kExitFine;
    }
    const auto bytes = ReadFile(options_.bundle);
    if (!Report(bytes.status())) return kExitFaults;
    v1::ContentBundle bundle;
    if (!bundle.ParseFromString(*bytes) || !bundle.has_manifest()) {
      err_ << options_.bundle
           << " is not a content bundle; make one with `knead-content "
              "compile`\n";
      return kExitFaults;
    }
    out_ << ContentDigest(*bytes) << "\n";
    return kExitFine;
  }

 private:
  absl::StatusOr<CompiledContent> CompileRoot() {
    const auto files = ReadFolder(options_.root);
    if (!Report(files.status())) return files.status();
    FaultSink faults;
    auto compiled = Compile(*files, &faults);
    PrintFaults(faults);
    return compiled;
  }

  void PrintFaults(const FaultSink& faults) {
    const std::vector<Fault> sorted = faults.Sorted();
    for (const Fault& fault : sorted) {
      err_ << FormatFault(fault, options_.root) << "\n";
    }
    if (!sorted.empty()) {
      err_ << sorted.size() << (sorted.size() == 1 ? " fault" : " faults")
           << " in the content\n";
    }
  }

  // Prints an error. True when there is none.
  bool Report(const absl::Status& status) {
    if (!status.ok()) err_ << status.message() << "\n";
    return status.ok();
  }

  const Options& options_;
  std::ostream& out_;
  std::ostream& err_;
};

}  // namespace

int Run(const std::vector<std::string>& arguments, std::ostream& out,
        std::ostream& err) {
  Options options;
  CLI::App app(kDescription, "knead-content");
  app.footer(kFooter);
  app.require_subcommand(1);
  const auto add_root = [&](CLI::App* command) {
    return command->add_option("--root", options.root, "The content folder")
        ->capture_default_str();
  };

  CLI::App* compile =
      app.add_subcommand("compile", "Check the content and write the bundle");
  add_root(compile);
  compile->add_option("--out", options.out, "File for the bundle's bytes")
      ->required();
  compile->add_option("--embed", options.embed,
                      "File for C++ source that holds the same bytes");
  CLI::App* check = app.add_subcommand("check", "Check the content");
  add_root(check);
  CLI::App* coverage = app.add_subcommand(
      "coverage", "Show which entities cover which fact and evidence row");
  add_root(coverage);
  CLI::App* digest = app.add_subcommand(
      "digest", "Print the revision of the content or of a bundle");
  CLI::Option* root = add_root(digest);
  digest->add_option("--bundle", options.bundle, "A bundle that was compiled")
      ->excludes(root);

  // The parser takes the arguments in reverse.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? kExitFine : kExitUsage;
  }
  Program program(options, out, err);
  if (compile->parsed()) return program.CompileToFile();
  if (check->parsed()) return program.Check();
  if (coverage->parsed()) return program.Cover();
  return program.Digest();
}

}  // namespace knead::content
