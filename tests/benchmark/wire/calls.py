"""The calls that are measured, as bytes."""

import struct
import subprocess

CASE = "tests/cases/sore_runner.textproto"
IMPORTS = ["proto", "tools/npm/node_modules/google-proto-files"]

GRPC_HEADERS = ["-H", "content-type: application/grpc", "-H", "te: trailers"]


class Call:
    """One method with one request."""

    def __init__(self, service, method, message, file, text):
        self.method = method
        self.path = f"/knead.v1.{service}/{method}"
        self._message = f"knead.v1.{message}"
        self._file = f"knead/v1/{file}.proto"
        self._text = text

    def request(self):
        """The message as bytes."""
        return subprocess.run(
            ["protoc", *(f"-I{folder}" for folder in IMPORTS)]
            + [f"--encode={self._message}", self._file],
            input=self._text.encode(),
            check=True,
            capture_output=True,
        ).stdout


def framed(message):
    """A message in the frame of gRPC."""
    return b"\0" + struct.pack(">I", len(message)) + message


def unframed(body):
    """The message of a body that holds one."""
    (size,) = struct.unpack(">I", body[1:5])
    if body[:1] != b"\0" or size != len(body) - 5:
        raise ValueError("the body is not one plain message")
    return body[5:]


def get_technique():
    return Call(
        "LookupService",
        "GetTechnique",
        "GetTechniqueRequest",
        "lookup_service",
        'name: "techniques/quadriceps-hands" view: VIEW_FULL',
    )


def list_techniques():
    return Call(
        "LookupService",
        "ListTechniques",
        "ListTechniquesRequest",
        "lookup_service",
        "view: VIEW_FULL",
    )


def assess():
    with open(CASE, encoding="utf-8") as case:
        return Call(
            "AssessmentService", "Assess", "AssessRequest", "assessment", case.read()
        )
