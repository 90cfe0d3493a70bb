#include "tests/fuzz/content_mutation.h"

#include <string>

#include "content/digest.h"
#include "knead/v1/content_bundle.pb.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead {
namespace {

// One of so many changes is one of the certificate.
constexpr size_t kCertificateOnceIn = 16;
// One of so many is one of the bundle's bytes.
constexpr size_t kBytesOnceIn = 16;

}  // namespace

void MutateContent(ProtoMutator* mutator, v1::CertifiedContent* content) {
  if (mutator->OnceIn(kCertificateOnceIn)) {
    mutator->Mutate(content->mutable_certificate());
    return;
  }
  std::string* bytes = content->mutable_content_bundle();
  if (mutator->OnceIn(kBytesOnceIn)) {
    mutator->MutateBytes(bytes);
    return;
  }
  v1::ContentBundle bundle;
  bundle.ParsePartialFromString(*bytes);
  mutator->Mutate(&bundle);
  *bytes = CanonicalBytes(bundle);
}

void Recertify(v1::CertifiedContent* content) {
  content->mutable_certificate()->set_content_revision(
      ContentDigest(content->content_bundle()));
}

}  // namespace knead
