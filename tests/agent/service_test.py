"""kiosk-sync as a service: signals, the lock, a display's report, USB sticks, a lost state folder, and rest.

usage: service_test.py KIOSK_SYNC KIOSK_PUBLISH CATALOG_FOLDER [--sanitized]
"""
import contextlib
import fcntl
import itertools
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))
import fault_server as fs  # noqa: E402
from folders import delete_in_use  # noqa: E402
from release_world import Checks, Device, Publisher, Service, copied, until  # noqa: E402

SANITIZED = "--sanitized" in sys.argv
END_S = 5 if SANITIZED else 1
REST_S = 3  # nothing happens then, which has no moment to wait for
DAY_S = 86400
BOOT = pathlib.Path("/proc/sys/kernel/random/boot_id")
DELTA, WHOLE = ".catalog.zst", ".catalog.db.zst"


class World:
    def __init__(self, sync, publish, catalog, scratch):
        self.sync, self.scratch, self.checks, self.numbers = sync, pathlib.Path(scratch), Checks(), itertools.count()
        self.publisher = Publisher(publish, catalog, scratch)
        self.old = self.publisher.new("old", self.publisher.a)
        self.new = copied(self.old, "new")
        self.publisher.release(self.new, self.publisher.b)
        self.root = self.old / "metadata" / "1.root.json"
        self.hash_a, self.hash_b = self.publisher.hash_a, self.publisher.hash_b
        with fs.FaultServer(self.old) as server:
            device = Device(sync, self.scratch / "installed", self.root, [server.url])
            self.check(device.once().code == 0, "installing a")
        self.installed = device.state

    def check(self, holds, what):
        return self.checks.check(holds, what)

    def device(self, origins, installed=True, **settings):
        device = Device(self.sync, self.scratch / f"device-{next(self.numbers)}", self.root, origins, **{"interval_s": DAY_S, **settings})
        if installed:
            shutil.copytree(self.installed, device.state)
        return device

    def refused(self, ran, what, wanted):
        self.check(ran.code == 1, f"{what}: exits {ran.code}: {ran.output}{ran.errors}")
        self.check(len(ran.lines) == 1, f"{what}: one line, not {ran.errors!r}")
        self.check(re.search(wanted, ran.errors), f"{what}: {ran.errors!r} does not say /{wanted}/")

    def ends(self, service, what):
        code, seconds = service.end()
        self.check(code == 0 and seconds < END_S, f"{what}: SIGTERM ends it with {code} after {seconds:.2f} s")


def ends_at_rest(world):
    with fs.FaultServer(world.old) as server:
        with Service(world.device([server.url])) as service:
            world.check(service.is_up(), "at rest: comes up")
            world.ends(service, "at rest")


def ends_in_the_middle(world):
    """Of a download that drips, and of waiting for a server that says nothing."""
    patient = {"low_speed_s": 600, "metadata_timeout_s": 600, "download_timeout_s": 600}
    for what, on, fault in (("a slow download", WHOLE, fs.drip(before=1000)), ("a silent server", "timestamp.json", fs.silent)):
        with fs.FaultServer(world.new) as server:
            server.faults = {on: fault, DELTA: fs.answer(404)}
            device = world.device([server.url], **patient)
            with Service(device) as service:
                world.check(service.is_up(), f"{what}: comes up")
                service.poll_now()
                world.check(server.wait_for_request(on, 30), f"{what}: it is asked for")
                if on == WHOLE:
                    world.check(until(lambda: device.incoming_bytes() > 1000), f"{what}: it has begun")
                world.ends(service, what)
            world.check(device.current() == world.hash_a, f"{what}: current names {device.current()}")
            if on == WHOLE:
                held = device.incoming_bytes()
                world.check(held > 1000, f"{what}: {held} bytes stay for the next start")
                server.faults = {DELTA: fs.answer(404)}
                server.requests.clear()
                ran = device.once()
                asked = [headers.get("range") for path, headers in server.requests if path.endswith(WHOLE)]
                world.check(ran.code == 0 and asked == [f"bytes={held}-"], f"{what}: goes on where it stopped: {asked}, {ran}")


