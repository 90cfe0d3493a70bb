#include "client/cli/interview/answer_syntax.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace knead::cli {
namespace {

bool IsNone(absl::string_view text) {
  return text == "n" || text == "no" || text == "none" ||
         text == "none of these" || text == "none of them";
}

bool IsUnsure(absl::string_view text) {
  return text == "u" || text == "unsure" || text == "not sure" ||
         text == "unknown" || text == "don't know" || text == "i don't know";
}

bool IsYes(absl::string_view text) { return text == "y" || text == "yes"; }

std::optional<Intent> OtherIntent(absl::string_view text) {
  if (text == "?" || text == "h" || text == "help") return Intent::kExplain;
  if (text == "b" || text == "back") return Intent::kBack;
  if (text == "q" || text == "quit" || text == "stop" || text == "exit") {
    return Intent::kStop;
  }
  return std::nullopt;
}

// The line without differences that do not matter.
std::string Normalised(absl::string_view line) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(line));
}

absl::Status NotUnderstood(absl::string_view word, int count) {
  return absl::InvalidArgumentError(absl::StrCat(
      word.empty() ? std::string("That was empty.")
                   : absl::StrCat("\"", word, "\" was not understood."),
      count == 1 ? std::string(" Please type y for yes, n for no,")
                 : absl::StrCat(" Please type numbers from 1 to ", count,
                                ", n for none,"),
      " u when you are not sure, or ? for help."));
}

std::set<int> AllUpTo(int count) {
  std::set<int> all;
  for (int i = 1; i <= count; ++i) all.insert(i);
  return all;
}

}  // namespace

absl::StatusOr<ChoiceAnswer> ParseChoice(absl::string_view line, int count) {
  const std::string text = Normalised(line);
  ChoiceAnswer answer;
  if (const std::optional<Intent> intent = OtherIntent(text)) {
    answer.intent = *intent;
    return answer;
  }
  if (IsNone(text)) return answer;
  if (IsUnsure(text)) {
    answer.unsure = AllUpTo(count);
    return answer;
  }
  if (count == 1 && IsYes(text)) {
    answer.chosen = {1};
    return answer;
  }
  const std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" ,;\t"), absl::SkipEmpty());
  if (words.empty()) return NotUnderstood("", count);
  bool rest_unsure = false;
  for (const std::string& word : words) {
    absl::string_view digits = word;
    const bool unsure = absl::ConsumeSuffix(&digits, "?");
    int number;
    if (IsUnsure(word)) {
      rest_unsure = true;
    } else if (absl::SimpleAtoi(digits, &number) && number >= 1 &&
               number <= count) {
      (unsure ? answer.unsure : answer.chosen).insert(number);
    } else {
      return NotUnderstood(word, count);
    }
  }
  for (int number : answer.unsure) {
    if (answer.chosen.count(number) > 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("You typed both ", number, " and ", number,
                       "?. Please type one of them."));
    }
  }
  if (rest_unsure) {
    for (int number : AllUpTo(count)) {
      if (answer.chosen.count(number) == 0) answer.unsure.insert(number);
    }
  }
  return answer;
}

NumberAnswer ParseNumberIntent(absl::string_view line) {
  const std::string text = Normalised(line);
  if (const std::optional<Intent> intent = OtherIntent(text)) {
    return {*intent, false};
  }
  return {Intent::kAnswer, IsUnsure(text)};
}

}  // namespace knead::cli
