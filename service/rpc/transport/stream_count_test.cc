#include "service/rpc/transport/stream_count.h"

#include <memory>
#include <thread>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace knead {
namespace rpc {
namespace {

TEST(StreamCountTest, ATokenAndItsCopiesAreOneStream) {
  const auto count = std::make_shared<StreamCount>();
  EXPECT_TRUE(count->AwaitNone(absl::InfinitePast()));
  StreamToken first = count->Add();
  StreamToken copy = first;
  StreamToken second = count->Add();
  EXPECT_FALSE(count->AwaitNone(absl::InfinitePast()));
  first.reset();
  second.reset();
  EXPECT_FALSE(count->AwaitNone(absl::InfinitePast()));
  copy.reset();
  EXPECT_TRUE(count->AwaitNone(absl::InfinitePast()));
}

TEST(StreamCountTest, WaitsForTheLastStream) {
  const auto count = std::make_shared<StreamCount>();
  StreamToken token = count->Add();
  std::thread stream([&token] { token.reset(); });
  EXPECT_TRUE(count->AwaitNone(absl::InfiniteFuture()));
  stream.join();
}

TEST(StreamCountTest, ATokenMayOutliveItsCounter) {
  auto count = std::make_shared<StreamCount>();
  const std::weak_ptr<StreamCount> watch = count;
  StreamToken token = count->Add();
  count.reset();
  token.reset();
  EXPECT_TRUE(watch.expired());
}

}  // namespace
}  // namespace rpc
}  // namespace knead