def tries_no_other_way(world):
    """What is told to end while it asks for a delta, or one mirror, does not go on to the whole release, or the next one."""
    patient = {"low_speed_s": 600, "metadata_timeout_s": 600, "download_timeout_s": 600}
    for word in ("run", "once"):
        for what, on in (("a delta", DELTA), ("a mirror", "timestamp.json")):
            what = f"{word} told to end at {what}"
            with fs.FaultServer(world.new) as first, fs.FaultServer(world.new) as second:
                for server in (first, second):
                    server.faults = {DELTA: fs.drip(before=20), WHOLE: fs.drip(before=1000)} if on == DELTA else {on: fs.silent}
                device = world.device([first.url, second.url], **patient)
                with Service(device, word) as service:
                    if word == "run":
                        world.check(service.is_up(), f"{what}: comes up")
                        service.poll_now()
                    world.check(first.wait_for_request(on, 30), f"{what}: it is asked for")
                    code, seconds = service.end(10)
                    world.check(code == (0 if word == "run" else 1) and seconds < END_S, f"{what}: SIGTERM ends it with {code} after {seconds:.2f} s")
                    others = [path for path, _ in second.requests + first.requests if path.endswith(WHOLE)] + second.requests
                    world.check(not others, f"{what}: then it asks for {others}")
                world.check(device.current() == world.hash_a, f"{what}: current names {device.current()}")


def polls_now(world):
    with fs.FaultServer(world.old) as server:
        device = world.device([server.url])
        with Service(device) as service:
            world.check(service.is_up(), "SIGHUP: comes up")
            world.check(not server.requests, "SIGHUP: nothing is asked before")
            server.folder = world.new
            service.poll_now()
            world.check(until(lambda: device.current() == world.hash_b), "SIGHUP: takes the new release")
            world.ends(service, "SIGHUP")
            world.check(service.output().count("is current now (delta") == 1, f"SIGHUP: the log says {service.output()!r}")


def polls_by_itself(world):
    """A poll with nothing new is one small question with an ETag; a server that lies there is found out by SIGHUP."""
    with fs.FaultServer(world.old) as server:
        device = world.device([server.url], interval_s=1)
        with Service(device) as service:
            world.check(until(lambda: sum("if-none-match" in headers for _, headers in server.requests) >= 2), "by itself: polls with If-None-Match")
            seen = [path for path, headers in server.requests if "if-none-match" in headers]
            world.check(set(seen) == {"/metadata/timestamp.json"}, f"by itself: asks for {seen}")
            server.faults["timestamp.json"] = lambda exchange: fs.unchanged(exchange) if "if-none-match" in exchange.headers else fs.rightly(exchange)
            server.folder = world.new
            server.requests.clear()
            world.check(server.wait_for_request("timestamp.json", 30), "a lying ETag: is believed for a while")
            world.check(device.current() == world.hash_a, "a lying ETag: the release stays")
            service.poll_now()
            world.check(until(lambda: device.current() == world.hash_b), "a lying ETag: SIGHUP asks for everything")
            world.ends(service, "by itself")


def only_one(world):
    with fs.FaultServer(world.old) as server:
        device = world.device([server.url])
        with Service(device) as service:
            world.check(service.is_up(), "the second: the first comes up")
            for word in ("run", "once"):
                world.refused(device.run(word), f"a second {word}", rf"another kiosk-sync .*process {service.pid}")
            world.check(service.process.poll() is None, "the second: the first goes on")
            stick = world.scratch / "stick-beside"
            copy_stick(world.new, stick)
            ran = device.run("import", stick)
            world.check(ran.code == 0 and not ran.errors and device.current() == world.hash_b, f"import beside run: {ran}")
            service.poll_now()
            world.check(server.wait_for_request("timestamp.json", 30), "import beside run: run goes on")
            world.ends(service, "import beside run")
            world.check(device.current() == world.hash_b, "import beside run: the older origin does not take it back")
        world.check(device.status()["running"] is False, "the second: status says that none runs")


