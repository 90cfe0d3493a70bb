"""An honest client in a process of its own; see witness.py."""

import json
import os
import subprocess

WITNESS = os.path.join(os.path.dirname(__file__), "witness.py")


class Bystander:
    """Calls until the end of a with statement."""

    def __init__(self, address, authority_file=None):
        command = ["/usr/bin/python3", WITNESS, address]
        if authority_file:
            command.append(authority_file)
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self._process.stdout.readline() != "ready\n":
            raise AssertionError(f"no answer from {address}")
        # Answers that were not right, from the beginning.
        self.wrong = 0

    @property
    def pid(self):
        return self._process.pid

    def reports(self, calls):
        """Its reports from now on, until it has made so many calls."""
        self.report()
        made = 0
        while made < calls:
            report = self.report()
            made += report["calls"]
            yield report

    def report(self):
        """What it met since the last report."""
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        report = json.loads(self._process.stdout.readline())
        self.wrong += report["wrong"]
        return report

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
