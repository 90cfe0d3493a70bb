#include "client/cli/assess_request.h"

#include <istream>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "client/cli/arguments.h"
#include "client/cli/case_file.h"
#include "client/cli/evaluation/deny_rest.h"
#include "client/cli/library.h"
#include "client/cli/name_options.h"
#include "client/cli/observation_syntax.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/site_syntax.h"
#include "client/error_details.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/util/message_differencer.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::RepeatedPtrField;

// Puts a request together, option by option.
class Builder {
 public:
  explicit Builder(Library& library) : library_(library) {}

  absl::Status ReadCaseFile(const std::string& path,
                            std::istream& standard_input) {
    if (path.empty()) return absl::OkStatus();
    absl::StatusOr<v1::AssessRequest> request = ReadCase(path, standard_input);
    if (!request.ok()) return AtOption(request.status(), "--case");
    input_.request = *std::move(request);
    for (int i = 0; i < input_.request.observations_size(); ++i) {
      input_.origins.push_back(
          absl::StrCat("--case ", path, ", observations[", i, "]"));
    }
    from_case_ = input_.request.observations_size();
    return absl::OkStatus();
  }

  absl::Status AddPresences(absl::string_view option,
                            const std::vector<std::string>& values,
                            v1::Presence presence) {
    for (const std::string& value : values) {
      const std::string origin = absl::StrCat(option, " ", value);
      absl::Status status =
          Add(ParsePresence(value, presence, library_), origin);
      if (!status.ok()) return AtOption(status, origin);
    }
    return absl::OkStatus();
  }

  absl::Status AddQuantities(const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      const std::string origin = absl::StrCat("--quantity ", value);
      absl::Status status = Add(ParseQuantity(value, library_), origin);
      if (!status.ok()) return AtOption(status, origin);
    }
    return absl::OkStatus();
  }

  absl::Status AddComplaint(const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      absl::StatusOr<std::vector<v1::BodySite>> sites =
          ParseSiteList(value, library_);
      if (!sites.ok()) {
        return AtOption(sites.status(), absl::StrCat("--region ", value));
      }
      MergeSites(*sites, *input_.request.mutable_complaint());
    }
    return absl::OkStatus();
  }

  // Denies all yes-or-no questions that anyone can answer and that nothing was
  // said about.
  absl::Status DenyRest() {
    if (absl::Status status = library_.Load<FindingKind>(); !status.ok()) {
      return status;
    }
    knead::cli::DenyRest(library_.All<FindingKind>(), input_.request);
    input_.origins.resize(input_.request.observations_size(), "--deny-rest");
    return absl::OkStatus();
  }

  v1::AssessRequest& request() { return input_.request; }
  AssessInput Take() && { return std::move(input_); }

 private:
  static void MergeSites(const std::vector<v1::BodySite>& more,
                         RepeatedPtrField<v1::BodySite>& sites) {
    for (const v1::BodySite& site : more) {
      if (absl::c_none_of(sites, [&](const v1::BodySite& other) {
            return SameSite(site, other);
          })) {
        *sites.Add() = site;
      }
    }
  }

  // Where the finding stands among the observations; -1: nowhere.
  int Find(const std::string& finding) const {
    const auto& observations = input_.request.observations();
    for (int i = 0; i < observations.size(); ++i) {
      if (observations[i].finding() == finding) return i;
    }
    return -1;
  }

  // Adds what one option says. An option wins over the case file, two options
  // for the same presence join their places, and others must agree.
  absl::Status Add(absl::StatusOr<v1::Observation> observation,
                   const std::string& origin) {
    if (!observation.ok()) return observation.status();
    const int index = Find(observation->finding());
    if (index < 0) {
      *input_.request.add_observations() = *std::move(observation);
      input_.origins.push_back(origin);
      return absl::OkStatus();
    }
    v1::Observation& stated = *input_.request.mutable_observations(index);
    if (index < from_case_ &&
        absl::StartsWith(input_.origins[index], "--case")) {
      stated = *std::move(observation);
      input_.origins[index] = origin;
      return absl::OkStatus();
    }
    v1::Observation without_sites = *observation;
    without_sites.clear_sites();
    v1::Observation stated_without_sites = stated;
    stated_without_sites.clear_sites();
    if (!google::protobuf::util::MessageDifferencer::Equals(
            without_sites, stated_without_sites)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "contradicts ", input_.origins[index], ": leave out one of them"));
    }
    // No places means everywhere.
    if (stated.sites().empty() || observation->sites().empty()) {
      stated.clear_sites();
    } else {
      MergeSites({observation->sites().begin(), observation->sites().end()},
                 *stated.mutable_sites());
    }
    return absl::OkStatus();
  }

  Library& library_;
  AssessInput input_;
  int from_case_ = 0;
};

