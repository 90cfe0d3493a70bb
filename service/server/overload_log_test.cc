#include "service/server/overload_log.h"

#include <memory>
#include <sstream>
#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "spdlog/sinks/ostream_sink.h"

namespace knead {
namespace {

TEST(OverloadLogTest, SaysItOnceForMany) {
  std::ostringstream text;
  spdlog::logger log("test",
                     std::make_shared<spdlog::sinks::ostream_sink_mt>(text));
  log.set_pattern("%l %v");
  absl::Time now = absl::FromUnixSeconds(1000);
  OverloadLog overload(&log, [&now] { return now; });
  for (int i = 0; i < 100; ++i) overload.Refused();
  EXPECT_EQ(text.str(), "warning \"event\":\"overloaded\",\"refused\":1\n");
  now += kOverloadLogInterval - absl::Nanoseconds(1);
  overload.Refused();
  EXPECT_EQ(text.str(), "warning \"event\":\"overloaded\",\"refused\":1\n");
  now += absl::Nanoseconds(1);
  text.str("");
  overload.Refused();
  EXPECT_EQ(text.str(), "warning \"event\":\"overloaded\",\"refused\":102\n");
}

}  // namespace
}  // namespace knead
