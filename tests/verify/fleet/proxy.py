"""HAProxy with the configuration that the documentation recommends."""

import os
import socket
import subprocess
import urllib.error
import urllib.request

from fleet import certificate
from fleet import process
from fleet import waiting

PROGRAM = "/usr/sbin/haproxy"
CONFIGURATION = os.path.join(
    os.path.dirname(__file__), "../../../docs/operations/haproxy/haproxy.cfg"
)
# How many replicas the configuration names.
REPLICAS = 3


def free_address():
    """A loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return "127.0.0.1:%d" % probe.getsockname()[1]


class Proxy:
    """Passes calls on to replicas. Usable in a with statement.

    `folder` is for its certificate; `prefix` is a command that runs HAProxy, such
    as taskset; `variables` override those of the configuration."""

    def __init__(self, folder, replica_addresses, prefix=(), **variables):
        self.address = free_address()
        self.certificate = certificate.Certificate(folder)
        # Where its own counters are.
        self.metrics = free_address()
        addresses = list(replica_addresses)
        # Where nobody listens the proxy sees a replica that is down.
        while len(addresses) < REPLICAS:
            addresses.append(free_address())
        environment = {
            "KNEAD_PROXY_LISTEN": self.address,
            "KNEAD_PROXY_CERTIFICATE": self.certificate.pem,
            "KNEAD_PROXY_METRICS": self.metrics,
            **{f"KNEAD_REPLICA_{i + 1}": a for i, a in enumerate(addresses)},
            **{name: str(value) for name, value in variables.items()},
        }
        self._up = len(replica_addresses)
        self._process = process.Process(
            [*prefix, PROGRAM, "-f", CONFIGURATION],
            env={**os.environ, **environment},
            stderr=subprocess.DEVNULL,
        )

    def start(self):
        """Returns once it has found every replica fit."""
        self._process.start()
        waiting.wait_until(
            lambda: self.replicas_up() == self._up, "HAProxy and its replicas"
        )
        return self

    def replicas_up(self):
        """How many replicas it gives calls to; -1 while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{self.metrics}/metrics") as answer:
                text = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return -1
        prefix = 'haproxy_server_status{proxy="calls",'
        return sum(
            line.startswith(prefix) and 'state="UP"' in line and line.endswith(" 1")
            for line in text.splitlines()
        )

    @property
    def pid(self):
        return self._process.pid

    def resident_bytes(self):
        return process.resident_bytes(self.pid)

    def is_alive(self):
        return self._process.is_alive()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self._process.kill()
