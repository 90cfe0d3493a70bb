#include "client/cli/interview/interview.h"

#include <deque>
#include <istream>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/interview/answer_syntax.h"
#include "client/cli/interview/site_relevance.h"
#include "client/cli/interview/task.h"
#include "client/cli/library.h"
#include "client/cli/observation_syntax.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/answers.h"
#include "client/cli/words/verdicts.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

// Everything that going back has to restore.
struct State {
  v1::AssessRequest request;
  std::deque<Task> tasks;
  // The findings that had to be asked, at the last plan.
  std::set<std::string> known_questions;
  // The urgency that the person was told of on the way.
  v1::Urgency told = v1::URGENCY_UNSPECIFIED;
};

// A list to choose from.
struct Choices {
  std::string prompt;
  std::vector<std::string> items;
  // What `?` shows for each, empty for nothing.
  std::vector<std::string> helps;
  std::string keys;
};

constexpr char kListKeys[] =
    "Type the numbers that apply, such as 1 3, or 2? if you are not sure about "
    "2.\nOr: n none of these, u not sure, ? help, b back, q stop.";
constexpr char kOneKeys[] =
    "Type one number, or: u not sure, ? help, b back, q stop.";
constexpr char kYesNoKeys[] =
    "Type y yes, n no, u not sure, ? help, b back, q stop.";

// The sides that the items of a side question stand for.
const std::vector<std::vector<v1::Side>>& SideChoices() {
  static const auto& choices = *new std::vector<std::vector<v1::Side>>{
      {v1::SIDE_LEFT}, {v1::SIDE_RIGHT}, {v1::SIDE_LEFT, v1::SIDE_RIGHT}};
  return choices;
}

class Interview {
 public:
  Interview(v1::AssessRequest known, Interlocutor person, Library& library)
      : person_(person), page_(person.page), library_(library) {
    state_.request = std::move(known);
  }

  absl::StatusOr<InterviewResult> Run() {
    absl::Status status = Assess();
    if (!status.ok()) return status;
    // What is known may be all that counts.
    if (IsEmergency()) return Finish(InterviewEnd::kAnswered);
    status = Begin();
    if (!status.ok()) return status;
    while (true) {
      if (state_.tasks.empty()) {
        absl::StatusOr<bool> more = PlanNextGroup();
        if (!more.ok()) return more.status();
        if (!*more) return Finish(InterviewEnd::kAnswered);
      }
      switch (AskNext()) {
        case Step::kGoOn:
          break;
        case Step::kStopped:
          return FinishEarly(InterviewEnd::kStopped);
        case Step::kInputEnded:
          return FinishEarly(InterviewEnd::kInputEnded);
      }
    }
  }

 private:
  enum class Step { kGoOn, kStopped, kInputEnded };

  absl::Status Begin() {
    absl::Status status =
        library_.Load<RegionKind, ToolKind, FindingKind, ContraindicationKind,
                      TriageRuleKind, IndicationKind>();
    if (!status.ok()) return status;
    absl::StatusOr<v1::ContentInfo> info = library_.client().GetContentInfo();
    if (!info.ok()) return info.status();
    page_.Paragraph(info->opening().text(), Tone::kCaution);
    page_.Gap();
    page_.Paragraph(
        "Some questions follow. Nothing that you say is stored. You can stop "
        "at "
        "any time by typing q.");
    if (state_.request.complaint().empty()) {
      state_.tasks.push_back(AskSides{});
    }
    AddHelpfulGroups();
    if (state_.request.tools().empty()) state_.tasks.push_back(AskTools{});
    return absl::OkStatus();
  }

  absl::Status Assess() {
    absl::StatusOr<v1::Assessment> assessment =
        library_.client().Assess(state_.request);
    if (!assessment.ok()) return assessment.status();
    assessment_ = *std::move(assessment);
    return absl::OkStatus();
  }

  bool IsEmergency() const {
    return assessment_.urgency().floor() == v1::URGENCY_EMERGENCY;
  }

