#!/usr/bin/python3
"""knead coach on a real terminal: what is seen, what keys do, and how the
terminal is left."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import terminal

KNEAD = os.path.abspath(os.environ["KNEAD"])
SERVER = os.path.abspath(os.environ["SERVER"])
CASE = os.path.abspath("tests/cases/sore_runner.textproto")
RECORDINGS = "tests/terminal/recordings"

# To be seen on the shell's screen before and after.
MARK = "what stood here before"


def masked(screen):
    """The screen without what the clock changes."""
    screen = re.sub(r"[█░]+ +(\d+:\d\d) left", "[bar] 0:00 left", screen)
    return "".join(f"{line.rstrip()}\n" for line in screen.split("\n"))


class CoachTest(unittest.TestCase):
    def setUp(self):
        # Short, since the path of a socket must be.
        self._folder = tempfile.mkdtemp(prefix="knead", dir="/tmp")
        self.addCleanup(shutil.rmtree, self._folder)
        # Commands that fit into a row or two.
        self._knead = os.path.join(self._folder, "knead")
        os.symlink(KNEAD, self._knead)
        self._case = os.path.join(self._folder, "case.textproto")
        os.symlink(CASE, self._case)

    def terminal(self, **options):
        """A terminal that is told from its screen and its settings."""
        self._terminal = self.enterContext(
            terminal.Terminal(self._folder, **options)
        )
        self._terminal.run("echo", MARK)
        self._terminal.wait_for(f"^{MARK}$")
        self._settings = self._terminal.settings()
        return self._terminal

    def command(self):
        """What begins a session."""
        return [self._knead, "coach", "--case", self._case, "--minutes", "12"]

    def coach(self, *flags):
        """Begins a session and returns its process."""
        self._terminal.run(*self.command(), *flags)
        self._terminal.wait_for("begin")
        return int(
            subprocess.run(
                ["pgrep", "-f", "-n", f"^{self._knead} coach"],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )

    def assert_left_as_it_was(self):
        """The shell has its screen and its settings back."""
        screen = self._terminal.wait_for(terminal.PROMPT)
        self.assertIn(MARK, screen)
        self.assertEqual(self._terminal.settings(), self._settings)
        # What is typed is seen, and the cursor as well.
        self._terminal.run("echo", "still", "here")
        self._terminal.wait_for("^still here$")

    def go_to_massage(self):
        self._terminal.key("Enter")
        for step in range(1, 5):
            self._terminal.wait_for(f"Step {step} of 14")
            self._terminal.type("s")
        self._terminal.wait_for("Step 5 of 14")

    def say_pain(self, answer):
        """Says that it hurts, and how."""
        self._terminal.type("h")
        self._terminal.wait_for("What does it feel like")
        self._terminal.type(answer)
        self._terminal.key("Enter")

    def test_a_whole_session_as_recorded(self):
        screens = self.terminal()
        recording = []

        def record(keys, pattern):
            screen = screens.wait_for(pattern)
            recording.append(f"==== {keys}\n{masked(screen)}")

        self.coach()
        record("knead coach", "Your session")
        screens.key("Enter")
        record("Enter", "Step 1 of 14")
        for step in (2, 3, 4, 5):
            screens.type("s")
            screens.wait_for(f"Step {step} of 14")
        record("s s s s", "^ Front of the thigh.*round 1 of 2")
        screens.type(" ")
        record("space", "Paused")
        screens.type(" ")
        screens.wait_for("pause ")
        screens.type("h")
        record("h", "What does it feel like")
        screens.type("5")
        screens.key("Enter")
        record("5 Enter", "What is it like")
        screens.type("d")
        screens.key("Enter")
        record("d Enter", "Make it milder")
        screens.type("n")
        record("n", "What has come up")
        screens.key("Escape")
        screens.wait_for("Paused")
        screens.type(" ")
        screens.wait_for("pause ")
        for number in range(5, 13):
            screens.wait_for(f"Step {number} of 14")
            screens.type("d")
        screens.wait_for("Step 13 of 14")
        record("Escape space d d d d d d d d", "How does it feel")
        screens.type("3 g")
        screens.key("Enter")
        record("3 g Enter", "Let it settle")
        screens.key("Enter")
        screens.wait_for("Has it settled")
        screens.type("1 d")
        screens.key("Enter")
        record("Enter 1 d Enter", "it has settled")
        screens.type("d")
        left = screens.wait_for(r"That is it for today(.*\n)+.shell.$")
        recording.append("==== d\n" + left[left.index("That is it") :] + "\n")
        self.assert_left_as_it_was()

        text = "".join(recording)
        outputs = os.environ.get("TEST_UNDECLARED_OUTPUTS_DIR")
        if outputs:
            with open(f"{outputs}/coach.txt", "w", encoding="utf-8") as file:
                file.write(text)
        with open(f"{RECORDINGS}/coach.txt", encoding="utf-8") as file:
            self.maxDiff = None
            self.assertEqual(text, file.read())

    def test_sharp_pain_ends_it_with_the_assessment(self):
        screens = self.terminal(rows=60)
        self.coach()
        self.go_to_massage()
        self.say_pain("s")
        screen = screens.wait_for("About this answer")
        self.assertIn("Do not massage now", screen)
        self._terminal.wait_for(terminal.PROMPT)
        self.assertEqual(self._terminal.settings(), self._settings)

    def test_what_matters_most_does_not_scroll_away(self):
        screens = self.terminal()
        self.coach()
        self.go_to_massage()
        screens.type("n")
        screens.wait_for("What has come up")
        screens.type("2")
        screens.key("Enter")
        screen = screens.wait_for(terminal.PROMPT)
        self.assertIn("Stop the massage here", screen)
        self.assertIn("Call for help now", screen)

    def test_however_it_ends_the_terminal_is_left_as_it_was(self):
        screens = self.terminal()
        for ending in (
            lambda process: screens.key("C-c"),
            lambda process: screens.type("q"),
            lambda process: os.kill(process, signal.SIGTERM),
            lambda process: os.kill(process, signal.SIGHUP),
            lambda process: os.kill(process, signal.SIGQUIT),
            lambda process: os.kill(process, signal.SIGSEGV),
            lambda process: os.kill(process, signal.SIGABRT),
        ):
            process = self.coach()
            ending(process)
            self.assert_left_as_it_was()
            screens.run("clear")
            screens.run("echo", MARK)
            screens.wait_for(f"^{MARK}$")

    def test_a_signal_ends_it_in_the_middle_of_a_question(self):
        screens = self.terminal()
        process = self.coach()
        self.go_to_massage()
        screens.type("h")
        screens.wait_for("What does it feel like")
        os.kill(process, signal.SIGTERM)
        screens.wait_for("Terminated")
        self.assert_left_as_it_was()

    def test_it_can_be_suspended(self):
        screens = self.terminal()
        self.coach()
        self.go_to_massage()
        screens.key("C-z")
        self.assertIn(MARK, screens.wait_for("Stopped"))
        self.assertEqual(self._terminal.settings(), self._settings)
        screens.run("fg")
        screens.wait_for("Step 5 of 14")
        screens.type("q")
        self.assert_left_as_it_was()

    def test_it_fits_the_window(self):
        screens = self.terminal(columns=40, rows=14)
        self.coach()
        screens.wait_for("down for more")
        screens.key("Down", "Down", "Up", "Down")
        screens.wait_for("up down for more")
        self.go_to_massage()
        for columns, rows in ((100, 30), (34, 12), (80, 24)):
            screens.resize(columns, rows)
            screen = screens.wait_for(r"Step 5 of 14[\s\S]*Session .*left[\s\S]*(stop|keys)\S*\Z")
            self.assertTrue(all(len(line) <= columns for line in screen.split("\n")))
        screens.type("q")
        self.assert_left_as_it_was()

    def test_colour_is_as_it_is_asked_for(self):
        screens = self.terminal()
        for variable, coloured in (("KNEAD", True), ("NO_COLOR", False)):
            screens.run("export", f"{variable}=1")
            self.coach()
            self.assertEqual("\x1b[33m" in screens.screen(colour=True), coloured)
            screens.type("q")
            self.assert_left_as_it_was()

    def test_a_terminal_that_can_do_nothing_gets_lines(self):
        screens = self.terminal()
        screens.run("export", "TERM=dumb")
        screens.run(*self.command())
        screens.wait_for("You can say: ready")
        screens.run("stop")
        screens.wait_for("You have ended the session")
        self.assertEqual(self._terminal.settings(), self._settings)

    def serve(self, listen):
        """A server whose tokens outlive it; returns it and its address."""
        key = os.path.join(self._folder, "key")
        if not os.path.exists(key):
            with open(key, "wb") as file:
                file.write(os.urandom(32))
        server = subprocess.Popen(
            [SERVER, "--listen", listen, "--session-key-file", key],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        self.addCleanup(server.stdout.close)
        return server, server.stdout.readline().split()[-1]

    def survive_a_server(self):
        """Goes to the massage over a server, and has another one take over."""
        server, address = self.serve("127.0.0.1:0")
        self.coach("--server", address)
        self.go_to_massage()
        server.kill()
        server.wait()
        self.serve(address)

    def test_a_session_outlives_its_server(self):
        screens = self.terminal()
        self.survive_a_server()
        self.say_pain("5 d")
        # What came up meanwhile is asked before anything else.
        screens.wait_for("The connection was lost")
        screens.wait_for("Before you go on")
        screens.type("n")
        # All of it is read before it is denied.
        screens.wait_for("There is more to read first[\s\S]*> n")
        screens.key("Enter")
        screens.wait_for("q stop[\s\S]*> n")
        screens.key("Enter")
        # And what was said is not lost.
        screens.wait_for("Stroke more lightly")
        screens.type("q")
        screens.wait_for(terminal.PROMPT)
        self.assertEqual(self._terminal.settings(), self._settings)

    def test_a_danger_in_between_ends_it(self):
        screens = self.terminal(rows=60)
        self.survive_a_server()
        screens.type("d")
        screens.wait_for("Before you go on")
        screens.type("2")
        screens.key("Enter")
        screens.wait_for("Call for help now")
        self._terminal.wait_for(terminal.PROMPT)
        self.assertEqual(self._terminal.settings(), self._settings)

    def test_a_server_that_comes_back_late_is_found(self):
        screens = self.terminal()
        server, address = self.serve("127.0.0.1:0")
        self.coach("--server", address)
        self.go_to_massage()
        server.kill()
        server.wait()
        screens.type("d")
        # Long enough for any attempt to have failed.
        screens.wait_for("kept for another 14:5[0-5]")
        self.serve(address)
        screens.wait_for("Before you go on")
        # Who stops need not read on.
        screens.type("q")
        screens.key("Enter")
        screens.wait_for(terminal.PROMPT)

    def test_while_the_service_is_silent_it_says_to_stop(self):
        screens = self.terminal()
        server, address = self.serve("127.0.0.1:0")
        self.coach("--server", address)
        self.go_to_massage()
        server.send_signal(signal.SIGSTOP)
        self.say_pain("s")
        screens.wait_for("Stop, and take your hands away")
        screens.wait_for("Waiting for the service")
        server.send_signal(signal.SIGCONT)
        screens.wait_for("Once more: ")
        screens.wait_for(terminal.PROMPT)

    def test_keys_that_were_typed_before_a_question_do_not_answer_it(self):
        screens = self.terminal()
        self.coach()
        self.go_to_massage()
        for number in range(5, 12):
            screens.type("s")
            screens.wait_for(f"Step {number + 1} of 14")
        screens.type("sss")
        screens.wait_for(r"How does it feel[\s\S]*^ >\Z")
        screens.key("Escape")
        screens.wait_for("This has to be answered")
        screens.type("not this  ")
        screens.key("C-w")
        screens.wait_for(r"^ > not\Z")
        screens.key("C-u")
        screens.type("0")
        screens.key("Enter")
        screens.wait_for("Step 14 of 14")
        screens.type("?")
        screens.wait_for("page keys move the text")
        screens.type("q")
        self.assert_left_as_it_was()

    def test_many_keys_at_once_do_not_end_it(self):
        screens = self.terminal()
        self.coach()
        self.go_to_massage()
        screens.type(" " * 60)
        time.sleep(5)
        screens.wait_for("Step 5 of 14")
        self.say_pain("q")
        self.assert_left_as_it_was()

    def test_keys_that_it_does_not_know_are_no_others(self):
        screens = self.terminal()
        screens.run("export", "TERM=screen")
        self.coach()
        self.go_to_massage()
        # As a terminal sends control and up, and alt and s.
        screens.type("\x1b[1;5A")
        screens.type("\x1bs")
        screens.type("h")
        screens.wait_for("Step 5 of 14[\\s\\S]*What does it feel like")
        screens.type("q")
        screens.key("Enter")
        self.assert_left_as_it_was()

    def test_who_is_torn_out_still_reads_what_matters(self):
        screens = self.terminal()
        server, address = self.serve("127.0.0.1:0")
        self.coach("--server", address)
        self.go_to_massage()
        server.kill()
        server.wait()
        self.say_pain("s")
        screens.wait_for("Trying again")
        screens.key("C-c")
        screens.wait_for(r"Once more: Stop[\s\S]*do not\s+massage any\s+more")
        screens.wait_for(terminal.PROMPT)
        self.assertEqual(self._terminal.settings(), self._settings)

    def test_the_plan_stays_in_sight_before_the_begin(self):
        screens = self.terminal(rows=40)
        self.coach()
        self.say_pain("2 d")
        screens.wait_for("begin[\\s\\S]*keys")
        screens.wait_for("front of the thigh, left")
        screens.type("q")
        self.assert_left_as_it_was()

    def test_a_server_that_stays_away_is_told_of(self):
        screens = self.terminal()
        server, address = self.serve("127.0.0.1:0")
        self.coach("--server", address)
        server.kill()
        server.wait()
        screens.key("Enter")
        screens.wait_for("The connection was lost. Trying again")
        screens.type("q")
        screens.wait_for(r"you left while\s+the service did not answer")
        self.assert_left_as_it_was()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
