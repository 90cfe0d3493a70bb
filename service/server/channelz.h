#ifndef KNEAD_SERVICE_SERVER_CHANNELZ_H_
#define KNEAD_SERVICE_SERVER_CHANNELZ_H_

#include "grpcpp/server_builder.h"

namespace knead {

// Makes channelz known to all builders that are made from here on. To be called
// before SetChannelz(true).
void LoadChannelz();

// Says whether the server that `builder` makes answers channelz, gRPC's service
// that shows the servers, connections and calls of the whole process, and
// whether gRPC keeps what channelz shows of it. Thread-safe for different
// builders.
void SetChannelz(bool on, grpc::ServerBuilder* builder);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_CHANNELZ_H_
