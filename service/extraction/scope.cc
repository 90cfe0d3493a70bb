#include "service/extraction/scope.h"

#include <algorithm>

#include "service/extraction/limits.h"

namespace knead {
namespace {

// How many items behind a comma are looked through for the `or` that closes an
// enumeration.
constexpr int kMaxListItems = 6;

// The most words of a passage to which a `no` behind it belongs.
constexpr int kMaxDeniedWords = 4;

// The most words between a negation and the relief that it denies: `does not
// really seem to reduce`.
constexpr int kMaxWordsToRelief = 3;

class ScopeFinder {
 public:
  ScopeFinder(const Reading& reading, const std::vector<bool>& is_anchor)
      : reading_(reading), is_anchor_(is_anchor) {}

  std::vector<Scope> Run() {
    std::vector<Scope> scopes;
    for (const Cue& cue : reading_.cues) {
      switch (cue.kind) {
        case v1::CUE_KIND_NEGATION:
          if (!IsInterjection(cue)) scopes.push_back(Negation(cue));
          break;
        case v1::CUE_KIND_UNCERTAIN:
          if (!IsOfNumber(cue)) scopes.push_back(Forward(cue));
          break;
        case v1::CUE_KIND_PAST:
        case v1::CUE_KIND_PAST_TENSE:
          scopes.push_back(Forward(cue));
          break;
        case v1::CUE_KIND_LONG_AGO:
          scopes.push_back(Backward(cue));
          // `in 2015 I had a knee replacement`.
          if (BeginsPassage(cue.begin)) scopes.push_back(Forward(cue));
          break;
        case v1::CUE_KIND_HYPOTHETICAL:
          scopes.push_back(Hypothetical(cue));
          break;
        case v1::CUE_KIND_QUESTION:
          if (BeginsPassage(cue.begin)) scopes.push_back(ToEndOfPassage(cue));
          break;
        case v1::CUE_KIND_NEGATION_AFTER:
          NegationAfter(cue, &scopes);
          break;
        case v1::CUE_KIND_UNCERTAIN_AFTER:
          if (!IsOfNumber(cue)) scopes.push_back(UncertainAfter(cue));
          break;
        case v1::CUE_KIND_PAST_AFTER:
          if (!Became(cue)) scopes.push_back(Backward(cue));
          break;
        case v1::CUE_KIND_OTHER_PERSON_AFTER:
          scopes.push_back(Backward(cue));
          break;
        default:
          break;
      }
    }
    MarkDoubleNegations(&scopes);
    return scopes;
  }

 private:
  int size() const { return reading_.size(); }
  bool Is(v1::CueKind kind, int at) const {
    return reading_.CueAt(kind, at) != nullptr;
  }
  bool IsComma(int at) const {
    return reading_.tokens[at].kind == TokenKind::kComma;
  }
  bool IsTopic(int at) const {
    return reading_.tokens[at].kind == TokenKind::kTopic;
  }
  bool Ends(int at) const {
    return at >= size() || reading_.IsSentenceEnd(at) ||
           Is(v1::CUE_KIND_END, at) || Is(v1::CUE_KIND_EXCEPTION, at);
  }
  bool IsJoiner(int at) const {
    // `and` in `pins and needles` joins nothing.
    return IsComma(at) || IsTopic(at) ||
           (!is_anchor_[at] &&
            (Is(v1::CUE_KIND_AND, at) || Is(v1::CUE_KIND_OR, at)));
  }
  // A cue that has a say of its own from here on.
  bool BeginsOther(int at) const {
    return Is(v1::CUE_KIND_NEGATION, at) || Is(v1::CUE_KIND_UNCERTAIN, at) ||
           Is(v1::CUE_KIND_HYPOTHETICAL, at) || Is(v1::CUE_KIND_PLAIN, at);
  }

  // Whether a cue only says that a number is not exact: `maybe 45 degrees`.
  bool IsOfNumber(const Cue& cue) const {
    for (int at = cue.begin; at >= 0 && at > cue.begin - kMaxScopeWords; --at) {
      const int number = reading_.number_at[at];
      if (number >= 0) return cue.begin < reading_.numbers[number].end;
    }
    return false;
  }

