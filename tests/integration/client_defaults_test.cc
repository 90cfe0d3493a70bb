// What a client does unless told otherwise fits the service as it comes.
#include "client/options.h"
#include "gtest/gtest.h"
#include "service/server/limits.h"
#include "service/session/limits.h"

namespace knead {
namespace {

TEST(ClientDefaultsTest, LetStreamsLastAsLongAsTheServiceDoes) {
  EXPECT_GT(kDefaultStreamTimeout, kMaxSessionTime);
  EXPECT_GT(kDefaultStreamTimeout, Limits().max_stream_time);
}

TEST(ClientDefaultsTest, SendAndAcceptWhatTheServiceAcceptsAndSends) {
  EXPECT_EQ(kDefaultMaxRequestBytes, Limits().max_request_bytes);
  EXPECT_EQ(kDefaultMaxResponseBytes, Limits().max_response_bytes);
}

}  // namespace
}  // namespace knead
