#!/usr/bin/python3
"""The nginx configuration of docs/operations, in front of two real servers."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

KNEAD = os.environ["KNEAD"]
SERVER = os.environ["SERVER"]
CONFIGURATION = "docs/operations/nginx/knead.conf"
CASE = "tests/cases/sore_runner.textproto"
NGINX = "/usr/sbin/nginx"

# How long something may take. A test that waits so long has failed.
PATIENCE_SECONDS = 60

MAIN = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  scgi_temp_path {folder}/scgi;
  uwsgi_temp_path {folder}/uwsgi;
  include {folder}/knead.conf;
}}
"""


class NginxTest(unittest.TestCase):
    def setUp(self):
        # A short path: that of a socket may have 107 bytes.
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        # What the caller sets would answer in the server's place.
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        self.make_certificate()
        self.servers = [self.start_server(), self.start_server()]
        self.start_nginx()

    def make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"]
            + ["ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
            + ["-subj", "/CN=knead test", "-addext", "subjectAltName=DNS:localhost"]
            + ["-keyout", self.folder / "tls.key", "-out", self.folder / "tls.crt"],
            check=True,
            capture_output=True,
        )
        self.environment["GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"] = str(self.folder / "tls.crt")

    def start(self, *command):
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

        def stop():
            process.kill()
            process.wait()
            process.stdout.close()

        self.addCleanup(stop)
        return process

    def start_server(self):
        """The process and its address."""
        process = self.start(SERVER, "--listen", "127.0.0.1:0", "--threads", "1")
        line = process.stdout.readline()
        self.assertIn("listening on", line)
        return process, line.split()[-1]

    def configuration(self):
        """The file of the tree with the places of this test."""
        text = pathlib.Path(CONFIGURATION).read_text(encoding="utf-8")
        places = {
            "listen 443 ssl": f"listen unix:{self.folder}/front ssl",
            "/etc/nginx/knead/tls.crt": f"{self.folder}/tls.crt",
            "/etc/nginx/knead/tls.key": f"{self.folder}/tls.key",
            "server 127.0.0.1:8980": f"server {self.servers[0][1]}",
            "server 127.0.0.1:8982": f"server {self.servers[1][1]}",
        }
        for written, here in places.items():
            self.assertEqual(text.count(written), 1, written)
            text = text.replace(written, here)
        return text

    def start_nginx(self):
        (self.folder / "knead.conf").write_text(self.configuration(), encoding="utf-8")
        # The sockets of the test's user are closed to nginx's usual one.
        user = "user root root;" if os.getuid() == 0 else ""
        main = self.folder / "nginx.conf"
        main.write_text(MAIN.format(folder=self.folder, user=user), encoding="utf-8")
        self.nginx = self.start(NGINX, "-c", main, "-e", self.folder / "error.log")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (self.folder / "front").exists():
            self.assertIsNone(self.nginx.poll(), self.errors())
            self.assertLess(time.monotonic(), deadline, self.errors())
            time.sleep(0.05)

    def errors(self):
        log = self.folder / "error.log"
        return log.read_text(encoding="utf-8") if log.exists() else "no log"

    def knead(self, *arguments, said=None):
        result = subprocess.run(
            [KNEAD, "--server", f"unix:{self.folder}/front", "--transport", "tls", *arguments],
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr + self.errors())
        return result.stdout

    def test_calls_and_streams_go_through(self):
        direct = subprocess.run(
            [KNEAD, "--server", self.servers[0][1], "assess", "--case", CASE],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        self.assertEqual(self.knead("assess", "--case", CASE), direct)
        # An answer of some size.
        self.assertGreater(len(self.knead("findings")), 5000)
        # A stream both ways: a session that is stopped at once.
        session = self.knead("coach", "--case", CASE, "--minutes", "12", said="q\n")
        self.assertRegex(session, re.compile("session|stop", re.IGNORECASE))

    def test_a_server_that_died_is_not_missed(self):
        process, _ = self.servers[0]
        process.kill()
        process.wait()
        for _ in range(6):
            self.assertIn("calf", self.knead("techniques", "calf-hands").lower())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose"])
