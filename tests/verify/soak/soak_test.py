#!/usr/bin/python3
"""Mixed load for a short time: every kind of call is answered, and rightly."""

import os
import sys
import unittest

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), ".."),
]

# pylint: disable=wrong-import-position
import soak

SERVER = os.environ["SERVER"]
SECONDS, SAMPLE_SECONDS = 15, 5

# Far more than a server of this load needs.
MOST_BYTES = 256 * 2**20


class SoakTest(unittest.TestCase):
    def test_every_call_is_answered(self):
        for _, resident, report in soak.run(SERVER, SECONDS, SAMPLE_SECONDS):
            self.assertGreater(report["calls"], 0)
            self.assertEqual(report["failed"], {}, report["samples"])
            self.assertEqual(report["wrong"], 0, report["samples"])
            self.assertLess(resident, MOST_BYTES)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
