#include "proto/canonical/receipt.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/string_view.h"
#include "proto/canonical/canonical_bytes.h"
#include "proto/canonical/sha256.h"

namespace knead {
namespace {

using ::google::protobuf::RepeatedPtrField;

constexpr absl::string_view kVersionTag = "knead-receipt-1";

// Sorts a field and keeps one of each.
template <typename T, typename Less>
void SortUnique(RepeatedPtrField<T>* field, Less less) {
  std::sort(field->begin(), field->end(), less);
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

std::string BytesWithoutReceipt(const v1::Assessment& answer) {
  if (answer.receipt().empty()) return CanonicalBytes(answer);
  v1::Assessment bare = answer;
  bare.clear_receipt();
  return CanonicalBytes(bare);
}

}  // namespace

v1::Observation CanonicalObservation(v1::Observation observation) {
  observation.DiscardUnknownFields();
  if (observation.has_value()) {
    observation.set_value(OneZero(observation.value()));
  }
  if (observation.has_range()) {
    const double min = OneZero(observation.range().min());
    const double max = OneZero(observation.range().max());
    if (min == max) {
      observation.set_value(min);
    } else {
      observation.mutable_range()->set_min(min);
      observation.mutable_range()->set_max(max);
    }
  }
  SortSites(observation.mutable_sites());
  return observation;
}

v1::AssessRequest CanonicalRequest(
    const v1::AssessRequest& request,
    const RepeatedPtrField<v1::ReplacedFinding>& replaced) {
  std::map<absl::string_view, absl::string_view> replacements;
  for (const v1::ReplacedFinding& finding : replaced) {
    replacements.emplace(finding.finding(), finding.replaced_by());
  }
  v1::AssessRequest out = request;
  out.DiscardUnknownFields();
  for (v1::Observation& observation : *out.mutable_observations()) {
    const auto replacement = replacements.find(observation.finding());
    if (replacement != replacements.end()) {
      observation.set_finding(std::string(replacement->second));
    }
    observation = CanonicalObservation(std::move(observation));
  }
  SortUnique(out.mutable_observations(),
             [](const v1::Observation& a, const v1::Observation& b) {
               if (a.finding() != b.finding()) return a.finding() < b.finding();
               return CanonicalBytes(a) < CanonicalBytes(b);
             });
  SortSites(out.mutable_complaint());
  SortUnique(out.mutable_clearances(), std::less<>());
  SortUnique(out.mutable_tools(), std::less<>());
  return out;
}

std::string Receipt(const v1::AssessRequest& request,
                    const v1::Assessment& answer) {
  std::string parts;
  AppendPart(kVersionTag, &parts);
  AppendPart(
      CanonicalBytes(CanonicalRequest(request, answer.replaced_findings())),
      &parts);
  AppendPart(answer.content_revision(), &parts);
  AppendPart(answer.engine_version(), &parts);
  AppendPart(BytesWithoutReceipt(answer), &parts);
  return Sha256(parts);
}

}  // namespace knead
