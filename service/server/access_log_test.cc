#include "service/server/access_log.h"

#include <memory>
#include <set>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/testing/fake_call_context.h"
#include "spdlog/sinks/ostream_sink.h"

namespace knead {
namespace {

using ::testing::UnorderedElementsAre;

TEST(PeerAddressTest, IsTheAddressAlone) {
  struct Case {
    std::string peer;
    std::string address;
  };
  for (const Case& c : {
           Case{"ipv4:127.0.0.1:50123", "127.0.0.1"},
           Case{"ipv6:%5B::1%5D:50123", "::1"},
           Case{"ipv6:[2001:db8::7]:1", "2001:db8::7"},
           Case{"ipv6:%5Bfe80::1%25eth0%5D:1", "fe80::1"},
           Case{"unix:/run/knead.sock", "unix"},
           Case{"unix-abstract:knead", "unix"},
           Case{"unknown", "unknown"},
           Case{"inproc", "unknown"},
           Case{"", "unknown"},
           Case{"ipv4:", "unknown"},
           Case{"ipv4:zyx\"marker:1", "unknown"},
           Case{"dns:zyxmarker:1", "unknown"},
       }) {
    EXPECT_EQ(PeerAddress(c.peer), c.address) << c.peer;
  }
}

class LogCallTest : public ::testing::Test {
 protected:
  LogCallTest()
      : log_("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(out_)) {
    log_.set_pattern("{%v}");
    record_.code = absl::StatusCode::kNotFound;
    record_.latency = absl::Microseconds(42);
    record_.request_bytes = 7;
    record_.response_bytes = 8;
    record_.ids = source_.Make(
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "order-17");
    context_.SetCaller("the \"clinic\"");
    context_.peer = "ipv4:10.1.2.3:50123";
  }

  google::protobuf::Struct Line() {
    LogCall(log_, context_, record_);
    google::protobuf::Struct json;
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(out_.str(), &json).ok())
        << out_.str();
    return json;
  }

  std::ostringstream out_;
  spdlog::logger log_;
  rpc::CallIdSource source_{1, 2};
  rpc::FakeCallContext context_;
  rpc::CallRecord record_;
};

TEST_F(LogCallTest, ACallIsOneLineOfJson) {
  const google::protobuf::Struct json = Line();
  EXPECT_EQ(out_.str().find('\n'), out_.str().size() - 1);
  const auto text = [&json](const char* field) {
    return json.fields().at(field).string_value();
  };
  const auto number = [&json](const char* field) {
    return json.fields().at(field).number_value();
  };
  EXPECT_EQ(text("event"), "call");
  EXPECT_EQ(text("method"), context_.method());
  EXPECT_EQ(text("caller"), "the \"clinic\"");
  EXPECT_EQ(text("code"), "NOT_FOUND");
  EXPECT_EQ(number("latency_us"), 42);
  EXPECT_EQ(number("request_bytes"), 7);
  EXPECT_EQ(number("response_bytes"), 8);
  EXPECT_EQ(text("peer"), "10.1.2.3");
  EXPECT_EQ(text("request_id"), "order-17");
  EXPECT_EQ(text("trace_id"), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(text("parent_id"), "b7ad6b7169203331");
  EXPECT_EQ(text("span_id"), record_.ids.span_id());
  std::set<std::string> fields;
  for (const auto& [name, value] : json.fields()) fields.insert(name);
  EXPECT_THAT(fields, UnorderedElementsAre(
                          "event", "method", "caller", "code", "latency_us",
                          "request_bytes", "response_bytes", "peer",
                          "request_id", "trace_id", "parent_id", "span_id"));
}

TEST_F(LogCallTest, TheLevelCounts) {
  log_.set_level(spdlog::level::warn);
  LogCall(log_, context_, record_);
  EXPECT_EQ(out_.str(), "");
}

}  // namespace
}  // namespace knead
