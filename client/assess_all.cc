#include "client/assess_all.h"

#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/assessment_stream.h"
#include "knead/v1/assessment.pb.h"

namespace knead {
namespace {

// The id of the request at `index`.
std::string IdOf(size_t index) { return std::to_string(index + 1); }

}  // namespace

std::vector<absl::StatusOr<v1::Assessment>> AssessAllOver(
    AssessmentStream& stream, const std::vector<v1::AssessRequest>& requests) {
  std::vector<absl::StatusOr<v1::Assessment>> results;
  results.reserve(requests.size());
  std::thread writer([&stream, &requests] {
    for (size_t i = 0; i < requests.size(); ++i) {
      if (!stream.Write(IdOf(i), requests[i])) break;
    }
    stream.WritesDone();
  });
  absl::Status end;
  while (results.size() < requests.size()) {
    std::optional<StreamedAssessment> answer = stream.Read();
    if (!answer.has_value()) break;
    if (answer->request_id != IdOf(results.size())) {
      end = absl::InternalError("the server's answers are out of order");
      stream.Cancel();
      break;
    }
    results.push_back(std::move(answer->assessment));
  }
  writer.join();
  const absl::Status finished = stream.Finish();
  end.Update(finished.ok()
                 ? absl::InternalError(
                       "the server ended the stream without all answers")
                 : finished);
  results.resize(requests.size(), end);
  return results;
}

}  // namespace knead
