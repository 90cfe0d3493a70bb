// A program that uses the client library as installed: asks the server at
// argv[1] for a technique.

#include <iostream>
#include <memory>

#include "absl/status/statusor.h"
#include "client/client.h"
#include "client/make_connection.h"
#include "client/options.h"
#include "knead/v1/technique.pb.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: consumer HOST:PORT\n";
    return 2;
  }
  knead::ClientOptions options;
  options.target = argv[1];
  options.credentials = knead::InsecureCredentials();
  const absl::StatusOr<std::shared_ptr<knead::Connection>> connection =
      knead::MakeConnection(options);
  if (!connection.ok()) {
    std::cerr << connection.status() << "\n";
    return 1;
  }
  const knead::Client client(*connection);
  const auto technique = client.GetTechnique("techniques/calf-hands");
  if (!technique.ok()) {
    std::cerr << technique.status() << "\n";
    return 1;
  }
  std::cout << technique->display_name() << "\n";
  return 0;
}
