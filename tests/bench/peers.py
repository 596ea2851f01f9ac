"""The display beside programs that others would show the same page with: memory, start, processor time, wake-ups.

usage: peers.py KIOSK [--rounds 3] [--seconds 60] [--only NAME]... [--json FILE]

Chromium as a kiosk, Qt Quick (software and OpenGL), mpv with a still picture, and ours take turns on one X server of
1920x1080; tests/bench/peers/ holds their pages. Each round starts each program twice: once it changes page every ten
seconds, once it stands still. "Correct" is the picture that two earlier starts ended in, looked at in up to 24 places.
Prints one table: medians with the range of the rounds, each as a multiple of ours, and the budgets of the design. A
program that is not installed is named and left out. Exits 0 whatever the figures are: they are for reading.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from glass import Glass, landmarks
from processes import Program, cpu_seconds, spent

PAGES = pathlib.Path(__file__).resolve().parent / "peers"
NOW = "2024-12-31T09:00:00+08:00"
SETTLE_S, START_LIMIT_S, DWELL_S = 5, 30, 10
QML = next((path for path in ("/usr/lib/qt6/bin/qml", "/usr/bin/qml6") if os.path.exists(path)), None)

# name of the row, digits, most that ours may have, and how many times that the peers must have at least
MEASURES = {
    "pss": ("memory at rest, PSS of all processes [MB]", 1, 24, {"chromium": 16, "qt": 3.5}),
    "whole": ("the same, pictures shared with the X server counted whole [MB]", 1, None, {}),
    "peak": ("memory at most while pages change, PSS [MB]", 1, 42, {}),
    "start": ("exec to first correct picture [ms]", 0, 60, {"chromium": 10, "qt": 2}),
    "rotating": ("processor, a page every 10 s [% of a core]", 2, 0.35, {"chromium": 10, "qt": 3}),
    "server": ("the X server's processor meanwhile [% of a core]", 2, None, {}),
    "still": ("processor while nothing changes [% of a core]", 2, 0, {}),
    "wakes": ("context switches while nothing changes [a minute]", 0, 20, {}),  # one repaint and its answers from X
}

Peer = collections.namedtuple("Peer", "name needs command environment rotates")


def peers(kiosk, folder):
    """The programs; `command(still)` starts one."""
    for name, dwell in (("rotating", DWELL_S), ("still", 600)):
        (folder / f"{name}.toml").write_text(f"[rotation]\ndwell_s = {dwell}\n", encoding="utf-8")
    subprocess.run([kiosk, "--tour", folder, "--only", "target/new-parks", "--now", NOW], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    chromium = ["chromium", "--kiosk", "--no-first-run", "--lang=zh-CN", "--disable-features=Translate", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'chromium'}", "--window-position=0,0", "--window-size=1920,1080"]
    if os.geteuid() == 0:
        chromium += ["--no-sandbox", "--test-type"]  # it refuses to run as root with its sandbox; --test-type hides the warning
    qt = {"QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(folder), "QSG_RHI_BACKEND": "opengl"}
    qml = [QML or "qml", PAGES / "page.qml", "--"]
    return [
        Peer("ours", kiosk, lambda still: [kiosk, "--now", NOW, "--config", folder / ("still.toml" if still else "rotating.toml")], {}, True),
        Peer("chromium", shutil.which("chromium"), lambda still: [*chromium, (PAGES / "page.html").as_uri() + ("?still" if still else "")], {}, True),
        Peer("qt-software", QML, lambda still: qml + ["still"] * still, {**qt, "QT_QUICK_BACKEND": "software"}, True),
        Peer("qt-gl", QML, lambda still: qml + ["still"] * still, {**qt, "LIBGL_ALWAYS_SOFTWARE": "1"}, True),
        Peer("mpv-picture", shutil.which("mpv"), lambda still: ["mpv", "--no-config", "--fs", "--vo=x11", "--no-audio", "--no-osc", "--really-quiet",
                                                                "--image-display-duration=inf", folder / "target_new-parks.png"], {}, False)]


class Bench:
    def __init__(self, glass, log, seconds):
        self.glass, self.log, self.seconds = glass, log, seconds

    def start(self, peer, still):
        return Program(peer.command(still), {**peer.environment, "DISPLAY": self.glass.name}, self.log)

    def learn(self, peer):
        """What its first page looks like; None where it shows nothing. Two starts also warm the page cache."""
        empty, pictures = self.glass.pixels(), []
        for _ in range(2):
            program = self.start(peer, True)
            end = time.monotonic() + START_LIMIT_S
            while self.glass.pixels(960, 540, 1, 1) == empty[:4] and program.process.poll() is None and time.monotonic() < end:
                time.sleep(0.05)
            time.sleep(1)
            pictures.append(self.glass.settled())
            program.end()
        found = landmarks(*pictures) if pictures[0] != empty else {}
        return found if len(found) >= 4 else None

    def started(self, peer, still, marks, found):
        """Starts it and notes how long the picture took."""
        program = self.start(peer, still)
        seen = self.glass.wait_for(marks, START_LIMIT_S, program.process)
        if seen:
            found["start"].append((seen - program.started) * 1000)
        else:
            print(f"{peer.name}: its picture did not come in {START_LIMIT_S} s", file=sys.stderr)
        time.sleep(SETTLE_S)
        return program

    def window(self, program):
        """(% of a core, context switches a minute, the X server's % of a core) over the seconds to come."""
        server, before, began = cpu_seconds(self.glass.server.pid), program.snapshot(), time.monotonic()
        time.sleep(self.seconds)
        after, lasted = program.snapshot(), time.monotonic() - began
        cpu, switches = spent(before, after)
        return cpu / lasted * 100, switches / lasted * 60, (cpu_seconds(self.glass.server.pid) - server) / lasted * 100

    def measure_rotation(self, peer, marks, found):
        program = self.started(peer, False, marks, found)
        cpu, _, server = self.window(program)
        found["rotating"].append(cpu)
        found["server"].append(server)
        samples, end = [], time.monotonic() + DWELL_S + 1  # one change of page lies within
        while time.monotonic() < end:
            samples.append(program.pss())
            time.sleep(0.04)
        found["peak"].append(max(samples))
        self.note_memory(program, found)
        program.end()

    def measure_stillness(self, peer, marks, found):
        program = self.started(peer, True, marks, found)
        cpu, switches, _ = self.window(program)
        found["still"].append(cpu)
        found["wakes"].append(switches)
        if not peer.rotates:
            self.note_memory(program, found)
        program.end()

    def note_memory(self, program, found):
        """At rest: the least of a few looks, some of which may fall into a change of page."""
        looks = []
        for _ in range(5):
            looks.append(program.memory(self.glass.server.pid))
            time.sleep(0.3)
        pss, whole = min(looks)
        found["pss"].append(pss)
        found["whole"].append(whole)


def verdict(name, value, ours, budget, least):
    if name == "ours":
        return "" if budget is None else f"{'OVER' if round(value, 2) > budget else 'within'} {budget}"
    times = next((times for start, times in least.items() if name.startswith(start)), None)
    return "" if times is None else f"{'OVER' if value < times * ours else 'within'}: ours has to be 1/{times} of it"


def print_table(results):
    for key, (title, digits, budget, least) in MEASURES.items():
        rows = {name: found[key] for name, found in results.items() if found[key]}
        if not rows:
            continue
        print(f"\n{title}")
        ours = statistics.median(rows["ours"]) if "ours" in rows else 0
        for name, values in rows.items():
            middle = statistics.median(values)
            ratio = f"{middle / ours:7.1f}x" if ours else "        "
            print(f"  {name:<12} {middle:>9.{digits}f}  {min(values):>8.{digits}f} to {max(values):<9.{digits}f} {ratio}  "
                  f"{verdict(name, middle, ours, budget, least)}".rstrip())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kiosk", type=lambda path: pathlib.Path(path).resolve())
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--only", action="append", help="only this program (repeatable); ours is always there")
    arguments.add_argument("--json", type=pathlib.Path, help="write every figure there")
    options = arguments.parse_args()
    results, shown = {}, []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Glass() as glass, tempfile.TemporaryFile() as log:
        os.environ["XDG_CACHE_HOME"] = folder  # as after a first start, whatever this machine keeps
        bench = Bench(glass, log, options.seconds)
        for peer in peers(options.kiosk, pathlib.Path(folder)):
            if options.only and peer.name not in ["ours", *options.only]:
                continue
            if not peer.needs:
                print(f"{peer.name}: not installed, left out")
            elif not (seen := bench.learn(peer)):
                print(f"{peer.name}: did not start, left out")
            else:
                shown.append((peer, seen))
                results[peer.name] = collections.defaultdict(list)
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            for peer, marks in shown:
                if peer.rotates:
                    bench.measure_rotation(peer, marks, results[peer.name])
            for peer, marks in shown:
                bench.measure_stillness(peer, marks, results[peer.name])
            if options.json:
                options.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    print(f"\n{options.rounds} rounds of {options.seconds:g} s: median, least to most, multiple of ours. Memory without the X server.")
    print("Ours begins with its overview, the others with the page of a target.")
    print_table(results)


if __name__ == "__main__":
    main()
