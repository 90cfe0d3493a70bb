#!/usr/bin/python3
"""What becomes of calls while replicas are restarted, and while they die.

usage: measure.py SERVER LOAD

LOAD is the program of tests/verify/load: the C++ client with its defaults, at a
steady rate. Exits with 1 when a call failed.
"""

import os
import sys
import tempfile

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), ".."),
]

# pylint: disable=wrong-import-position
import restarts
from fleet import cluster
from fleet import sdk_load
from fleet import table

ROUNDS = 3
# A minute of them.
KILLS = 12

TARGET_MS = 50


def main():
    server, load = sys.argv[1:]
    rows, good = [], True
    for behind_proxy in (True, False):
        way = "HAProxy" if behind_proxy else "client's balancing"
        for what, run in (
            (f"restarts, {ROUNDS} rounds", lambda c: restarts.roll(c, ROUNDS)),
            (
                f"kill -9, {KILLS} times",
                lambda c: restarts.kill_one_after_the_other(c, KILLS),
            ),
        ):
            with tempfile.TemporaryDirectory() as folder, cluster.Cluster(
                server, folder, behind_proxy=behind_proxy
            ) as replicas:
                callers = sdk_load.SdkLoad(load, replicas.targets, replicas.authority)
                with callers:
                    run(replicas)
            report = callers.report
            good = good and report["failed"] == 0 and report["calls"] > 0
            rows.append(
                (
                    f"{way}: {what}",
                    int(report["calls"]),
                    int(report["failed"]),
                    f"{report['p50_ms']:.2f}",
                    f"{report['p99_ms']:.2f}",
                    f"{report['worst_ms']:.1f}",
                    "good" if report["failed"] == 0 else "calls failed",
                )
            )
            for message in report.get("first_messages", []):
                print(f"  {way}: {what}: {message}", file=sys.stderr)
    table.print_table(
        f"Three replicas under load (worst call: {TARGET_MS} ms is the aim)",
        ("what", "calls", "failed", "p50 ms", "p99 ms", "worst ms", "verdict"),
        rows,
    )
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
