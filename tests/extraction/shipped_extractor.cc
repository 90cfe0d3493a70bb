#include "tests/extraction/shipped_extractor.h"

#include <memory>

#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "knead/v1/criterion.pb.h"
#include "service/catalog/catalog.h"

namespace knead {
namespace {

const std::shared_ptr<const Catalog>& ShippedCatalog() {
  static const auto& catalog = *new std::shared_ptr<const Catalog>(
      *Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()));
  return catalog;
}

// Every string in the text form of a criterion that is the name of a finding.
void AddFindings(const google::protobuf::Message& criterion,
                 std::set<std::string>* findings) {
  for (const auto& finding : ShippedCatalog()->bundle().findings()) {
    const std::string text = criterion.ShortDebugString();
    if (text.find("\"" + finding.name() + "\"") != std::string::npos) {
      findings->insert(finding.name());
    }
  }
}

}  // namespace

const Extractor& ShippedExtractor() {
  static const auto& extractor =
      *Extractor::Create(ShippedCatalog())->release();
  return extractor;
}

v1::ExtractFindingsResponse Extracted(absl::string_view text) {
  v1::ExtractFindingsRequest request;
  request.set_text(std::string(text));
  return ShippedExtractor().Extract(request).value();
}

const std::set<std::string>& DangerFindings() {
  static const auto& findings = *new std::set<std::string>([] {
    std::set<std::string> found;
    for (const auto& rule : ShippedCatalog()->bundle().triage_rules()) {
      AddFindings(rule.criterion(), &found);
    }
    for (const auto& each : ShippedCatalog()->bundle().contraindications()) {
      AddFindings(each.criterion(), &found);
    }
    return found;
  }());
  return findings;
}

}  // namespace knead
