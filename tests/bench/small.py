"""The display on a small board: 64 MB of memory, no swap and a quarter of a core, by a control group.

usage: small.py KIOSK [--megabytes 64] [--share 0.25] [--seconds 60] [--starts 5]

Start to first correct picture, changes of page, answers to touch, most memory of the group, and whether the kernel had
to end anything; the same without limits beside it. The program's file is read inside the group, so that it counts there;
system libraries that were in the page cache before do not. The X server is outside. Exits 1 when the kernel killed
something or the program ended; figures alone never fail. Where no control group can be made it says so and exits 0.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from glass import HEIGHT, WIDTH, Glass
from peers import NOW, Bench, Peer
from processes import Program, spent

V2, V1 = pathlib.Path("/sys/fs/cgroup"), {"memory": pathlib.Path("/sys/fs/cgroup/memory"), "cpu": pathlib.Path("/sys/fs/cgroup/cpu")}
PERIOD_US = 100_000
TITLE = (60, 150, 900, 130)  # holds a page's name, and nothing that shows time
FINGER_W, FINGER_H = 160, 60  # within whatever answers
HEAD = (60, 60, 900, 200)  # of a page: another one has another name


class Group:
    """A control group, version 2 or 1, whichever holds memory and processor here. OSError where none can be made."""

    def __init__(self, megabytes, share):
        limit, quota = str(megabytes * 1024 * 1024), str(int(PERIOD_US * share))
        name = f"kiosk-small-{os.getpid()}"
        self.version = 2 if {"memory", "cpu"} <= set(_words(V2 / "cgroup.controllers")) else 1
        if self.version == 2:
            (V2 / "cgroup.subtree_control").write_text("+memory +cpu")
            self.folders = [V2 / name]
        else:
            self.folders = [root / name for root in V1.values()]
        for folder in self.folders:
            folder.mkdir()
        memory, cpu = self.folders[0], self.folders[-1]
        limits = ([(memory / "memory.max", limit), (memory / "memory.swap.max", "0"), (cpu / "cpu.max", f"{quota} {PERIOD_US}")] if self.version == 2 else
                  [(memory / "memory.limit_in_bytes", limit), (memory / "memory.memsw.limit_in_bytes", limit),
                   (cpu / "cpu.cfs_period_us", str(PERIOD_US)), (cpu / "cpu.cfs_quota_us", quota)])
        for file, value in limits:
            if file.exists() or "sw" not in file.name:  # no swap in the kernel: nothing to limit
                file.write_text(value)

    def inside(self, command):
        """The same command, run in the group."""
        enter = "".join(f"echo $$ >{folder}/cgroup.procs; " for folder in self.folders)
        return ["sh", "-ec", enter + 'exec "$@"', "sh", *map(str, command)]

    def killed(self):
        lines = (self.folders[0] / ("memory.events" if self.version == 2 else "memory.oom_control")).read_text().split()
        return int(lines[lines.index("oom_kill") + 1])

    def peak_mb(self):
        return int((self.folders[0] / ("memory.peak" if self.version == 2 else "memory.max_usage_in_bytes")).read_text()) / 2**20

    def pressed(self):
        """How often the limit made the kernel look for memory to give back."""
        if self.version == 1:
            return int((self.folders[0] / "memory.failcnt").read_text())
        words = _words(self.folders[0] / "memory.events")
        return int(words[words.index("max") + 1])

    def throttled(self):
        """How often the processor's share was used up before its period was over."""
        words = _words(self.folders[-1] / "cpu.stat")
        return int(words[words.index("nr_throttled") + 1])

    def close(self):
        for folder in self.folders:
            folder.rmdir()


def _words(file):
    return file.read_text().split() if file.exists() else []


def start_times(bench, peer, marks, count):
    found = {"start": []}
    for _ in range(count):
        program = Program(peer.command(True), {"DISPLAY": bench.glass.name}, bench.log)
        seen = bench.glass.wait_for(marks, 30, program.process)
        if seen is None:
            raise SystemExit("small: no correct picture in 30 s")
        found["start"].append((seen - program.started) * 1000)
        program.end()
    return found["start"]


def first_start(bench, peer, marks, glyphs):
    """(ms to the first correct picture, s until the letters are kept) of a start that finds none."""
    glyphs.unlink(missing_ok=True)
    program = Program(peer.command(True), {"DISPLAY": bench.glass.name}, bench.log)
    try:
        seen = bench.glass.wait_for(marks, 30, program.process)
        while seen and not glyphs.exists() and program.process.poll() is None and time.monotonic() < seen + 120:
            time.sleep(0.05)
        kept = time.monotonic()
    finally:
        program.end()
    if seen is None or not glyphs.exists():
        raise SystemExit("small: the first start shows nothing in 30 s, or keeps no letters in 120 s")
    return (seen - program.started) * 1000, kept - program.started


def rotation(bench, program):
    """(% of a core, ms from the first to the last pixel of each change of page)"""
    before, began, changes = program.snapshot(), time.monotonic(), []
    while time.monotonic() < began + bench.seconds:
        first = bench.glass.wait_for_change(bench.glass.pixels(*TITLE), 15, TITLE)
        if first is None:
            continue
        last, picture = first, bench.glass.pixels(*TITLE)
        while changed := bench.glass.wait_for_change(picture, 1, TITLE):
            last, picture = changed, bench.glass.pixels(*TITLE)
        changes.append((last - first) * 1000)
    cpu, _ = spent(before, program.snapshot())
    return cpu / (time.monotonic() - began) * 100, changes


