"""The cases of tests/interop as calls to make under load, and what a server with
nothing else to do answers to them."""

import os
import pathlib
import sys

import grpc
from google.protobuf import descriptor_pb2
from google.protobuf import json_format
from google.protobuf import message_factory

INTEROP = os.path.join(os.path.dirname(__file__), "../../interop")
sys.path.insert(0, INTEROP)

import run_cases  # pylint: disable=wrong-import-position

TIMEOUT_SECONDS = 30

DETAILS = "grpc-status-details-bin"


def invoke(channel, item, timeout=TIMEOUT_SECONDS):
    """What is answered: the code, and in hexadecimal the bytes of each response,
    or the details of the error, and its message where it has no details."""
    try:
        requests = [bytes.fromhex(request) for request in item["requests"]]
        if item["stream"]:
            call = channel.stream_stream(item["method"])(iter(requests), timeout=timeout)
            return ["OK", *(response.hex() for response in call)]
        response = channel.unary_unary(item["method"])(requests[0], timeout=timeout)
        return ["OK", response.hex()]
    except grpc.RpcError as error:
        trailing = dict(error.trailing_metadata() or ())
        details = trailing.get(DETAILS)
        return [error.code().name, details.hex() if details else error.details()]


def _read(address):
    """The cases, with the requests that they stand for at this server."""
    os.environ["KNEAD_SERVER"] = address
    protocol = run_cases.Protocol()
    pool = run_cases.python_client.load_pool(os.environ["KNEAD_DESCRIPTORS"])
    factory = message_factory.MessageFactory(pool)
    for path in sorted(pathlib.Path(INTEROP, "cases").glob("*.json")):
        case = run_cases.read_case(path, protocol)
        service, _, name = case["method"].partition("/")
        method = pool.FindServiceByName(service).FindMethodByName(name)
        message_type = factory.GetPrototype(method.input_type)
        method_proto = descriptor_pb2.MethodDescriptorProto()
        method.CopyToProto(method_proto)

        def to_hex(request, message_type=message_type):
            message = json_format.ParseDict(request, message_type())
            return message.SerializeToString().hex()

        if "rawRequest" in case:
            requests = [case["rawRequest"]]
        else:
            requests = [
                to_hex(request) for request in case.get("requests", [case.get("request")])
            ]
        yield {
            "name": path.stem,
            "method": "/" + case["method"],
            "stream": method_proto.client_streaming,
            "requests": requests,
            "answers": [],
        }


def learn(revisions):
    """The corpus with the answers that are right. `revisions` are pairs of servers
    with nothing else to do, each pair with one content; where the two of a pair
    differ, so may everybody."""
    items = list(_read(revisions[0][0]))
    volatile = set()
    for address, twin, *_ in revisions:
        with grpc.insecure_channel(address) as one, grpc.insecure_channel(twin) as two:
            for item in items:
                answer = invoke(one, item)
                if answer != invoke(two, item):
                    volatile.add(item["name"])
                elif answer not in item["answers"]:
                    item["answers"].append(answer)
    for item in items:
        if item["name"] in volatile:
            item["answers"] = []
    return Corpus(items)


class Corpus:
    """`items`: calls, each with the answers that are right. An item without
    answers has ones that differ from call to call."""

    def __init__(self, items):
        self.items = items

    def comparable(self):
        """Calls with one request and one answer, which is known."""
        return [i for i in self.items if i["answers"] and not i["stream"]]
