#!/usr/bin/python3
"""A real Prometheus scrapes a real server and the HAProxy before it, takes the
alert rules, and answers every question of the dashboard."""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import urllib.request

from knead_server import (
    CONTENT_INFO,
    PATIENCE_SECONDS,
    KneadServer,
    SecureServer,
    parse_metrics,
    wait_until,
)

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../verify"))

# pylint: disable=wrong-import-position
from fleet import proxy

ALERTS = "docs/operations/prometheus/alerts.yml"
ALERTS_TEST = "docs/operations/prometheus/alerts_test.yml"
CONFIG = "docs/operations/prometheus/prometheus.yml"
DASHBOARD = "docs/operations/grafana/dashboard.json"


def dashboard_questions():
    """The expressions of the dashboard, with its variables filled in."""
    with open(DASHBOARD) as file:
        dashboard = json.load(file)
    questions = [a["expr"] for a in dashboard["annotations"]["list"]]
    for panel in dashboard["panels"]:
        questions += [target["expr"] for target in panel.get("targets", [])]
    return [
        question.replace("$__rate_interval", "1m").replace("$instance", ".*")
        for question in questions
    ]


def alert_questions():
    with open(ALERTS) as file:
        return re.findall(r"expr: (?:\|\n)?((?:.|\n)*?)\n(?= {8}\w+:)", file.read())


class Prometheus:
    """A Prometheus on a free port that often scrapes one server, and a proxy."""

    def __init__(self, server, before_it):
        self._folder = tempfile.TemporaryDirectory()
        with open(CONFIG) as file:
            config = file.read()
        config = config.replace("15s", "100ms").replace(
            "alerts.yml", urllib.parse.unquote(self._copy(ALERTS))
        )
        targets = iter([server.admin, before_it.metrics])
        config, count = re.subn(
            r"targets:\n(?: +- 127\.0\.0\.1:\d+\n)+",
            lambda _: f"targets: ['{next(targets)}']\n",
            config,
        )
        assert count == 2, config
        path = self._write("prometheus.yml", config)
        self._errors = open(f"{self._folder.name}/log", "w")
        self._process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={path}",
                f"--storage.tsdb.path={self._folder.name}/data",
                "--web.listen-address=127.0.0.1:0",
            ],
            stdout=self._errors,
            stderr=self._errors,
            cwd=self._folder.name,
        )
        self._address = wait_until(self._find_address, "Prometheus listens")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._errors.close()
        self._folder.cleanup()

    def _write(self, name, text):
        path = f"{self._folder.name}/{name}"
        with open(path, "w") as file:
            file.write(text)
        return path

    def _copy(self, path):
        with open(path) as file:
            return self._write("alerts.yml", file.read())

    def _find_address(self):
        with open(self._errors.name) as file:
            log = file.read()
        assert self._process.poll() is None, log
        match = re.search(r'msg="Listening on" address=(\S+)', log)
        return match and match.group(1)

    def ask(self, path, **parameters):
        url = f"http://{self._address}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:
                return json.load(response)["data"]
        except urllib.error.HTTPError as error:
            if error.code == 503:
                # Still starting.
                return None
            raise AssertionError(f"{parameters}: {error.read().decode()}") from error

    def query(self, question):
        data = self.ask("query", query=question)
        return data and data["result"]


class PrometheusTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.server = self.enterContext(KneadServer())
        self.proxy = self.enterContext(proxy.Proxy(folder.name, [self.server.address]))

    def test_scrapes_the_server_and_the_proxy(self):
        server = self.server
        with Prometheus(server, self.proxy) as prometheus:
            for _ in range(5):
                self.assertEqual(server.call(CONTENT_INFO)[0], "OK")
            found = wait_until(
                lambda: prometheus.query(
                    'grpc_server_handled_total{job="knead", grpc_method="GetContentInfo", '
                    'grpc_code="OK"} == 5'
                ),
                "the calls are in Prometheus",
            )
            self.assertEqual(found[0]["metric"]["grpc_service"], "knead.v1.LookupService")
            self.assertEqual(prometheus.query('up{job="knead"}')[0]["value"][1], "1")
            replicas = wait_until(
                lambda: prometheus.query(
                    'haproxy_backend_active_servers{job="knead-proxy", proxy="calls"}'
                ),
                "the proxy's counters are in Prometheus",
            )
            self.assertEqual(replicas[0]["value"][1], "1")
            self.assertEqual(
                prometheus.query('scrape_samples_post_metric_relabeling{job="knead"}')[0][
                    "value"
                ][1],
                str(len(server.metrics()[0])),
            )
            self.assertEqual(
                [r["health"] for g in prometheus.ask("rules")["groups"] for r in g["rules"]
                 if r["health"] == "err"],
                [],
            )
            for question in dashboard_questions():
                # A question that Prometheus does not understand is an error.
                self.assertIsNotNone(prometheus.query(question), question)

            def every_panel_shows_something():
                # Rates need calls between two scrapes.
                server.call(CONTENT_INFO)
                server.call("/no.such/Method")
                return all(
                    prometheus.query(question)
                    for question in dashboard_questions()
                    if "changes(" not in question
                )

            wait_until(every_panel_shows_something, "every panel shows something")

    def test_what_is_asked_for_exists(self):
        with SecureServer() as server:
            names = {name for name, _ in server.metrics()[0]}
        with urllib.request.urlopen(f"http://{self.proxy.metrics}/metrics") as answer:
            names |= {name for name, _ in parse_metrics(answer.read().decode())[0]}
        # Prometheus's own.
        names |= {"up"}
        questions = dashboard_questions() + alert_questions()
        self.assertGreater(len(questions), 30)
        for question in questions:
            # Metrics stand before a selector; what stands in quotes are values.
            asked = re.findall(r"([a-z_]\w*)\{", re.sub(r'"[^"]*"', '""', question))
            self.assertTrue(asked, question)
            for name in asked:
                self.assertIn(name, names, question)


class FilesTest(unittest.TestCase):
    def test_promtool_takes_the_configuration(self):
        for arguments in (
            ["check", "config", CONFIG],
            ["check", "rules", ALERTS],
            ["test", "rules", ALERTS_TEST],
        ):
            run = subprocess.run(["promtool", *arguments], capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
            self.assertNotIn("FAILED", run.stdout + run.stderr)

    def test_every_alert_is_tested_and_explained(self):
        with open(ALERTS) as file:
            alerts = set(re.findall(r"- alert: (\w+)", file.read()))
        with open(ALERTS_TEST) as file:
            tested = set(re.findall(r"alertname: (\w+)", file.read()))
        self.assertGreater(len(alerts), 5)
        self.assertEqual(alerts, tested)
        self.assertEqual(len(alert_questions()), len(alerts))


if __name__ == "__main__":
    unittest.main()
