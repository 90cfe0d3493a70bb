#!/usr/bin/python3
"""Replicas are restarted and killed under load, behind HAProxy and one by one:
no call fails."""

import os
import sys
import tempfile
import unittest

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), ".."),
]

# pylint: disable=wrong-import-position
import restarts
from fleet import cluster
from fleet import corpus
from fleet import load

SERVER = os.environ["SERVER"]
KILLS = 3


class RestartsTest(unittest.TestCase):
    def check(self, behind_proxy):
        with tempfile.TemporaryDirectory() as folder, cluster.Cluster(
            SERVER, folder, behind_proxy=behind_proxy
        ) as replicas:
            calls = corpus.learn([[each.address for each in replicas.replicas]])
            with load.Load(
                folder, calls.comparable(), replicas.target, replicas.authority
            ) as callers:
                restarts.roll(replicas, rounds=1)
                self.expect_no_failure(callers)
                restarts.kill_one_after_the_other(replicas, KILLS)
                self.expect_no_failure(callers)

    def expect_no_failure(self, callers):
        report = callers.report()
        self.assertGreater(report["calls"], 0)
        self.assertEqual(report["failed"], {}, report["samples"])
        self.assertEqual(report["wrong"], 0, report["samples"])

    def test_behind_haproxy(self):
        self.check(behind_proxy=True)

    def test_balanced_by_the_client(self):
        self.check(behind_proxy=False)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
