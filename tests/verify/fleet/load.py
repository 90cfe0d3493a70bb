"""Callers in a process of their own; see caller.py."""

import json
import os
import subprocess

CALLER = os.path.join(os.path.dirname(__file__), "caller.py")


class Load:
    """Calls until the end of a with statement."""

    def __init__(
        self,
        folder,
        items,
        target,
        authority=None,
        threads=8,
        pause_seconds=0.02,
        reconnect_every=0,
    ):
        path = os.path.join(folder, "load.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "target": target,
                    "authority": authority,
                    "threads": threads,
                    "pause_seconds": pause_seconds,
                    "reconnect_every": reconnect_every,
                    "items": items,
                },
                file,
            )
        self._command = ["/usr/bin/python3", "-B", CALLER, path]
        self._process = None

    def report(self):
        """What the callers met since the last report."""
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self):
        """Returns once the callers have been answered."""
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # gRPC reports each connection that breaks.
            env={**os.environ, "GRPC_VERBOSITY": "NONE"},
        )
        if self._process.stdout.readline() != "ready\n":
            raise AssertionError("the callers were not answered")
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
