#!/usr/bin/python3
"""Counts what fixed calls cost and compares it with their budgets.

usage: check.py [--record] FIXED_CALLS CONTENT

FIXED_CALLS is the program of this folder, CONTENT the compiled content. Prints a
line for each call, `ok instructions: ...` or `not ok instructions: ...`, and
fails when any is above its budget. With --record what was counted becomes the
budgets.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

import budgets

FOLDER = os.path.dirname(os.path.abspath(__file__))
BUDGETS = os.path.join(FOLDER, "budgets.tsv")
CASES = [
    os.path.join(FOLDER, "../cases", name)
    for name in ("sore_runner.textproto", "suspected_clot.textproto")
]

# Calls that each count is the mean of; as many are made beforehand.
TIMES = 20


def read_dump(path):
    """The name of the call whose dump it is, or None, and its instructions."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    name = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.MULTILINE)
    # `totals` is a sum over functions in which some instructions count twice.
    instructions = re.search(r"^summary: (\d+)$", text, re.MULTILINE)
    return name and name[1], int(instructions[1])


def count(program, content):
    """What each call costs, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        # No variables: they lie on the stack and move what comes after them.
        run = subprocess.run(
            ["/usr/bin/valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
            + [program, content, *CASES, str(TIMES)],
            env={},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            sys.exit(f"{run.stdout}{run.stderr}check.py: {program} failed")
        # In the order in which they were written.
        dumps = sorted(
            glob.glob(f"{out}.*"), key=lambda path: int(path[len(out) + 1 :])
        )
        return {
            name: round(instructions / TIMES)
            for name, instructions in map(read_dump, dumps)
        }


def main(arguments):
    """Counts, and then records or compares."""
    record = arguments[:1] == ["--record"]
    if record:
        del arguments[0]
    if len(arguments) != 2:
        sys.exit("usage: check.py [--record] FIXED_CALLS CONTENT")
    counts = count(*arguments)
    if record:
        budgets.write(BUDGETS, counts)
    failed = not counts
    for kept, words in budgets.verdicts(counts, budgets.read(BUDGETS)):
        print(f"{'ok' if kept else 'not ok'} instructions: {words}")
        failed = failed or not kept
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
