"""A process under test: its end and its memory."""

import os
import signal
import subprocess


class Process:
    """A command that runs until it is stopped. Usable in a with statement."""

    def __init__(self, command, **options):
        self.command = command
        self._options = options
        self._process = None

    def start(self):
        self._process = subprocess.Popen(self.command, **self._options)
        return self

    @property
    def pid(self):
        return self._process.pid

    @property
    def output(self):
        """What it writes to standard output, when that is a pipe."""
        return self._process.stdout

    def is_alive(self):
        return self._process is not None and self._process.poll() is None

    def signal(self, number):
        self._process.send_signal(number)

    def wait(self, timeout=None):
        """Its exit code, negative for a signal."""
        code = self._process.wait(timeout)
        if self._process.stdout:
            self._process.stdout.close()
        return code

    def kill(self):
        """Ends it at once, paused or not."""
        if self._process is None:
            return
        if self.is_alive():
            self.signal(signal.SIGKILL)
        self.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()


def resident_bytes(pid):
    """The memory of a process and of those that it forked; nothing for one that
    has ended meanwhile."""
    try:
        total = _status_bytes(pid, "VmRSS")
        children = _children(pid)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return total + sum(resident_bytes(child) for child in children)


def _status_bytes(pid, field):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    return 0


def _children(pid):
    children = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
            children += [int(child) for child in file.read().split()]
    return children
