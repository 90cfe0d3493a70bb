#include "service/extraction/matcher.h"

#include <algorithm>
#include <utility>

#include "service/extraction/limits.h"

namespace knead {
namespace {

// How far the part of the body stands at most to which a preposition behind a
// match leads, in tokens and prepositions.
constexpr int kMaxStepsToPlace = 4;

// Looks for one pattern at one token. Takes time in proportion to the parts of
// the pattern and kMatchWindow, whatever the text: what failed once is not
// tried again.
class Attempt {
 public:
  // `end` is where the tokens end that the pattern can reach, and `failed` room
  // that is used again by the next attempt.
  Attempt(const Lexicon& lexicon, const Reading& reading,
          const Pattern& pattern, int begin, int end, std::vector<bool>* failed)
      : lexicon_(lexicon),
        reading_(reading),
        pattern_(pattern),
        begin_(begin),
        end_(end),
        failed_(*failed) {
    failed_.assign(pattern.parts.size() * (kMatchWindow + 1), false);
    match_.entry = pattern.entry;
    match_.role = pattern.role;
  }

  bool Run() { return From(0, begin_); }

  Match Take() && {
    std::reverse(match_.tokens.begin(), match_.tokens.end());
    std::reverse(match_.anchors.begin(), match_.anchors.end());
    return std::move(match_);
  }

 private:
  // Whether the parts from `part` on stand at `at`. Collects what belongs to
  // them from the back.
  bool From(size_t part, int at) {
    if (part == pattern_.parts.size()) return true;
    const size_t key = part * (kMatchWindow + 1) + (at - begin_);
    if (failed_[key]) return false;
    if (Try(part, at)) return true;
    failed_[key] = true;
    return false;
  }

  bool Try(size_t part, int at) {
    const PatternPart& wanted = pattern_.parts[part];
    if (wanted.gap) return BehindGap(part + 1, at);
    if (at < end_) {
      for (const PatternChoice& choice : wanted.choices) {
        if (TryChoice(part, choice, at)) return true;
      }
    }
    return wanted.optional && From(part + 1, at);
  }

  bool BehindGap(size_t part, int at) {
    int words = 0;
    for (int next = at; next < end_; ++next) {
      if (From(part, next)) return true;
      if (reading_.IsSentenceEnd(next) || IsBarrier(next)) return false;
      if (reading_.IsWord(next) && ++words > kMaxGapWords) return false;
    }
    return false;
  }

  bool IsBarrier(int at) const {
    if (reading_.CueAt(v1::CUE_KIND_END, at) != nullptr ||
        reading_.CueAt(v1::CUE_KIND_EXCEPTION, at) != nullptr) {
      return true;
    }
    const int mention = reading_.mention_at[at];
    if (mention < 0 || !IsNamed(at) || !pattern_.names_part) return false;
    // Parts of the body that are joined are spoken of together.
    const int topic = reading_.mention_at[begin_];
    return topic < 0 ||
           reading_.mentions[topic].group != reading_.mentions[mention].group;
  }

  // Whether a part of the body is named at `at`, and not only meant.
  bool IsNamed(int at) const {
    const int mention = reading_.mention_at[at];
    return mention >= 0 && reading_.mentions[mention].begin <= at &&
           at < reading_.mentions[mention].end;
  }

  bool TryChoice(size_t part, const PatternChoice& choice, int at) {
    switch (choice.kind) {
      case PatternChoice::kStem:
        return reading_.stems[at] == choice.id && Go(part, choice, at, at + 1);
      case PatternChoice::kText:
        return reading_.texts[at] == choice.id && Go(part, choice, at, at + 1);
      case PatternChoice::kClass: {
        // The longest words first.
        int tried = end_ + 1;
        while (true) {
          int longest = -1;
          for (const ClassSpan& span : reading_.classes[at]) {
            if (span.id == choice.id && span.end < tried) {
              longest = std::max(longest, span.end);
            }
          }
          if (longest < 0) break;
          if (Go(part, choice, at, longest)) return true;
          tried = longest;
        }
        return StandsFor(choice.id, at) && Go(part, choice, at, at + 1);
      }
      case PatternChoice::kNumber: {
        // `my husband, 66`.
        while (part > 0 && at < end_ && !reading_.IsWord(at) &&
               !reading_.IsSentenceEnd(at)) {
          ++at;
        }
        const int number = at < end_ ? reading_.number_at[at] : -1;
        return number >= 0 && UnitFits(choice, reading_.numbers[number].unit) &&
               Go(part, choice, at, reading_.numbers[number].end);
      }
    }
    return false;
  }

