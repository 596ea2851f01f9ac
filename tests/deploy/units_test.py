"""The units that are installed, as systemd reads them: nothing it objects to, and little that a broken-in program could do.

usage: units_test.py SYSTEMD_ANALYZE DEPLOY_FOLDER
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ANALYZE, DEPLOY = sys.argv[1], pathlib.Path(sys.argv[2])
MOST_EXPOSED = 2.0  # of display, agent and what takes in a stick; 10 is a service without any walls
EXPOSED = ("kiosk.service", "kiosk-sync.service", "kiosk-stick.service", "kiosk-stick@.service")
FLEET = ("kiosk-fleet-alerts.service", "kiosk-fleet-auth.service", "kiosk-fleet-metrics.service", "kiosk-fleet-rules.service", "kiosk-fleet-screens.service", "kiosk-mirror.service")
# As root: one does the least of all of them, the other writes a root.
WALLED = (*EXPOSED, *FLEET, "kiosk-wish.service", "kiosk-image-install.service")
IMAGE = "image/root/etc/systemd/system"  # of a device's disk
SYSTEM = pathlib.Path("/lib/systemd/system")
faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


class Root:
    """A root folder with systemd's own units, ours, and something in the place of each program that they start."""

    def __init__(self, folder):
        self.folder, self.units = pathlib.Path(folder), pathlib.Path(folder, "lib/systemd/system")
        shutil.copytree(SYSTEM, self.units, symlinks=True)
        for pattern in ("*.service", "*.socket", "*.timer", "*.path", "*/*.service", "*/*.socket", "*/*.timer", "*/*.target",
                        f"{IMAGE}/*.service", f"{IMAGE}/*.path", f"{IMAGE}/*.timer"):
            for file in DEPLOY.glob(pattern):
                shutil.copy(file, self.units)
                self.make_programs(file.read_text(encoding="utf-8"))
        self.names = sorted({file.name for file in self.units.iterdir() if file.name.startswith("kiosk")})

    def make_programs(self, text):
        for program in re.findall(r"^Exec\w+=[-+@:!]*(/\S+)", text, re.M):
            file = self.folder / program.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("#!/bin/sh\n")
            file.chmod(0o755)

    def complaints(self):
        """systemd 252 exits 0 with most of what it warns of."""
        done = subprocess.run([ANALYZE, "verify", f"--root={self.folder}", "--man=no", *self.names], capture_output=True, text=True)
        return (done.stdout + done.stderr).strip() or ("" if done.returncode == 0 else f"exit {done.returncode}")

    def exposure(self, unit):
        done = subprocess.run([ANALYZE, "security", "--offline=yes", "--no-pager", f"--threshold={round(MOST_EXPOSED * 10)}", self.units / unit],
                              capture_output=True, text=True)
        found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
        return (float(found[1]) if found else 10.0), done.returncode == 0

    def edit(self, unit, pattern, replacement):
        file = self.units / unit
        text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), flags=re.M)
        assert count, f"{unit} has no {pattern}"
        file.write_text(text, encoding="utf-8")


def is_never_given_up(root):
    for unit in ("kiosk.service", "kiosk-sync.service", "kiosk-x.service"):
        lines = (root.units / unit).read_text(encoding="utf-8").splitlines()
        for line in ("Restart=always", "StartLimitIntervalSec=0"):
            check(line in lines, f"{unit}: no {line}")
        check(any(re.fullmatch(r"ExecStartPre=\S+/kiosk-slow-down \d+", line) for line in lines), f"{unit}: does not slow down")
    for unit in ("kiosk.service", "kiosk-sync.service"):
        text = (root.units / unit).read_text(encoding="utf-8")
        check("Type=notify" in text and "SystemCallFilter=" in text, f"{unit}: no notify, or no filter of system calls")
        watchdog = int(re.search(r"^WatchdogSec=(\d+)$", text, re.M)[1])
        check(watchdog / 2 > 60, f"{unit}: a watchdog of {watchdog} s costs wake-ups of its own")
    display = (root.units / "kiosk.service").read_text(encoding="utf-8").splitlines()
    for line in ("PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX"):
        check(line in display, f"kiosk.service: no {line}")


def says_how_it_ended(root):
    """What kiosk.service leaves for the next start of the display (docs/formats/telemetry.md)."""
    text = (root.units / "kiosk.service").read_text(encoding="utf-8")
    line = re.search(r"^ExecStopPost=(.*)$", text, re.M)[1]
    with tempfile.TemporaryDirectory() as folder:
        for result in ("watchdog", "success"):
            subprocess.run(shlex.split(line.replace("$$", "$")), check=True, env={**os.environ, "SERVICE_RESULT": result, "RUNTIME_DIRECTORY": folder})
        left = pathlib.Path(folder, "ended").read_text()
    check(left == "watchdog\nsuccess\n", f"kiosk.service leaves {left!r}")
    header = (DEPLOY.parent / "catalog" / "device_state.h").read_text(encoding="utf-8")
    folder = re.search(r"^RuntimeDirectory=(\S+)$", text, re.M)[1]
    check(f'kHealthInMemory = "/run/{folder}/health"' in header, f"the agent does not look for the display's health in /run/{folder}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = Root(folder)
        complaints = root.complaints()
        check(not complaints, complaints)
        for unit in WALLED:
            level, is_below = root.exposure(unit)
            print(f"{unit}: exposure {level}, of at most {MOST_EXPOSED}")
            check(is_below and level <= MOST_EXPOSED, f"{unit}: exposure {level} is more than {MOST_EXPOSED}")
        is_never_given_up(root)
        says_how_it_ended(root)
        # That it can fail.
        root.edit("kiosk.service", "^(Private|Protect|Restrict|SystemCall|Capability|Device|IPAddress|Lock).*$", "")
        level, is_below = root.exposure("kiosk.service")
        check(not is_below and level > MOST_EXPOSED, f"an open unit has an exposure of {level} only")
        root.edit("kiosk-sync.service", "^Type=", "Typo=")
        check("Typo" in root.complaints(), "a wrong key is not found")
    for fault in faults:
        print("FAILED:", fault)
    sys.exit(1 if faults else 0)


main()
