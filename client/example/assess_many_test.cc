// Runs the example against a server.
#include <sys/wait.h>

#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/testing/stream_server.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/contraindication.pb.h"

namespace knead {
namespace {

struct Outcome {
  int exit_code = -1;
  // Both streams.
  std::string output;
};

Outcome RunExample(const std::string& arguments) {
  Outcome run;
  FILE* pipe = popen(
      absl::StrCat("client/example/assess_many_example ", arguments, " 2>&1")
          .c_str(),
      "r");
  if (pipe == nullptr) return run;
  char buffer[512];
  while (fgets(buffer, sizeof(buffer), pipe) != nullptr) run.output += buffer;
  run.exit_code = WEXITSTATUS(pclose(pipe));
  return run;
}

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
  const Outcome run = RunExample(absl::StrCat(server.address(), " 34 999 60"));
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
  const Outcome run = RunExample(absl::StrCat(server.address(), " 34"));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.output, "shutting down\n");
}

TEST(AssessManyExampleTest, ExplainsItsUse) {
  const Outcome run = RunExample("");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.output, "usage: assess_many HOST:PORT AGE...\n");
}

}  // namespace
}  // namespace knead