  // Whether `it` or a topic at `at` means a part of the body of that class.
  bool StandsFor(int id, int at) const {
    const int mention = reading_.mention_at[at];
    if (mention < 0 || IsNamed(at)) return false;
    const std::vector<int>& classes = reading_.mentions[mention].classes;
    return std::find(classes.begin(), classes.end(), id) != classes.end();
  }

  bool UnitFits(const PatternChoice& choice, int unit) const {
    if (choice.id < 0 || unit < 0) return choice.id == unit;
    if (!choice.any_size) return choice.id == unit;
    return lexicon_.unit(choice.id).measures() ==
           lexicon_.unit(unit).measures();
  }

  // Goes on behind what stands from `at` to `next`.
  bool Go(size_t part, const PatternChoice& choice, int at, int next) {
    if (next > end_ || !From(part + 1, next)) return false;
    for (int i = next; i-- > at;) {
      match_.tokens.push_back(i);
      if (pattern_.parts[part].anchor) match_.anchors.push_back(i);
    }
    if (choice.kind == PatternChoice::kNumber) {
      match_.number = reading_.number_at[at];
    } else if (choice.kind == PatternChoice::kClass &&
               reading_.mention_at[at] >= 0 &&
               lexicon_.word_class(choice.id).body_part()) {
      match_.mention = reading_.mention_at[at];
      match_.mention_class = choice.id;
    }
    return true;
  }

  const Lexicon& lexicon_;
  const Reading& reading_;
  const Pattern& pattern_;
  const int begin_;
  const int end_;
  std::vector<bool>& failed_;
  Match match_;
};

bool HaveCommon(const std::vector<int>& a, const std::vector<int>& b) {
  size_t j = 0;
  for (const int each : a) {
    while (j < b.size() && b[j] < each) ++j;
    if (j < b.size() && b[j] == each) return true;
  }
  return false;
}

// How much a match says, for one of two that share what they are about.
int Weight(const Match& match) {
  switch (match.role) {
    case PhrasingRole::kSays:
      return 3;
    case PhrasingRole::kDenies:
      return 2;
    case PhrasingRole::kHints:
      return 1;
    case PhrasingRole::kNotMeant:
      return 4;
  }
  return 0;
}

// Whether `a` denies with all the words by which `b` says so, and more.
bool DeniesAllOf(const Match& a, const Match& b) {
  return a.role == PhrasingRole::kDenies && b.role == PhrasingRole::kSays &&
         a.anchors.size() > b.anchors.size() &&
         std::includes(a.anchors.begin(), a.anchors.end(), b.anchors.begin(),
                       b.anchors.end());
}

// Whether `b` goes because of `a`, a match of the same finding.
bool Displaces(const Match& a, const Match& b) {
  if (a.role == PhrasingRole::kNotMeant) {
    return b.role != PhrasingRole::kNotMeant && HaveCommon(a.tokens, b.anchors);
  }
  if (!HaveCommon(a.anchors, b.anchors)) return false;
  // `lump that is not growing` says more than `lump growing`.
  if (DeniesAllOf(a, b)) return true;
  if (DeniesAllOf(b, a)) return false;
  if (Weight(a) != Weight(b)) return Weight(a) > Weight(b);
  // The same words with the part of the body that is nearer, or with more of
  // them.
  if (a.anchors.size() != b.anchors.size()) {
    return a.anchors.size() > b.anchors.size();
  }
  if ((a.mention >= 0) != (b.mention >= 0)) return a.mention >= 0;
  return a.end() - a.begin() < b.end() - b.begin();
}

class Finder {
 public:
  Finder(const Lexicon& lexicon, const Reading& reading)
      : lexicon_(lexicon),
        reading_(reading),
        words_(lexicon.word_count()),
        classes_(lexicon.class_count()),
        chances_(lexicon.patterns().size(), Chance::kUnknown),
        tried_at_(lexicon.patterns().size(), -1) {
    for (int at = 0; at < reading.size(); ++at) {
      AddPlaceOf(reading.texts[at], at, &words_);
      if (reading.stems[at] != reading.texts[at]) {
        AddPlaceOf(reading.stems[at], at, &words_);
      }
      for (const ClassSpan& span : reading.classes[at]) {
        AddPlaceOf(span.id, at, &classes_);
      }
      // `it` and topics.
      if (reading.mention_at[at] >= 0) {
        for (const int id : reading.mentions[reading.mention_at[at]].classes) {
          AddPlaceOf(id, at, &classes_);
        }
      }
      if (reading.number_at[at] >= 0) numbers_.push_back(at);
    }
  }

