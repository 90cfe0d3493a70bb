// Leads somebody who has ten minutes and says nothing about themselves through
// a session, as fast as it goes:
//
//   coach HOST:PORT
//
// Since nothing is known, a real server answers with no plan and with what it
// needs to know.
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/client.h"
#include "client/coach_stream.h"
#include "client/make_connection.h"
#include "client/options.h"
#include "knead/v1/session.pb.h"

// README: begin
// What a person does next; a real one is asked. Here everything is fine.
knead::v1::CoachRequest Reaction(const knead::v1::CoachResponse& response) {
  knead::v1::CoachRequest event;
  switch (response.state()) {
    case knead::v1::COACH_STATE_CHECKING:
      for (const auto& question : response.check().questions()) {
        knead::v1::Observation& observation =
            *event.mutable_new_findings()->add_observations();
        observation.set_finding(question.finding());
        observation.set_presence(knead::v1::PRESENCE_ABSENT);
      }
      break;
    case knead::v1::COACH_STATE_CHECK_IN:
    case knead::v1::COACH_STATE_WAITING:
      event.mutable_pain()->set_intensity(0);
      break;
    case knead::v1::COACH_STATE_RUNNING:
      event.mutable_step_done()->set_step_number(response.step().number());
      break;
    default:
      event.mutable_ready();
      break;
  }
  return event;
}

absl::Status Coach(const knead::Client& client,
                   const knead::v1::PlanSessionRequest& wanted) {
  knead::v1::CoachRequest event;
  *event.mutable_start() = wanted;
  std::string token;
  absl::Time good_until;
  // What the person reported and the service has not taken. It must not be
  // lost.
  std::vector<knead::v1::CoachRequest> untaken;
  while (true) {
    auto stream = client.Coach();
    if (!stream.ok()) return stream.status();
    bool heard = false;
    while ((*stream)->Write(event)) {
      const std::optional<knead::v1::CoachResponse> response =
          (*stream)->Read();
      if (!response.has_value()) break;
      heard = true;
      for (const auto& statement : response->says()) {
        std::cout << statement.text() << "\n";
      }
      if (response->has_step()) {
        std::cout << "Now: " << response->step().display_name() << "\n";
      }
      if (response->state() == knead::v1::COACH_STATE_ENDED) {
        std::cout << response->end().text().text() << "\n";
        return (*stream)->Finish();
      }
      token = response->resume_token();
      good_until =
          absl::FromUnixSeconds(response->resume_expire_time().seconds());
      if (response->state() != knead::v1::COACH_STATE_CHECKING &&
          !untaken.empty()) {
        event = untaken.back();
        untaken.pop_back();
      } else {
        event = Reaction(*response);
      }
    }
    // The connection broke. The session can go on over another one, as long as
    // the token is good.
    absl::Status end = (*stream)->Finish();
    if (!absl::IsUnavailable(end) || absl::Now() > good_until) return end;
    if (!heard) absl::SleepFor(absl::Seconds(1));
    if (event.has_pain() || event.has_new_findings()) untaken.push_back(event);
    event.Clear();
    event.mutable_resume()->set_resume_token(token);
  }
}
// README: end

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: coach HOST:PORT\n";
    return 2;
  }
  knead::ClientOptions options;
  options.target = argv[1];
  options.credentials = knead::InsecureCredentials();
  const absl::StatusOr<std::shared_ptr<knead::Connection>> connection =
      knead::MakeConnection(options);
  knead::v1::PlanSessionRequest wanted;
  wanted.mutable_assessment_request();
  wanted.mutable_available_time()->set_seconds(600);
  const absl::Status status = connection.ok()
                                  ? Coach(knead::Client(*connection), wanted)
                                  : connection.status();
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  return 1;
}
