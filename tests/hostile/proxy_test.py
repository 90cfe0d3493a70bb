#!/usr/bin/python3
"""Hostile peers at HAProxy, with the configuration of docs/operations/haproxy:
others are served all the while, and none of it reaches the server's memory."""

import os
import subprocess
import sys
import tempfile
import unittest

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), "../verify"),
]

# pylint: disable=wrong-import-position
import bystander
import connection
import crowds
import peers
import slow
from fleet import certificate
from fleet import descriptors
from fleet import proxy
from fleet import replica
from fleet import waiting

SERVER = os.environ["SERVER"]

# What a peer that is deadly to the server may make it grow by.
DEADLY_MARGIN_BYTES = 5 * 2**20

# What all the others together may: answers that nobody takes in, for a while.
SERVER_MARGIN_BYTES = 64 * 2**20

# What the proxy itself may keep.
PROXY_MARGIN_BYTES = 128 * 2**20

OK, INVALID_ARGUMENT, RESOURCE_EXHAUSTED, UNIMPLEMENTED = "0", "3", "8", "12"

# Where somebody else calls from.
OTHER_SOURCE = "127.0.0.3"

CALLS_OF_ONE_SOURCE = 20
OPEN_CALLS_OF_ONE_SOURCE = 5

# More calls than all that a replica is given at once.
HELD_CALLS = 600
# Calls of others that are answered beside them, some of them streams.
CALLS_BESIDE = 60