def touches(bench, areas):
    """(ms from the finger's going to the first changed pixel under it, ms to the first at the head of the page that it opens): awake, into a topic,
    back, ... Under a finger on a page that answers anywhere nothing is marked: there both are the head's."""
    marked, opened = [], []
    for x, y in [(WIDTH // 2, HEIGHT // 2), *[areas["topic/jobs"], areas["back"]] * 4]:
        bench.glass.settled(0.6)
        head, finger = bench.glass.pixels(*HEAD), (x - FINGER_W // 2, y - FINGER_H // 2, FINGER_W, FINGER_H)
        under = bench.glass.pixels(*finger)
        gone = bench.glass.touch(x, y)
        first = bench.glass.wait_for_change(under, 5, finger) if opened else None
        changed = bench.glass.wait_for_change(head, 5, HEAD)
        opened.append((changed - gone) * 1000 if changed else float("inf"))
        marked.append((first - gone) * 1000 if first else opened[-1])
    return marked, opened


def touch_areas(kiosk, folder):
    subprocess.run([kiosk, "--tour", folder, "--no-pictures", "--only", "topics", "--only", "topic/jobs", "--now", NOW], check=True, capture_output=True)
    pages = json.loads((folder / "tour.json").read_text(encoding="utf-8"))["pages"]
    return {area["id"]: (int(area["rect"][0] + area["rect"][2] / 2), int(area["rect"][1] + area["rect"][3] / 2)) for page in pages for area in page["touch"]}


def measure(bench, peer, marks, areas, starts, glyphs):
    """One column of the table."""
    first, kept = first_start(bench, peer, marks, glyphs)
    times = start_times(bench, peer, marks, starts)
    program = Program(peer.command(False), {"DISPLAY": bench.glass.name}, bench.log)
    try:
        bench.glass.wait_for(marks, 30, program.process)
        cpu, changes = rotation(bench, program)
        marked, opened = touches(bench, areas)
        bench.glass.settled()
        pss = program.pss()
    finally:
        code = program.end()
    if code != 0:
        print(f"small: the program ended with {code}")
    return code == 0, {"first start ever, exec to first correct picture [ms]": [first], "until its letters are kept [s]": [kept],
                       "exec to first correct picture [ms]": times, "a change of page, first to last pixel [ms]": changes,
                       "touch to first changed pixel [ms]": marked, "touch to first pixel of the page it opens [ms]": opened, "processor, a page every 10 s [% of a core]": [cpu], "PSS at rest after touches [MB]": [pss]}


def in_words(values):
    if not values:
        return "none seen"
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})" if len(values) > 1 else f"{values[0]:.2f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kiosk", type=pathlib.Path)
    arguments.add_argument("--megabytes", type=int, default=64)
    arguments.add_argument("--share", type=float, default=0.25)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--starts", type=int, default=5)
    options = arguments.parse_args()
    try:
        group = Group(options.megabytes, options.share)
    except OSError as error:
        print(f"small: no control group with memory and processor can be made here ({error}); nothing was measured")
        return 0
    try:
        with tempfile.TemporaryDirectory() as name, Glass() as glass, tempfile.TemporaryFile() as log:
            folder = pathlib.Path(name)
            (folder / "settings.toml").write_text("[rotation]\ndwell_s = 10\n", encoding="utf-8")
            os.environ["XDG_CACHE_HOME"], glyphs = str(folder), folder / "minsheng-kiosk" / "glyphs"
            bench, areas = Bench(glass, log, options.seconds), touch_areas(options.kiosk.resolve(), folder)
            subprocess.run(group.inside(["cp", options.kiosk.resolve(), folder / "kiosk"]), check=True)
            command = [folder / "kiosk", "--now", NOW, "--config", folder / "settings.toml"]
            free = Peer("free", True, lambda still: command, {}, True)
            small = Peer("small", True, lambda still: group.inside(command), {}, True)
            marks = bench.learn(free)
            if not marks:
                raise SystemExit("small: the display did not start")
            well, limited = measure(bench, small, marks, areas, options.starts, glyphs)
            sums = {"most memory of the group [MB]": f"{group.peak_mb():.1f}", "times that the limit of memory was reached": group.pressed(),
                    "times that the share of the processor was used up": group.throttled()}
            killed = group.killed()
            _, unlimited = measure(bench, free, marks, areas, options.starts, glyphs)
    finally:
        group.close()
    print(f"\ncontrol group version {group.version}: {options.megabytes} MB, no swap, {options.share:g} of a core; "
          f"{options.seconds:g} s of rotation; medians, least to most")
    print(f"{'':<54}{'limited':>26}{'without limits':>26}")
    for title, values in limited.items():
        print(f"{title:<54}{in_words(values):>26}{in_words(unlimited[title]):>26}")
    for title, value in sums.items():
        print(f"{title:<54}{value:>26}")
    print(f"{'ended by the kernel for want of memory':<54}{killed:>26}")
    return 0 if well and killed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
