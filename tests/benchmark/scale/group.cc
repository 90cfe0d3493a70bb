#include "tests/benchmark/scale/group.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"

namespace knead::scale {
namespace {

using content::SourceFile;

constexpr size_t kTagDigits = 6;
constexpr char kDrawing[] = "figures/back.svg";

// In the templates $0 is the tag of the group. Each ends with the citation that
// is added to it.
constexpr char kCited[] =
    "citations { source: \"sources/book\" section: \"knees\" }\n";

constexpr char kMuscles[] = R"(
  name: "muscleGroups/$0"
  display_name: "muscles $0"
  summary: "They bend the knee."
  regions: ["regions/calf", "regions/thigh"]
  muscles { display_name: "muscle $0" }
  action { text: "They bend the knee." }
  tightness_effect { text: "The knee stays bent." }
)";

constexpr char kCareMeasure[] = R"(
  name: "careMeasures/$0"
  display_name: "walking $0"
  summary: "Walk a little."
  points { text: "Walk a little." }
  purpose { text: "It keeps them moving." }
  muscle_groups: "muscleGroups/$0"
)";

constexpr char kQuestionGroup[] = R"(
  name: "questionGroups/$0"
  display_name: "signs $0"
  summary: "What must not be missed."
  prompt: "Have you noticed any of these?"
  stage: INTERVIEW_STAGE_MAIN
  position: 3
)";

// $1 is what is found, $2 the place in the question group, $3 the rest.
constexpr char kFinding[] = R"(
  name: "findings/$0-$1"
  display_name: "$1 $0"
  summary: "There is $1."
  kind: FINDING_KIND_$4
  assessable_by: ASSESSOR_$5
  question_group: "questionGroups/$0"
  question: "Is there $1?"
  position: $2
  $3
)";

struct Sign {
  const char* name;
  const char* kind;
  const char* assessor;
  // The finding that it stands behind; empty: none.
  const char* gate;
};
constexpr Sign kSigns[] = {
    {"ache", "PRESENCE", "ANYONE", ""},
    {"days", "QUANTITY", "ANYONE", "ache"},
    {"numbness", "PRESENCE", "ANYONE", ""},
    {"weakness", "PRESENCE", "CLINICIAN", "numbness"},
    {"swelling", "PRESENCE", "ANYONE", ""},
    {"spreading", "PRESENCE", "ANYONE", "swelling"},
    {"tightness", "PRESENCE", "ANYONE", ""},
    {"stiffness", "PRESENCE", "ANYONE", ""},
};

// $1 is the name, $2 and $3 what it asks for, $4 its criterion.
constexpr char kRule[] = R"(
  name: "triageRules/$0-$1"
  display_name: "$1 $0"
  summary: "There is $1."
  criterion { $4 }
  urgency: URGENCY_$2
  permission: PERMISSION_$3
  rationale { text: "Somebody should look at it." }
)";

struct Rule {
  const char* name;
  const char* urgency;
  const char* permission;
  std::vector<std::string> signs;
};

const std::vector<Rule>& Rules() {
  static const auto& rules = *new std::vector<Rule>{
      {"old-ache", "ROUTINE", "ALLOWED", {"ache", "days"}},
      {"weak-leg", "SOON", "CLEARANCE_FIRST", {"numbness", "weakness"}},
      {"swelling", "SAME_DAY", "NOT_NOW", {"swelling"}},
      {"spreading", "EMERGENCY", "NOT_NOW", {"spreading"}},
  };
  return rules;
}

// $1 is the finding, $2 the techniques.
constexpr char kIndication[] = R"(
  name: "indications/$0-$1"
  display_name: "$1 $0"
  summary: "It feels short."
  criterion { present { finding: "findings/$0-$1" } }
  techniques: [$2]
  expected_effect { text: "It feels looser." }
  limit { text: "It does not last." }
  care_measures: "careMeasures/$0"
)";

// $1 is the number, $2 the regions, $3 the lightest pressure.
constexpr char kTechnique[] = R"(
  name: "techniques/$0-$1"
  display_name: "stroke $1 of $0"
  summary: "Loosens the muscles."
  muscle_groups: "muscleGroups/$0"
  $2
  tools: "tools/hands"
  rationale { text: "They let the knee bend." }
  position { text: "Sit." }
  contact { text: "Both thumbs." }
  path { from: "the heel" to: "the knee" }
  steps { text: "Press gently." phase: TECHNIQUE_STEP_PHASE_MASSAGE }
  pressure {
    lightest: PRESSURE_LEVEL_$3
    firmest: PRESSURE_LEVEL_FIRM
    guidance { text: "It must not hurt." }
  }
  ease { text: "Press less." }
  evidence_level: EVIDENCE_LEVEL_EXPERT_OPINION
  evidence { text: "The book says so." }
)";

