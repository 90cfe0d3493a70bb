#!/usr/bin/python3
"""What a call costs knead-server, beside other servers that send the same bytes.

usage: measure.py STATIC DYNAMIC PACED DATA

STATIC and DYNAMIC are folders of builds with knead-server and the C++ peer: with
their libraries inside, and with those of the machine. Prints Markdown, and writes the numbers to the file DATA as JSON. Exits with 1 when
two equal servers differed by so much that the run says nothing.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))

# pylint: disable=wrong-import-position
import calls
import load
import rounds
import server as servers
import start

# Where a build has them.
SERVER = "service/server/knead-server"
PEER = "tests/benchmark/peers/cpp_peer"

# As much as the flags can turn off. Metrics are always there.
OFF = ["--log-calls", "none"]

# The loads of the paced client: calls a second, connections, seconds.
BUSY = (5000, 10, 10)
# 200 callers, each with a call in 1.7 s.
QUIET = (118, 200, 20)

# Allocators in place of glibc's.
ALLOCATORS = {
    "jemalloc": "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2",
    "tcmalloc": "/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4",
}

TOKEN = "bench-token"
POLICY = """
callers {{
  name: "bench"
  token_sha256: "{}"
  methods: "/knead.v1.LookupService/*"
}}
"""
# A deadline, an id and a token, as a service sends them.
HEADERS = [
    "grpc-timeout: 10S",
    "x-request-id: 4bf92f3577b34da6",
    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    f"authorization: Bearer {TOKEN}",
]


class Bench:
    def __init__(self, static, dynamic, paced, folder):
        self._binary = os.path.join(static, SERVER)
        self._peer = os.path.join(static, PEER)
        self._dynamic_binary = os.path.join(dynamic, SERVER)
        self._dynamic_peer = os.path.join(dynamic, PEER)
        self._paced, self._folder = paced, folder
        self._answers = {}
        self.failed = False
        # What the tables show, for plots.
        self.data = {"cost": [], "latency": [], "start": []}

    # Servers. -----------------------------------------------------------------

    def off(self, name="knead-server", env=None, counting=False):
        return servers.knead(self._binary, name, *OFF, env=env, counting=counting)

    def off_dynamic(self):
        return servers.knead(self._dynamic_binary, "knead-server, dynamic", *OFF)

    def on(self, name="knead-server, all on"):
        policy = os.path.join(self._folder, "policy.textproto")
        with open(policy, "w", encoding="utf-8") as file:
            file.write(POLICY.format(hashlib.sha256(TOKEN.encode()).hexdigest()))
        return servers.knead(
            self._binary, name, "--authorization-file", policy, counting=True
        )

    def secure(self, name="knead-server, TLS"):
        key, certificate = (os.path.join(self._folder, f) for f in ("key", "cert"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-nodes"]
            + ["-pkeyopt", "ec_paramgen_curve:P-256", "-days", "2"]
            + ["-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
            check=True,
            capture_output=True,
        )
        return servers.knead(
            self._binary,
            name,
            *OFF,
            "--tls-certificate-file",
            certificate,
            "--tls-key-file",
            key,
        )

    def peer(self, kind, call, metadata=()):
        return servers.cpp_peer(
            self._peer, kind, call, self.answer_file(call), metadata
        )

    def bare_dynamic(self, call):
        return servers.cpp_peer(
            self._dynamic_peer,
            "bare",
            call,
            self.answer_file(call),
            name="bare echo, dynamic",
        )

    def peer_with_metadata(self, kind, call):
        with self.off() as server:
            metadata = load.metadata(server, call)
        return self.peer(kind, call, metadata)

    # Answers. -----------------------------------------------------------------

    def answer(self, call):
        if call.path not in self._answers:
            with self.off() as server:
                self._answers[call.path] = load.fetch(server, call)
        return self._answers[call.path]

    def answer_file(self, call):
        path = os.path.join(self._folder, call.method)
        with open(path, "wb") as file:
            file.write(self.answer(call))
        return path

    # Comparisons. -------------------------------------------------------------

    def compare(self, call, subject, other, target, **options):
        """A row. `options` are of the loads, by `subject_` and `other_`."""

        def of(prefix):
            return {
                key.removeprefix(prefix): value
                for key, value in options.items()
                if key.startswith(prefix)
            }

        answer = self.answer(call)
        with subject as one, other as two:
            result = rounds.Comparison(
                load.Load(one, call, answer, **of("subject_")),
                load.Load(two, call, answer, **of("other_")),
            )
        row(
            call.method,
            f"{len(answer):,}",
            f"{result.subject}: {rounds.described(result.subject_costs)}",
            f"{result.other}: {rounds.described(result.other_costs)}",
            f"{result.ratio:.2f}",
            target,
        )
        sys.stdout.flush()
        self.data["cost"].append(
            {
                "method": call.method,
                "subject": result.subject,
                "subject_us": result.subject_costs,
                "other": result.other,
                "other_us": result.other_costs,
            }
        )
        return result

    def compare_latency(self, name, load_of_it, starts):
        rate, connections, seconds = load_of_it
        get = calls.get_technique()
        self.answer_file(get)
        request = os.path.join(self._folder, "request")
        with open(request, "wb") as out:
            out.write(get.request())
        columns = ["p50, ms", "p99, ms", "p99.9, ms", "longest, ms", "not answered"]
        row(f"{name}: {rate:,} calls/s", *columns)
        row("---", *["---:"] * len(columns))
        for begin in starts:
            with begin() as server:
                said = subprocess.run(
                    ["taskset", "-c", load.LOAD_CORE, self._paced, server.address]
                    + [get.path, request, str(rate), str(seconds), str(connections)],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.split()
            _, failed, *times = said
            row(server.name, *times, failed)
            sys.stdout.flush()
            self.data["latency"].append(
                {"load": name, "server": server.name, "ms": [float(t) for t in times]}
            )
        print()

    def compare_latencies(self):
        get = calls.get_technique()
        file = self.answer_file(get)
        self.compare_latency(
            "busy",
            BUSY,
            (
                self.off,
                lambda: self.peer("bare", get),
                lambda: servers.python("sync", get, file),
                lambda: servers.python("aio", get, file),
                lambda: servers.grpc_js(get, file),
                lambda: self.peer("bare", get),
                self.off,
            ),
        )
        self.compare_latency(
            "quiet",
            QUIET,
            (self.off, lambda: self.peer("bare", get), self.off),
        )

    def compare_starts(self):
        get = calls.get_technique()
        row("", "start to the first answer, ms", "longest, ms", "resident, MiB")
        row("---", "---:", "---:", "---:")
        for start_server in (
            self.off,
            self.off_dynamic,
            lambda: self.peer("bare", get),
            lambda: self.bare_dynamic(get),
        ):
            took, resident = start.measure(start_server, get)
            with start_server() as server:
                name = server.name
            row(
                name,
                f"{took[len(took) // 2] * 1000:.1f}",
                f"{took[-1] * 1000:.1f}",
                f"{resident / 2**20:.1f}",
            )
            self.data["start"].append(
                {"server": name, "seconds": took, "resident_bytes": resident}
            )
        static, dynamic = (
            os.path.getsize(binary) / 1e6
            for binary in (self._binary, self._dynamic_binary)
        )
        print(f"\nThe program takes {static:.1f} MB, {dynamic:.1f} without libraries.")

    def compare_costs(self):
        get, listing, assess = (
            calls.get_technique(),
            calls.list_techniques(),
            calls.assess(),
        )
        header("subject", "beside")
        if not self.passes_gate():
            return
        bare = lambda: self.peer("bare", get)
        everything = {"subject_headers": HEADERS}
        self.compare(get, self.off(), bare(), "1.05")
        self.compare(get, self.off(), self.peer_with_metadata("bare", get), "")
        self.compare(get, self.on(), bare(), "1.15", **everything)
        self.compare(listing, self.off(), self.peer("bare", listing), "1.10")
        self.compare(assess, self.off(), self.peer("typed", assess), "1.15")
        file = self.answer_file(get)
        for other, target in (
            (servers.grpc_js(get, file), "1/3 = 0.33"),
            (servers.python("sync", get, file), "1/6 = 0.17"),
            (servers.python("aio", get, file), "1/9 = 0.11"),
        ):
            self.compare(get, self.on(), other, target, **everything)
        self.compare(
            get,
            self.off(),
            servers.nginx(get, file, self._folder),
            "1.2",
            other_with_request=False,
        )
        self.compare(
            get, self.secure(), self.off("plain text"), "1.30", subject_secure=True
        )
        self.passes_gate()

    def passes_gate(self):
        """Whether two servers that are the same cost the same. Both count their
        calls."""
        gate = self.compare(
            calls.get_technique(),
            self.off(counting=True),
            self.off("knead-server again", counting=True),
            "0.95-1.05",
        )
        self.failed = self.failed or gate.differs()
        return not self.failed

    def compare_linking(self):
        header("static", "dynamic")
        get, assess = calls.get_technique(), calls.assess()
        self.compare(get, self.off(), self.off_dynamic(), "")
        self.compare(assess, self.off(), self.off_dynamic(), "")
        self.compare(get, self.peer("bare", get), self.bare_dynamic(get), "")
        self.compare(get, self.off(), self.bare_dynamic(get), "")

    def compare_allocators(self):
        header("with another allocator", "with glibc's")
        for name, library in ALLOCATORS.items():
            for call in (calls.get_technique(), calls.assess()):
                self.compare(
                    call, self.off(name, env={"LD_PRELOAD": library}), self.off(), ""
                )


def header(subject, beside):
    row(
        "method", "answer, bytes", f"{subject}, us", f"{beside}, us", "ratio", "target"
    )
    row("---", "---:", "---:", "---:", "---:", "---:")


def row(*cells):
    print("| " + " | ".join(cells) + " |")


def main():
    static, dynamic, paced, data = sys.argv[1:]
    if not load.is_possible():
        sys.exit("bench: the server and the load need a core each")
    with tempfile.TemporaryDirectory() as folder:
        # A worker of nginx is another user where this is root.
        os.chmod(folder, 0o755)
        bench = Bench(static, dynamic, paced, folder)
        print("CPU time of the server a call: median and range.\n")
        bench.compare_costs()
        if bench.failed:
            sys.exit("bench: equal servers differed: this run says nothing")
        print("\nThe time of a call, from when it was due.\n")
        bench.compare_latencies()
        print("Start.\n")
        bench.compare_starts()
        print("\nLinking.\n")
        bench.compare_linking()
        print("\nAllocators.\n")
        bench.compare_allocators()
    with open(data, "w", encoding="utf-8") as file:
        json.dump(bench.data, file, indent=1)


if __name__ == "__main__":
    main()