  // Whether a passage ends at `at`.
  bool EndsPassage(int at) const {
    const int next = SkipTopics(at);
    return next >= size() || IsComma(next) || reading_.IsSentenceEnd(next);
  }

  // The end of the passage before `at`, behind which marks and topics stand.
  int EndBefore(int at) const {
    while (at > 0 && !reading_.IsWord(at - 1)) --at;
    return at;
  }

  // Where the passage before ends, when a cue says of that one, and not of its
  // own, that it is over: `the calf was red, it has gone`; `swelling last week,
  // gone now`. -1: it does not.
  int EndOfPassageMeant(const Cue& cue) const {
    bool refers = Is(v1::CUE_KIND_PRONOUN, cue.begin);
    int at = cue.begin;
    while (at > 0) {
      const int before = at - 1;
      if (reading_.InCue(v1::CUE_KIND_END, before)) {
        while (at > 0 && reading_.InCue(v1::CUE_KIND_END, at - 1)) --at;
        return refers ? EndBefore(at) : -1;
      }
      if (IsTopic(before)) {
        --at;
        continue;
      }
      if (!reading_.IsWord(before)) {
        refers = refers || (IsComma(before) && EndsPassage(cue.end));
        return refers ? EndBefore(at) : -1;
      }
      if (Is(v1::CUE_KIND_PRONOUN, before)) {
        refers = true;
      } else if (!Is(v1::CUE_KIND_STATEMENT, before)) {
        return -1;
      }
      --at;
    }
    return -1;
  }

  // The next token that takes room.
  int SkipTopics(int at) const {
    while (at < size() && IsTopic(at)) ++at;
    return at;
  }

  // `No, it is swollen`: an answer, not a negation of what follows.
  bool IsInterjection(const Cue& cue) const {
    // `nothing broken.` has in it what it denies.
    for (int at = cue.begin; at < cue.end; ++at) {
      if (is_anchor_[at]) return false;
    }
    return EndsPassage(cue.end);
  }

  bool BeginsPassage(int at) const {
    int before = at - 1;
    while (before >= 0 && IsTopic(before)) --before;
    if (before < 0 || IsComma(before) || reading_.IsSentenceEnd(before)) {
      return true;
    }
    if (Is(v1::CUE_KIND_AND, before)) return true;
    return reading_.InCue(v1::CUE_KIND_END, before);
  }

  // Whether a part of the body is named at `at`.
  bool IsNamedPart(int at) const {
    const int mention = reading_.mention_at[at];
    return mention >= 0 && reading_.mentions[mention].begin == at;
  }

  bool IsSideOrSelf(int at) const {
    return Is(v1::CUE_KIND_SELF, at) || Is(v1::CUE_KIND_LEFT, at) ||
           Is(v1::CUE_KIND_RIGHT, at) || Is(v1::CUE_KIND_BOTH, at);
  }

  // Whether a preposition leads to the part of the body at `at`: `in my left
  // calf`; or it is joined to one before: `calf or thigh`.
  bool IsLedTo(int at) const {
    int before = at - 1;
    while (before >= 0 && IsSideOrSelf(before)) --before;
    if (before < 0) return false;
    return Is(v1::CUE_KIND_PREPOSITION, before) ||
           reading_.InCue(v1::CUE_KIND_PREPOSITION, before) ||
           Is(v1::CUE_KIND_OR, before) || Is(v1::CUE_KIND_AND, before);
  }

  // The item that begins at `begin`: up to the next joiner or end.
  int ItemEnd(int begin) const {
    int at = begin;
    while (at < size() && !Ends(at) && !IsJoiner(at)) ++at;
    return at;
  }

