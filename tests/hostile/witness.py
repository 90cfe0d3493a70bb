#!/usr/bin/python3
"""An honest client, beside whom hostile peers call. It tries calls again that were
refused, as Knead's own client does.

usage: witness.py ADDRESS [AUTHORITY_FILE]

Calls every few milliseconds over one connection, and now and then over a new
one, there by a stream, too, until its standard input closes. Prints `ready` after
the first answers. Each line of standard input is answered with a line of JSON
about the time since the last one: how many calls it made, how many failed by code,
how many answers were not like the first, and the median and longest time of a
call.
"""

import collections
import json
import os
import select
import statistics
import sys
import time

import grpc

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "verify"))

from fleet import retry  # pylint: disable=wrong-import-position

METHOD = "/knead.v1.LookupService/ListTechniques"
REQUEST = b"\x08\x05"  # page_size: 5
STREAM = "/knead.v1.AssessmentService/AssessStream"
STREAM_REQUEST = b"\x0a\x011\x12\x00"  # request_id: "1" request {}

SERVICE_CONFIG = {"methodConfig": retry.method_configs(["RESOURCE_EXHAUSTED"])}

PAUSE_SECONDS = 0.005
# After so many calls there is one, and a stream, over a connection of its own.
NEW_CONNECTION_EVERY = 25
TIMEOUT_SECONDS = 10


class Witness:
    def __init__(self, address, authority_file):
        self._address = address
        self._credentials = None
        if authority_file:
            with open(authority_file, "rb") as authority:
                self._credentials = grpc.ssl_channel_credentials(authority.read())
        self._steady = self._connect()
        self._expected = {ask: ask(self._steady) for ask in (self._call, self._stream)}
        self._forget()

    def _forget(self):
        self._times = []
        self._wrong = 0
        self._failed = collections.Counter()

    def _connect(self):
        options = [
            ("grpc.use_local_subchannel_pool", 1),
            ("grpc.service_config", json.dumps(SERVICE_CONFIG)),
        ]
        if self._credentials:
            return grpc.secure_channel(self._address, self._credentials, options)
        return grpc.insecure_channel(self._address, options)

    @staticmethod
    def _call(channel):
        return channel.unary_unary(METHOD)(REQUEST, timeout=TIMEOUT_SECONDS)

    @staticmethod
    def _stream(channel):
        """The answers to one request of a stream."""
        stream = channel.stream_stream(STREAM)
        return list(stream(iter([STREAM_REQUEST]), timeout=TIMEOUT_SECONDS))

    def _check(self, ask, channel):
        try:
            self._wrong += ask(channel) != self._expected[ask]
        except grpc.RpcError as error:
            self._failed[error.code().name] += 1

    def _check_all(self):
        start = time.monotonic()
        self._check(self._call, self._steady)
        self._times.append(time.monotonic() - start)
        if len(self._times) % NEW_CONNECTION_EVERY == 1:
            with self._connect() as channel:
                self._check(self._call, channel)
                self._check(self._stream, channel)

    def watch(self):
        """Calls until standard input closes."""
        while True:
            self._check_all()
            if not select.select([sys.stdin], [], [], PAUSE_SECONDS)[0]:
                continue
            if not sys.stdin.readline():
                return
            print(json.dumps(self._report()), flush=True)
            self._forget()

    def _report(self):
        return {
            "calls": len(self._times),
            "failed": self._failed,
            "wrong": self._wrong,
            "median_ms": statistics.median(self._times) * 1000,
            "worst_ms": max(self._times) * 1000,
        }


def main():
    witness = Witness(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    print("ready", flush=True)
    witness.watch()


if __name__ == "__main__":
    main()
