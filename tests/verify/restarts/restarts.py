"""Replicas that are restarted, and that die, under load."""

import time

KILL_EVERY_SECONDS = 5


def roll(cluster, rounds):
    """Restarts one replica after the other by SIGTERM. Each must end with 0."""
    for _ in range(rounds):
        for replica in cluster.replicas:
            code = replica.terminate()
            if code != 0:
                raise AssertionError(f"a replica ended with {code}")
            replica.start()
            cluster.settle()


def kill_one_after_the_other(cluster, kills):
    """Kills a replica every KILL_EVERY_SECONDS and starts it again at once."""
    for i in range(kills):
        replica = cluster.replicas[i % len(cluster.replicas)]
        start = time.monotonic()
        replica.kill()
        replica.start()
        time.sleep(max(0, start + KILL_EVERY_SECONDS - time.monotonic()))
