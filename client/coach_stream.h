#ifndef KNEAD_CLIENT_COACH_STREAM_H_
#define KNEAD_CLIENT_COACH_STREAM_H_

#include <optional>

#include "absl/status/status.h"
#include "knead/v1/session.pb.h"

namespace knead {

// A coached session over one stream: one response for each event, in order.
//
//   auto stream = client.Coach();
//   if (!stream.ok()) return stream.status();
//   knead::v1::CoachRequest event;
//   *event.mutable_start() = what_to_plan_for;
//   while ((*stream)->Write(event)) {
//     std::optional<knead::v1::CoachResponse> response = (*stream)->Read();
//     if (!response || response->state() == knead::v1::COACH_STATE_ENDED)
//     break; event = WhatThePersonDoes(*response);
//   }
//   return (*stream)->Finish();
//
// Keep the `resume_token` of the last response. Where the stream breaks (Finish
// returns UNAVAILABLE, DEADLINE_EXCEEDED, or INVALID_ARGUMENT for an event that
// is none), a new stream whose first event is `resume` with it goes on with the
// session, within 15 minutes. client/example/coach.cc does so.
//
// Threads: one thread may call Write and WritesDone while another one calls
// Read; Cancel may be called by any. Finish and the destructor belong to a time
// when no other call but Cancel is under way.
class CoachStream {
 public:
  // Cancels the stream unless it was finished.
  virtual ~CoachStream() = default;

  // Sends an event, and waits while the service takes no further one. Its
  // `event_id` is set by the stream, whatever it was: 1 for the first event,
  // then one more each. False: the stream is over, nothing was sent, and Finish
  // says why.
  virtual bool Write(const v1::CoachRequest& event) = 0;

  // Says that no further event will come. The stream then ends; a session that
  // was not over can be resumed.
  virtual void WritesDone() = 0;

  // Waits for the next response. None: the stream is over.
  virtual std::optional<v1::CoachResponse> Read() = 0;

  // Ends the stream: sends no further event, drops what was not read, and waits
  // for the end. OK: the session is over, or WritesDone was called. Otherwise
  // why the stream broke; session_service.proto lists the errors. Says the same
  // when it is called again.
  virtual absl::Status Finish() = 0;

  // Ends the stream at once, without the responses that are still to come.
  virtual void Cancel() = 0;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_COACH_STREAM_H_
