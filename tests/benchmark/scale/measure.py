#!/usr/bin/python3
"""What calls, a load and a reload cost by the number of techniques.

usage: measure.py SERVER GENERATE [RAW_JSON [TECHNIQUES...]]

Prints Markdown, and writes the raw numbers to RAW_JSON: for each curve its value
by number of techniques, null where there is none.
"""

import json
import math
import os
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "wire"))

# pylint: disable=wrong-import-position
import calls
import load
import server as servers

SIZES = [10**2, 10**3, 10**4, 10**5, 10**6]
# Techniques of a group (group.h).
GROUP = 100

PAGE_SIZE = 50
# Of the pages on the way to the deepest one.
LONGEST_PAGE = 1000

# CPU time of the server in one measurement, at least.
SECONDS = 0.5
# Calls of longer answers are made one after the other, so that no limit of the
# server's memory is met.
LONG_ANSWER = 10**6

# How long an index or a reload may take, and how long to wait between two looks,
# which cost the server something, too.
PATIENCE_SECONDS = 1800
PAUSE_SECONDS = 0.05
# Memory that a reload may need, and how much of it is needed against a load: the
# old content and the new one, with an index for each.
MOST_BYTES = 12 * 2**30
RELOAD_FACTOR = 2.4

# What a fetch raises when the server answers with an error.
FAULTS = (ValueError, struct.error, subprocess.CalledProcessError)

REVISION = re.compile(rb"sha256:[0-9a-f]{64}")


