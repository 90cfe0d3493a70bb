#include "client/cli/coach/command.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

constexpr int kMostPain = 10;

std::optional<v1::PainQuality> QualityOf(absl::string_view word) {
  static const auto& kQualities =
      *new absl::flat_hash_map<absl::string_view, v1::PainQuality>{
          {"d", v1::PAIN_QUALITY_DULL},
          {"dull", v1::PAIN_QUALITY_DULL},
          {"steady", v1::PAIN_QUALITY_DULL},
          {"s", v1::PAIN_QUALITY_SHARP},
          {"sharp", v1::PAIN_QUALITY_SHARP},
          {"h", v1::PAIN_QUALITY_SHOOTING},
          {"shooting", v1::PAIN_QUALITY_SHOOTING},
          {"r", v1::PAIN_QUALITY_RADIATING},
          {"radiating", v1::PAIN_QUALITY_RADIATING},
          {"spreading", v1::PAIN_QUALITY_RADIATING},
          {"g", v1::PAIN_QUALITY_INCREASING},
          {"growing", v1::PAIN_QUALITY_INCREASING},
          {"increasing", v1::PAIN_QUALITY_INCREASING}};
  const auto it = kQualities.find(word);
  if (it == kQualities.end()) return std::nullopt;
  return it->second;
}

// Whether one kind of pain is worse than another.
bool Worse(v1::PainQuality a, v1::PainQuality b) {
  const auto rank = [](v1::PainQuality quality) {
    switch (quality) {
      case v1::PAIN_QUALITY_DULL:
        return 0;
      case v1::PAIN_QUALITY_INCREASING:
        return 1;
      default:
        return 2;
    }
  };
  return rank(a) > rank(b);
}

// The words of `text`; a number ends where letters begin: `8s` is `8 s`.
std::vector<std::string> WordsOf(absl::string_view text) {
  std::string spaced;
  for (const char c : text) {
    if (absl::ascii_isalpha(c) && !spaced.empty() &&
        absl::ascii_isdigit(spaced.back())) {
      spaced += ' ';
    }
    spaced += c;
  }
  return absl::StrSplit(spaced, absl::ByAnyChar(" ,\t"), absl::SkipEmpty());
}

absl::StatusOr<CoachCommand> ParseSkip(absl::string_view rest) {
  CoachCommand command{CoachWish::kSkip};
  if (rest.empty() || rest == "step") return command;
  if (rest == "technique") {
    command.scope = v1::SKIP_SCOPE_TECHNIQUE;
    return command;
  }
  if (rest == "area") {
    command.scope = v1::SKIP_SCOPE_BLOCK;
    return command;
  }
  return absl::InvalidArgumentError("Say skip, skip technique or skip area.");
}

}  // namespace

bool EndsAtAnyStrength(v1::PainQuality quality) {
  return quality == v1::PAIN_QUALITY_SHARP ||
         quality == v1::PAIN_QUALITY_SHOOTING ||
         quality == v1::PAIN_QUALITY_RADIATING;
}

const char kCoachCommands[] =
    "ready, done, pause, skip, skip technique, skip area, hurts 4 dull, new "
    "FINDING, stop, help";

const char kCoachKeys[] =
    "space or p pauses and goes on, enter goes on, d: the step is done, s "
    "skips "
    "the step, t the technique, a the area, h: it hurts, n: a new sign, q "
    "stops, arrows and page keys move the text.";

bool PainWords::complete() const {
  if (intensity == 0 && !quality.has_value()) return true;
  return quality.has_value() &&
         (intensity.has_value() || EndsAtAnyStrength(*quality));
}

v1::PainReport PainWords::report() const {
  v1::PainReport pain;
  if (quality.has_value()) pain.set_quality(*quality);
  if (intensity.has_value()) pain.set_intensity(*intensity);
  return pain;
}

