#!/usr/bin/python3
"""A client made of the `knead` command. See ../README.md."""

import json
import os
import re
import subprocess
import sys

from google.protobuf import json_format
from google.protobuf import message_factory
from google.protobuf import text_format

import python_client

COMMANDS = {
    "regions": "regions",
    "muscleGroups": "muscles",
    "tools": "tools",
    "techniques": "techniques",
    "indications": "indications",
    "contraindications": "contraindications",
    "findings": "findings",
    "triageRules": "rules",
    "carePathways": "pathways",
    "principles": "principles",
    "careMeasures": "care",
    "frequentQuestions": "faq",
    "takeaways": "takeaways",
    "sources": "sources",
}

PREFERENCES = {
    "preferredRegions": "prefer-region",
    "preferredTechniques": "prefer-technique",
}


def case_file(request):
    """An AssessRequest as a case file."""
    pool = python_client.load_pool(os.environ["KNEAD_DESCRIPTORS"])
    request_type = message_factory.MessageFactory(pool).GetPrototype(
        pool.FindMessageTypeByName("knead.v1.AssessRequest")
    )
    return text_format.MessageToString(json_format.ParseDict(request, request_type()))


def whole_minutes(request):
    """The minutes available; 0 when that is not so many whole ones."""
    seconds = float(request.get("availableTime", "0s").rstrip("s"))
    return 0 if seconds % 60 else int(seconds / 60)


def arguments(case):
    """The command and its standard input; None when it cannot ask for this."""
    method = case["method"].partition("/")[2]
    request = case.get("request")
    if method == "Assess" and request is not None:
        deny = ["--deny-rest"] if case["denyRest"] else []
        return ["assess", "--case=-", *deny], case_file(case["stated"])
    if method == "Explain" and request is not None and "request" in request:
        deny = ["--deny-rest"] if case["denyRest"] else []
        most = request.get("maxChanges")
        limit = [f"--max-changes={most}"] if most is not None else []
        stated = case["stated"]["request"]
        return ["explain", "--case=-", *deny, *limit], case_file(stated)
    minutes = whole_minutes(request or {})
    if method == "PlanSession" and minutes and "assessmentRequest" in request:
        deny = ["--deny-rest"] if case["denyRest"] else []
        options = [f"--minutes={minutes}"]
        for field, option in PREFERENCES.items():
            options += [f"--{option}={name}" for name in request.get(field, [])]
        stated = case["stated"]["assessmentRequest"]
        return ["plan", "--case=-", *deny, *options], case_file(stated)
    if method == "Search" and set(request or {}) <= {"query", "kinds", "region", "tool"}:
        options = [
            "--kind=" + kind.removeprefix("RESOURCE_KIND_").lower().replace("_", "-")
            for kind in request.get("kinds", [])
        ]
        for field in ("region", "tool"):
            if field in request:
                options.append(f"--{field}={request[field].partition('/')[2]}")
        return ["search", *options, "--", request.get("query", "")], ""
    if method == "GetContentInfo":
        return ["info"], ""
    if re.fullmatch("Get[A-Z].*", method) and set(request or {}) == {"name"}:
        collection, _, name = request["name"].partition("/")
        if collection in COMMANDS:
            return [COMMANDS[collection], name], ""
    return None


def main():
    case = json.load(sys.stdin)
    command = arguments(case)
    if command is None:
        sys.exit(77)
    run = subprocess.run(
        [
            os.environ["KNEAD"],
            f"--server={os.environ['KNEAD_SERVER']}",
            "--output=json",
            *command[0],
        ],
        input=command[1],
        capture_output=True,
        text=True,
        timeout=python_client.TIMEOUT_SECONDS,
        check=False,
    )
    if run.returncode == 0:
        json.dump({"response": json.loads(run.stdout)}, sys.stdout)
    else:
        json.dump({"exitCode": run.returncode, "says": run.stderr}, sys.stdout)


if __name__ == "__main__":
    main()
