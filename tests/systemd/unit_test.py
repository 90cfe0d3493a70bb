#!/usr/bin/python3
"""The unit file of the server, as systemd-analyze reads and judges it."""

import os
import re
import subprocess
import sys
import tempfile
import unittest

UNIT = os.environ["UNIT"]
KEYS = os.environ["KEYS"]
REPLICAS = os.environ["REPLICAS"]

# The most that systemd may call the exposure of the service.
MAX_EXPOSURE = 1.5


def analyze(*arguments):
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class UnitTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self._folder = folder.name

    def write(self, text):
        """The text as the unit, with a program that exists everywhere."""
        path = os.path.join(self._folder, "knead-server.service")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("/usr/bin/knead-server", "/bin/true"))
        return path

    def expect_valid(self, text):
        result = analyze("verify", "--man=no", self.write(text))
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_is_valid(self):
        self.expect_valid(read(UNIT))

    def test_is_valid_with_keys(self):
        self.expect_valid(read(UNIT) + read(KEYS))

    def test_is_valid_as_a_second_server(self):
        self.expect_valid(read(UNIT) + read(REPLICAS))

    def test_has_a_place_for_a_socket_file(self):
        """Each server its own: systemd removes it when one stops."""
        places = [
            re.findall(r"\nRuntimeDirectory=(.+)\n", read(path))
            for path in (UNIT, REPLICAS)
        ]
        self.assertEqual(places, [["knead"], ["knead-2"]])

    def test_a_mistake_would_be_found(self):
        result = analyze(
            "verify", "--man=no", self.write(read(UNIT) + "[Service]\nNoSuchThing=1\n")
        )
        self.assertIn("NoSuchThing", result.stderr)

    def test_exposes_little(self):
        for text in (read(UNIT), read(UNIT) + read(KEYS), read(UNIT) + read(REPLICAS)):
            result = analyze("security", "--offline=true", self.write(text))
            found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", result.stdout)
            self.assertIsNotNone(found, result.stdout + result.stderr)
            self.assertLessEqual(float(found[1]), MAX_EXPOSURE, result.stdout)

    def test_keeps_nothing_of_a_process_that_died(self):
        self.assertIn("\nLimitCORE=0\n", read(UNIT))

    def test_waits_longer_than_the_server_takes_to_stop(self):
        """The defaults of --lame-duck and --drain-timeout are 1 s and 10 s."""
        timeout = re.search(r"\nTimeoutStopSec=(\d+)s\n", read(UNIT))
        self.assertGreater(int(timeout[1]), 1 + 10)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
