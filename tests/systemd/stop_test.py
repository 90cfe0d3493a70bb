#!/usr/bin/python3
"""What callers notice of a replica that stops: two replicas, one of them stopped
while calls come in without a pause."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
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


# How a program becomes the first process of a namespace: as root, or not.
FIRST_PROCESS = (
    ["unshare", "--pid", "--fork", "--kill-child"],
    ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child"],
)


class SecondSignalTest(unittest.TestCase):
    """Whoever repeats SIGTERM does not want to wait. In a container, too: its first
    process has no default action for signals."""

    def end_twice(self, command):
        """The exit code of the command after two signals to the server that it runs."""
        with tempfile.TemporaryFile("w+") as log, subprocess.Popen(
            [
                *[*command, SERVER, "--listen", "127.0.0.1:0"],
                *["--admin-listen", "", "--lame-duck", "600"],
            ],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process:
            try:
                self.assertTrue(process.stdout.readline(), "the server did not start")
                server = self.only_child(process.pid) if command else process.pid
                os.kill(server, signal.SIGTERM)
                deadline = time.monotonic() + PATIENCE_SECONDS
                while '"event":"draining"' not in os.pread(log.fileno(), 1 << 20, 0).decode():
                    self.assertLess(time.monotonic(), deadline, "it does not drain")
                    time.sleep(0.01)
                os.kill(server, signal.SIGTERM)
                return process.wait(PATIENCE_SECONDS)
            finally:
                process.kill()

    def only_child(self, parent):
        """The process that it runs as the first one of a namespace."""
        with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as file:
            (child,) = file.read().split()
        with open(f"/proc/{child}/status", encoding="ascii") as file:
            numbers = next(line for line in file if line.startswith("NSpid:")).split()
        self.assertEqual(numbers[-1], "1")
        return int(child)

    def test_ends_it_at_once(self):
        self.assertEqual(self.end_twice([]), 128 + signal.SIGTERM)

    def test_ends_the_first_process_of_a_container_at_once(self):
        reasons = []
        for command in FIRST_PROCESS:
            trial = subprocess.run(
                [*command, "true"], capture_output=True, text=True, check=False
            )
            if trial.returncode == 0:
                self.assertEqual(self.end_twice(command), 128 + signal.SIGTERM)
                return
            reasons.append(trial.stderr.strip())
        self.skipTest("; ".join(reasons))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
