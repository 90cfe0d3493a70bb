#!/usr/bin/python3
"""knead with standard streams that are closed."""

import os
import subprocess
import sys
import unittest

KNEAD = os.environ["KNEAD"]
COACH = f"{KNEAD} coach --case tests/cases/sore_runner.textproto --minutes 12"


def run(command):
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )


class StreamsTest(unittest.TestCase):
    def test_without_input_a_session_ends(self):
        result = run(f"{COACH} <&-")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("You have ended the session", result.stdout)

    def test_without_output_it_says_so(self):
        result = run(f"echo stop | {COACH} >&-")
        self.assertEqual(result.returncode, 1)
        self.assertIn("the answer could not be written", result.stderr)

    def test_without_any_stream_it_still_ends(self):
        self.assertEqual(run(f"{COACH} <&- >&- 2>&-").returncode, 1)
        self.assertEqual(run(f"echo stop | {COACH} 2>&-").returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
