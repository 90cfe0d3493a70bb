#include "service/catalog/lookup.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"
#include "service/catalog/catalog.h"
#include "service/catalog/page_token.h"
#include "service/catalog/testing/kinds.h"
#include "service/errors/error_payload.h"

namespace knead {
namespace {

using ::google::protobuf::util::MessageDifferencer;

std::shared_ptr<const Catalog> Shipped() {
  auto catalog = Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch());
  EXPECT_TRUE(catalog.ok()) << catalog.status();
  return *catalog;
}

std::string Reason(const absl::Status& status) {
  return ErrorPayload<google::rpc::ErrorInfo>(status).reason();
}

template <typename Response>
Response Parse(const ReadyBytes& bytes) {
  Response response;
  EXPECT_TRUE(response.ParseFromString(absl::StrJoin(bytes.pieces, "")));
  return response;
}

TEST(CatalogTest, RefusesWhatIsNoBundle) {
  v1::ContentBundle bundle;
  ASSERT_TRUE(bundle.ParseFromString(std::string(EmbeddedContentBundle())));
  const auto load = [](const v1::ContentBundle& b) {
    return Catalog::Load(b.SerializeAsString(), absl::UnixEpoch()).status();
  };
  EXPECT_EQ(Catalog::Load("no bundle", absl::UnixEpoch()).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(load(v1::ContentBundle()).ok());
  v1::ContentBundle bad = bundle;
  bad.mutable_tools()->SwapElements(0, 1);
  *bad.add_regions() = bundle.regions(0);
  bad.mutable_sources(0)->set_name("tools/spoon");
  const absl::Status status = load(bad);
  // Every fault is listed.
  for (const char* place : {"tools[1].name", "regions[", "sources[0].name"}) {
    EXPECT_NE(status.message().find(place), std::string::npos) << status;
  }
}

TEST(CatalogTest, RevisionIsTheDigestOfTheBytes) {
  EXPECT_EQ(Shipped()->revision().substr(0, 7), "sha256:");
  EXPECT_EQ(Shipped()->revision(), Shipped()->revision());
}

// What every kind must do, for each kind.
template <typename T>
class LookupTest : public ::testing::Test {
 protected:
  using Resource = typename T::ResourceType;
  using Get = typename T::Get;
  using ListReq = typename T::ListReq;
  using ListResp = typename T::ListResp;

  // Items of a list response; all list responses hold them in field 1.
  static std::vector<Resource> Items(const ListResp& response) {
    const auto* field = ListResp::descriptor()->FindFieldByNumber(1);
    std::vector<Resource> items;
    for (int i = 0; i < response.GetReflection()->FieldSize(response, field);
         ++i) {
      items.push_back(static_cast<const Resource&>(
          response.GetReflection()->GetRepeatedMessage(response, field, i)));
    }
    return items;
  }

  std::shared_ptr<const Catalog> catalog_ = Shipped();
  PageTokens tokens_{"key"};
};

TYPED_TEST_SUITE(LookupTest, Kinds);

TYPED_TEST(LookupTest, GetsEveryNameInBothViews) {
  using Resource = typename TypeParam::ResourceType;
  const Collection& collection = this->catalog_->template Of<Resource>();
  ASSERT_GT(collection.size(), 0u);
  for (size_t i = 0; i < collection.size(); ++i) {
    typename TypeParam::Get request;
    request.set_name(collection.name(i));
    const auto full = Get<Resource>(this->catalog_, request);
    ASSERT_TRUE(full.ok()) << full.status();
    EXPECT_TRUE(MessageDifferencer::Equals(Parse<Resource>(*full),
                                           collection.message(i)));
    request.set_view(v1::VIEW_BASIC);
    const auto basic = Get<Resource>(this->catalog_, request);
    ASSERT_TRUE(basic.ok()) << basic.status();
    EXPECT_EQ(Parse<Resource>(*basic).name(), collection.name(i));
    EXPECT_LT(Parse<Resource>(*basic).ByteSizeLong(),
              Parse<Resource>(*full).ByteSizeLong());
  }
}

TYPED_TEST(LookupTest, RefusesBadNames) {
  using Resource = typename TypeParam::ResourceType;
  const std::string id = this->catalog_->template Of<Resource>().id();
  const auto reason = [&](const std::string& name) {
    typename TypeParam::Get request;
    request.set_name(name);
    return Reason(Get<Resource>(this->catalog_, request).status());
  };
  EXPECT_EQ(reason(""), "MISSING_FIELD");
  EXPECT_EQ(reason("no-slash"), "INVALID_RESOURCE_NAME");
  EXPECT_EQ(reason(id + "/no-such-thing"), "RESOURCE_NOT_FOUND");
  typename TypeParam::Get request;
  request.set_name(id + "/x");
  request.set_view(static_cast<v1::View>(9));
  EXPECT_EQ(Reason(Get<Resource>(this->catalog_, request).status()),
            "INVALID_ENUM_VALUE");
  request.set_view(v1::VIEW_FULL);
  request.set_language_code("e n");
  EXPECT_EQ(Reason(Get<Resource>(this->catalog_, request).status()),
            "INVALID_LANGUAGE_CODE");
}

TYPED_TEST(LookupTest, PagesOfAnySizeGiveTheItemsOfOneBigPage) {
  using Resource = typename TypeParam::ResourceType;
  typename TypeParam::ListReq big;
  big.set_page_size(kMaxPageSize);
  big.set_view(v1::VIEW_FULL);
  const auto whole = List<Resource>(this->catalog_, this->tokens_, big);
  ASSERT_TRUE(whole.ok()) << whole.status();
  const auto all = Parse<typename TypeParam::ListResp>(*whole);
  const auto want = this->Items(all);
  ASSERT_EQ(want.size(), this->catalog_->template Of<Resource>().size());
  EXPECT_EQ(all.next_page_token(), "");
  for (int page_size : {1, 2, 3, 7}) {
    std::vector<Resource> got;
    typename TypeParam::ListReq request;
    request.set_page_size(page_size);
    request.set_view(v1::VIEW_FULL);
    do {
      const auto bytes = List<Resource>(this->catalog_, this->tokens_, request);
      ASSERT_TRUE(bytes.ok()) << bytes.status();
      const auto page = Parse<typename TypeParam::ListResp>(*bytes);
      EXPECT_EQ(page.total_size(), static_cast<int>(want.size()));
      for (const Resource& item : this->Items(page)) got.push_back(item);
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty() && got.size() <= want.size());
    ASSERT_EQ(got.size(), want.size());
    for (size_t i = 0; i < got.size(); ++i) {
      EXPECT_TRUE(MessageDifferencer::Equals(got[i], want[i]));
    }
  }
}

TYPED_TEST(LookupTest, RefusesBadPages) {
  using Resource = typename TypeParam::ResourceType;
  typename TypeParam::ListReq request;
  request.set_page_size(-1);
  EXPECT_EQ(
      Reason(List<Resource>(this->catalog_, this->tokens_, request).status()),
      "INVALID_PAGE_SIZE");
  request.set_page_size(1);
  request.set_page_token("forged");
  EXPECT_EQ(
      Reason(List<Resource>(this->catalog_, this->tokens_, request).status()),
      "INVALID_PAGE_TOKEN");
}

TEST(LookupFilterTest, ATokenBelongsToItsFilters) {
  const auto catalog = Shipped();
  const PageTokens tokens("key");
  v1::ListTechniquesRequest request;
  request.set_page_size(1);
  request.set_tool("tools/hands");
  const auto first = List<v1::Technique>(catalog, tokens, request);
  ASSERT_TRUE(first.ok()) << first.status();
  request.set_page_token(
      Parse<v1::ListTechniquesResponse>(*first).next_page_token());
  ASSERT_FALSE(request.page_token().empty());
  // Page size and view may change from page to page.
  request.set_page_size(2);
  request.set_view(v1::VIEW_FULL);
  EXPECT_TRUE(List<v1::Technique>(catalog, tokens, request).ok());
  request.set_tool("tools/foam-roller");
  EXPECT_EQ(Reason(List<v1::Technique>(catalog, tokens, request).status()),
            "INVALID_PAGE_TOKEN");
}

TEST(LookupFilterTest, AListGoesOnBehindANameThatIsGone) {
  const PageTokens tokens("key");
  v1::ListTechniquesRequest all;
  v1::ListTechniquesRequest filtered;
  filtered.set_tool("tools/hands");
  for (v1::ListTechniquesRequest& request :
       {std::ref(all), std::ref(filtered)}) {
    request.set_page_token("");
    const auto whole = List<v1::Technique>(Shipped(), tokens, request);
    ASSERT_TRUE(whole.ok()) << whole.status();
    const auto want = Parse<v1::ListTechniquesResponse>(*whole);
    ASSERT_GE(want.techniques_size(), 3);
    request.set_page_size(2);
    const auto first = List<v1::Technique>(Shipped(), tokens, request);
    ASSERT_TRUE(first.ok()) << first.status();
    request.set_page_token(
        Parse<v1::ListTechniquesResponse>(*first).next_page_token());
    v1::ContentBundle bundle = Shipped()->bundle();
    auto* techniques = bundle.mutable_techniques();
    techniques->erase(std::find_if(
        techniques->begin(), techniques->end(), [&](const v1::Technique& t) {
          return t.name() == want.techniques(1).name();
        }));
    const auto reloaded =
        Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
    ASSERT_TRUE(reloaded.ok()) << reloaded.status();
    const auto second = List<v1::Technique>(*reloaded, tokens, request);
    ASSERT_TRUE(second.ok()) << second.status();
    const auto page = Parse<v1::ListTechniquesResponse>(*second);
    EXPECT_EQ(page.techniques(0).name(), want.techniques(2).name());
    EXPECT_EQ(page.total_size(), want.total_size() - 1);
  }
}

TEST(LookupFilterTest, EachFilterKeepsWhatItNames) {
  const auto catalog = Shipped();
  const PageTokens tokens("key");
  const auto names = [&](auto request, auto resource) {
    using Resource = decltype(resource);
    const auto bytes = List<Resource>(catalog, tokens, request);
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    std::vector<std::string> out;
    v1::ListTechniquesResponse techniques;
    // All list responses share their field numbers.
    EXPECT_TRUE(techniques.ParseFromString(absl::StrJoin(bytes->pieces, "")));
    for (const auto& item : techniques.techniques()) out.push_back(item.name());
    return out;
  };
  v1::ListTechniquesRequest by_region;
  by_region.set_region("regions/calf");
  EXPECT_EQ(names(by_region, v1::Technique()),
            (std::vector<std::string>{"techniques/calf-hands",
                                      "techniques/calf-roller-or-ball"}));
  v1::ListTechniquesRequest by_both = by_region;
  by_both.set_tool("tools/hands");
  EXPECT_EQ(names(by_both, v1::Technique()),
            std::vector<std::string>{"techniques/calf-hands"});
  v1::ListRegionsRequest by_part;
  by_part.set_body_part(v1::BODY_PART_HIP);
  EXPECT_EQ(names(by_part, v1::Region()),
            std::vector<std::string>{"regions/outer-hip"});
  v1::ListCarePathwaysRequest by_urgency;
  by_urgency.set_urgency(v1::URGENCY_EMERGENCY);
  EXPECT_EQ(names(by_urgency, v1::CarePathway()).size(), 1u);
}

TEST(LookupFilterTest, RefusesFiltersThatNameNothing) {
  const auto catalog = Shipped();
  const PageTokens tokens("key");
  v1::ListTechniquesRequest request;
  request.set_region("regions/elbow");
  const auto unknown = List<v1::Technique>(catalog, tokens, request).status();
  EXPECT_EQ(unknown.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Reason(unknown), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorPayload<google::rpc::BadRequest>(unknown)
                .field_violations(0)
                .field(),
            "region");
  request.set_region("elbow");
  EXPECT_EQ(Reason(List<v1::Technique>(catalog, tokens, request).status()),
            "INVALID_RESOURCE_NAME");
  v1::ListTriageRulesRequest rules;
  rules.set_urgency(static_cast<v1::Urgency>(77));
  EXPECT_EQ(Reason(List<v1::TriageRule>(catalog, tokens, rules).status()),
            "INVALID_ENUM_VALUE");
}

TEST(BatchGetTest, ReturnsTheOrderOfTheRequestOrNothing) {
  const auto catalog = Shipped();
  v1::BatchGetTechniquesRequest request;
  EXPECT_EQ(Reason(BatchGet<v1::Technique>(catalog, request).status()),
            "MISSING_FIELD");
  request.add_names("techniques/kneecap-kneading");
  request.add_names("techniques/calf-hands");
  request.set_view(v1::VIEW_FULL);
  const auto bytes = BatchGet<v1::Technique>(catalog, request);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const auto response = Parse<v1::BatchGetTechniquesResponse>(*bytes);
  ASSERT_EQ(response.techniques_size(), 2);
  EXPECT_EQ(response.techniques(0).name(), "techniques/kneecap-kneading");
  EXPECT_GT(response.techniques(1).steps_size(), 0);
  request.add_names("techniques/none");
  const auto missing = BatchGet<v1::Technique>(catalog, request).status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(
      ErrorPayload<google::rpc::ErrorInfo>(missing).metadata().at("field"),
      "names[2]");
}

TEST(BatchGetTest, HasALimit) {
  const auto catalog = Shipped();
  v1::BatchGetFindingsRequest request;
  const std::string name = catalog->Of<v1::Finding>().name(0);
  for (int i = 0; i < kMaxBatchSize; ++i) request.add_names(name);
  EXPECT_TRUE(BatchGet<v1::Finding>(catalog, request).ok());
  request.add_names(name);
  EXPECT_EQ(Reason(BatchGet<v1::Finding>(catalog, request).status()),
            "TOO_MANY_ITEMS");
}

}  // namespace
}  // namespace knead
