"""The image of a device in a machine of QEMU: started, touched, unplugged and spoiled from outside.

usage: device.py SOURCE_FOLDER PROGRAM_FOLDER IMAGE [CASE...] [--all]

A line for each case: its name, what came of it, seconds. Pictures of failures are kept in build/device/. Exit status 0 only when
nothing failed. Without CASE each is run once; --all cuts the power more often.
"""
import pathlib
import random
import re
import sys
import tempfile
import time

import picture
from disk import Disk
from machine import Machine, wait_until
from world import Origin, Publisher

WORDS = [word for word in sys.argv[1:] if word != "--all"]
SOURCE, PROGRAMS, IMAGE = (pathlib.Path(word).resolve() for word in WORDS[:3])
MANY = "--all" in sys.argv
KEPT = SOURCE / "build" / "device"
TODAY = time.strftime("%Y-%m-%d", time.gmtime())
WIDTH_MM = 698
# What moves is off, and the round stays on its first page for as long as it can.
SETTINGS = f"""[display]
panel_width_mm = {WIDTH_MM}
orbit = false
reduced_motion = true
[rotation]
dwell_s = 600
[state]
folder = "/var/lib/kiosk"
"""
CASES = {}
notes = []  # of the case that runs, for its line


def case(function):
    CASES[function.__name__] = function
    return function


def note(text):
    notes.append(text)


class Bench:
    """The folder of one case, with a disk and what the tour says of it."""

    def __init__(self, folder, settings=SETTINGS, shell=False):
        self.folder, self.disk = folder, Disk(IMAGE, folder / "disk.img")
        self.disk.put_settings("kiosk.toml", settings.encode())
        if shell:
            self.disk.open_shell(folder)
        self.kiosk = folder / "kiosk"
        self.disk.take_out("/usr/bin/kiosk", self.kiosk)
        self.machine = None

    def pages(self, *scenes, catalog=None, now=TODAY):
        return picture.pages(self.kiosk, self.folder / f"tour-{time.monotonic_ns()}", catalog, now, *scenes, millimetres=WIDTH_MM)

    def overview(self, **options):
        return self.pages("overview", **options)["overview"]

    def start(self, *options, **more):
        self.machine = Machine(self.disk, self.folder, *options, **more)
        self.machine.boot()
        return self.machine

    def follow(self, publisher, origin):
        """Trusts the publisher and asks the origin, often."""
        self.disk.put_settings("root.json", publisher.root)
        self.disk.put_settings("kiosk.toml", (SETTINGS + f'[sync]\norigins = ["{origin.url}"]\ninterval_s = 2\n').encode())


def file_system(machine):
    """Of the root."""
    return machine.shell("findmnt -n -o FSTYPE /").split()[-1]


@case
def first_picture(folder):
    bench = Bench(folder, shell=True)
    page = bench.overview()
    with bench.start() as machine:
        machine.wait_for(page, what="the tour's overview")
        seconds = machine.seconds()
        machine.wait_for_shell()
        asked = machine.seconds()
        now, born = map(float, machine.shell("date +%s.%N; stat -c %.Z /tmp/.X11-unix/X0").split()[-2:])
        if file_system(machine) != "overlay":
            raise AssertionError("the root is not covered: what is written goes to the disk")
        note(f"power to X {asked - (now - born):.0f} s, to the tour's picture {seconds:.0f} s")


SEEN_S = 1.5  # a page that came within the last half second opens nothing (docs/decisions/0024-taps.md), by the machine's slow clock


def opens(machine, place, page, most=1, seconds=30):
    """Touches until the page is there: (touches, seconds from the first one)."""
    time.sleep(SEEN_S)
    start = time.monotonic()
    for count in range(1, most + 1):
        machine.touch(*place)
        try:
            machine.wait_for(page, what=f"the page that touch {count} opens", seconds=seconds)
            return count, time.monotonic() - start
        except TimeoutError:
            if count == most:
                raise


@case
def touch(folder):
    bench = Bench(folder)
    pages = bench.pages("overview", "topics", "topic/jobs")
    with bench.start() as machine:
        machine.wait_for(pages["overview"], what="the overview")
        _, first = opens(machine, pages["overview"].middle_of("start"), pages["topics"])
        _, second = opens(machine, pages["topics"].middle_of("topic/jobs"), pages["topic/jobs"])
        note(f"the topics after {first:.1f} s, a topic after {second:.1f} s")


