#include "tests/fuzz/shipped_service.h"

#include <cstdlib>
#include <iostream>

#include "absl/time/time.h"
#include "content/embedded_bundle.h"

namespace knead {

const LocalService& ShippedService() {
  static const LocalService& service = *[] {
    auto snapshot =
        rpc::MakeSnapshot(EmbeddedContentBundle(), absl::UnixEpoch());
    if (!snapshot.ok()) {
      std::cerr << snapshot.status() << "\n";
      std::abort();
    }
    return new LocalService(*std::move(snapshot));
  }();
  return service;
}

}  // namespace knead
