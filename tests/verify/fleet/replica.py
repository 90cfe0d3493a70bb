"""A knead-server process that can be stopped and started again on its address."""

import signal
import subprocess

from fleet import process
from fleet import waiting


# The log of a replica that nobody reads.
NO_LOG = subprocess.DEVNULL


class Replica:
    """Keeps the address that its first start picked. Usable in a with
    statement."""

    def __init__(self, binary, *flags, log=NO_LOG, prefix=()):
        """`prefix` is a command that runs the binary, such as prlimit."""
        self.address = "127.0.0.1:0"
        self._binary = binary
        self._flags = flags
        self._log = log
        self._prefix = prefix
        self._process = None

    def start(self):
        """Returns once it serves."""
        # Whoever had the port before may still be closing it.
        waiting.wait_until(self._try_to_start, f"a server on {self.address}")
        return self

    def _try_to_start(self):
        # Each has an admin port of its own, whichever port it serves.
        ports = ["--listen", self.address, "--admin-listen", "127.0.0.1:0"]
        command = [*self._prefix, self._binary, *ports, *self._flags]
        started = process.Process(
            command, stdout=subprocess.PIPE, stderr=self._log, text=True
        ).start()
        line = started.output.readline()
        if not line:
            started.kill()
            return False
        self.address = line.split()[-1]
        self._process = started
        return True

    @property
    def pid(self):
        return self._process.pid

    def resident_bytes(self):
        return process.resident_bytes(self.pid)

    def is_alive(self):
        return self._process.is_alive()

    def terminate(self):
        """SIGTERM; its exit code."""
        self._process.signal(signal.SIGTERM)
        return self._process.wait(waiting.PATIENCE_SECONDS)

    def kill(self):
        """SIGKILL."""
        self._process.kill()

    def wait(self):
        """Its exit code, once it has ended by itself."""
        return self._process.wait(waiting.PATIENCE_SECONDS)

    def restart(self):
        """Starts it again after it has ended by itself."""
        self._process.wait()
        self.start()

    def signal(self, number):
        self._process.signal(number)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self._process:
            self.kill()
