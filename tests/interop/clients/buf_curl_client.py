#!/usr/bin/python3
"""A client made of `buf curl`, which knows no protocol but what the server's
reflection tells it. See ../README.md."""

import base64
import json
import os
import subprocess
import sys

from google.protobuf import message_factory

import python_client


def error_of(output, message_type):
    """What buf printed about a failed call."""
    details = {"reason": "", "domain": "", "fields": []}
    for detail in output.get("details", []):
        value = detail["value"]
        message = message_type(detail["type"]).FromString(
            base64.b64decode(value + "=" * (-len(value) % 4))
        )
        if detail["type"] == "google.rpc.ErrorInfo":
            details["reason"] = message.reason
            details["domain"] = message.domain
        elif detail["type"] == "google.rpc.BadRequest":
            details["fields"] = [v.field for v in message.field_violations]
    return {"code": output["code"].upper(), "message": output["message"], **details}


def all_of(text):
    """The JSON values that stand behind each other in a text."""
    values = []
    while text := text.lstrip():
        value, end = json.JSONDecoder().raw_decode(text)
        values.append(value)
        text = text[end:]
    return values


def scheme():
    return "https" if "KNEAD_CA" in os.environ else "http"


def way_to_server():
    """Flags: over TLS with a token where the server asks for them, for reflection
    too."""
    if "KNEAD_CA" not in os.environ:
        return ["--http2-prior-knowledge"]
    return [
        f"--cacert={os.environ['KNEAD_CA']}",
        f"--header=authorization: Bearer {os.environ['KNEAD_TOKEN']}",
        "--reflect-header=*",
    ]


def main():
    case = json.load(sys.stdin)
    if "rawRequest" in case:
        sys.exit(77)
    requests = case["requests"] if "requests" in case else [case["request"]]
    run = subprocess.run(
        [
            os.environ["BUF"],
            "curl",
            "--protocol=grpc",
            "--reflect-protocol=grpc-v1alpha",
            "--data=@-",
            *way_to_server(),
            f"{scheme()}://{os.environ['KNEAD_SERVER']}/{case['method']}",
        ],
        input="".join(map(json.dumps, requests)),
        capture_output=True,
        text=True,
        timeout=python_client.TIMEOUT_SECONDS,
        check=False,
    )
    if run.returncode == 0:
        responses = all_of(run.stdout)
        streamed = "requests" in case
        result = {"responses": responses} if streamed else {"response": responses[0]}
        json.dump(result, sys.stdout)
        return
    pool = python_client.load_pool(os.environ["KNEAD_DESCRIPTORS"])
    factory = message_factory.MessageFactory(pool)
    error = error_of(
        json.loads(run.stderr or run.stdout),
        lambda name: factory.GetPrototype(pool.FindMessageTypeByName(name)),
    )
    json.dump({"error": error}, sys.stdout)


if __name__ == "__main__":
    main()
