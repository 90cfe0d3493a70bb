// Asks a server whether people of these ages, of whom nothing else is known,
// may massage:
//
//   assess_many HOST:PORT AGE...
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/client.h"
#include "client/make_connection.h"
#include "client/names.h"
#include "client/options.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"

// README: begin
absl::Status PrintPermissions(const knead::Client& client,
                              const std::vector<std::string>& ages) {
  auto stream = client.AssessStream();
  if (!stream.ok()) return stream.status();

  std::thread writer([&stream, &ages] {
    for (const std::string& age : ages) {
      knead::v1::AssessRequest request;
      knead::v1::Observation& stated = *request.add_observations();
      stated.set_finding(knead::FindingName("age"));
      stated.set_value(std::atof(age.c_str()));
      if (!(*stream)->Write(age, request)) break;
    }
    (*stream)->WritesDone();
  });

  while (std::optional<knead::StreamedAssessment> answer = (*stream)->Read()) {
    std::cout << answer->request_id << ": ";
    if (answer->assessment.ok()) {
      std::cout << knead::v1::Permission_Name(
                       answer->assessment->permission().permission())
                << "\n";
    } else {
      std::cout << answer->assessment.status().message() << "\n";
    }
  }
  writer.join();
  return (*stream)->Finish();
}
// README: end

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: assess_many HOST:PORT AGE...\n";
    return 2;
  }
  knead::ClientOptions options;
  options.target = argv[1];
  options.credentials = knead::InsecureCredentials();
  const absl::StatusOr<std::shared_ptr<knead::Connection>> connection =
      knead::MakeConnection(options);
  const absl::Status status = connection.ok()
                                  ? PrintPermissions(knead::Client(*connection),
                                                     {argv + 2, argv + argc})
                                  : connection.status();
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  return 1;
}
