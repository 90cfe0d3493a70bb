// Asks a server what a person with tight front thighs may do:
//
//   assess HOST:PORT
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/client.h"
#include "client/error_details.h"
#include "client/make_connection.h"
#include "client/names.h"
#include "client/options.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"

// README: begin
absl::Status PrintAdvice(const std::string& target) {
  knead::ClientOptions options;
  options.target = target;                             // "127.0.0.1:50051"
  options.credentials = knead::InsecureCredentials();  // the same machine
  absl::StatusOr<std::shared_ptr<knead::Connection>> connection =
      knead::MakeConnection(options);
  if (!connection.ok()) return connection.status();
  const knead::Client client(*connection);

  knead::v1::AssessRequest request;
  knead::v1::Observation& tight = *request.add_observations();
  tight.set_finding(knead::FindingName("tight-quadriceps"));
  tight.set_presence(knead::v1::PRESENCE_PRESENT);

  const absl::StatusOr<knead::v1::Assessment> answer = client.Assess(request);
  if (!answer.ok()) return answer.status();

  std::cout << knead::v1::Permission_Name(answer->permission().permission())
            << "\n";
  for (const auto& group : answer->next_questions()) {
    for (const auto& question : group.questions()) {
      std::cout << "Still to be asked: " << question.question() << "\n";
    }
  }
  for (const auto& recommendation : answer->recommendations()) {
    std::cout << "May be done: " << recommendation.display_name() << "\n";
  }
  return absl::OkStatus();
}
// README: end

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: assess HOST:PORT\n";
    return 2;
  }
  const absl::Status status = PrintAdvice(argv[1]);
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  if (const std::string reason = knead::ErrorReason(status); !reason.empty()) {
    std::cerr << "reason: " << reason << "\n";
  }
  for (const auto& violation : knead::FieldViolations(status)) {
    std::cerr << violation.field << ": " << violation.description << "\n";
  }
  return 1;
}
