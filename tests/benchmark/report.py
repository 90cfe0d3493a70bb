#!/usr/bin/python3
"""Writes docs/benchmarks.md and its plots from what the parts of tools/bench said.

usage: report.py FOLDER DOCS

FOLDER holds PART.md, what the part printed, and for some parts PART.json, the
numbers for plots. What a part measures and how to read it says its about.md.
Writes DOCS/benchmarks.md and DOCS/benchmarks/*.svg.
"""

import json
import os
import platform
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

PARTS = ["wire", "scale", "lists", "search", "triage", "sessions"]

# Those that print text and not Markdown.
PLAIN = {"lists", "search", "sessions", "triage"}

# What the figures depend on, as Debian packages.
PACKAGES = {
    "gRPC": "libgrpc++1.51",
    "Protocol Buffers": "libprotobuf32",
    "Abseil": "libabsl20220623",
    "Xapian": "libxapian30",
    "CRoaring": "libroaring0",
    "h2load": "nghttp2-client",
    "nginx": "nginx",
    "Node.js": "nodejs",
    "Python": "python3",
    "grpcio": "python3-grpcio",
    "GCC": "g++",
}
GRPC_JS = "tools/npm/node_modules/@grpc/grpc-js/package.json"

PLOT_SIZE = "720,420"


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def machine():
    cpu = dict(
        line.split(":", 1) for line in output("lscpu").splitlines() if ":" in line
    )
    field = lambda name: cpu.get(name, "").strip()
    virtual = ", virtual" if field("Hypervisor vendor") else ""
    with open("/proc/meminfo", encoding="ascii") as meminfo:
        memory = int(meminfo.readline().split()[1]) / 2**20
    with open("/etc/debian_version", encoding="ascii") as version:
        debian = version.read().strip()
    return (
        f"{field('Model name')}, {field('CPU(s)')} cores{virtual}, "
        f"L3 cache {field('L3 cache')}, {memory:.0f} GiB of memory, "
        f"Debian {debian}, Linux {platform.release()}."
    )


def versions():
    found = []
    for name, package in PACKAGES.items():
        version = output("dpkg-query", "-W", "-f=${Version}", package)
        found.append(f"{name} {version.split(':')[-1]}")
    with open(GRPC_JS, encoding="utf-8") as package:
        found.append(f"grpc-js {json.load(package)['version']}")
    return ", ".join(found) + "."


def plot(path, commands):
    """Runs gnuplot; `commands` follow the settings that all plots share."""
    settings = f"""
set terminal svg size {PLOT_SIZE} background "white" font "sans-serif,13"
set output "{path}"
set grid y
set border 3
set xtics nomirror
set ytics nomirror
"""
    subprocess.run(
        ["gnuplot"], input=settings + commands, check=True, capture_output=True, text=True
    )


def block(name, rows):
    """Rows of cells as a data block of gnuplot."""
    lines = (" ".join(str(cell) for cell in row) for row in rows)
    return f"${name} << EOD\n" + "\n".join(lines) + "\nEOD\n"


def quoted(text):
    return '"' + text + '"'


def plot_cost(data, path):
    costs = {}
    for row in data["cost"]:
        if row["method"] == "GetTechnique":
            for who in ("subject", "other"):
                costs.setdefault(row[who], []).extend(row[f"{who}_us"])
    left_out = ("knead-server again", "plain text", "jemalloc", "tcmalloc")
    rows = sorted(
        (statistics.median(values), name)
        for name, values in costs.items()
        if name not in left_out
    )
    plot(
        path,
        block("costs", [(quoted(name), f"{cost:.2f}") for cost, name in rows])
        + """
set title "GetTechnique: CPU time of the server a call, us"
set style fill solid 0.7
set boxwidth 0.7
set xtics rotate by -25
set logscale y
set yrange [5:]
unset key
plot $costs using 0:2:xtic(1) with boxes linecolor rgb "#2f6f8f", \\
     "" using 0:2:(sprintf("%.0f", column(2))) with labels offset 0,0.7
""",
    )


def plot_latency(data, path):
    rows, seen = [], set()
    for row in data["latency"]:
        if row["load"] == "busy" and row["server"] not in seen:
            seen.add(row["server"])
            rows.append((quoted(row["server"]), *row["ms"][:3]))
    plot(
        path,
        block("times", rows)
        + """
set title "GetTechnique at 5,000 calls a second: time from when a call was due, ms"
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.8
set xtics rotate by -25
set logscale y
set key top left
plot $times using 2:xtic(1) title "p50" linecolor rgb "#9ecae1", \\
     "" using 3 title "p99" linecolor rgb "#3182bd", \\
     "" using 4 title "p99.9" linecolor rgb "#08306b"
""",
    )


def plot_scale(data, path):
    lines, blocks = [], ""
    for number, (name, values) in enumerate(data["curves"].items()):
        points = [
            (size, value) for size, value in zip(data["techniques"], values) if value
        ]
        if not points or not name.endswith("us"):
            continue
        blocks += block(f"curve{number}", points)
        lines.append(
            f'$curve{number} using 1:2 title "{name.removesuffix(", us")}" '
            "with linespoints linewidth 2"
        )
    plot(
        path,
        blocks
        + """
set title "CPU time a call by the number of techniques, us"
set logscale xy
set format x "10^{%T}"
set key outside right
plot """
        + ", ".join(lines)
        + "\n",
    )


PLOTS = {
    "wire": {"cost": plot_cost, "latency": plot_latency},
    "scale": {"scale": plot_scale},
}


def main():
    folder, docs = sys.argv[1:]
    plots = os.path.join(docs, "benchmarks")
    os.makedirs(plots, exist_ok=True)
    with open(os.path.join(HERE, "about.md"), encoding="utf-8") as about:
        text = [about.read().strip(), machine(), versions()]
    for part in PARTS:
        with open(os.path.join(HERE, part, "about.md"), encoding="utf-8") as about:
            text.append(about.read().strip())
        with open(os.path.join(folder, f"{part}.md"), encoding="utf-8") as said:
            said = said.read().strip()
        text.append(f"```text\n{said}\n```" if part in PLAIN else said)
        for name, draw in PLOTS.get(part, {}).items():
            with open(os.path.join(folder, f"{part}.json"), encoding="utf-8") as file:
                draw(json.load(file), os.path.join(plots, f"{name}.svg"))
            text.append(f"![{name}](benchmarks/{name}.svg)")
    path = os.path.join(docs, "benchmarks.md")
    with open(path, "w", encoding="utf-8") as out:
        out.write(re.sub(r"\n{3,}", "\n\n", "\n\n".join(text)) + "\n")


if __name__ == "__main__":
    main()
