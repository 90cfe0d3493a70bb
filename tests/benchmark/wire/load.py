"""h2load against a server, and what its calls cost the server."""

import os
import re
import subprocess
import tempfile

import calls

LOAD_CORE = "1"
CONNECTIONS = 10
CALLS_AT_ONCE = 10

# How many calls tell how many are needed for the time below.
FIRST_CALLS = 2000
# CPU time of the server in one measurement.
SECONDS = 1


class Load:
    """Calls of one method of one server. `answer` is the message that each has
    to have. A server of files is asked without a request. `headers` go with each
    call."""

    def __init__(
        self,
        server,
        call,
        answer,
        with_request=True,
        secure=False,
        headers=(),
        connections=CONNECTIONS,
        calls_at_once=CALLS_AT_ONCE,
    ):
        self.server = server
        self._connections, self._calls_at_once = connections, calls_at_once
        self._headers = list(calls.GRPC_HEADERS)
        for header in headers:
            self._headers += ["-H", header]
        scheme = "https" if secure else "http"
        self._version = ["--http2"] if secure else ["--http2-prior-knowledge"]
        self._url = f"{scheme}://{server.address}{call.path}"
        self._body = calls.framed(call.request()) if with_request else None
        self._answer = calls.framed(answer)
        self._calls = None

    def check(self):
        """Fails unless the server sends the answer, byte for byte."""
        said = _curl(
            self._url, self._body, "--insecure", *self._version, *self._headers
        )
        if said != self._answer:
            raise RuntimeError(f"{self.server.name} sends another answer")

    def measure(self):
        """The server's CPU time of a call, in microseconds."""
        if self._calls is None:
            self._calls = self._rounded(SECONDS * 1e6 / self._run(FIRST_CALLS))
        return self._run(self._calls)

    def measure_once(self, seconds):
        """The same, by about as many calls as take so much CPU time."""
        count = self._connections
        while (cost := self._run(count)) * count < seconds * 1e6:
            count *= 4
        return cost

    def _rounded(self, count):
        return max(
            self._connections, int(count) // self._connections * self._connections
        )

    def _run(self, count):
        with self._request_file() as data:
            answered = self.server.answered()
            before = self.server.cpu_seconds()
            said = subprocess.run(
                ["taskset", "-c", LOAD_CORE, "h2load", "-n", str(count)]
                + ["-c", str(self._connections), "-m", str(self._calls_at_once)]
                + (["-d", data.name] if self._body else [])
                + [*self._headers, self._url],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        used = self.server.cpu_seconds() - before
        # h2load takes any answer for a success, but an error holds no data.
        data_bytes = int(re.search(r"\((\d+)\) data", said).group(1))
        if data_bytes != count * len(self._answer):
            raise RuntimeError(f"{self.server.name} did not answer every call")
        if answered is not None and self.server.answered() != answered + count:
            raise RuntimeError(f"{self.server.name} counted other successes")
        return used / count * 1e6

    def _request_file(self):
        file = tempfile.NamedTemporaryFile()
        file.write(self._body or b"")
        file.flush()
        return file


def _curl(url, body, *options):
    """What curl prints that sends `body`, if there is one."""
    data = ["--data-binary", "@-"] if body else []
    return subprocess.run(
        ["curl", "--silent", "--show-error", *options, *data, url],
        input=body,
        check=True,
        capture_output=True,
    ).stdout


def _ask(server, call, *options):
    return _curl(
        f"http://{server.address}{call.path}",
        calls.framed(call.request()),
        "--http2-prior-knowledge",
        *calls.GRPC_HEADERS,
        *options,
    )


def fetch(server, call):
    """The answer of a server to a call, as a message."""
    return calls.unframed(_ask(server, call))


def metadata(server, call):
    """The initial metadata of an answer that are not gRPC's own, as KEY=VALUE."""
    said = _ask(server, call, "--dump-header", "-", "--output", os.devnull).decode()
    head = said.split("\r\n\r\n")[0]
    pairs = [line.split(": ", 1) for line in head.split("\r\n")[1:]]
    return [
        f"{key}={value}"
        for key, value in pairs
        if key != "content-type" and not key.startswith("grpc-")
    ]


def is_possible():
    return os.cpu_count() >= 2
