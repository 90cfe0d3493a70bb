#include "service/extraction/reading.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

#include "absl/types/optional.h"

namespace knead {
namespace {

constexpr double kNoBound = std::numeric_limits<double>::infinity();

// Kinds of cues that hide each other where they overlap, the longer one the
// shorter; cues of different layers do not.
int LayerOf(v1::CueKind kind) {
  switch (kind) {
    case v1::CUE_KIND_OTHER_PERSON:
    case v1::CUE_KIND_WARD:
    case v1::CUE_KIND_KIN:
    case v1::CUE_KIND_HE_OR_SHE:
    case v1::CUE_KIND_CARER:
    case v1::CUE_KIND_ASKS:
    case v1::CUE_KIND_SELF:
      return 1;
    case v1::CUE_KIND_PRONOUN:
    case v1::CUE_KIND_OR:
    case v1::CUE_KIND_AND:
    case v1::CUE_KIND_STATEMENT:
    case v1::CUE_KIND_PREPOSITION:
      return 2;
    case v1::CUE_KIND_AT_LEAST:
    case v1::CUE_KIND_AT_MOST:
    case v1::CUE_KIND_ABOUT:
    case v1::CUE_KIND_RANGE:
    case v1::CUE_KIND_AGO:
      return 3;
    case v1::CUE_KIND_LEFT:
    case v1::CUE_KIND_RIGHT:
    case v1::CUE_KIND_BOTH:
      return 4;
    case v1::CUE_KIND_LATELY:
    case v1::CUE_KIND_LONG_AGO:
    case v1::CUE_KIND_YES:
    case v1::CUE_KIND_BEFORE:
      return 5;
    case v1::CUE_KIND_SINCE:
    case v1::CUE_KIND_COMPARED:
    case v1::CUE_KIND_ONE:
      return 6;
    case v1::CUE_KIND_BESIDE:
      return 7;
    case v1::CUE_KIND_CANNOT:
      return 8;
    default:
      return 0;
  }
}
constexpr int kLayers = 9;

// The most tokens between a side and the part of the body that it belongs to.
constexpr int kMaxSideDistance = 2;

// The most tokens from a word that compares to the side with which it does.
constexpr int kMaxComparisonDistance = 3;

class Reader {
 public:
  Reader(const Lexicon& lexicon, absl::string_view text) : lexicon_(lexicon) {
    reading_.tokens = Tokenize(text, [&lexicon](const std::string& word) {
      return lexicon.IsAbbreviation(word);
    });
    lexicon.SetStems(&reading_.tokens);
  }

  Reading Run() {
    Annotate();
    AddTopics();
    Annotate();
    FindNumbers();
    FindSides();
    JoinMentions();
    ResolveReferences();
    return std::move(reading_);
  }

 private:
  int size() const { return reading_.size(); }
  const Token& token(int at) const { return reading_.tokens[at]; }

  // Finds classes, cues and mentions.
  void Annotate() {
    const int count = size();
    reading_.texts.resize(count);
    reading_.stems.resize(count);
    reading_.sentence.resize(count);
    int sentence = 0;
    for (int at = 0; at < count; ++at) {
      reading_.texts[at] = lexicon_.FindWord(token(at).text);
      reading_.stems[at] = lexicon_.FindWord(token(at).stem);
      reading_.sentence[at] = sentence;
      if (reading_.IsSentenceEnd(at)) ++sentence;
    }
    FindClasses();
    FindCues();
  }

  void FindClasses() {
    reading_.classes.assign(size(), {});
    reading_.mentions.clear();
    reading_.mention_at.assign(size(), -1);
    // A side may stand within the words for a part: `outside of my left knee`.
    std::vector<bool> sides(size());
    for (int at = 0; at < size(); ++at) {
      lexicon_.cue_rows().Find(
          reading_.texts, reading_.stems, {}, at, [&](int length, int kind) {
            sides[at] =
                sides[at] || (length == 1 && (kind == v1::CUE_KIND_LEFT ||
                                              kind == v1::CUE_KIND_RIGHT ||
                                              kind == v1::CUE_KIND_BOTH));
          });
    }
    for (int at = 0; at < size(); ++at) {
      lexicon_.class_rows().Find(
          reading_.texts, reading_.stems, sides, at, [&](int length, int id) {
            reading_.classes[at].push_back({id, at + length});
          });
    }
    for (int at = 0; at < size();) {
      BodyMention mention;
      mention.begin = at;
      for (const ClassSpan& span : reading_.classes[at]) {
        if (!lexicon_.word_class(span.id).body_part()) continue;
        if (span.end > mention.end) mention.classes.clear();
        if (span.end < mention.end) continue;
        mention.end = span.end;
        mention.classes.push_back(span.id);
      }
      if (mention.classes.empty()) {
        ++at;
        continue;
      }
      for (int i = mention.begin; i < mention.end; ++i) {
        reading_.mention_at[i] = static_cast<int>(reading_.mentions.size());
      }
      at = mention.end;
      mention.group = static_cast<int>(reading_.mentions.size());
      reading_.mentions.push_back(std::move(mention));
    }
  }

