#include "service/server/grpc_log.h"

#include <memory>
#include <sstream>
#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "spdlog/sinks/ostream_sink.h"

namespace knead {
namespace {

class GrpcLogTest : public ::testing::Test {
 protected:
  GrpcLogTest() { log_.set_pattern("%l %v"); }

  // The lines since the last look.
  std::string Lines() {
    std::string lines = text_.str();
    text_.str("");
    return lines;
  }

  std::ostringstream text_;
  spdlog::logger log_{"test",
                      std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)};
  absl::Time now_ = absl::FromUnixSeconds(1000);
  GrpcLog grpc_log_{[this] { return now_; }};
};

TEST_F(GrpcLogTest, SaysItOnceForManyErrorsAtOnePlace) {
  for (int i = 0; i < 100; ++i) grpc_log_.Error("ssl.cc", 7, log_);
  EXPECT_EQ(Lines(),
            "error \"event\":\"grpc\",\"place\":\"ssl.cc:7\",\"left_out\":0\n");
  now_ += kGrpcLogInterval - absl::Nanoseconds(1);
  grpc_log_.Error("ssl.cc", 7, log_);
  EXPECT_EQ(Lines(), "");
  now_ += absl::Nanoseconds(1);
  grpc_log_.Error("ssl.cc", 7, log_);
  EXPECT_EQ(
      Lines(),
      "error \"event\":\"grpc\",\"place\":\"ssl.cc:7\",\"left_out\":100\n");
  now_ += kGrpcLogInterval;
  grpc_log_.Error("ssl.cc", 7, log_);
  EXPECT_EQ(Lines(),
            "error \"event\":\"grpc\",\"place\":\"ssl.cc:7\",\"left_out\":0\n");
}

TEST_F(GrpcLogTest, OnePlaceDoesNotSilenceAnother) {
  grpc_log_.Error("ssl.cc", 7, log_);
  Lines();
  grpc_log_.Error("ssl.cc", 8, log_);
  grpc_log_.Error("tcp.cc", 7, log_);
  EXPECT_EQ(Lines(),
            "error \"event\":\"grpc\",\"place\":\"ssl.cc:8\",\"left_out\":0\n"
            "error \"event\":\"grpc\",\"place\":\"tcp.cc:7\",\"left_out\":0\n");
}

}  // namespace
}  // namespace knead
