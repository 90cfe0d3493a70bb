#!/usr/bin/python3
"""Chaos with one seed: every answer is that of a published revision."""

import os
import sys
import unittest

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), ".."),
]

# pylint: disable=wrong-import-position
import run_chaos

SERVER = os.environ["SERVER"]
REVISIONS = ["content/content.binpb", "tests/content/otherwise.binpb"]
SEED = 1

# A replica that is stopped keeps the calls that it has until their deadline.
STOPPED = "DEADLINE_EXCEEDED"


class ChaosTest(unittest.TestCase):
    def test_every_answer_is_that_of_a_published_revision(self):
        calls = run_chaos.learn(SERVER, REVISIONS)
        for behind_proxy in (True, False):
            seen, count = set(), 0
            for event, report, _ in run_chaos.run(
                SERVER, SEED, REVISIONS, calls, behind_proxy
            ):
                with self.subTest(event, behind_proxy=behind_proxy):
                    self.assertEqual(report["wrong"], 0, report["samples"])
                    self.assertLessEqual(
                        set(report["failed"]), {STOPPED}, report["samples"]
                    )
                seen.update(report["seen"])
                count += report["calls"]
            self.assertGreater(count, 0)
            # Each revision was published and served.
            self.assertEqual(seen, set(range(len(REVISIONS))))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
