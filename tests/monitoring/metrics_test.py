#!/usr/bin/python3
"""/metrics of a real server: the counts are those of the calls that were made."""

import re
import signal
import subprocess
import threading
import time
import unittest

from knead_server import (
    ASSESS,
    ASSESS_STREAM,
    COACH,
    CONTENT_INFO,
    HEALTH_CHECK,
    KneadServer,
    SecureServer,
    value,
    wait_until,
)

OPERATIONS = "docs/operations.md"

# How long a certificate of a test holds.
DAY_SECONDS = 24 * 60 * 60

GET_FINDING = "/knead.v1.LookupService/GetFinding"
PLAN_SESSION = "/knead.v1.SessionService/PlanSession"

# GetFindingRequest {name: "findings/zyxmarker"}
NO_SUCH_FINDING = b"\x0a\x12findings/zyxmarker"
# AssessStreamRequest {request_id: "a" request {}}
ITEM = b"\x0a\x01a\x12\x00"
# The same without a request: it is answered with its fault.
FAULTY_ITEM = b"\x0a\x01b"
# PlanSessionRequest {assessment_request {} available_time {seconds: 1200}}
PLAN = b"\x0a\x00\x12\x03\x08\xb0\x09"
# CoachRequest {event_id: 1 start {the same}}
START = b"\x08\x01\x12\x07" + PLAN


