#include "client/cli/read_text.h"

#include <istream>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/cli/observation_syntax.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/proposals.h"
#include "client/proposals.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

// Where the observations of a text come from, in messages.
constexpr char kOrigin[] = "the text";

bool IsPresent(const v1::FindingProposal& proposal) {
  return proposal.status() == v1::PROPOSAL_STATUS_PRESENT;
}

bool HasQuantity(const v1::FindingProposal& proposal) {
  return proposal.quantity_case() != v1::FindingProposal::QUANTITY_NOT_SET;
}

// Whether the person is asked about it. What is said of somebody else tells
// nothing of them; who fears something may have it.
bool IsAsked(const v1::FindingProposal& proposal) {
  return proposal.status() != v1::PROPOSAL_STATUS_OTHER_PERSON;
}

class TextReader {
 public:
  TextReader(const std::string& text, const Environment& environment,
             Library& library, TextPage& page, AssessInput& input)
      : text_(text),
        environment_(environment),
        library_(library),
        page_(page),
        input_(input) {}

  absl::StatusOr<TextEnd> Run(bool asks) {
    v1::ExtractFindingsRequest request;
    request.set_text(text_);
    request.set_language_code(library_.language_code());
    absl::StatusOr<v1::ExtractFindingsResponse> extracted =
        library_.client().ExtractFindings(request);
    if (!extracted.ok()) return InTermsOfOptions(extracted.status(), input_);
    absl::Status status = library_.Load<FindingKind, RegionKind>();
    if (!status.ok()) return status;

    status = CheckAgreement(*extracted);
    if (!status.ok()) return status;

    page_.Heading("What was understood");
    if (extracted->proposals().empty()) {
      page_.Paragraph("Nothing of what you wrote was understood.",
                      Tone::kCaution);
    }
    TextEnd end = TextEnd::kRead;
    if (asks) {
      absl::StatusOr<TextEnd> asked = AskAbout(*extracted);
      if (!asked.ok()) return asked;
      end = *asked;
    } else {
      Use(*extracted);
    }
    if (end == TextEnd::kRead) TellNotUnderstood(*extracted);
    return end;
  }

 private:
  // An option or a case that says of a finding anything but what the text says
  // is so cannot silently win: it may be the older one.
  absl::Status CheckAgreement(const v1::ExtractFindingsResponse& extracted) {
    for (const v1::FindingProposal& proposal : extracted.proposals()) {
      if (!IsPresent(proposal) || HasQuantity(proposal)) continue;
      const int known = PlaceOf(proposal.finding());
      if (known < 0 || input_.request.observations(known).presence() ==
                           v1::PRESENCE_PRESENT) {
        continue;
      }
      return absl::InvalidArgumentError(absl::StrCat(
          input_.origins[known], " says otherwise than the text (",
          PassagesText(proposal, text_), "); leave out what does not hold"));
    }
    return absl::OkStatus();
  }

  // Where in the request something is said of a finding; -1: nowhere.
  int PlaceOf(const std::string& finding) const {
    const auto& all = input_.request.observations();
    const auto found =
        absl::c_find_if(all, [&](const v1::Observation& observation) {
          return observation.finding() == finding;
        });
    return found == all.end() ? -1 : static_cast<int>(found - all.begin());
  }

  bool IsKnown(const std::string& finding) const {
    return PlaceOf(finding) >= 0;
  }

  void Add(v1::Observation observation) {
    *input_.request.add_observations() = std::move(observation);
    input_.origins.push_back(kOrigin);
  }

  void Show(int number, const v1::FindingProposal& proposal) {
    page_.Gap();
    page_.Numbered(number, Capitalised(ProposalText(proposal, library_)));
    const auto indented = page_.Indented(3);
    page_.Paragraph(absl::StrCat("You wrote: ", PassagesText(proposal, text_)),
                    Tone::kQuiet);
    if (proposal.contradicted()) {
      page_.Paragraph("You wrote the opposite as well; yes counts.",
                      Tone::kCaution);
    }
    if (IsKnown(proposal.finding())) {
      page_.Paragraph("You said so by an option, too, and that counts.");
    }
  }

