// A server on grpc-js that answers one method with the bytes of a file.
//
//   node grpc_js_peer.js PATH ANSWER
//
// PATH is the method, `/package.Service/Method`. The bytes are ready: what a
// server with messages does besides is not counted against it.

'use strict';

const fs = require('fs');
const grpc = require('@grpc/grpc-js');

const [path, file] = process.argv.slice(2);
const answer = fs.readFileSync(file);
const asIs = (bytes) => bytes;

const server = new grpc.Server();
server.addService(
  {
    call: {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  },
  { call: (call, callback) => callback(null, answer) },
);
server.bindAsync(
  '127.0.0.1:0',
  grpc.ServerCredentials.createInsecure(),
  (error, port) => {
    if (error) throw error;
    server.start();
    console.log(`listening on 127.0.0.1:${port}`);
  },
);
