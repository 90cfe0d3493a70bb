// Content as a server is given it. An input is a knead.v1.CertifiedContent,
// which is loaded as it is, and once more with a certificate that fits, so that
// whatever the bundle holds is served.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/rpc/snapshot.h"
#include "service/triage/certificate.h"
#include "tests/fuzz/content_mutation.h"
#include "tests/fuzz/fuzz_message.h"
#include "tests/fuzz/local_service.h"
#include "tests/fuzz/people.h"
#include "tests/fuzz/proto_mutator.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/serving.h"

namespace knead {
namespace {

std::string FaultOfContent(absl::string_view bundle) {
  auto snapshot = rpc::MakeSnapshot(bundle, absl::UnixEpoch());
  if (!snapshot.ok()) {
    return snapshot.status().code() == absl::StatusCode::kFailedPrecondition &&
                   !snapshot.status().message().empty()
               ? ""
               : snapshot.status().ToString();
  }
  if (const absl::Status ready = rpc::Prepare(**snapshot); !ready.ok()) {
    return absl::IsFailedPrecondition(ready) ? "" : ready.ToString();
  }
  const LocalService service(*std::move(snapshot));
  return FaultOfServing(service,
                        PeopleFor(service.snapshot().catalog->bundle()));
}

std::string FaultOf(absl::string_view bytes) {
  const auto certified = OpenCertifiedContent(bytes);
  if (!certified.ok() &&
      certified.status().code() != absl::StatusCode::kFailedPrecondition) {
    return certified.status().ToString();
  }
  v1::CertifiedContent content;
  if (certified.ok()) {
    content = *certified;
  } else {
    content.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size()));
  }
  return FaultOfContent(content.content_bundle());
}

}  // namespace
}  // namespace knead

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  knead::RequireNoFault(
      knead::FaultOf({reinterpret_cast<const char*>(data), size}));
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size,
                                          size_t max_size, unsigned int seed) {
  knead::ProtoMutator mutator(seed);
  knead::v1::CertifiedContent content;
  // The outside of it is soon seen.
  if (mutator.OnceIn(16)) {
    return knead::MutateMessageBytes(data, size, max_size, seed, &content);
  }
  content.ParsePartialFromArray(data, static_cast<int>(size));
  knead::MutateContent(&mutator, &content);
  const std::string bytes = content.SerializeAsString();
  if (bytes.size() > max_size) return size;
  bytes.copy(reinterpret_cast<char*>(data), bytes.size());
  return bytes.size();
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* data, size_t size,
                                            const uint8_t* other,
                                            size_t other_size, uint8_t* out,
                                            size_t max_size,
                                            unsigned int seed) {
  knead::v1::CertifiedContent content;
  knead::v1::CertifiedContent second;
  content.ParsePartialFromArray(data, static_cast<int>(size));
  second.ParsePartialFromArray(other, static_cast<int>(other_size));
  knead::v1::ContentBundle bundle;
  knead::v1::ContentBundle second_bundle;
  bundle.ParsePartialFromString(content.content_bundle());
  second_bundle.ParsePartialFromString(second.content_bundle());
  knead::ProtoMutator(seed).CrossOver(second_bundle, &bundle);
  content.set_content_bundle(bundle.SerializeAsString());
  const std::string bytes = content.SerializeAsString();
  if (bytes.size() > max_size) return 0;
  bytes.copy(reinterpret_cast<char*>(out), bytes.size());
  return bytes.size();
}
