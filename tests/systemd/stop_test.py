#!/usr/bin/python3
"""What callers notice of a replica that stops: two replicas, one of them stopped
while calls come in without a pause."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

import grpc

SERVER = os.environ["SERVER"]
CONTENT_INFO = "/knead.v1.LookupService/GetContentInfo"
PATIENCE_SECONDS = 60
CALLERS = 3

# Calls that are answered between two events of a test.
SOME = 50

# Turns to replicas whose health is good, and repeats what no replica took.
TURNS_ELSEWHERE = {
    "loadBalancingConfig": [{"round_robin": {}}],
    "healthCheckConfig": {"serviceName": ""},
    "methodConfig": [
        {
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.01s",
                "maxBackoff": "0.1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ],
}


def free_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


class Replica:
    def __init__(self, *flags):
        self.address = free_address()
        self._flags = flags
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [
                *[SERVER, "--listen", self.address, "--admin-listen", "127.0.0.1:0"],
                *["--log-level", "off", *self._flags],
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline(), "the server did not start"

    def stop(self):
        """The exit code after one SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE_SECONDS)
        self.process.stdout.close()
        return code

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class Callers:
    """Threads that call without a pause, and what came of it by code."""

    def __init__(self, target, service_config=None):
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_retries", 1)]
        if service_config:
            options.append(("grpc.service_config", json.dumps(service_config)))
        self._channel = grpc.insecure_channel(target, options=options)
        # While no replica is known to be there, such as when one has just come back.
        self._waits = service_config is not None
        self._call = self._channel.unary_unary(CONTENT_INFO)
        self._done = threading.Event()
        self._lock = threading.Lock()
        self.counts = {}
        self._threads = [threading.Thread(target=self._run) for _ in range(CALLERS)]
        for thread in self._threads:
            thread.start()

    def _run(self):
        while not self._done.is_set():
            try:
                self._call(b"", timeout=PATIENCE_SECONDS, wait_for_ready=self._waits)
                code = "OK"
            except grpc.RpcError as error:
                code = error.code().name
            with self._lock:
                self.counts[code] = self.counts.get(code, 0) + 1

    def await_more(self):
        """Waits for some more answers."""
        wanted = self.counts.get("OK", 0) + SOME
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.counts.get("OK", 0) < wanted:
            if time.monotonic() > deadline:
                raise AssertionError(f"nobody answers: {self.counts}")
            time.sleep(0.01)

    def end(self):
        self._done.set()
        for thread in self._threads:
            thread.join()
        self._channel.close()
        return self.counts


class StopTest(unittest.TestCase):
    def replicas(self, *flags):
        replicas = [Replica(*flags) for _ in range(2)]
        for replica in replicas:
            self.addCleanup(replica.kill)
        return replicas

    def test_with_a_lame_duck_nobody_notices(self):
        """The default lame duck, each replica stopped and started in turn."""
        replicas = self.replicas()
        target = "ipv4:" + ",".join(replica.address for replica in replicas)
        callers = Callers(target, TURNS_ELSEWHERE)
        try:
            for replica in replicas:
                callers.await_more()
                self.assertEqual(replica.stop(), 0)
                callers.await_more()
                replica.start()
        finally:
            counts = callers.end()
        self.assertEqual(list(counts), ["OK"], counts)

    def test_without_one_each_call_is_told_what_became_of_it(self):
        replica, _ = self.replicas("--lame-duck", "0")
        callers = Callers(replica.address)
        try:
            callers.await_more()
            self.assertEqual(replica.stop(), 0)
        finally:
            counts = callers.end()
        # No call waits until its own deadline, and none is answered wrongly.
        self.assertLessEqual(set(counts), {"OK", "UNAVAILABLE", "CANCELLED"}, counts)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
