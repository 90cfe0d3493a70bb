#ifndef KNEAD_CLIENT_CLI_WORDS_VERDICTS_H_
#define KNEAD_CLIENT_CLI_WORDS_VERDICTS_H_

#include <string>

#include "client/cli/text/style.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {

// Verdicts, effects and levels in words. All are pure, and each answers for a
// value of a newer protocol with the stricter side or with its number.

// How soon: `see a professional within days`.
std::string UrgencyText(v1::Urgency urgency);
Tone UrgencyTone(v1::Urgency urgency);

// What to do and by when: `Call for help now. At once.`
std::string PathwayText(const v1::CarePathway& pathway);

// The answer to "may you massage?": `No. Do not massage now.`
std::string PermissionText(v1::Permission permission);
Tone PermissionTone(v1::Permission permission);

// What an effect asks for: `no direct pressure`.
std::string EffectText(v1::EffectKind kind);

// `light`, `moderate`, `firm`.
std::string PressureText(const v1::Pressure& pressure);

// `light`, `at most moderate`: how hard, where a level is not to be exceeded.
std::string PressureLimitText(v1::PressureLevel level);

// How well something is established.
std::string EvidenceText(v1::EvidenceLevel level);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_VERDICTS_H_
