#!/usr/bin/python3
"""The log of a real server: a line a call, ids that can be followed, and a log
that nobody takes costs no call."""

import json
import os
import re
import socket
import time
import unittest

from knead_server import (
    ASSESS_STREAM,
    CONTENT_INFO,
    HEALTH_CHECK,
    PATIENCE_SECONDS,
    KneadServer,
    SecureServer,
    value,
    wait_until,
)

OPERATIONS = "docs/operations.md"

JUNK_CONNECTIONS = 200
# kGrpcLogInterval.
GRPC_LOG_SECONDS = 10

# AssessStreamRequest {request_id: "zyxid" request {}}
ITEM = b"\x0a\x05zyxid\x12\x00"

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = "b7ad6b7169203331"


class AccessLogTest(unittest.TestCase):
    def one_call(self, server, method=CONTENT_INFO, **arguments):
        """What the answer and the log say of a call."""
        before = len(server.events("call"))
        code, metadata = server.call(method, **arguments)
        line = wait_until(
            lambda: (server.events("call")[before:] or [None])[0], "the call is logged"
        )
        return code, metadata, line

    def test_has_the_documented_fields(self):
        with open(OPERATIONS) as page:
            section = page.read().split("\n## Log\n")[1].split("\n## ")[0]
        documented = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
        with KneadServer() as server:
            _, _, line = self.one_call(server)
            self.assertEqual(set(line), documented)
            self.assertEqual(line["method"], CONTENT_INFO)
            self.assertEqual(line["code"], "OK")
            self.assertEqual(line["level"], "info")
            self.assertEqual(line["peer"], "127.0.0.1")
            self.assertEqual(line["request_bytes"], 0)
            self.assertGreater(line["response_bytes"], 0)
            self.assertGreaterEqual(line["latency_us"], 0)
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")

    def test_takes_a_trace_over_and_passes_it_on(self):
        with KneadServer() as server:
            _, metadata, line = self.one_call(
                server,
                metadata=[
                    ("traceparent", f"00-{TRACE}-{PARENT}-01"),
                    ("tracestate", "zyxvendor=zyxstate"),
                    ("x-request-id", "order-17"),
                ],
            )
            self.assertEqual(line["trace_id"], TRACE)
            self.assertEqual(line["parent_id"], PARENT)
            self.assertEqual(line["request_id"], "order-17")
            self.assertEqual(metadata["traceparent"], f"00-{TRACE}-{line['span_id']}-01")
            self.assertEqual(metadata["x-request-id"], "order-17")
            self.assertNotIn("tracestate", metadata)
            self.assertNotIn("zyx", server.log())

    def test_makes_ids_where_there_are_none_or_bad_ones(self):
        with KneadServer() as server:
            seen = set()
            for metadata in (
                [],
                [("traceparent", f"00-{TRACE}-{PARENT}-zyx"), ("x-request-id", "zyx marker")],
                [("traceparent", f"ff-{TRACE}-{PARENT}-01"), ("x-request-id", '"zyx"')],
                [("traceparent", "zyxmarker"), ("x-request-id", "zyx" + "z" * 62)],
            ):
                _, answer, line = self.one_call(server, metadata=metadata)
                self.assertRegex(line["trace_id"], "^[0-9a-f]{32}$")
                self.assertNotEqual(line["trace_id"], TRACE)
                self.assertEqual(line["parent_id"], "")
                self.assertEqual(line["request_id"], line["span_id"])
                self.assertEqual(
                    answer["traceparent"], f"00-{line['trace_id']}-{line['span_id']}-00"
                )
                self.assertEqual(answer["x-request-id"], line["request_id"])
                seen |= {line["trace_id"], line["span_id"]}
            self.assertEqual(len(seen), 8)
            self.assertNotIn("zyx", server.log())

    def test_the_longest_request_id_is_taken_over(self):
        with KneadServer() as server:
            longest = "Az09._-" + "x" * 57
            _, _, line = self.one_call(server, metadata=[("x-request-id", longest)])
            self.assertEqual(line["request_id"], longest)
            _, _, line = self.one_call(server, metadata=[("x-request-id", longest + "x")])
            self.assertEqual(line["request_id"], line["span_id"])

    def test_a_stream_is_one_line_and_its_requests_ids_are_none(self):
        with KneadServer() as server:
            self.assertEqual(server.stream(ASSESS_STREAM, [ITEM] * 3), ("OK", 3))
            wait_until(lambda: server.events("call"), "the stream is logged")
            self.assertEqual(server.stop(), 0)
            (line,) = server.events("call")
            self.assertEqual(line["method"], ASSESS_STREAM)
            self.assertEqual(line["request_bytes"], 3 * len(ITEM))
            self.assertRegex(line["trace_id"], "^[0-9a-f]{32}$")
            self.assertNotIn("zyx", server.log())

    def test_probes_and_what_was_not_asked_for_have_no_line(self):
        for which, codes in (
            ("all", ["OK", "UNIMPLEMENTED"]),
            ("errors", ["UNIMPLEMENTED"]),
            ("none", []),
        ):
            with KneadServer("--log-calls", which) as server:
                server.call(HEALTH_CHECK)
                server.call(CONTENT_INFO)
                server.call("/no.such/Method")
                self.assertEqual(server.stop(), 0)
                self.assertEqual([line["code"] for line in server.events("call")], codes)

    def test_the_last_lines_are_written_before_the_end(self):
        with KneadServer() as server:
            for _ in range(50):
                server.call(CONTENT_INFO)
            self.assertEqual(server.stop(), 0)
            self.assertEqual(len(server.events("call")), 50)
            self.assertEqual(json.loads(server.log().splitlines()[-1])["event"], "stopped")

    def test_junk_in_place_of_tls_writes_few_lines(self):
        begin = time.monotonic()
        with SecureServer() as server:
            host, port = server.address.rsplit(":", 1)
            for _ in range(JUNK_CONNECTIONS):
                with socket.create_connection((host, int(port)), PATIENCE_SECONDS) as junk:
                    junk.settimeout(PATIENCE_SECONDS)
                    junk.sendall(b"zyxmarker, which is not TLS\r\n\r\n")
                    # The server hangs up.
                    try:
                        while junk.recv(4096):
                            pass
                    except ConnectionResetError:
                        pass
            self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            wait_until(lambda: server.events("grpc"), "it is logged at all")
            self.assertEqual(server.stop(), 0)
            places = [line["place"] for line in server.events("grpc")]
            # One for each whole interval, and the first.
            most = 1 + int((time.monotonic() - begin) / GRPC_LOG_SECONDS)
            for place in set(places):
                self.assertLessEqual(places.count(place), most, place)
            self.assertLess(len(places), JUNK_CONNECTIONS / 2)
            for line in server.events("grpc"):
                self.assertEqual(set(line), {"time", "level", "event", "place", "left_out"})
            self.assertNotIn("zyx", server.log())

    def test_a_full_disk_stops_no_call(self):
        with open("/dev/full", "w") as full, KneadServer(errors=full) as server:
            for _ in range(20):
                self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            wait_until(
                # The calls, and the line that says that it serves.
                lambda: value(server.metrics()[0], "knead_log_lines_dropped_total") == 21,
                "the lines are counted",
            )
            self.assertEqual(server.stop(), 0)

    def test_a_reader_that_stops_or_goes_away_stops_no_call(self):
        reading, writing = os.pipe()
        with os.fdopen(writing, "w") as stuck, KneadServer(errors=stuck) as server:
            # Far more than the pipe holds.
            for _ in range(1000):
                self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            wait_until(
                lambda: value(server.metrics()[0], "knead_log_lines_dropped_total") > 0,
                "lines are dropped",
            )
            os.close(reading)
            for _ in range(20):
                self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
