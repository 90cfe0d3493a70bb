#include "service/extraction/context.h"

#include <algorithm>

#include "service/extraction/limits.h"
#include "service/extraction/scope.h"

namespace knead {
namespace {

// The most words of a sentence that asks by its question mark alone: `blood
// clot?`
constexpr int kMaxBareQuestionWords = 4;

// How far scopes of one sentence can reach from their cue, in tokens: words,
// and the commas and topics between them.
constexpr int kMaxScopeTokens = 4 * kMaxScopeWords;

// The most words between `my` and the child that it goes with: `my 9 year old
// son`.
constexpr int kMaxWordsBeforeWard = 4;

// How a cue bears on a match.
enum class Reach { kNone, kUnclear, kClear };

class ContextJudge {
 public:
  ContextJudge(const Lexicon& lexicon, const Reading& reading,
               const std::vector<Match>& matches)
      : lexicon_(lexicon), reading_(reading), matches_(matches) {
    std::vector<bool> is_anchor(reading.size());
    for (const Match& match : matches) {
      for (const int at : match.anchors) is_anchor[at] = true;
    }
    scopes_ = FindScopes(reading, is_anchor);
    FindPersons();
    FindBareQuestions();
  }

  std::vector<Judgement> Run() {
    std::vector<Judgement> judgements;
    judgements.reserve(matches_.size());
    for (const Match& match : matches_) judgements.push_back(JudgeOne(match));
    return judgements;
  }

 private:
  const v1::FindingPhrasings& PhrasingsOf(const Match& match) const {
    return *lexicon_.entries()[match.entry].phrasings;
  }

  static bool IsPart(const Match& match, const Cue& cue) {
    // What belongs to the phrasing itself, as in `cannot bend`, is no cue; that
    // of `not really swollen` only ends in it.
    return std::find(match.tokens.begin(), match.tokens.end(), cue.begin) !=
           match.tokens.end();
  }

  // Whether a cue that begins outside of a match ends on a word of it that
  // carries what is said.
  static bool TakesWordOf(const Cue& cue, const Match& match) {
    return !IsPart(match, cue) &&
           std::any_of(match.anchors.begin(), match.anchors.end(),
                       [&](int at) { return cue.begin < at && at < cue.end; });
  }

  static Reach ReachOf(const Scope& scope, const Match& match) {
    size_t covered = 0;
    size_t clearly = 0;
    for (const int at : match.anchors) {
      covered += scope.Covers(at);
      clearly += scope.ClearlyCovers(at);
    }
    if (covered == 0) return Reach::kNone;
    return clearly == match.anchors.size() ? Reach::kClear : Reach::kUnclear;
  }

  // For each token, the cue that says that it is about somebody else; nullptr:
  // about the person.
  void FindPersons() {
    bool self = false;
    bool ward = false;
    // `my` in `my 9 year old son` says nothing of oneself.
    int son_from = reading_.size();
    for (auto cue = reading_.cues.rbegin(); cue != reading_.cues.rend();
         ++cue) {
      if (cue->kind == v1::CUE_KIND_WARD) {
        ward = true;
        son_from = cue->begin;
      } else if (cue->kind == v1::CUE_KIND_SELF &&
                 son_from - cue->end > kMaxWordsBeforeWard) {
        self = true;
      }
    }
    persons_.assign(reading_.size(), nullptr);
    // Somebody asks for a child of theirs.
    if (ward && !self) return;
    const Cue* other = nullptr;
    size_t next = 0;
    for (int at = 0; at < reading_.size(); ++at) {
      for (; next < reading_.cues.size() && reading_.cues[next].begin <= at;
           ++next) {
        const Cue& cue = reading_.cues[next];
        if (cue.kind == v1::CUE_KIND_SELF) other = nullptr;
        if ((cue.kind == v1::CUE_KIND_OTHER_PERSON ||
             cue.kind == v1::CUE_KIND_WARD) &&
            !OnlyReports(cue)) {
          other = &cue;
        }
      }
      persons_[at] = other;
      if (reading_.IsSentenceEnd(at)) other = nullptr;
    }
  }

  // `my wife says that`.
  bool OnlyReports(const Cue& person) const {
    for (int at = person.end; at <= person.end + 1 && at < reading_.size();
         ++at) {
      if (reading_.CueAt(v1::CUE_KIND_REPORTS, at) != nullptr) return true;
    }
    return false;
  }

  void FindBareQuestions() {
    bare_question_.assign(reading_.size(), false);
    int begin = 0;
    int words = 0;
    for (int at = 0; at < reading_.size(); ++at) {
      if (reading_.IsWord(at)) ++words;
      if (!reading_.IsSentenceEnd(at)) continue;
      if (reading_.tokens[at].kind == TokenKind::kQuestion &&
          words <= kMaxBareQuestionWords) {
        std::fill(bare_question_.begin() + begin, bare_question_.begin() + at,
                  true);
      }
      begin = at + 1;
      words = 0;
    }
  }

  // The days since what a match says, where the text tells them by `3 weeks
  // ago` near by; negative: it does not.
  double DaysAgo(const Match& match, Cue* cue) const {
    auto next = std::lower_bound(
        reading_.numbers.begin(), reading_.numbers.end(),
        match.begin() - kMaxScopeWords,
        [](const NumberSpan& number, int at) { return number.begin < at; });
    for (; next != reading_.numbers.end(); ++next) {
      const NumberSpan& number = *next;
      if (number.begin > match.end() + kMaxScopeWords) break;
      if (number.unit < 0 || number.end >= reading_.size()) continue;
      const Cue* ago = reading_.CueAt(v1::CUE_KIND_AGO, number.end);
      if (ago == nullptr) continue;
      const int from = std::min(number.begin, match.begin());
      const int to = std::max(ago->end, match.end());
      bool apart = false;
      for (int at = from; at < to; ++at) {
        apart = apart || reading_.IsSentenceEnd(at) ||
                reading_.tokens[at].kind == TokenKind::kComma ||
                reading_.CueAt(v1::CUE_KIND_END, at) != nullptr ||
                (reading_.CueAt(v1::CUE_KIND_AND, at) != nullptr &&
                 (at < match.begin() || at >= match.end()));
      }
      if (apart) continue;
      *cue = {v1::CUE_KIND_AGO, number.begin, ago->end};
      return number.min * lexicon_.unit(number.unit).size();
    }
    return -1;
  }

