#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TESTING_GATE_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TESTING_GATE_H_

#include "absl/synchronization/notification.h"
#include "service/rpc/transport/handler.h"

namespace knead {
namespace rpc {

// A handler of EchoService.Echo that waits in the midst of a call, so that a
// test can do things meanwhile: the call with the text "wait" does not end
// before Open(). Every other call is answered at once. One call with "wait" per
// gate.
class Gate {
 public:
  // The gate must outlive the handler.
  Handler EchoHandler();

  // Returns when the call with the text "wait" is being worked on.
  void AwaitCall() { reached_.WaitForNotification(); }
  void Open() { open_.Notify(); }

 private:
  absl::Notification reached_;
  absl::Notification open_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TESTING_GATE_H_