def wrong_usage(world):
    device = world.device([])
    ran = subprocess.run([device.program, "--config", "", "once"], capture_output=True, text=True)
    world.check(ran.returncode == 2 and "--config is given with nothing behind it" in ran.stderr, f"--config of a variable that is not set: {ran}")


def killed_leaves_no_lock(world):
    with fs.FaultServer(world.old) as server:
        device = world.device([server.url])
        with Service(device) as service:
            world.check(service.is_up(), "a killed agent: comes up")
            service.process.kill()
            service.process.wait()
        ran = device.once()
        world.check(ran.code == 0, f"a killed agent: the next one works: {ran}")


def state_is_removed(world):
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url], interval_s=1)
        with Service(device) as service:
            world.check(until(lambda: device.current() == world.hash_b), "the state folder: has b")
            delete_in_use(device.state)
            world.check(until(lambda: device.current() == world.hash_b and device.release_is_whole(world.hash_b)), "the state folder: comes back by itself")
            world.check(until(lambda: device.status()["running"]), "the state folder: it is locked again")
            world.refused(device.once(), "the state folder: a second agent", rf"process {service.pid}")
            world.ends(service, "the state folder")


def display_rejects(world):
    """Heeded at once, with no question to the origin."""
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url])
        with Service(device) as service:
            world.check(service.is_up(), "rejected: comes up")
            service.poll_now()
            world.check(until(lambda: device.status()["last_outcome"].startswith("2026.11.24 is current now")), "rejected: has b")
            asked = len(server.requests)
            device.write_report(running=world.hash_a, confirmed=world.hash_a, rejected=[world.hash_b])
            world.check(until(lambda: device.current() == world.hash_a, 10), f"rejected: current names {device.current()}")
            world.check(device.status()["quarantined"] == [world.hash_b], f"rejected: {device.status()['quarantined']}")
            world.check(len(server.requests) == asked, f"rejected: asked {server.requests[asked:]}")
            service.poll_now()
            world.check(until(lambda: "not taken" in device.status()["last_outcome"]), f"rejected: not taken again: {device.status()['last_outcome']}")
            world.check(device.current() == world.hash_a, "rejected: a stays")
            world.ends(service, "rejected")


def display_rejects_after_import(world):
    """What an import made current in the meantime is not taken back, unless it is what the display rejects."""
    for what, rejected, stays in (("the one before", world.hash_a, world.hash_b), ("it", world.hash_b, world.hash_a)):
        what = f"an import beside run, and the display rejects {what}"
        with fs.FaultServer(world.old) as server:
            device = world.device([server.url])
            with Service(device) as service:
                world.check(service.is_up(), f"{what}: comes up")
                ran = device.run("import", world.new)
                world.check(ran.code == 0 and device.current() == world.hash_b, f"{what}: {ran}")
                device.write_report(running=stays, confirmed=stays, rejected=[rejected])
                world.check(until(lambda: rejected in device.status()["quarantined"]), f"{what}: quarantined")
                world.check(device.current() == stays, f"{what}: current names {device.current()}, not {stays}")
                world.ends(service, what)


def display_writes_nonsense(world):
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url])
        (device.state / "display").mkdir(exist_ok=True)
        with Service(device) as service:
            world.check(service.is_up(), "a report of nonsense: comes up")
            for content in (b"", b"\0" * 4096, b"minsheng-kiosk report 9\ncrc32 00000000\n", b"x" * 1_000_000):
                beside = device.state / "display" / "report.new"
                beside.write_bytes(content)
                beside.rename(device.state / "display" / "report")
            service.poll_now()
            world.check(until(lambda: device.current() == world.hash_b), "a report of nonsense: goes on")
            world.ends(service, "a report of nonsense")


# ---- USB

