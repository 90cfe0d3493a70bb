// Every list over the wire: pages, page tokens and what they are refused for.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"
#include "tests/support/protocol.h"
#include "tests/support/running_server.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::MethodDescriptor;

// Fields below it are the same in every list request; filters begin with it.
constexpr int kFirstFilterField = 10;
constexpr int kLargestPage = 1000;
constexpr int kKinds = 15;

const FieldDescriptor* Field(const Message& message, const char* name) {
  return message.GetDescriptor()->FindFieldByName(name);
}

int Int(const Message& message, const char* field) {
  return message.GetReflection()->GetInt32(message, Field(message, field));
}

std::string Text(const Message& message, const char* field) {
  return message.GetReflection()->GetString(message, Field(message, field));
}

void Set(Message* message, const char* field, int value) {
  message->GetReflection()->SetInt32(message, Field(*message, field), value);
}

void Set(Message* message, const char* field, const std::string& value) {
  message->GetReflection()->SetString(message, Field(*message, field), value);
}

// One page of a list.
struct Page {
  std::vector<std::string> items;
  std::vector<std::string> names;
  std::string next_page_token;
  int total_size = 0;
};

Page Parse(const MethodDescriptor& method, const UnaryResult& result) {
  Page page;
  const auto response = NewMessage(method.output_type());
  EXPECT_THAT(result, IsAnswered());
  EXPECT_TRUE(response->ParseFromString(result.response));
  const FieldDescriptor* items = response->GetDescriptor()->field(0);
  for (int i = 0; i < response->GetReflection()->FieldSize(*response, items);
       ++i) {
    const Message& item =
        response->GetReflection()->GetRepeatedMessage(*response, items, i);
    page.items.push_back(item.SerializeAsString());
    page.names.push_back(Text(item, "name"));
  }
  page.next_page_token = Text(*response, "next_page_token");
  page.total_size = Int(*response, "total_size");
  return page;
}

UnaryResult Call(const MethodDescriptor& method, const Message& request) {
  return CallUnary(SharedServer().channel(), PathOf(method), request);
}

// All pages of a list, joined.
Page AllPages(const MethodDescriptor& method, Message* request, int page_size) {
  Page all;
  Set(request, "page_size", page_size);
  do {
    Set(request, "page_token", all.next_page_token);
    Page page = Parse(method, Call(method, *request));
    EXPECT_LE(page.items.size(), page_size);
    all.items.insert(all.items.end(), page.items.begin(), page.items.end());
    all.names.insert(all.names.end(), page.names.begin(), page.names.end());
    all.next_page_token = std::move(page.next_page_token);
    all.total_size = page.total_size;
    // Pages without end would never come to one.
    if (page.items.empty()) break;
  } while (!all.next_page_token.empty());
  return all;
}

// The token of the second page.
std::string SecondPageToken(const MethodDescriptor& method) {
  const auto request = NewMessage(method.input_type());
  Set(request.get(), "page_size", 1);
  const Page first = Parse(method, Call(method, *request));
  EXPECT_NE(first.next_page_token, "") << method.name() << " has one page only";
  return first.next_page_token;
}

// Gives a filter a value that matches something.
void SetFilter(Message* request, const FieldDescriptor& field) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    request->GetReflection()->SetEnum(request, &field,
                                      field.enum_type()->value(1));
    return;
  }
  const MethodDescriptor* list = ListMethodOf(ReferencedType(field));
  ASSERT_NE(list, nullptr) << field.full_name() << " refers to no list";
  const Page page = Parse(*list, Call(*list, *NewMessage(list->input_type())));
  ASSERT_FALSE(page.names.empty());
  request->GetReflection()->SetString(request, &field, page.names.front());
}

std::string MethodName(
    const ::testing::TestParamInfo<const MethodDescriptor*>& info) {
  return info.param->name();
}

class ListTest : public ::testing::TestWithParam<const MethodDescriptor*> {
 protected:
  const MethodDescriptor& method() const { return *GetParam(); }
  std::unique_ptr<Message> NewRequest() const {
    return NewMessage(method().input_type());
  }
};

INSTANTIATE_TEST_SUITE_P(Kinds, ListTest, ::testing::ValuesIn(ListMethods()),
                         MethodName);

TEST(ListsTest, ThereIsOneForEachKind) {
  EXPECT_EQ(ListMethods().size(), kKinds);
}

TEST_P(ListTest, SmallPagesJoinToTheLargeOne) {
  const auto request = NewRequest();
  const Page large = AllPages(method(), request.get(), kLargestPage);
  EXPECT_FALSE(large.items.empty());
  EXPECT_EQ(large.total_size, large.items.size());
  for (const int size : {1, 2, 7}) {
    const Page joined = AllPages(method(), request.get(), size);
    EXPECT_EQ(joined.items, large.items) << "page_size " << size;
    EXPECT_EQ(joined.total_size, large.total_size) << "page_size " << size;
  }
}

TEST_P(ListTest, IsInTheOrderOfNames) {
  const Page all = AllPages(method(), NewRequest().get(), kLargestPage);
  EXPECT_TRUE(std::is_sorted(all.names.begin(), all.names.end()))
      << ::testing::PrintToString(all.names);
}

