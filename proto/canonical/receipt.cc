#include "proto/canonical/receipt.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/string_view.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
#include "proto/canonical/canonical_bytes.h"
#include "proto/canonical/sha256.h"

namespace knead {
namespace {

using ::google::protobuf::Arena;
using ::google::protobuf::RepeatedPtrField;

constexpr absl::string_view kVersionTag = "knead-receipt-1";

// Sorts a field and keeps one of each.
template <typename T, typename Less>
void SortUnique(RepeatedPtrField<T>* field, Less less) {
  std::sort(field->pointer_begin(), field->pointer_end(),
            [&less](const T* a, const T* b) { return less(*a, *b); });
  const auto end = std::unique(
      field->begin(), field->end(),
      [&less](const T& a, const T& b) { return !less(a, b) && !less(b, a); });
  field->DeleteSubrange(static_cast<int>(end - field->begin()),
                        static_cast<int>(field->end() - end));
}

void SortSites(RepeatedPtrField<v1::BodySite>* sites) {
  SortUnique(sites, [](const v1::BodySite& a, const v1::BodySite& b) {
    return std::forward_as_tuple(a.region(), a.side()) <
           std::forward_as_tuple(b.region(), b.side());
  });
}

// Of the two zeros the positive one.
double OneZero(double value) { return value == 0 ? 0 : value; }

void AppendPart(absl::string_view part, std::string* parts) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    parts->push_back(static_cast<char>(part.size() >> shift));
  }
  parts->append(part.data(), part.size());
}

// Clears the unknown fields of a message, not those within its fields.
// DiscardUnknownFields goes through all of them by reflection, which takes
// longer than the assessment itself.
void ClearUnknownFields(google::protobuf::Message* message) {
  const google::protobuf::Reflection& reflection = *message->GetReflection();
  if (!reflection.GetUnknownFields(*message).empty()) {
    reflection.MutableUnknownFields(message)->Clear();
  }
}

void MakeCanonical(RepeatedPtrField<v1::BodySite>* sites) {
  for (v1::BodySite& site : *sites) ClearUnknownFields(&site);
  SortSites(sites);
}

void MakeCanonical(v1::Observation* observation) {
  ClearUnknownFields(observation);
  if (observation->has_value()) {
    observation->set_value(OneZero(observation->value()));
  }
  if (observation->has_range()) {
    ClearUnknownFields(observation->mutable_range());
    const double min = OneZero(observation->range().min());
    const double max = OneZero(observation->range().max());
    if (min == max) {
      observation->set_value(min);
    } else {
      observation->mutable_range()->set_min(min);
      observation->mutable_range()->set_max(max);
    }
  }
  MakeCanonical(observation->mutable_sites());
}

void MakeCanonical(const RepeatedPtrField<v1::ReplacedFinding>& replaced,
                   v1::AssessRequest* request) {
  std::map<absl::string_view, absl::string_view> replacements;
  for (const v1::ReplacedFinding& finding : replaced) {
    replacements.emplace(finding.finding(), finding.replaced_by());
  }
  ClearUnknownFields(request);
  for (v1::Observation& observation : *request->mutable_observations()) {
    const auto replacement = replacements.find(observation.finding());
    if (replacement != replacements.end()) {
      observation.set_finding(std::string(replacement->second));
    }
    MakeCanonical(&observation);
  }
  SortUnique(request->mutable_observations(),
             [](const v1::Observation& a, const v1::Observation& b) {
               if (a.finding() != b.finding()) return a.finding() < b.finding();
               return CanonicalBytes(a) < CanonicalBytes(b);
             });
  MakeCanonical(request->mutable_complaint());
  SortUnique(request->mutable_clearances(), std::less<>());
  SortUnique(request->mutable_tools(), std::less<>());
}

// The receipt of `answer`, whose canonical bytes without one are `bytes`.
std::string ReceiptOf(const v1::AssessRequest& request,
                      const v1::Assessment& answer, absl::string_view bytes) {
  Arena arena;
  auto* canonical = Arena::CreateMessage<v1::AssessRequest>(&arena);
  *canonical = request;
  MakeCanonical(answer.replaced_findings(), canonical);
  std::string parts;
  AppendPart(kVersionTag, &parts);
  AppendPart(CanonicalBytes(*canonical), &parts);
  AppendPart(answer.content_revision(), &parts);
  AppendPart(answer.engine_version(), &parts);
  AppendPart(bytes, &parts);
  return Sha256(parts);
}

}  // namespace

v1::Observation CanonicalObservation(v1::Observation observation) {
  MakeCanonical(&observation);
  return observation;
}

v1::AssessRequest CanonicalRequest(
    const v1::AssessRequest& request,
    const RepeatedPtrField<v1::ReplacedFinding>& replaced) {
  v1::AssessRequest out = request;
  MakeCanonical(replaced, &out);
  return out;
}

std::string Receipt(const v1::AssessRequest& request,
                    const v1::Assessment& answer) {
  v1::Assessment copy = answer;
  AddReceipt(request, &copy);
  return copy.receipt();
}

std::string AddReceipt(const v1::AssessRequest& request,
                       v1::Assessment* answer) {
  answer->clear_receipt();
  std::string bytes = CanonicalBytes(*answer);
  answer->set_receipt(ReceiptOf(request, *answer, bytes));
  // Bytes that follow are fields that are set besides, and the receipt has the
  // highest number, so this is where it stands in canonical bytes.
  v1::Assessment receipt;
  receipt.set_receipt(answer->receipt());
  receipt.AppendToString(&bytes);
  return bytes;
}

}  // namespace knead
