#include "service/rpc/transport/slot_pool.h"

#include <memory>
#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace knead {
namespace rpc {
namespace {

// What has become of the slots of a pool.
struct Slots {
  std::set<CallSlot*> exist;
  std::set<CallSlot*> waiting;
};

class FakeSlot final : public CallSlot {
 public:
  explicit FakeSlot(Slots* slots) : slots_(slots) {
    slots_->exist.insert(this);
  }
  ~FakeSlot() override { slots_->exist.erase(this); }

  void Await() override { EXPECT_TRUE(slots_->waiting.insert(this).second); }
  void GiveUp() override { slots_->waiting.erase(this); }
  bool Arrived() override { return true; }
  void Work() override {}
  bool Note(Event /*event*/, bool /*ok*/) override { return true; }

 private:
  Slots* const slots_;
};

class SlotPoolTest : public ::testing::Test {
 protected:
  static constexpr size_t kReady = 3;

  // A call arrives at one of the slots that wait.
  CallSlot* Arrive() {
    CallSlot* const slot = *slots_.waiting.begin();
    slots_.waiting.erase(slot);
    EXPECT_EQ(slot->pool(), &pool_);
    pool_.Took();
    return slot;
  }

  Slots slots_;
  SlotPool pool_{kReady,
                 [this] { return std::make_unique<FakeSlot>(&slots_); }};
};

TEST_F(SlotPoolTest, AsManyWaitAsShouldHoweverManyHoldACall) {
  pool_.Fill();
  EXPECT_EQ(slots_.waiting.size(), kReady);
  std::vector<CallSlot*> held;
  for (int i = 0; i < 200; ++i) {
    held.push_back(Arrive());
    EXPECT_EQ(slots_.waiting.size(), kReady);
  }
  EXPECT_EQ(pool_.active(), 200 + kReady);
  for (CallSlot* slot : held) pool_.Free(slot);
  EXPECT_EQ(slots_.waiting.size(), kReady);
  EXPECT_EQ(pool_.active(), kReady);
  // Most of those that are not needed have gone.
  EXPECT_EQ(slots_.exist.size(), kReady + SlotPool::kMaxFree);
  EXPECT_EQ(pool_.size(), slots_.exist.size());
}

TEST_F(SlotPoolTest, FreeSlotsAreUsedAgain) {
  pool_.Fill();
  for (int i = 0; i < 1000; ++i) pool_.Free(Arrive());
  EXPECT_EQ(slots_.exist.size(), kReady + 1);
  EXPECT_EQ(pool_.active(), kReady);
}

TEST_F(SlotPoolTest, TheyGoInAnyOrder) {
  pool_.Fill();
  std::vector<CallSlot*> held;
  for (int i = 0; i < 200; ++i) held.push_back(Arrive());
  for (size_t i = 0; i < held.size(); i += 2) pool_.Free(held[i]);
  for (size_t i = 1; i < held.size(); i += 2) pool_.Free(held[i]);
  EXPECT_EQ(slots_.exist.size(), kReady + SlotPool::kMaxFree);
  EXPECT_EQ(pool_.active(), kReady);
}

TEST_F(SlotPoolTest, IsAtRestWhenNoneWaitsAndNoneHoldsACall) {
  pool_.Fill();
  CallSlot* const held = Arrive();
  pool_.Stop();
  while (!slots_.waiting.empty()) pool_.GiveUp(*slots_.waiting.begin());
  EXPECT_EQ(pool_.active(), 1u);
  pool_.Free(held);
  EXPECT_EQ(pool_.active(), 0u);
  pool_.Fill();
  EXPECT_EQ(pool_.active(), 0u);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
