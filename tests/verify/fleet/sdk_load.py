"""The C++ client at a steady rate; see tests/verify/load."""

import json
import signal
import subprocess


class SdkLoad:
    """Calls until the end of a with statement; then `report` says what it met."""

    def __init__(self, binary, targets, authority=None, rate=200, revisions=()):
        self._command = [binary, "--rate", str(rate)]
        for target in targets:
            self._command += ["--target", target]
        for revision in revisions:
            self._command += ["--revision", revision]
        if authority:
            self._command += ["--tls-ca-file", authority]
        self._process = None
        self.report = None

    def __enter__(self):
        """Returns once it is under way."""
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, text=True
        )
        if self._process.stdout.readline() != "ready\n":
            raise AssertionError("the load was not answered")
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        output, _ = self._process.communicate()
        self.report = json.loads(output)
