"""Servers on a core of their own: Knead's, and those that it is compared with."""

import os
import socket
import subprocess
import time
import urllib.request

SERVER_CORE = "0"

# How long a server may take to start.
PATIENCE_SECONDS = 30


class Server:
    """Runs `command` on SERVER_CORE. Unless `address` is known, the first line
    that it prints ends with it. Usable in a with statement."""

    def __init__(self, name, command, address=None, env=None):
        self.name = name
        self.address = address
        self._process = subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **(env or {})},
        )
        if address is None:
            line = self._process.stdout.readline()
            if "listening on" not in line:
                raise RuntimeError(f"{name} did not start")
            self.address = line.split()[-1]
        else:
            self._await()

    def _await(self):
        host, port = self.address.rsplit(":", 1)
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                socket.create_connection((host, int(port))).close()
                return
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.01)

    def answered(self):
        """How many calls it says it answered with OK, or None if it does not say."""
        return None

    def cpu_seconds(self):
        """What it and the processes that it forked have used so far."""
        return sum(_cpu_seconds(pid) for pid in _family(self._process.pid))

    def resident_bytes(self):
        return sum(_resident_bytes(pid) for pid in _family(self._process.pid))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()


def _family(pid):
    family = [pid]
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
            for child in file.read().split():
                family += _family(int(child))
    return family


def _cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_bytes(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class CountingServer(Server):
    """knead-server with its metrics."""

    def __init__(self, name, command, env=None):
        self._metrics = f"127.0.0.1:{_free_port()}"
        super().__init__(name, [*command, "--admin-listen", self._metrics], env=env)

    def answered(self):
        with urllib.request.urlopen(f"http://{self._metrics}/metrics") as page:
            return sum(
                float(line.rsplit(" ", 1)[1])
                for line in page.read().decode().splitlines()
                if line.startswith("grpc_server_handled_total{")
                and 'grpc_code="OK"' in line
            )


def knead(binary, name, *flags, env=None, counting=False):
    command = [binary, "--listen", "127.0.0.1:0", "--threads", "1", *flags]
    if counting:
        return CountingServer(name, command, env=env)
    return Server(name, [*command, "--admin-listen", ""], env=env)


def cpp_peer(binary, kind, call, answer_file, metadata=(), name=None):
    names = {"bare": "bare echo", "typed": "typed echo"}
    name = name or names[kind] + (", the same metadata" if metadata else "")
    return Server(name, [binary, kind, call.method, answer_file, *metadata])


def grpc_js(call, answer_file):
    return Server(
        "grpc-js",
        ["node", "tests/benchmark/peers/grpc_js_peer.js", call.path, answer_file],
        env={"NODE_PATH": "tools/npm/node_modules"},
    )


def python(kind, call, answer_file):
    return Server(
        f"Python {kind}",
        ["/usr/bin/python3", "-B", "tests/benchmark/peers/python_peer.py"]
        + [kind, call.path, answer_file],
    )


def nginx(call, answer_file, folder):
    """Serves the framed answer as a file at the path of the call."""
    root = os.path.join(folder, f"nginx-{call.method}")
    file = root + call.path
    os.makedirs(os.path.dirname(file))
    with open(answer_file, "rb") as source, open(file, "wb") as target:
        message = source.read()
        target.write(b"\0" + len(message).to_bytes(4, "big") + message)
    address = f"127.0.0.1:{_free_port()}"
    with open("tests/benchmark/peers/nginx.conf", encoding="utf-8") as template:
        text = template.read().replace("ADDRESS", address).replace("FOLDER", root)
    configuration = os.path.join(root, "nginx.conf")
    # Its workers run as another user when it runs as root.
    for path, _, _ in os.walk(root):
        os.chmod(path, 0o755)
    with open(configuration, "w", encoding="utf-8") as out:
        out.write(text)
    return Server("nginx", ["nginx", "-p", root, "-c", configuration], address)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
