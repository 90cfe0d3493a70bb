#include "service/search/index.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/search.pb.h"
#include "service/catalog/catalog.h"
#include "service/catalog/page_token.h"
#include "service/errors/error_payload.h"
#include "service/extraction/extractor.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

std::shared_ptr<const Catalog> TheCatalog() {
  static const auto& catalog = *new std::shared_ptr<const Catalog>(
      Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()).value());
  return catalog;
}

const SearchIndex& TheIndex() {
  static const auto& index = *new std::unique_ptr<const SearchIndex>(
      SearchIndex::Build(Extractor::Create(TheCatalog()).value()).value());
  return *index;
}

const PageTokens& Tokens() {
  static const auto& tokens = *new PageTokens("key");
  return tokens;
}

v1::SearchRequest For(const std::string& query) {
  v1::SearchRequest request;
  request.set_query(query);
  request.set_page_size(kMaxSearchPageSize);
  return request;
}

absl::StatusOr<v1::SearchResponse> Try(const v1::SearchRequest& request,
                                       int max_page_size = 1000) {
  return TheIndex().Search(request, Tokens(), max_page_size);
}

v1::SearchResponse Search(const v1::SearchRequest& request,
                          int max_page_size = 1000) {
  auto response = Try(request, max_page_size);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.ok() ? *std::move(response) : v1::SearchResponse();
}

std::vector<std::string> Names(const v1::SearchResponse& response) {
  std::vector<std::string> names;
  for (const auto& result : response.results()) names.push_back(result.name());
  return names;
}

std::vector<std::string> Find(const std::string& query) {
  return Names(Search(For(query)));
}

TEST(SearchIndexTest, AResultSaysWhatItIsAndWhy) {
  const v1::SearchResponse response = Search(For("kneecap"));
  ASSERT_GT(response.results_size(), 0);
  const v1::SearchResult& first = response.results(0);
  EXPECT_EQ(first.name(), "regions/kneecap");
  EXPECT_EQ(first.kind(), v1::RESOURCE_KIND_REGION);
  EXPECT_EQ(first.display_name(), "kneecap and its rim");
  EXPECT_THAT(first.summary(), HasSubstr("soft rim"));
  EXPECT_GT(first.score(), 0);
  ASSERT_GT(first.snippets_size(), 0);
  ASSERT_GT(first.snippets(0).highlights_size(), 0);
  const auto& highlight = first.snippets(0).highlights(0);
  EXPECT_EQ(first.snippets(0).text().substr(
                highlight.start(), highlight.end() - highlight.start()),
            "kneecap");
}

TEST(SearchIndexTest, SynonymsFindTheSame) {
  EXPECT_EQ(Find("patella"), Find("kneecap"));
  EXPECT_EQ(Find("dvt")[0], Find("blood clot")[0]);
}

TEST(SearchIndexTest, OrdersByScoreThenByName) {
  // No danger is named here.
  const v1::SearchResponse response = Search(For("massage the muscle slowly"));
  ASSERT_FALSE(response.names_danger());
  ASSERT_GT(response.results_size(), 10);
  for (int i = 1; i < response.results_size(); ++i) {
    const auto& one = response.results(i - 1);
    const auto& next = response.results(i);
    EXPECT_TRUE(one.score() > next.score() ||
                (one.score() == next.score() && one.name() < next.name()))
        << one.name() << " " << next.name();
  }
}

bool SpeaksOfDangers(const v1::SearchResult& result) {
  return result.kind() == v1::RESOURCE_KIND_CONTRAINDICATION ||
         result.kind() == v1::RESOURCE_KIND_TRIAGE_RULE ||
         result.kind() == v1::RESOURCE_KIND_CARE_PATHWAY;
}

// That it says that a danger is named, that what speaks of it comes first, and
// techniques last.
void ExpectDangerFirst(const v1::SearchResponse& response,
                       const std::string& query) {
  EXPECT_TRUE(response.names_danger()) << query;
  ASSERT_GT(response.results_size(), 0) << query;
  EXPECT_TRUE(SpeaksOfDangers(response.results(0))) << query;
  bool technique = false;
  for (const v1::SearchResult& result : response.results()) {
    const bool is_technique = result.kind() == v1::RESOURCE_KIND_TECHNIQUE;
    EXPECT_FALSE(technique && !is_technique) << query << ": " << result.name();
    technique = is_technique;
  }
}

