#include "service/server/testing/content_variant.h"

#include <cstdlib>

#include "content/digest.h"
#include "content/embedded_bundle.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead {

std::string ContentVariant(absl::string_view opening) {
  v1::CertifiedContent content;
  v1::ContentBundle bundle;
  const absl::string_view built_in = EmbeddedContent();
  if (!content.ParseFromArray(built_in.data(),
                              static_cast<int>(built_in.size())) ||
      !bundle.ParseFromString(content.content_bundle())) {
    std::abort();
  }
  bundle.mutable_manifest()->mutable_opening()->set_text(std::string(opening));
  content.set_content_bundle(CanonicalBytes(bundle));
  content.mutable_certificate()->set_content_revision(
      ContentDigest(content.content_bundle()));
  return CanonicalBytes(content);
}

}  // namespace knead
