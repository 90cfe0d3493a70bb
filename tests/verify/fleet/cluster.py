"""Replicas of knead-server, and a way to reach them."""

import contextlib
import time

from fleet import proxy
from fleet import replica
from fleet import waiting

# Between a replica that is back and the next that goes, so that callers have
# found it again: what orchestrators call the time to be ready.
READY_SECONDS = 2


class Cluster:
    """Replicas with the same flags, behind HAProxy or one by one. Usable in a
    with statement."""

    def __init__(self, binary, folder, *flags, behind_proxy=False, logs=None):
        """`logs`: for each replica a file for its log; without it, none is kept."""
        logs = logs or [replica.NO_LOG] * proxy.REPLICAS
        self.replicas = [
            replica.Replica(binary, *flags, log=log) for log in logs
        ]
        self._behind_proxy = behind_proxy
        self._folder = folder
        self._stack = contextlib.ExitStack()
        self._proxy = None

    def __enter__(self):
        for each in self.replicas:
            self._stack.enter_context(each)
        if self._behind_proxy:
            addresses = [each.address for each in self.replicas]
            self._proxy = self._stack.enter_context(
                # One source makes all the calls here.
                proxy.Proxy(self._folder, addresses, KNEAD_SOURCE_CALL_RATE=1_000_000)
            )
        return self

    def __exit__(self, *_):
        self._stack.close()

    @property
    def targets(self):
        """HOST:PORT to call: the proxy, or each of the replicas."""
        if self._proxy:
            return [self._proxy.address]
        return [each.address for each in self.replicas]

    @property
    def target(self):
        """All of them as one gRPC target."""
        return "ipv4:" + ",".join(self.targets)

    @property
    def authority(self):
        """The file of the certificate to trust; None for plain text."""
        return self._proxy.certificate.authority if self._proxy else None

    def settle(self):
        """Waits until a replica that was started takes its part of the calls."""
        if self._proxy:
            waiting.wait_until(
                lambda: self._proxy.replicas_up() == len(self.replicas),
                "the proxy to find all replicas",
            )
        time.sleep(READY_SECONDS)
