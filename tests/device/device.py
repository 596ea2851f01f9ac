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

import disk
import picture
import updates  # noqa: F401: its cases
from bench import CASES, KEPT, MANY, PROGRAMS, SETTINGS, SOURCE, TODAY, WIDTH_MM, WORDS, ZONE_S, Bench, case, note, notes
from disk import files_of, make_stick
from machine import wait_until
from world import Origin, Publisher


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


def opens(machine, place, page, most=1, seconds=30, touch=None):
    """Touches until the page is there: (touches, seconds from the first one)."""
    touch = touch or machine.touch
    time.sleep(SEEN_S)
    start = time.monotonic()
    for count in range(1, most + 1):
        touch(*place)
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
    chance, shown, slowest = random.Random(seed), [bench.overview(), bench.overview_after_asking()], 0
    note(f"seed {seed}")
    with Origin(publisher.repository) as origin:
        bench.follow(publisher, origin)
        for count in range(20 if MANY else 5):
            with bench.start() as machine:
                machine.wait_for(*shown[-2:], what=f"old or new release after cut {count}")
                slowest = max(slowest, machine.seconds())
                wait_until(lambda: any(page.is_on(machine.screen()) for page in (shown if count == 0 else shown[-1:])), "the newest release", 120)
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
    note(f"{len(shown) - 2} cuts, slowest start {slowest:.0f} s")


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
def touch_panel(folder):
    """A touch panel with fingers, by the machine's own uinput; it comes, goes and comes again."""
    bench = Bench(folder, shell=True)
    disk.run("c++", "-O1", "-static", "-o", folder / "touch_panel", pathlib.Path(__file__).with_name("touch_panel.cpp"))
    bench.disk.put_in(folder / "touch_panel", "/usr/bin/touch_panel")
    pages = bench.pages("overview", "topics", "topic/jobs")

    with bench.start() as machine:
        def touch(x, y):
            machine.shell(f"echo {x:.0f} {y:.0f} >&7")

        def plug_in():
            machine.shell("mkfifo /run/panel; touch_panel 1920 1080 </run/panel & exec 7>/run/panel")
            wait_until(lambda: machine.shell("grep -c 'Touch panel of a test' /proc/bus/input/devices").split()[0] == "1", "the panel is there", 30)

        machine.wait_for(pages["overview"], what="the overview")
        machine.wait_for_shell()
        machine.shell("modprobe uinput")
        plug_in()
        first, _ = opens(machine, pages["overview"].middle_of("start"), pages["topics"], most=2, seconds=5, touch=touch)
        machine.shell("exec 7>&-; wait; rm /run/panel")
        plug_in()
        second, _ = opens(machine, pages["topics"].middle_of("topic/jobs"), pages["topic/jobs"], most=2, seconds=5, touch=touch)
        note(f"touch {first} of a new panel works, touch {second} of one that came back")


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
    bench.disk.open_shell("rw kiosk.write")
    page = bench.overview()
    with bench.start() as machine:
        machine.wait_for(page, what="the overview")
        machine.wait_for_shell()
        if file_system(machine) != "ext4":
            raise AssertionError(f"the root is {file_system(machine)}, not the disk's")


@case
def touch_replugged(folder):
    """The touch panel's plug is pulled again and again; once the X server has it back, the second touch works at the latest."""
    bench = Bench(folder, shell=True)
    pages = bench.pages("topics", "topic/jobs")
    overview, ways = bench.overview(), (("topic/jobs", "topic/jobs"), ("back", "topics"))
    touches, slowest = [], 0
    with bench.start("-device", "qemu-xhci,id=usb", "-device", "usb-tablet,id=glass0,bus=usb.0") as machine:
        machine.wait_for(overview, what="the overview")
        machine.wait_for_shell()
        devices_of = f"ls -l /proc/{process(machine, 'kiosk-x')}/fd | grep -c /dev/input/event"

        def has(count, what):
            wait_until(lambda: int(machine.shell(devices_of)) == count, what, 60)

        opens(machine, overview.middle_of("start"), pages["topics"])
        here, whole = "topics", int(machine.shell(devices_of))
        for count in range(50 if MANY else 10):
            machine.ask("device_del", id=f"glass{count}")
            has(whole - 1, "the X server lets go of the panel")
            start = time.monotonic()
            machine.ask("device_add", driver="usb-tablet", id=f"glass{count + 1}", bus="usb.0")
            has(whole, "the X server has the panel again")
            slowest = max(slowest, time.monotonic() - start)
            area, there = ways[count % 2]
            tries, _ = opens(machine, pages[here].middle_of(area), pages[there], most=5, seconds=5)
            here = there
            touches.append(tries)
    note(f"pulled {len(touches)} times, had again after {slowest:.1f} s at most, touch {max(touches)} works at the latest")
    if max(touches) > 2:
        raise AssertionError(f"{max(touches)} touches were needed")


