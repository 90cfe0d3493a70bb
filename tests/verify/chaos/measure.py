#!/usr/bin/python3
"""Chaos with many seeds: whether every answer was right, and how long calls took.

usage: measure.py SERVER LOAD SEEDS CONTENT...

LOAD is the program of tests/verify/load, CONTENT are the revisions to publish.
Exits with 1 when an answer was wrong, when a call failed other than by waiting for
a replica that stands still, or when one took longer than MOST_MS under restarts.
"""

import os
import sys

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), ".."),
]

# pylint: disable=wrong-import-position
import run_chaos
from fleet import table

# Events in which a replica goes and comes back.
RESTARTS = ("terminate", "kill")

# That in which one stands still: it keeps the calls that it has.
HALT = "stop_for_a_while"

# The longest that a call may take under restarts.
MOST_MS = 50


def worst(events, names):
    return max((sdk["worst_ms"] for name, _, sdk in events if name in names), default=0)


def failed(events, during_halt):
    """Calls that failed while a replica stood still, or else."""
    return sum(
        sum(report["failed"].values()) + int(sdk["failed"])
        for name, report, sdk in events
        if (name == HALT) == during_halt
    )


def main():
    server, load, seeds, *revisions = sys.argv[1:]
    calls = run_chaos.learn(server, revisions)
    rows, bad = [], 0
    for seed in range(1, int(seeds) + 1):
        for behind_proxy in (True, False):
            events = run_chaos.run(
                server, seed, revisions, calls, behind_proxy, sdk_program=load
            )
            wrong = sum(
                report["wrong"] + int(sdk["kinds_with_varying_answers"])
                for _, report, sdk in events
            )
            lost = failed(events, during_halt=False)
            worst_restart = worst(events, RESTARTS)
            good = not wrong and not lost and worst_restart <= MOST_MS
            bad += not good
            rows.append(
                (
                    f"{seed}, {'HAProxy' if behind_proxy else 'client'}",
                    sum(
                        report["calls"] + int(sdk["calls"]) for _, report, sdk in events
                    ),
                    wrong,
                    lost,
                    failed(events, during_halt=True),
                    f"{worst_restart:.1f}",
                    f"{worst(events, (HALT,)):.1f}",
                    "good" if good else "bad",
                )
            )
            print(".", end="", file=sys.stderr, flush=True)
    table.print_table(
        f"Chaos (worst call under restarts: {MOST_MS} ms at most)",
        (
            "seed, way",
            "calls",
            "wrong",
            "failed",
            "failed, SIGSTOP",
            "worst ms, restarts",
            "worst ms, SIGSTOP",
            "verdict",
        ),
        rows,
    )
    print("\n" + (f"{bad} runs are bad" if bad else "All as it should be."))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
