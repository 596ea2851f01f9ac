"""What is done for a word that somebody wished for on the screen, with a systemctl that only tells what it was asked.

usage: wish_test.py KIOSK_WISH WISHES_H
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM, HEADER = sys.argv[1], pathlib.Path(sys.argv[2])
SYSTEMCTL = """#!/bin/sh
echo "$*" >>"$ASKED"
case $1 in cat) case " $HERE " in *" $2 "*) exit 0 ;; esac; exit 1 ;; esac
exit "$CODE"
"""
STICK = "kiosk-stick.service"
faults = []


def check(got, expected, what):
    if got != expected:
        faults.append(f"{what}: {got!r}, not {expected!r}")


class Machine:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.wish, self.answer = self.folder / "wish", self.folder / "answer"
        (self.folder / "systemctl").write_text(SYSTEMCTL)
        (self.folder / "systemctl").chmod(0o755)

    def run(self, here=STICK, code=0):
        """What systemctl was asked beside whether there is a unit, and the answer's last words."""
        asked = self.folder / "asked"
        for file in (asked, self.answer):
            file.unlink(missing_ok=True)
        done = subprocess.run([PROGRAM, self.wish, self.answer], capture_output=True, text=True, timeout=20,
                              env={"PATH": f"{self.folder}:{os.environ['PATH']}", "ASKED": str(asked), "HERE": here, "CODE": str(code)})
        check(done.returncode, 0, "exit code")
        lines = asked.read_text().splitlines() if asked.exists() else []
        return [line for line in lines if not line.startswith("cat ")], self.answer.read_text() if self.answer.exists() else ""

    def wants(self, text, **how):
        self.wish.write_text(text)
        return self.run(**how)


with tempfile.TemporaryDirectory() as folder:
    machine = Machine(folder)
    check(machine.run(), ([], ""), "no wish")
    check(machine.wants("import 7\n"), (["start kiosk-stick.service"], "import 7 done\n"), "import")
    check(machine.wants("import 8\n", code=1), (["start kiosk-stick.service"], "import 8 failed\n"), "an import that fails")
    check(machine.wants("import 9\n", here=""), ([], "import 9 unknown\n"), "no such unit")
    check(machine.wants("restart 1\n"), (["--no-block restart kiosk.service kiosk-sync.service"], "restart 1 taken\n"), "restart")
    check(machine.wants("reboot 2\n"), (["--no-block start reboot.target"], "reboot 2 taken\n"), "reboot")
    check(machine.wants("reboot 3\n", code=1), (["--no-block start reboot.target"], "reboot 3 failed\n"), "a reboot that fails")
    # Every word that the display knows, and no other.
    words = re.findall(r'"(\w+)"', re.search(r"kWishWords\{([^}]*)\}", HEADER.read_text())[1])
    check(len(words), 5, "the display's words")
    for word in words:
        check(machine.wants(f"{word} 5\n", here="kiosk-stick.service kiosk-stick@logs.service kiosk-stick@settings.service")[1].split()[:2],
              [word, "5"], word)
    for text in ("", "\n", "reboot\n", "reboot now\n", "poweroff 1\n", "REBOOT 1\n", "reboot 1; id\n", "reboot $(id)\n", "`id` 1\n", "../reboot 1\n",
                 "reboot 1 2\n", "reboot -1\n", "reboot 999999999999999\n", "* 1\n", "import 1\nreboot 2\n", "x" * 100_000, "\0\0\0"):
        check(machine.wants(text)[0], [], f"{text[:40]!r}")
    # What is no file of its own is no wish.
    machine.wish.unlink()
    (machine.folder / "other").write_text("reboot 4\n")
    machine.wish.symlink_to(machine.folder / "other")
    check(machine.run(), ([], ""), "a link")
    machine.wish.unlink()
    os.mkfifo(machine.wish)
    check(machine.run(), ([], ""), "a pipe")

for fault in faults:
    print("FAILED:", fault)
sys.exit(1 if faults else 0)