class ProxyTest(unittest.TestCase):
    def setUp(self):
        descriptors.raise_limit()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self._folder = folder.name
        self.server = self.enterContext(replica.Replica(SERVER))

    def start_proxy(self, **variables):
        self.proxy = self.enterContext(
            proxy.Proxy(self._folder, [self.server.address], **variables)
        )

    def dial(self, encrypted=True, source=connection.SOURCE):
        authority = self.proxy.certificate.authority if encrypted else None
        return connection.Connection(self.proxy.address, authority, source)

    def ask(
        self, body=connection.message(b""), source=connection.SOURCE, **changes
    ):
        """The answer's headers and trailers, over a connection of its own."""
        with self.dial(source=source) as peer:
            peer.greet()
            peer.call(connection.request_headers(**changes), body)
            return peer.trailers()

    def test_others_are_served_beside_each_peer(self):
        self.start_proxy()
        self.face_all_peers()

    def test_others_are_served_though_a_source_may_do_much(self):
        # Of open calls it may have no more: it would take all places of the replica.
        self.start_proxy(
            KNEAD_SOURCE_CONNECTIONS=900,
            KNEAD_SOURCE_CONNECTION_RATE=1_000_000,
            KNEAD_SOURCE_CALL_RATE=1_000_000,
        )
        self.face_all_peers()

    def face_all_peers(self):
        with bystander.Bystander(
            self.proxy.address, self.proxy.certificate.authority
        ) as other:
            server_before = self.server.resident_bytes()
            proxy_before = self.proxy.resident_bytes()
            for peer in peers.PEERS:
                self.face(peer, other)
            self.assertLess(
                self.server.resident_bytes(), server_before + SERVER_MARGIN_BYTES
            )
            for peer in peers.DEADLY_PEERS:
                before = self.server.resident_bytes()
                self.face(peer, other)
                self.assertLess(
                    self.server.resident_bytes(), before + DEADLY_MARGIN_BYTES, peer.name
                )
            self.assertLess(
                self.proxy.resident_bytes(), proxy_before + PROXY_MARGIN_BYTES
            )

    def face(self, peer, other):
        with self.subTest(peer.name):
            peer.run(self.dial, peer.brief)
            report = other.report()
            self.assertGreater(report["calls"], 0)
            self.assertEqual((report["failed"], report["wrong"]), ({}, 0))
            self.assertTrue(self.server.is_alive())
            self.assertTrue(self.proxy.is_alive())

    def test_binary_headers_do_not_reach_the_server(self):
        self.start_proxy()
        with self.dial() as peer:
            peer.greet()
            for value in ("!!! not base64 !!!", "A"):
                peer.call(connection.request_headers(trace_bin=value))
                # On one connection: it goes on.
                self.assertEqual(peer.trailers()["grpc-status"], OK)

    def test_only_calls_and_checks_of_health_reach_the_server(self):
        self.start_proxy()
        for changes in (
            {"_method": "GET"},
            {"content_type": "text/html"},
            {"content_type": None},
            {"_path": "/"},
            {"_path": "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"},
            {"_path": "/grpc.channelz.v1.Channelz/GetServers"},
            {"_path": "/grpc.health.v1.Health/Watch"},
        ):
            answer = self.ask(**changes)
            self.assertEqual(answer[":status"], "200", changes)
            self.assertEqual(answer["grpc-status"], UNIMPLEMENTED, changes)
            self.assertEqual(answer["content-type"], "application/grpc", changes)
        self.assertEqual(self.ask()["grpc-status"], OK)
        health = self.ask(_path="/grpc.health.v1.Health/Check")
        self.assertEqual(health["grpc-status"], OK)

    def test_a_source_that_calls_too_often_is_told_when_to_call_again(self):
        self.start_proxy(KNEAD_SOURCE_CALL_RATE=CALLS_OF_ONE_SOURCE)
        answers = [self.ask() for _ in range(CALLS_OF_ONE_SOURCE + 1)]
        codes = [answer["grpc-status"] for answer in answers]
        self.assertEqual(codes, [OK] * CALLS_OF_ONE_SOURCE + [RESOURCE_EXHAUSTED])
        self.assertEqual(answers[-1]["grpc-retry-pushback-ms"], "1000")
        # Others are not meant.
        self.assertEqual(self.ask(source=OTHER_SOURCE)["grpc-status"], OK)

    def test_a_source_has_so_many_open_calls_and_no_more(self):
        self.start_proxy(KNEAD_SOURCE_OPEN_CALLS=OPEN_CALLS_OF_ONE_SOURCE)
        held = self.enterContext(self.dial())
        held.greet()
        # Streams that say nothing and calls that never end count alike.
        for i in range(OPEN_CALLS_OF_ONE_SOURCE - 1):
            path = (connection.COACH, connection.ASSESS)[i % 2]
            held.send(held.headers(connection.request_headers(path)))
        # One is left, as often as it is wanted.
        for _ in range(3):
            held.call(connection.request_headers())
            self.assertEqual(held.trailers()["grpc-status"], OK)
        held.send(held.headers(connection.request_headers(connection.COACH)))
        last = held.last_stream
        held.call(connection.request_headers())
        answer = held.trailers()
        self.assertEqual(answer[":status"], "200")
        self.assertEqual(answer["content-type"], "application/grpc")
        self.assertEqual(answer["grpc-status"], RESOURCE_EXHAUSTED)
        self.assertEqual(answer["grpc-message"], "too many open calls from this address")
        self.assertEqual(answer["grpc-retry-pushback-ms"], "1000")
        # It is the same over another connection, and others are not meant.
        self.assertEqual(self.ask()["grpc-status"], RESOURCE_EXHAUSTED)
        self.assertEqual(self.ask(source=OTHER_SOURCE)["grpc-status"], OK)
        # Who takes one back may call again.
        cancel = connection.ERROR_CANCEL.to_bytes(4, "big")
        held.send(connection.frame(connection.RST_STREAM, 0, last, cancel))
        waiting.wait_until(lambda: self.ask()["grpc-status"] == OK, "an answer")

    def test_a_source_cannot_hold_all_places_of_calls(self):
        self.face_holder(slow.unfinished_requests)

    def test_a_source_cannot_hold_all_places_of_streams(self):
        self.face_holder(crowds.silent_streams)

    def face_holder(self, hold):
        """Others are answered, calls and streams, while a source holds all that it
        can; it is refused more."""
        self.start_proxy()
        with bystander.Bystander(
            self.proxy.address, self.proxy.certificate.authority
        ) as other, hold(self.dial, HELD_CALLS):
            waiting.wait_until(
                lambda: self.ask()["grpc-status"] == RESOURCE_EXHAUSTED, "a refusal"
            )
            for report in other.reports(CALLS_BESIDE):
                self.assertEqual((report["failed"], report["wrong"]), ({}, 0))
            self.assertEqual(self.ask()["grpc-status"], RESOURCE_EXHAUSTED)
        waiting.wait_until(lambda: self.ask()["grpc-status"] == OK, "an answer")

    def test_a_source_has_so_many_connections_and_no_more(self):
        most = 5
        self.start_proxy(KNEAD_SOURCE_CONNECTIONS=most)
        held = [self.enterContext(self.dial()) for _ in range(most)]
        for peer in held:
            peer.greet()
            peer.call(connection.request_headers())
            self.assertEqual(peer.trailers()["grpc-status"], OK)
        with self.dial() as one_more:
            self.assertTrue(one_more.is_closed)
        with self.dial(source=OTHER_SOURCE) as other:
            self.assertFalse(other.is_closed)

    def test_the_configuration_of_a_service_is_valid(self):
        pem = certificate.Certificate(self._folder).pem
        process_file = os.path.join(os.path.dirname(proxy.CONFIGURATION), "process.cfg")
        check = subprocess.run(
            [proxy.PROGRAM, "-c", "-f", process_file, "-f", proxy.CONFIGURATION],
            env={"KNEAD_PROXY_CERTIFICATE": pem},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(check.returncode, 0, check.stderr)

    def test_without_a_replica_it_says_unavailable(self):
        self.start_proxy()
        self.server.kill()
        answer = self.ask()
        self.assertEqual(answer[":status"], "200")
        self.assertEqual(answer["grpc-status"], "14")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
