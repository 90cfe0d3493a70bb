"""A seeded schedule of what can go wrong, carried out on replicas under load."""

import os
import random
import signal
import time

TERMINATIONS = 3
KILLS = 3
STOP_SECONDS = 2
# Between two events.
MIN_PAUSE_SECONDS, MAX_PAUSE_SECONDS = 0.2, 1.0
# How long a replica is left with content that cannot be served.
UNREADABLE_SECONDS = 0.5

# Takes in nothing: what is written to a disk that is full.
FULL_DISK = "/dev/full"


class Chaos:
    """What happens to a cluster whose replicas serve `content_file`, while one of
    them logs to a full disk. `revisions` are the files of the content that may be
    published."""

    def __init__(self, seed, cluster, content_file, revisions):
        self._random = random.Random(seed)
        self._cluster = cluster
        self._content_file = content_file
        self._revisions = revisions
        self._published = 0

    def schedule(self):
        """The names of the events, in their order."""
        events = (
            [self.terminate] * TERMINATIONS
            + [self.kill] * KILLS
            + [self.stop_for_a_while, self.publish, self.publish, self.spoil]
        )
        self._random.shuffle(events)
        return events

    def _any(self):
        return self._random.choice(self._cluster.replicas)

    def pause(self):
        time.sleep(self._random.uniform(MIN_PAUSE_SECONDS, MAX_PAUSE_SECONDS))

    def terminate(self):
        """SIGTERM."""
        replica = self._any()
        code = replica.terminate()
        if code != 0:
            raise AssertionError(f"a replica ended with {code}")
        replica.start()

    def kill(self):
        """SIGKILL."""
        replica = self._any()
        replica.kill()
        replica.start()

    def stop_for_a_while(self):
        """SIGSTOP."""
        replica = self._any()
        replica.signal(signal.SIGSTOP)
        time.sleep(STOP_SECONDS)
        replica.signal(signal.SIGCONT)

    def publish(self):
        """The next revision of the content."""
        self._published = (self._published + 1) % len(self._revisions)
        with open(self._revisions[self._published], "rb") as content:
            self._replace_content(content.read())

    def spoil(self):
        """Content that cannot be served, and then the right one again: what is
        damaged, a file that cannot be read, and no file."""
        with open(self._revisions[self._published], "rb") as content:
            right = content.read()
        self._replace_content(self._damaged(right))
        time.sleep(UNREADABLE_SECONDS)
        os.remove(self._content_file)
        # A folder can be opened, but not read, whoever runs this.
        os.mkdir(self._content_file)
        self._tell_replicas()
        time.sleep(UNREADABLE_SECONDS)
        os.rmdir(self._content_file)
        self._tell_replicas()
        time.sleep(UNREADABLE_SECONDS)
        self._replace_content(right)

    def _damaged(self, content):
        wrong = bytearray(content[: self._random.randrange(1, len(content))])
        for _ in range(100):
            wrong[self._random.randrange(len(wrong))] ^= 1 << self._random.randrange(8)
        return bytes(wrong)

    def _replace_content(self, content):
        new_file = self._content_file + ".new"
        with open(new_file, "wb") as file:
            file.write(content)
        os.replace(new_file, self._content_file)
        self._tell_replicas()

    def _tell_replicas(self):
        for replica in self._cluster.replicas:
            replica.signal(signal.SIGHUP)
