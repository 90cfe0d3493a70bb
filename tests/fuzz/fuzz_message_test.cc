#include "tests/fuzz/fuzz_message.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead {
namespace {

// The bytes of a person, and room behind them.
struct Buffer {
  explicit Buffer(size_t room) {
    v1::AssessRequest person;
    person.add_observations()->set_finding("findings/a");
    const std::string text = person.SerializeAsString();
    size = text.size();
    bytes.assign(text.begin(), text.end());
    bytes.resize(size + room);
  }

  std::vector<uint8_t> bytes;
  size_t size;
};

TEST(FuzzMessageTest, MostMutantsAreMessages) {
  int messages = 0;
  int changed = 0;
  for (unsigned int seed = 0; seed < 500; ++seed) {
    Buffer buffer(2000);
    const std::vector<uint8_t> before = buffer.bytes;
    v1::AssessRequest scratch;
    const size_t size = MutateMessageBytes(buffer.bytes.data(), buffer.size,
                                           buffer.bytes.size(), seed, &scratch);
    ASSERT_LE(size, buffer.bytes.size());
    v1::AssessRequest read;
    if (read.ParseFromArray(buffer.bytes.data(), static_cast<int>(size))) {
      ++messages;
    }
    if (size != buffer.size || buffer.bytes != before) ++changed;
  }
  EXPECT_GT(messages, 350);
  EXPECT_LT(messages, 500);
  EXPECT_GT(changed, 250);
}

TEST(FuzzMessageTest, StaysWithinTheRoomThatThereIs) {
  for (unsigned int seed = 0; seed < 500; ++seed) {
    Buffer buffer(0);
    v1::AssessRequest scratch;
    EXPECT_LE(MutateMessageBytes(buffer.bytes.data(), buffer.size,
                                 buffer.bytes.size(), seed, &scratch),
              buffer.bytes.size());
    std::vector<uint8_t> out(3);
    EXPECT_LE(CrossOverMessageBytes(buffer.bytes.data(), buffer.size,
                                    buffer.bytes.data(), buffer.size,
                                    out.data(), out.size(), seed, &scratch),
              out.size());
  }
}

TEST(FuzzMessageTest, TakesBytesThatAreNoMessage) {
  for (unsigned int seed = 0; seed < 100; ++seed) {
    std::vector<uint8_t> bytes = {0xff, 0xff, 0x0a, 0x80};
    bytes.resize(1000);
    v1::AssessRequest scratch;
    EXPECT_LE(MutateMessageBytes(bytes.data(), 4, bytes.size(), seed, &scratch),
              bytes.size());
  }
}

TEST(FuzzMessageTest, CrossesOver) {
  int crossed = 0;
  for (unsigned int seed = 0; seed < 100; ++seed) {
    const Buffer buffer(0);
    v1::AssessRequest other;
    other.add_observations()->set_finding("findings/z");
    const std::string bytes = other.SerializeAsString();
    std::vector<uint8_t> out(1000);
    v1::AssessRequest scratch;
    const size_t size = CrossOverMessageBytes(
        buffer.bytes.data(), buffer.size,
        reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(),
        out.data(), out.size(), seed, &scratch);
    v1::AssessRequest read;
    ASSERT_TRUE(read.ParseFromArray(out.data(), static_cast<int>(size)));
    for (const auto& observation : read.observations()) {
      if (observation.finding() == "findings/z") ++crossed;
    }
  }
  EXPECT_GT(crossed, 10);
}

}  // namespace
}  // namespace knead
