#ifndef KNEAD_TESTS_FUZZ_CONTENT_MUTATION_H_
#define KNEAD_TESTS_FUZZ_CONTENT_MUTATION_H_

#include "knead/v1/certificate.pb.h"
#include "tests/fuzz/proto_mutator.h"

namespace knead {

// Makes one change of the bundle within `content`, or now and then of its
// certificate.
void MutateContent(ProtoMutator* mutator, v1::CertifiedContent* content);

// Names the bundle's revision in the certificate, as if the bundle had been
// proved, so that it gets past OpenCertifiedContent.
void Recertify(v1::CertifiedContent* content);

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_CONTENT_MUTATION_H_
