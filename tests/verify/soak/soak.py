"""Mixed load for a long time: lookups, lists, assessments, explanations, plans,
figures, streams, coached sessions, errors, and connections that come and go."""

import contextlib
import tempfile
import time

from fleet import corpus
from fleet import load
from fleet import replica

# Calls over one connection.
RECONNECT_EVERY = 50


def run(binary, seconds, sample_seconds):
    """Yields (seconds from the beginning, resident bytes, report) after each
    sample."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(replica.Replica(binary))
        with replica.Replica(binary) as twin:
            calls = corpus.learn([[server.address, twin.address]])
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        callers = stack.enter_context(
            load.Load(
                folder,
                calls.items,
                server.address,
                reconnect_every=RECONNECT_EVERY,
            )
        )
        start = time.monotonic()
        while time.monotonic() < start + seconds:
            time.sleep(sample_seconds)
            yield time.monotonic() - start, server.resident_bytes(), callers.report()
