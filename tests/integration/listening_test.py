#!/usr/bin/python3
"""Where a knead-server process listens, and what it does without descriptors."""

import os
import resource
import signal
import socket
import subprocess
import tempfile
import time
import unittest

import grpc

SERVER = os.environ["SERVER"]
CONTENT_INFO = "/knead.v1.LookupService/GetContentInfo"
LISTENING = "knead-server: listening on "

# A test that waits so long has failed.
PATIENCE_SECONDS = 60

# Where systemd puts the first socket.
FIRST_SOCKET = 3


class Server:
    """A process of its own, which ends with the block."""

    def __init__(self, *flags, command=(SERVER,), before_exec=None, keep=()):
        self._log = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            [*command, *flags, "--admin-listen", ""],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            preexec_fn=before_exec,
            pass_fds=keep,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._log.close()

    def addresses(self, count):
        """The first addresses that it says it listens on."""
        lines = [self._process.stdout.readline() for _ in range(count)]
        for line in lines:
            assert line.startswith(LISTENING), f"{line!r}, {self.log()}"
        return [line[len(LISTENING) :].strip() for line in lines]

    def log(self):
        return os.pread(self._log.fileno(), 1 << 20, 0).decode()

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE_SECONDS)

    def wait(self):
        return self._process.wait(PATIENCE_SECONDS)


def call(address):
    """Whether the server at the address answers, over a connection of its own."""
    options = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_retries", 0)]
    with grpc.insecure_channel(address, options) as channel:
        try:
            channel.unary_unary(CONTENT_INFO)(b"", timeout=PATIENCE_SECONDS)
        except grpc.RpcError:
            return False
    return True


def serves_again(address):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not call(address):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def connect(address):
    host, port = address.rsplit(":", 1)
    return socket.create_connection((host, int(port)), PATIENCE_SECONDS)


class ListeningTest(unittest.TestCase):
    def test_several_addresses(self):
        with tempfile.TemporaryDirectory() as folder:
            path = f"unix:{folder}/socket"
            flags = ["--listen", "127.0.0.1:0", "--listen", "localhost:0", "--listen", path]
            with Server(*flags) as server:
                addresses = server.addresses(3)
                self.assertEqual(addresses[2], path)
                for address in addresses:
                    self.assertTrue(call(address), address)
                self.assertEqual(server.stop(), 0)
            self.assertFalse(os.path.exists(f"{folder}/socket"))

    def test_a_socket_that_a_killed_server_left_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            path = f"unix:{folder}/socket"
            with Server("--listen", path) as server:
                server.addresses(1)
            self.assertTrue(os.path.exists(f"{folder}/socket"))
            with Server("--listen", path) as server:
                self.assertTrue(call(server.addresses(1)[0]))
                # It is not taken from one that lives.
                with Server("--listen", path) as second:
                    self.assertEqual(second.wait(), 1)
                    self.assertIn(path, second.log())
                self.assertTrue(call(path))

    def test_every_address_of_the_machine(self):
        with Server("--listen", "[::]:0", "--insecure") as server:
            port = server.addresses(1)[0].rsplit(":", 1)[1]
            self.assertTrue(call(f"[::1]:{port}"))
            self.assertTrue(call(f"127.0.0.1:{port}"))


class SystemdTest(unittest.TestCase):
    """Passes sockets as systemd does."""

    def serve(self, listening, *flags):
        descriptor = listening.fileno()
        script = f'exec {FIRST_SOCKET}<&{descriptor}; LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" "$@"'
        return Server(*flags, command=["/bin/bash", "-c", script, SERVER], keep=[descriptor])

    def test_serves_on_the_socket_and_leaves_it_to_the_next(self):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            address = "127.0.0.1:%d" % listening.getsockname()[1]
            for _ in range(2):
                with self.serve(listening, "--listen", "systemd") as server:
                    self.assertEqual(server.addresses(1), [address])
                    self.assertTrue(call(address))
                    self.assertEqual(server.stop(), 0)
                # Who connects meanwhile waits for the next one.
                connect(address).close()

    def test_a_socket_for_other_machines_needs_the_flag(self):
        with socket.create_server(("0.0.0.0", 0)) as listening:
            port = listening.getsockname()[1]
            with self.serve(listening, "--listen", "systemd") as server:
                self.assertEqual(server.wait(), 2)
                self.assertIn("--insecure", server.log())
            with self.serve(listening, "--listen", "systemd", "--insecure") as server:
                self.assertEqual(server.addresses(1), [f"0.0.0.0:{port}"])
                self.assertTrue(call(f"127.0.0.1:{port}"))

    def test_what_does_not_listen_is_refused(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            with self.serve(other, "--listen", "systemd") as server:
                self.assertEqual(server.wait(), 1)
                self.assertIn("ListenStream=", server.log())


class DescriptorTest(unittest.TestCase):
    def test_serves_again_after_more_connections_than_descriptors(self):
        def few_descriptors():
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

        with Server("--listen", "127.0.0.1:0", before_exec=few_descriptors) as server:
            address = server.addresses(1)[0]
            self.assertIn('"event":"few_descriptors","limit":64', server.log())
            self.assertTrue(call(address))
            connections = [connect(address) for _ in range(120)]
            # They say nothing, and stay: those that were taken are closed in
            # time, so others have room.
            self.assertTrue(serves_again(address))
            for connection in connections:
                connection.close()
            self.assertTrue(serves_again(address))
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
