#!/usr/bin/python3
"""Gives the cases to one client and compares what it says with what Python's
grpcio says and with what the case expects.

usage: run_cases.py CLIENT CASES_FOLDER

Writes one test case for each case to $XML_OUTPUT_FILE, in JUnit's form. See
README.md for cases and clients.
"""

import json
import os
import pathlib
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

from google.protobuf import json_format
from google.protobuf import message_factory

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "clients"))
import python_client  # pylint: disable=wrong-import-position

TIMEOUT_SECONDS = 120
# The exit code of a client that has no way to make a call.
CANNOT_SAY = 77
# The exit code of a command that was used in a wrong way.
USAGE = 2
# Fields of requests that hold what is known about a person, or what holds it.
HOLDERS = ("request", "assessmentRequest", "start")


class Mismatch(Exception):
    """The client did not do what it should."""


class Skipped(Exception):
    """The client has no way to make the call."""


class Protocol:
    """The protocol, and Python's own way to speak it."""

    def __init__(self):
        self._pool = python_client.load_pool(os.environ["KNEAD_DESCRIPTORS"])
        self._factory = message_factory.MessageFactory(self._pool)

    def call(self, case):
        return python_client.call(os.environ["KNEAD_SERVER"], case, self._pool)

    def canonical(self, result, case):
        """The response of a result, or the list of its responses, as JSON with
        everything in one order, without what differs from call to call."""
        service, _, name = case["method"].partition("/")
        descriptor = self._pool.FindServiceByName(service).FindMethodByName(name)

        def from_bytes(response):
            message = self._factory.GetPrototype(descriptor.output_type)()
            message.ParseFromString(bytes.fromhex(response))
            return message

        def from_json(response):
            message = self._factory.GetPrototype(descriptor.output_type)()
            return json_format.ParseDict(
                response, message, descriptor_pool=self._pool
            )

        def to_json(message):
            return json_format.MessageToDict(message, descriptor_pool=self._pool)

        if "responsesBytes" in result:
            value = [to_json(from_bytes(each)) for each in result["responsesBytes"]]
        elif "responses" in result:
            value = [to_json(from_json(each)) for each in result["responses"]]
        elif "responseBytes" in result:
            value = to_json(from_bytes(result["responseBytes"]))
        else:
            value = to_json(from_json(result["response"]))
        for response in value if isinstance(value, list) else [value]:
            for field in case.get("volatile", []):
                response.pop(field, None)
        return json.dumps(value, indent=1, sort_keys=True)


def denied(protocol, request):
    """The request, with every yes/no finding that a lay person can assess and
    that it does not mention as absent."""
    listed = protocol.call(
        {
            "method": "knead.v1.LookupService/ListFindings",
            "request": {"pageSize": 1000, "view": "VIEW_FULL"},
        }
    )
    observations = list(request.get("observations", []))
    stated = {observation["finding"] for observation in observations}
    for finding in listed["response"]["findings"]:
        if (
            finding["kind"] == "FINDING_KIND_PRESENCE"
            and finding["assessableBy"] == "ASSESSOR_ANYONE"
            and "replacedBy" not in finding
            and finding["name"] not in stated
        ):
            observations.append(
                {"finding": finding["name"], "presence": "PRESENCE_ABSENT"}
            )
    return {**request, "observations": observations}


def with_denials(protocol, request):
    """The request with its denials, whether it is what is known about a person or
    holds it."""
    for holder in HOLDERS:
        if holder in request:
            return {**request, holder: with_denials(protocol, request[holder])}
    return denied(protocol, request)


def read_case(path, protocol):
    """A case, with the request that it stands for."""
    case = json.loads(path.read_text(encoding="utf-8"))
    case.setdefault("denyRest", False)
    if "request" in case:
        case["stated"] = case["request"]
        if case["denyRest"]:
            case["request"] = with_denials(protocol, case["request"])
    elif case["denyRest"]:
        case["requests"] = [
            with_denials(protocol, request)
            if any(holder in request for holder in HOLDERS)
            else request
            for request in case["requests"]
        ]
    return case


def values_at(value, path):
    """All values at a path such as `recommendations.*.technique`."""
    if not path:
        return [value]
    head, _, rest = path.partition(".")
    if head == "*":
        return [found for item in value for found in values_at(item, rest)]
    if head.isdigit():
        return values_at(value[int(head)], rest) if len(value) > int(head) else []
    return values_at(value[head], rest) if head in value else []


