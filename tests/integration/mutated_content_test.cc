// Content that was damaged or changed on its way to a server: each mutant is
// refused with a message, or serves as the shipped content does.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/certificate.pb.h"
#include "proto/canonical/canonical_bytes.h"
#include "service/server/content_loader.h"
#include "service/triage/certificate.h"
#include "tests/fuzz/content_mutation.h"
#include "tests/fuzz/local_service.h"
#include "tests/fuzz/proto_mutator.h"
#include "tests/fuzz/serving.h"
#include "tests/golden/golden_cases.h"

namespace knead {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// Mutants of each sort in a run of the tests. KNEAD_MUTANTS sets another
// number: tools/verify goes through many more.
constexpr uint64_t kMutants = 250;
// Most changes that make a mutant.
constexpr size_t kMostChanges = 3;
// Golden cases that are asked of each mutant, other ones of the next.
constexpr size_t kCases = 3;

uint64_t Mutants() {
  const char* text = std::getenv("KNEAD_MUTANTS");
  if (text == nullptr) return kMutants;
  uint64_t count = 0;
  EXPECT_TRUE(absl::SimpleAtoi(text, &count)) << "KNEAD_MUTANTS: " << text;
  return count;
}

std::vector<v1::AssessRequest> SomeCases(uint64_t first) {
  std::vector<v1::AssessRequest> people;
  for (size_t i = 0; i < kCases; ++i) {
    const auto& file =
        GoldenCases()[(first * kCases + i) % GoldenCases().size()];
    people.push_back(file.get().request());
  }
  return people;
}

// How many were refused, and how many served.
struct Outcome {
  int refused = 0;
  int served = 0;
};

void Refused(const absl::Status& status, Outcome* outcome) {
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
  EXPECT_THAT(std::string(status.message()), Not(IsEmpty()));
  ++outcome->refused;
}

// Loads what a server is given, as it does.
void Load(absl::string_view bytes, uint64_t number, Outcome* outcome) {
  auto snapshot = LoadContent(bytes, absl::UnixEpoch());
  if (!snapshot.ok()) return Refused(snapshot.status(), outcome);
  EXPECT_EQ(
      FaultOfServing(LocalService(*std::move(snapshot)), SomeCases(number)),
      "");
  ++outcome->served;
}

v1::CertifiedContent Shipped() {
  v1::CertifiedContent content;
  EXPECT_TRUE(content.ParseFromString(std::string(EmbeddedContent())));
  return content;
}

// Makes mutants by `mutate`, and loads each.
template <typename Mutate>
Outcome LoadMutants(Mutate mutate) {
  const v1::CertifiedContent shipped = Shipped();
  Outcome outcome;
  const uint64_t mutants = Mutants();
  for (uint64_t number = 0; number < mutants; ++number) {
    SCOPED_TRACE(number);
    ProtoMutator mutator(number);
    v1::CertifiedContent content = shipped;
    const std::string bytes =
        mutate(&mutator, 1 + mutator.Below(kMostChanges), &content);
    Load(bytes, number, &outcome);
    if (::testing::Test::HasFailure()) break;
  }
  return outcome;
}

TEST(MutatedContentTest, ShippedContentServes) {
  Outcome outcome;
  Load(EmbeddedContent(), 0, &outcome);
  EXPECT_EQ(outcome.served, 1);
}

// Bits flip, and the end is missing.
TEST(MutatedContentTest, ADamagedFileIsRefused) {
  const Outcome outcome = LoadMutants(
      [](ProtoMutator* mutator, size_t changes, v1::CertifiedContent*) {
        std::string bytes(EmbeddedContent());
        for (size_t i = 0; i < changes; ++i) mutator->MutateBytes(&bytes);
        return bytes;
      });
  EXPECT_GT(outcome.refused, 0);
}

// Without a new certificate, no changed bundle gets in.
TEST(MutatedContentTest, AChangedBundleIsRefused) {
  const Outcome outcome = LoadMutants(
      [](ProtoMutator* mutator, size_t changes, v1::CertifiedContent* content) {
        std::string* bytes = content->mutable_content_bundle();
        const std::string before = *bytes;
        for (size_t i = 0; i < changes || *bytes == before; ++i) {
          MutateContent(mutator, content);
        }
        return CanonicalBytes(*content);
      });
  EXPECT_EQ(outcome.served, 0);
}

// Somebody changed the content and made a certificate for it.
TEST(MutatedContentTest, AChangedBundleWithACertificateIsRefusedOrServes) {
  const Outcome outcome = LoadMutants(
      [](ProtoMutator* mutator, size_t changes, v1::CertifiedContent* content) {
        for (size_t i = 0; i < changes; ++i) MutateContent(mutator, content);
        Recertify(content);
        return CanonicalBytes(*content);
      });
  EXPECT_GT(outcome.refused, 0);
  EXPECT_GT(outcome.served, 0);
}

// The same with a bundle whose bytes were damaged.
TEST(MutatedContentTest, ADamagedBundleWithACertificateIsRefusedOrServes) {
  const Outcome outcome = LoadMutants(
      [](ProtoMutator* mutator, size_t changes, v1::CertifiedContent* content) {
        for (size_t i = 0; i < changes; ++i) {
          mutator->MutateBytes(content->mutable_content_bundle());
        }
        Recertify(content);
        return CanonicalBytes(*content);
      });
  EXPECT_GT(outcome.refused, 0);
}

}  // namespace
}  // namespace knead