  // Asks the service what is open. False when nothing is left to ask.
  absl::StatusOr<bool> PlanNextGroup() {
    absl::Status status = Assess();
    if (!status.ok()) return status;
    if (IsEmergency()) return false;
    AddHelpfulGroups();
    state_.known_questions = Questions(assessment_);
    for (const v1::OpenQuestionGroup& group : assessment_.next_questions()) {
      if (!state_.tasks.empty()) break;
      AddTasks(WithHelpfulQuestions(group));
    }
    if (state_.tasks.empty()) return false;
    TellUrgency();
    return true;
  }

  // Says at once what must not wait for the end, for somebody who stops here.
  void TellUrgency() {
    const v1::Urgency urgency = assessment_.urgency().floor();
    if (urgency < v1::URGENCY_SAME_DAY || urgency <= state_.told) return;
    state_.told = urgency;
    page_.Gap();
    page_.Paragraph(
        absl::StrCat("From what you have said so far: ", UrgencyText(urgency),
                     ", and do not massage. The next questions show whether it "
                     "is more urgent."),
        Tone::kDanger);
  }

  // The findings of the questions that have to be asked.
  static std::set<std::string> Questions(const v1::Assessment& assessment) {
    std::set<std::string> findings;
    for (const v1::OpenQuestionGroup& group : assessment.next_questions()) {
      for (const v1::OpenQuestion& question : group.questions()) {
        findings.insert(question.finding());
      }
    }
    return findings;
  }

  // Whether what comes next has come up by what was said, and is urgent.
  bool NextIsUrgent() const {
    if (assessment_.next_questions().empty()) return false;
    if (absl::c_none_of(state_.request.observations(),
                        [](const v1::Observation& observation) {
                          return observation.presence() ==
                                     v1::PRESENCE_PRESENT ||
                                 observation.presence() == v1::PRESENCE_UNKNOWN;
                        })) {
      return false;
    }
    return absl::c_any_of(
        assessment_.next_questions(0).questions(),
        [this](const v1::OpenQuestion& question) {
          return question.urgency_at_stake() >= v1::URGENCY_SAME_DAY &&
                 state_.known_questions.count(question.finding()) == 0;
        });
  }

  // Asks the groups of which nothing has to be asked but something is helpful
  // to know.
  void AddHelpfulGroups() {
    if (NextIsUrgent()) return;
    for (const v1::OpenQuestionGroup& group : assessment_.helpful_questions()) {
      if (absl::c_none_of(assessment_.next_questions(),
                          [&](const v1::OpenQuestionGroup& next) {
                            return next.question_group() ==
                                   group.question_group();
                          })) {
        AddTasks(group);
      }
    }
  }

  // The group with what of it is helpful to know, in the order of the group.
  v1::OpenQuestionGroup WithHelpfulQuestions(
      const v1::OpenQuestionGroup& group) const {
    const auto position = [this](const v1::OpenQuestion& question) {
      const auto* finding = library_.Find<FindingKind>(question.finding());
      return finding == nullptr ? 0 : finding->position();
    };
    v1::OpenQuestionGroup together = group;
    for (const v1::OpenQuestionGroup& helpful :
         assessment_.helpful_questions()) {
      if (helpful.question_group() == group.question_group()) {
        together.mutable_questions()->MergeFrom(helpful.questions());
        absl::c_stable_sort(
            *together.mutable_questions(),
            [&position](const v1::OpenQuestion& a, const v1::OpenQuestion& b) {
              return position(a) < position(b);
            });
      }
    }
    return together;
  }

  void AddTasks(const v1::OpenQuestionGroup& group) {
    for (Task& task : TasksFor(group, state_.request)) {
      state_.tasks.push_back(std::move(task));
    }
  }

  InterviewResult Finish(InterviewEnd end) {
    return {end, std::move(state_.request), std::move(assessment_)};
  }

  absl::StatusOr<InterviewResult> FinishEarly(InterviewEnd end) {
    absl::Status status = Assess();
    if (!status.ok()) return status;
    return Finish(end);
  }

