// What holds for every method of every service. A stream is given one message,
// as the call of a unary method would be.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "tests/support/protocol.h"
#include "tests/support/running_server.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::MethodDescriptor;
using ::testing::Contains;
using ::testing::Pair;

UnaryResult Call(const std::string& path, absl::string_view request) {
  return CallUnary(SharedServer().channel(), path, request);
}

std::string EngineVersion() {
  const UnaryResult result = Call("/knead.v1.LookupService/GetContentInfo", "");
  EXPECT_THAT(result, IsAnswered());
  const auto info = result.Response<v1::ContentInfo>();
  EXPECT_NE(info.engine_version(), "");
  return info.engine_version();
}

// The name of the first resource of a type; where any type would do, of a
// technique, since no method refuses one.
std::string FirstName(const std::string& wanted) {
  const std::string type = wanted == "*" ? "knead/Technique" : wanted;
  const MethodDescriptor* list = ListMethodOf(type);
  EXPECT_NE(list, nullptr) << type << " has no list";
  if (list == nullptr) return "";
  const UnaryResult result = Call(PathOf(*list), "");
  EXPECT_THAT(result, IsAnswered());
  const auto page = NewMessage(list->output_type());
  EXPECT_TRUE(page->ParseFromString(result.response));
  const Message& first = page->GetReflection()->GetRepeatedMessage(
      *page, page->GetDescriptor()->field(0), 0);
  return first.GetReflection()->GetString(
      first, first.GetDescriptor()->FindFieldByName("name"));
}

bool IsRequired(const FieldDescriptor& field) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) ==
        google::api::REQUIRED) {
      return true;
    }
  }
  return false;
}

// Sets the messages that must be there. A duration is one hour.
void FillRequired(Message* message) {
  for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message->GetDescriptor()->field(i);
    if (!IsRequired(*field) || field->is_repeated() ||
        field->message_type() == nullptr) {
      continue;
    }
    Message* part = message->GetReflection()->MutableMessage(message, field);
    if (auto* duration = google::protobuf::DynamicCastToGenerated<
            google::protobuf::Duration>(part)) {
      duration->set_seconds(3600);
    }
  }
}

// The smallest request that the method answers: empty but for names, texts and
// words to look for, and messages that must be there.
std::unique_ptr<Message> SmallestRequest(const MethodDescriptor& method) {
  if (method.input_type() == v1::CoachRequest::descriptor()) {
    auto request = std::make_unique<v1::CoachRequest>();
    request->set_event_id(1);
    FillRequired(request->mutable_start());
    return request;
  }
  auto request = NewMessage(method.input_type());
  FillRequired(request.get());
  if (const FieldDescriptor* name =
          request->GetDescriptor()->FindFieldByName("name")) {
    request->GetReflection()->SetString(request.get(), name,
                                        FirstName(ReferencedType(*name)));
  }
  for (const char* field : {"text", "query"}) {
    if (const FieldDescriptor* words =
            request->GetDescriptor()->FindFieldByName(field)) {
      request->GetReflection()->SetString(request.get(), words,
                                          "my knee hurts");
    }
  }
  if (const FieldDescriptor* names =
          request->GetDescriptor()->FindFieldByName("names")) {
    request->GetReflection()->AddString(request.get(), names,
                                        FirstName(ReferencedType(*names)));
  }
  return request;
}

class MethodTest : public ::testing::TestWithParam<const MethodDescriptor*> {
 protected:
  std::string path() const { return PathOf(*GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(
    All, MethodTest, ::testing::ValuesIn(Methods()),
    [](const ::testing::TestParamInfo<const MethodDescriptor*>& info) {
      return info.param->name();
    });

TEST_P(MethodTest, AnswersItsSmallestRequestAndSaysFromWhat) {
  const UnaryResult result =
      Call(path(), SmallestRequest(*GetParam())->SerializeAsString());
  ASSERT_THAT(result, IsAnswered());
  const auto response = NewMessage(GetParam()->output_type());
  EXPECT_TRUE(response->ParseFromString(result.response));
  EXPECT_GT(response->ByteSizeLong(), 0u);
  EXPECT_THAT(result.initial_metadata,
              Contains(Pair("knead-content-revision",
                            SharedServer().server().content_revision())));
  EXPECT_THAT(result.initial_metadata,
              Contains(Pair("knead-engine-version", EngineVersion())));
  EXPECT_THAT(result.initial_metadata,
              Contains(Pair("content-language", "en")));
}

TEST_P(MethodTest, RefusesBytesThatAreNoMessage) {
  const std::string cases[] = {
      std::string("\x0a", 1),       // A tag without its value.
      std::string("\x0a\x05x", 3),  // A string that ends too soon.
      std::string("\x0f", 1),       // No such wire type.
      std::string(11, '\xff'),      // A number without end.
      std::string("\x00\x00", 2),   // Field number 0.
  };
  for (const std::string& bytes : cases) {
    const UnaryResult result = Call(path(), bytes);
    EXPECT_THAT(result, IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                                     "MALFORMED_REQUEST", ""))
        << ::testing::PrintToString(bytes);
    EXPECT_THAT(
        result.Info().metadata(),
        Contains(Pair("message", GetParam()->input_type()->full_name())));
  }
}

TEST(LongNameTest, TheErrorStillSaysWhy) {
  for (const size_t length : {100, 1000, 4000, 60000}) {
    const std::string bad(length, 'X');
    v1::GetFindingRequest get;
    get.set_name(bad);
    EXPECT_THAT(
        Call("/knead.v1.LookupService/GetFinding", get.SerializeAsString()),
        IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                     "INVALID_RESOURCE_NAME", "name"))
        << length;
    v1::AssessRequest assess;
    assess.add_tools("tools/" + std::string(length, 'x'));
    const UnaryResult result =
        Call("/knead.v1.AssessmentService/Assess", assess.SerializeAsString());
    EXPECT_EQ(result.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_NE(result.Info().reason(), "") << length;
    EXPECT_EQ(result.Fields(), std::vector<std::string>{"tools[0]"}) << length;
  }
}

TEST(UnknownMethodTest, IsUnimplementedAndSaysSo) {
  const UnaryResult result = Call("/knead.v1.LookupService/GetNothing", "");
  EXPECT_THAT(result, IsKneadError(grpc::StatusCode::UNIMPLEMENTED,
                                   "UNKNOWN_METHOD", ""));
  EXPECT_THAT(result.Info().metadata(),
              Contains(Pair("method", "/knead.v1.LookupService/GetNothing")));
}

}  // namespace
}  // namespace knead
