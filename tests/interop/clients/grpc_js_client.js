#!/usr/bin/env node
// A client made of @grpc/grpc-js and @grpc/proto-loader. See ../README.md.

'use strict';

const fs = require('fs');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const TIMEOUT_MS = 60000;

const definitions = protoLoader.loadFileDescriptorSetFromBuffer(
    fs.readFileSync(process.env.KNEAD_DESCRIPTORS),
    {enums: String, longs: String});

// The message of a field's type, which may be written without its package; none
// when it is no message.
function messageNamed(typeName) {
  const fullName = Object.keys(definitions).find(
      (name) => `.${name}`.endsWith(`.${typeName.replace(/^\./, '')}`));
  const found = definitions[fullName];
  return found && found.format === definition.requestType.format ? found : null;
}

// Protobuf's JSON as proto-loader takes it: with the field names of the protocol,
// since a descriptor set gives it no others, and durations as messages.
function toLoaderJson(json, type) {
  if (type.name === 'Duration') {
    const [, seconds, fraction] = /^(\d+)(?:\.(\d+))?s$/.exec(json);
    return {seconds, nanos: Number((fraction || '').padEnd(9, '0'))};
  }
  return Object.fromEntries(Object.entries(json).map(([jsonName, value]) => {
    const name = jsonName.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase());
    const {typeName} = type.field.find((field) => field.name === name);
    const message = messageNamed(typeName);
    if (!message) return [name, value];
    const convert = (item) => toLoaderJson(item, message.type);
    return [name, Array.isArray(value) ? value.map(convert) : convert(value)];
  }));
}

// What google.rpc.Status in grpc-status-details-bin says.
function detailsOf(error) {
  const details = {reason: '', domain: '', fields: []};
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  if (!bytes) return details;
  const status = definitions['google.rpc.Status'].deserialize(bytes);
  for (const detail of status.details) {
    const name = detail.type_url.split('/').pop();
    const message = definitions[name].deserialize(detail.value);
    if (name === 'google.rpc.ErrorInfo') {
      details.reason = message.reason;
      details.domain = message.domain;
    } else if (name === 'google.rpc.BadRequest') {
      details.fields = message.field_violations.map((v) => v.field);
    }
  }
  return details;
}

const input = JSON.parse(fs.readFileSync(0, 'utf8'));
const [service, method] = input.method.split('/');
const definition = definitions[service][method];
const client = new grpc.Client(process.env.KNEAD_SERVER, credentials());

// Over TLS with a token where the server asks for them.
function credentials() {
  if (!process.env.KNEAD_CA) return grpc.credentials.createInsecure();
  const token = grpc.credentials.createFromMetadataGenerator((_, callback) => {
    const metadata = new grpc.Metadata();
    metadata.set('authorization', `Bearer ${process.env.KNEAD_TOKEN}`);
    callback(null, metadata);
  });
  return grpc.credentials.combineChannelCredentials(
      grpc.credentials.createSsl(fs.readFileSync(process.env.KNEAD_CA)), token);
}

function errorOf(error) {
  return {
    code: grpc.status[error.code],
    message: error.details,
    ...detailsOf(error),
  };
}

// The response as JavaScript sees it, written down again.
function bytesOf(response) {
  return definition.responseSerialize(response).toString('hex');
}

function finish(result) {
  process.stdout.write(JSON.stringify(result));
  client.close();
}

function callStream(requests) {
  const result = {responsesBytes: []};
  const call = client.makeBidiStreamRequest(
      definition.path, definition.requestSerialize,
      definition.responseDeserialize, {deadline: Date.now() + TIMEOUT_MS});
  call.on('data', (response) => result.responsesBytes.push(bytesOf(response)));
  // Comes also as a status.
  call.on('error', () => {});
  call.on('status', (status) => {
    if (status.code !== grpc.status.OK) result.error = errorOf(status);
    finish(result);
  });
  for (const request of requests) call.write(toLoaderJson(request, definition.requestType.type));
  call.end();
}

function callUnary() {
  const isRaw = input.rawRequest !== undefined;
  client.makeUnaryRequest(
      definition.path,
      isRaw ? (bytes) => bytes : definition.requestSerialize,
      definition.responseDeserialize,
      isRaw ? Buffer.from(input.rawRequest, 'hex') :
              toLoaderJson(input.request, definition.requestType.type),
      {deadline: Date.now() + TIMEOUT_MS},
      (error, response) => finish(
          error ? {error: errorOf(error)} : {responseBytes: bytesOf(response)}));
}

if (input.requests !== undefined) {
  callStream(input.requests);
} else {
  callUnary();
}
