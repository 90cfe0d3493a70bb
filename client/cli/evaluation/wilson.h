#ifndef KNEAD_CLIENT_CLI_EVALUATION_WILSON_H_
#define KNEAD_CLIENT_CLI_EVALUATION_WILSON_H_

namespace knead::cli {

// Where a share that was counted may really lie. Both are between 0 and 1.
struct Interval {
  double lower = 0;
  double upper = 1;
};

// The Wilson score interval at 95 % for `count` of `total` (Wilson EB. Probable
// inference, the law of succession, and statistical inference. J Am Stat Assoc
// 1927;22:209-212). Unlike the textbook interval it stays within 0 and 1 and
// says something at counts of 0. From 0 to 1 when `total` is 0. Pure.
Interval WilsonInterval(int count, int total);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EVALUATION_WILSON_H_
