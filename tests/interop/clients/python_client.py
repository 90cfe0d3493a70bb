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


def connect(address):
    """A channel: over TLS with a token where the server asks for them."""
    if "KNEAD_CA" not in os.environ:
        return grpc.insecure_channel(address)
    with open(os.environ["KNEAD_CA"], "rb") as authority:
        credentials = grpc.ssl_channel_credentials(authority.read())
    token = grpc.access_token_call_credentials(os.environ["KNEAD_TOKEN"])
    return grpc.secure_channel(
        address, grpc.composite_channel_credentials(credentials, token)
    )


def call(address, case, pool):
    factory = message_factory.MessageFactory(pool)

    def message_type(name):
        return factory.GetPrototype(pool.FindMessageTypeByName(name))

    def to_bytes(request):
        message = factory.GetPrototype(descriptor.input_type)()
        return json_format.ParseDict(request, message).SerializeToString()

    def to_json(message):
        return json_format.MessageToDict(message, descriptor_pool=pool)

    service, _, method = case["method"].partition("/")
    descriptor = pool.FindServiceByName(service).FindMethodByName(method)
    codecs = {
        "request_serializer": lambda raw: raw,
        "response_deserializer": factory.GetPrototype(descriptor.output_type).FromString,
    }
    result = {}
    with connect(address) as channel:
        try:
            if "requests" in case:
                result["responses"] = []
                stub = channel.stream_stream(f"/{case['method']}", **codecs)
                requests = (to_bytes(request) for request in case["requests"])
                for response in stub(requests, timeout=TIMEOUT_SECONDS):
                    result["responses"].append(to_json(response))
            else:
                if "rawRequest" in case:
                    request = bytes.fromhex(case["rawRequest"])
                else:
                    request = to_bytes(case["request"])
                stub = channel.unary_unary(f"/{case['method']}", **codecs)
                result["response"] = to_json(stub(request, timeout=TIMEOUT_SECONDS))
        except grpc.RpcError as error:
            result["error"] = {
                "code": error.code().name,
                "message": error.details(),
                **details_of(error, message_type),
            }
    return result


def main():
    pool = load_pool(os.environ["KNEAD_DESCRIPTORS"])
    case = json.load(sys.stdin)
    json.dump(call(os.environ["KNEAD_SERVER"], case, pool), sys.stdout)


if __name__ == "__main__":
    main()
