#ifndef KNEAD_TESTS_SUPPORT_RUNNING_SERVER_H_
#define KNEAD_TESTS_SUPPORT_RUNNING_SERVER_H_

#include <functional>
#include <memory>

#include "grpcpp/channel.h"
#include "service/server/limits.h"
#include "service/server/options.h"
#include "service/server/server.h"

namespace knead {

// Options of a server that listens on a free loopback port and logs nothing.
ServerOptions TestOptions();

// A server within the test's process, and a connection to it over a socket.
// Stops the test's process when it cannot start.
class RunningServer {
 public:
  explicit RunningServer(const ServerOptions& options = TestOptions());

  Server& server() { return *server_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  const std::unique_ptr<Server> server_;
  const std::shared_ptr<grpc::Channel> channel_;
};

// One with other limits, which leaves no call the time to finish when it stops.
std::unique_ptr<RunningServer> ServerWithLimits(
    const std::function<void(Limits&)>& set);

// The one that all tests of a program share. It is never stopped.
RunningServer& SharedServer();

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_RUNNING_SERVER_H_