@case
def release(folder):
    bench, publisher = Bench(folder), Publisher(PROGRAMS, SOURCE, folder)
    embedded, catalog = bench.overview(), publisher.build()
    released = bench.overview(catalog=catalog)
    publisher.release(catalog)
    with Origin(publisher.repository) as origin:
        bench.follow(publisher, origin)
        with bench.start() as machine:
            if machine.wait_for(embedded, released, what="a picture") is embedded:
                machine.wait_for(released, what="the release")
            note(f"the release is shown {machine.seconds():.0f} s after power")
            second = publisher.build()
            page = bench.overview(catalog=second)
            publisher.release(second)
            start = time.monotonic()
            machine.wait_for(page, what="the second release")
            note(f"the next one {time.monotonic() - start:.1f} s after it was released")


@case
def power_cut(folder):
    """Power goes at a random moment of an update, from the first question on; then the disk is looked at, and the machine started again."""
    bench, publisher, seed = Bench(folder), Publisher(PROGRAMS, SOURCE, folder), random.randrange(10**6)
    chance, shown, slowest = random.Random(seed), [bench.overview()], 0
    note(f"seed {seed}")
    with Origin(publisher.repository) as origin:
        bench.follow(publisher, origin)
        for count in range(20 if MANY else 5):
            with bench.start() as machine:
                machine.wait_for(*shown[-2:], what=f"old or new release after cut {count}")
                slowest = max(slowest, machine.seconds())
                wait_until(lambda: shown[-1].is_on(machine.screen()), "the newest release", 120)
                catalog = publisher.build()
                shown.append(bench.overview(catalog=catalog))
                publisher.release(catalog)
                del origin.asked[:]
                wait_until(lambda: any("snapshot" in path for path, _ in origin.asked), "the agent asks for it", 60)
                time.sleep(chance.uniform(0, 3))  # the moment of the cut
            state = bench.disk.read_state(folder)
            current = state.current()
            if state.broken_releases() or (current and not state.has(current)):
                raise AssertionError(f"after cut {count}: {state.broken_releases()} are not whole, or {current} is missing")
        with bench.start() as machine:
            machine.wait_for(*shown[-2:], what="old or new release after the last cut")
    note(f"{len(shown) - 1} cuts, slowest start {slowest:.0f} s")


def process(machine, unit):
    return int(re.findall(r"\d+", machine.shell(f"systemctl show -p MainPID --value {unit}"))[-1])


def replaced(machine, unit, old, seconds):
    wait_until(lambda: process(machine, unit) not in (0, old), f"{unit} is started again", seconds)


@case
def xorg_killed(folder):
    bench = Bench(folder, shell=True)
    page = bench.overview()
    with bench.start() as machine:
        machine.wait_for(page, what="the overview")
        machine.wait_for_shell()
        server = process(machine, "kiosk-x")
        start = time.monotonic()
        machine.shell(f"kill -9 {server}")
        replaced(machine, "kiosk-x", server, 60)
        machine.wait_for(page, what="the overview on another X server", seconds=120)
        note(f"picture again after {time.monotonic() - start:.0f} s")


@case
def display_stopped(folder):
    bench = Bench(folder, shell=True)
    page = bench.overview()
    with bench.start() as machine:
        machine.wait_for(page, what="the overview")
        machine.wait_for_shell()
        display = process(machine, "kiosk")
        start = time.monotonic()
        machine.shell(f"kill -STOP {display}")
        replaced(machine, "kiosk", display, 300)
        machine.wait_for(page, what="the overview of another display", seconds=120)
        said = machine.shell("journalctl -q --no-pager -o cat -u kiosk | grep -i 'watchdog timeout' | tail -n 1").strip()
        if "atchdog" not in said:
            raise AssertionError(f"it was not the watchdog: {said!r}")
        note(f"picture again {time.monotonic() - start:.0f} s after it was stopped")


def is_awake(bench, *options, now=TODAY, **more):
    """The overview comes up and a touch opens the topics."""
    pages = bench.pages("overview", "topics", now=now)
    with bench.start(*options, **more) as machine:
        machine.wait_for(pages["overview"], what="the overview")
        note(f"{machine.seconds():.0f} s")
        opens(machine, pages["overview"].middle_of("start"), pages["topics"])


@case
def state_gone(folder):
    bench = Bench(folder)
    bench.disk.delete_state()
    is_awake(bench)


@case
def state_damaged(folder):
    bench = Bench(folder)
    bench.disk.damage_state(random.Random(1).randbytes(16 << 20))
    is_awake(bench)
    if not (bench.disk.read_state(folder).folder / "display").is_dir():
        raise AssertionError("the state partition was not made anew")


