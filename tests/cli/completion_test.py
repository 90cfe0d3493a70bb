#!/usr/bin/python3
"""Completions of knead in real shells."""

import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

KNEAD = os.path.abspath(os.environ["KNEAD"])
SCRIPTS = pathlib.Path(os.environ["BASH_SCRIPT"]).resolve().parent

# How long a shell may take. A test that waits so long has failed.
PATIENCE_SECONDS = 60

# What was typed, the word to be completed last, and what has to be offered.
OFFERS = [
    (["knead", "asse"], {"assess"}),
    (["knead", "--output", "js"], {"json"}),
    (["knead", "--output", "json", "repl"], {"replay"}),
    (["knead", "techniques", "calf-"], {"calf-hands", "calf-roller-or-ball"}),
    (["knead", "rules", "--urgency", "s"], {"self-care", "soon", "same-day"}),
    (["knead", "assess", "--quan"], {"--quantity"}),
    (["knead", "assess", "--quantity", "ag"], {"age="}),
    (["knead", "assess", "--case", "/etc/hostn"], {"/etc/hostname"}),
    (["knead", "search", "--kind", "tri"], {"triage-rule"}),
    (["knead", "figure", "kneecap-"], {"kneecap-kneading", "kneecap-mobilisation"}),
    (["knead", "assess", "--country", "G"], set()),
]


class Shells(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        (self.home / "knead").symlink_to(KNEAD)
        # A server that nobody answers at: completions must not ask it.
        self.environment = {
            "PATH": f"{self.home}:/usr/bin:/bin",
            "HOME": str(self.home),
            "KNEAD_SERVER": "127.0.0.1:1",
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
        }

    def output_of(self, *command):
        return subprocess.run(
            command,
            env=self.environment,
            cwd=self.home,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        ).stdout

    def test_bash(self):
        program = """
            . "$1"; shift
            complete -p knead >&2 || exit
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _knead
            printf '%s\\n' "${COMPREPLY[@]}"
        """
        for words, offered in OFFERS:
            with self.subTest(words=words):
                said = self.output_of(
                    "bash", "-c", program, "bash", str(SCRIPTS / "knead.bash"), *words
                )
                self.assertEqual(set(said.split()), offered)

    def test_bash_takes_the_equals_sign_for_a_word(self):
        program = f"""
            . {SCRIPTS}/knead.bash
            COMP_WORDS=(knead --output = tex) COMP_CWORD=3
            _knead
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        self.assertEqual(set(self.output_of("bash", "-c", program).split()), {"text", "textproto"})

    def test_fish(self):
        for words, offered in OFFERS:
            with self.subTest(words=words):
                said = self.output_of(
                    "fish",
                    "--no-config",
                    "-c",
                    f"source {SCRIPTS}/knead.fish; complete -C '{' '.join(words)}'",
                )
                self.assertEqual({line.split("\t")[0] for line in said.splitlines()}, offered)

    def test_zsh(self):
        functions = self.home / "functions"
        functions.mkdir()
        (functions / "_knead").symlink_to(SCRIPTS / "knead.zsh")
        for words, offered in OFFERS:
            with self.subTest(words=words):
                line, said = self.zsh_completes(functions, words)
                if len(offered) == 1:
                    # The only one is put into the line.
                    self.assertEqual(line.split(), words[:-1] + list(offered))
                elif not offered:
                    self.assertEqual(line, " ".join(words))
                for word in offered:
                    self.assertIn(word, said)

    def zsh_completes(self, functions, words):
        """The line after a tabulator, and all that was shown: zsh completes for
        a terminal alone, so it has one."""
        program = f"""
            fpath=({functions} $fpath)
            autoload -Uz compinit && compinit -u -D
            unsetopt list_beep
            complete-and-tell() {{
              zle complete-word
              zle -R
              print -r -- "$BUFFER" >{self.home}/unfinished
              mv {self.home}/unfinished {self.home}/line
            }}
            zle -N complete-and-tell
            bindkey '^I' complete-and-tell
            PS1='ready> '
            """
        line = self.home / "line"
        line.unlink(missing_ok=True)
        (self.home / ".zshrc").write_text(program, encoding="utf-8")
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.home)
            os.execve("/usr/bin/zsh", ["zsh", "-i"], self.environment)
        try:
            self.wait_for(terminal, lambda text: "ready> " in text)
            os.write(terminal, (" ".join(words) + "\t").encode())
            said = self.wait_for(terminal, lambda _: line.exists())
            # The list is shown behind the prompt once the widget is through.
            os.write(terminal, b"\x15print all is said\n")
            said += self.wait_for(terminal, lambda text: "\nall is said" in text)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            os.close(terminal)
        return line.read_text(encoding="utf-8").rstrip("\n"), said

    def wait_for(self, terminal, condition):
        text = ""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition(text):
            self.assertLess(time.monotonic(), deadline, f"zsh says only: {text}")
            if select.select([terminal], [], [], 0.05)[0]:
                text += os.read(terminal, 65536).decode(errors="replace")
        return text


class ManualPages(unittest.TestCase):
    """Every command and flag is in the manual, and roff has nothing to say."""

    def check(self, page, program, heading):
        linted = subprocess.run(
            ["mandoc", "-Tlint", "-Wwarning", page], capture_output=True, text=True, check=False
        )
        # A page that is made again and again has no date.
        warnings = [
            line
            for line in (linted.stdout + linted.stderr).splitlines()
            if "missing date" not in line
        ]
        self.assertEqual(warnings, [])
        text = subprocess.run(
            ["mandoc", "-Tascii", "-Owidth=200", page], capture_output=True, text=True, check=True
        ).stdout
        text = re.sub(".\b", "", text)
        self.assertIn(heading, text)
        usage = subprocess.run(
            [program, "--help"], capture_output=True, text=True, check=True
        ).stdout
        flags = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", usage))
        self.assertGreater(len(flags), 5)
        self.assertEqual({flag for flag in flags if flag not in text}, set())
        return text

    def test_knead(self):
        page = os.environ["KNEAD_PAGE"]
        text = self.check(page, KNEAD, "KNEAD(1)")
        usage = subprocess.run(
            [KNEAD, "--help"], capture_output=True, text=True, check=True
        ).stdout
        commands = re.findall(r"^  ([a-z]+)$", usage.split("Commands")[1], re.MULTILINE)
        self.assertGreater(len(commands), 20)
        for command in commands:
            with self.subTest(command=command):
                self.assertRegex(text, rf"(?m)^ +{command}\b")
                own = subprocess.run(
                    [KNEAD, command, "--help"], capture_output=True, text=True, check=True
                ).stdout
                for flag in set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", own)):
                    self.assertIn(flag, text)

    def test_knead_server(self):
        self.check(os.environ["SERVER_PAGE"], os.environ["SERVER"], "KNEAD-SERVER(8)")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose"])