TEST(SearchIndexTest, DangerComesFirst) {
  for (const char* query : {"blood clot", "can't bear weight",
                            "calf massage on a calf swollen and red"}) {
    const v1::SearchResponse response = Search(For(query));
    ExpectDangerFirst(response, query);
    for (const auto& result : response.results()) {
      EXPECT_LT(result.score(), 1000) << query;
    }
  }
  EXPECT_FALSE(Search(For("calf massage")).names_danger());
  EXPECT_FALSE(Search(For("stiff hamstrings")).names_danger());
}

// What people tell in words that no text of the content has.
TEST(SearchIndexTest, FindsTheFindingsThatAQueryTellsOf) {
  const std::vector<std::pair<const char*, const char*>> told = {
      {"having chemo", "contraindications/active-cancer"},
      {"creaky old knees", "indications/mild-knee-osteoarthritis"},
      {"went over on it and heard a crack", "triageRules/pop-at-injury"},
  };
  for (const auto& [query, name] : told) {
    const std::vector<std::string> names = Find(query);
    ASSERT_GE(names.size(), 3) << query;
    EXPECT_THAT(std::vector<std::string>(names.begin(), names.begin() + 3),
                Contains(name))
        << query;
  }
  const v1::SearchResponse chemo = Search(For("having chemo"));
  EXPECT_TRUE(chemo.names_danger());
  // A word that is understood is not taken for one that the content has.
  EXPECT_EQ(chemo.corrected_query(), "");
}

// A question is the usual form of a query.
TEST(SearchIndexTest, ADangerThatIsAskedAboutOrFearedIsNamed) {
  for (const char* query :
       {"is it safe to roll my thigh on eliquis?",
        "is a foam roller ok with xarelto?",
        "what if I'm on eliquis and roll my thigh",
        "if i am expecting can i foam roll my thighs",
        "my dad takes eliquis can he roll his calf", "my son is 12, roll calf",
        "pain 9 out of 10, calf massage"}) {
    ExpectDangerFirst(Search(For(query)), query);
  }
}

// What is denied, has another meaning or is a number like anybody's is no
// danger named.
TEST(SearchIndexTest, WhatIsHarmlessIsNoDanger) {
  for (const char* query :
       {"sore calf muscles", "drink water after massage", "knee pit",
        "how to massage my quads, I am 35",
        "foam roller for quads, 28 year old",
        "pain is 2 out of 10, calf massage", "knee sore for 2 days"}) {
    EXPECT_FALSE(Search(For(query)).names_danger()) << query;
  }
}

// Wherever the first words of a name may lead: where it is said that a danger
// is named, one comes first.
TEST(SearchIndexTest, WhatIsSaidToBeNamedComesFirstAtEachKey) {
  int named = 0;
  for (const v1::Contraindication& danger :
       TheCatalog()->bundle().contraindications()) {
    const size_t longest = std::min<size_t>(12, danger.display_name().size());
    for (size_t length = 3; length <= longest; ++length) {
      v1::SearchRequest request =
          For(absl::StrCat("roll ", danger.display_name().substr(0, length)));
      request.set_mode(v1::SEARCH_MODE_PREFIX);
      const v1::SearchResponse response = Search(request);
      if (!response.names_danger()) continue;
      ++named;
      ASSERT_GT(response.results_size(), 0) << request.query();
      EXPECT_TRUE(SpeaksOfDangers(response.results(0))) << request.query();
    }
  }
  EXPECT_GT(named, 50);
  // So it is where a danger is only named by what was typed, and not by what
  // was meant.
  const v1::SearchResponse mended = Search(For("achillies tendon strong"));
  if (mended.names_danger()) {
    EXPECT_TRUE(SpeaksOfDangers(mended.results(0)));
  }
}

