#include "technique_card.h"

#include "absl/strings/str_cat.h"
#include "client/error_details.h"

absl::StatusOr<std::string> TechniqueCard(const knead::Client& client,
                                          absl::string_view name) {
  const absl::StatusOr<knead::v1::Technique> technique =
      client.GetTechnique(name);
  if (knead::ErrorReason(technique.status()) == "RESOURCE_NOT_FOUND") {
    return std::string();
  }
  if (!technique.ok()) return technique.status();
  std::string card = absl::StrCat(technique->display_name(), "\n");
  for (const auto& step : technique->steps()) {
    absl::StrAppend(&card, "- ", step.text(), "\n");
  }
  return card;
}