  void FindCues() {
    reading_.cues.clear();
    std::array<int, kLayers> free_from = {};
    for (int at = 0; at < size(); ++at) {
      std::vector<Cue> here;
      std::array<int, kLayers> longest = {};
      lexicon_.cue_rows().Find(
          reading_.texts, reading_.stems, {}, at, [&](int length, int kind) {
            const auto cue_kind = static_cast<v1::CueKind>(kind);
            const int layer = LayerOf(cue_kind);
            if (at < free_from[layer]) return;
            longest[layer] = std::max(longest[layer], length);
            here.push_back({cue_kind, at, at + length});
          });
      for (const Cue& cue : here) {
        if (cue.end - cue.begin == longest[LayerOf(cue.kind)]) {
          reading_.cues.push_back(cue);
        }
      }
      for (int layer = 0; layer < kLayers; ++layer) {
        if (longest[layer] > 0) free_from[layer] = at + longest[layer];
      }
    }
  }

  // Puts a token that stands for the part of the body that is spoken of before
  // every passage in which none is named.
  void AddTopics() {
    std::vector<bool> ends(size());
    for (int at = 0; at < size(); ++at) {
      ends[at] =
          token(at).kind == TokenKind::kComma || reading_.IsSentenceEnd(at);
    }
    for (const Cue& cue : reading_.cues) {
      if (cue.kind == v1::CUE_KIND_END || cue.kind == v1::CUE_KIND_EXCEPTION) {
        ends[cue.end - 1] = true;
      }
    }
    std::vector<Token> tokens;
    int begin = 0;
    for (int at = 0; at < size(); ++at) {
      if (!ends[at] && at + 1 < size()) continue;
      bool names = false;
      bool words = false;
      for (int i = begin; i <= at; ++i) {
        names = names || reading_.mention_at[i] >= 0 ||
                reading_.CueAt(v1::CUE_KIND_PRONOUN, i) != nullptr;
        words = words || reading_.IsWord(i);
      }
      if (words && !names) {
        const int place = token(begin).begin;
        tokens.push_back({TokenKind::kTopic, place, place, ""});
      }
      for (int i = begin; i <= at; ++i) tokens.push_back(token(i));
      begin = at + 1;
    }
    reading_.tokens = std::move(tokens);
  }

  const Cue* NumberCue(v1::CueKind kind, int at) const {
    return at < size() ? reading_.CueAt(kind, at) : nullptr;
  }

  // Reads a plain number at `*at`, in digits or in words, and moves behind it.
  bool ReadValue(int* at, double* min, double* max, bool* needs_unit) const {
    if (*at >= size()) return false;
    if (token(*at).kind == TokenKind::kNumber) {
      *min = *max = token(*at).value;
      ++*at;
      return true;
    }
    if (token(*at).kind != TokenKind::kWord) return false;
    const v1::NumberWord* word = lexicon_.FindNumber(token(*at).text);
    if (word == nullptr) return false;
    *min = word->min();
    *max = word->max();
    *needs_unit = word->needs_unit();
    ++*at;
    // `twenty five`.
    if (*at < size() && token(*at).kind == TokenKind::kWord &&
        word->min() >= 20 && word->min() == word->max()) {
      const v1::NumberWord* ones = lexicon_.FindNumber(token(*at).text);
      if (ones != nullptr && ones->min() >= 1 && ones->max() <= 9 &&
          ones->min() == ones->max()) {
        *min += ones->min();
        *max += ones->max();
        ++*at;
      }
    }
    return true;
  }

