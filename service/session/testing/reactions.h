#ifndef KNEAD_SERVICE_SESSION_TESTING_REACTIONS_H_
#define KNEAD_SERVICE_SESSION_TESTING_REACTIONS_H_

#include <string>
#include <vector>

#include "knead/v1/session.pb.h"

namespace knead {

// A reaction of a session that is in its first round of massage.
struct Reaction {
  std::string name;
  // Sent one after the other.
  std::vector<std::string> events;
  v1::CoachState state;
  v1::SessionEndReason end = v1::SESSION_END_REASON_UNSPECIFIED;
  // Part of what is said first.
  std::string says;
};

// One for each way in which a session reacts, on the content that this tree
// ships.
std::vector<Reaction> Reactions();

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_TESTING_REACTIONS_H_
