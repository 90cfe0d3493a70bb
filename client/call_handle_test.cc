#include "client/call_handle.h"

#include <type_traits>
#include <utility>

#include "gtest/gtest.h"

namespace knead {
namespace {

static_assert(!std::is_copy_constructible_v<CallHandle>);
static_assert(std::is_nothrow_move_constructible_v<CallHandle>);

class CallHandleTest : public testing::Test {
 protected:
  CallHandle Handle() {
    return CallHandle([this] { ++cancelled_; });
  }

  int cancelled_ = 0;
};

TEST_F(CallHandleTest, CancelsWhenItGoes) {
  { const CallHandle handle = Handle(); }
  EXPECT_EQ(cancelled_, 1);
}

TEST_F(CallHandleTest, CancelsOnce) {
  {
    CallHandle handle = Handle();
    handle.Cancel();
    EXPECT_EQ(cancelled_, 1);
    handle.Cancel();
  }
  EXPECT_EQ(cancelled_, 1);
}

TEST_F(CallHandleTest, LetsGoOfWhatIsDetached) {
  {
    CallHandle handle = Handle();
    handle.Detach();
    handle.Cancel();
  }
  EXPECT_EQ(cancelled_, 0);
}

TEST_F(CallHandleTest, MovesWithItsCall) {
  {
    CallHandle first = Handle();
    CallHandle second = std::move(first);
    first.Cancel();  // NOLINT(bugprone-use-after-move): it stands for no call.
    EXPECT_EQ(cancelled_, 0);
    second.Cancel();
    EXPECT_EQ(cancelled_, 1);
  }
  EXPECT_EQ(cancelled_, 1);
}

TEST_F(CallHandleTest, CancelsWhatIsReplaced) {
  CallHandle handle = Handle();
  handle = Handle();
  EXPECT_EQ(cancelled_, 1);
  handle = CallHandle();
  EXPECT_EQ(cancelled_, 2);
}

TEST_F(CallHandleTest, KeepsItsCallWhenMovedToItself) {
  CallHandle handle = Handle();
  CallHandle& same = handle;
  handle = std::move(same);
  EXPECT_EQ(cancelled_, 0);
}

TEST(CallHandleOfNoCallTest, DoesNothing) {
  CallHandle handle;
  handle.Cancel();
  handle.Detach();
}

}  // namespace
}  // namespace knead
