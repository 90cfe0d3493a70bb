#include "service/rpc/transport/handler.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/testing/echo.pb.h"
#include "service/rpc/transport/testing/fake_call_context.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::testing::HasSubstr;

std::string RequestBytes(absl::string_view text) {
  EchoRequest request;
  request.set_text(std::string(text));
  return request.SerializeAsString();
}

absl::Status EchoInto(CallContext& context, const EchoRequest& request,
                      EchoResponse* response) {
  if (request.text() == "fail") return absl::NotFoundError("as asked");
  response->set_text(absl::StrCat(context.method(), " ", request.text()));
  return absl::OkStatus();
}

absl::StatusOr<EchoResponse> EchoValue(CallContext& context,
                                       const EchoRequest& request) {
  EchoResponse response;
  const absl::Status done = EchoInto(context, request, &response);
  if (!done.ok()) return done;
  return response;
}

absl::StatusOr<Payload> EchoBytes(CallContext& context,
                                  const EchoRequest& request) {
  const absl::StatusOr<EchoResponse> response = EchoValue(context, request);
  if (!response.ok()) return response.status();
  return Payload::Copy(response->SerializeAsString());
}

struct Kind {
  std::string name;
  Handler handler;
};

class TypedHandlerTest : public ::testing::TestWithParam<Kind> {};

TEST_P(TypedHandlerTest, AnswersAMessageWithAMessage) {
  for (const size_t size : {0, 1, 5000, 1 << 20}) {
    FakeCallContext context;
    context.method_name = "/a.B/C";
    const std::string text(size, 'x');
    const absl::StatusOr<Payload> payload =
        GetParam().handler(context, RequestBytes(text));
    ASSERT_TRUE(payload.ok()) << payload.status();
    EchoResponse response;
    ASSERT_TRUE(response.ParseFromString(payload->ToString()));
    EXPECT_EQ(response.text(), "/a.B/C " + text);
  }
}

TEST_P(TypedHandlerTest, PassesErrorsOn) {
  FakeCallContext context;
  EXPECT_EQ(GetParam().handler(context, RequestBytes("fail")).status(),
            absl::NotFoundError("as asked"));
}

TEST_P(TypedHandlerTest, RefusesWhatIsNoMessage) {
  const std::string cut_short = RequestBytes("abc").substr(0, 4);
  const std::string not_utf8 = "\x0a\x02\xc3\x28";
  for (const std::string& bytes :
       {std::string("\xff"), cut_short, not_utf8, std::string("\x0b")}) {
    FakeCallContext context;
    const absl::Status status = GetParam().handler(context, bytes).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("knead.testing.v1.EchoRequest"));
  }
}

TEST_P(TypedHandlerTest, KnowsItsMessages) {
  EXPECT_TRUE(GetParam().handler.callable());
  EXPECT_EQ(GetParam().handler.request_type(), "knead.testing.v1.EchoRequest");
  EXPECT_EQ(GetParam().handler.response_type(),
            "knead.testing.v1.EchoResponse");
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, TypedHandlerTest,
    ::testing::Values(
        Kind{"Into", Typed<EchoRequest, EchoResponse>(EchoInto)},
        Kind{"Value", Typed<EchoRequest, EchoResponse>(EchoValue)},
        Kind{"Bytes", Ready<EchoRequest, EchoResponse>(EchoBytes)}),
    [](const auto& info) { return info.param.name; });

TEST(HandlerTest, BytesToBytes) {
  const Handler handler(
      [](CallContext&, absl::string_view request) -> absl::StatusOr<Payload> {
        return Payload::Copy(absl::StrCat(request, request));
      });
  FakeCallContext context;
  EXPECT_EQ(handler(context, "ab")->ToString(), "abab");
  EXPECT_EQ(handler.request_type(), "");
  EXPECT_FALSE(Handler(nullptr).callable());
}

}  // namespace
}  // namespace rpc
}  // namespace knead