  // The longest unit at `at`; its length.
  int ReadUnit(int at, int* unit) const {
    int longest = 0;
    if (at >= size()) return 0;
    lexicon_.unit_rows().Find(reading_.texts, reading_.stems, {}, at,
                              [&](int length, int id) {
                                if (length <= longest) return;
                                longest = length;
                                *unit = id;
                              });
    return longest;
  }

  absl::optional<NumberSpan> ReadNumber(int begin) const {
    NumberSpan number;
    number.begin = begin;
    int at = begin;
    bool at_least = false;
    bool at_most = false;
    while (true) {
      if (const Cue* cue = NumberCue(v1::CUE_KIND_AT_LEAST, at)) {
        at_least = true;
        at = cue->end;
      } else if (const Cue* cue = NumberCue(v1::CUE_KIND_AT_MOST, at)) {
        at_most = true;
        at = cue->end;
      } else if (const Cue* cue = NumberCue(v1::CUE_KIND_ABOUT, at)) {
        at = cue->end;
      } else {
        break;
      }
    }
    bool needs_unit = false;
    if (!ReadValue(&at, &number.min, &number.max, &needs_unit)) {
      return absl::nullopt;
    }
    number.end = at;
    int unit_at = at;
    int unit = -1;
    int length = ReadUnit(unit_at, &unit);
    if (length == 0 && needs_unit && unit_at + 1 < size()) {
      // `a couple of weeks`, `half an hour`: one small word may stand between.
      const v1::NumberWord* article = lexicon_.FindNumber(token(unit_at).text);
      if (article != nullptr && article->needs_unit()) {
        double min = article->min();
        double max = article->max();
        if (number.min != 1 || number.max != 1) {
          min *= number.min;
          max *= number.max;
        }
        number.min = min;
        number.max = max;
        ++unit_at;
      }
      if (reading_.CueAt(v1::CUE_KIND_PREPOSITION, unit_at) != nullptr) {
        ++unit_at;
      }
      length = ReadUnit(unit_at, &unit);
    }
    // A unit may stand behind the first end of a range, too.
    int next = unit_at + length;
    int range_from = next;
    if (next < size() && token(next).kind == TokenKind::kBetweenNumbers &&
        token(next).text == "-") {
      range_from = next + 1;
    } else if (const Cue* cue = NumberCue(v1::CUE_KIND_RANGE, next)) {
      range_from = cue->end;
    }
    if (range_from > next) {
      double min = 0;
      double max = 0;
      int behind = range_from;
      bool second_needs_unit = false;
      if (ReadValue(&behind, &min, &max, &second_needs_unit) &&
          max >= number.min) {
        int second_unit = -1;
        const int second = ReadUnit(behind, &second_unit);
        // `2 weeks to 10 days` are two numbers.
        if (length == 0 || second_unit == unit) {
          number.max = max;
          number.end = behind;
          unit_at = behind;
          unit = second_unit;
          length = second;
        } else if (second == 0) {
          // `a week or two`.
          number.max = max;
          unit_at = behind;
          number.unit = unit;
          number.end = behind;
          length = 0;
        }
      }
    }
    if (length > 0) {
      number.unit = unit;
      number.end = unit_at + length;
    } else if (needs_unit && number.unit < 0) {
      return absl::nullopt;
    }
    if (at_least) number.max = kNoBound;
    if (at_most) number.min = -kNoBound;
    return number;
  }

  void FindNumbers() {
    reading_.number_at.assign(size(), -1);
    for (int at = 0; at < size();) {
      const absl::optional<NumberSpan> number = ReadNumber(at);
      if (!number.has_value()) {
        ++at;
        continue;
      }
      reading_.number_at[at] = static_cast<int>(reading_.numbers.size());
      reading_.numbers.push_back(*number);
      at = number->end;
    }
  }

  unsigned SideAt(int at) const {
    if (at < 0 || at >= size()) return 0;
    if (reading_.CueAt(v1::CUE_KIND_BOTH, at) != nullptr) {
      return kLeftSide | kRightSide;
    }
    if (reading_.CueAt(v1::CUE_KIND_LEFT, at) != nullptr) return kLeftSide;
    if (reading_.CueAt(v1::CUE_KIND_RIGHT, at) != nullptr) return kRightSide;
    return 0;
  }