  // Takes what is present.
  void Use(const v1::ExtractFindingsResponse& extracted) {
    int number = 0;
    int left_out = 0;
    for (const v1::FindingProposal& proposal : extracted.proposals()) {
      const bool known = IsKnown(proposal.finding());
      Show(++number, proposal);
      if (!IsPresent(proposal)) {
        ++left_out;
        const auto indented = page_.Indented(3);
        page_.Paragraph("Not used.");
        continue;
      }
      if (known) continue;
      absl::StatusOr<v1::Observation> observation =
          Confirmed(proposal, v1::PRESENCE_PRESENT);
      if (observation.ok()) Add(*std::move(observation));
    }
    if (left_out == 0) return;
    page_.Gap();
    page_.Paragraph(
        "Only what is marked yes, and numbers, are used as they are. What is "
        "not used counts as not said until you say it: with --absent or "
        "--unknown, or at a terminal, where you are asked.",
        Tone::kCaution);
  }

  absl::StatusOr<TextEnd> AskAbout(
      const v1::ExtractFindingsResponse& extracted) {
    int number = 0;
    for (const v1::FindingProposal& proposal : extracted.proposals()) {
      const bool known = IsKnown(proposal.finding());
      Show(++number, proposal);
      if (known || !IsAsked(proposal)) continue;
      absl::StatusOr<TextEnd> end = Ask(proposal);
      if (!end.ok() || *end == TextEnd::kStopped) return end;
    }
    return TextEnd::kRead;
  }

  absl::StatusOr<TextEnd> Ask(const v1::FindingProposal& proposal) {
    const auto indented = page_.Indented(3);
    const v1::Finding* finding = library_.Find<FindingKind>(proposal.finding());
    const bool quantity = finding != nullptr && finding->has_quantity();
    if (finding != nullptr) page_.Paragraph(finding->question());
    const char* enter =
        IsPresent(proposal) ? "Enter takes it" : "Enter leaves it open";
    page_.Paragraph(quantity
                        ? absl::StrCat(enter,
                                       ". Or type a number, u not sure, d "
                                       "leave it open, q stop.")
                        : absl::StrCat(enter,
                                       ". Or type y yes, n no, u not sure, d "
                                       "leave it open, q stop."),
                    Tone::kQuiet);
    std::string line;
    while (ReadLine(line)) {
      const std::string answer =
          absl::AsciiStrToLower(absl::StripAsciiWhitespace(line));
      if (answer == "q" || answer == "quit") return TextEnd::kStopped;
      if (answer == "d" || (answer.empty() && !IsPresent(proposal))) {
        return TextEnd::kRead;
      }
      absl::StatusOr<v1::Observation> observation =
          Answered(proposal, finding, answer);
      if (observation.ok()) {
        Add(*std::move(observation));
        return TextEnd::kRead;
      }
      page_.Paragraph(std::string(observation.status().message()));
    }
    return absl::InvalidArgumentError(
        "the input ended before all that was understood was confirmed, so "
        "there is no answer; do not massage on the strength of it");
  }

  // What a line says of a proposal, or a sentence on how to say it.
  static absl::StatusOr<v1::Observation> Answered(
      const v1::FindingProposal& proposal, const v1::Finding* finding,
      const std::string& answer) {
    if (answer.empty() || answer == "y" || answer == "yes") {
      return Confirmed(proposal, v1::PRESENCE_PRESENT);
    }
    if (answer == "u" || answer == "not sure" || answer == "unsure") {
      return Confirmed(proposal, v1::PRESENCE_UNKNOWN);
    }
    if (finding != nullptr && finding->has_quantity()) {
      absl::StatusOr<v1::Observation> amount =
          ParseAmount(answer, finding->quantity());
      if (amount.ok()) amount->set_finding(proposal.finding());
      return amount;
    }
    if (answer == "n" || answer == "no") {
      return Confirmed(proposal, v1::PRESENCE_ABSENT);
    }
    return absl::InvalidArgumentError(
        "Please type y, n, u or d, or press Enter.");
  }

  bool ReadLine(std::string& line) {
    page_.Prompt();
    const bool read = static_cast<bool>(std::getline(environment_.in, line));
    if (!read) line.clear();
    if (!environment_.in_is_terminal || !read) page_.Typed(line);
    return read;
  }

  void TellNotUnderstood(const v1::ExtractFindingsResponse& extracted) {
    if (extracted.not_understood().empty()) return;
    page_.Gap();
    page_.Paragraph("Not understood, and so not used:");
    for (const v1::TextSpan& span : extracted.not_understood()) {
      page_.Bullet(QuotedSpan(span, text_));
    }
  }

  const std::string& text_;
  const Environment& environment_;
  Library& library_;
  TextPage& page_;
  AssessInput& input_;
};

}  // namespace

absl::StatusOr<TextEnd> ReadText(const std::string& text, bool asks,
                                 const Environment& environment,
                                 Library& library, TextPage& page,
                                 AssessInput& input) {
  return TextReader(text, environment, library, page, input).Run(asks);
}

}  // namespace knead::cli
