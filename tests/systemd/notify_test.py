#!/usr/bin/python3
"""What knead-server tells its service manager, and what becomes of it when it
falls silent or dies. No systemd runs here: supervisor.py stands in for it."""

import os
import resource
import signal
import socket
import struct
import sys
import time
import unittest

import grpc

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import supervisor  # noqa: E402

SERVER = os.environ["SERVER"]
PATIENCE_SECONDS = supervisor.PATIENCE_SECONDS
WATCHDOG_SECONDS = 2

CONTENT_INFO = "/knead.v1.LookupService/GetContentInfo"
# What begins the first field of ContentInfo.
REVISION = b"sha256:"

# More connections than descriptors.
FEW_DESCRIPTORS = 64
MANY_CONNECTIONS = 120

# Memory that a server under a flood may take beyond what it has at its start.
SPARE_BYTES = 48 << 20

FRAME_BYTES = 16384
FLOOD_FRAMES = 8192


def ask(address):
    """The answer of a server over a connection of its own."""
    options = [("grpc.use_local_subchannel_pool", 1)]
    with grpc.insecure_channel(address, options=options) as channel:
        return channel.unary_unary(CONTENT_INFO)(b"", timeout=5)


def await_answer(address):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return ask(address)
        except grpc.RpcError as error:
            if time.monotonic() > deadline:
                raise AssertionError(f"no answer: {error.code()}") from error
            time.sleep(0.1)


def free_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def connect(address):
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=5)


class NotifyTest(unittest.TestCase):
    def setUp(self):
        self.messages = supervisor.Messages()
        self.addCleanup(self.messages.close)

    def start(self, lame_duck):
        self.server = supervisor.Server(
            SERVER,
            ["--listen", "127.0.0.1:0", "--lame-duck", lame_duck],
            self.messages,
            WATCHDOG_SECONDS,
        )
        self.addCleanup(self.server.stop, signal.SIGKILL)

    def hear(self, name):
        """The next message with that field, whatever comes before it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            message = self.messages.next(1)
            if name in message:
                return message
        raise AssertionError(f"nobody said {name}; the log:\n{self.server.log()}")

    def test_tells_of_start_reload_and_stop(self):
        self.start("0")
        self.assertRegex(self.hear("READY")["STATUS"], "^Serving sha256:[0-9a-f]{64}$")
        self.hear("WATCHDOG")
        self.server.process.send_signal(signal.SIGHUP)
        self.hear("RELOADING")
        self.assertIn("sha256:", self.hear("READY")["STATUS"])
        self.server.process.send_signal(signal.SIGTERM)
        self.hear("STOPPING")
        self.assertEqual(self.server.process.wait(PATIENCE_SECONDS), 0)
        last = self.messages.next(0)
        while last:
            self.assertNotIn("READY", last)
            last = self.messages.next(0)

    def test_feeds_the_watchdog_while_calls_finish(self):
        """A server that stops takes no calls, and is not to be killed for it."""
        self.start("600")
        self.hear("READY")
        self.server.process.send_signal(signal.SIGTERM)
        self.hear("STOPPING")
        for _ in range(3):
            self.hear("WATCHDOG")

    def test_is_silent_while_it_takes_no_connection(self):
        self.start("0")
        self.hear("WATCHDOG")
        # It keeps what it has, and can open nothing. poll(2) takes no more
        # descriptors than that, and the log needs it for one.
        self.server.limit(resource.RLIMIT_NOFILE, 1)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "self_check_failed" not in self.server.log():
            self.assertIsNone(self.server.process.poll())
            self.assertLess(time.monotonic(), deadline, "no check failed")
            time.sleep(0.05)
        while self.messages.next(0):
            pass
        # Silent for as long as systemd would wait.
        self.assertEqual(self.messages.next(WATCHDOG_SECONDS), {})
        self.server.limit(resource.RLIMIT_NOFILE, 1024)
        self.hear("WATCHDOG")


class RestartTest(unittest.TestCase):
    def supervise(self, limits):
        address = free_address()
        keeper = supervisor.Supervisor(
            SERVER,
            ["--listen", address, "--lame-duck", "0"],
            WATCHDOG_SECONDS,
            limits,
        )
        self.addCleanup(keeper.close)
        return keeper

    def test_serves_again_after_it_ran_out_of_descriptors(self):
        keeper = self.supervise({resource.RLIMIT_NOFILE: FEW_DESCRIPTORS})
        before = await_answer(keeper.address)
        connections = [connect(keeper.address) for _ in range(MANY_CONNECTIONS)]
        for connection in connections:
            connection.close()
        # By itself or by a restart, but without a person.
        self.assertEqual(await_answer(keeper.address)[:80], before[:80])

    def test_is_started_again_when_a_flood_takes_its_memory(self):
        # As large as it is once it serves, and some more.
        messages = supervisor.Messages()
        probe = supervisor.Server(
            SERVER, ["--listen", "127.0.0.1:0"], messages, WATCHDOG_SECONDS
        )
        with open(f"/proc/{probe.process.pid}/status", encoding="ascii") as status:
            data = next(line for line in status if line.startswith("VmData"))
        probe.stop(signal.SIGKILL)
        messages.close()
        limit = int(data.split()[1]) * 1024 + SPARE_BYTES

        keeper = self.supervise({resource.RLIMIT_DATA: limit})
        before = await_answer(keeper.address)
        self.assertIn(REVISION, before)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not keeper.deaths:
            self.assertLess(time.monotonic(), deadline, "no flood killed it")
            self.flood(keeper.address)
        self.assertEqual(await_answer(keeper.address)[:80], before[:80])
        self.assertTrue(all(death < 0 for death in keeper.deaths), keeper.deaths)

    @staticmethod
    def flood(address):
        """One request whose headers never end."""

        def frame(kind, flags, stream, payload):
            head = struct.pack(">I", len(payload))[1:] + bytes([kind, flags])
            return head + struct.pack(">I", stream) + payload

        try:
            with connect(address) as connection:
                connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b""))
                connection.sendall(frame(1, 0, 1, b"\x83\x86"))
                # A header whose value is said to have 256 MiB.
                value_size = (1 << 28) - 127
                header = b"\x00\x01x\x7f"
                while value_size >= 128:
                    header += bytes([0x80 | value_size & 0x7F])
                    value_size >>= 7
                connection.sendall(frame(9, 0, 1, header + bytes([value_size])))
                for _ in range(FLOOD_FRAMES):
                    connection.sendall(frame(9, 0, 1, b"y" * FRAME_BYTES))
        except OSError:
            # It has hung up, or died.
            pass


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