  // Puts the first task to the person until it is answered.
  Step AskNext() {
    const Task task = state_.tasks.front();
    return std::visit([this](const auto& each) { return Ask(each); }, task);
  }

  Step Ask(const AskSides& task) {
    Choices choices;
    choices.prompt =
        task.finding.empty()
            ? "Which leg hurts?"
            : absl::StrCat(Capitalised(library_.DisplayName(task.finding)),
                           ": on which leg?");
    choices.items = {"The left one", "The right one", "Both"};
    choices.keys = kOneKeys;
    Heading(task.finding.empty() ? "Where it hurts" : "Where it is");
    return AskOne(choices, [&](int chosen) {
      AskRegions next{task.finding, {}};
      if (chosen > 0) next.sides = SideChoices()[chosen - 1];
      if (task.regions.empty()) {
        state_.tasks.push_front(std::move(next));
        return;
      }
      ChoiceAnswer where;
      const std::vector<v1::Region>& all = library_.All<RegionKind>();
      for (size_t i = 0; i < all.size(); ++i) {
        if (absl::c_linear_search(task.regions, all[i].name())) {
          where.chosen.insert(static_cast<int>(i) + 1);
        }
      }
      SetSites(next, where);
    });
  }

  Step Ask(const AskRegions& task) {
    Choices choices;
    choices.prompt =
        task.finding.empty()
            ? "Where does it hurt?"
            : absl::StrCat(Capitalised(library_.DisplayName(task.finding)),
                           ": where?");
    for (const v1::Region& region : library_.All<RegionKind>()) {
      choices.items.push_back(Capitalised(region.display_name()));
      choices.helps.push_back(region.summary());
    }
    choices.keys = kListKeys;
    page_.Gap();
    return AskMany(choices,
                   [&](const ChoiceAnswer& answer) { SetSites(task, answer); });
  }

  // What the person may mean counts: a leg or a region that they are not sure
  // about is taken as each of them.
  void SetSites(const AskRegions& task, const ChoiceAnswer& answer) {
    std::vector<v1::Side> sides = task.sides;
    std::set<int> regions = answer.chosen;
    if (task.finding.empty()) {
      if (sides.empty()) sides = SideChoices().back();
      AddSites(sides, regions, *state_.request.mutable_complaint());
      return;
    }
    regions.insert(answer.unsure.begin(), answer.unsure.end());
    const std::vector<v1::Region>& all = library_.All<RegionKind>();
    const bool anywhere = regions.empty() || regions.size() == all.size();
    // No sites mean everywhere.
    if (anywhere && sides.size() != 1) return;
    if (sides.empty()) sides = SideChoices().back();
    if (anywhere) {
      for (size_t i = 1; i <= all.size(); ++i) {
        regions.insert(static_cast<int>(i));
      }
    }
    for (v1::Observation& observation :
         *state_.request.mutable_observations()) {
      if (observation.finding() == task.finding) {
        AddSites(sides, regions, *observation.mutable_sites());
      }
    }
  }

  void AddSites(const std::vector<v1::Side>& sides,
                const std::set<int>& regions,
                google::protobuf::RepeatedPtrField<v1::BodySite>& sites) {
    for (int region : regions) {
      for (v1::Side side : sides) {
        v1::BodySite& site = *sites.Add();
        site.set_region(library_.All<RegionKind>()[region - 1].name());
        site.set_side(side);
      }
    }
  }

  Step Ask(const AskTools&) {
    Choices choices;
    choices.prompt = "Which of these do you have at hand?";
    std::vector<std::string> names;
    for (const v1::Tool& tool : library_.All<ToolKind>()) {
      if (tool.always_available()) continue;
      names.push_back(tool.name());
      choices.items.push_back(Capitalised(tool.display_name()));
      choices.helps.push_back(tool.summary());
    }
    if (names.empty()) {
      state_.tasks.pop_front();
      return Step::kGoOn;
    }
    choices.keys = kListKeys;
    Heading("Tools");
    return AskMany(choices, [&](const ChoiceAnswer& answer) {
      for (int chosen : answer.chosen) {
        state_.request.add_tools(names[chosen - 1]);
      }
    });
  }

