#!/usr/bin/python3
"""Chaos with many seeds: whether every answer was right, and how long calls took.

usage: measure.py SERVER LOAD SEEDS CONTENT...

LOAD is the program of tests/verify/load, CONTENT are the revisions to publish.
Exits with 1 when an answer was wrong.
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

TARGET_MS = 50


def worst(events, names):
    return max((sdk["worst_ms"] for name, _, sdk in events if name in names), default=0)


def main():
    server, load, seeds, *revisions = sys.argv[1:]
    calls = run_chaos.learn(server, revisions)
    rows, wrong, slowest = [], 0, 0.0
    for seed in range(1, int(seeds) + 1):
        for behind_proxy in (True, False):
            events = run_chaos.run(
                server, seed, revisions, calls, behind_proxy, sdk_program=load
            )
            reports = [report for _, report, _ in events]
            sdk = [report for _, _, report in events]
            wrong_here = sum(report["wrong"] for report in reports) + sum(
                int(report["kinds_with_varying_answers"]) for report in sdk
            )
            wrong += wrong_here
            worst_restart = worst(events, RESTARTS)
            slowest = max(slowest, worst_restart)
            rows.append(
                (
                    f"{seed}, {'HAProxy' if behind_proxy else 'client'}",
                    sum(report["calls"] for report in reports)
                    + sum(int(report["calls"]) for report in sdk),
                    sum(sum(report["failed"].values()) for report in reports)
                    + sum(int(report["failed"]) for report in sdk),
                    wrong_here,
                    f"{worst_restart:.1f}",
                    f"{worst(events, ('stop_for_a_while',)):.1f}",
                    "wrong answers" if wrong_here else "good",
                )
            )
            print(".", end="", file=sys.stderr, flush=True)
    table.print_table(
        f"Chaos (worst call under restarts: {TARGET_MS} ms is the aim)",
        (
            "seed, way",
            "calls",
            "failed",
            "wrong",
            "worst ms, restarts",
            "worst ms, SIGSTOP",
            "verdict",
        ),
        rows,
    )
    print(f"\nwrong answers: {wrong}; worst call under restarts: {slowest:.1f} ms")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
