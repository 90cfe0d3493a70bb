#ifndef KNEAD_CLIENT_CLI_COACH_COMMAND_H_
#define KNEAD_CLIENT_CLI_COACH_COMMAND_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// What a person can want during a coached session.
enum class CoachWish {
  // Nothing; the time of the step is over.
  kTimeUp,
  // Begin, or go on after a pause.
  kReady,
  // The step is done.
  kDone,
  kPause,
  kSkip,
  // Say how it feels.
  kHurts,
  // Say that something has come up.
  kNew,
  // Leave at once.
  kStop,
  // Hear the commands.
  kHelp,
  // Something in words of their own.
  kWords,
};

// Whether pain of this kind ends the session however strong it is.
bool EndsAtAnyStrength(v1::PainQuality quality);

// What a line says of a pain; it may leave out either.
struct PainWords {
  // From 0 to 10.
  std::optional<int> intensity;
  std::optional<v1::PainQuality> quality;

  // Whether it can be reported: nothing is missing, or what is missing makes no
  // difference.
  bool complete() const;
  // Of one that is complete.
  v1::PainReport report() const;
};

// A wish, and what was said with it.
struct CoachCommand {
  CoachWish wish = CoachWish::kTimeUp;
  // Of kSkip.
  v1::SkipScope scope = v1::SKIP_SCOPE_STEP;
  // Of kHurts, where it was said.
  PainWords pain = {};
  // Of kNew, where it was said: a finding, with its places, as it was typed. Of
  // kWords: the words.
  std::string finding = {};
};

// The commands as lines of text, and the keys of the terminal, for people.
extern const char kCoachCommands[];
extern const char kCoachKeys[];

// Reads a line:
//
//   (empty), ready, go    kReady; also r, g
//   done, d               kDone
//   pause, p              kPause
//   skip, s               kSkip, of the step
//   skip technique        kSkip, of the rest of the technique
//   skip area             kSkip, of the rest of the block
//   hurts, h, ouch        kHurts
//   hurts 4 dull, 4 dull  kHurts, with the report; see ParsePainWords. Of what
//                         cannot be read whole, what can: see PartlyRead
//   new, n                kNew
//   new FINDING[@SITES]   kNew, with the finding
//   stop, quit, q         kStop; stop with anything behind it
//   help, ?               kHelp
//
// in any case, and everything else as kWords. The letters are the keys of the
// terminal. INVALID_ARGUMENT with a friendly sentence for a command with
// something behind it that does not belong there. Pure.
absl::StatusOr<CoachCommand> ParseCoachCommand(absl::string_view line);

// Reads a number from 0 to 10, a word or its letter, or both in either order
// and any case: `dull` (d), `sharp` (s), `shooting` (h), `spreading` (r),
// `growing` (g). INVALID_ARGUMENT with a friendly sentence for everything else.
// Pure.
absl::StatusOr<PainWords> ParsePainWords(absl::string_view text);

// What can be read of it, if not all: the greatest strength and the worst kind.
// A stated pain is not lost for a word that is not understood. Nothing, where
// the text denies something. Pure.
PainWords PartlyRead(absl::string_view text);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_COMMAND_H_
