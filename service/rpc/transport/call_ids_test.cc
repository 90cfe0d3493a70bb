#include "service/rpc/transport/call_ids.h"

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::MatchesRegex;

constexpr char kParent[] =
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(RequestIdTest, SafeCharactersUpToTheLimitAreTakenOver) {
  const std::string longest(kMaxCallRequestIdBytes, 'z');
  for (const std::string& id :
       {std::string("a"), std::string("Aa0._-"), longest,
        std::string("8f14e45f-ceea-467f-9f0e-1f3b4c5d6e7f")}) {
    EXPECT_TRUE(IsRequestId(id)) << id;
  }
  for (const std::string& id :
       {std::string(), longest + "z", std::string("a b"), std::string("a\"b"),
        std::string("a\\b"), std::string("a\nb"), std::string("a\0b", 3),
        std::string("ä"), std::string("a/b"), std::string("a=b")}) {
    EXPECT_FALSE(IsRequestId(id)) << id;
  }
}

TEST(CallIdsTest, WhatTheCallerSaysIsTakenOver) {
  CallIdSource source(1, 2);
  const CallIds ids = source.Make(kParent, "order-17");
  EXPECT_EQ(ids.trace_id(), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(ids.parent_id(), "b7ad6b7169203331");
  EXPECT_TRUE(ids.sampled());
  EXPECT_EQ(ids.request_id(), "order-17");
  const auto header = ids.traceparent();
  EXPECT_EQ(std::string(header.data(), header.size()),
            "00-0af7651916cd43dd8448eb211c80319c-" +
                std::string(ids.span_id()) + "-01");
  EXPECT_THAT(std::string(ids.span_id()), MatchesRegex("[0-9a-f]{16}"));
  EXPECT_NE(ids.span_id(), ids.parent_id());
}

TEST(CallIdsTest, WhatItDoesNotSayIsMade) {
  CallIdSource source(1, 2);
  for (const char* bad : {"", "zyxmarker", "a b"}) {
    const CallIds ids = source.Make(
        bad, bad == absl::string_view("zyxmarker") ? "zyx marker" : bad);
    EXPECT_THAT(std::string(ids.trace_id()), MatchesRegex("[0-9a-f]{32}"));
    EXPECT_THAT(std::string(ids.span_id()), MatchesRegex("[0-9a-f]{16}"));
    EXPECT_EQ(ids.parent_id(), "");
    EXPECT_FALSE(ids.sampled());
    EXPECT_EQ(ids.request_id(), ids.span_id());
  }
}

TEST(CallIdsTest, ThreadsGetDifferentIds) {
  constexpr int kThreads = 4;
  constexpr int kCalls = 10000;
  CallIdSource source(0, 0);
  std::vector<std::vector<CallIds>> made(kThreads);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int call = 0; call < kCalls; ++call) {
        made[i].push_back(source.Make("", ""));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> spans;
  std::set<std::string> traces;
  for (const auto& ids_of_one : made) {
    for (const CallIds& ids : ids_of_one) {
      spans.emplace(ids.span_id());
      traces.emplace(ids.trace_id());
    }
  }
  EXPECT_EQ(spans.size(), size_t{kThreads * kCalls});
  EXPECT_EQ(traces.size(), size_t{kThreads * kCalls});
}

TEST(CallIdsTest, OtherSeedsGiveOtherIds) {
  CallIdSource one(1, 2);
  CallIdSource other(3, 4);
  const CallIds first = one.Make("", "");
  const CallIds second = other.Make("", "");
  EXPECT_NE(first.trace_id(), second.trace_id());
  EXPECT_NE(first.span_id(), second.span_id());
}

}  // namespace
}  // namespace rpc
}  // namespace knead
