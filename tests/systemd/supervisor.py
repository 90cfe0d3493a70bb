"""A small stand-in for systemd: what Type=notify, WatchdogSec=, Restart=on-failure,
LimitNOFILE= and MemoryMax= do, for tests on machines where no systemd runs."""

import os
import resource
import signal
import socket
import subprocess
import tempfile
import threading
import time

# How long the start of the server may take. Who waits longer has failed.
PATIENCE_SECONDS = 60


class Messages:
    """A NOTIFY_SOCKET, and what was said to it."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.path = os.path.join(self._folder.name, "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)

    def next(self, timeout):
        """The fields of the next message; nothing if none comes in time."""
        self._socket.settimeout(timeout)
        try:
            lines = self._socket.recv(4096).decode().splitlines()
        except (TimeoutError, BlockingIOError):
            return {}
        return dict(line.split("=", 1) for line in lines)

    def close(self):
        self._socket.close()
        self._folder.cleanup()


class Server:
    """One run of knead-server, told where its service manager listens."""

    def __init__(self, program, flags, messages, watchdog_seconds, limits=None):
        self._log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            [program, *flags],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={
                **os.environ,
                "NOTIFY_SOCKET": messages.path,
                "WATCHDOG_USEC": str(int(watchdog_seconds * 1e6)),
            },
        )
        for limit, value in (limits or {}).items():
            self.limit(limit, value)
        # Empty when it ends instead.
        self.address = self.process.stdout.readline().strip().rpartition(" ")[2]

    def limit(self, limit, value):
        """Sets the soft limit of the process, as prlimit(1) does."""
        hard = resource.prlimit(self.process.pid, limit)[1]
        resource.prlimit(self.process.pid, limit, (value, hard))

    def log(self):
        self._log.seek(0)
        return self._log.read()

    def stop(self, sign=signal.SIGTERM):
        """The exit code, or minus the number of the signal that ended it."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        code = self.process.wait(PATIENCE_SECONDS)
        self.process.stdout.close()
        self._log.close()
        return code


class Supervisor:
    """Keeps a server running: starts it again when it dies or falls silent."""

    def __init__(self, program, flags, watchdog_seconds, limits=None):
        self._arguments = (program, flags)
        self._watchdog_seconds = watchdog_seconds
        self._limits = limits
        self._messages = Messages()
        self._stopping = threading.Event()
        # How each run ended: the exit code, or minus the number of the signal.
        self.deaths = []
        self._server = self._start()
        self.address = self._server.address
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def pid(self):
        return self._server.process.pid

    def _start(self):
        return Server(
            *self._arguments, self._messages, self._watchdog_seconds, self._limits
        )

    def _watch(self):
        fed = time.monotonic()
        while not self._stopping.is_set():
            if self._messages.next(0.05):
                fed = time.monotonic()
            silent = time.monotonic() - fed > self._watchdog_seconds
            if self._server.process.poll() is None and not silent:
                continue
            self.deaths.append(self._server.stop(signal.SIGABRT))
            self._server = self._start()
            fed = time.monotonic()

    def close(self):
        self._stopping.set()
        self._thread.join()
        code = self._server.stop()
        self._messages.close()
        return code
