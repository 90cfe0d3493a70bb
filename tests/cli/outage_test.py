#!/usr/bin/python3
"""knead coach while its server goes away: what was reported is not lost."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

KNEAD = os.environ["KNEAD"]
SERVER = os.environ["SERVER"]
CASE = "tests/cases/sore_runner.textproto"

# How long something may take to be said. A test that waits so long has failed.
PATIENCE_SECONDS = 60

# Denies all that a check asks.
NOTHING_NEW = "n"

# Says that a check is to be answered.
CHECK = r"Before you go on[\s\S]*help, q\s+stop"


class Coach:
    """A session over pipes."""

    def __init__(self, address):
        self._process = subprocess.Popen(
            [KNEAD, "coach", "--server", address, "--case", CASE, "--minutes", "12"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=0,
        )
        self._text = ""
        self._read = 0
        self._reader = threading.Thread(target=self._collect)
        self._reader.start()

    def _collect(self):
        while chunk := os.read(self._process.stdout.fileno(), 4096):
            self._text += chunk.decode()

    def say(self, *lines):
        for line in lines:
            self._process.stdin.write(line + "\n")

    def hear(self, pattern):
        """Waits for the pattern behind what was heard before."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            match = re.compile(pattern).search(self._text, self._read)
            if match:
                self._read = match.end()
                return match.group()
            if time.monotonic() > deadline or not self._reader.is_alive():
                match = re.compile(pattern).search(self._text, self._read)
                if match:
                    continue
                raise AssertionError(f"no {pattern!r} in:\n{self._text[self._read :]}")
            time.sleep(0.02)

    def text(self):
        """All that was said."""
        return self._text

    def end(self):
        """The exit code, what was not heard, and the errors."""
        if not self._process.stdin.closed:
            self._process.stdin.close()
        code = self._process.wait(PATIENCE_SECONDS)
        self._reader.join()
        errors = self._process.stderr.read()
        self._process.stderr.close()
        self._process.stdout.close()
        return code, self._text[self._read :], errors


class OutageTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self._folder)
        self._key = os.path.join(self._folder, "key")
        with open(self._key, "wb") as file:
            file.write(os.urandom(32))
        self._server = None
        self._address = "127.0.0.1:0"
        self.addCleanup(self.stop)
        self.start()
        self.coach = Coach(self._address)
        self.coach.say("ready", "done", "done", "done", "done")
        self.coach.hear(r"Step 5 of 14[\s\S]*> ")

    def start(self, keep_key=True):
        key = ["--session-key-file", self._key] if keep_key else []
        self._server = subprocess.Popen(
            [SERVER, "--listen", self._address, *key],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._address = self._server.stdout.readline().split()[-1]

    def stop(self):
        self._server.kill()
        self._server.wait()
        self._server.stdout.close()

    def restart(self, keep_key=True):
        self.stop()
        self.start(keep_key)

    def say_while_nobody_hears(self, line):
        """Says it in an outage, which then ends with a check."""
        self.stop()
        self.coach.say("done")
        self.coach.hear("Trying again")
        self.coach.say(line)
        time.sleep(1)
        self.start()
        self.coach.hear(CHECK)

    def test_a_report_goes_with_the_answer_to_the_check(self):
        self.restart()
        self.coach.say("new breathlessness-or-chest-pain")
        self.coach.hear("The connection was lost")
        self.coach.hear(CHECK)
        # Of another thing alone: somebody to see, without hurry.
        self.coach.say("7", "r")
        self.coach.hear("Call for help now")
        self.assertEqual(self.coach.end()[0], 0)

    def test_a_report_goes_before_the_wish_to_stop(self):
        for leave in ("q", None):
            self.restart()
            self.coach.say("new breathlessness-or-chest-pain")
            self.coach.hear(CHECK)
            if leave:
                self.coach.say(leave)
            code, text, errors = self.coach.end()
            self.assertEqual((code, errors), (0, ""))
            self.assertIn("Call for help now", text)
            self.coach = Coach(self._address)
            self.coach.say("ready", "done", "done", "done", "done")
            self.coach.hear(r"Step 5 of 14[\s\S]*> ")
        self.coach.end()

    def test_pain_that_ends_a_session_goes_before_the_check(self):
        self.restart()
        self.coach.say("hurts 9 sharp")
        self.coach.hear("Stop at once")
        code, text, _ = self.coach.end()
        self.assertEqual(code, 0)
        self.assertIn("Severe pain", text)

    def test_strong_pain_makes_it_milder_behind_the_check(self):
        self.restart()
        self.coach.say("hurts 5 dull")
        self.coach.hear(CHECK)
        self.coach.say(NOTHING_NEW, "ready")
        self.coach.hear("Paused[\\s\\S]*Stroke more lightly")
        self.coach.end()

    def test_a_report_outlives_two_outages(self):
        self.restart()
        self.coach.say("new breathlessness-or-chest-pain")
        self.coach.hear(CHECK)
        self.restart()
        self.coach.say(NOTHING_NEW)
        self.coach.hear("The connection was lost")
        self.coach.hear(CHECK)
        self.coach.say(NOTHING_NEW)
        self.coach.hear("Call for help now")
        self.coach.end()

    def test_a_server_that_comes_back_late_is_found(self):
        self.stop()
        self.coach.say("hurts 9 sharp")
        self.coach.hear("Trying again")
        time.sleep(3)
        self.start()
        self.coach.hear("Stop at once")
        self.assertEqual(self.coach.end()[0], 0)

    def test_what_is_said_while_nobody_hears_answers_no_check(self):
        # A new sign, and not none of those that the check asks for.
        self.say_while_nobody_hears("n")
        self.coach.say(NOTHING_NEW)
        self.coach.hear("What has come up")
        self.coach.say("2")
        self.coach.hear("Call for help now")
        self.assertEqual(self.coach.end()[0], 0)

    def test_pain_that_is_said_while_nobody_hears_is_heard(self):
        self.say_while_nobody_hears("hurts 9 sharp")
        self.coach.say(NOTHING_NEW)
        self.coach.hear("Stop at once")
        self.assertEqual(self.coach.end()[0], 0)

    def test_pain_is_said_where_the_session_stood(self):
        self.coach.say("hurts 4 growing")
        self.coach.hear(r"Let it settle[\s\S]*> ")
        self.coach.say("ready")
        self.coach.hear("Has it settled")
        self.restart()
        self.coach.say("6 dull")
        self.coach.hear(CHECK)
        self.coach.say(NOTHING_NEW)
        # As it would have ended without the restart.
        self.coach.hear("does not settle is the sign to stop")
        self.assertEqual(self.coach.end()[0], 0)

    def test_words_that_nobody_can_read_are_not_denied(self):
        self.stop()
        self.coach.say("my chest hurts and i am short of breath")
        self.coach.hear("The service does not answer, so these words")
        self.coach.hear("What has come up")
        self.coach.say("2")
        self.coach.hear("Trying again")
        self.coach.say("stop")
        self.coach.hear(r"call\s+for\s+help\s+now")
        self.assertEqual(self.coach.end()[0], 1)
        self.start()

    def test_a_quiet_session_is_not_lost(self):
        # More than a connection may be silent before the client looks after it.
        time.sleep(60)
        self.coach.say("pause")
        self.coach.hear("Paused")
        self.coach.say("stop")
        code, text, _ = self.coach.end()
        self.assertEqual(code, 0)
        self.assertNotIn("was lost", self.coach.text() + text)

    def test_who_stops_is_asked_nothing(self):
        self.restart()
        self.coach.say("stop")
        self.coach.hear("You have ended the session")
        self.assertEqual(self.coach.end()[0], 0)

    def test_a_report_that_no_session_takes_is_assessed_by_itself(self):
        self.restart(keep_key=False)
        self.coach.say("new breathlessness-or-chest-pain")
        self.coach.hear("The session cannot go on. Stop the massage here.")
        self.coach.hear("What to watch for")
        self.coach.hear("Call for help now")
        code, _, errors = self.coach.end()
        self.assertEqual(code, 1)
        self.assertIn("could not be taken up again", errors)

    def test_without_any_server_it_says_what_to_do(self):
        self.stop()
        self.coach.say("new numbness-tingling-weakness")
        self.coach.hear("Stop, and take your hands away")
        self.coach.hear("The connection was lost. Trying again")
        self.coach.say("stop")
        self.coach.hear("The session cannot go on. Stop the massage here.")
        self.coach.hear("What to watch for")
        self.coach.hear("call\\s+for\\s+help\\s+now")
        self.assertEqual(self.coach.end()[0], 1)
        self.start()

    def test_pain_without_any_server_ends_the_massage(self):
        self.stop()
        self.coach.say("hurts 9 sharp")
        self.coach.hear("Stop, and take your hands away")
        self.coach.hear("Trying again")
        self.coach.say("stop")
        self.coach.hear("do not massage any\\s+more\\s+today")
        self.assertEqual(self.coach.end()[0], 1)
        self.start()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