  std::vector<Match> Run() {
    int sentence_end = 0;
    for (int at = 0; at < reading_.size(); ++at) {
      while (sentence_end < reading_.size() &&
             (sentence_end < at || !reading_.IsSentenceEnd(sentence_end))) {
        ++sentence_end;
      }
      // Nothing that is said reaches into the next sentence.
      end_ = std::min(sentence_end, at + kMatchWindow);
      StartAt(at);
    }
    return Remaining();
  }

 private:
  // Whether a pattern can stand somewhere in the text.
  enum class Chance : char { kUnknown, kNone, kSome };

  // The tokens at which something stands, by its number.
  using Places = std::vector<std::vector<int>>;

  static void AddPlaceOf(int id, int at, Places* places) {
    if (id < 0) return;
    std::vector<int>& all = (*places)[id];
    if (all.empty() || all.back() != at) all.push_back(at);
  }

  // Whether one of `places`, which are sorted, can be reached from `at`.
  bool IsNear(const std::vector<int>& places, int at) const {
    const auto next = std::lower_bound(places.begin(), places.end(), at);
    return next != places.end() && *next < end_;
  }

  bool IsNear(const Places& places, int id, int at) const {
    return id >= 0 && IsNear(places[id], at);
  }

  bool IsNear(const PatternChoice& choice, int at) const {
    switch (choice.kind) {
      case PatternChoice::kStem:
      case PatternChoice::kText:
        return IsNear(words_, choice.id, at);
      case PatternChoice::kClass:
        return IsNear(classes_, choice.id, at);
      case PatternChoice::kNumber:
        return IsNear(numbers_, at);
    }
    return false;
  }

  bool IsAnywhere(const PatternChoice& choice) const {
    switch (choice.kind) {
      case PatternChoice::kStem:
      case PatternChoice::kText:
        return choice.id >= 0 && !words_[choice.id].empty();
      case PatternChoice::kClass:
        return choice.id >= 0 && !classes_[choice.id].empty();
      case PatternChoice::kNumber:
        return !numbers_.empty();
    }
    return false;
  }

  // Whether each part that has to stand has a choice for which `stands` holds.
  template <typename Stands>
  static bool EachPart(const Pattern& pattern, Stands stands) {
    for (auto part = pattern.parts.rbegin(); part != pattern.parts.rend();
         ++part) {
      if (part->gap || part->optional) continue;
      if (!std::any_of(part->choices.begin(), part->choices.end(), stands)) {
        return false;
      }
    }
    return true;
  }

  // Whether all that has to stand in a pattern stands near by. Most patterns
  // that could begin at a token end here, and most of these for good.
  bool CanStand(int number, int at) {
    const Pattern& pattern = lexicon_.patterns()[number];
    Chance& chance = chances_[number];
    if (chance == Chance::kUnknown) {
      const bool some = EachPart(pattern, [&](const PatternChoice& choice) {
        return IsAnywhere(choice);
      });
      chance = some ? Chance::kSome : Chance::kNone;
    }
    return chance == Chance::kSome &&
           EachPart(pattern, [&](const PatternChoice& choice) {
             return IsNear(choice, at);
           });
  }

