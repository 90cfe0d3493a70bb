#ifndef TECHNIQUE_CARD_H_
#define TECHNIQUE_CARD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/client.h"

// What stands on the card of the technique `name`: what it is called, and its
// steps. An unknown name gives an empty card.
absl::StatusOr<std::string> TechniqueCard(const knead::Client& client,
                                          absl::string_view name);

#endif  // TECHNIQUE_CARD_H_
