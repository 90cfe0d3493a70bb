#!/usr/bin/python3
"""Memory under mixed load for a long time.

usage: measure.py SERVER MINUTES

Exits with 1 when memory has grown by more than MOST_GROWTH between the fifth
minute and the end, or a call failed or was answered wrongly.
"""

import os
import sys

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), ".."),
]

# pylint: disable=wrong-import-position
import soak
from fleet import table

SAMPLE_SECONDS = 60
# When the server has everything that it needs.
WARM_MINUTES = 5
MOST_GROWTH = 0.05


def main():
    binary, minutes = sys.argv[1], int(sys.argv[2])
    if minutes <= WARM_MINUTES:
        sys.exit(f"soak: give more than {WARM_MINUTES} minutes")
    rows, memory, bad = [], {}, 0
    for seconds, resident, report in soak.run(binary, minutes * 60, SAMPLE_SECONDS):
        minute = round(seconds / 60)
        memory[minute] = resident
        failed = sum(report["failed"].values())
        bad += failed + report["wrong"]
        rows.append(
            (
                minute,
                report["calls"],
                failed,
                report["wrong"],
                f"{report['p50_ms']:.1f}",
                f"{report['p99_ms']:.1f}",
                table.mebibytes(resident),
            )
        )
        print(".", end="", file=sys.stderr, flush=True)
    table.print_table(
        "Mixed load",
        ("minute", "calls", "failed", "wrong", "p50 ms", "p99 ms", "MiB"),
        rows,
    )
    warm, end = memory[WARM_MINUTES], memory[max(memory)]
    growth = end / warm - 1
    good = abs(growth) <= MOST_GROWTH and not bad
    print(
        f"\nmemory from minute {WARM_MINUTES} to the end: {growth:+.1%} "
        f"(at most {MOST_GROWTH:.0%}): {'good' if good else 'NOT good'}"
    )
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
