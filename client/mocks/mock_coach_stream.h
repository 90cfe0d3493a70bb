#ifndef KNEAD_CLIENT_MOCKS_MOCK_COACH_STREAM_H_
#define KNEAD_CLIENT_MOCKS_MOCK_COACH_STREAM_H_

#include <optional>

#include "absl/status/status.h"
#include "client/coach_stream.h"
#include "gmock/gmock.h"
#include "knead/v1/session.pb.h"

namespace knead {

// Stands in for a stream in tests:
//
//   auto stream = std::make_unique<knead::MockCoachStream>();
//   EXPECT_CALL(*stream, Write).WillRepeatedly(Return(true));
//   EXPECT_CALL(*stream, Read).WillOnce(Return(response));
//   EXPECT_CALL(*connection, Coach)
//       .WillOnce(Return(ByMove(std::move(stream))));
class MockCoachStream : public CoachStream {
 public:
  MOCK_METHOD(bool, Write, (const v1::CoachRequest& event), (override));
  MOCK_METHOD(void, WritesDone, (), (override));
  MOCK_METHOD(std::optional<v1::CoachResponse>, Read, (), (override));
  MOCK_METHOD(absl::Status, Finish, (), (override));
  MOCK_METHOD(void, Cancel, (), (override));
};

}  // namespace knead

#endif  // KNEAD_CLIENT_MOCKS_MOCK_COACH_STREAM_H_