CORNER = (960, 0, 960, 260)  # where the screen says what came of a stick


@case
def usb_stick(folder):
    """A stick is plugged in: its release is shown, and for ten seconds a corner says so. Once more: that it is here already."""
    bench, publisher = Bench(folder), Publisher(PROGRAMS, SOURCE, folder)
    bench.disk.put_settings("root.json", publisher.root)
    catalog = publisher.build()
    publisher.release(catalog)
    before, after = bench.overview(), bench.overview(catalog=catalog)
    stick = make_stick(folder / "stick", "KIOSK", publisher.repository)
    with bench.start("-device", "qemu-xhci,id=usb", network=False) as machine:
        machine.wait_for(before, what="the overview")
        for count, what in enumerate(("the release of the stick", "that it is known already")):
            start = time.monotonic()
            machine.plug_in(f"stick{count}", stick)
            told = after.but(CORNER)
            wait_until(lambda: told.is_on(machine.screen()) and not after.is_on(machine.last), f"{what}, and a corner that says so", 90)
            seen = time.monotonic()
            machine.keep(KEPT, f"usb_stick-{count}")
            machine.wait_for(after, what="the corner as it was", seconds=60)
            note(f"{'taken in' if count == 0 else 'known'} after {seen - start:.1f} s, told for {time.monotonic() - seen:.1f} s")
            machine.pull_out(f"stick{count}")


WHAT_CAME_OF_WISHES = ("ls -l /var/lib/kiosk/admin; cat /run/kiosk-wish/answer; systemctl show -p ActiveState,SubState kiosk-wish.path;"
                       " journalctl -b -q -o cat -u kiosk-wish.path -u kiosk-wish -u 'kiosk-stick*'")


@case
def wishes(folder):
    """What the admin's pages wish for is done by root: settings from a stick, logs onto it, both programs anew."""
    bench = Bench(folder, shell=True)
    wider = SETTINGS.replace(f"panel_width_mm = {WIDTH_MM}", f"panel_width_mm = {WIDTH_MM + 100}")
    (folder / "new").mkdir()
    (folder / "new" / "kiosk.toml").write_text(wider)
    stick = make_stick(folder / "stick", "KIOSK", folder / "new")
    page = bench.overview()
    with bench.start("-device", "qemu-xhci,id=usb", network=False) as machine:
        machine.wait_for(page, what="the overview")
        machine.wait_for_shell()
        machine.plug_in("stick", stick, writable=True)
        wait_until(lambda: "result" in machine.shell("cat /var/lib/kiosk/import"), "the stick is looked at", 60)
        for number, word in enumerate(("logs", "settings", "restart"), 1):
            before = machine.shell("systemctl show -p MainPID --value kiosk").split()
            start = time.monotonic()
            machine.shell(f"runuser -u kiosk -- sh -c 'cd /var/lib/kiosk/admin && echo {word} {number} >wish.new && mv wish.new wish'")
            wanted = f"{word} {number} {'taken' if word == 'restart' else 'done'}"
            try:
                wait_until(lambda: wanted in machine.shell("cat /run/kiosk-wish/answer"), f"{wanted!r} is answered", 60)
            except TimeoutError as error:
                raise AssertionError(f"{error}: {machine.shell(WHAT_CAME_OF_WISHES)}") from error
            note(f"{word} {time.monotonic() - start:.1f} s")
            if word != "logs":
                wait_until(lambda: machine.shell("systemctl show -p MainPID --value kiosk").split() not in (before, ["0"]), "the display is another", 60)
        if f"panel_width_mm = {WIDTH_MM + 100}" not in machine.shell("cat /etc/kiosk/kiosk.toml"):
            raise AssertionError("the settings of the stick do not apply")
        machine.pull_out("stick")
    if f"panel_width_mm = {WIDTH_MM + 100}" not in bench.disk.settings("kiosk.toml"):
        raise AssertionError("the settings would be forgotten at the next start")
    logs = files_of(stick)
    if not any(name.startswith("kiosk-log-") for name in logs):
        raise AssertionError(f"no log on the stick: {logs}")


