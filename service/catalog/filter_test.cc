// Filtered lists beside a scan by a predicate of its own.

#include "service/catalog/filter.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "service/catalog/catalog.h"
#include "service/catalog/lookup.h"
#include "service/catalog/page_token.h"
#include "service/catalog/testing/kinds.h"
#include "service/catalog/testing/naive_filter.h"

namespace knead {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

const std::shared_ptr<const Catalog>& Shipped() {
  static const auto* const catalog = new std::shared_ptr<const Catalog>(
      *Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()));
  return *catalog;
}

// The request as it is and with the filter set to each value that it can have.
template <typename ListRequest>
std::vector<ListRequest> WithEachValue(const ListRequest& request,
                                       const FieldDescriptor* filter) {
  std::vector<ListRequest> requests = {request};
  const auto* reflection = request.GetReflection();
  if (filter->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    for (int i = 1; i < filter->enum_type()->value_count(); ++i) {
      requests.push_back(request);
      reflection->SetEnum(&requests.back(), filter,
                          filter->enum_type()->value(i));
    }
    return requests;
  }
  const Collection* named = Shipped()->ReferencedBy(*filter);
  EXPECT_NE(named, nullptr) << filter->full_name();
  for (size_t i = 0; named != nullptr && i < named->size(); ++i) {
    requests.push_back(request);
    reflection->SetString(&requests.back(), filter, named->name(i));
  }
  return requests;
}

// All requests with at most two filters.
template <typename ListRequest>
std::vector<ListRequest> Requests() {
  std::vector<const FieldDescriptor*> filters;
  const auto* descriptor = ListRequest::descriptor();
  for (int f = 0; f < descriptor->field_count(); ++f) {
    if (descriptor->field(f)->number() >= kFirstFilterField) {
      filters.push_back(descriptor->field(f));
    }
  }
  if (filters.empty()) return {ListRequest()};
  if (filters.size() == 1) return WithEachValue(ListRequest(), filters[0]);
  std::vector<ListRequest> requests;
  for (size_t a = 0; a < filters.size(); ++a) {
    for (const ListRequest& one : WithEachValue(ListRequest(), filters[a])) {
      for (size_t b = a + 1; b < filters.size(); ++b) {
        for (ListRequest& both : WithEachValue(one, filters[b])) {
          requests.push_back(std::move(both));
        }
      }
    }
  }
  return requests;
}

template <typename Kind>
class FilterTest : public ::testing::Test {
 protected:
  using Resource = typename Kind::ResourceType;

  static std::vector<std::string> Scan(const typename Kind::ListReq& request) {
    const Collection& collection = Shipped()->Of<Resource>();
    std::vector<std::string> names;
    for (size_t i = 0; i < collection.size(); ++i) {
      if (NaivelyPasses(request, collection.message(i), *Shipped())) {
        names.push_back(collection.name(i));
      }
    }
    return names;
  }

  // Walks through the pages, each of which must be full but for the last.
  std::vector<std::string> AllPages(typename Kind::ListReq request,
                                    size_t page_size, size_t total) {
    std::vector<std::string> names;
    request.set_page_size(static_cast<int>(page_size));
    do {
      const auto bytes = List<Resource>(Shipped(), tokens_, request);
      typename Kind::ListResp response;
      if (!bytes.ok() ||
          !response.ParseFromString(absl::StrJoin(bytes->pieces, ""))) {
        ADD_FAILURE() << bytes.status();
        break;
      }
      EXPECT_EQ(response.total_size(), static_cast<int>(total));
      const auto* items = Kind::ListResp::descriptor()->FindFieldByNumber(1);
      const size_t size = response.GetReflection()->FieldSize(response, items);
      EXPECT_EQ(size, std::min(page_size, total - names.size()));
      for (size_t i = 0; i < size; ++i) {
        names.push_back(static_cast<const Resource&>(
                            response.GetReflection()->GetRepeatedMessage(
                                response, items, static_cast<int>(i)))
                            .name());
      }
      // More pages only when more follows.
      EXPECT_EQ(response.next_page_token().empty(), names.size() >= total);
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty() && names.size() < total);
    return names;
  }

  PageTokens tokens_{"key"};
};

TYPED_TEST_SUITE(FilterTest, Kinds);

TYPED_TEST(FilterTest, ListsWhatAScanFinds) {
  size_t found = 0;
  for (const auto& request : Requests<typename TypeParam::ListReq>()) {
    SCOPED_TRACE(request.ShortDebugString());
    const std::vector<std::string> want = this->Scan(request);
    found += want.size();
    for (size_t page_size = 1; page_size <= want.size() + 1; ++page_size) {
      ASSERT_EQ(this->AllPages(request, page_size, want.size()), want)
          << "page_size " << page_size;
      ASSERT_FALSE(this->HasFailure()) << "page_size " << page_size;
    }
  }
  EXPECT_GT(found, 0u);
}

TYPED_TEST(FilterTest, EachFilterFindsAndLeavesOut) {
  using ListRequest = typename TypeParam::ListReq;
  const auto* descriptor = ListRequest::descriptor();
  for (int f = 0; f < descriptor->field_count(); ++f) {
    if (descriptor->field(f)->number() < kFirstFilterField) continue;
    SCOPED_TRACE(descriptor->field(f)->name());
    bool found = false;
    bool left_out = false;
    for (const ListRequest& request :
         WithEachValue(ListRequest(), descriptor->field(f))) {
      const auto passing =
          Passing(request, Shipped()->Of<typename TypeParam::ResourceType>());
      if (!passing.has_value()) continue;
      found = found || passing->size() > 0;
      left_out = left_out ||
                 passing->size() <
                     Shipped()->Of<typename TypeParam::ResourceType>().size();
    }
    EXPECT_TRUE(found);
    EXPECT_TRUE(left_out);
  }
}

}  // namespace
}  // namespace knead