TEST(SearchIndexTest, AllThatAQueryTellsIsRead) {
  std::string query;
  for (int i = 0; i < 40; ++i) query += "quads ";
  const v1::SearchResponse response = Search(For(query + ". I take eliquis"));
  EXPECT_TRUE(response.names_danger());
  EXPECT_TRUE(SpeaksOfDangers(response.results(0)));
}

TEST(SearchIndexTest, SaysThatADangerIsNamedWhateverTheFiltersLeaveOfIt) {
  for (const char* query : {"calf massage thrombosis", "calf massage trombosis",
                            "calf massage blood clot"}) {
    v1::SearchRequest request = For(query);
    request.add_kinds(v1::RESOURCE_KIND_TECHNIQUE);
    EXPECT_TRUE(Search(request).names_danger()) << query;
  }
}

TEST(SearchIndexTest, SaysThatADangerIsNamedBeforeItIsFinished) {
  for (const char* query :
       {"calf massage blood clo", "calf massage thromb", "swollen cal"}) {
    v1::SearchRequest request = For(query);
    request.set_mode(v1::SEARCH_MODE_PREFIX);
    EXPECT_TRUE(Search(request).names_danger()) << query;
  }
  for (const char* query : {"calf massa", "foam rol", "c"}) {
    v1::SearchRequest request = For(query);
    request.set_mode(v1::SEARCH_MODE_PREFIX);
    EXPECT_FALSE(Search(request).names_danger()) << query;
  }
}

TEST(SearchIndexTest, PagesJoinToTheWhole) {
  v1::SearchRequest request = For("knee pain");
  request.set_page_size(kMaxSearchPageSize);
  const v1::SearchResponse whole = Search(request);
  for (const int size : {1, 7}) {
    std::vector<std::string> joined;
    request.set_page_size(size);
    request.clear_page_token();
    while (joined.size() < kMaxSearchPageSize) {
      const v1::SearchResponse page = Search(request);
      EXPECT_EQ(page.total_size(), whole.total_size());
      for (const std::string& name : Names(page)) joined.push_back(name);
      if (page.next_page_token().empty()) break;
      request.set_page_token(page.next_page_token());
    }
    joined.resize(whole.results_size());
    EXPECT_EQ(joined, Names(whole)) << size;
  }
}

TEST(SearchIndexTest, TheLastPageHasNoToken) {
  v1::SearchRequest request = For("gastrocnemius");
  const v1::SearchResponse response = Search(request);
  EXPECT_EQ(response.results_size(), response.total_size());
  EXPECT_EQ(response.next_page_token(), "");
}

TEST(SearchIndexTest, PagesAreNoLargerThanAllowed) {
  v1::SearchRequest request = For("knee");
  request.set_page_size(0);
  EXPECT_EQ(Search(request).results_size(), kDefaultSearchPageSize);
  request.set_page_size(100000);
  EXPECT_EQ(Search(request).results_size(), kMaxSearchPageSize);
  EXPECT_EQ(Search(request, 3).results_size(), 3);
}

TEST(SearchIndexTest, ATokenBelongsToItsQuery) {
  v1::SearchRequest request = For("knee");
  request.set_page_size(1);
  request.set_page_token(Search(request).next_page_token());
  ASSERT_TRUE(Try(request).ok());
  v1::SearchRequest other = request;
  other.set_query("calf");
  EXPECT_EQ(Try(other).status().code(), absl::StatusCode::kInvalidArgument);
  other = request;
  other.add_kinds(v1::RESOURCE_KIND_TOOL);
  EXPECT_EQ(Try(other).status().code(), absl::StatusCode::kInvalidArgument);
  other = request;
  other.set_page_size(2);
  EXPECT_TRUE(Try(other).ok());
}

TEST(SearchIndexTest, KeepsToKinds) {
  v1::SearchRequest request = For("calf");
  request.add_kinds(v1::RESOURCE_KIND_TECHNIQUE);
  request.add_kinds(v1::RESOURCE_KIND_REGION);
  std::set<v1::ResourceKind> kinds;
  const v1::SearchResponse response = Search(request);
  for (const auto& result : response.results()) {
    kinds.insert(result.kind());
  }
  EXPECT_THAT(kinds, UnorderedElementsAre(v1::RESOURCE_KIND_TECHNIQUE,
                                          v1::RESOURCE_KIND_REGION));
}

