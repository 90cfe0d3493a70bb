#include "service/rpc/transport/request_bytes.h"

#include <string>
#include <vector>

#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"

namespace knead {
namespace rpc {
namespace {

grpc::ByteBuffer Buffer(const std::vector<std::string>& pieces) {
  std::vector<grpc::Slice> slices;
  slices.reserve(pieces.size());
  for (const std::string& piece : pieces) slices.emplace_back(piece);
  return grpc::ByteBuffer(slices.data(), slices.size());
}

TEST(RequestBytesTest, OnePiece) {
  const std::string text(1000, 'a');
  grpc::ByteBuffer buffer = Buffer({text});
  grpc::Slice slice;
  ASSERT_TRUE(buffer.TrySingleSlice(&slice).ok());
  const RequestBytes bytes(&buffer);
  EXPECT_EQ(bytes.view(), text);
  EXPECT_EQ(static_cast<const void*>(bytes.view().data()), slice.begin());
  EXPECT_EQ(buffer.Length(), 0);
}

TEST(RequestBytesTest, ManyPieces) {
  const std::string text(1000, 'a');
  grpc::ByteBuffer buffer = Buffer({text, "b", text});
  EXPECT_EQ(RequestBytes(&buffer).view(), text + "b" + text);
}

TEST(RequestBytesTest, Nothing) {
  grpc::ByteBuffer none = Buffer({});
  EXPECT_EQ(RequestBytes(&none).view(), "");
  grpc::ByteBuffer invalid;
  EXPECT_EQ(RequestBytes(&invalid).view(), "");
  EXPECT_EQ(RequestBytes().view(), "");
}

}  // namespace
}  // namespace rpc
}  // namespace knead
