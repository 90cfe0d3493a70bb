#include "client/service_config.h"

#include <string>

#include "absl/time/time.h"
#include "client/options.h"
#include "client/unary_methods.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

Struct Parsed(const ClientOptions& options) {
  Struct config;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(
                  ServiceConfig(options), &config)
                  .ok());
  return config;
}

const Value& At(const Struct& object, const std::string& key) {
  return object.fields().at(key);
}

ClientOptions Usual() {
  ClientOptions options;
  options.target = "127.0.0.1:1";
  return options;
}

TEST(ServiceConfigTest, RepeatsWhatCanBeRepeated) {
  ClientOptions options = Usual();
  options.retry.attempts = 3;
  options.retry.initial_backoff = absl::Milliseconds(20);
  options.retry.max_backoff = absl::Milliseconds(1500);
  const Struct config = Parsed(options);

  ASSERT_EQ(At(config, "methodConfig").list_value().values_size(), 1);
  const Struct& method =
      At(config, "methodConfig").list_value().values(0).struct_value();
  const Struct& policy = At(method, "retryPolicy").struct_value();
  EXPECT_EQ(At(policy, "maxAttempts").number_value(), 3);
  EXPECT_EQ(At(policy, "initialBackoff").string_value(), "0.020000000s");
  EXPECT_EQ(At(policy, "maxBackoff").string_value(), "1.500000000s");
  EXPECT_EQ(At(policy, "backoffMultiplier").number_value(), 2);
  std::string codes;
  for (const Value& code :
       At(policy, "retryableStatusCodes").list_value().values()) {
    codes += code.string_value() + " ";
  }
  EXPECT_EQ(codes, "UNAVAILABLE CANCELLED RESOURCE_EXHAUSTED ");

  const auto& names = At(method, "name").list_value().values();
  const auto methods = UnaryMethods();
  ASSERT_EQ(names.size(), methods.size());
  for (int i = 0; i < names.size(); ++i) {
    const Struct& name = names[i].struct_value();
    EXPECT_EQ(At(name, "service").string_value(),
              methods[i]->service()->full_name());
    EXPECT_EQ(At(name, "method").string_value(), methods[i]->name());
  }
}

TEST(ServiceConfigTest, HasABudget) {
  ClientOptions options = Usual();
  options.retry.budget = 7;
  options.retry.budget_refill = 0.25;
  const Struct config = Parsed(options);
  const Struct& throttling = At(config, "retryThrottling").struct_value();
  // gRPC repeats while more than half of the tokens are left.
  EXPECT_EQ(At(throttling, "maxTokens").number_value(), 14);
  EXPECT_EQ(At(throttling, "tokenRatio").number_value(), 0.25);
}

TEST(ServiceConfigTest, RepeatsNothingWhenToldSo) {
  ClientOptions options = Usual();
  options.retry.attempts = 1;
  const Struct config = Parsed(options);
  EXPECT_EQ(config.fields().count("methodConfig"), 0);
  EXPECT_EQ(config.fields().count("retryThrottling"), 0);
}

TEST(ServiceConfigTest, SetsNoDeadline) {
  EXPECT_EQ(ServiceConfig(Usual()).find("timeout"), std::string::npos);
}

TEST(ServiceConfigTest, SpreadsCalls) {
  ClientOptions options = Usual();
  const auto policy = [&options] {
    const Struct config = Parsed(options);
    return At(config, "loadBalancingConfig")
        .list_value()
        .values(0)
        .struct_value()
        .fields()
        .begin()
        ->first;
  };
  EXPECT_EQ(policy(), "round_robin");
  options.balancing = Balancing::kPickFirst;
  EXPECT_EQ(policy(), "pick_first");
}

TEST(ServiceConfigTest, WatchesTheHealthOfSeveralServers) {
  ClientOptions options = Usual();
  const auto watches = [&options] {
    const Struct config = Parsed(options);
    return config.fields().count("healthCheckConfig") == 1;
  };
  EXPECT_FALSE(watches());
  options.target = "127.0.0.1:1,127.0.0.1:2";
  EXPECT_TRUE(watches());
  options.watch_health = false;
  EXPECT_FALSE(watches());
  options.target = "dns:///knead.example.org:1";
  options.watch_health = true;
  EXPECT_TRUE(watches());
}

}  // namespace
}  // namespace knead
