// Runs the example against a server.
#include <string>

#include "absl/strings/str_cat.h"
#include "client/example/run_example.h"
#include "client/testing/stream_server.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/contraindication.pb.h"

namespace knead {
namespace {

TEST(AssessManyExampleTest, PrintsEachAnswer) {
  const StreamServer server([](grpc::ServerContext&,
                               StreamServer::Stream& stream) {
    v1::AssessStreamRequest item;
    while (stream.Read(&item)) {
      v1::AssessStreamResponse answer;
      answer.set_request_id(item.request_id());
      if (item.request().observations(0).value() > 120) {
        answer.mutable_status()->set_code(grpc::StatusCode::INVALID_ARGUMENT);
        answer.mutable_status()->set_message("so old is nobody");
      } else {
        answer.mutable_assessment()->mutable_permission()->set_permission(
            v1::PERMISSION_ASK_FIRST);
      }
      stream.Write(answer);
    }
    return grpc::Status::OK;
  });
  const ExampleOutcome run = RunExample(
      "assess_many_example", absl::StrCat(server.address(), " 34 999 60"));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.output,
            "34: PERMISSION_ASK_FIRST\n"
            "999: so old is nobody\n"
            "60: PERMISSION_ASK_FIRST\n");
}

TEST(AssessManyExampleTest, PrintsWhyTheStreamBroke) {
  const StreamServer server([](grpc::ServerContext&, StreamServer::Stream&) {
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "shutting down");
  });
  const ExampleOutcome run =
      RunExample("assess_many_example", absl::StrCat(server.address(), " 34"));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.output, "shutting down\n");
}

TEST(AssessManyExampleTest, ExplainsItsUse) {
  const ExampleOutcome run = RunExample("assess_many_example", "");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.output, "usage: assess_many HOST:PORT AGE...\n");
}

}  // namespace
}  // namespace knead