def copy_stick(repository, stick):
    for name in ("metadata", "targets"):
        shutil.copytree(repository / name, stick / name)


def sticks(world):
    """(what is done to a good stick, what the message says or None: goes through)."""
    strange = world.publisher.new("strange", world.publisher.b)
    outside = world.scratch / "outside"
    outside.mkdir()

    def without(pattern):
        def change(stick):
            for file in list(stick.glob(pattern)):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
        return change

    def linked(pattern):
        def change(stick):
            for file in list(stick.glob(pattern)):
                aim = outside / f"{next(world.numbers)}-{file.name}"
                file.rename(aim)
                file.symlink_to(aim)
        return change

    def piped(pattern):
        def change(stick):
            for file in list(stick.glob(pattern)):
                file.unlink()
                os.mkfifo(file)
        return change

    def shortened(pattern):
        def change(stick):
            for file in list(stick.glob(pattern)):
                file.write_bytes(file.read_bytes()[:-7])
        return change

    def lengthened(pattern):
        def change(stick):
            for file in list(stick.glob(pattern)):
                file.write_bytes(file.read_bytes() + b"1234567")
        return change

    def folders(pattern):
        def change(stick):
            for file in list(stick.glob(pattern)):
                file.unlink()
                file.mkdir()
        return change

    def both(*changes):
        return lambda stick: [change(stick) for change in changes]

    no_delta = without("targets/*.????????????????.catalog.zst")
    return [
        ("a good stick", lambda stick: None, None),
        ("a read-only stick", read_only, None),
        ("more on it", lambda stick: (stick / "holiday.jpg").write_bytes(b"x" * 1000), None),
        ("no delta", no_delta, None),
        ("nothing on it", without("*"), r"timestamp\.json.*is not there"),
        ("no timestamp", without("metadata/timestamp.json"), r"timestamp\.json.*is not there"),
        ("no snapshot", without("metadata/*.snapshot.json"), r"snapshot\.json.*is not there"),
        ("no targets.json", without("metadata/*.targets.json"), r"targets\.json.*is not there"),
        ("no folder of targets", without("targets"), r"catalog\.db\.zst.*is not there"),
        ("no file of the release", without("targets/*"), r"catalog\.db\.zst.*is not there"),
        ("another vendor's", lambda stick: (shutil.rmtree(stick), copy_stick(strange, stick)), r"timestamp\.json.*is signed by 0 of its role's keys"),
        ("metadata as a link out", linked("metadata"), r"symbolic link"),
        ("timestamp as a link out", linked("metadata/timestamp.json"), r"timestamp\.json.*symbolic link"),
        ("targets as a link out", linked("targets"), r"symbolic link"),
        ("the release as a link out", both(no_delta, linked("targets/*" + WHOLE)), r"catalog\.db\.zst.*symbolic link"),
        ("a pipe as timestamp", piped("metadata/timestamp.json"), r"timestamp\.json.*is not a file"),
        ("a pipe as release", both(no_delta, piped("targets/*" + WHOLE)), r"catalog\.db\.zst.*is not a file"),
        ("a folder as timestamp", folders("metadata/timestamp.json"), r"timestamp\.json.*is not a file"),
        ("a shorter snapshot", shortened("metadata/*.snapshot.json"), r"snapshot\.json.*bytes long, but should be"),
        ("a shorter release", both(no_delta, shortened("targets/*" + WHOLE)), r"catalog\.db\.zst.*bytes long, but should be"),
        ("a longer release", both(no_delta, lengthened("targets/*" + WHOLE)), r"catalog\.db\.zst.*longer than \d+ bytes"),
        ("a shorter delta", shortened("targets/*.????????????????.catalog.zst"), None),
        ("a delta as a link out", linked("targets/*.????????????????.catalog.zst"), None),
        ("an empty delta", lambda stick: [file.write_bytes(b"") for file in stick.glob("targets/*.????????????????.catalog.zst")], None),
    ]


