// Writes content of many techniques, with its certificate, that knead-server
// takes with --content.
//
// Usage: generate TECHNIQUES FILE
//
// Run in the root of the workspace: the frame is the valid content of
// tools/content/testing. The number of techniques is a multiple of those of a
// group (group.h).

#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/certificate.pb.h"
#include "proto/canonical/canonical_bytes.h"
#include "tests/benchmark/scale/group.h"
#include "tests/benchmark/scale/repeated.h"
#include "tools/content/compiler.h"
#include "tools/content/fault.h"
#include "tools/content/files.h"

namespace knead::scale {
namespace {

constexpr char kFrame[] = "tools/content/testing/valid";

absl::Status Generate(int groups, const std::string& path) {
  auto frame = content::ReadFolder(kFrame);
  if (!frame.ok()) return frame.status();
  content::FaultSink faults;
  const auto compiled =
      content::Compile(WithGroup(*std::move(frame), GroupTag(1)), &faults);
  for (const content::Fault& fault : faults.Sorted()) {
    std::cerr << content::FormatFault(fault, "") << "\n";
  }
  if (!compiled.ok()) return compiled.status();
  auto bytes = Repeat(*compiled, groups);
  if (!bytes.ok()) return bytes.status();
  auto certificate = CertifyRepeated(*bytes, *compiled);
  if (!certificate.ok()) return certificate.status();
  v1::CertifiedContent content;
  content.set_content_bundle(*std::move(bytes));
  *content.mutable_certificate() = *std::move(certificate);
  return content::WriteFile(path, CanonicalBytes(content));
}

int Main(int argc, char** argv) {
  int techniques = 0;
  if (argc != 3 || !absl::SimpleAtoi(argv[1], &techniques) || techniques <= 0 ||
      techniques % kGroupTechniques != 0 ||
      techniques / kGroupTechniques > kMaxGroups) {
    std::cerr << "usage: generate TECHNIQUES FILE; TECHNIQUES is a multiple of "
              << kGroupTechniques << "\n";
    return EXIT_FAILURE;
  }
  const absl::Status status = Generate(techniques / kGroupTechniques, argv[2]);
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << status.message() << "\n";
  return EXIT_FAILURE;
}

}  // namespace
}  // namespace knead::scale

int main(int argc, char** argv) { return knead::scale::Main(argc, argv); }