TEST(SearchIndexTest, KeepsToARegionAndATool) {
  v1::SearchRequest request = For("massage");
  request.add_kinds(v1::RESOURCE_KIND_TECHNIQUE);
  request.set_region("regions/calf");
  EXPECT_THAT(Names(Search(request)), Contains("techniques/calf-hands"));
  EXPECT_THAT(Names(Search(request)), Each(HasSubstr("calf")));
  request.set_tool("tools/foam-roller");
  EXPECT_THAT(Names(Search(request)), Not(Contains("techniques/calf-hands")));
  EXPECT_THAT(Names(Search(request)),
              Contains("techniques/calf-roller-or-ball"));
}

TEST(SearchIndexTest, NoFilterByPlaceOrToolHidesADangerWithoutOne) {
  v1::SearchRequest request = For("blood clot");
  request.set_region("regions/inner-thigh");
  request.set_tool("tools/massage-ball");
  EXPECT_EQ(
      Names(Search(request))[0].substr(Names(Search(request))[0].find('/') + 1),
      "suspected-clot");
}

TEST(SearchIndexTest, AskedForAPhraseFindsItAlone) {
  const int words = Search(For("vastus lateralis")).total_size();
  const int phrase = Search(For("\"vastus lateralis\"")).total_size();
  EXPECT_GT(phrase, 0);
  EXPECT_LT(phrase, words + 1);
  EXPECT_EQ(Search(For("\"lateralis vastus\"")).total_size(), 0);
  // A quote without its partner is no quote.
  EXPECT_EQ(Find("\"lateralis vastus"), Find("lateralis vastus"));
}

TEST(SearchIndexTest, NothingElseHasAMeaningOfItsOwn) {
  const std::vector<std::string> plain = Find("calf roller");
  for (const char* query :
       {"calf +roller", "calf -roller", "calf* roller*", "calf: roller",
        "(calf) [roller]", "calf ~roller", "calf, roller!"}) {
    EXPECT_EQ(Find(query), plain) << query;
  }
  // Words like others, which count in results: they leave out nothing.
  for (const char* query : {"calf AND roller", "calf NOT roller",
                            "calf NEAR roller", "title:calf roller"}) {
    EXPECT_THAT(Find(query), Contains("techniques/calf-roller-or-ball"))
        << query;
    EXPECT_THAT(Find(query), Contains("regions/calf")) << query;
  }
}

TEST(SearchIndexTest, MendsWhatIsMisspelt) {
  const v1::SearchResponse response = Search(For("Blod clot?"));
  EXPECT_EQ(response.corrected_query(), "Blood clot?");
  EXPECT_EQ(Names(response), Find("Blood clot?"));
  EXPECT_TRUE(response.names_danger());
  EXPECT_EQ(Search(For("foamroller")).corrected_query(), "foam roller");
  EXPECT_EQ(Search(For("xyzzyplugh")).corrected_query(), "");
  EXPECT_EQ(Search(For("xyzzyplugh")).total_size(), 0);
}

TEST(SearchIndexTest, MendsOnlyWhatIsFoundThen) {
  v1::SearchRequest request = For("hamstrng");
  request.add_kinds(v1::RESOURCE_KIND_SOURCE);
  EXPECT_EQ(Search(request).corrected_query(), "");
}

TEST(SearchIndexTest, CompletesWhileSomebodyTypes) {
  v1::SearchRequest request = For("gastroc");
  EXPECT_TRUE(Search(request).completions().empty());
  request.set_query("gastrocne");
  request.set_mode(v1::SEARCH_MODE_PREFIX);
  const v1::SearchResponse response = Search(request);
  EXPECT_THAT(Names(response), Contains("muscleGroups/calves"));
  EXPECT_EQ(response.completions(0), "gastrocnemius");
  EXPECT_EQ(response.corrected_query(), "");
}

