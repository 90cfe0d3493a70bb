#include "service/triage/certificate.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "content/digest.h"
#include "service/triage/version.h"

namespace knead {
namespace {

constexpr absl::string_view kFix = "; make it with knead-content compile";

absl::Status Refuse(absl::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("the content is refused: ", why, kFix));
}

}  // namespace

absl::StatusOr<v1::CertifiedContent> OpenCertifiedContent(
    absl::string_view bytes) {
  v1::CertifiedContent content;
  if (!content.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      content.content_bundle().empty()) {
    return Refuse("it is not a serialised knead.v1.CertifiedContent");
  }
  if (!content.has_certificate()) return Refuse("it has no certificate");
  const v1::ContentCertificate& certificate = content.certificate();
  const std::string revision = ContentDigest(content.content_bundle());
  if (certificate.content_revision() != revision) {
    return Refuse(absl::StrCat("its certificate is that of revision ",
                               certificate.content_revision(),
                               ", but the content is ", revision));
  }
  if (certificate.engine_version() != kEngineVersion) {
    return Refuse(absl::StrCat(
        "its certificate is about version ", certificate.engine_version(),
        " of the rules engine, but this is version ", kEngineVersion));
  }
  for (const ProofProperty& property : kProofProperties) {
    const auto& proved = certificate.properties();
    if (std::none_of(proved.begin(), proved.end(), [&](const auto& each) {
          return each.name() == property.name;
        })) {
      return Refuse(
          absl::StrCat("its certificate does not prove ", property.name));
    }
  }
  return content;
}

}  // namespace knead
