#include "service/extraction/context.h"

#include <algorithm>
#include <set>
#include <string>

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

// The most tokens between a person and their age, without the age.
constexpr int kMaxTokensBeforeAge = 3;

// The most tokens between a word that takes back a phrasing that denies and the
// phrasing.
constexpr int kMaxWordsBeforeDenial = 3;

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
    for (const Cue& cue : reading.cues) {
      if (cue.kind == v1::CUE_KIND_LATELY) {
        lately_.insert(reading.sentence[cue.begin]);
      }
    }
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

  static bool Holds(const Match& match, int at) {
    return std::find(match.tokens.begin(), match.tokens.end(), at) !=
           match.tokens.end();
  }

  // Whether a word denies by itself, as `no` in `there is no`.
  bool DeniesAlone(int at) const {
    bool denies = false;
    lexicon_.cue_rows().Find(
        reading_.texts, reading_.stems, {}, at, [&](int length, int kind) {
          denies = denies || (length == 1 && kind == v1::CUE_KIND_NEGATION);
        });
    return denies;
  }

  bool IsPart(const Match& match, const Cue& cue) const {
    // What belongs to the phrasing itself, as in `cannot bend` or `the feeling
    // has gone`, is no cue; that of `not really swollen` only ends in it.
    if (Holds(match, cue.begin)) return true;
    if (cue.kind == v1::CUE_KIND_PAST_AFTER) return Holds(match, cue.end - 1);
    if (cue.kind != v1::CUE_KIND_NEGATION) return false;
    for (int at = cue.begin; at < cue.end; ++at) {
      if (Holds(match, at) && DeniesAlone(at)) return true;
    }
    return false;
  }

  // Whether a cue that begins outside of a match ends on a word of it that
  // carries what is said.
  bool TakesWordOf(const Cue& cue, const Match& match) const {
    return !IsPart(match, cue) &&
           std::any_of(match.anchors.begin(), match.anchors.end(),
                       [&](int at) { return cue.begin < at && at < cue.end; });
  }

  static Reach ReachOf(const Scope& scope, const Match& match) {
    size_t covered = 0;
    size_t clearly = 0;
    for (const int at : match.anchors) {
      // `feel` in `dont feel ill` belongs to both.
      const bool own = scope.cue.begin <= at && at < scope.cue.end;
      covered += own || scope.Covers(at);
      clearly += own || scope.ClearlyCovers(at);
    }
    if (covered == 0) return Reach::kNone;
    return clearly == match.anchors.size() ? Reach::kClear : Reach::kUnclear;
  }

  // Whether a cue names somebody for whom one may ask.
  static bool IsCaredFor(const Cue& cue) {
    return cue.kind == v1::CUE_KIND_WARD || cue.kind == v1::CUE_KIND_KIN;
  }

  // Whether an age stands beside a person: `my husband, 66`, `dad (81)`.
  bool HasAge(const Cue& person) const {
    for (int at = person.end;
         at < reading_.size() && at < person.end + kMaxTokensBeforeAge; ++at) {
      if (reading_.number_at[at] >= 0) return true;
      if (reading_.IsSentenceEnd(at)) return false;
    }
    return false;
  }

  // Whether the whole text is about somebody for whom another one asks: it
  // speaks of one person alone, from the first finding on, and of the one who
  // asks only as such. Of a relative it has to show that they are the one, and
  // not only a case in the family.
  bool AsksForAnother() const {
    // `my` in `my 9 year old son` says nothing of oneself.
    int named_from = reading_.size() + kMaxWordsBeforeWard + 1;
    bool shown = false;
    bool kin = false;
    const Cue* first = nullptr;
    std::string name;
    for (auto cue = reading_.cues.rbegin(); cue != reading_.cues.rend();
         ++cue) {
      if (cue->kind == v1::CUE_KIND_SELF &&
          named_from - cue->end > kMaxWordsBeforeWard) {
        return false;
      }
      shown = shown || cue->kind == v1::CUE_KIND_HE_OR_SHE ||
              cue->kind == v1::CUE_KIND_CARER;
      if (!IsCaredFor(*cue)) continue;
      named_from = cue->begin;
      if (OnlyReports(*cue) || OnlyTakesPart(*cue)) continue;
      const std::string& word = reading_.tokens[cue->end - 1].stem;
      if (!name.empty() && word != name) return false;
      name = word;
      first = &*cue;
      kin = kin || cue->kind == v1::CUE_KIND_KIN;
      shown = shown || HasAge(*cue);
    }
    if (first == nullptr || (kin && !shown)) return false;
    return !kin || matches_.empty() ||
           reading_.sentence[first->begin] <=
               reading_.sentence[matches_.front().anchors.front()];
  }

  // For each token, the cue that says that it is about somebody else; nullptr:
  // about the person.
  void FindPersons() {
    persons_.assign(reading_.size(), nullptr);
    const bool for_another = AsksForAnother();
    const Cue* other = nullptr;
    // Whether `he` can mean somebody, rather than the doctor or the person.
    bool named = false;
    size_t next = 0;
    for (int at = 0; at < reading_.size(); ++at) {
      for (; next < reading_.cues.size() && reading_.cues[next].begin <= at;
           ++next) {
        const Cue& cue = reading_.cues[next];
        const bool he = cue.kind == v1::CUE_KIND_HE_OR_SHE;
        if (cue.kind == v1::CUE_KIND_SELF || cue.kind == v1::CUE_KIND_CARER ||
            cue.kind == v1::CUE_KIND_ASKS ||
            (for_another && (he || IsCaredFor(cue)))) {
          other = nullptr;
        } else if (cue.kind == v1::CUE_KIND_OTHER_PERSON || IsCaredFor(cue) ||
                   (he && named)) {
          named = true;
          if (!OnlyReports(cue) && !OnlyTakesPart(cue)) other = &cue;
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

  // `tackled by a mate`, `playing with my son`.
  bool OnlyTakesPart(const Cue& person) const {
    int before = person.begin - 1;
    if (before >= 0 &&
        (reading_.CueAt(v1::CUE_KIND_SELF, before) != nullptr ||
         reading_.CueAt(v1::CUE_KIND_HE_OR_SHE, before) != nullptr)) {
      --before;
    }
    return before >= 0 &&
           reading_.CueAt(v1::CUE_KIND_BESIDE, before) != nullptr;
  }

  // Whether the next words are `yes`.
  bool IsAffirmed(int question) const {
    int at = question + 1;
    while (at < reading_.size() &&
           reading_.tokens[at].kind == TokenKind::kTopic) {
      ++at;
    }
    return at < reading_.size() &&
           reading_.CueAt(v1::CUE_KIND_YES, at) != nullptr;
  }

  void FindBareQuestions() {
    bare_question_.assign(reading_.size(), false);
    int begin = 0;
    int words = 0;
    for (int at = 0; at < reading_.size(); ++at) {
      if (reading_.IsWord(at)) ++words;
      if (!reading_.IsSentenceEnd(at)) continue;
      if (reading_.tokens[at].kind == TokenKind::kQuestion &&
          words <= kMaxBareQuestionWords && !IsAffirmed(at)) {
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
                // `warfarin since a clot 5 years ago`.
                ((reading_.CueAt(v1::CUE_KIND_AND, at) != nullptr ||
                  reading_.CueAt(v1::CUE_KIND_SINCE, at) != nullptr) &&
                 (at < match.begin() || at >= match.end()));
      }
      if (apart) continue;
      *cue = {v1::CUE_KIND_AGO, number.begin, ago->end};
      return number.min * lexicon_.unit(number.unit).size();
    }
    return -1;
  }

  // Whether what a phrasing denies is taken back: before it or within, as in
  // `cant walk normally`, or behind it, as in `no lump before`.
  bool IsQualified(const Match& match) const {
    int from = match.begin();
    while (from > 0 && match.begin() - from < kMaxWordsBeforeDenial &&
           reading_.IsWord(from - 1)) {
      --from;
    }
    for (int at = from; at < match.end(); ++at) {
      for (const v1::CueKind kind :
           {v1::CUE_KIND_CANNOT, v1::CUE_KIND_NEGATION, v1::CUE_KIND_PLAIN}) {
        const Cue* cue = reading_.CueAt(kind, at);
        if (cue == nullptr || IsPart(match, *cue)) continue;
        // A negation before it is judged by its scope.
        if (kind != v1::CUE_KIND_NEGATION || at > match.begin()) return true;
      }
    }
    for (int at = match.begin();
         at < reading_.size() && at < match.end() + kMaxScopeWords; ++at) {
      if (at >= match.end() && !reading_.IsWord(at)) break;
      if (reading_.CueAt(v1::CUE_KIND_EXCEPTION, at) != nullptr ||
          (reading_.CueAt(v1::CUE_KIND_BEFORE, at) != nullptr &&
           PhrasingsOf(match).tense() != v1::FINDING_TENSE_EVER)) {
        return true;
      }
    }
    return false;
  }

  // `since 2015` goes on.
  bool IsSince(const Cue& time) const {
    return time.begin > 0 &&
           reading_.CueAt(v1::CUE_KIND_SINCE, time.begin - 1) != nullptr;
  }

  // Whether a passage that tells a time says that something began then: `it
  // started swelling 2 years ago`.
  bool BeganThen(const Match& match, const Cue& time) const {
    const int end = std::max(match.end(), time.end);
    const int begin = std::min(match.begin(), time.begin);
    for (int at = begin - 1; at >= 0 && at > begin - kMaxScopeWords; --at) {
      if (!reading_.IsWord(at)) break;
      if (reading_.CueAt(v1::CUE_KIND_SINCE, at) != nullptr) return true;
    }
    for (int at = std::min(match.begin(), time.begin); at < end; ++at) {
      if (reading_.CueAt(v1::CUE_KIND_SINCE, at) != nullptr) return true;
    }
    return false;
  }

  // Whether the sentence of a match on one leg speaks of the other leg as well:
  // `the left knee isnt swollen, its the right one that is`.
  bool SpeaksOfOtherSide(const Match& match) const {
    if (match.mention < 0) return false;
    const unsigned sides = reading_.mentions[match.mention].sides;
    if (sides != kLeftSide && sides != kRightSide) return false;
    const v1::CueKind other =
        sides == kLeftSide ? v1::CUE_KIND_RIGHT : v1::CUE_KIND_LEFT;
    const int end = std::min(reading_.size(), match.end() + kMaxScopeTokens);
    for (int at = std::max(0, match.begin() - kMaxScopeTokens); at < end;
         ++at) {
      if (reading_.sentence[at] == reading_.sentence[match.anchors.front()] &&
          reading_.CueAt(other, at) != nullptr) {
        return true;
      }
    }
    return false;
  }

  // Whether the sentence tells of these hours: `was huge when I woke up`.
  bool IsLately(const Match& match) const {
    return lately_.count(reading_.sentence[match.anchors.front()]) > 0;
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
      if (scope.cue.kind == v1::CUE_KIND_UNCERTAIN &&
          TakesWordOf(scope.cue, match)) {
        return {};
      }
      const Reach reach = ReachOf(scope, match);
      if (reach == Reach::kNone || IsPart(match, scope.cue)) continue;
      switch (scope.cue.kind) {
        case v1::CUE_KIND_NEGATION:
        case v1::CUE_KIND_NEGATION_AFTER:
          // A phrasing that denies needs no other denial before it.
          if (match.role == PhrasingRole::kDenies && reach == Reach::kUnclear &&
              scope.cue.begin < match.begin()) {
            continue;
          }
          // What was never so before counts for EVER alone.
          (reach == Reach::kClear &&
                   (!scope.before || tense == v1::FINDING_TENSE_EVER)
               ? absent
               : unclear) = true;
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
        case v1::CUE_KIND_LONG_AGO:
          // What began then goes on: `it started in 2015`.
          if (tense == v1::FINDING_TENSE_EVER || IsSince(scope.cue) ||
              (tense == v1::FINDING_TENSE_NOW && BeganThen(match, scope.cue))) {
            continue;
          }
          past = true;
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
        (tense == v1::FINDING_TENSE_NOW && days > kLongAgoDays &&
         !BeganThen(match, ago))) {
      past = true;
      judgement.cues.push_back(ago);
    }
    // `Fever? No.`
    if (bare_question_[match.anchors.front()] && !answered) unclear = true;
    if (match.role == PhrasingRole::kDenies && IsQualified(match)) {
      unclear = true;
    }
    if (absent && SpeaksOfOtherSide(match)) unclear = true;
    judgement.only_was = was && !unclear && !past && !absent;
    std::sort(judgement.cues.begin(), judgement.cues.end(),
              [](const Cue& a, const Cue& b) { return a.begin < b.begin; });
    judgement.status = other     ? v1::PROPOSAL_STATUS_OTHER_PERSON
                       : feared  ? v1::PROPOSAL_STATUS_HYPOTHETICAL
                       : unclear ? v1::PROPOSAL_STATUS_UNCERTAIN
                       : past    ? v1::PROPOSAL_STATUS_PAST
                       : absent  ? (was ? v1::PROPOSAL_STATUS_UNCERTAIN
                                        : v1::PROPOSAL_STATUS_ABSENT)
                       : was && !IsLately(match) ? v1::PROPOSAL_STATUS_UNCERTAIN
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
  // Sentences that tell of these hours.
  std::set<int> lately_;
};

}  // namespace

std::vector<Judgement> Judge(const Lexicon& lexicon, const Reading& reading,
                             const std::vector<Match>& matches) {
  return ContextJudge(lexicon, reading, matches).Run();
}

}  // namespace knead
