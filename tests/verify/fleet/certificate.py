"""A certificate for loopback, made for one run."""

import os
import subprocess


class Certificate:
    """Signed by itself: `authority` is what callers trust, `pem` holds the
    certificate and its key."""

    def __init__(self, folder):
        self.authority = os.path.join(folder, "authority.pem")
        self.pem = os.path.join(folder, "proxy.pem")
        key = os.path.join(folder, "key.pem")
        subprocess.run(
            [
                "openssl", "req", "-x509", "-nodes", "-days", "1",
                "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", key, "-out", self.authority,
            ],
            check=True,
            capture_output=True,
        )
        with open(self.pem, "wb") as both:
            for name in (self.authority, key):
                with open(name, "rb") as part:
                    both.write(part.read())