std::string CriterionOf(absl::string_view tag, const Rule& rule) {
  std::vector<std::string> criteria;
  for (const std::string& sign : rule.signs) {
    criteria.push_back(absl::Substitute(
        sign == "days" ? "quantity { finding: \"findings/$0-$1\" "
                         "comparison: COMPARISON_GREATER_OR_EQUAL "
                         "threshold: 42 }"
                       : "present { finding: \"findings/$0-$1\" }",
        tag, sign));
  }
  if (criteria.size() == 1) return criteria.front();
  return absl::StrCat("all_of { criteria { ",
                      absl::StrJoin(criteria, " } criteria { "), " } }");
}

std::string TechniqueId(int number) { return absl::StrFormat("t%02d", number); }

// A technique works on the calf, the thigh or both.
std::string RegionsOf(int number) {
  std::string regions;
  for (const auto& [left_out, region] :
       {std::make_pair(0, "thigh"), std::make_pair(1, "calf")}) {
    if (number % 3 == left_out) continue;
    absl::StrAppend(&regions, "touched_regions { region: \"regions/", region,
                    "\" contact: CONTACT_KIND_DIRECT } ");
  }
  return regions;
}

// The names of every second technique.
std::string HalfOfTechniques(absl::string_view tag, int first) {
  std::string names;
  for (int i = first; i < kGroupTechniques; i += 2) {
    absl::StrAppend(&names, names.empty() ? "" : ", ", "\"techniques/", tag,
                    "-", TechniqueId(i), "\"");
  }
  return names;
}

class Files {
 public:
  Files(std::vector<SourceFile> files, absl::string_view tag)
      : files_(std::move(files)), tag_(tag) {}

  void Add(const char* folder, const std::string& id, const char* proto,
           const char* message, const std::string& text) {
    files_.push_back({absl::StrCat(folder, "/", id, ".textproto"),
                      absl::StrCat("# proto-file: knead/v1/", proto,
                                   ".proto\n# proto-message: knead.v1.",
                                   message, "\n", text, kCited)});
  }

  std::string Id(absl::string_view own) const {
    return absl::StrCat(tag_, "-", own);
  }

  std::vector<SourceFile> Take() { return std::move(files_); }

 private:
  std::vector<SourceFile> files_;
  const std::string tag_;
};

}  // namespace

std::string GroupTag(int number) { return absl::StrFormat("g%06d", number); }

absl::string_view FindTag(absl::string_view text) {
  for (size_t at = text.find('g'); at != absl::string_view::npos;
       at = text.find('g', at + 1)) {
    const absl::string_view tag = text.substr(at, 1 + kTagDigits);
    if (tag.size() == 1 + kTagDigits &&
        std::all_of(tag.begin() + 1, tag.end(), absl::ascii_isdigit)) {
      return tag;
    }
  }
  return {};
}

std::vector<SourceFile> WithGroup(std::vector<SourceFile> frame,
                                  absl::string_view tag) {
  const std::string id(tag);
  Files files(std::move(frame), tag);
  files.Add("muscle_groups", id, "anatomy", "MuscleGroup",
            absl::Substitute(kMuscles, tag));
  files.Add("care_measures", id, "guidance", "CareMeasure",
            absl::Substitute(kCareMeasure, tag));
  files.Add("question_groups", id, "finding", "QuestionGroup",
            absl::Substitute(kQuestionGroup, tag));
  int position = 0;
  for (const Sign& sign : kSigns) {
    std::string rest;
    if (*sign.gate != '\0') {
      absl::StrAppend(&rest, "gates: \"findings/", tag, "-", sign.gate, "\" ");
    }
    if (std::string(sign.kind) == "QUANTITY") {
      absl::StrAppend(&rest, "quantity { unit: \"days\" min: 0 max: 365 }");
    }
    files.Add("findings", files.Id(sign.name), "finding", "Finding",
              absl::Substitute(kFinding, tag, sign.name, ++position, rest,
                               sign.kind, sign.assessor));
  }
  for (const Rule& rule : Rules()) {
    files.Add("triage_rules", files.Id(rule.name), "triage", "TriageRule",
              absl::Substitute(kRule, tag, rule.name, rule.urgency,
                               rule.permission, CriterionOf(tag, rule)));
  }
  int first = 0;
  for (const char* sign : {"tightness", "stiffness"}) {
    files.Add("indications", files.Id(sign), "indication", "Indication",
              absl::Substitute(kIndication, tag, sign,
                               HalfOfTechniques(tag, first++)));
  }
  std::string strokes;
  for (int i = 0; i < kGroupTechniques; ++i) {
    files.Add("techniques", files.Id(TechniqueId(i)), "technique", "Technique",
              absl::Substitute(kTechnique, tag, TechniqueId(i), RegionsOf(i),
                               i % 4 == 0 ? "MODERATE" : "LIGHT"));
    absl::StrAppend(&strokes, "  <path data-technique=\"techniques/",
                    files.Id(TechniqueId(i)), "\" d=\"M100 570 L100 370\"/>\n");
  }
  std::vector<SourceFile> all = files.Take();
  for (SourceFile& file : all) {
    if (file.path != kDrawing) continue;
    file.text = absl::StrReplaceAll(
        file.text, {{"</svg>", absl::StrCat(strokes, "</svg>")}});
  }
  return all;
}

}  // namespace knead::scale