  // The side that is said before a mention: `left lower leg`.
  unsigned SideBefore(const BodyMention& mention) const {
    for (int distance = 1; distance <= kMaxSideDistance; ++distance) {
      const int at = mention.begin - distance;
      if (at < 0 || token(at).kind != TokenKind::kWord ||
          reading_.mention_at[at] >= 0) {
        return 0;
      }
      if (const unsigned sides = SideAt(at)) {
        // `left and right knee`.
        if (at >= 2 && reading_.CueAt(v1::CUE_KIND_AND, at - 1) != nullptr) {
          return sides | SideAt(at - 2);
        }
        return sides;
      }
      if (reading_.CueAt(v1::CUE_KIND_SELF, at) != nullptr ||
          reading_.CueAt(v1::CUE_KIND_PREPOSITION, at) != nullptr) {
        return 0;
      }
    }
    return 0;
  }

  // The side that is said behind a mention: `calf on the left`, `knee (right)`.
  unsigned SideBehind(const BodyMention& mention) const {
    int at = mention.end;
    if (at >= size()) return 0;
    bool leads = false;
    if (token(at).kind == TokenKind::kComma) {
      leads = true;
      ++at;
    } else if (reading_.CueAt(v1::CUE_KIND_PREPOSITION, at) != nullptr) {
      leads = true;
      ++at;
    }
    for (int i = 0; i < kMaxSideDistance && at + i < size(); ++i) {
      const unsigned sides = SideAt(at + i);
      if (sides != 0) {
        // `knee, right leg too`: the side of what comes next.
        const int next = at + i + 1;
        const bool of_another = next < size() && reading_.mention_at[next] >= 0;
        if (!leads ||
            (of_another && token(mention.end).kind == TokenKind::kComma)) {
          return 0;
        }
        return sides;
      }
      if (token(at + i).kind != TokenKind::kWord ||
          reading_.mention_at[at + i] >= 0) {
        return 0;
      }
    }
    return 0;
  }

  // Whether a side is that of the other leg, with which one compares: `thicker
  // than the left`.
  bool IsComparedTo(int at) const {
    for (int before = at - 1;
         before >= 0 && before >= at - kMaxComparisonDistance; --before) {
      if (token(before).kind != TokenKind::kWord) return false;
      if (reading_.CueAt(v1::CUE_KIND_COMPARED, before) != nullptr) return true;
    }
    return false;
  }

  // A side that stands alone belongs to the part that was named last without
  // one: `the calf is sore, right one`.
  void AddLooseSides() {
    size_t next = 0;
    for (int at = 0; at < size(); ++at) {
      while (next < reading_.mentions.size() &&
             reading_.mentions[next].begin <= at) {
        ++next;
      }
      const unsigned sides = SideAt(at);
      if (sides == 0 || IsComparedTo(at)) continue;
      const bool alone = at + 1 >= size() ||
                         token(at + 1).kind != TokenKind::kWord ||
                         reading_.CueAt(v1::CUE_KIND_ONE, at + 1) != nullptr;
      if (!alone) continue;
      BodyMention* meant = next > 0 ? &reading_.mentions[next - 1]
                           : next < reading_.mentions.size()
                               ? &reading_.mentions[next]
                               : nullptr;
      if (meant != nullptr && meant->sides == 0) meant->sides = sides;
    }
  }

  // Whether a mention may mean both sides: `calves`.
  bool IsPlural(const BodyMention& mention) const {
    for (int at = mention.begin; at < mention.end; ++at) {
      if (reading_.CueAt(v1::CUE_KIND_PLURAL, at) != nullptr) return true;
    }
    return false;
  }

  void FindSides() {
    unsigned all = 0;
    for (BodyMention& mention : reading_.mentions) {
      for (int at = mention.begin; at < mention.end; ++at) {
        mention.sides |= SideAt(at);
      }
      if (mention.sides == 0) mention.sides = SideBefore(mention);
      if (mention.sides == 0) mention.sides = SideBehind(mention);
    }
    AddLooseSides();
    for (const BodyMention& mention : reading_.mentions) all |= mention.sides;
    // A side that is said once holds for what comes without one; where both are
    // spoken of, only for the same part.
    const bool one_side = all == kLeftSide || all == kRightSide;
    std::map<std::vector<int>, unsigned> last;
    for (BodyMention& mention : reading_.mentions) {
      if (mention.sides == 0 && !IsPlural(mention)) {
        mention.sides = one_side ? all : last[mention.classes];
      }
      last[mention.classes] = mention.sides;
    }
  }