@case
def starts_from_usb(folder):
    """The disk is a stick itself: its own partition KIOSK is no stick to take in, neither by itself nor by request."""
    bench = Bench(folder, shell=True)
    bench.disk.put_settings("root.json", Publisher(PROGRAMS, SOURCE, folder).root)
    page = bench.overview()
    with bench.start(network=False, disk_on_usb=True) as machine:
        machine.wait_for(page, what="the overview")
        note(f"{machine.seconds():.0f} s")
        machine.wait_for_shell()
        said = machine.shell("systemctl show -p InactiveExitTimestampMonotonic --value kiosk-stick; ls /var/lib/kiosk/import")
        if said.split()[0] != "0" or "No such file" not in said:
            raise AssertionError(f"it was taken for a stick: {said}")
        said = machine.shell("systemctl start kiosk-stick; journalctl -q -o cat -u kiosk-stick; grep result /var/lib/kiosk/import", seconds=120)
        if "there is no USB stick labelled KIOSK" not in said or "result nothing" not in said:
            raise AssertionError(f"by request: {said}")


@case
def mode_change(folder):
    """The X server changes its mode: the picture fills the glass, and a touch hits what it shows."""
    bench = Bench(folder, shell=True)
    bench.disk.put_in("/usr/bin/xrandr", "/usr/bin/xrandr")
    sizes = ("1024x768", "1280x1024", "1920x1080")
    pages = {size: bench.pages("overview", "topics", size=size) for size in sizes}
    with bench.start() as machine:
        machine.wait_for(pages["1920x1080"]["overview"], what="the overview")
        machine.wait_for_shell()
        for count, size in enumerate(sizes):
            start = time.monotonic()
            machine.shell(f"DISPLAY=:0 XAUTHORITY=/run/kiosk-x/authority xrandr --output Virtual-1 --mode {size}")
            page = "topics" if count else "overview"
            machine.wait_for(pages[size][page], what=f"{page} at {size}", seconds=60)
            note(f"{size} after {time.monotonic() - start:.1f} s")
            if count == 0:
                opens(machine, pages[size]["overview"].middle_of("start"), pages[size]["topics"])


# Of cases with opening hours the machine's clock begins at noon, in the catalog's zone: no span passes midnight. Tomorrow's, since a clock that is
# behind what is known to have been is not trusted.
NOON_DAY = time.strftime("%Y-%m-%d", time.gmtime(time.time() + ZONE_S + 86400))
AT_NOON = ("-rtc", f"base={NOON_DAY}T04:00:00")


