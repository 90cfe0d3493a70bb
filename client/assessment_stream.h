#ifndef KNEAD_CLIENT_ASSESSMENT_STREAM_H_
#define KNEAD_CLIENT_ASSESSMENT_STREAM_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/assessment.pb.h"

namespace knead {

// The answer to one request of an AssessmentStream.
struct StreamedAssessment {
  // The id of the request.
  std::string request_id;

  // The answer, or why there is none: what Assess would have failed with, with
  // the same details. Paths of fields begin with `request.`.
  absl::StatusOr<v1::Assessment> assessment;
};

// Assessments of many people over one stream: one answer for each request, in
// the order of the requests, all from one content revision. A faulty request
// gets its fault as its answer, and the stream goes on.
//
//   auto stream = client.AssessStream();
//   if (!stream.ok()) return stream.status();
//   std::thread writer([&] {
//     for (const Person& person : people) {
//       if (!(*stream)->Write(person.id, person.request)) break;
//     }
//     (*stream)->WritesDone();
//   });
//   while (std::optional<StreamedAssessment> answer = (*stream)->Read()) {
//     Use(*std::move(answer));
//   }
//   writer.join();
//   return (*stream)->Finish();
//
// Read while you write: the service holds a writer back once some twenty
// answers wait to be read, so that who writes everything first and reads then
// waits for ever. Client::AssessAll does it right for requests that are at
// hand.
//
// Threads: one thread may call Write and WritesDone while another one calls
// Read; Cancel may be called by any. Finish and the destructor belong to a time
// when no other call but Cancel is under way.
class AssessmentStream {
 public:
  // Cancels the stream unless it was finished.
  virtual ~AssessmentStream() = default;

  // Sends a request, and waits while the service takes no further one.
  // `request_id` has 1 to 128 bytes of UTF-8 and comes back with the answer.
  // False: the stream is over, nothing was sent, and Finish says why.
  virtual bool Write(absl::string_view request_id,
                     const v1::AssessRequest& request) = 0;

  // Says that no further request will come. Once all are answered, the stream
  // ends.
  virtual void WritesDone() = 0;

  // Waits for the next answer. None: the stream is over.
  virtual std::optional<StreamedAssessment> Read() = 0;

  // Ends the stream: sends no further request, drops what was not read, and
  // waits for the end. OK: every request was answered. Otherwise the stream
  // broke, and requests without an answer can be sent again:
  // UNAVAILABLE: no server answered, or it is about to stop.
  // DEADLINE_EXCEEDED: the time of the stream was up. CANCELLED: it was
  // cancelled, or what was still to be read was left for more than a minute.
  // RESOURCE_EXHAUSTED: the server has too many streams. Says the same when it
  // is called again.
  virtual absl::Status Finish() = 0;

  // Ends the stream at once, without the answers that are still to come.
  virtual void Cancel() = 0;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_ASSESSMENT_STREAM_H_
