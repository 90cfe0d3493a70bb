#include "client/cli/evaluation/wilson.h"

#include <cmath>

namespace knead::cli {
namespace {

// The 97.5th percentile of the standard normal distribution, which leaves 2.5 %
// beyond each end: the z of every table of the normal distribution.
constexpr double kNormal975 = 1.959963984540054;

}  // namespace

Interval WilsonInterval(int count, int total) {
  if (total <= 0) return {};
  // With p = count / n and z = kNormal975:
  //
  //   centre = (p + z^2 / 2n) / (1 + z^2 / n)
  //   margin = z * sqrt(p (1 - p) / n + z^2 / 4n^2) / (1 + z^2 / n)
  const double n = total;
  const double p = count / n;
  const double z2 = kNormal975 * kNormal975;
  const double scale = 1 + z2 / n;
  const double centre = (p + z2 / (2 * n)) / scale;
  const double margin =
      kNormal975 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / scale;
  // Exactly 0 and 1 at the ends, where rounding would miss them.
  return {count == 0 ? 0 : centre - margin,
          count == total ? 1 : centre + margin};
}

}  // namespace knead::cli