class Server(servers.Server):
    """knead-server with a file of content, which is a link to `content`."""

    def __init__(self, binary, folder, content):
        self._link = os.path.join(folder, "content")
        self.show(content)
        super().__init__(
            "knead-server",
            [binary, "--listen", "127.0.0.1:0", "--threads", "1"]
            + ["--admin-listen", "", "--log-calls", "none", "--content", self._link],
        )

    def show(self, content):
        """The content from the next load on."""
        new = self._link + ".new"
        os.symlink(content, new)
        os.replace(new, self._link)

    def reload(self):
        os.kill(self._process.pid, signal.SIGHUP)

    def most_resident_bytes(self):
        with open(f"/proc/{self._process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) * 1024

    def index_bytes(self):
        """What the index of the search takes in shared memory."""
        folder = f"/proc/{self._process.pid}/fd"
        return max(
            (
                os.stat(os.path.join(folder, name)).st_size
                for name in os.listdir(folder)
                if "memfd:knead-search" in os.readlink(os.path.join(folder, name))
            ),
            default=0,
        )


# Calls. -----------------------------------------------------------------------


def lookup(method, message, text):
    return calls.Call("LookupService", method, message, "lookup_service", text)


def content_info():
    return lookup("GetContentInfo", "GetContentInfoRequest", "")


def get_technique(techniques):
    group = techniques // GROUP // 2 + 1
    return lookup(
        "GetTechnique",
        "GetTechniqueRequest",
        f'name: "techniques/g{group:06}-t50" view: VIEW_FULL',
    )


def list_techniques(page_size=PAGE_SIZE, token=""):
    """Two of three techniques touch the calf."""
    return lookup(
        "ListTechniques",
        "ListTechniquesRequest",
        f'page_size: {page_size} page_token: "{token}" region: "regions/calf"',
    )


def search(query):
    return calls.Call(
        "LookupService",
        "Search",
        "SearchRequest",
        "search",
        f'query: "{query}"',
    )


def assess(**answers):
    """A person who tells of the findings of the first group."""
    observations = " ".join(
        f'observations {{ finding: "findings/g000001-{finding}" presence: {answer} }}'
        for finding, answer in answers.items()
    )
    return calls.Call(
        "AssessmentService", "Assess", "AssessRequest", "assessment", observations
    )


def danger():
    return assess(spreading="PRESENCE_PRESENT")


def denial():
    findings = ["ache", "numbness", "swelling", "tightness", "stiffness"]
    return assess(**dict.fromkeys(findings, "PRESENCE_ABSENT"))


def trailer(response):
    """The page token and the total size of a list."""
    fields = {}
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = response[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(response):
        tag = varint()
        value = varint()
        if tag & 7 == 2:
            value, at = response[at : at + value], at + value
        fields[tag >> 3] = value
    return fields.get(2, b"").decode(), fields.get(3, 0)


def last_page(server):
    """The call for the last page of the list that is as long as the first."""
    token, total = trailer(load.fetch(server, list_techniques()))
    before = total - PAGE_SIZE
    while before > 0:
        size = min(before, LONGEST_PAGE)
        before -= size
        token, _ = trailer(
            load.fetch(
                server,
                list_techniques(
                    size, token if before + size < total - PAGE_SIZE else ""
                ),
            )
        )
    return list_techniques(token=token)


# Measurements. ----------------------------------------------------------------


def cost(server, call):
    """The server's CPU time of a call, in microseconds; None when it answers with
    an error."""
    try:
        answer = load.fetch(server, call)
    except FAULTS:
        return None
    options = {}
    if len(answer) > LONG_ANSWER:
        options = {"connections": 1, "calls_at_once": 1}
    return load.Load(server, call, answer, **options).measure_once(SECONDS)


def await_that(condition):
    """The seconds until it holds."""
    begin = time.monotonic()
    while not condition():
        if time.monotonic() - begin > PATIENCE_SECONDS:
            raise RuntimeError("the server takes too long")
        time.sleep(PAUSE_SECONDS)
    return time.monotonic() - begin


def answers(server, call):
    try:
        load.fetch(server, call)
        return True
    except FAULTS:
        return False


def revision(server):
    return REVISION.search(load.fetch(server, content_info())).group(0)


class Bench:
    def __init__(self, binary, generate, folder):
        self._binary, self._generate, self._folder = binary, generate, folder

    def _content(self, techniques):
        path = os.path.join(self._folder, str(techniques))
        if not os.path.exists(path):
            subprocess.run([self._generate, str(techniques), path], check=True)
        return path

    def measure(self, techniques):
        """The values of all curves."""
        content = self._content(techniques)
        values = {}
        begin = time.monotonic()
        with Server(self._binary, self._folder, content) as server:
            values["load, s"] = time.monotonic() - begin
            values["resident, MiB"] = server.resident_bytes() / 2**20
            values["most resident in a load, MiB"] = (
                server.most_resident_bytes() / 2**20
            )
            before = server.cpu_seconds()
            await_that(lambda: answers(server, search("stroke")))
            values["index, CPU s"] = server.cpu_seconds() - before
            values["index, MiB"] = server.index_bytes() / 2**20
            for name, call in (
                ("GetTechnique, us", get_technique(techniques)),
                ("ListTechniques, first page, us", list_techniques()),
                ("ListTechniques, deepest page, us", last_page(server)),
                ("Search, a word of one group, us", search("g000001")),
                ("Search, a word of all techniques, us", search("stroke")),
                ("Assess, a danger, us", danger()),
                ("Assess, a group denied, us", denial()),
            ):
                values[name] = cost(server, call)
                print(f"{techniques}: {name} {values[name]}", file=sys.stderr)
            most = server.most_resident_bytes()
        values["reload, s"] = values["reload, CPU s"] = None
        if RELOAD_FACTOR * most < MOST_BYTES:
            values["reload, s"], values["reload, CPU s"] = self._reload(
                techniques, content
            )
        print(f"{techniques}: {values}", file=sys.stderr)
        os.remove(content)
        return values

    def _reload(self, techniques, content):
        """How long a reload takes, with the index of the search, and the CPU time of
        it. Other content is there first, with another group."""
        other = self._content(techniques + GROUP)
        with Server(self._binary, self._folder, other) as server:
            await_that(lambda: answers(server, search("stroke")))
            old = revision(server)
            before = server.cpu_seconds()
            server.show(content)
            server.reload()
            took = await_that(lambda: revision(server) != old)
            used = server.cpu_seconds() - before
        os.remove(other)
        return took, used


# Tables. ----------------------------------------------------------------------


def exponent(points):
    """Of y = c * x^e through (x, y), by least squares of their logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points if y]
    if len(logs) < 2:
        return None
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum(
        (x - mean_x) ** 2 for x, _ in logs
    )


def formatted(value):
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(sizes, curves):
    row("", *(f"{size:,}" for size in sizes), "exponent", "of the last step")
    row("---", *["---:"] * (len(sizes) + 2))
    for name, values in curves.items():
        points = [(x, y) for x, y in zip(sizes, values) if y is not None]
        row(
            name,
            *map(formatted, values),
            *(
                "-" if e is None else f"{e:.2f}"
                for e in (exponent(points), exponent(points[-2:]))
            ),
        )


def row(*cells):
    print("| " + " | ".join(cells) + " |")


def main():
    binary, generate, *rest = sys.argv[1:]
    raw = rest[0] if rest else None
    sizes = [int(size) for size in rest[1:]] or SIZES
    if not load.is_possible():
        sys.exit("bench: the server and the load need a core each")
    # All that is started from here, but for servers.
    os.sched_setaffinity(0, {int(load.LOAD_CORE)})
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(binary, generate, folder)
        results = [bench.measure(size) for size in sizes]
    curves = {name: [each[name] for each in results] for name in results[0]}
    base = curves["resident, MiB"][0]
    curves["resident for each technique, bytes"] = [None] + [
        (resident - base) * 2**20 / (size - sizes[0])
        for size, resident in zip(sizes[1:], curves["resident, MiB"][1:])
    ]
    if raw:
        with open(raw, "w", encoding="utf-8") as file:
            json.dump({"techniques": sizes, "curves": curves}, file, indent=2)
    table(sizes, curves)


if __name__ == "__main__":
    main()