@case
def disk_read_only(folder):
    is_awake(Bench(folder), read_only=True)


@case
def clock_1970(folder):
    # Without a clock that can be believed no result is called missing: as in the weeks after the plan's year.
    is_awake(Bench(folder), "-rtc", "base=1970-01-01T00:00:00", network=False, now="2025-02-01")


@case
def clock_2044(folder):
    # The same picture: systemd puts a clock that is more than fifteen years after its own making back to that.
    is_awake(Bench(folder), "-rtc", "base=2044-01-01T00:00:00", network=False, now="2025-02-01")


@case
def maintenance(folder):
    """With "rw kiosk.write" on the kernel's command line the root itself is there, to be written to."""
    bench = Bench(folder)
    bench.disk.open_shell(folder, "rw kiosk.write")
    page = bench.overview()
    with bench.start() as machine:
        machine.wait_for(page, what="the overview")
        machine.wait_for_shell()
        if file_system(machine) != "ext4":
            raise AssertionError(f"the root is {file_system(machine)}, not the disk's")


@case
def touch_replugged(folder):
    bench = Bench(folder)
    pages = bench.pages("overview", "topics")
    with bench.start("-device", "qemu-xhci,id=usb", "-device", "usb-tablet,id=glass,bus=usb.0") as machine:
        machine.wait_for(pages["overview"], what="the overview")
        machine.ask("device_del", id="glass")
        wait_until(lambda: machine.ask("query-status") and "DEVICE_DELETED" in machine.events, "the touch panel is off the bus", 30)
        machine.ask("device_add", driver="usb-tablet", id="glass-again", bus="usb.0")
        count, seconds = opens(machine, pages["overview"].middle_of("start"), pages["topics"], most=5, seconds=3)
        note(f"touch {count} works, {seconds:.1f} s after it came back")


@case
def disk_full(folder):
    """Nothing is left on the state partition: what is shown stays, and a release arrives once there is room again."""
    bench, publisher = Bench(folder, shell=True), Publisher(PROGRAMS, SOURCE, folder)
    first = publisher.build()
    publisher.release(first)
    before = bench.overview(catalog=first)
    with Origin(publisher.repository) as origin:
        bench.follow(publisher, origin)
        with bench.start() as machine:
            machine.wait_for(before, what="the release")
            machine.wait_for_shell()
            machine.shell("head -c 1G /dev/zero >/var/lib/kiosk/full 2>/dev/null; sync", seconds=240)
            second = publisher.build()
            after = bench.overview(catalog=second)
            publisher.release(second)
            del origin.asked[:]
            wait_until(lambda: any("snapshot" in path for path, _ in origin.asked), "the agent asks for it", 60)
            display = process(machine, "kiosk")
            machine.wait_for(before, after, what="old or new release on a full disk", seconds=30)
            machine.shell("rm /var/lib/kiosk/full")
            machine.wait_for(after, what="the new release once there is room", seconds=400)
            if process(machine, "kiosk") != display:
                raise AssertionError("the display did not live through it")


def run_case(name):
    """What came of it, in a line; its last picture is kept where it failed."""
    del notes[:]
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kiosk-device-") as scratch:
        folder = pathlib.Path(scratch)
        try:
            CASES[name](folder)
            result = "ok"
        except (TimeoutError, AssertionError, RuntimeError, ValueError, OSError) as error:
            result = f"FAILED: {error}"
            KEPT.mkdir(parents=True, exist_ok=True)
            for file in (folder / "screen.ppm", folder / "console"):
                if file.name == "screen.ppm" and file.exists():
                    picture.read_ppm(file.read_bytes()).save(KEPT / f"{name}.png")
                elif file.exists():
                    (KEPT / f"{name}.console").write_bytes(file.read_bytes())
    print(f"{name:<16} {result + ''.join(f'; {text}' for text in notes):<80} {time.monotonic() - start:7.0f}", flush=True)
    return result == "ok"


def main():
    names = WORDS[3:] or list(CASES)
    unknown = [name for name in names if name not in CASES]
    if unknown:
        sys.exit(f"there is no case {unknown[0]}; there are {' '.join(CASES)}")
    print(f"{'CASE':<16} {'RESULT':<80} SECONDS", flush=True)
    failed = [name for name in names if not run_case(name)]
    sys.exit(f"{len(failed)} of {len(names)} failed" if failed else 0)


main()
