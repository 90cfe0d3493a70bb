#!/usr/bin/python3
"""What hostile peers cost others: prints tables with verdicts.

usage: measure.py SERVER [PEER...]

The server and the proxy run on one core, the peers and an honest client on
another; the peers get what the client leaves of it, since in life they have
machines of their own. Each peer is compared with a quiet time right before it.
Exits with 1 when a verdict is not good.
"""

import multiprocessing
import os
import sys
import tempfile
import threading
import time

sys.path[:0] = [
    os.path.dirname(__file__),
    os.path.join(os.path.dirname(__file__), "../verify"),
]

# pylint: disable=wrong-import-position
import bystander
import connection
import peers
from fleet import descriptors
from fleet import proxy
from fleet import replica
from fleet import table

# Other clients' calls may take this many times as long.
MOST_RATIO = 2.0

# What the server may hold longer than a peer is there.
KEPT_BYTES = 5 * 2**20

# What a deadly peer may make the server grow by at any time, behind the proxy.
DEADLY_GROWTH_BYTES = 5 * 2**20

# The peer that a server has met before it is measured.
CROWD = "idle connections"

# How long memory may take to come back.
RETURN_SECONDS = 20

QUIET_SECONDS = 3
# A peer that is done sooner begins again, after a pause.
LOUD_SECONDS = 5
PAUSE_SECONDS = 0.1
SAMPLE_SECONDS = 0.05

# The direct server's memory beside deadly peers, which go on for a while and
# want far more than that.
MEMORY_LIMIT_BYTES = 192 * 2**20
DEADLY_SECONDS = 30
DEADLY_TIMES = 20

SERVER_CORE, CLIENT_CORE = ("taskset", "-c", "0"), 1

HEADER = (
    "peer",
    "quiet ms",
    "beside ms",
    "ratio",
    "worst ms",
    "failed",
    "wrong",
    "MiB before",
    "peak",
    "after",
    "proxy peak",
    "verdict",
)


class Memory:
    """Samples the memory of something during a with statement."""

    def __init__(self, owner):
        self._owner = owner
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self.peak = 0

    def _sample(self):
        while not self._done.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, self._owner.resident_bytes())

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()


def on_client_core(pid=0):
    os.sched_setaffinity(pid, {CLIENT_CORE % os.cpu_count()})


def run_peer(peer, dial, times, seconds):
    """In a process of its own that takes what is left of the core."""
    on_client_core()
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    end = time.monotonic() + seconds
    while True:
        peer.run(dial, peer.full * times)
        if time.monotonic() > end:
            return
        time.sleep(PAUSE_SECONDS)


def let_loose(peer, dial, times=1, seconds=LOUD_SECONDS):
    process = multiprocessing.get_context("fork").Process(
        target=run_peer, args=(peer, dial, times, seconds)
    )
    process.start()
    return process


def source_of(peer):
    """An address of its own for each peer, since the proxy remembers them."""
    every_peer = peers.PEERS + peers.DEADLY_PEERS
    return f"127.0.1.{every_peer.index(peer) + 1}"


def dial_of(peer, address, authority=None):
    """How a peer connects; without an authority in plain text."""
    return lambda encrypted=True: connection.Connection(
        address, authority if encrypted else None, source_of(peer)
    )


def await_memory(server, most):
    """The memory once it is below `most`, or after RETURN_SECONDS."""
    deadline = time.monotonic() + RETURN_SECONDS
    while server.resident_bytes() > most and time.monotonic() < deadline:
        time.sleep(SAMPLE_SECONDS)
    return server.resident_bytes()


def measure(peer, other, server, before_it):
    """A row of the table, and whether its verdict is good. `before_it` is the
    proxy, or None."""
    if before_it:
        dial = dial_of(peer, before_it.address, before_it.certificate.authority)
    else:
        dial = dial_of(peer, server.address)
    other.report()
    time.sleep(QUIET_SECONDS)
    quiet = other.report()
    before = server.resident_bytes()
    with Memory(server) as memory, Memory(before_it or server) as proxy_memory:
        let_loose(peer, dial).join()
    beside = other.report()
    after = await_memory(server, before + KEPT_BYTES)
    ratio = beside["median_ms"] / quiet["median_ms"]
    faults = [
        name
        for name, is_fault in (
            ("slow", ratio > MOST_RATIO),
            ("failed calls", beside["failed"]),
            ("wrong answers", beside["wrong"]),
            ("kept memory", after > before + KEPT_BYTES),
            (
                "memory",
                peer in peers.DEADLY_PEERS
                and memory.peak > before + DEADLY_GROWTH_BYTES,
            ),
        )
        if is_fault
    ]
    row = (
        peer.name,
        f"{quiet['median_ms']:.2f}",
        f"{beside['median_ms']:.2f}",
        f"{ratio:.2f}",
        f"{beside['worst_ms']:.0f}",
        sum(beside["failed"].values()),
        beside["wrong"],
        table.mebibytes(before),
        table.mebibytes(memory.peak),
        table.mebibytes(after),
        table.mebibytes(proxy_memory.peak) if before_it else "-",
        ", ".join(faults) or "good",
    )
    return row, not faults


