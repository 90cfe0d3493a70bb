#!/usr/bin/python3
"""The admin port of a real server."""

import json
import socket
import subprocess
import unittest

from knead_server import (
    CONTENT_INFO,
    HEALTH_CHECK,
    PATIENCE_SECONDS,
    SERVER,
    KneadServer,
    wait_until,
)

CHANNELZ = "/grpc.channelz.v1.Channelz/GetServers"


class AdminTest(unittest.TestCase):
    def test_is_not_ready_once_it_drains_and_answers_all_the_same(self):
        with KneadServer("--lame-duck", "60") as server:
            self.assertEqual(server.get("/readyz")[0], 200)
            self.assertEqual(server.get("/livez")[0], 200)
            server.process.terminate()
            wait_until(lambda: server.get("/readyz")[0] == 503, "it is not ready")
            self.assertEqual(server.get("/livez")[0], 200)
            self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            self.assertEqual(server.metrics()[1]["grpc_server_handled_total"], "counter")

    def test_tells_what_is_served(self):
        with KneadServer() as server:
            status, text = server.get("/version")
            _, metadata = server.call(CONTENT_INFO)
            self.assertEqual(status, 200)
            self.assertEqual(
                json.loads(text),
                {
                    "engine_version": metadata["knead-engine-version"],
                    "content_revision": metadata["knead-content-revision"],
                },
            )

    def test_is_off_when_its_address_is_empty(self):
        with KneadServer("--admin-listen", "") as server:
            self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            self.assertEqual(server.stop(), 0)
            self.assertEqual(server.events("serving")[0]["admin_address"], "")

    def test_a_port_that_is_taken_is_said(self):
        with KneadServer() as first:
            second = subprocess.run(
                [SERVER, "--listen", "127.0.0.1:0", "--admin-listen", first.admin],
                capture_output=True,
                text=True,
                timeout=PATIENCE_SECONDS,
            )
            self.assertEqual(second.returncode, 1)
            self.assertIn("--admin-listen", second.stderr)
            self.assertEqual(second.stdout, "")

    def test_bad_flags_are_usage(self):
        for flags, named in (
            (["--admin-listen", "0.0.0.0:0"], "--admin-insecure"),
            (["--admin-listen", "8981"], "--admin-listen"),
            (["--log-calls", "some"], "--log-calls"),
        ):
            run = subprocess.run(
                [SERVER, "--listen", "127.0.0.1:0", *flags],
                capture_output=True,
                text=True,
                timeout=PATIENCE_SECONDS,
            )
            self.assertEqual(run.returncode, 2, run.stderr)
            self.assertIn(named, run.stderr)

    def test_slow_connections_disturb_neither_port(self):
        with KneadServer() as server:
            host, port = server.admin.rsplit(":", 1)
            slow = []
            for _ in range(200):
                slow.append(socket.create_connection((host, int(port))))
                slow[-1].send(b"GET /metrics HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            for _ in range(20):
                self.assertEqual(server.get("/readyz")[0], 200)
                self.assertEqual(server.call(HEALTH_CHECK)[0], "OK")
            for connection in slow:
                connection.close()


class ChannelzTest(unittest.TestCase):
    def test_answers_with_the_flag_alone(self):
        with KneadServer("--channelz") as server:
            self.assertEqual(server.call(CHANNELZ)[0], "OK")
            self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
        with KneadServer() as server:
            self.assertEqual(server.call(CHANNELZ)[0], "UNIMPLEMENTED")


if __name__ == "__main__":
    unittest.main()