  Judgement JudgeOne(const Match& match) const {
    const v1::FindingTense tense = PhrasingsOf(match).tense();
    bool absent = false;
    bool unclear = false;
    bool past = false;
    bool was = false;
    bool feared = false;
    bool other = false;
    bool answered = false;
    Judgement judgement;
    // Scopes are in the order of their cues.
    auto next = std::lower_bound(
        scopes_.begin(), scopes_.end(), match.begin() - kMaxScopeTokens,
        [](const Scope& scope, int at) { return scope.cue.begin < at; });
    for (; next != scopes_.end(); ++next) {
      const Scope& scope = *next;
      if (scope.cue.begin > match.end() + kMaxScopeTokens) break;
      // `really` in `not really swollen` does not say how swollen.
      if (TakesWordOf(scope.cue, match)) return {};
      const Reach reach = ReachOf(scope, match);
      if (reach == Reach::kNone || IsPart(match, scope.cue)) continue;
      switch (scope.cue.kind) {
        case v1::CUE_KIND_NEGATION:
        case v1::CUE_KIND_NEGATION_AFTER:
          (reach == Reach::kClear ? absent : unclear) = true;
          answered = answered || scope.cue.kind == v1::CUE_KIND_NEGATION_AFTER;
          break;
        case v1::CUE_KIND_PAST:
        case v1::CUE_KIND_PAST_AFTER:
          if (tense == v1::FINDING_TENSE_EVER) continue;
          (reach == Reach::kClear ? past : unclear) = true;
          break;
        case v1::CUE_KIND_PAST_TENSE:
          if (tense != v1::FINDING_TENSE_NOW) continue;
          was = true;
          break;
        case v1::CUE_KIND_HYPOTHETICAL:
          (reach == Reach::kClear ? feared : unclear) = true;
          break;
        case v1::CUE_KIND_OTHER_PERSON_AFTER:
          (reach == Reach::kClear ? other : unclear) = true;
          break;
        default:
          unclear = true;
          break;
      }
      judgement.cues.push_back(scope.cue);
    }
    if (const Cue* person = persons_[match.anchors.back()]) {
      other = true;
      judgement.cues.push_back(*person);
    }
    Cue ago;
    const double days = DaysAgo(match, &ago);
    if ((tense == v1::FINDING_TENSE_RECENT &&
         days > PhrasingsOf(match).recent_days()) ||
        (tense == v1::FINDING_TENSE_NOW && days > kLongAgoDays)) {
      past = true;
      judgement.cues.push_back(ago);
    }
    // `Fever? No.`
    if (bare_question_[match.anchors.front()] && !answered) unclear = true;
    std::sort(judgement.cues.begin(), judgement.cues.end(),
              [](const Cue& a, const Cue& b) { return a.begin < b.begin; });
    judgement.status = other     ? v1::PROPOSAL_STATUS_OTHER_PERSON
                       : feared  ? v1::PROPOSAL_STATUS_HYPOTHETICAL
                       : unclear ? v1::PROPOSAL_STATUS_UNCERTAIN
                       : past    ? v1::PROPOSAL_STATUS_PAST
                       : absent  ? (was ? v1::PROPOSAL_STATUS_UNCERTAIN
                                        : v1::PROPOSAL_STATUS_ABSENT)
                       : was     ? v1::PROPOSAL_STATUS_UNCERTAIN
                                 : v1::PROPOSAL_STATUS_PRESENT;
    ApplyRole(match, &judgement);
    return judgement;
  }

  // What the phrasing makes of it.
  static void ApplyRole(const Match& match, Judgement* judgement) {
    v1::ProposalStatus& status = judgement->status;
    switch (match.role) {
      case PhrasingRole::kHints:
        if (status == v1::PROPOSAL_STATUS_PRESENT) {
          status = v1::PROPOSAL_STATUS_UNCERTAIN;
        } else if (status == v1::PROPOSAL_STATUS_ABSENT) {
          // What only points to it can be absent while it is there.
          status = v1::PROPOSAL_STATUS_UNSPECIFIED;
        }
        break;
      case PhrasingRole::kDenies:
        if (status == v1::PROPOSAL_STATUS_PRESENT) {
          status = v1::PROPOSAL_STATUS_ABSENT;
        } else if (status == v1::PROPOSAL_STATUS_ABSENT ||
                   status == v1::PROPOSAL_STATUS_PAST) {
          status = v1::PROPOSAL_STATUS_UNCERTAIN;
        }
        break;
      default:
        break;
    }
  }

  const Lexicon& lexicon_;
  const Reading& reading_;
  const std::vector<Match>& matches_;
  std::vector<Scope> scopes_;
  std::vector<const Cue*> persons_;
  std::vector<bool> bare_question_;
};

}  // namespace

std::vector<Judgement> Judge(const Lexicon& lexicon, const Reading& reading,
                             const std::vector<Match>& matches) {
  return ContextJudge(lexicon, reading, matches).Run();
}

}  // namespace knead
