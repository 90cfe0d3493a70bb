#include "service/extraction/extractor.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/catalog/language.h"
#include "service/errors/errors.h"
#include "service/extraction/context.h"
#include "service/extraction/limits.h"
#include "service/extraction/matcher.h"
#include "service/extraction/places.h"
#include "service/extraction/quantities.h"
#include "service/extraction/reading.h"
#include "service/triage/version.h"

namespace knead {
namespace {

// How much a passage counts beside another one about the same finding.
int Weight(v1::ProposalStatus status) {
  switch (status) {
    case v1::PROPOSAL_STATUS_PRESENT:
      return 5;
    case v1::PROPOSAL_STATUS_UNCERTAIN:
      return 4;
    case v1::PROPOSAL_STATUS_ABSENT:
      return 3;
    case v1::PROPOSAL_STATUS_PAST:
      return 2;
    case v1::PROPOSAL_STATUS_HYPOTHETICAL:
      return 1;
    default:
      return 0;
  }
}

void AddSpan(const Reading& reading, int begin, int end,
             google::protobuf::RepeatedPtrField<v1::TextSpan>* spans) {
  const int start = reading.tokens[begin].begin;
  const int stop = reading.tokens[end - 1].end;
  // What only stands for something takes no room.
  if (start == stop) return;
  v1::TextSpan& span = *spans->Add();
  span.set_start(start);
  span.set_end(stop);
}

v1::ProposalEvidence EvidenceOf(const Reading& reading, const Match& match,
                                const Judgement& judgement) {
  v1::ProposalEvidence evidence;
  evidence.set_status(judgement.status);
  // Neighbours make one span.
  for (size_t i = 0; i < match.tokens.size();) {
    size_t next = i + 1;
    while (next < match.tokens.size() &&
           match.tokens[next] == match.tokens[next - 1] + 1) {
      ++next;
    }
    AddSpan(reading, match.tokens[i], match.tokens[next - 1] + 1,
            evidence.mutable_words());
    i = next;
  }
  int last = -1;
  for (const Cue& cue : judgement.cues) {
    if (cue.begin == last) continue;
    last = cue.begin;
    AddSpan(reading, cue.begin, cue.end, evidence.mutable_cues());
  }
  return evidence;
}

// All passages about one finding of one person.
struct Passages {
  int entry = 0;
  bool other_person = false;
  std::vector<const Match*> matches;
  std::vector<const Judgement*> judgements;
};

v1::FindingProposal Propose(const Lexicon& lexicon, const Reading& reading,
                            const Passages& passages) {
  const LexiconEntry& entry = lexicon.entries()[passages.entry];
  v1::FindingProposal proposal;
  proposal.set_finding(entry.finding->name());
  proposal.set_display_name(entry.finding->display_name());
  bool present = false;
  bool absent = false;
  // What was so and of which it is also said that it is over.
  const bool over =
      std::any_of(passages.judgements.begin(), passages.judgements.end(),
                  [](const Judgement* each) {
                    return each->status == v1::PROPOSAL_STATUS_PAST;
                  });
  for (size_t i = 0; i < passages.matches.size(); ++i) {
    v1::ProposalStatus status = passages.judgements[i]->status;
    if (over && passages.judgements[i]->only_was &&
        status == v1::PROPOSAL_STATUS_UNCERTAIN) {
      status = v1::PROPOSAL_STATUS_PAST;
    }
    present = present || status == v1::PROPOSAL_STATUS_PRESENT;
    absent = absent || status == v1::PROPOSAL_STATUS_ABSENT;
    if (passages.other_person || Weight(status) > Weight(proposal.status())) {
      proposal.set_status(status);
    }
    *proposal.add_evidence() =
        EvidenceOf(reading, *passages.matches[i], *passages.judgements[i]);
  }
  proposal.set_contradicted(present && absent);
  std::vector<const Match*> counting;
  for (size_t i = 0; i < passages.matches.size(); ++i) {
    if (passages.judgements[i]->status == proposal.status()) {
      counting.push_back(passages.matches[i]);
    }
  }
  if (entry.finding->has_site()) {
    AddSites(lexicon, reading, *entry.finding, counting,
             proposal.mutable_sites());
  }
  if (entry.finding->has_quantity()) {
    AddQuantity(lexicon, reading, entry, counting, &proposal);
  }
  return proposal;
}

// The sentences in which nothing was understood.
void AddNotUnderstood(const Reading& reading, const std::vector<bool>& used,
                      v1::ExtractFindingsResponse* response) {
  int begin = 0;
  for (int at = 0; at < reading.size(); ++at) {
    if (at + 1 < reading.size() && !reading.IsSentenceEnd(at)) continue;
    int first = -1;
    int last = -1;
    bool understood = false;
    for (int i = begin; i <= at; ++i) {
      understood = understood || used[i];
      if (!reading.IsWord(i)) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first >= 0 && !understood) {
      AddSpan(reading, first, last + 1, response->mutable_not_understood());
    }
    begin = at + 1;
  }
}

// Whether a text in the language of a request can be read with content in
// another one: both have the same primary tag.
bool SameLanguage(absl::string_view wanted, absl::string_view own) {
  return wanted.empty() ||
         absl::EqualsIgnoreCase(*absl::StrSplit(wanted, '-').begin(),
                                *absl::StrSplit(own, '-').begin());
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Extractor>> Extractor::Create(
    std::shared_ptr<const Catalog> catalog) {
  auto extractor = std::make_unique<const Extractor>(std::move(catalog));
  if (absl::Status status = extractor->Prepare(); !status.ok()) return status;
  return extractor;
}

Extractor::Extractor(std::shared_ptr<const Catalog> catalog)
    : catalog_(std::move(catalog)),
      lexicon_([this] { return Lexicon::Create(catalog_->bundle()); }) {}

bool Extractor::IsOrdinary(absl::string_view word) const {
  const absl::StatusOr<Lexicon>& read = lexicon_.Get();
  return read.ok() && read->IsOrdinary(word);
}

absl::StatusOr<v1::ExtractFindingsResponse> Extractor::Extract(
    const v1::ExtractFindingsRequest& request) const {
  if (request.text().empty()) {
    return MissingField("text", "write what the person wrote");
  }
  if (request.text().size() > kMaxTextBytes) {
    return FieldTooLong("text", request.text().size(), kMaxTextBytes);
  }
  if (absl::Status status = CheckLanguageCode(request.language_code());
      !status.ok()) {
    return status;
  }
  v1::ExtractFindingsResponse response;
  response.set_content_revision(catalog_->revision());
  response.set_engine_version(std::string(kEngineVersion));
  response.set_language_code(catalog_->language_code());

  if (!SameLanguage(request.language_code(), catalog_->language_code())) {
    v1::TextSpan& all = *response.add_not_understood();
    all.set_end(static_cast<int>(request.text().size()));
    return response;
  }
  const absl::StatusOr<Lexicon>& read = lexicon_.Get();
  if (!read.ok()) return read.status();
  const Lexicon& lexicon = *read;
  const Reading reading = Read(lexicon, request.text());
  const std::vector<Match> matches = FindMatches(lexicon, reading);
  const std::vector<Judgement> judgements = Judge(lexicon, reading, matches);

  std::vector<Passages> all;
  std::vector<bool> used(reading.size());
  for (size_t i = 0; i < matches.size(); ++i) {
    v1::ProposalStatus status = judgements[i].status;
    const LexiconEntry& entry = lexicon.entries()[matches[i].entry];
    if (status == v1::PROPOSAL_STATUS_UNSPECIFIED) continue;
    if (entry.finding->has_quantity() &&
        (status == v1::PROPOSAL_STATUS_ABSENT ||
         !QuantityOf(lexicon, reading, entry, matches[i]).has_value())) {
      continue;
    }
    for (const int at : matches[i].tokens) used[at] = true;
    const bool other_person = status == v1::PROPOSAL_STATUS_OTHER_PERSON;
    auto passages =
        std::find_if(all.begin(), all.end(), [&](const Passages& p) {
          return p.entry == matches[i].entry && p.other_person == other_person;
        });
    if (passages == all.end()) {
      all.push_back({matches[i].entry, other_person, {}, {}});
      passages = all.end() - 1;
    }
    passages->matches.push_back(&matches[i]);
    passages->judgements.push_back(&judgements[i]);
  }
  // `calf` begins what is said of its swelling and of its redness.
  std::stable_sort(all.begin(), all.end(),
                   [](const Passages& a, const Passages& b) {
                     return a.matches.front()->anchors.front() <
                            b.matches.front()->anchors.front();
                   });
  for (const Passages& passages : all) {
    *response.add_proposals() = Propose(lexicon, reading, passages);
  }
  AddNotUnderstood(reading, used, &response);
  return response;
}

}  // namespace knead