absl::StatusOr<PainWords> ParsePainWords(absl::string_view text) {
  const std::string lower = absl::AsciiStrToLower(text);
  PainWords pain;
  bool understood = true;
  for (const std::string& word : WordsOf(lower)) {
    int number;
    if (absl::SimpleAtoi(word, &number)) {
      understood = understood && !pain.intensity.has_value() && number >= 0 &&
                   number <= kMostPain;
      pain.intensity = number;
    } else {
      understood = understood && !pain.quality.has_value();
      pain.quality = QualityOf(word);
      understood = understood && pain.quality.has_value();
    }
  }
  if (understood && (pain.intensity.has_value() || pain.quality.has_value())) {
    return pain;
  }
  return absl::InvalidArgumentError(
      "Say how strong it is, from 0 to 10, and what it is like: dull, sharp, "
      "shooting, spreading or growing. For example: 3 dull");
}

PainWords PartlyRead(absl::string_view text) {
  static const auto& kDenials = *new absl::flat_hash_set<absl::string_view>{
      "no", "not", "isn't", "isnt", "without", "never", "less"};
  PainWords read;
  for (const std::string& word : WordsOf(absl::AsciiStrToLower(text))) {
    int number;
    if (kDenials.contains(word)) return PainWords();
    if (absl::SimpleAtoi(word, &number)) {
      if (number < 0 || number > kMostPain) continue;
      read.intensity = std::max(number, read.intensity.value_or(0));
    } else if (const auto quality = QualityOf(word)) {
      if (!read.quality || Worse(*quality, *read.quality)) {
        read.quality = quality;
      }
    }
  }
  return read;
}

absl::StatusOr<CoachCommand> ParseCoachCommand(absl::string_view line) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(absl::StripAsciiWhitespace(line), absl::MaxSplits(' ', 1));
  const std::string word = absl::AsciiStrToLower(parts.first);
  const absl::string_view rest = absl::StripAsciiWhitespace(parts.second);
  static const auto& kHurts = *new absl::flat_hash_set<absl::string_view>{
      "hurts", "hurt", "h", "ouch", "ow", "pain", "painful"};
  if (kHurts.contains(word)) {
    CoachCommand command{CoachWish::kHurts};
    // What is not understood is asked.
    command.pain = ParsePainWords(rest).value_or(PartlyRead(rest));
    return command;
  }
  if (word == "new" || (word == "n" && rest.empty())) {
    CoachCommand command{CoachWish::kNew};
    command.finding = std::string(rest);
    return command;
  }
  if (word == "skip") return ParseSkip(absl::AsciiStrToLower(rest));
  static const auto& kWishes =
      *new absl::flat_hash_map<absl::string_view, CoachWish>{
          {"", CoachWish::kReady},    {"ready", CoachWish::kReady},
          {"go", CoachWish::kReady},  {"r", CoachWish::kReady},
          {"g", CoachWish::kReady},   {"done", CoachWish::kDone},
          {"d", CoachWish::kDone},    {"pause", CoachWish::kPause},
          {"p", CoachWish::kPause},   {"s", CoachWish::kSkip},
          {"stop", CoachWish::kStop}, {"quit", CoachWish::kStop},
          {"q", CoachWish::kStop},    {"help", CoachWish::kHelp},
          {"?", CoachWish::kHelp}};
  const auto it = kWishes.find(word);
  if (it == kWishes.end()) {
    if (const auto pain = ParsePainWords(line); pain.ok()) {
      CoachCommand command{CoachWish::kHurts};
      command.pain = *pain;
      return command;
    }
  }
  if (it == kWishes.end()) {
    CoachCommand command{CoachWish::kWords};
    command.finding = std::string(absl::StripAsciiWhitespace(line));
    return command;
  }
  // Whoever says stop, whatever else they say, stops.
  if (!rest.empty() && word != "stop") {
    return absl::InvalidArgumentError(
        absl::StrCat("That was not understood. You can say: ", kCoachCommands));
  }
  return CoachCommand{it->second};
}

}  // namespace knead::cli