  void StartAt(int at) {
    if (reading_.texts[at] >= 0) {
      TryAll(lexicon_.PatternsAtWord(reading_.texts[at]), at);
    }
    if (reading_.stems[at] >= 0 && reading_.stems[at] != reading_.texts[at]) {
      TryAll(lexicon_.PatternsAtWord(reading_.stems[at]), at);
    }
    for (const ClassSpan& span : reading_.classes[at]) {
      TryAll(lexicon_.PatternsAtClass(span.id), at);
    }
    if (reading_.classes[at].empty() && reading_.mention_at[at] >= 0) {
      for (const int id : reading_.mentions[reading_.mention_at[at]].classes) {
        TryAll(lexicon_.PatternsAtClass(id), at);
      }
    }
    if (reading_.number_at[at] >= 0) TryAll(lexicon_.PatternsAtNumber(), at);
  }

  void TryAll(const std::vector<int>& patterns, int at) {
    for (const int number : patterns) {
      if (tried_at_[number] == at) continue;
      tried_at_[number] = at;
      if (!CanStand(number, at)) continue;
      Attempt attempt(lexicon_, reading_, lexicon_.patterns()[number], at, end_,
                      &failed_);
      if (!attempt.Run()) continue;
      found_.push_back(std::move(attempt).Take());
      if (found_.back().mention < 0) AddPlace(&found_.back());
    }
  }

  // The part of the body to which a match leads that names none: `a cut on my
  // left shin`.
  void AddPlace(Match* match) const {
    int at = match->end();
    bool led = false;
    for (int steps = 0; at < reading_.size() && steps < kMaxStepsToPlace;
         ++steps, ++at) {
      const int mention = reading_.mention_at[at];
      if (mention >= 0 && reading_.mentions[mention].begin == at) {
        if (led) match->mention = mention;
        return;
      }
      if (const Cue* cue = reading_.CueAt(v1::CUE_KIND_PREPOSITION, at)) {
        led = true;
        at = cue->end - 1;
      } else if (!led || !(reading_.CueAt(v1::CUE_KIND_SELF, at) != nullptr ||
                           reading_.CueAt(v1::CUE_KIND_LEFT, at) != nullptr ||
                           reading_.CueAt(v1::CUE_KIND_RIGHT, at) != nullptr ||
                           reading_.CueAt(v1::CUE_KIND_BOTH, at) != nullptr)) {
        return;
      }
    }
  }

  std::vector<Match> Remaining() const {
    std::vector<Match> remaining;
    for (size_t i = 0; i < found_.size(); ++i) {
      const Match& match = found_[i];
      if (match.role == PhrasingRole::kNotMeant) continue;
      bool stays = true;
      // Matches that have words in common begin near each other.
      for (size_t j = i; stays && j-- > 0;) {
        if (found_[j].begin() + kMatchWindow < match.begin()) break;
        stays = !IsDisplaced(match, found_[j], true);
      }
      for (size_t j = i + 1; stays && j < found_.size(); ++j) {
        if (found_[j].begin() >= match.end()) break;
        stays = !IsDisplaced(match, found_[j], false);
      }
      if (stays) remaining.push_back(match);
    }
    return remaining;
  }

  // Whether `match` goes because of `other`, of equals the later one.
  static bool IsDisplaced(const Match& match, const Match& other,
                          bool other_is_first) {
    if (match.entry != other.entry) return false;
    if (Displaces(other, match)) return true;
    return other_is_first && other.role == match.role &&
           !Displaces(match, other) && HaveCommon(other.anchors, match.anchors);
  }

  const Lexicon& lexicon_;
  const Reading& reading_;
  // Where words, classes and numbers stand.
  Places words_;
  Places classes_;
  std::vector<int> numbers_;
  // Of each pattern.
  std::vector<Chance> chances_;
  // The token at which each pattern was tried last.
  std::vector<int> tried_at_;
  // Where what can be reached from the token that is looked at ends.
  int end_ = 0;
  std::vector<bool> failed_;
  std::vector<Match> found_;
};

}  // namespace

std::vector<Match> FindMatches(const Lexicon& lexicon, const Reading& reading) {
  return Finder(lexicon, reading).Run();
}

}  // namespace knead
