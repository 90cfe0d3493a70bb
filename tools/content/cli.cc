#include "tools/content/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "proto/canonical/canonical_bytes.h"
#include "service/triage/certificate.h"
#include "tools/content/compiler.h"
#include "tools/content/coverage.h"
#include "tools/content/embed.h"
#include "tools/content/facts.h"
#include "tools/content/fault.h"
#include "tools/content/files.h"
#include "tools/content/loader.h"
#include "tools/content/proof.h"
#include "tools/content/verdict_diff.h"

namespace knead::content {
namespace {

constexpr char kDescription[] =
    "Compiles Knead's content: one .textproto file per entity in, one bundle "
    "out.\n"
    "Every fault is printed as `file:line: path: what is wrong, how to mend "
    "it`.";

constexpr char kFooter[] =
    "Exit codes: 0 fine, 1 faults or differences, 2 wrong command line.\n"
    "\n"
    "Examples:\n"
    "  knead-content check\n"
    "  knead-content coverage --root content\n"
    "  knead-content compile --root content --out content.binpb\n"
    "  knead-content digest --bundle content.binpb\n"
    "  knead-content certificate\n"
    "  knead-content diff old.binpb content";

struct Options {
  std::string root = "content";
  std::string out;
  std::string embed;
  std::string bundle;
  std::string old_content;
  std::string new_content;
  int max_inputs = 20;
};

class Program {
 public:
  Program(Options& options, std::ostream& out, std::ostream& err)
      : options_(options), out_(out), err_(err) {}

  int CompileToFile() {
    const auto compiled = CompileRoot();
    if (!compiled.ok()) return kExitFaults;
    const std::string bytes = CertifiedBytes(*compiled);
    if (!Report(WriteFile(options_.out, bytes))) return kExitFaults;
    if (options_.embed.empty()) return kExitFine;
    const absl::string_view all = bytes;
    const absl::string_view bundle =
        all.substr(all.find(compiled->bytes), compiled->bytes.size());
    if (!Report(WriteFile(options_.embed, EmbedSource(all, bundle)))) {
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
    const auto content = ReadCertified(options_.bundle);
    if (!Report(content.status())) return kExitFaults;
    out_ << content->certificate().content_revision() << "\n";
    return kExitFine;
  }

  int Certificate() {
    if (options_.bundle.empty()) {
      const auto compiled = CompileRoot();
      if (!compiled.ok()) return kExitFaults;
      out_ << FormatCertificate(compiled->certificate);
      return kExitFine;
    }
    const auto content = ReadCertified(options_.bundle);
    if (!Report(content.status())) return kExitFaults;
    FaultSink faults;
    const auto proved = Prove(content->content_bundle(), &faults);
    PrintFaults(faults);
    if (!proved.ok()) return kExitFaults;
    if (CanonicalBytes(*proved) != CanonicalBytes(content->certificate())) {
      err_ << options_.bundle
           << ": the certificate is not what the proof gives; make the file "
              "with `knead-content compile`\n";
      return kExitFaults;
    }
    out_ << FormatCertificate(*proved);
    return kExitFine;
  }

  int Diff() {
    auto before = BundleOf(options_.old_content);
    if (!before.ok()) return kExitFaults;
    auto after = BundleOf(options_.new_content);
    if (!after.ok()) return kExitFaults;
    const auto difference =
        CompareVerdicts(*before, *after, options_.max_inputs);
    if (!Report(difference.status())) return kExitFaults;
    out_ << difference->text;
    return difference->equal ? kExitFine : kExitFaults;
  }

 private:
  absl::StatusOr<v1::CertifiedContent> ReadCertified(const std::string& path) {
    const auto bytes = ReadFile(path);
    if (!bytes.ok()) return bytes.status();
    auto content = OpenCertifiedContent(*bytes);
    if (content.ok()) return content;
    return absl::Status(content.status().code(),
                        absl::StrCat(path, ": ", content.status().message()));
  }

  // The bundle of a content folder or of a compiled file.
  absl::StatusOr<std::string> BundleOf(const std::string& path) {
    if (IsFolder(path)) {
      options_.root = path;
      auto compiled = CompileRoot();
      if (!compiled.ok()) return compiled.status();
      return compiled->bytes;
    }
    auto content = ReadCertified(path);
    Report(content.status());
    if (!content.ok()) return content.status();
    return content->content_bundle();
  }

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

  Options& options_;
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

  CLI::App* compile = app.add_subcommand(
      "compile",
      "Check the content, prove that it keeps its promises, and write it "
      "with its certificate");
  add_root(compile);
  compile
      ->add_option("--out", options.out,
                   "File for the content and its certificate")
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
  digest->add_option("--bundle", options.bundle, "A file that was compiled")
      ->excludes(root);
  CLI::App* certificate = app.add_subcommand(
      "certificate",
      "Prove what is promised of the content, or of a compiled file, and print "
      "the certificate");
  CLI::Option* proved_root = add_root(certificate);
  certificate
      ->add_option("--bundle", options.bundle,
                   "A file that was compiled; its certificate has to be the "
                   "same")
      ->excludes(proved_root);
  CLI::App* diff = app.add_subcommand(
      "diff",
      "Name the smallest inputs whose urgency, permission or exclusions differ "
      "between two contents, each a folder or a compiled file");
  diff->add_option("OLD", options.old_content, "The content before")
      ->required();
  diff->add_option("NEW", options.new_content, "The content after")->required();
  diff->add_option("--max", options.max_inputs,
                   "Most inputs to name in each place; the rest are counted")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();

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
  if (certificate->parsed()) return program.Certificate();
  if (diff->parsed()) return program.Diff();
  return program.Digest();
}

}  // namespace knead::content
