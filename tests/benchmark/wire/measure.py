#!/usr/bin/python3
"""What a call costs knead-server, beside other servers that send the same bytes.

usage: measure.py SERVER CPP_PEER PACED

Prints Markdown. Exits with 1 when two equal servers differed by so much that the
run says nothing.
"""

import hashlib
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

# As much as the flags can turn off. Metrics and ids are always there.
OFF = ["--admin-listen", "", "--log-calls", "none"]

# The load of the paced client.
RATE = 5000
PACED_SECONDS = 10

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
    def __init__(self, binary, peer, paced, folder):
        self._binary, self._peer, self._folder = binary, peer, folder
        self._paced = paced
        self._answers = {}
        self.failed = False

    # Servers. -----------------------------------------------------------------

    def off(self, name="knead-server"):
        return servers.knead(self._binary, name, *OFF)

    def on(self, name="knead-server, all on"):
        policy = os.path.join(self._folder, "policy.textproto")
        with open(policy, "w", encoding="utf-8") as file:
            file.write(POLICY.format(hashlib.sha256(TOKEN.encode()).hexdigest()))
        return servers.knead(self._binary, name, "--authorization-file", policy)

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

    def peer(self, kind, call):
        return servers.cpp_peer(self._peer, kind, call, self.answer_file(call))

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
        return result

    def compare_latency(self):
        get = calls.get_technique()
        file = self.answer_file(get)
        request = os.path.join(self._folder, "request")
        with open(request, "wb") as out:
            out.write(get.request())
        row(f"{RATE:,} calls/s", "p50, ms", "p99, ms", "p99.9, ms", "longest, ms", "not answered")
        row("---", *["---:"] * 5)
        for start in (
            self.off,
            lambda: self.peer("bare", get),
            lambda: servers.python("sync", get, file),
            lambda: servers.python("aio", get, file),
            lambda: servers.grpc_js(get, file),
            lambda: self.peer("bare", get),
            self.off,
        ):
            with start() as server:
                said = subprocess.run(
                    ["taskset", "-c", load.LOAD_CORE, self._paced, server.address]
                    + [get.path, request, str(RATE), str(PACED_SECONDS)],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.split()
                _, failed, *times = said
                row(server.name, *times, failed)
            sys.stdout.flush()

    def compare_starts(self):
        get = calls.get_technique()
        row("", "start to the first answer, ms", "longest, ms", "resident, MiB")
        row("---", "---:", "---:", "---:")
        for start_server in (self.off, lambda: self.peer("bare", get)):
            took, resident = start.measure(start_server, get)
            with start_server() as server:
                name = server.name
            row(
                name,
                f"{took[len(took) // 2] * 1000:.1f}",
                f"{took[-1] * 1000:.1f}",
                f"{resident / 2**20:.1f}",
            )
        print(f"\nThe program takes {os.path.getsize(self._binary) / 1e6:.1f} MB.")

    def compare_cost(self):
        get, listing, assess = (
            calls.get_technique(),
            calls.list_techniques(),
            calls.assess(),
        )
        row("method", "answer, bytes", "subject, us", "beside, us", "ratio", "target")
        row("---", "---:", "---:", "---:", "---:", "---:")
        gate = self.compare(
            get, self.off("knead-server"), self.off("the same"), "0.95-1.05"
        )
        self.failed = gate.differs()
        self.compare(get, self.off(), self.peer("bare", get), "1.05")
        everything = {"subject_headers": HEADERS}
        self.compare(get, self.on(), self.peer("bare", get), "1.15", **everything)
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


def row(*cells):
    print("| " + " | ".join(cells) + " |")


def main():
    binary, peer, paced = sys.argv[1:]
    if not load.is_possible():
        sys.exit("bench: the server and the load need a core each")
    with tempfile.TemporaryDirectory() as folder:
        # A worker of nginx is another user where this is root.
        os.chmod(folder, 0o755)
        bench = Bench(binary, peer, paced, folder)
        bench.compare_cost()
        print()
        bench.compare_latency()
        print()
        bench.compare_starts()
    if bench.failed:
        sys.exit("bench: equal servers differed: this run says nothing")


if __name__ == "__main__":
    main()