  // Whether an item is a statement of its own: `my calf is swollen`, `left leg
  // red`, `since Monday`.
  bool IsStatement(int begin, int end) const {
    for (int at = begin; at < end; ++at) {
      if (Is(v1::CUE_KIND_STATEMENT, at)) return true;
      if (IsNamedPart(at) && !IsLedTo(at)) return true;
      if (reading_.number_at[at] >= 0) return true;
    }
    return begin < end &&
           (Is(v1::CUE_KIND_SELF, begin) || Is(v1::CUE_KIND_CARER, begin) ||
            Is(v1::CUE_KIND_ASKS, begin) ||
            Is(v1::CUE_KIND_OTHER_PERSON, begin) ||
            Is(v1::CUE_KIND_HE_OR_SHE, begin) || Is(v1::CUE_KIND_KIN, begin) ||
            Is(v1::CUE_KIND_WARD, begin));
  }

  // Behind the joiners at `at`; whether one of them is `or`.
  int SkipJoiners(int at, bool* has_or) const {
    while (at < size() && IsJoiner(at)) {
      *has_or = *has_or || Is(v1::CUE_KIND_OR, at);
      ++at;
    }
    return at;
  }

  // Whether the enumeration that goes on at `begin` is closed by `or`, without
  // a statement before that.
  bool IsClosedByOr(int begin) const {
    int at = begin;
    for (int item = 0; item < kMaxListItems; ++item) {
      const int end = ItemEnd(at);
      if (end == at || IsStatement(at, end) || Ends(end)) return false;
      // Its `or` belongs to another denial: `no injury, swollen, no redness or
      // warmth`.
      for (int i = at; i < end; ++i) {
        if (BeginsOther(i)) return false;
      }
      bool has_or = false;
      for (int i = end; i < size() && IsJoiner(i); ++i) {
        if (Is(v1::CUE_KIND_AND, i)) return false;
      }
      at = SkipJoiners(end, &has_or);
      if (has_or) return true;
    }
    return false;
  }

  Scope Negation(const Cue& cue) const {
    Scope scope{cue, cue.end, cue.end, cue.end};
    bool unclear = false;
    bool anchor_seen = false;
    int words = 0;
    int at = cue.end;
    while (at < size() && !Ends(at) && words < kMaxScopeWords) {
      if (at > cue.end && BeginsOther(at)) break;
      if (IsJoiner(at)) {
        bool has_or = false;
        const int next = SkipJoiners(at, &has_or);
        const int end = ItemEnd(next);
        if (next >= size() || Ends(next) || IsStatement(next, end)) break;
        bool has_and = false;
        for (int i = at; i < next; ++i) {
          has_and = has_and || Is(v1::CUE_KIND_AND, i);
        }
        // Parts of the body that are joined belong to one item.
        const bool part = IsNamedPart(next) && !anchor_seen;
        if (!has_or && !part && (has_and || !IsClosedByOr(next))) {
          unclear = true;
        }
        if (!unclear) scope.unclear_from = next;
        at = next;
        continue;
      }
      // `it` in `never injured it` belongs to what is denied.
      const bool goes_on = is_anchor_[at] && is_anchor_[at - 1];
      if (anchor_seen && !goes_on &&
          (Is(v1::CUE_KIND_STATEMENT, at) ||
           (IsNamedPart(at) && !IsLedTo(at)))) {
        break;
      }
      anchor_seen = anchor_seen || is_anchor_[at];
      if (reading_.IsWord(at)) ++words;
      ++at;
      if (!unclear) scope.unclear_from = at;
    }
    scope.end = at;
    scope.unclear_from = std::min(scope.unclear_from, scope.end);
    // `no swelling apart from the knee`.
    int behind = SkipTopics(at);
    if (behind < size() && IsComma(behind)) behind = SkipTopics(behind + 1);
    if (behind < size() && Is(v1::CUE_KIND_EXCEPTION, behind)) {
      scope.unclear_from = scope.begin;
    }
    for (int i = scope.begin; i < size() && i < scope.begin + kMaxScopeWords &&
                              !Ends(i) && !(i > at && IsJoiner(i));
         ++i) {
      scope.before = scope.before || Is(v1::CUE_KIND_BEFORE, i);
    }
    if (IsOfRelief(cue) || IsOfDegree(scope)) {
      scope.unclear_from = scope.begin;
    }
    return scope;
  }

