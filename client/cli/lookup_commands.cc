#include "client/cli/lookup_commands.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/words/enum_label.h"
#include "google/protobuf/descriptor.h"
#include "knead/v1/search.pb.h"

namespace knead::cli {

const std::vector<LookupCommand>& LookupCommands() {
  static const auto& commands = *new std::vector<LookupCommand>{
      {"regions",
       "The places on the leg that all else refers to.",
       {{"body_part", "PART", "Only those of this part of the body"}},
       {"knead regions --body-part knee", "knead regions back of the knee"}},
      {"muscles",
       "The muscles around the knee: what they do, and what it does to the "
       "knee "
       "when they are tight.",
       {{"region", "REGION", "Only those that lie under this region."}},
       {"knead muscles --region calf", "knead muscles quads"}},
      {"tools",
       "What to massage with.",
       {{"muscle_group", "MUSCLE", "Only those that suit this muscle group."}},
       {"knead tools --muscle-group calves", "knead tools foam roller"}},
      {"techniques",
       "How to massage, step by step, and when not to. For what is safe for "
       "you, "
       "see \"knead assess\".",
       {{"region", "REGION", "Only those that act on this region."},
        {"muscle_group", "MUSCLE",
         "Only those that work on this muscle group."},
        {"tool", "TOOL", "Only those that can be done with this tool."},
        {"indication", "INDICATION", "Only those that serve this indication."}},
       {"knead techniques --tool foam-roller",
        "knead techniques quadriceps-hands"}},
      {"indications",
       "What massage can help, and what not to expect of it.",
       {{"technique", "TECHNIQUE", "Only those that this technique serves."}},
       {"knead indications --technique calf-hands",
        "knead indications tight-quadriceps"}},
      {"contraindications",
       "What forbids massage, or limits it.",
       {{"effect_kind", "EFFECT", "Only those with this effect"},
        {"technique", "TECHNIQUE", "Only those that concern this technique."},
        {"finding", "FINDING", "Only those that rest on this finding."}},
       {"knead contraindications --effect-kind clearance-first",
        "knead contraindications blood-thinners"}},
      {"findings",
       "What can be told about a person: the questions that \"knead assess\" "
       "asks.",
       {{"question_group", "GROUP", "Only those that are asked in this group."},
        {"kind", "KIND", "Only those of this kind"},
        {"assessable_by", "WHO", "Only those that these can tell"}},
       {"knead findings --kind quantity", "knead findings broken skin"}},
      {"questions",
       "The groups in which the findings are asked.",
       {},
       {"knead questions", "knead questions basics"}},
      {"rules",
       "What makes it urgent to see somebody, why, and how well that is "
       "established.",
       {{"urgency", "URGENCY", "Only those with this urgency"},
        {"finding", "FINDING", "Only those that rest on this finding."}},
       {"knead rules --urgency emergency", "knead rules suspected-clot"}},
      {"pathways",
       "Whom to see at each urgency, by when, and what to do until then.",
       {{"urgency", "URGENCY", "Only the one for this urgency"}},
       {"knead pathways --urgency same-day", "knead pathways emergency"}},
      {"principles",
       "What holds for all massage.",
       {{"phase", "PHASE", "Only those for this phase"}},
       {"knead principles --phase before", "knead principles start-lightly"}},
      {"care",
       "What belongs beside massage.",
       {{"muscle_group", "MUSCLE", "Only those for this muscle group."}},
       {"knead care --muscle-group quadriceps", "knead care stretching"}},
      {"faq",
       "What people often ask.",
       {},
       {"knead faq", "knead faq when-to-avoid-massage"}},
      {"takeaways",
       "The guidance in short.",
       {},
       {"knead takeaways", "knead takeaways caution-first"}},
      {"sources",
       "The works that all this rests on.",
       {{"kind", "KIND", "Only those of this kind"}},
       {"knead sources --kind guideline", "knead sources nice-ng158"}},
  };
  return commands;
}

std::string FilterFlag(const std::string& field) {
  return absl::StrCat("--", absl::StrReplaceAll(field, {{"_", "-"}}));
}

std::vector<std::string> FilterChoices(const std::string& command,
                                       const std::string& field) {
  std::vector<std::string> choices;
  ForEachKind([&](auto kind) {
    if (command != kind.kCommand) return;
    using ListRequest = typename decltype(kind)::ListRequest;
    const google::protobuf::FieldDescriptor* descriptor =
        ListRequest::descriptor()->FindFieldByName(field);
    if (descriptor->enum_type() == nullptr) return;
    choices = EnumLabels(descriptor->enum_type());
  });
  return choices;
}

std::vector<std::string> SearchKinds() {
  return EnumLabels(v1::ResourceKind_descriptor());
}

std::string FilterValues(const std::string& command, const std::string& field) {
  const std::vector<std::string> choices = FilterChoices(command, field);
  if (choices.empty()) return "";
  return absl::StrCat(": ", absl::StrJoin(choices, ", "), ".");
}

}  // namespace knead::cli
