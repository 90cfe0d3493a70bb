"""A terminal of a test's own: tmux, to which keys are sent and whose screen is
read."""

import os
import re
import shlex
import subprocess
import time

# How long something may take to be seen. A test that waits so long has failed.
PATIENCE_SECONDS = float(os.environ.get("PATIENCE", 30))


# The shell waits for a command.
PROMPT = r"^\(shell\)\Z"


class Terminal:
    """A shell in a tmux of its own. Used in a with statement."""

    def __init__(self, folder, columns=80, rows=24, variables=None):
        self._folder = folder
        self._socket = os.path.join(folder, "tmux")
        self._size = ["-x", str(columns), "-y", str(rows)]
        self._environment = {
            "HISTFILE": "",
            "HOME": folder,
            "LANG": "C.UTF-8",
            "PATH": os.environ["PATH"],
            **(variables or {}),
        }

    def _tmux(self, *arguments):
        return subprocess.run(
            ["tmux", "-S", self._socket, "-f", "/dev/null", *arguments],
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def __enter__(self):
        shell = "env PS1='(shell) ' bash --norc --noprofile"
        self._tmux("new-session", "-d", *self._size, shell)
        # The window keeps its size though nobody looks at it.
        self._tmux("set-option", "-g", "window-size", "manual")
        self.wait_for(PROMPT)
        return self

    def __exit__(self, *_):
        self._tmux("kill-server")

    def type(self, text):
        """Types text as it is."""
        self._tmux("send-keys", "-l", text)

    def key(self, *names):
        """Presses keys by the names that tmux gives them."""
        self._tmux("send-keys", *names)

    def run(self, *command):
        """Types a command."""
        self.type(shlex.join(command))
        self.key("Enter")

    def resize(self, columns, rows):
        """Gives the window another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self, colour=False):
        """What is to be seen, without empty rows at the end."""
        return self._tmux("capture-pane", "-p", *(["-e"] if colour else [])).rstrip()

    def wait_for(self, pattern):
        """Waits until the screen has the pattern somewhere, and returns it.

        A screen counts once it was seen twice: one that is seen while it is
        being painted has rows of two screens.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        before = None
        while True:
            screen = self.screen()
            if screen == before and re.search(pattern, screen, re.MULTILINE):
                return screen
            before = screen
            if time.monotonic() > deadline:
                raise AssertionError(f"no {pattern!r} on the screen:\n{screen}")
            time.sleep(0.05)

    def settings(self):
        """How the terminal is set, by stty; only while the shell waits."""
        path = os.path.join(self._folder, "settings")
        if os.path.exists(path):
            os.remove(path)
        self.type(f"stty -g > {path}.new && mv {path}.new {path}")
        self.key("Enter")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not os.path.exists(path):
            if time.monotonic() > deadline:
                raise AssertionError(f"no prompt:\n{self.screen()}")
            time.sleep(0.05)
        with open(path, encoding="utf-8") as file:
            return file.read()