  Step Ask(const AskPresences& task) {
    Choices choices;
    for (const v1::OpenQuestion& question : task.questions) {
      choices.items.push_back(question.question());
      choices.helps.push_back(question.help());
    }
    Heading(task.heading);
    if (task.questions.size() == 1) {
      choices.prompt = choices.items.front();
      choices.keys = kYesNoKeys;
    } else {
      choices.prompt = task.prompt;
      choices.keys = kListKeys;
    }
    return AskMany(choices, [&](const ChoiceAnswer& answer) {
      std::deque<Task> where;
      for (size_t i = 0; i < task.questions.size(); ++i) {
        const v1::OpenQuestion& question = task.questions[i];
        const int number = static_cast<int>(i) + 1;
        v1::Observation& observation = *state_.request.add_observations();
        observation.set_finding(question.finding());
        observation.set_presence(
            answer.chosen.count(number) > 0   ? v1::PRESENCE_PRESENT
            : answer.unsure.count(number) > 0 ? v1::PRESENCE_UNKNOWN
                                              : v1::PRESENCE_ABSENT);
        if (observation.presence() == v1::PRESENCE_PRESENT &&
            SiteMatters(question, library_)) {
          where.push_back(AskSides{question.finding(),
                                   {question.site_regions().begin(),
                                    question.site_regions().end()}});
        }
      }
      state_.tasks.insert(state_.tasks.begin(), where.begin(), where.end());
    });
  }

  Step Ask(const AskQuantity& task) {
    const v1::OpenQuestion& question = task.question;
    Heading(task.heading);
    page_.Paragraph(question.question());
    page_.Paragraph(
        absl::StrCat("Type a number (", QuantitySpecText(question.quantity()),
                     "), or: u not sure, ? help, b back, q stop."),
        Tone::kQuiet);
    std::string line;
    while (ReadLine(line)) {
      const NumberAnswer answer = ParseNumberIntent(line);
      if (answer.intent == Intent::kExplain) {
        Explain({{"", question.help()}});
        continue;
      }
      if (answer.intent == Intent::kBack) return GoBack();
      if (answer.intent == Intent::kStop) return Step::kStopped;
      v1::Observation observation;
      if (answer.unsure) {
        observation.set_presence(v1::PRESENCE_UNKNOWN);
      } else {
        absl::StatusOr<v1::Observation> amount =
            ParseAmount(line, question.quantity());
        if (!amount.ok()) {
          page_.Paragraph(
              absl::StrCat("Sorry: ", amount.status().message(),
                           ". Please try again, or type u if you are not "
                           "sure."));
          continue;
        }
        observation = *std::move(amount);
      }
      observation.set_finding(question.finding());
      Answered();
      *state_.request.add_observations() = std::move(observation);
      return Step::kGoOn;
    }
    return Step::kInputEnded;
  }

  // Heads a question, unless the one before stands under the same heading.
  void Heading(const std::string& heading) {
    if (heading == heading_) {
      page_.Gap();
      return;
    }
    page_.Heading(heading);
    heading_ = heading;
  }

  // Puts a list to the person; `take` gets the answer.
  template <typename Take>
  Step AskMany(const Choices& choices, Take take) {
    const int count = static_cast<int>(choices.items.size());
    page_.Paragraph(choices.prompt);
    // A single question is its own prompt.
    if (count > 1 || choices.items.front() != choices.prompt) {
      for (int i = 0; i < count; ++i) {
        page_.Choice(absl::StrCat(i + 1), choices.items[i]);
      }
    }
    page_.Paragraph(choices.keys, Tone::kQuiet);
    std::string line;
    while (ReadLine(line)) {
      absl::StatusOr<ChoiceAnswer> answer = ParseChoice(line, count);
      if (!answer.ok()) {
        page_.Paragraph(answer.status().message());
        continue;
      }
      switch (answer->intent) {
        case Intent::kExplain:
          ExplainAll(choices);
          continue;
        case Intent::kBack:
          return GoBack();
        case Intent::kStop:
          return Step::kStopped;
        case Intent::kAnswer:
          break;
      }
      Answered();
      take(*answer);
      return Step::kGoOn;
    }
    return Step::kInputEnded;
  }

