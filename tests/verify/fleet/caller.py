#!/usr/bin/python3
"""Callers that ask the same questions over and over and know the right answers.

usage: caller.py CONFIGURATION

CONFIGURATION is a JSON file: `target`, a gRPC target; `authority`, the file of the
certificate to trust, or null; `threads`; `pause_seconds`, between two calls of a
thread; `reconnect_every`, calls over one connection, 0 for no end; `items`, as
corpus.py makes them.

Prints `ready` once all threads have had an answer, and calls until its standard
input closes. Each line of standard input is answered with a line of JSON about
the time since the last one: how many calls there were, those that failed by code,
how many answers were wrong, some of both, which of several right answers there
were, and how long calls took. A call that fails on its way is tried again as the
service config says; an error that the corpus expects is an answer.
"""

import collections
import json
import os
import random
import sys
import threading
import time

import grpc

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

# pylint: disable=wrong-import-position
from fleet import corpus
from fleet import retry

TIMEOUT_SECONDS = 10

# Failed calls and wrong answers that are shown.
SAMPLES = 5

SERVICE_CONFIG = {
    "loadBalancingConfig": [{"round_robin": {}}],
    "healthCheckConfig": {"serviceName": ""},
    "methodConfig": retry.method_configs(["UNAVAILABLE", "CANCELLED"]),
}


class Callers:
    def __init__(self, configuration):
        self._configuration = configuration
        self._items = configuration["items"]
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._ready = threading.Barrier(configuration["threads"] + 1)
        self._forget()

    def _forget(self):
        self._times = []
        self._failed = collections.Counter()
        self._wrong = 0
        self._samples = []
        # Which of the answers of calls that have several.
        self._seen = set()

    def _connect(self):
        options = [
            ("grpc.service_config", json.dumps(SERVICE_CONFIG)),
            ("grpc.use_local_subchannel_pool", 1),
            ("grpc.initial_reconnect_backoff_ms", 50),
            ("grpc.max_reconnect_backoff_ms", 500),
        ]
        target, authority = (self._configuration[k] for k in ("target", "authority"))
        if not authority:
            return grpc.insecure_channel(target, options)
        with open(authority, "rb") as file:
            credentials = grpc.ssl_channel_credentials(file.read())
        return grpc.secure_channel(target, credentials, options)

    def _check(self, channel, item):
        start = time.monotonic()
        answer = corpus.invoke(channel, item, TIMEOUT_SECONDS)
        took = time.monotonic() - start
        expected_codes = {known[0] for known in item["answers"]} | {"OK"}
        with self._lock:
            self._times.append(took)
            if answer[0] not in expected_codes:
                self._failed[answer[0]] += 1
                self._note(item, " ".join(answer))
            elif item["answers"] and answer not in item["answers"]:
                self._wrong += 1
                self._note(item, answer[0])
            elif len(item["answers"]) > 1:
                self._seen.add(item["answers"].index(answer))

    def _note(self, item, what):
        if len(self._samples) < SAMPLES:
            self._samples.append(f"{item['name']}: {what}")

    def _call(self, seed):
        source = random.Random(seed)
        reconnect_every = self._configuration["reconnect_every"]
        channel = self._connect()
        self._check(channel, self._items[0])
        self._ready.wait()
        count = 0
        while not self._done.wait(self._configuration["pause_seconds"]):
            count += 1
            if reconnect_every and count % reconnect_every == 0:
                channel.close()
                channel = self._connect()
            self._check(channel, source.choice(self._items))
        channel.close()

    def run(self):
        threads = [
            threading.Thread(target=self._call, args=(seed,))
            for seed in range(self._configuration["threads"])
        ]
        for thread in threads:
            thread.start()
        self._ready.wait()
        print("ready", flush=True)
        while sys.stdin.readline():
            print(json.dumps(self._report()), flush=True)
        self._done.set()
        for thread in threads:
            thread.join()

    def _report(self):
        with self._lock:
            times = sorted(self._times) or [0]
            report = {
                "calls": len(self._times),
                "failed": self._failed,
                "wrong": self._wrong,
                "samples": self._samples,
                "seen": sorted(self._seen),
                "p50_ms": times[len(times) // 2] * 1000,
                "p99_ms": times[len(times) * 99 // 100] * 1000,
                "worst_ms": times[-1] * 1000,
            }
            self._forget()
        return report


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        Callers(json.load(file)).run()


if __name__ == "__main__":
    main()
