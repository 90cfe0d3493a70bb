#!/usr/bin/python3
"""Every flag that a file for operators gives to knead-server is one that it has."""

import os
import pathlib
import re
import subprocess
import sys
import unittest

SERVER = os.environ["SERVER"]
PLACES = [
    ("docs/operations/kubernetes", "*.yaml"),
    ("docs/operations/systemd", "*.conf"),
    ("service/server/systemd", "*"),
    ("tools/packaging/debian", "knead-server.default"),
]
# Flags of other programs, where such files tell how to call them.
OTHERS = {"--from-file", "--kustomize"}


def flags_in(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - OTHERS


class Flags(unittest.TestCase):
    def test_the_server_has_them(self):
        usage = subprocess.run(
            [SERVER, "--help"], check=True, capture_output=True, text=True
        ).stdout
        known = flags_in(usage)
        used = set()
        for folder, pattern in PLACES:
            for path in pathlib.Path(folder).glob(pattern):
                flags = flags_in(path.read_text(encoding="utf-8"))
                with self.subTest(file=path):
                    self.assertEqual(flags - known, set())
                used |= flags
        self.assertIn("--listen", used)
        self.assertGreater(len(used), 8)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose"])
