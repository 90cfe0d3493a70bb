#include "tests/extraction/score.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/text_format.h"
#include "knead/v1/extraction.pb.h"
#include "tests/extraction/extraction_case.pb.h"
#include "tests/extraction/shipped_extractor.h"

namespace knead {
namespace {

// A finding and what is said of it, e.g. `age`, `QUANTITY` and `62`.
struct Said {
  std::string finding;
  std::string status;
  // `left` or `right`, or a quantity; empty: none.
  std::string detail;
};

std::string IdOf(const std::string& name) {
  return std::string(absl::StripPrefix(name, "findings/"));
}

template <typename List>
void AddExpected(const List& list, const std::string& status, char separator,
                 std::vector<Said>* expected) {
  for (const std::string& text : list) {
    const std::vector<std::string> parts = absl::StrSplit(text, separator);
    expected->push_back({parts[0], status, parts.size() > 1 ? parts[1] : ""});
  }
}

std::vector<Said> Expected(const extraction::ExtractionCase& each) {
  std::vector<Said> expected;
  AddExpected(each.present(), "PRESENT", '@', &expected);
  AddExpected(each.absent(), "ABSENT", '@', &expected);
  AddExpected(each.uncertain(), "UNCERTAIN", '@', &expected);
  AddExpected(each.past(), "PAST", '@', &expected);
  AddExpected(each.hypothetical(), "HYPOTHETICAL", '@', &expected);
  AddExpected(each.other_person(), "OTHER_PERSON", '@', &expected);
  AddExpected(each.quantity(), "QUANTITY", '=', &expected);
  return expected;
}

std::string DetailOf(const v1::FindingProposal& proposal) {
  switch (proposal.quantity_case()) {
    case v1::FindingProposal::kValue:
      return absl::StrCat(proposal.value());
    case v1::FindingProposal::kRange:
      return absl::StrCat(proposal.range().min(), "..", proposal.range().max());
    default:
      break;
  }
  std::set<std::string> sides;
  for (const v1::ProposedSite& site : proposal.sites()) {
    sides.insert(site.side() == v1::SIDE_LEFT    ? "left"
                 : site.side() == v1::SIDE_RIGHT ? "right"
                                                 : "");
  }
  return sides.size() == 1 ? *sides.begin() : "";
}

std::vector<Said> Proposed(const v1::ExtractFindingsResponse& response) {
  std::vector<Said> proposed;
  for (const v1::FindingProposal& proposal : response.proposals()) {
    std::string status(absl::StripPrefix(
        v1::ProposalStatus_Name(proposal.status()), "PROPOSAL_STATUS_"));
    if (proposal.quantity_case() != v1::FindingProposal::QUANTITY_NOT_SET &&
        status == "PRESENT") {
      status = "QUANTITY";
    }
    proposed.push_back({IdOf(proposal.finding()), status, DetailOf(proposal)});
  }
  return proposed;
}

bool Fits(const Said& expected, const Said& proposed) {
  return expected.finding == proposed.finding &&
         expected.status == proposed.status &&
         (expected.detail.empty() || expected.detail == proposed.detail);
}

std::string Name(const Said& said) {
  return absl::StrCat(said.status, " ", said.finding,
                      said.detail.empty() ? "" : " ", said.detail);
}

void ScoreCase(const extraction::ExtractionCase& each, Score* score) {
  ++score->texts;
  if (each.absent_size() + each.uncertain_size() + each.past_size() +
          each.hypothetical_size() + each.other_person_size() >
      0) {
    ++score->texts_with_context;
  }
  const std::set<std::string> allowed(each.allowed().begin(),
                                      each.allowed().end());
  const std::vector<Said> expected = Expected(each);
  const std::vector<Said> proposed = Proposed(Extracted(each.text()));
  const auto count = [&](const Said& said, int Tally::*field,
                         const char* word) {
    if (allowed.count(said.finding) > 0) return;
    ++(score->all.*field);
    ++(score->by_finding[said.finding].*field);
    ++(score->by_status[said.status].*field);
    if (field != &Tally::right) {
      score->differences.push_back(
          absl::StrCat(word, " ", Name(said), " in: ", each.text()));
    }
  };
  for (const Said& wanted : expected) {
    bool found = false;
    for (const Said& given : proposed) {
      found = found || Fits(wanted, given);
      if (wanted.status == "PRESENT" && given.status == "ABSENT" &&
          wanted.finding == given.finding &&
          DangerFindings().count("findings/" + wanted.finding) > 0) {
        score->denied_dangers.push_back(
            absl::StrCat(wanted.finding, " in: ", each.text()));
      }
    }
    count(wanted, found ? &Tally::right : &Tally::missed, "missed");
  }
  for (const Said& given : proposed) {
    bool found = false;
    for (const Said& wanted : expected) found = found || Fits(wanted, given);
    if (!found) count(given, &Tally::wrong, "wrong");
  }
}

std::string Row(const std::string& name, const Tally& tally) {
  return absl::StrFormat("%-34s %5d %5d %6d %9.3f %6.3f\n", name, tally.right,
                         tally.wrong, tally.missed, tally.Precision(),
                         tally.Recall());
}

extraction::ExtractionCases ReadCases(const std::string& path) {
  std::ifstream stream(path);
  const std::string text((std::istreambuf_iterator<char>(stream)),
                         std::istreambuf_iterator<char>());
  extraction::ExtractionCases cases;
  if (!stream.is_open() ||
      !google::protobuf::TextFormat::ParseFromString(text, &cases)) {
    std::cerr << path << " cannot be read\n";
    std::abort();
  }
  return cases;
}

}  // namespace

double Tally::Precision() const {
  return right + wrong == 0 ? 1 : static_cast<double>(right) / (right + wrong);
}

double Tally::Recall() const {
  return right + missed == 0 ? 1
                             : static_cast<double>(right) / (right + missed);
}

Score ScoreFile(const std::string& path) {
  const extraction::ExtractionCases cases = ReadCases(path);
  Score score;
  for (const extraction::ExtractionCase& each : cases.cases()) {
    ScoreCase(each, &score);
  }
  return score;
}

std::vector<std::string> TextsOf(const std::string& path) {
  const extraction::ExtractionCases cases = ReadCases(path);
  std::vector<std::string> texts;
  for (const extraction::ExtractionCase& each : cases.cases()) {
    texts.push_back(each.text());
  }
  return texts;
}

std::string ScoreTable(const Score& score) {
  std::string table = absl::StrFormat(
      "%d texts, %d of them with what is absent, uncertain, past, feared or of "
      "somebody else\n%-34s %5s %5s %6s %9s %6s\n",
      score.texts, score.texts_with_context, "", "right", "wrong", "missed",
      "precision", "recall");
  for (const auto& [finding, tally] : score.by_finding) {
    table += Row(finding, tally);
  }
  for (const auto& [status, tally] : score.by_status) {
    table += Row(status, tally);
  }
  return table + Row("all", score.all);
}

}  // namespace knead
