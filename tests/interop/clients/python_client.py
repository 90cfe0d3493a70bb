#!/usr/bin/python3
"""A client made of Python's grpcio and protobuf. See ../README.md."""

import json
import os
import sys

import grpc
from google.protobuf import descriptor_pb2
from google.protobuf import descriptor_pool
from google.protobuf import json_format
from google.protobuf import message_factory

TIMEOUT_SECONDS = 60


def load_pool(path):
    """The types of a FileDescriptorSet, each file after those it imports."""
    files = {}
    with open(path, "rb") as descriptors:
        for file in descriptor_pb2.FileDescriptorSet.FromString(descriptors.read()).file:
            files[file.name] = file
    pool = descriptor_pool.DescriptorPool()
    added = set()

    def add(file):
        if file.name not in added:
            added.add(file.name)
            for name in file.dependency:
                add(files[name])
            pool.AddSerializedFile(file.SerializeToString())

    for file in files.values():
        add(file)
    return pool


def details_of(error, message_type):
    """What google.rpc.Status in grpc-status-details-bin says."""
    details = {"reason": "", "domain": "", "fields": []}
    for key, value in error.trailing_metadata():
        if key != "grpc-status-details-bin":
            continue
        for detail in message_type("google.rpc.Status").FromString(value).details:
            name = detail.type_url.rpartition("/")[2]
            message = message_type(name).FromString(detail.value)
            if name == "google.rpc.ErrorInfo":
                details["reason"] = message.reason
                details["domain"] = message.domain
            elif name == "google.rpc.BadRequest":
                details["fields"] = [v.field for v in message.field_violations]
    return details


def call(address, case, pool):
    factory = message_factory.MessageFactory(pool)

    def message_type(name):
        return factory.GetPrototype(pool.FindMessageTypeByName(name))

    service, _, method = case["method"].partition("/")
    descriptor = pool.FindServiceByName(service).FindMethodByName(method)
    response_type = factory.GetPrototype(descriptor.output_type)
    if "rawRequest" in case:
        request = bytes.fromhex(case["rawRequest"])
    else:
        request = json_format.ParseDict(
            case["request"], factory.GetPrototype(descriptor.input_type)()
        ).SerializeToString()
    with grpc.insecure_channel(address) as channel:
        stub = channel.unary_unary(
            f"/{case['method']}",
            request_serializer=lambda raw: raw,
            response_deserializer=response_type.FromString,
        )
        try:
            response = stub(request, timeout=TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            return {
                "error": {
                    "code": error.code().name,
                    "message": error.details(),
                    **details_of(error, message_type),
                }
            }
    return {"response": json_format.MessageToDict(response)}


def main():
    pool = load_pool(os.environ["KNEAD_DESCRIPTORS"])
    case = json.load(sys.stdin)
    json.dump(call(os.environ["KNEAD_SERVER"], case, pool), sys.stdout)


if __name__ == "__main__":
    main()
