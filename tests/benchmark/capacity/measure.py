#!/usr/bin/python3
"""Measures the CPU time of calls and the memory of connections of knead-server.

The server has one core to itself and h2load another. The environment variable
KNEAD_SERVER names the program. Prints Markdown.
"""

import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time

SERVER = os.environ["KNEAD_SERVER"]
CASE = "tests/cases/sore_runner.textproto"
IMPORTS = ["proto", "tools/npm/node_modules/google-proto-files"]

CONNECTIONS = 10
CALLS_AT_ONCE = 10
# How many calls tell how many are needed for the time below.
FIRST_CALLS = 2000
# CPU time of the server in one measurement, and how often it is taken: the
# least disturbed one counts.
SECONDS = 4
ROUNDS = 3

IDLE_CONNECTIONS = 500
# Connection preface of HTTP/2 with empty SETTINGS.
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])

CORES = [1, 2, 4, 8, 16]
# Above this the waiting times grow fast.
UTILISATION = 0.6

SERVICE = "knead.v1."


def encoded(message, text):
    """A request in the frame of gRPC."""
    imports = [f"-I{folder}" for folder in IMPORTS]
    file = "lookup_service" if "Technique" in message else "assessment"
    data = subprocess.run(
        ["protoc", *imports, f"--encode={SERVICE}{message}", f"knead/v1/{file}.proto"],
        input=text.encode(),
        check=True,
        capture_output=True,
    ).stdout
    return b"\0" + struct.pack(">I", len(data)) + data


def methods():
    with open(CASE, encoding="utf-8") as case:
        assess = encoded("AssessRequest", case.read())
    technique = encoded("GetTechniqueRequest", 'name: "techniques/quadriceps-hands"')
    return {
        "GetTechnique": ("LookupService", technique),
        "ListTechniques": ("LookupService", encoded("ListTechniquesRequest", "")),
        "Assess": ("AssessmentService", assess),
    }


class Server:
    """A server with a core of its own."""

    def __init__(self):
        self._process = subprocess.Popen(
            ["taskset", "-c", "0", SERVER, "--listen", "127.0.0.1:0", "--threads", "1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self._process.stdout.readline()
        if "listening on" not in line:
            sys.exit("capacity: knead-server did not start")
        self.address = line.split()[-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()

    def cpu_seconds(self):
        with open(f"/proc/{self._process.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_kib(self):
        with open(f"/proc/{self._process.pid}/status", encoding="utf-8") as status:
            return int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1))


class Load:
    """Calls of one method."""

    def __init__(self, server, method, folder):
        self._server = server
        service, request = methods()[method]
        self._url = f"http://{server.address}/{SERVICE}{service}/{method}"
        self._file = os.path.join(folder, method)
        with open(self._file, "wb") as file:
            file.write(request)
        self.answer_bytes = self._answer_bytes()

    def _headers(self):
        return ["-H", "content-type: application/grpc", "-H", "te: trailers"]

    def _answer_bytes(self):
        """The size of an answer that is OK."""
        said = subprocess.run(
            ["nghttp", "-v", "-d", self._file, *self._headers(), self._url],
            check=True,
            capture_output=True,
        ).stdout
        if b"grpc-status: 0" not in said:
            sys.exit(f"capacity: {self._url} does not answer OK")
        sizes = re.findall(rb"recv DATA frame <length=(\d+)", said)
        return sum(int(size) for size in sizes)

    def cpu_microseconds(self, calls):
        """The server's CPU time of a call."""
        before = self._server.cpu_seconds()
        said = subprocess.run(
            ["taskset", "-c", "1", "h2load", "-n", str(calls), "-c", str(CONNECTIONS)]
            + ["-m", str(CALLS_AT_ONCE), "-d", self._file, *self._headers(), self._url],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        used = self._server.cpu_seconds() - before
        # h2load takes any answer for a success, but an error holds no data.
        data = int(re.search(r"\((\d+)\) data", said).group(1))
        if data != calls * self.answer_bytes:
            sys.exit(f"capacity: not every call of {self._url} was answered")
        return used / calls * 1e6

    def measure(self):
        calls = int(SECONDS * 1e6 / self.cpu_microseconds(FIRST_CALLS))
        calls -= calls % CONNECTIONS
        return min(self.cpu_microseconds(calls) for _ in range(ROUNDS))


def connection_kib():
    """Resident memory of a server, and what an idle connection adds, in KiB."""
    with Server() as server:
        alone = server.resident_kib()
        host, port = server.address.rsplit(":", 1)
        connections = []
        for _ in range(IDLE_CONNECTIONS):
            connection = socket.create_connection((host, int(port)))
            connection.sendall(PREFACE)
            connections.append(connection)
        for connection in connections:
            # The server's own SETTINGS: it has taken the connection.
            if not connection.recv(1):
                sys.exit("capacity: the server closes connections")
        time.sleep(1)
        together = server.resident_kib()
        for connection in connections:
            connection.close()
    return alone, (together - alone) / IDLE_CONNECTIONS


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def main():
    if os.cpu_count() < 2:
        sys.exit("capacity: the server and the load need a core each")
    costs = {}
    row("method", "answer, bytes", "CPU, us a call", "calls/s of a core")
    row("---", "---:", "---:", "---:")
    with Server() as server, tempfile.TemporaryDirectory() as folder:
        for method in methods():
            load = Load(server, method, folder)
            costs[method] = load.measure()
            row(method, load.answer_bytes, f"{costs[method]:.1f}", f"{1e6 / costs[method]:,.0f}")
        loaded = server.resident_kib()
    print()
    row(f"cores, {UTILISATION:.0%} busy", *(f"{method}/s" for method in costs))
    row(*["---:"] * (len(costs) + 1))
    for cores in CORES:
        row(cores, *(f"{cores * UTILISATION * 1e6 / cost:,.0f}" for cost in costs.values()))
    alone, each = connection_kib()
    print()
    row("memory", "")
    row("---", "---:")
    row("resident, at the start", f"{alone / 1024:.1f} MiB")
    row("resident, after the load", f"{loaded / 1024:.1f} MiB")
    row(f"an idle connection ({IDLE_CONNECTIONS} of them)", f"{each:.1f} KiB")


if __name__ == "__main__":
    main()