TEST_P(ListTest, HasAsManyAsTheContentInfoSays) {
  const Page all = AllPages(method(), NewRequest().get(), kLargestPage);
  ASSERT_FALSE(all.names.empty());
  const std::string collection =
      all.names.front().substr(0, all.names.front().find('/'));
  const UnaryResult info =
      CallUnary(SharedServer().channel(),
                "/knead.v1.LookupService/GetContentInfo", std::string());
  ASSERT_THAT(info, IsAnswered());
  const auto counts = info.Response<v1::ContentInfo>().resource_counts();
  ASSERT_TRUE(counts.contains(collection)) << collection;
  EXPECT_EQ(counts.at(collection), all.names.size());
}

TEST_P(ListTest, RefusesANegativePageSize) {
  const auto request = NewRequest();
  Set(request.get(), "page_size", -1);
  EXPECT_THAT(Call(method(), *request),
              IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                           "INVALID_PAGE_SIZE", "page_size"));
}

TEST_P(ListTest, RefusesATokenThatItDidNotIssue) {
  const std::string token = SecondPageToken(method());
  std::string changed = token;
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  const MethodDescriptor* other =
      ListMethods()[method().name() == ListMethods()[0]->name() ? 1 : 0];
  const std::vector<std::pair<std::string, std::string>> forged = {
      {"made up", "next"},
      {"a name", "findings/age"},
      {"one character changed", changed},
      {"cut short", token.substr(0, token.size() - 1)},
      {"with more behind it", token + "A"},
      {"of another list", SecondPageToken(*other)},
  };
  for (const auto& [what, bad] : forged) {
    const auto request = NewRequest();
    Set(request.get(), "page_size", 1);
    Set(request.get(), "page_token", bad);
    EXPECT_THAT(Call(method(), *request),
                IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                             "INVALID_PAGE_TOKEN", "page_token"))
        << what;
  }
}

TEST_P(ListTest, TakesATokenWithAnotherPageSizeViewAndLanguage) {
  const auto request = NewRequest();
  Set(request.get(), "page_token", SecondPageToken(method()));
  Set(request.get(), "page_size", 2);
  Set(request.get(), "language_code", "de");
  const FieldDescriptor* view = Field(*request, "view");
  request->GetReflection()->SetEnum(
      request.get(), view, view->enum_type()->FindValueByName("VIEW_FULL"));
  EXPECT_FALSE(Parse(method(), Call(method(), *request)).items.empty());
}

// A filter of a list.
std::vector<const FieldDescriptor*> Filters() {
  std::vector<const FieldDescriptor*> filters;
  for (const MethodDescriptor* method : ListMethods()) {
    for (int i = 0; i < method->input_type()->field_count(); ++i) {
      const FieldDescriptor* field = method->input_type()->field(i);
      if (field->number() >= kFirstFilterField) filters.push_back(field);
    }
  }
  return filters;
}

class FilterTest : public ::testing::TestWithParam<const FieldDescriptor*> {
 protected:
  const FieldDescriptor& field() const { return *GetParam(); }
  const MethodDescriptor& method() const {
    for (const MethodDescriptor* method : ListMethods()) {
      if (method->input_type() == field().containing_type()) return *method;
    }
    return *ListMethods().front();
  }
  std::unique_ptr<Message> NewRequest() const {
    return NewMessage(method().input_type());
  }
};

INSTANTIATE_TEST_SUITE_P(
    Filters, FilterTest, ::testing::ValuesIn(Filters()),
    [](const ::testing::TestParamInfo<const FieldDescriptor*>& info) {
      return absl::StrCat(info.param->containing_type()->name(), "_",
                          info.param->name());
    });

TEST_P(FilterTest, SmallPagesJoinToTheLargeOne) {
  const auto request = NewRequest();
  SetFilter(request.get(), field());
  const Page large = AllPages(method(), request.get(), kLargestPage);
  EXPECT_EQ(large.total_size, large.items.size());
  const Page joined = AllPages(method(), request.get(), 1);
  EXPECT_EQ(joined.items, large.items);
  EXPECT_EQ(joined.total_size, large.total_size);
}

TEST_P(FilterTest, ATokenIsNotTakenWithAChangedFilter) {
  const auto request = NewRequest();
  Set(request.get(), "page_token", SecondPageToken(method()));
  SetFilter(request.get(), field());
  EXPECT_THAT(Call(method(), *request),
              IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                           "INVALID_PAGE_TOKEN", "page_token"));
}

TEST_P(FilterTest, RefusesAValueThatMeansNothing) {
  const auto request = NewRequest();
  std::string reason = "RESOURCE_NOT_FOUND";
  if (field().cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    request->GetReflection()->SetEnumValue(request.get(), &field(), 99);
    reason = "INVALID_ENUM_VALUE";
  } else {
    const MethodDescriptor* list = ListMethodOf(ReferencedType(field()));
    ASSERT_NE(list, nullptr);
    const Page page =
        Parse(*list, Call(*list, *NewMessage(list->input_type())));
    ASSERT_FALSE(page.names.empty());
    const std::string& name = page.names.front();
    request->GetReflection()->SetString(
        request.get(), &field(), name.substr(0, name.find('/')) + "/none");
  }
  EXPECT_THAT(
      Call(method(), *request),
      IsKneadError(grpc::StatusCode::INVALID_ARGUMENT, reason, field().name()));
}

}  // namespace
}  // namespace knead
