"""How long a service waits before it is started again, with a clock and a sleep that are made up.

usage: slow_down_test.py KIOSK_SLOW_DOWN
"""
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
START = 1_800_000_000
faults = []


class Service:
    def __init__(self, folder):
        self.folder, self.now = pathlib.Path(folder), START
        for name, text in (("date", 'echo "$NOW"'), ("sleep", 'echo "$1"')):
            (self.folder / name).write_text(f"#!/bin/sh\n{text}\n")
            (self.folder / name).chmod(0o755)

    def start(self, after_s, most=60, folder=None):
        """Starts so many seconds after the last start: how long it waited."""
        self.now += after_s
        done = subprocess.run([PROGRAM, str(most)], capture_output=True, text=True,
                              env={"PATH": f"{self.folder}:{os.environ['PATH']}", "NOW": str(self.now), "RUNTIME_DIRECTORY": str(folder or self.folder)})
        if done.returncode != 0:
            faults.append(f"it fails: {done.stderr}")
        waited = int(done.stdout)
        self.now += waited
        return waited


def check(got, expected, what):
    if got != expected:
        faults.append(f"{what}: {got}, not {expected}")


with tempfile.TemporaryDirectory() as folder:
    service = Service(folder)
    check([service.start(3) for _ in range(10)], [0, 0, 2, 4, 8, 16, 32, 60, 60, 60], "ends at once, again and again")
    check([service.start(601), service.start(3), service.start(3)], [0, 0, 2], "after ten good minutes it begins anew")
    check([service.start(-10_000_000), service.start(3), service.start(3)], [4, 8, 16], "a clock that was set back")
    check([service.start(2_000_000_000), service.start(3)], [0, 0], "a clock that was set forward")
    check([service.start(-service.now), service.start(3)], [2, 4], "1970")
    for text in ("", "nonsense", "3", "99999999999999999999 5", "-1 -1", "4 4 4", "$(date) `date`"):
        (service.folder / "starts").write_text(text)
        check(service.start(700) <= 60, True, f"a file with {text!r}")
    check(service.start(3, folder="/nowhere"), 0, "no folder to remember in")

for fault in faults:
    print("FAILED:", fault)
sys.exit(1 if faults else 0)