  // Whether nothing but a conjunction, a comma, a side or `my` stands between.
  bool Joined(const BodyMention& first, const BodyMention& second) const {
    bool joins = false;
    for (int at = first.end; at < second.begin; ++at) {
      if (reading_.CueAt(v1::CUE_KIND_AND, at) != nullptr ||
          reading_.CueAt(v1::CUE_KIND_OR, at) != nullptr) {
        joins = true;
        continue;
      }
      if (reading_.CueAt(v1::CUE_KIND_SELF, at) != nullptr || SideAt(at) != 0) {
        continue;
      }
      return false;
    }
    return joins;
  }

  // Whether a comma alone, with a side or `my`, stands between.
  bool Listed(const BodyMention& first, const BodyMention& second) const {
    for (int at = first.end; at < second.begin; ++at) {
      if (token(at).kind != TokenKind::kComma &&
          token(at).kind != TokenKind::kTopic &&
          reading_.CueAt(v1::CUE_KIND_SELF, at) == nullptr && SideAt(at) == 0) {
        return false;
      }
    }
    return true;
  }

  void JoinMentions() {
    std::vector<BodyMention>& mentions = reading_.mentions;
    // `quads, hamstrings and calves`: what stands behind commas is joined by
    // the last `and`.
    std::vector<bool> joined(mentions.size());
    for (size_t i = mentions.size(); i-- > 1;) {
      joined[i] = Joined(mentions[i - 1], mentions[i]) ||
                  (i + 1 < mentions.size() && joined[i + 1] &&
                   Listed(mentions[i - 1], mentions[i]));
    }
    for (size_t i = 1; i < mentions.size(); ++i) {
      if (joined[i]) mentions[i].group = mentions[i - 1].group;
    }
  }

  // Says of `it` and of topics which mention they stand for.
  void ResolveReferences() {
    const int named = static_cast<int>(reading_.mentions.size());
    if (named == 0) {
      if (lexicon_.usual_topic() < 0) return;
      BodyMention usual;
      for (int id = 0; id < lexicon_.class_count(); ++id) {
        if (lexicon_.word_class(id).body_part() &&
            lexicon_.Includes(id, lexicon_.usual_topic())) {
          usual.classes.push_back(id);
        }
      }
      usual.guessed = true;
      reading_.mentions.push_back(std::move(usual));
    }
    int next = 0;
    for (int at = 0; at < size(); ++at) {
      while (next < named && reading_.mentions[next].begin <= at) ++next;
      const bool topic = token(at).kind == TokenKind::kTopic;
      if (!topic && (reading_.mention_at[at] >= 0 ||
                     reading_.CueAt(v1::CUE_KIND_PRONOUN, at) == nullptr)) {
        continue;
      }
      if (named == 0) {
        reading_.mention_at[at] = 0;
        continue;
      }
      const auto in_sentence = [&](int mention) {
        return mention >= 0 && mention < named &&
               reading_.sentence[reading_.mentions[mention].begin] ==
                   reading_.sentence[at];
      };
      const bool look_ahead =
          next == 0 || (topic && !in_sentence(next - 1) && in_sentence(next));
      reading_.mention_at[at] = look_ahead ? next : next - 1;
    }
  }

  const Lexicon& lexicon_;
  Reading reading_;
};

}  // namespace

const Cue* Reading::CueAt(v1::CueKind kind, int at) const {
  const auto first = std::lower_bound(
      cues.begin(), cues.end(), at,
      [](const Cue& cue, int place) { return cue.begin < place; });
  for (auto cue = first; cue != cues.end() && cue->begin == at; ++cue) {
    if (cue->kind == kind) return &*cue;
  }
  return nullptr;
}

bool Reading::InCue(v1::CueKind kind, int at) const {
  // No cue has more words.
  constexpr int kMaxCueWords = 8;
  for (int begin = std::max(0, at - kMaxCueWords); begin <= at; ++begin) {
    const Cue* cue = CueAt(kind, begin);
    if (cue != nullptr && cue->end > at) return true;
  }
  return false;
}

Reading Read(const Lexicon& lexicon, absl::string_view text) {
  return Reader(lexicon, text).Run();
}

}  // namespace knead
