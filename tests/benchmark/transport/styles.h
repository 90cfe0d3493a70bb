#ifndef KNEAD_TESTS_BENCHMARK_TRANSPORT_STYLES_H_
#define KNEAD_TESTS_BENCHMARK_TRANSPORT_STYLES_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace knead {
namespace benchmark {

// A running server that answers EchoService.Ready with the same message of
// about 1 KB, whatever the request.
class StyleServer {
 public:
  virtual ~StyleServer() = default;
  // The port on the loopback.
  virtual int port() const = 0;
};

// A way to write a server with gRPC.
struct Style {
  // What to call it on the command line.
  std::string name;
  // What it is, in a few words.
  std::string description;
  std::function<std::unique_ptr<StyleServer>()> start;
};

// All styles that are compared. The first one is the ceiling.
std::vector<Style> Styles();

}  // namespace benchmark
}  // namespace knead

#endif  // KNEAD_TESTS_BENCHMARK_TRANSPORT_STYLES_H_
