// How well the search finds what people say, by queries that were judged before
// there was a search (queries.tsv, misspelt.tsv).

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gtest/gtest.h"
#include "knead/v1/search.pb.h"
#include "service/catalog/catalog.h"
#include "service/catalog/page_token.h"
#include "service/extraction/extractor.h"
#include "service/search/index.h"

namespace knead {
namespace {

// What has to be reached: the mean of one over the place of the first right
// answer, and the share of queries that have one among their first three.
constexpr double kLeastReciprocalRank = 0.9;
constexpr double kLeastSuccessAt3 = 0.95;

// The same for queries that are not to be tuned on.
constexpr double kLeastHeldOutReciprocalRank = 0.85;
constexpr double kLeastHeldOutSuccessAt3 = 0.9;

constexpr int kFirst = 3;

// The share of misspelt queries that have to be mended as expected.
constexpr double kLeastMended = 0.9;

// Judged queries that there are at least.
constexpr size_t kFewestQueries = 80;

// Results that are looked at.
constexpr int kDepth = 100;

// The lines of a file of this folder, in parts that are separated by tabs.
std::vector<std::vector<std::string>> ReadTable(const std::string& name) {
  std::ifstream file(absl::StrCat("tests/search/", name));
  EXPECT_TRUE(file.is_open()) << name;
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || absl::StartsWith(line, "#")) continue;
    lines.push_back(absl::StrSplit(line, '\t'));
  }
  return lines;
}

const Catalog& TheCatalog() {
  static const auto& catalog = *new std::shared_ptr<const Catalog>(
      Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()).value());
  return *catalog;
}

v1::SearchResponse Search(const std::string& query) {
  static const auto& index = *new std::unique_ptr<const SearchIndex>(
      SearchIndex::Build(
          Extractor::Create(
              Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()).value())
              .value())
          .value());
  static const auto& tokens = *new PageTokens("key");
  v1::SearchRequest request;
  request.set_query(query);
  request.set_page_size(kDepth);
  const auto response = index->Search(request, tokens, kDepth);
  EXPECT_TRUE(response.ok()) << query << ": " << response.status();
  return response.ok() ? *response : v1::SearchResponse();
}

bool Exists(const std::string& name) {
  const Collection* collection =
      TheCatalog().FindCollection(name.substr(0, name.find('/')));
  return collection != nullptr && collection->Find(name).has_value();
}

// The sum over queries.
struct Score {
  int queries = 0;
  double reciprocal_rank = 0;
  int success = 0;

  void Add(int place) {
    ++queries;
    if (place > 0) reciprocal_rank += 1.0 / place;
    if (place > 0 && place <= kFirst) ++success;
  }
  double MeanReciprocalRank() const { return reciprocal_rank / queries; }
  double SuccessAt3() const { return static_cast<double>(success) / queries; }
};

void Print(const std::string& what, const Score& score) {
  std::cout << absl::StreamFormat(
      "%-10s %3d queries, mean reciprocal rank %.3f, success at %d %.3f\n",
      what, score.queries, score.MeanReciprocalRank(), kFirst,
      score.SuccessAt3());
}

// Those of the author and of strangers.
std::vector<std::vector<std::string>> JudgedQueries() {
  std::vector<std::vector<std::string>> queries;
  for (const char* file : {"queries.tsv", "strangers.tsv", "held_out.tsv"}) {
    for (auto& line : ReadTable(file)) queries.push_back(std::move(line));
  }
  return queries;
}