// The option that set the field at `path`, with the rest of the path where that
// says more; the path itself where no option did.
std::string OptionFor(absl::string_view path, const AssessInput& input) {
  if (path == "max_changes") return "--max-changes";
  // That of a larger message which holds this one.
  for (const absl::string_view holder :
       {"start.", "request.", "assessment_request."}) {
    absl::ConsumePrefix(&path, holder);
  }
  if (path == "available_time") return "--minutes";
  if (path == "region_code") return "--country";
  if (path == "language_code") return "--language";
  absl::string_view rest = path;
  if (!absl::ConsumePrefix(&rest, "observations[")) return std::string(path);
  size_t index;
  const size_t end = rest.find(']');
  if (!absl::SimpleAtoi(rest.substr(0, end), &index) ||
      index >= input.origins.size()) {
    return std::string(path);
  }
  const std::string& origin = input.origins[index];
  if (!absl::StartsWith(origin, "--case")) return origin;
  return absl::StrCat(origin, rest.substr(end + 1));
}

}  // namespace

absl::StatusOr<AssessInput> BuildAssessRequest(const PersonArguments& arguments,
                                               std::istream& standard_input,
                                               Library& library) {
  Builder builder(library);
  absl::Status status =
      builder.ReadCaseFile(arguments.case_file, standard_input);
  if (!status.ok()) return status;

  v1::AssessRequest& request = builder.request();
  status = builder.AddPresences("--present", arguments.present,
                                v1::PRESENCE_PRESENT);
  if (!status.ok()) return status;
  status =
      builder.AddPresences("--absent", arguments.absent, v1::PRESENCE_ABSENT);
  if (!status.ok()) return status;
  status = builder.AddPresences("--unknown", arguments.unknown,
                                v1::PRESENCE_UNKNOWN);
  if (!status.ok()) return status;
  status = builder.AddQuantities(arguments.quantities);
  if (!status.ok()) return status;
  status = builder.AddComplaint(arguments.regions);
  if (!status.ok()) return status;
  status = AddNames<ToolKind>("--tool", arguments.tools, library,
                              *request.mutable_tools());
  if (!status.ok()) return status;
  status =
      AddNames<ContraindicationKind>("--clearance", arguments.clearances,
                                     library, *request.mutable_clearances());
  if (!status.ok()) return status;
  if (arguments.deny_rest) {
    status = builder.DenyRest();
    if (!status.ok()) return status;
  }
  if (!library.language_code().empty()) {
    request.set_language_code(library.language_code());
  }
  if (!arguments.country.empty()) {
    request.set_region_code(absl::AsciiStrToUpper(arguments.country));
  }
  return std::move(builder).Take();
}

absl::Status InTermsOfOptions(const absl::Status& status,
                              const AssessInput& input) {
  const std::vector<FieldViolation> violations = FieldViolations(status);
  if (violations.empty()) return status;
  return absl::Status(
      status.code(),
      absl::StrJoin(violations, "; ",
                    [&](std::string* out, const FieldViolation& violation) {
                      absl::StrAppend(out, OptionFor(violation.field, input),
                                      ": ", violation.description);
                    }));
}

}  // namespace knead::cli