  // Whether a negation denies that something gets better: `ice does not reduce
  // the swelling`.
  bool IsOfRelief(const Cue& cue) const {
    for (int at = cue.end; at < size() && at <= cue.end + kMaxWordsToRelief;
         ++at) {
      if (!reading_.IsWord(at) || is_anchor_[at]) return false;
      if (Is(v1::CUE_KIND_RELIEF, at)) return true;
    }
    return false;
  }

  // Whether a negation denies only that it was ever so bad: `never had swelling
  // this bad in my calf`.
  bool IsOfDegree(const Scope& scope) const {
    for (int at = scope.begin; at < size() && at <= scope.end + kMaxDeniedWords;
         ++at) {
      if (!reading_.IsWord(at)) {
        if (at >= scope.end) return false;
        continue;
      }
      if (Is(v1::CUE_KIND_DEGREE, at)) return true;
    }
    return false;
  }

  // Over all items that are no statement of their own.
  Scope Forward(const Cue& cue) const {
    Scope scope{cue, cue.end, cue.end, cue.end};
    int words = 0;
    int at = cue.end;
    while (at < size() && !Ends(at) && words < kMaxScopeWords) {
      if (IsJoiner(at)) {
        bool has_or = false;
        const int next = SkipJoiners(at, &has_or);
        if (next >= size() || Ends(next) ||
            (!has_or && IsStatement(next, ItemEnd(next)))) {
          break;
        }
        at = next;
        continue;
      }
      if (reading_.IsWord(at)) ++words;
      ++at;
    }
    scope.end = scope.unclear_from = at;
    return scope;
  }

  // Up to where what happens then is said: `if I squat it locks`.
  Scope Hypothetical(const Cue& cue) const {
    Scope scope{cue, cue.end, cue.end, cue.end};
    int words = 0;
    int subjects = 0;
    int at = cue.end;
    while (at < size() && !Ends(at) && !IsComma(at) && words < kMaxScopeWords) {
      if (Is(v1::CUE_KIND_AND, at) || Is(v1::CUE_KIND_OR, at)) subjects = 0;
      const bool subject =
          Is(v1::CUE_KIND_STATEMENT, at) &&
          (Is(v1::CUE_KIND_PRONOUN, at) || Is(v1::CUE_KIND_SELF, at));
      if (subject && ++subjects > 1) break;
      if (reading_.IsWord(at)) ++words;
      ++at;
    }
    scope.end = scope.unclear_from = at;
    return scope;
  }

  Scope ToEndOfPassage(const Cue& cue) const {
    Scope scope{cue, cue.begin, cue.end, cue.end};
    int words = 0;
    int at = cue.end;
    while (at < size() && !Ends(at) && words < kMaxScopeWords) {
      if (IsComma(at)) {
        const int next = SkipTopics(at + 1);
        if (next >= size() || IsStatement(next, ItemEnd(next))) break;
      }
      if (reading_.IsWord(at)) ++words;
      ++at;
    }
    scope.end = scope.unclear_from = at;
    return scope;
  }

  Scope Backward(const Cue& cue) const {
    Scope scope{cue, cue.begin, cue.begin, cue.begin};
    bool anchor_seen = false;
    int words = 0;
    int at = cue.begin;
    if (cue.kind == v1::CUE_KIND_PAST_AFTER) {
      const int end = EndOfPassageMeant(cue);
      if (end >= 0) at = end;
    }
    while (at > 0 && words < kMaxScopeWords) {
      const int before = at - 1;
      if (reading_.IsSentenceEnd(before) || IsComma(before) ||
          reading_.InCue(v1::CUE_KIND_END, before) ||
          reading_.InCue(v1::CUE_KIND_EXCEPTION, before)) {
        break;
      }
      // `swollen since Christmas last year` goes on.
      if (reading_.InCue(v1::CUE_KIND_SINCE, before) &&
          cue.kind != v1::CUE_KIND_OTHER_PERSON_AFTER &&
          cue.kind != v1::CUE_KIND_UNCERTAIN_AFTER) {
        break;
      }
      // `warfarin since the operation last year`.
      if (anchor_seen && !is_anchor_[before] &&
          Is(v1::CUE_KIND_STATEMENT, before)) {
        break;
      }
      // `swelling and redness have gone`, but `it is swollen and the redness
      // has gone`.
      if (anchor_seen &&
          (Is(v1::CUE_KIND_AND, before) || Is(v1::CUE_KIND_OR, before)) &&
          !is_anchor_[at]) {
        break;
      }
      anchor_seen = anchor_seen || is_anchor_[before];
      if (reading_.IsWord(before)) ++words;
      at = before;
    }
    scope.begin = at;
    scope.end = scope.unclear_from = cue.begin;
    return scope;
  }

