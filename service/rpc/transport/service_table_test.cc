#include "service/rpc/transport/service_table.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::knead::testing::v1::EchoService;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Handler Bytes() {
  return Handler(
      [](CallContext&, absl::string_view request) -> absl::StatusOr<Payload> {
        return Payload::Copy(request);
      });
}

template <typename Request, typename Response>
Handler Of() {
  return Typed<Request, Response>(
      [](CallContext&, const Request&, Response*) { return absl::OkStatus(); });
}

OpenStream NoStream() {
  return [](CallContext&, std::shared_ptr<Stream>)
             -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
    return absl::UnavailableError("none");
  };
}

TEST(ServiceTableTest, AGoodTablePasses) {
  ServiceTable table(EchoService::service_full_name());
  table.Unary("Echo", Of<EchoRequest, EchoResponse>())
      .Unary("Ready", Bytes())
      .Streaming("Chat", NoStream(), "knead.testing.v1.EchoRequest",
                 "knead.testing.v1.EchoResponse");
  EXPECT_EQ(table.Check(), absl::OkStatus());
  EXPECT_EQ(table.service(), "knead.testing.v1.EchoService");
  EXPECT_THAT(table.MethodsWithoutHandler(), ElementsAre("Fail", "Absent"));
  std::vector<std::string> handled;
  for (const auto* method : table.Methods()) {
    handled.push_back(method->full_name());
  }
  EXPECT_THAT(handled, ElementsAre("knead.testing.v1.EchoService.Echo",
                                   "knead.testing.v1.EchoService.Ready",
                                   "knead.testing.v1.EchoService.Chat"));
}

TEST(ServiceTableTest, FindsHandlersOfUnaryMethods) {
  ServiceTable table(EchoService::service_full_name());
  table.Unary("Echo", Of<EchoRequest, EchoResponse>())
      .Streaming("Chat", NoStream());
  ASSERT_NE(table.FindUnary("Echo"), nullptr);
  EXPECT_EQ(table.FindUnary("Echo")->request_type(),
            "knead.testing.v1.EchoRequest");
  EXPECT_EQ(table.FindUnary("Ready"), nullptr);
  EXPECT_EQ(table.FindUnary("Chat"), nullptr);
}

TEST(ServiceTableTest, EveryFaultIsNamed) {
  struct Case {
    std::string service;
    std::function<void(ServiceTable&)> fill;
    std::vector<std::string> faults;
  };
  const std::string echo = EchoService::service_full_name();
  const std::vector<Case> cases = {
      {"knead.testing.v1.NoService",
       [](ServiceTable&) {},
       {"knead.testing.v1.NoService: no such service is linked into the "
        "program"}},
      {echo,
       [](ServiceTable& t) { t.Unary("Ehco", Bytes()); },
       {"Ehco: knead.testing.v1.EchoService has no such method"}},
      {echo,
       [](ServiceTable& t) { t.Unary("Echo", Handler(nullptr)); },
       {"Echo: the handler is empty"}},
      {echo,
       [](ServiceTable& t) { t.Unary("Echo", Bytes()).Unary("Echo", Bytes()); },
       {"Echo: registered twice"}},
      {echo,
       [](ServiceTable& t) { t.Unary("Chat", Bytes()); },
       {"Chat: it is registered as unary, but defined as streaming"}},
      {echo,
       [](ServiceTable& t) { t.Streaming("Echo", NoStream()); },
       {"Echo: it is registered as streaming, but defined as unary"}},
      {echo,
       [](ServiceTable& t) {
         t.Unary("Echo", Of<EchoResponse, EchoRequest>());
       },
       {"Echo: its request is knead.testing.v1.EchoRequest, the handler's is "
        "knead.testing.v1.EchoResponse",
        "Echo: its response is knead.testing.v1.EchoResponse, the handler's is "
        "knead.testing.v1.EchoRequest"}},
      {echo,
       [](ServiceTable& t) { t.Unary("One", Bytes()).Unary("Two", Bytes()); },
       {"One: knead.testing.v1.EchoService has no such method",
        "Two: knead.testing.v1.EchoService has no such method"}},
  };
  for (const Case& c : cases) {
    ServiceTable table(c.service);
    c.fill(table);
    const absl::Status checked = table.Check();
    EXPECT_EQ(checked.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(checked.message()), HasSubstr(c.service));
    for (const std::string& fault : c.faults) {
      EXPECT_THAT(std::string(checked.message()), HasSubstr(fault));
    }
  }
}

TEST(ServiceTableTest, AnUnknownServiceHasNoMethodsToMiss) {
  EXPECT_THAT(ServiceTable("a.B").MethodsWithoutHandler(), ElementsAre());
  EXPECT_THAT(ServiceTable("a.B").Methods(), ElementsAre());
}

}  // namespace
}  // namespace rpc
}  // namespace knead
