"""A knead-server of a test's own, and what can be asked of it."""

import http.client
import json
import os
import re
import subprocess
import tempfile
import time

import grpc

SERVER = os.environ["SERVER"]
MAKE_SECRETS = os.environ["MAKE_SECRETS"]

# How long something may take to be so. A test that waits so long has failed.
PATIENCE_SECONDS = 60

ASSESS = "/knead.v1.AssessmentService/Assess"
ASSESS_STREAM = "/knead.v1.AssessmentService/AssessStream"
COACH = "/knead.v1.SessionService/Coach"
CONTENT_INFO = "/knead.v1.LookupService/GetContentInfo"
HEALTH_CHECK = "/grpc.health.v1.Health/Check"


def wait_until(holds, what):
    """Waits until `holds()` gives something true, and returns that."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (result := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(f"never: {what}")
        time.sleep(0.02)
    return result


class KneadServer:
    """Use with `with`; killed at the end if it still runs."""

    def __init__(self, *flags, errors=None):
        """Its log goes to `errors`, a file, or else to one of its own."""
        self._log = None if errors else tempfile.NamedTemporaryFile()
        self.process = subprocess.Popen(
            [SERVER, "--listen", "127.0.0.1:0", *flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors or self._log,
            text=True,
        )
        first = self.process.stdout.readline()
        match = re.fullmatch(r"knead-server: listening on (\S+)\n", first)
        if not match:
            raise AssertionError(f"did not start: {first!r}")
        self.address = match.group(1)
        self.admin = None
        if "" not in flags:
            second = self.process.stdout.readline()
            self.admin = re.fullmatch(
                r"knead-server: admin on http://(\S+)\n", second
            ).group(1)
        self.channel = grpc.insecure_channel(self.address)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.channel.close()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        if self._log:
            self._log.close()

    def call(self, method, request=b"", metadata=()):
        """The status code of a unary call, and the metadata of its answer."""
        function = self.channel.unary_unary(method)
        try:
            _, call = function.with_call(
                request, timeout=PATIENCE_SECONDS, metadata=metadata
            )
        except grpc.RpcError as error:
            call = error
        return call.code().name, dict(call.initial_metadata())

    def stream(self, method, messages):
        """The status code of a stream that sends all and reads to its end."""
        responses = self.channel.stream_stream(method)(
            iter(messages), timeout=PATIENCE_SECONDS
        )
        count = 0
        try:
            for _ in responses:
                count += 1
        except grpc.RpcError:
            pass
        return responses.code().name, count

    def get(self, path, method="GET"):
        """Status and text of a page of the admin port."""
        host, port = self.admin.rsplit(":", 1)
        connection = http.client.HTTPConnection(host, int(port), timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def metrics(self):
        """Every series and its value, and the type of every family."""
        status, text = self.get("/metrics")
        assert status == 200, status
        return parse_metrics(text)

    def log(self):
        """What it has logged so far."""
        with open(self._log.name) as log:
            return log.read()

    def events(self, event):
        """The lines of the log of one event."""
        lines = [json.loads(line) for line in self.log().splitlines()]
        return [line for line in lines if line["event"] == event]

    def stop(self):
        """Stops it as an operator does. Its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)


class SecureServer(KneadServer):
    """One with a certificate and a policy, the files of which are in `folder`."""

    def __init__(self, *flags):
        self._secrets = tempfile.TemporaryDirectory()
        self.folder = self._secrets.name
        subprocess.run([MAKE_SECRETS, self.folder], check=True)
        super().__init__(
            f"--tls-certificate-file={self.folder}/certificate.pem",
            f"--tls-key-file={self.folder}/key.pem",
            f"--authorization-file={self.folder}/policy.textproto",
            *flags,
        )
        self.channel.close()
        self.channel = grpc.secure_channel(
            self.address,
            grpc.composite_channel_credentials(
                grpc.ssl_channel_credentials(self._secret("ca.pem")),
                grpc.access_token_call_credentials(self._secret("token").decode()),
            ),
        )

    def _secret(self, name):
        with open(f"{self.folder}/{name}", "rb") as file:
            return file.read()

    def __exit__(self, *arguments):
        super().__exit__(*arguments)
        self._secrets.cleanup()


def parse_metrics(text):
    """Prometheus's text format: {(name, labels): value}, {family: type}."""
    series, types = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, family, kind = line.split()
            types[family] = kind
        elif not line.startswith("#"):
            name, labels, value = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line).groups()
            pairs = re.findall(r'(\w+)="([^"]*)"', labels or "")
            key = (name, frozenset(pairs))
            assert key not in series, line
            series[key] = float(value)
    return series, types


def value(series, name, **labels):
    """The sum of the series of that name which have those labels."""
    wanted = set(labels.items())
    found = [v for (n, pairs), v in series.items() if n == name and wanted <= pairs]
    assert found, (name, labels)
    return sum(found)
