"""Waiting for something that another process does."""

import time

# How long anything may take. Whoever waits so long has failed.
PATIENCE_SECONDS = 60

# Between two looks.
PAUSE_SECONDS = 0.02


def wait_until(holds, what):
    """Returns the first value of holds() that counts as true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        value = holds()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(PAUSE_SECONDS)