def read_only(stick):
    for place in [stick, *stick.rglob("*")]:
        place.chmod(0o555 if place.is_dir() else 0o444)


# What the screen is told of a stick, by what its import failed in.
TOLD = {"catalog.db.zst: is not there": "unreadable", "is not there": "nothing", "signed by 0": "refused", "symbolic link": "unreadable", "is not a file": "unreadable", "longer than": "unreadable",
        "bytes long": "refused"}


def told(device):
    """What came of the last stick, as the display reads it."""
    file = device.state / "import"
    text = file.read_text() if file.is_file() else ""
    found = re.fullmatch(r"minsheng-kiosk import 1\nboot (\S+)\nat_s \d+\nresult (\w+)\nversion (\S+)\ncrc32 [0-9a-f]{8}\n", text)
    return found[2] if found and found[1] == BOOT.read_text().strip() else text


def usb(world):
    for what, change, wanted in sticks(world):
        what = f"USB, {what}"
        stick = world.scratch / f"stick-{next(world.numbers)}"
        copy_stick(world.new, stick)
        change(stick)
        device = world.device([])
        ran = device.run("import", stick)
        if wanted is None:
            world.check(ran.code == 0 and not ran.errors and device.current() == world.hash_b, f"{what}: {ran}")
            continue
        world.refused(ran, what, wanted)
        expected = next(word for words, word in TOLD.items() if words in ran.errors)
        world.check(told(device) == expected, f"{what}: the screen is told {told(device)}, not {expected}")
        world.check(device.current() == world.hash_a and device.release_is_whole(world.hash_a), f"{what}: the release stays")
        error = device.status()["last_error"] or {}
        world.check(error.get("message") and error.get("advice"), f"{what}: status says {error}")
        world.check("sync.origins" not in error.get("advice", "") and "state folder" not in error.get("advice", ""), f"{what}: advice about a stick, not {error.get('advice')!r}")
        good = world.scratch / f"stick-{next(world.numbers)}"
        copy_stick(world.new, good)
        ran = device.run("import", good)
        world.check(ran.code == 0 and device.current() == world.hash_b, f"{what}: a good stick afterwards: {ran}")
        world.check(told(device) == "taken", f"{what}: afterwards the screen is told {told(device)}")
        device.run("import", good)
        world.check(told(device) == "known", f"{what}: of the same stick the screen is told {told(device)}")
    device = world.device([])
    world.refused(device.run("import", world.scratch / "no-such-stick"), "USB, no such folder", r"no-such-stick.*is not there")
    file = world.scratch / "a-file"
    file.write_text("")
    world.refused(device.run("import", file), "USB, a file in place of a folder", r"a-file")
    world.refused(device.once(), "no origins", r"no origin is set.*kiosk-sync import")
    world.check(device.current() == world.hash_a, "USB: the release stays")
    device = world.device([])
    shutil.rmtree(device.state / "metadata")
    device.root = world.scratch / "nobody"
    device.configure([])
    world.refused(device.run("import", world.new), "USB, a device that trusts nobody", r"trusts nobody yet")
    world.check(told(device) == "failed", f"USB, a device that trusts nobody: the screen is told {told(device)}")


# ---- the service manager