  // Puts a list to the person of which one item applies; `take` gets its
  // number, or 0 when they are not sure.
  template <typename Take>
  Step AskOne(const Choices& choices, Take take) {
    const int count = static_cast<int>(choices.items.size());
    page_.Paragraph(choices.prompt);
    for (int i = 0; i < count; ++i) {
      page_.Choice(absl::StrCat(i + 1), choices.items[i]);
    }
    page_.Paragraph(choices.keys, Tone::kQuiet);
    std::string line;
    while (ReadLine(line)) {
      absl::StatusOr<ChoiceAnswer> answer = ParseChoice(line, count);
      if (answer.ok()) {
        if (answer->intent == Intent::kExplain) {
          ExplainAll(choices);
          continue;
        }
        if (answer->intent == Intent::kBack) return GoBack();
        if (answer->intent == Intent::kStop) return Step::kStopped;
        const bool unsure = !answer->unsure.empty() && answer->chosen.empty();
        // 1 and 2 together are both.
        const bool both = answer->chosen == std::set<int>{1, 2};
        if (unsure || both || answer->chosen.size() == 1) {
          Answered();
          take(unsure ? 0 : both ? count : *answer->chosen.begin());
          return Step::kGoOn;
        }
      }
      page_.Paragraph(absl::StrCat("Please type one number from 1 to ", count,
                                   ", u when you are not sure, or ? for "
                                   "help."));
    }
    return Step::kInputEnded;
  }

  // Marks the first task as answered, so that it can be gone back to.
  void Answered() {
    history_.push_back(state_);
    state_.tasks.pop_front();
  }

  Step GoBack() {
    if (history_.empty()) {
      page_.Paragraph("This is the first question.");
      return Step::kGoOn;
    }
    state_ = std::move(history_.back());
    history_.pop_back();
    return Step::kGoOn;
  }

  void ExplainAll(const Choices& choices) {
    std::vector<std::pair<std::string, std::string>> helps;
    for (size_t i = 0; i < choices.helps.size(); ++i) {
      helps.emplace_back(choices.helps.size() == 1 ? "" : absl::StrCat(i + 1),
                         choices.helps[i]);
    }
    Explain(helps);
  }

  // Shows the help of each item under its number.
  void Explain(const std::vector<std::pair<std::string, std::string>>& helps) {
    bool any = false;
    for (const auto& [marker, help] : helps) {
      if (help.empty()) continue;
      any = true;
      if (marker.empty()) {
        page_.Paragraph(help);
      } else {
        page_.Choice(marker, help);
      }
    }
    if (!any) page_.Paragraph("There is nothing more to say about this one.");
    page_.Paragraph(
        "When you are not sure, say so with u: it is never taken for a no.");
  }

  // The next line of input; false when there is none.
  bool ReadLine(std::string& line) {
    page_.Prompt();
    const bool read = static_cast<bool>(std::getline(person_.in, line));
    if (!read) line.clear();
    if (person_.echo || !read) page_.Typed(line);
    return read;
  }

  const Interlocutor person_;
  TextPage& page_;
  Library& library_;
  State state_;
  std::vector<State> history_;
  v1::Assessment assessment_;
  // The heading that stands last on the page.
  std::string heading_;
};

}  // namespace

absl::StatusOr<InterviewResult> RunInterview(v1::AssessRequest known,
                                             Interlocutor person,
                                             Library& library) {
  return Interview(std::move(known), person, library).Run();
}

}  // namespace knead::cli
