#include "client/cli/words/verdicts.h"

#include <set>
#include <string>

#include "client/cli/text/style.h"
#include "gtest/gtest.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

TEST(VerdictsTest, EveryUrgencyHasWordsOfItsOwn) {
  std::set<std::string> texts;
  for (int i = v1::URGENCY_SELF_CARE; i <= v1::Urgency_MAX; ++i) {
    texts.insert(UrgencyText(static_cast<v1::Urgency>(i)));
  }
  EXPECT_EQ(texts.size(), 5u);
}

TEST(VerdictsTest, EveryPermissionHasWordsOfItsOwn) {
  std::set<std::string> texts;
  for (int i = v1::PERMISSION_ALLOWED; i <= v1::Permission_MAX; ++i) {
    texts.insert(PermissionText(static_cast<v1::Permission>(i)));
  }
  EXPECT_EQ(texts.size(), 5u);
}

TEST(VerdictsTest, OnlyWhatIsAllowedLooksSo) {
  EXPECT_EQ(PermissionTone(v1::PERMISSION_ALLOWED), Tone::kGood);
  EXPECT_EQ(PermissionTone(v1::PERMISSION_ALLOWED_WITH_LIMITS), Tone::kCaution);
  EXPECT_EQ(PermissionTone(v1::PERMISSION_ASK_FIRST), Tone::kCaution);
  EXPECT_EQ(PermissionTone(v1::PERMISSION_CLEARANCE_FIRST), Tone::kCaution);
  EXPECT_EQ(PermissionTone(v1::PERMISSION_NOT_NOW), Tone::kDanger);
  EXPECT_EQ(UrgencyTone(v1::URGENCY_SELF_CARE), Tone::kGood);
  EXPECT_EQ(UrgencyTone(v1::URGENCY_SOON), Tone::kCaution);
  EXPECT_EQ(UrgencyTone(v1::URGENCY_SAME_DAY), Tone::kDanger);
  EXPECT_EQ(UrgencyTone(v1::URGENCY_EMERGENCY), Tone::kDanger);
}

TEST(VerdictsTest, ValuesOfANewerProtocolAreTakenAsTheStricter) {
  EXPECT_EQ(UrgencyText(static_cast<v1::Urgency>(99)), "get help now");
  EXPECT_EQ(UrgencyTone(static_cast<v1::Urgency>(99)), Tone::kDanger);
  EXPECT_EQ(PermissionText(static_cast<v1::Permission>(99)),
            "No. Do not massage now.");
  EXPECT_EQ(PermissionTone(static_cast<v1::Permission>(99)), Tone::kDanger);
  EXPECT_EQ(EffectText(static_cast<v1::EffectKind>(99)), "99");
  EXPECT_EQ(EvidenceText(static_cast<v1::EvidenceLevel>(99)), "99");
}

TEST(VerdictsTest, EveryEffectHasWordsOfItsOwn) {
  std::set<std::string> texts;
  for (int i = v1::EFFECT_KIND_FORBID_ALL; i <= v1::EffectKind_MAX; ++i) {
    texts.insert(EffectText(static_cast<v1::EffectKind>(i)));
  }
  EXPECT_EQ(texts.size(), 6u);
}

TEST(VerdictsTest, PressureNamesBothEnds) {
  v1::Pressure pressure;
  pressure.set_lightest(v1::PRESSURE_LEVEL_LIGHT);
  pressure.set_firmest(v1::PRESSURE_LEVEL_FIRM);
  EXPECT_EQ(PressureText(pressure), "light to firm");
  pressure.set_firmest(v1::PRESSURE_LEVEL_LIGHT);
  EXPECT_EQ(PressureText(pressure), "light");
}

TEST(VerdictsTest, APressureThatIsNotToBeExceededSaysSo) {
  EXPECT_EQ(PressureLimitText(v1::PRESSURE_LEVEL_LIGHT), "light");
  EXPECT_EQ(PressureLimitText(v1::PRESSURE_LEVEL_FIRM), "at most firm");
}

}  // namespace
}  // namespace knead::cli