class MetricsTest(unittest.TestCase):
    def test_counts_what_was_called(self):
        with KneadServer() as server:
            before, _ = server.metrics()
            for _ in range(7):
                self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            self.assertEqual(server.call(GET_FINDING, NO_SUCH_FINDING)[0], "NOT_FOUND")
            self.assertEqual(server.call(GET_FINDING, b"\xff")[0], "INVALID_ARGUMENT")
            self.assertEqual(server.call(HEALTH_CHECK)[0], "OK")
            series, _ = server.metrics()

            def handled(method, **labels):
                return value(series, "grpc_server_handled_total", grpc_method=method, **labels)

            self.assertEqual(handled("GetContentInfo"), 7)
            self.assertEqual(handled("GetContentInfo", grpc_code="OK"), 7)
            self.assertEqual(handled("GetFinding"), 2)
            self.assertEqual(handled("GetFinding", grpc_code="NotFound"), 1)
            self.assertEqual(handled("GetFinding", grpc_code="InvalidArgument"), 1)
            self.assertEqual(handled("Check", grpc_code="OK"), 1)
            self.assertEqual(value(series, "grpc_server_handled_total"), 10)
            self.assertEqual(value(series, "grpc_server_started_total"), 10)
            self.assertEqual(value(series, "grpc_server_handling_seconds_count"), 10)
            self.assertEqual(value(series, "grpc_server_msg_received_total"), 10)
            self.assertEqual(value(series, "grpc_server_msg_sent_total"), 8)
            self.assertGreater(
                value(series, "grpc_server_handling_seconds_sum", grpc_method="GetContentInfo"), 0
            )
            # All series were there before the first call.
            self.assertEqual(before.keys(), series.keys())

    def test_counts_a_stream_once_and_its_messages_each(self):
        with KneadServer() as server:
            code, answers = server.stream(ASSESS_STREAM, [ITEM, FAULTY_ITEM, ITEM])
            self.assertEqual((code, answers), ("OK", 3))

            def of_stream(name, **labels):
                series, _ = server.metrics()
                return value(series, name, grpc_method="AssessStream", **labels)

            wait_until(
                lambda: of_stream("grpc_server_handled_total", grpc_code="OK") == 1,
                "the stream is counted",
            )
            self.assertEqual(of_stream("grpc_server_started_total", grpc_type="bidi_stream"), 1)
            self.assertEqual(of_stream("grpc_server_handled_total"), 1)
            self.assertEqual(of_stream("grpc_server_msg_received_total"), 3)
            self.assertEqual(of_stream("grpc_server_msg_sent_total"), 3)

    def test_counts_verdicts_wherever_they_are_given(self):
        with KneadServer() as server:

            def verdicts(**labels):
                return value(server.metrics()[0], "knead_assessments_total", **labels)

            self.assertEqual(verdicts(), 0)
            self.assertEqual(server.call(ASSESS)[0], "OK")
            self.assertEqual(verdicts(), 1)
            # Nothing is known, so there are questions first.
            self.assertEqual(verdicts(urgency="self_care", permission="ask_first"), 1)
            server.stream(ASSESS_STREAM, [ITEM, FAULTY_ITEM, ITEM])
            self.assertEqual(verdicts(), 3)
            self.assertEqual(server.call(PLAN_SESSION, PLAN)[0], "OK")
            self.assertEqual(verdicts(), 4)
            self.assertEqual(server.stream(COACH, [START]), ("OK", 1))
            self.assertEqual(verdicts(), 5)
            self.assertEqual(server.call(ASSESS, b"\xff")[0], "INVALID_ARGUMENT")
            self.assertEqual(verdicts(), 5)

    def test_shows_sessions_that_are_open(self):
        with KneadServer() as server:

            def sessions():
                return value(server.metrics()[0], "knead_coach_sessions_open")

            self.assertEqual(sessions(), 0)
            silence = Silence()
            call = server.channel.stream_stream(COACH)(silence)
            wait_until(lambda: sessions() == 1, "the session is open")
            call.cancel()
            silence.end()
            wait_until(lambda: sessions() == 0, "the session is closed")

    def test_callers_make_no_series(self):
        with KneadServer() as server:
            before, _ = server.metrics()
            for path in ("/zyxmarker/zyxmarker", "/knead.v1.LookupService/zyxmarker", "/a/b"):
                code, _ = server.call(
                    path, b"zyxmarker", metadata=[("x-request-id", "zyxmarker")]
                )
                self.assertEqual(code, "UNIMPLEMENTED")
            series, _ = server.metrics()
            self.assertEqual(before.keys(), series.keys())
            self.assertEqual(
                value(series, "grpc_server_handled_total", grpc_method="unknown",
                      grpc_code="Unimplemented"),
                3,
            )
            self.assertNotIn("zyx", server.get("/metrics")[1])

    def test_tells_which_content_is_served(self):
        with KneadServer() as server:
            _, metadata = server.call(CONTENT_INFO)
            series, _ = server.metrics()
            self.assertEqual(
                value(
                    series,
                    "knead_content_info",
                    revision=metadata["knead-content-revision"],
                    engine_version=metadata["knead-engine-version"],
                ),
                1,
            )
            self.assertGreater(
                value(series, "knead_content_last_reload_success_timestamp_seconds"), 1.7e9
            )

    def test_tells_when_the_certificate_ends_and_what_was_refused(self):
        with SecureServer() as server:

            def reloads(**labels):
                series, _ = server.metrics()
                return value(series, "knead_security_reloads_total", **labels)

            series, _ = server.metrics()
            left = value(series, "knead_tls_certificate_not_after_timestamp_seconds")
            self.assertAlmostEqual(left - time.time(), DAY_SECONDS, delta=3600)
            self.assertEqual(reloads(), 0)
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: reloads(result="ok") == 2, "all is taken up again")
            with open(f"{server.folder}/key.pem", "w") as key:
                key.write("no key")
            wait_until(lambda: reloads(file="tls", result="refused") > 0, "it is refused")
            self.assertEqual(reloads(file="authorization", result="refused"), 0)

    def test_has_no_certificate_without_tls(self):
        with KneadServer() as server:
            _, types = server.metrics()
        with SecureServer() as server:
            _, more = server.metrics()
        self.assertEqual(
            more.keys() - types.keys(), {"knead_tls_certificate_not_after_timestamp_seconds"}
        )

    def test_is_what_promtool_takes(self):
        with SecureServer() as server:
            self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            checked = subprocess.run(
                ["promtool", "check", "metrics"],
                input=server.get("/metrics")[1],
                capture_output=True,
                text=True,
            )
            self.assertEqual(checked.stdout + checked.stderr, "")
            self.assertEqual(checked.returncode, 0)

    def test_the_page_for_operators_names_every_metric(self):
        with SecureServer() as server:
            _, types = server.metrics()
        with open(OPERATIONS) as page:
            section = page.read().split("\n## Metrics\n")[1].split("\n## ")[0]
        documented = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.MULTILINE))
        self.assertEqual(documented, types)


class Silence:
    """Requests of a stream, none of which ever comes until it is ended."""

    def __init__(self):
        self._ended = threading.Event()

    def __iter__(self):
        return self

    def __next__(self):
        self._ended.wait()
        raise StopIteration

    def end(self):
        self._ended.set()


if __name__ == "__main__":
    unittest.main()