def is_supervised(world):
    """It says when it is up, that it lives, also while a download drips, and when it ends."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener, fs.FaultServer(world.new) as server:
        listener.bind(f"\0kiosk-sync-test-{os.getpid()}")
        listener.setblocking(False)
        heard = []

        def hears(line):
            try:
                while True:
                    heard.append(listener.recv(4096).decode())
            except BlockingIOError:
                return any(message.startswith(line) for message in heard)

        device = world.device([server.url])
        environment = {"NOTIFY_SOCKET": f"@kiosk-sync-test-{os.getpid()}", "WATCHDOG_USEC": "200000"}
        with Service(device, environment=environment) as service:
            world.check(until(lambda: hears("READY=1\nSTATUS=")) and heard[0].startswith("READY=1"), f"supervised: it says first {heard}")
            heard.clear()
            world.check(until(lambda: hears("WATCHDOG=1")), "supervised: beats at rest")
            server.faults = {WHOLE: fs.drip(before=1000), DELTA: fs.answer(404)}
            service.poll_now()
            world.check(until(lambda: device.incoming_bytes() > 1000), "supervised: a download drips")
            hears("")
            heard.clear()
            world.check(until(lambda: hears("WATCHDOG=1")), "supervised: beats while it drips")
            world.ends(service, "supervised")
            world.check(hears("STOPPING=1"), f"supervised: says that it ends: {heard[-3:]}")
        heard.clear()
        with Service(world.device([]), environment=environment) as service:
            world.check(until(lambda: hears("READY=1\nSTATUS=no origin is set")), f"supervised, no origin: it says {heard}")
            world.check(until(lambda: hears("WATCHDOG=1")), "supervised, no origin: beats")
            world.ends(service, "supervised, no origin")


# ---- rest

def sleeps(world):
    """A device at rest wakes up for nothing."""
    with fs.FaultServer(world.old) as server:
        device = world.device([server.url])
        with Service(device) as service:
            world.check(service.is_up(), "rest: comes up")
            service.poll_now()
            world.check(until(lambda: device.status()["last_outcome"].startswith("nothing new")), "rest: has polled")
            world.check(until(lambda: is_asleep(service.pid)), "rest: sleeps")
            before = switches(service.pid)
            time.sleep(REST_S)
            world.check(switches(service.pid) == before, f"rest: woke up {switches(service.pid) - before} times in {REST_S} s")
            world.ends(service, "rest")


@contextlib.contextmanager
def in_a_pass(device):
    """As another kiosk-sync that works on the folder: holds the lock of a pass, of this open file (F_OFD_SETLK)."""
    with open(device.state / "agent" / "pass.lock", "r+") as file:
        fcntl.fcntl(file, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
        yield


def usb_beside_a_pass(world):
    """A stick that is plugged in while the agent works is taken in once it is done."""
    device = world.device([])
    with tempfile.TemporaryFile("w+") as log:
        with in_a_pass(device):
            process = subprocess.Popen(device.command("import", world.new), stdout=log, stderr=subprocess.STDOUT)
            before = switches(process.pid)
            # It looks again and again, and says nothing.
            world.check(until(lambda: process.poll() is not None or switches(process.pid) > before + 5), "a stick beside a pass: nobody waits")
            world.check(process.poll() is None and device.current() == world.hash_a, "a stick beside a pass: it does not wait")
        code = process.wait(60)
        log.seek(0)
        said = log.read()
    world.check(code == 0 and device.current() == world.hash_b, f"a stick beside a pass: it ends with {code}: {said}")
    world.check(told(device) == "taken", f"a stick beside a pass: the screen is told {told(device)}")


def is_asleep(pid):
    """In poll, twice in a row with nothing in between."""
    states = [(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0], switches(pid)) for _ in range(2)]
    return states[0] == states[1] and states[0][0] == "S"


def switches(pid):
    """Of every thread, willing or not."""
    texts = [(task / "status").read_text() for task in pathlib.Path(f"/proc/{pid}/task").iterdir()]
    return sum(int(count) for text in texts for count in re.findall(r"voluntary_ctxt_switches:\s+(\d+)", text))


def main():
    sync, publish, catalog = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    with tempfile.TemporaryDirectory() as scratch:
        world = World(sync, publish, catalog, scratch)
        for case in (ends_at_rest, ends_in_the_middle, tries_no_other_way, polls_now, polls_by_itself, only_one, wrong_usage, killed_leaves_no_lock, state_is_removed, display_rejects, display_rejects_after_import,
                     display_writes_nonsense, usb, usb_beside_a_pass, is_supervised, sleeps):
            began = time.monotonic()
            case(world)
            print(f"{case.__name__}: {time.monotonic() - began:.1f} s", flush=True)
        sys.exit(world.checks.end())


main()