// How well the queries of a file find their right answers; prints it.
Score ScoreOf(const std::string& file) {
  std::map<std::string, Score> by_sort;
  Score all;
  for (const auto& line : ReadTable(file)) {
    EXPECT_EQ(line.size(), 3) << absl::StrJoin(line, "|");
    if (line.size() != 3) continue;
    const std::vector<std::string> right = absl::StrSplit(line[2], ' ');
    for (const std::string& name : right) EXPECT_TRUE(Exists(name)) << name;
    const v1::SearchResponse response = Search(line[1]);
    int place = 0;
    std::vector<std::string> first;
    for (int i = 0; i < response.results_size() && place == 0; ++i) {
      const std::string& name = response.results(i).name();
      if (i < kFirst) first.push_back(name);
      if (std::find(right.begin(), right.end(), name) != right.end()) {
        place = i + 1;
      }
    }
    by_sort[line[0]].Add(place);
    all.Add(place);
    if (place != 1) {
      std::cout << "place " << place << ": " << line[1] << ": "
                << absl::StrJoin(first, " ") << "\n";
    }
  }
  for (const auto& [sort, score] : by_sort) Print(sort, score);
  Print("all", all);
  return all;
}

void ExpectGood(const Score& score) {
  EXPECT_GE(score.MeanReciprocalRank(), kLeastReciprocalRank);
  EXPECT_GE(score.SuccessAt3(), kLeastSuccessAt3);
}

TEST(SearchQualityTest, FindsWhatPeopleSay) {
  const Score all = ScoreOf("queries.tsv");
  EXPECT_GE(all.queries, kFewestQueries);
  ExpectGood(all);
}

// Strangers whose queries were looked at while the search was made better.
TEST(SearchQualityTest, FindsWhatStrangersSay) {
  ExpectGood(ScoreOf("strangers.tsv"));
}

// A stranger whose queries nothing was made for. Their floor has room for a
// query or two, so that nobody has to tune on them.
TEST(SearchQualityTest, FindsWhatANewStrangerSays) {
  const Score all = ScoreOf("held_out.tsv");
  EXPECT_GE(all.MeanReciprocalRank(), kLeastHeldOutReciprocalRank);
  EXPECT_GE(all.SuccessAt3(), kLeastHeldOutSuccessAt3);
}

TEST(SearchQualityTest, MendsWhatIsMisspelt) {
  int mended = 0;
  int queries = 0;
  for (const auto& line : ReadTable("misspelt.tsv")) {
    ASSERT_EQ(line.size(), 2) << absl::StrJoin(line, "|");
    const std::string corrected = Search(line[0]).corrected_query();
    ++queries;
    if (corrected == line[1]) {
      ++mended;
    } else {
      std::cout << line[0] << ": " << corrected << ", not " << line[1] << "\n";
    }
  }
  std::cout << mended << " of " << queries << " misspelt queries mended\n";
  EXPECT_GE(mended, kLeastMended * queries);
}

// Words that the content has are left as they are, and words that people use
// are not taken for others.
TEST(SearchQualityTest, LeavesWhatIsSpeltRight) {
  for (const auto& line : ReadTable("misspelt.tsv")) {
    EXPECT_EQ(Search(line[1]).corrected_query(), "") << line[1];
  }
  for (const auto& line : JudgedQueries()) {
    if (line[0] == "misspelt") continue;
    EXPECT_EQ(Search(line[1]).corrected_query(), "") << line[1];
  }
}

// Where a query names a danger, no technique comes before what speaks of
// dangers.
TEST(SearchQualityTest, DangerComesFirst) {
  int queries = 0;
  for (const auto& line : JudgedQueries()) {
    if (line[0] != "danger") continue;
    ++queries;
    const v1::SearchResponse response = Search(line[1]);
    EXPECT_TRUE(response.names_danger()) << line[1];
    bool technique = false;
    for (const v1::SearchResult& result : response.results()) {
      if (result.kind() == v1::RESOURCE_KIND_TECHNIQUE) technique = true;
      const bool danger = result.kind() == v1::RESOURCE_KIND_CONTRAINDICATION ||
                          result.kind() == v1::RESOURCE_KIND_TRIAGE_RULE ||
                          result.kind() == v1::RESOURCE_KIND_CARE_PATHWAY;
      EXPECT_FALSE(danger && technique) << line[1] << ": " << result.name();
    }
  }
  EXPECT_GT(queries, 0);
}

}  // namespace
}  // namespace knead
