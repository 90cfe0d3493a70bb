#ifndef KNEAD_CLIENT_CLI_COACH_SCREEN_TEXT_H_
#define KNEAD_CLIENT_CLI_COACH_SCREEN_TEXT_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/cli/library.h"
#include "client/cli/text/style.h"
#include "google/protobuf/duration.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// What a session says at one point of it, as paragraphs and bullets, most
// important first. All texts are to be made printable by whoever shows them.

struct ScreenText {
  Tone tone = Tone::kPlain;
  bool is_bullet = false;
  std::string text;
};

// The body of the screen for `response`, which is not the last one.
std::vector<ScreenText> ScreenTexts(const v1::CoachResponse& response,
                                    Library& library);

// `Step 3 of 14`, `Your session: 18 min`, `One moment`: where it stands.
std::string PositionText(const v1::CoachResponse& response);

// `Next (0:15): Rest`; nothing when nothing comes.
std::string NextText(const v1::CoachResponse& response);

// `2:05`, whole seconds, rounded up; never below `0:00`. An hour is `60:00`.
std::string ClockText(absl::Duration duration);

// A duration of the protocol.
absl::Duration ToDuration(const google::protobuf::Duration& duration);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_SCREEN_TEXT_H_