def measure_all(title, chosen, other, server, before_it=None):
    rows, good = [], True
    for peer in chosen:
        row, is_good = measure(peer, other, server, before_it)
        rows.append(row)
        good = good and is_good
        print(".", end="", file=sys.stderr, flush=True)
    table.print_table(title, HEADER, rows)
    return good


def use_memory(server):
    """Has the server serve a crowd. What its allocator keeps of that, some 7 MiB, it
    keeps once: another crowd finds it there."""
    (crowd,) = (peer for peer in peers.PEERS if peer.name == CROWD)
    let_loose(crowd, dial_of(crowd, server.address)).join()
    time.sleep(RETURN_SECONDS)


def direct(binary, chosen):
    with replica.Replica(binary, prefix=SERVER_CORE) as server:
        use_memory(server)
        with bystander.Bystander(server.address) as other:
            on_client_core(other.pid)
            return measure_all("Directly, plain text", chosen, other, server)


def behind_proxy(binary, chosen, title, **variables):
    with replica.Replica(
        binary, prefix=SERVER_CORE
    ) as server, tempfile.TemporaryDirectory() as folder, proxy.Proxy(
        folder, [server.address], prefix=SERVER_CORE, **variables
    ) as before_it:
        with bystander.Bystander(
            before_it.address, before_it.certificate.authority
        ) as other:
            on_client_core(other.pid)
            return measure_all(title, chosen, other, server, before_it)


def deadly_directly(binary, chosen):
    """A server that is started again whenever it ends, for a while."""
    limit = ("prlimit", f"--data={MEMORY_LIMIT_BYTES}")
    rows, good = [], True
    for peer in chosen:
        with replica.Replica(binary, prefix=(*SERVER_CORE, *limit)) as server:
            with bystander.Bystander(server.address) as other:
                on_client_core(other.pid)
                attack = let_loose(
                    peer,
                    dial_of(peer, server.address),
                    DEADLY_TIMES,
                    DEADLY_SECONDS,
                )
                ends, peak = 0, 0
                deadline = time.monotonic() + DEADLY_SECONDS
                while time.monotonic() < deadline:
                    if not server.is_alive():
                        ends += 1
                        server.restart()
                        continue
                    peak = max(peak, server.resident_bytes())
                    time.sleep(SAMPLE_SECONDS)
                attack.kill()
                attack.join()
                beside = other.report()
                # What the attack has left in the sockets may still end it.
                time.sleep(QUIET_SECONDS)
                if not server.is_alive():
                    ends += 1
                    server.restart()
                    time.sleep(QUIET_SECONDS)
                other.report()
                time.sleep(QUIET_SECONDS)
                failed_after = sum(other.report()["failed"].values())
                is_good = not other.wrong and not failed_after
                good = good and is_good
                rows.append(
                    (
                        peer.name,
                        ends,
                        table.mebibytes(peak),
                        beside["calls"],
                        sum(beside["failed"].values()),
                        other.wrong,
                        failed_after,
                        "good" if is_good else "bad",
                    )
                )
    table.print_table(
        f"Directly, what gRPC does not stand, {DEADLY_SECONDS} s each, data limit "
        f"{table.mebibytes(MEMORY_LIMIT_BYTES)} MiB",
        (
            "peer",
            "restarts",
            "peak MiB",
            "calls",
            "failed",
            "wrong",
            "failed after",
            "verdict",
        ),
        rows,
    )
    return good


def main():
    descriptors.raise_limit()
    binary, names = sys.argv[1], sys.argv[2:]
    chosen = [p for p in peers.PEERS if not names or p.name in names]
    deadly = [p for p in peers.DEADLY_PEERS if not names or p.name in names]
    good = [
        direct(binary, chosen),
        behind_proxy(binary, chosen + deadly, "Through HAProxy, as configured"),
        behind_proxy(
            binary,
            chosen + deadly,
            "Through HAProxy, though a source may do much",
            # But not open so many calls that it takes all places of the replica.
            KNEAD_SOURCE_CONNECTIONS=900,
            KNEAD_SOURCE_CONNECTION_RATE=1_000_000,
            KNEAD_SOURCE_CALL_RATE=1_000_000,
        ),
        deadly_directly(binary, deadly),
    ]
    print(f"\nother clients at most {MOST_RATIO} times as slow, memory back: ", end="")
    print("good" if all(good) else "NOT good")
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
