#include "service/server/call_metrics.h"

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace {

using ::google::protobuf::MethodDescriptor;
using ::prometheus::MetricFamily;
using ::prometheus::MetricType;

constexpr char kEcho[] = "/knead.testing.v1.EchoService/Echo";
constexpr char kChat[] = "/knead.testing.v1.EchoService/Chat";

std::vector<const MethodDescriptor*> EchoMethods() {
  const auto* service =
      testing::v1::EchoRequest::descriptor()->file()->FindServiceByName(
          "EchoService");
  return {service->FindMethodByName("Echo"), service->FindMethodByName("Chat")};
}

rpc::CallRecord Record(absl::StatusCode code, absl::Duration latency) {
  rpc::CallRecord record;
  record.code = code;
  record.latency = latency;
  record.request_messages = 1;
  record.response_messages = code == absl::StatusCode::kOk ? 1 : 0;
  return record;
}

// Series by `name method code`, the code where there is one.
std::map<std::string, double> Values(const CallMetrics& metrics) {
  std::map<std::string, double> values;
  for (const MetricFamily& family : metrics.Collect()) {
    for (const auto& metric : family.metric) {
      std::string key = family.name;
      for (const auto& label : metric.label) {
        if (label.name == "grpc_method" || label.name == "grpc_code") {
          absl::StrAppend(&key, " ", label.value);
        }
      }
      values[key] = family.type == MetricType::Histogram
                        ? static_cast<double>(metric.histogram.sample_count)
                        : metric.counter.value;
    }
  }
  return values;
}

TEST(CallMetricsTest, AllSeriesAreThereFromTheStart) {
  CallMetrics metrics(EchoMethods());
  const auto before = Values(metrics);
  // Two methods and "unknown": started, latency, received, sent, 17 codes.
  EXPECT_EQ(before.size(), 3u * 21);
  for (const auto& [series, value] : before) EXPECT_EQ(value, 0) << series;
  for (int code = 0; code <= 16; ++code) {
    metrics.NoteFinished(kEcho, Record(static_cast<absl::StatusCode>(code),
                                       absl::Milliseconds(1)));
  }
  EXPECT_EQ(Values(metrics).size(), before.size());
}

TEST(CallMetricsTest, CountsByMethodAndCode) {
  CallMetrics metrics(EchoMethods());
  for (int i = 0; i < 3; ++i) metrics.NoteStarted(kEcho);
  metrics.NoteStarted(kChat);
  metrics.NoteFinished(kEcho,
                       Record(absl::StatusCode::kOk, absl::Microseconds(20)));
  metrics.NoteFinished(
      kEcho, Record(absl::StatusCode::kNotFound, absl::Microseconds(20)));
  rpc::CallRecord chat = Record(absl::StatusCode::kCancelled, absl::Hours(1));
  chat.request_messages = 5;
  chat.response_messages = 4;
  EXPECT_EQ(metrics.UnderWay(kEcho), 1u);
  EXPECT_EQ(metrics.UnderWay(kChat), 1u);
  metrics.NoteFinished(kChat, chat);
  EXPECT_EQ(metrics.UnderWay(kChat), 0u);
  auto values = Values(metrics);
  EXPECT_EQ(values["grpc_server_started_total Echo"], 3);
  EXPECT_EQ(values["grpc_server_started_total Chat"], 1);
  EXPECT_EQ(values["grpc_server_handled_total Echo OK"], 1);
  EXPECT_EQ(values["grpc_server_handled_total Echo NotFound"], 1);
  EXPECT_EQ(values["grpc_server_handled_total Echo Canceled"], 0);
  EXPECT_EQ(values["grpc_server_handled_total Chat Canceled"], 1);
  EXPECT_EQ(values["grpc_server_handling_seconds Echo"], 2);
  EXPECT_EQ(values["grpc_server_msg_received_total Echo"], 2);
  EXPECT_EQ(values["grpc_server_msg_sent_total Echo"], 1);
  EXPECT_EQ(values["grpc_server_msg_received_total Chat"], 5);
  EXPECT_EQ(values["grpc_server_msg_sent_total Chat"], 4);
}

TEST(CallMetricsTest, TheLabelsAreThoseOfTheEcosystem) {
  const CallMetrics metrics(EchoMethods());
  std::map<std::string, std::string> types;
  for (const MetricFamily& family : metrics.Collect()) {
    for (const auto& metric : family.metric) {
      ASSERT_GE(metric.label.size(), 3u);
      EXPECT_EQ(metric.label[0].name, "grpc_type");
      EXPECT_EQ(metric.label[1].name, "grpc_service");
      EXPECT_EQ(metric.label[2].name, "grpc_method");
      types[absl::StrCat(metric.label[1].value, "/", metric.label[2].value)] =
          metric.label[0].value;
    }
  }
  const std::map<std::string, std::string> wanted = {
      {"knead.testing.v1.EchoService/Echo", "unary"},
      {"knead.testing.v1.EchoService/Chat", "bidi_stream"},
      {"unknown/unknown", "unary"}};
  EXPECT_EQ(types, wanted);
}

TEST(CallMetricsTest, ALatencyFallsIntoTheBucketsThatHoldIt) {
  struct Case {
    absl::Duration latency;
    // The first bucket that counts it.
    size_t bucket;
  };
  const size_t last = CallMetrics::kLatencyBoundsUs.size();
  for (const Case& c :
       {Case{absl::ZeroDuration(), 0}, Case{-absl::Seconds(1), 0},
        Case{absl::Microseconds(10), 0}, Case{absl::Nanoseconds(10001), 1},
        Case{absl::Microseconds(25), 1}, Case{absl::Milliseconds(1), 6},
        Case{absl::Minutes(1), last - 1},
        Case{absl::Minutes(1) + absl::Nanoseconds(1), last}}) {
    CallMetrics metrics(EchoMethods());
    metrics.NoteFinished(kEcho, Record(absl::StatusCode::kOk, c.latency));
    const MetricFamily latency = metrics.Collect()[2];
    EXPECT_EQ(latency.name, "grpc_server_handling_seconds");
    const auto& histogram = latency.metric[0].histogram;
    ASSERT_EQ(histogram.bucket.size(), last + 1);
    for (size_t i = 0; i <= last; ++i) {
      EXPECT_EQ(histogram.bucket[i].cumulative_count, i >= c.bucket ? 1u : 0u)
          << c.latency << " in bucket " << i;
    }
    EXPECT_EQ(histogram.sample_count, 1u);
    EXPECT_DOUBLE_EQ(
        histogram.sample_sum,
        absl::ToDoubleSeconds(std::max(c.latency, absl::ZeroDuration())));
  }
}

TEST(CallMetricsTest, MethodsThatDoNotExistShareTheirSeries) {
  CallMetrics metrics(EchoMethods());
  const size_t before = Values(metrics).size();
  for (const char* path :
       {"/a.B/C", "", "zyxmarker", "/knead.testing.v1.EchoService/Echo2"}) {
    metrics.NoteStarted(path);
    metrics.NoteFinished(
        path, Record(absl::StatusCode::kUnimplemented, absl::Milliseconds(1)));
  }
  metrics.NoteStarted(rpc::kUnknownMethodPath);
  auto values = Values(metrics);
  EXPECT_EQ(values.size(), before);
  EXPECT_EQ(values["grpc_server_started_total unknown"], 5);
  EXPECT_EQ(values["grpc_server_handled_total unknown Unimplemented"], 4);
  EXPECT_EQ(metrics.UnderWay("/a.B/C"), 0u);
}

TEST(CallMetricsTest, ACodeThatDoesNotExistIsUnknown) {
  CallMetrics metrics(EchoMethods());
  metrics.NoteFinished(
      kEcho, Record(static_cast<absl::StatusCode>(99), absl::Milliseconds(1)));
  EXPECT_EQ(Values(metrics)["grpc_server_handled_total Echo Unknown"], 1);
}

}  // namespace
}  // namespace knead
