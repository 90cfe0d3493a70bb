#ifndef KNEAD_TESTS_EXTRACTION_SCORE_H_
#define KNEAD_TESTS_EXTRACTION_SCORE_H_

#include <map>
#include <string>
#include <vector>

namespace knead {

// How well proposals fit what a careful reader takes from texts. What counts is
// a finding with its status; of what is present, the side too where it is told,
// and of a quantity its value.
struct Tally {
  // Proposed and expected.
  int right = 0;
  // Proposed and not expected so.
  int wrong = 0;
  // Expected and not proposed so.
  int missed = 0;

  // The share of what was proposed that is right; 1 when nothing was.
  double Precision() const;
  // The share of what was expected that was proposed; 1 when nothing was.
  double Recall() const;
};

// The score of a set of texts.
struct Score {
  Tally all;
  // By the id of the finding.
  std::map<std::string, Tally> by_finding;
  // By status, e.g. `ABSENT`.
  std::map<std::string, Tally> by_status;
  int texts = 0;
  // Texts of which something is absent, uncertain, past, feared or somebody
  // else's.
  int texts_with_context = 0;
  // What came out otherwise, a line each.
  std::vector<std::string> differences;
  // Danger findings that a text states as present and that came out absent.
  std::vector<std::string> denied_dangers;
};

// Reads the cases of a file, from the root of the workspace, and scores them.
// Stops the process when it cannot be read.
Score ScoreFile(const std::string& path);

// The texts of a file, without what is expected of them.
std::vector<std::string> TextsOf(const std::string& path);

// The score as a table.
std::string ScoreTable(const Score& score);

}  // namespace knead

#endif  // KNEAD_TESTS_EXTRACTION_SCORE_H_
