#include "client/connection.h"

#include <memory>

#include "client/async_call.h"
#include "client/call_handle.h"

namespace knead {

CallHandle Connection::Start(std::unique_ptr<AsyncCall> call) {
  call->CallAndFinish(*this);
  return CallHandle();
}

}  // namespace knead
