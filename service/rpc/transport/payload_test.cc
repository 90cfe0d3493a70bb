#include "service/rpc/transport/payload.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoResponse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string Bytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(buffer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(slice.begin(), slice.end());
  }
  return bytes;
}

TEST(PayloadTest, DefaultIsAValidEmptyMessage) {
  const Payload payload;
  EXPECT_EQ(payload.size(), 0);
  EXPECT_THAT(payload.pieces(), IsEmpty());
  // gRPC aborts the process when an answer has a buffer that is not valid.
  EXPECT_TRUE(payload.ToByteBuffer().Valid());
  EXPECT_EQ(payload.ToByteBuffer().Length(), 0);
}

TEST(PayloadTest, SerializesAMessageOfAnySize) {
  // 23 bytes is the longest slice that gRPC keeps without an allocation.
  for (const size_t size : {0, 1, 20, 21, 22, 30, 1000, 1 << 20}) {
    EchoResponse message;
    message.set_text(std::string(size, 'a'));
    const absl::StatusOr<Payload> payload = Payload::Serialize(message);
    ASSERT_TRUE(payload.ok());
    EXPECT_EQ(payload->ToString(), message.SerializeAsString());
    EXPECT_EQ(payload->size(), message.ByteSizeLong());
    EXPECT_TRUE(payload->ToByteBuffer().Valid());
    EXPECT_EQ(Bytes(payload->ToByteBuffer()), message.SerializeAsString());
  }
}

TEST(PayloadTest, EqualMessagesAreEqualBytes) {
  EchoResponse forward;
  EchoResponse backward;
  for (int i = 0; i < 100; ++i) {
    (*forward.mutable_labels())[std::to_string(i)] = "x";
    (*backward.mutable_labels())[std::to_string(99 - i)] = "x";
  }
  EXPECT_EQ(Payload::Serialize(forward)->ToString(),
            Payload::Serialize(backward)->ToString());
}

TEST(PayloadTest, CopyDoesNotNeedTheOriginal) {
  Payload payload;
  {
    const std::string original(1000, 'a');
    payload = Payload::Copy(original);
    EXPECT_NE(payload.pieces()[0].data(), original.data());
  }
  EXPECT_EQ(payload.ToString(), std::string(1000, 'a'));
  EXPECT_THAT(Payload::Copy("").pieces(), IsEmpty());
}

TEST(PayloadTest, ShareDoesNotCopy) {
  const auto owner = std::make_shared<const std::string>(1000, 'a');
  const Payload payload = Payload::Share(*owner, owner);
  ASSERT_THAT(payload.pieces(), SizeIs(1));
  EXPECT_EQ(payload.pieces()[0].data(), owner->data());
  EXPECT_EQ(payload.pieces()[0].size(), 1000);
  grpc::Slice slice;
  ASSERT_TRUE(payload.ToByteBuffer().TrySingleSlice(&slice).ok());
  EXPECT_EQ(static_cast<const void*>(slice.begin()), owner->data());
}

TEST(PayloadTest, ShareHoldsTheOwnerUntilTheLastBytesAreGone) {
  auto owner = std::make_shared<const std::string>(4000, 'a');
  const std::weak_ptr<const std::string> watch = owner;
  const absl::string_view all = *owner;
  // Three pieces that do not touch.
  Payload payload = Payload::Share(
      {all.substr(0, 1000), all.substr(1001, 1000), all.substr(2002, 1000)},
      std::move(owner));
  EXPECT_THAT(payload.pieces(), SizeIs(3));
  EXPECT_FALSE(watch.expired());
  {
    const grpc::ByteBuffer buffer = payload.ToByteBuffer();
    payload = Payload();
    EXPECT_FALSE(watch.expired());
    EXPECT_EQ(Bytes(buffer), std::string(3000, 'a'));
  }
  EXPECT_TRUE(watch.expired());
}

TEST(PayloadTest, ShortPiecesAreCopiedAndDoNotHoldTheOwner) {
  struct Case {
    size_t size;
    bool shared;
  };
  for (const Case c : {Case{1, false},
                       {Payload::kShareFromBytes - 1, false},
                       {Payload::kShareFromBytes, true}}) {
    auto owner = std::make_shared<const std::string>(c.size, 'a');
    const std::weak_ptr<const std::string> watch = owner;
    const absl::string_view piece = *owner;
    const Payload payload = Payload::Share(piece, std::move(owner));
    EXPECT_EQ(payload.ToString(), std::string(c.size, 'a'));
    EXPECT_EQ(!watch.expired(), c.shared) << c.size;
  }
}

TEST(PayloadTest, PiecesThatTouchAreOne) {
  const auto owner = std::make_shared<const std::string>(
      std::string(400, 'a') + std::string(400, 'b') + std::string(400, 'c'));
  const absl::string_view all = *owner;
  const Payload payload = Payload::Share(
      {all.substr(0, 400), "", all.substr(400, 400), all.substr(800)}, owner);
  EXPECT_THAT(payload.pieces(), ElementsAre(all));
  EXPECT_EQ(payload.pieces()[0].data(), all.data());

  const Payload turned =
      Payload::Share({all.substr(800), all.substr(0, 400)}, owner);
  EXPECT_THAT(turned.pieces(),
              ElementsAre(std::string(400, 'c'), std::string(400, 'a')));
}

TEST(PayloadTest, ShareOfNothingIsEmpty) {
  const auto owner = std::make_shared<const std::string>("unused");
  EXPECT_EQ(Payload::Share({"", ""}, owner).size(), 0);
  EXPECT_EQ(owner.use_count(), 1);
}

TEST(PayloadTest, AListIsItsItemsWithTheRestAppended) {
  const auto owner = [] {
    EchoResponse items;
    items.add_lines(std::string(300, 'a'));
    items.add_lines(std::string(300, 'b'));
    return std::make_shared<const std::string>(items.SerializeAsString());
  }();
  EchoResponse rest;
  rest.set_text("next page");

  Payload payload = Payload::Share(*owner, owner);
  payload.Append(*Payload::Serialize(rest));

  EchoResponse whole;
  ASSERT_TRUE(whole.ParseFromString(payload.ToString()));
  EXPECT_EQ(whole.text(), "next page");
  EXPECT_THAT(whole.lines(),
              ElementsAre(std::string(300, 'a'), std::string(300, 'b')));
  EXPECT_EQ(payload.pieces()[0].data(), owner->data());
}

TEST(PayloadTest, AppendToItself) {
  Payload payload = Payload::Copy("ab");
  payload.Append(payload);
  EXPECT_EQ(payload.ToString(), "abab");
}

}  // namespace
}  // namespace rpc
}  // namespace knead
