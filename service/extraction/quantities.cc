#include "service/extraction/quantities.h"

#include <algorithm>
#include <cmath>

namespace knead {
namespace {

double Rounded(double value) { return std::round(value * 100) / 100; }

}  // namespace

absl::optional<std::pair<double, double>> QuantityOf(const Lexicon& lexicon,
                                                     const Reading& reading,
                                                     const LexiconEntry& entry,
                                                     const Match& match) {
  if (match.number < 0) return absl::nullopt;
  const NumberSpan& number = reading.numbers[match.number];
  double scale = 1;
  if (number.unit >= 0) {
    if (entry.unit < 0 || lexicon.unit(number.unit).measures() !=
                              lexicon.unit(entry.unit).measures()) {
      return absl::nullopt;
    }
    scale = lexicon.unit(number.unit).size() / lexicon.unit(entry.unit).size();
  }
  const v1::QuantitySpec& range = entry.finding->quantity();
  double min = number.min * scale;
  double max = number.max * scale;
  if (std::isinf(min)) min = range.min();
  if (std::isinf(max)) max = range.max();
  min = Rounded(min);
  max = Rounded(max);
  if (!(range.min() <= min && min <= max && max <= range.max())) {
    return absl::nullopt;
  }
  return std::make_pair(min, max);
}

void AddQuantity(const Lexicon& lexicon, const Reading& reading,
                 const LexiconEntry& entry,
                 const std::vector<const Match*>& matches,
                 v1::FindingProposal* proposal) {
  absl::optional<std::pair<double, double>> all;
  for (const Match* match : matches) {
    const auto one = QuantityOf(lexicon, reading, entry, *match);
    if (!one.has_value()) continue;
    if (!all.has_value()) {
      all = one;
      continue;
    }
    all->first = std::min(all->first, one->first);
    all->second = std::max(all->second, one->second);
  }
  if (!all.has_value()) return;
  if (all->first == all->second) {
    proposal->set_value(all->first);
  } else {
    proposal->mutable_range()->set_min(all->first);
    proposal->mutable_range()->set_max(all->second);
  }
}

}  // namespace knead