def with_hours(spans, show_closed_s=20):
    """The settings of a hall that is open at these times each day."""
    days = "".join(f'{day} = "{spans}"\n' for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    return SETTINGS + f'[hours]\n{days}show_closed_s = {show_closed_s}\npanel_off = "dpms"\n'


def is_dark(machine):
    """Black, but for the line of text in which QEMU says that there is no signal."""
    screen = machine.screen()
    return screen.pixels.count(0) > 0.99 * len(screen.pixels)


@case
def hours(folder):
    """The hall closes: the page says so, then the glass is dark and the panel sleeps; it opens, and is awake."""
    closes, opens_again = 240, 420  # seconds after noon
    bench = Bench(folder, with_hours("08:00-12:04, 12:07-18:00"), shell=True)
    page = bench.overview(now=NOON_DAY)
    with bench.start(*AT_NOON, network=False) as machine:
        machine.wait_for(page, what="the overview", seconds=closes)
        machine.wait_for_shell()
        wait_until(lambda: not page.is_on(machine.screen()), "the page of a closed hall", closes - machine.seconds() + 30)
        note(f"closed {machine.seconds() - closes:.0f} s after closing time")
        machine.keep(KEPT, "hours-closed")
        wait_until(lambda: is_dark(machine), "a dark glass", 60)
        note(f"dark {machine.seconds() - closes:.0f} s after it")
        wait_until(lambda: machine.shell("cat /sys/class/drm/card0-Virtual-1/dpms").strip() == "Off", "the panel sleeps", 60)
        machine.wait_for(page, what="the overview of the open hall", seconds=opens_again - machine.seconds() + 60)
        note(f"awake {machine.seconds() - opens_again:.0f} s after opening time")
        if machine.shell("cat /sys/class/drm/card0-Virtual-1/dpms").strip() != "On":
            raise AssertionError("the panel is not switched on")


@case
def emergency_at_night(folder):
    """A release with an emergency lights the dark glass of a closed hall."""
    bench = Bench(folder, shell=True)
    publisher = Publisher(PROGRAMS, SOURCE, folder)
    settings = with_hours("08:00-11:30")
    with Origin(publisher.repository) as origin:
        bench.follow(publisher, origin, settings)
        publisher.release(publisher.build())
        with bench.start(*AT_NOON) as machine:
            machine.wait_for_shell()
            wait_until(lambda: machine.shell("cat /sys/class/drm/card0-Virtual-1/dpms").strip() == "Off", "the panel sleeps", 200)
            if not is_dark(machine):
                raise AssertionError("the glass is not dark")
            publisher.add_emergency(f"{NOON_DAY}T12:00:00+08:00", f"{NOON_DAY}T18:00:00+08:00")
            catalog = publisher.build()
            page = bench.pages("emergency/fire", catalog=catalog, now=f"{NOON_DAY}T12:05:00+08:00")["emergency/fire"]
            start = time.monotonic()
            publisher.release(catalog)
            machine.wait_for(page, what="the emergency", seconds=120)
            note(f"the emergency is shown {time.monotonic() - start:.0f} s after it was released")
            if machine.shell("cat /sys/class/drm/card0-Virtual-1/dpms").strip() != "On":
                raise AssertionError("the panel is not switched on")


@case
def fixed_address(folder):
    """A file of systemd-networkd on the partition KIOSK sets the address, one that is none is left out and told of."""
    bench = Bench(folder, shell=True)
    bench.disk.put_settings("network/hall.network", b"\xef\xbb\xbf[Match]\r\nName=en*\r\n\r\n[Network]\r\nAddress=10.0.2.77/24\r\nGateway=10.0.2.2\r\n")
    bench.disk.put_settings("network/wrong.network", b"Address 10.0.2.78\n")
    bench.disk.put_settings("wifi/Hall Guests.psk", b"[Security]\r\nPassphrase=correct horse\r\n")
    page = bench.overview()
    with bench.start() as machine:
        machine.wait_for(page, what="the overview")
        machine.wait_for_shell()
        wait_until(lambda: "10.0.2.77/24" in machine.shell("ip -4 -o address"), "the address is set", 60)
        said = machine.shell("ip -4 -o address; ls -l /etc/systemd/network /var/lib/iwd; systemctl is-active iwd; journalctl -q -o cat -u kiosk-settings")
    if said.count("10.0.2.") != said.count("10.0.2.77/24") + said.count("10.0.2.255"):
        raise AssertionError(f"another address as well: {said}")
    for wanted in ("wrong.network is left out: it has no line [Match]", "-rw------- 1 root root", "Hall Guests.psk", "\nactive"):
        if wanted not in said:
            raise AssertionError(f"not said: {wanted!r} in {said}")


@case
def journal(folder):
    """What was said before the power went is there after the next start, and it stays small."""
    bench = Bench(folder, shell=True)
    page = bench.overview()
    for start in range(2):
        with bench.start() as machine:
            machine.wait_for(page, what="the overview")
            machine.wait_for_shell()
            said = machine.shell("journalctl -q -o cat -t hall; du -sk /var/lib/kiosk/journal")
            if start == 0:
                machine.shell("echo the lights went out | systemd-cat -t hall")
                wait_until(lambda: "lights" in machine.shell("journalctl -q -o cat -t hall"), "it is in the journal", 30)
                machine.shell("journalctl --sync")
    if "the lights went out" not in said:
        raise AssertionError(f"the journal is gone: {said}")
    kilobytes = int(re.findall(r"^(\d+)\s", said, re.M)[0])
    note(f"{kilobytes / 1024:.1f} MB after two starts")
    if kilobytes > 9 * 1024:
        raise AssertionError(f"the journal has {kilobytes} kB")


@case
def uefi(folder):
    bench = Bench(folder)
    page = bench.overview()
    with bench.start("-bios", "/usr/share/ovmf/OVMF.fd") as machine:
        machine.wait_for(page, what="the overview")
        note(f"power to picture {machine.seconds():.0f} s")


# kB of each process that shares nothing, or its part of what is shared; then what the kernel says of the whole.
MEMORY = ("sync; echo 3 >/proc/sys/vm/drop_caches; for p in /proc/[0-9]*; do [ -r $p/smaps_rollup ] && "
          "echo PSS $(grep ^Pss: $p/smaps_rollup | tr -dc 0-9) $(cat $p/comm); done 2>/dev/null; "
          "grep -E '^(MemTotal|MemFree|MemAvailable|Buffers|Cached|SReclaimable|Shmem|Slab|KernelStack|PageTables):' /proc/meminfo")
MOST_MB, MOST_IN_USE_MB = 256, 128


@case
def memory(folder):
    """256 MB: what is in use of them at rest, without what the kernel could drop."""
    bench = Bench(folder, shell=True)
    page = bench.overview()
    with bench.start("-m", str(MOST_MB)) as machine:
        machine.wait_for(page, what="the overview")
        note(f"power to picture {machine.seconds():.0f} s")
        machine.wait_for_shell()
        wait_until(lambda: "running" in machine.shell("systemctl is-system-running"), "every service is started", 120)
        time.sleep(60)  # a minute at rest
        if not page.is_on(machine.screen()):
            raise AssertionError("another page")
        said = machine.shell(MEMORY, seconds=120)
    facts = {name: int(kb) for name, kb in re.findall(r"^(\w+): +(\d+) kB", said, re.M)}
    in_use = facts["MemTotal"] - facts["MemFree"] - facts["Buffers"] - facts["Cached"] - facts["SReclaimable"] + facts["Shmem"]
    rows = sorted(((int(kb), name) for kb, name in re.findall(r"^PSS (\d+) (\S+)", said, re.M)), reverse=True)
    for kb, name in rows:
        print(f"    {name:<18} {kb / 1024:7.1f} MB")
    for name, kb in facts.items():
        print(f"    {name:<18} {kb / 1024:7.1f} MB")
    note(f"{in_use / 1024:.0f} of {facts['MemTotal'] / 1024:.0f} MB in use without caches; programs {sum(kb for kb, _ in rows) / 1024:.0f} MB")
    if in_use / 1024 > MOST_IN_USE_MB:
        raise AssertionError(f"more than {MOST_IN_USE_MB} MB are in use")


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
    print(f"{name:<18} {result + ''.join(f'; {text}' for text in notes):<80} {time.monotonic() - start:7.0f}", flush=True)
    return result == "ok"


def main():
    names = WORDS[3:] or list(CASES)
    unknown = [name for name in names if name not in CASES]
    if unknown:
        sys.exit(f"there is no case {unknown[0]}; there are {' '.join(CASES)}")
    print(f"{'CASE':<18} {'RESULT':<80} SECONDS", flush=True)
    failed = [name for name in names if not run_case(name)]
    sys.exit(f"{len(failed)} of {len(names)} failed" if failed else 0)


main()