  // Whether `gone` in `the foot has gone white` says what it became.
  bool Became(const Cue& cue) const {
    return cue.end < size() && is_anchor_[cue.end];
  }

  // Over what stands right before, and over a short passage that it answers:
  // `diabetes: not sure`.
  Scope UncertainAfter(const Cue& cue) const {
    Scope scope = Backward(cue);
    const int end = EndBefore(cue.begin);
    if (end == cue.begin || !EndsPassage(cue.end)) return scope;
    int at = end;
    int words = 0;
    for (; at > 0 && reading_.IsWord(at - 1); --at) ++words;
    if (words > kMaxDeniedWords) return scope;
    scope.begin = at;
    scope.end = scope.unclear_from = end;
    return scope;
  }

  // `fever: no`, `redness none`, `swelling? no`.
  void NegationAfter(const Cue& cue, std::vector<Scope>* scopes) const {
    const int next = SkipTopics(cue.end);
    if (next < size() && !IsComma(next) &&
        reading_.tokens[next].kind != TokenKind::kStop) {
      return;
    }
    int end = cue.begin;
    while (end > 0 && (IsTopic(end - 1) || IsComma(end - 1) ||
                       reading_.tokens[end - 1].kind == TokenKind::kQuestion)) {
      --end;
    }
    Scope scope{cue, end, end, end};
    int words = 0;
    int at = end;
    while (at > 0 && words <= kMaxDeniedWords) {
      const int before = at - 1;
      if (reading_.IsSentenceEnd(before) || IsComma(before) ||
          reading_.InCue(v1::CUE_KIND_END, before)) {
        break;
      }
      if (reading_.IsWord(before)) ++words;
      at = before;
    }
    scope.begin = at;
    bool states = false;
    for (int i = at; i < end; ++i) {
      states = states || Is(v1::CUE_KIND_STATEMENT, i);
    }
    // Behind a comma it may answer something else: `swollen calf, no, I did not
    // fall`.
    bool apart = false;
    for (int i = end; i < cue.begin; ++i) {
      apart = apart || (IsComma(i) && reading_.tokens[i].text == ",");
    }
    if (words > kMaxDeniedWords || states || apart) scope.unclear_from = at;
    scopes->push_back(scope);
  }

  // A negation behind a negation, with nothing between that could be denied,
  // takes the first one back or repeats it: nobody can tell.
  void MarkDoubleNegations(std::vector<Scope>* scopes) const {
    const Scope* last = nullptr;
    for (Scope& scope : *scopes) {
      if (scope.cue.kind != v1::CUE_KIND_NEGATION) continue;
      if (last != nullptr && scope.cue.begin <= last->end) {
        bool denied = false;
        for (int at = last->cue.begin; at < scope.cue.begin; ++at) {
          denied = denied || is_anchor_[at] || IsComma(at);
        }
        // `neither smoke nor take warfarin` goes on.
        if (!denied && !Is(v1::CUE_KIND_OR, scope.cue.begin)) {
          scope.unclear_from = scope.begin;
        }
      }
      last = &scope;
    }
  }

  const Reading& reading_;
  const std::vector<bool>& is_anchor_;
};

}  // namespace

std::vector<Scope> FindScopes(const Reading& reading,
                              const std::vector<bool>& is_anchor) {
  return ScopeFinder(reading, is_anchor).Run();
}

}  // namespace knead
