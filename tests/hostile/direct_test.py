#!/usr/bin/python3
"""Hostile peers at the server's own port: others are served all the while. What
gRPC does not stand ends in a restart within the limit of memory, and never in a
wrong answer."""

import os
import sys
import threading
import unittest

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), "../verify"),
]

# pylint: disable=wrong-import-position
import bystander
import connection
import floods
import malformed
import peers
import slow
from fleet import descriptors
from fleet import replica
from fleet import waiting

SERVER = os.environ["SERVER"]

# What the allocator and gRPC may keep after thousands of connections.
MEMORY_MARGIN_BYTES = 96 * 2**20

# What the server may hold while deadly peers call: a stand-in for MemoryMax.
MEMORY_LIMIT_BYTES = 192 * 2**20

# Frames of one flood, far more than the limit holds.
DEADLY_FRAMES = 100_000

# More than the calls that a server takes in at once.
UNREAD_ANSWERS = 500
# Calls that are answered beside them.
CALLS_BESIDE = 50

INVALID_ARGUMENT = "3"
DEADLY_ROUNDS = 3


def dial_of(server):
    """How peers connect; the port knows no encryption."""
    return lambda encrypted=False: connection.Connection(server.address)


class DirectTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        descriptors.raise_limit()

    def test_others_are_served_beside_each_peer(self):
        with replica.Replica(SERVER) as server, bystander.Bystander(
            server.address
        ) as other:
            pid, before = server.pid, server.resident_bytes()
            for peer in peers.PEERS:
                with self.subTest(peer.name):
                    peer.run(dial_of(server), peer.brief)
                    report = other.report()
                    self.assertGreater(report["calls"], 0)
                    self.assertEqual((report["failed"], report["wrong"]), ({}, 0))
                    self.assertTrue(server.is_alive())
            self.assertEqual(server.pid, pid)
            waiting.wait_until(
                lambda: server.resident_bytes() < before + MEMORY_MARGIN_BYTES,
                "memory to come back",
            )

    def test_unread_answers_keep_nobody_waiting(self):
        with replica.Replica(SERVER) as server, bystander.Bystander(
            server.address
        ) as other, slow.unread_answers(dial_of(server), UNREAD_ANSWERS):
            # While they stay unread, over connections old and new.
            for report in other.reports(CALLS_BESIDE):
                self.assertEqual((report["failed"], report["wrong"]), ({}, 0))

    def test_what_is_not_protobuf_is_the_callers_fault(self):
        with replica.Replica(SERVER) as server:
            answers = malformed.messages(dial_of(server), 1)
            for name in ("not protobuf", "a field that never ends", "deep nesting"):
                self.assertEqual(answers[name]["grpc-status"], INVALID_ARGUMENT, name)

    def test_a_deadly_peer_costs_a_restart_and_no_wrong_answer(self):
        limited = ("prlimit", f"--data={MEMORY_LIMIT_BYTES}")
        with replica.Replica(SERVER, prefix=limited) as server, bystander.Bystander(
            server.address
        ) as other:
            for _ in range(DEADLY_ROUNDS):
                flood = threading.Thread(
                    target=floods.continuations,
                    args=(dial_of(server), DEADLY_FRAMES),
                )
                flood.start()
                # By a signal: it could not go on.
                self.assertLess(server.wait(), 0)
                flood.join()
                server.start()
                other.report()
                # Its client has found its way back once a call is answered.
                waiting.wait_until(
                    lambda: other.report()["failed"] == {}, "the bystander's calls"
                )
            self.assertEqual(other.wrong, 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
