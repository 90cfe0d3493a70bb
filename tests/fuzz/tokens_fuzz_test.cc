// Page tokens and resume tokens: made up, changed, and sealed by the service
// itself around sessions that no session was. An input is a
// knead.fuzz.TokenInput.

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "knead/v1/session.pb.h"
#include "service/catalog/page_token.h"
#include "service/session/coach.h"
#include "service/session/resume_token.h"
#include "tests/fuzz/answers.h"
#include "tests/fuzz/fuzz_message.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/shipped_service.h"
#include "tests/fuzz/token_input.pb.h"

namespace knead {
namespace {

// Longest name that a token is made for, as in a bundle.
constexpr size_t kMostNameBytes = 200;
// More events tell nothing new, and cost time.
constexpr int kMostEvents = 32;

// The time at which sessions are resumed. Seeds begin at most an hour before.
constexpr absl::Time kNow = absl::FromUnixSeconds(1000000);

std::string Edited(std::string token, const fuzz::TokenInput& input) {
  for (const fuzz::ByteEdit& edit : input.edits()) {
    if (token.empty()) break;
    char& place = token[edit.at() % token.size()];
    place = static_cast<char>(place ^ static_cast<char>(edit.flip()));
  }
  return token;
}

std::string FaultOfPageTokens(const fuzz::TokenInput& input) {
  const PageTokens tokens("a key");
  const absl::StatusOr<std::string> read =
      tokens.Read(input.scope(), input.made_up());
  if (!read.ok()) {
    if (std::string fault = FaultOfRefusal(read.status()); !fault.empty()) {
      return fault;
    }
  } else if (tokens.Make(input.scope(), *read) != input.made_up()) {
    return "a page token that was never issued is taken";
  }
  if (input.last_name().empty() || input.last_name().size() > kMostNameBytes) {
    return "";
  }
  const std::string made = tokens.Make(input.scope(), input.last_name());
  if (tokens.Read(input.scope(), made).value_or("") != input.last_name()) {
    return "a page token that was issued is refused";
  }
  const std::string changed = Edited(made, input);
  if (changed != made && tokens.Read(input.scope(), changed).ok()) {
    return "a page token that was changed is taken";
  }
  if (tokens.Read(absl::StrCat(input.scope(), "x"), made).ok()) {
    return "a page token is taken for another list";
  }
  return "";
}

std::string FaultOfResumeTokens(const fuzz::TokenInput& input) {
  const ResumeTokens& tokens = ShippedService().resume_tokens();
  if (tokens.Open(input.made_up()).ok()) {
    return "a resume token that was never issued is taken";
  }
  const absl::StatusOr<std::string> made = tokens.Seal(input.sealed());
  if (!made.ok()) {
    return input.sealed().size() > ResumeTokens::kMaxPlaintextBytes
               ? ""
               : made.status().ToString();
  }
  const absl::StatusOr<std::string> opened = tokens.Open(*made);
  if (!opened.ok() || *opened != input.sealed()) {
    return "a resume token that was issued is refused";
  }
  const std::string changed = Edited(*made, input);
  if (changed != *made && tokens.Open(changed).ok()) {
    return "a resume token that was changed is taken";
  }
  return "";
}

// Whatever was sealed, the coach answers or refuses.
std::string FaultOfResumed(const fuzz::TokenInput& input,
                           const std::string& sealed) {
  const LocalService& service = ShippedService();
  const auto token = service.resume_tokens().Seal(sealed);
  if (!token.ok()) return "";
  Coach coach(service.snapshot().planner, &service.resume_tokens(),
              [] { return kNow; });
  v1::CoachRequest event;
  event.mutable_resume()->set_resume_token(*token);
  for (int next = 0;; ++next) {
    event.set_event_id(next + 1);
    const auto response = coach.Handle(event);
    if (!response.ok()) return FaultOfRefusal(response.status());
    v1::CoachResponse sent;
    if (!sent.ParseFromString(response->SerializeAsString())) {
      return "the response is no message";
    }
    if (std::string fault = FaultOfAnswer(sent); !fault.empty()) return fault;
    if (coach.ended() || next >= input.events_size() || next >= kMostEvents) {
      return "";
    }
    event = input.events(next);
  }
}

std::string FaultOf(const fuzz::TokenInput& input) {
  std::string fault = FaultOfPageTokens(input);
  if (fault.empty()) fault = FaultOfResumeTokens(input);
  if (fault.empty()) fault = FaultOfResumed(input, input.sealed());
  if (fault.empty() && input.has_state()) {
    fault = FaultOfResumed(input, input.state().SerializeAsString());
  }
  return fault;
}

}  // namespace
}  // namespace knead

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  knead::fuzz::TokenInput input;
  input.ParsePartialFromArray(data, static_cast<int>(size));
  knead::RequireNoFault(knead::FaultOf(input));
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size,
                                          size_t max_size, unsigned int seed) {
  knead::fuzz::TokenInput input;
  return knead::MutateMessageBytes(data, size, max_size, seed, &input);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* data, size_t size,
                                            const uint8_t* other,
                                            size_t other_size, uint8_t* out,
                                            size_t max_size,
                                            unsigned int seed) {
  knead::fuzz::TokenInput input;
  return knead::CrossOverMessageBytes(data, size, other, other_size, out,
                                      max_size, seed, &input);
}