def check_expected(response, expected):
    """Holds a response to the `expect` of its case."""
    for path, wanted in expected.items():
        values = values_at(response, path)
        if isinstance(wanted, list):
            missing = [value for value in wanted if value not in values]
            if missing or (not wanted and values):
                raise Mismatch(f"{path}: want {wanted}, got {values}")
        elif values != [wanted]:
            raise Mismatch(f"{path}: want {wanted}, got {values}")


def ask(client, case):
    """What the client says to a case."""
    run = subprocess.run(
        client,
        input=json.dumps(case),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if run.returncode == CANNOT_SAY:
        raise Skipped()
    if run.returncode != 0:
        raise Mismatch(f"the client failed:\n{run.stderr}")
    return json.loads(run.stdout)


def check_error(result, wanted, message):
    """Holds an error to the `error` of its case."""
    if "exitCode" in result:
        # A command for people: it names the field and says what to do.
        description = message.partition(": ")[2]
        # What is known about a person may stand within a larger request.
        fields = [field.removeprefix("request.") for field in wanted["fields"]]
        said = all(text in result["says"] for text in [*fields, description])
        if result["exitCode"] != USAGE or (fields and not said):
            raise Mismatch(f"want exit code {USAGE} and {message!r}, got {result}")
        return
    if "error" not in result:
        raise Mismatch(f"want an error, got {json.dumps(result)[:1000]}")
    for key, value in {**wanted, "domain": "knead", "message": message}.items():
        if result["error"].get(key) != value:
            raise Mismatch(f"{key}: want {value!r}, got {result['error']}")


def check(client, case, protocol):
    """Gives one case to the client. Raises when something is not as it should."""
    reference = protocol.call(case)
    result = ask(client, case)
    if "error" in case:
        if "error" not in reference:
            raise Mismatch("the call did not fail")
        check_error(reference, case["error"], reference["error"]["message"])
        check_error(result, case["error"], reference["error"]["message"])
        return
    if "error" in reference:
        raise Mismatch(f"the call failed: {reference}")
    if "error" in result or not any(key.startswith("response") for key in result):
        raise Mismatch(f"want a response, got {result}")
    expected = protocol.canonical(reference, case)
    answer = protocol.canonical(result, case)
    if answer != expected:
        differences = [
            f"want {wanted.strip()}, got {got.strip()}"
            for wanted, got in zip(expected.splitlines(), answer.splitlines())
            if wanted != got
        ]
        raise Mismatch(
            f"{len(answer)} bytes, want {len(expected)}:\n" + "\n".join(differences[:20])
        )
    check_expected(json.loads(answer), case.get("expect", {}))


def main():
    client, folder = [sys.argv[1]], pathlib.Path(sys.argv[2])
    protocol = Protocol()
    suite = ElementTree.Element("testsuite", name=pathlib.Path(client[0]).stem)
    failures = skipped = 0
    paths = sorted(folder.glob("*.json"))
    for path in paths:
        entry = ElementTree.SubElement(
            suite, "testcase", classname=suite.get("name"), name=path.stem
        )
        begin = time.monotonic()
        try:
            check(client, read_case(path, protocol), protocol)
            print(f"ok {path.stem}")
        except Skipped:
            skipped += 1
            ElementTree.SubElement(entry, "skipped")
            print(f"skipped {path.stem}")
        except (Mismatch, ValueError, KeyError, json_format.ParseError) as error:
            failures += 1
            text = f"{type(error).__name__}: {error}"
            ElementTree.SubElement(entry, "failure", message=text.splitlines()[0]).text = text
            print(f"not ok {path.stem}\n{text}")
        entry.set("time", f"{time.monotonic() - begin:.3f}")
    suite.set("tests", str(len(paths)))
    suite.set("failures", str(failures))
    suite.set("skipped", str(skipped))
    if "XML_OUTPUT_FILE" in os.environ:
        ElementTree.ElementTree(suite).write(os.environ["XML_OUTPUT_FILE"])
    return 1 if failures or len(paths) == skipped else 0


if __name__ == "__main__":
    sys.exit(main())