TEST(SearchIndexTest, RefusesFaultyRequests) {
  struct Case {
    v1::SearchRequest request;
    std::string reason;
    std::string field;
  };
  std::vector<Case> cases;
  const auto add = [&](const std::string& reason, const std::string& field,
                       auto edit) {
    v1::SearchRequest request = For("knee");
    edit(request);
    cases.push_back({request, reason, field});
  };
  add("MISSING_FIELD", "query", [](auto& r) { r.clear_query(); });
  add("MISSING_FIELD", "query", [](auto& r) { r.set_query(" ?! "); });
  add("FIELD_TOO_LONG", "query", [](auto& r) {
    r.set_query(std::string(kMaxQueryBytes - 1, ' ') + "ab");
    r.set_query("a" + r.query());
  });
  add("INVALID_PAGE_SIZE", "page_size", [](auto& r) { r.set_page_size(-1); });
  add("INVALID_PAGE_TOKEN", "page_token",
      [](auto& r) { r.set_page_token("AAAA"); });
  add("INVALID_LANGUAGE_CODE", "language_code",
      [](auto& r) { r.set_language_code("?"); });
  add("TOO_MANY_ITEMS", "kinds", [](auto& r) {
    for (int i = 0; i <= kMaxSearchKinds; ++i) {
      r.add_kinds(v1::RESOURCE_KIND_TOOL);
    }
  });
  add("INVALID_ENUM_VALUE", "kinds[0]",
      [](auto& r) { r.add_kinds(v1::RESOURCE_KIND_UNSPECIFIED); });
  add("INVALID_ENUM_VALUE", "kinds[0]",
      [](auto& r) { r.add_kinds(static_cast<v1::ResourceKind>(99)); });
  add("INVALID_ENUM_VALUE", "mode",
      [](auto& r) { r.set_mode(static_cast<v1::SearchMode>(99)); });
  add("INVALID_RESOURCE_NAME", "region",
      [](auto& r) { r.set_region("tools/hands"); });
  add("RESOURCE_NOT_FOUND", "region",
      [](auto& r) { r.set_region("regions/tail"); });
  add("RESOURCE_NOT_FOUND", "tool", [](auto& r) { r.set_tool("tools/axe"); });
  for (const Case& c : cases) {
    const absl::Status status = Try(c.request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.field;
    const auto info = ErrorPayload<google::rpc::ErrorInfo>(status);
    EXPECT_EQ(info.reason(), c.reason) << c.field << ": " << status;
    EXPECT_EQ(info.metadata().at("field"), c.field) << status;
  }
}

TEST(SearchIndexTest, TakesAnyText) {
  for (const std::string& query :
       {std::string("\"\""), std::string("knee \"\" \"knee\""),
        std::string("膝盖 колено ركبة 😀 knee"), std::string("k\xc3\xb8ne"),
        std::string(kMaxQueryBytes, 'k'),
        absl::StrCat("a ", std::string(500, '\''), " b"),
        std::string("N calf X Wknee S Kregions"), std::string("=1 =2")}) {
    for (const auto mode : {v1::SEARCH_MODE_WORDS, v1::SEARCH_MODE_PREFIX}) {
      v1::SearchRequest request = For(query);
      request.set_mode(mode);
      const auto response = Try(request);
      EXPECT_TRUE(response.ok() || absl::IsInvalidArgument(response.status()))
          << query << ": " << response.status();
    }
  }
}

TEST(SearchIndexTest, SearchesContentWithoutAnything) {
  v1::ContentBundle bundle;
  bundle.mutable_manifest()->set_language_code("en");
  const auto catalog =
      Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  auto extractor = Extractor::Create(*catalog);
  ASSERT_TRUE(extractor.ok()) << extractor.status();
  const auto index = SearchIndex::Build(*std::move(extractor));
  ASSERT_TRUE(index.ok()) << index.status();
  const auto response = (*index)->Search(For("knee"), Tokens(), 10);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->total_size(), 0);
}

// Every thread gets what it would get alone.
TEST(SearchIndexTest, ManySearchAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 25;
  const std::vector<std::string> queries = {"calf swollen", "patela",
                                            "tight quads", "\"foam roller\""};
  std::vector<std::vector<std::string>> expected;
  for (const std::string& query : queries) expected.push_back(Find(query));
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kRounds; ++i) {
        const size_t which = (t + i) % queries.size();
        EXPECT_EQ(Find(queries[which]), expected[which]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace knead
