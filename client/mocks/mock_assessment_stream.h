#ifndef KNEAD_CLIENT_MOCKS_MOCK_ASSESSMENT_STREAM_H_
#define KNEAD_CLIENT_MOCKS_MOCK_ASSESSMENT_STREAM_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "client/assessment_stream.h"
#include "gmock/gmock.h"
#include "knead/v1/assessment.pb.h"

namespace knead {

// Stands in for a stream in tests:
//
//   auto stream = std::make_unique<knead::MockAssessmentStream>();
//   EXPECT_CALL(*stream, Write).WillOnce(Return(true));
//   EXPECT_CALL(*stream, Read)
//       .WillOnce(Return(knead::StreamedAssessment{"1", assessment}))
//       .WillOnce(Return(std::nullopt));
//   EXPECT_CALL(*connection, AssessStream)
//       .WillOnce(Return(ByMove(std::move(stream))));
class MockAssessmentStream : public AssessmentStream {
 public:
  MOCK_METHOD(bool, Write,
              (absl::string_view request_id, const v1::AssessRequest& request),
              (override));
  MOCK_METHOD(void, WritesDone, (), (override));
  MOCK_METHOD(std::optional<StreamedAssessment>, Read, (), (override));
  MOCK_METHOD(absl::Status, Finish, (), (override));
  MOCK_METHOD(void, Cancel, (), (override));
};

}  // namespace knead

#endif  // KNEAD_CLIENT_MOCKS_MOCK_ASSESSMENT_STREAM_H_
