#!/usr/bin/python3
"""h2load against a server with TLS and a token: it agrees on HTTP/2 within TLS,
and every call is answered with the token and refused without it. h2load takes
any answer of HTTP 200 for a success, so the server's log says how calls ended."""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile

CALLS = 200
METHOD = "/knead.v1.LookupService/GetContentInfo"
# A message of no bytes: not compressed, length 0.
EMPTY_MESSAGE = bytes(5)


def load(body, headers):
    """What h2load prints."""
    run = subprocess.run(
        [
            "h2load",
            f"--requests={CALLS}",
            "--clients=4",
            "--max-concurrent-streams=4",
            f"--data={body}",
            "--header=content-type: application/grpc",
            "--header=te: trailers",
            *(f"--header={header}" for header in headers),
            f"https://{os.environ['KNEAD_SERVER']}{METHOD}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def codes():
    """How many calls of the method ended in each way so far."""
    counts = collections.Counter()
    with open(os.environ["KNEAD_LOG"], encoding="utf-8") as log:
        for line in log:
            entry = json.loads(line)
            if entry["event"] == "call" and entry["method"] == METHOD:
                counts[entry["code"]] += 1
    return counts


def main():
    faults = []
    with tempfile.NamedTemporaryFile() as body:
        body.write(EMPTY_MESSAGE)
        body.flush()
        token = f"authorization: Bearer {os.environ['KNEAD_TOKEN']}"
        for headers, code in (([token], "OK"), ([], "UNAUTHENTICATED")):
            printed = load(body.name, headers)
            print(printed)
            if not re.search(r"Application protocol: h2\b", printed):
                faults.append("h2load did not agree on h2")
            if f"{CALLS} succeeded" not in printed:
                faults.append(f"not every call was answered, {code} expected")
            if codes()[code] != CALLS:
                faults.append(f"want {CALLS} calls that ended in {code}: {codes()}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
