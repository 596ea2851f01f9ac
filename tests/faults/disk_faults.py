"""kiosk-sync on a disk that is full, read-only, damaged or broken: it says so, the release stays, and with a good disk it goes on.

usage: disk_faults.py KIOSK_SYNC KIOSK_PUBLISH CATALOG_FOLDER [--every N] [--sanitized]
       disk_faults.py --can-mount

The state folder is a small tmpfs in a mount namespace of its own, so that nothing is left mounted. --every N takes each Nth level of
filling and each Nth call. --sanitized leaves out calls that fail, which the sanitizer makes as well. Exit 77: nothing may be mounted here.
"""
import concurrent.futures
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))
from fault_server import FaultServer  # noqa: E402
from release_world import Checks, Device, Publisher, Service, copied, until, write_sealed  # noqa: E402
from traced import may_trace, recorded, run_injected  # noqa: E402

EVERY = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
PAGE = 4096
DISK_KB = 2048  # two releases, the third that is on its way, and the reserve: a catalog that outgrows it is told below
SKIPPED = 77
NAMESPACES = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])
PROBE = ["sh", "-c", "mount -t tmpfs none /mnt"]


def namespace():
    """The words that give a command mounts of its own; None where that is not permitted."""
    for words in NAMESPACES:
        if shutil.which("unshare") and subprocess.run([*words, *PROBE], capture_output=True).returncode == 0:
            return words
    return None


class SmallDisk:
    """A tmpfs at `folder`, unmounted with the `with`."""

    def __init__(self, folder, size_kb=DISK_KB, inodes=0):
        self.folder, self.options = pathlib.Path(folder), f"size={size_kb}k,nr_inodes={inodes}"
        self.filling = self.folder / "filling"

    def __enter__(self):
        self.folder.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "none", self.folder], check=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", self.folder], check=True)

    def free_pages(self):
        return os.statvfs(self.folder).f_bfree

    def fill(self, but_pages):
        """Leaves this many pages of 4096 bytes."""
        with open(self.filling, "wb") as file:
            file.write(bytes(max(0, self.free_pages() - but_pages) * PAGE))

    def fill_inodes(self, but):
        self.filling.mkdir()
        for number in range(os.statvfs(self.folder).f_ffree - but):
            (self.filling / str(number)).touch()

    def make_room(self):
        shutil.rmtree(self.filling) if self.filling.is_dir() else self.filling.unlink()

    def remount(self, how):
        subprocess.run(["mount", "-o", "remount," + how, self.folder], check=True)


class World:
    def __init__(self, sync, publish, catalog, scratch):
        self.sync, self.scratch, self.checks, self.numbers = sync, pathlib.Path(scratch), Checks(), itertools.count()
        self.publisher = Publisher(publish, catalog, scratch)
        self.old = self.publisher.new("old", self.publisher.a)
        self.new = copied(self.old, "new")
        self.publisher.release(self.new, self.publisher.b)
        self.root = self.old / "metadata" / "1.root.json"
        self.hash_a, self.hash_b = self.publisher.hash_a, self.publisher.hash_b
        self.installed = self.scratch / "installed"
        with FaultServer(self.old) as server:
            device = Device(sync, self.installed, self.root, [server.url])
            self.check(device.once().code == 0, "installing a")

    def check(self, holds, what):
        return self.checks.check(holds, what)

    def device(self, url, disk=None, **settings):
        """With release a; its state folder below `disk` where one is given."""
        device = Device(self.sync, self.scratch / f"device-{next(self.numbers)}", self.root, [url], **{"interval_s": 86400, **settings})
        if disk:
            device.configure([url], state=disk.folder / "state", interval_s=86400)
        shutil.copytree(self.installed / "state", device.state)
        return device

    def stays(self, device, what):
        self.check(device.current() == self.hash_a and device.release_is_whole(self.hash_a), f"{what}: the release stays; current names {device.current()}")

    def refused(self, device, ran, what, wanted, has_room=True):
        self.check(ran.code == 1, f"{what}: exits {ran.code}: {ran.output}{ran.errors}")
        self.check(len(ran.lines) == 1, f"{what}: one line, not {ran.errors!r}")
        self.check(re.search(wanted, ran.errors), f"{what}: {ran.errors!r} does not say /{wanted}/")
        self.stays(device, what)
        if has_room:
            error = device.status()["last_error"] or {}
            self.check(re.search(wanted, error.get("message", "")) and "disk" in error.get("advice", ""), f"{what}: status says {error}")

    def nothing_half_done(self, device, origin, what):
        """A download that is whole may wait for room to unpack it; once it is unpacked and staged it only takes room."""
        left = list((device.state / "incoming").iterdir())
        self.check(all(same(file, origin / "targets" / file.name) for file in left), f"{what}: half of it stays: {left}")
        self.check(not left or not device.release_is_whole(self.hash_b), f"{what}: what is not needed any more stays: {left}")

    def reaches_b(self, device, what):
        ran = device.once()
        self.check(ran.code == 0 and not ran.errors and device.current() == self.hash_b and device.release_is_whole(self.hash_b), f"{what}: afterwards {ran}")


def same(file, other):
    return other.is_file() and file.read_bytes() == other.read_bytes()


FULL = r"No space left on device"


def full_disk(world):
    """Each number of free pages, from none up to where the update goes through; by delta, and by the whole release."""
    for route, missing in (("delta", "none"), ("whole release", "*.????????????????.catalog.zst")):
        origin = world.scratch / f"origin-{route[:5]}"
        shutil.copytree(world.new, origin)
        for file in (origin / "targets").glob(missing):
            file.unlink()
        failed = succeeded = 0
        with FaultServer(origin) as server:
            for pages in range(0, DISK_KB * 1024 // PAGE, EVERY):
                what = f"full disk, {route}, {pages} pages are left"
                with SmallDisk(world.scratch / f"disk-{next(world.numbers)}") as disk:
                    device = world.device(server.url, disk)
                    disk.fill(pages)
                    ran = device.once()
                    if ran.code == 0:
                        world.check(device.current() == world.hash_b and device.release_is_whole(world.hash_b), f"{what}: {ran}")
                        succeeded += 1
                        if succeeded == 3:
                            break
                        continue
                    failed += 1
                    world.check(not succeeded, f"{what}: it had gone through with less")
                    world.refused(device, ran, what, FULL, has_room=disk.free_pages() > 0)
                    world.nothing_half_done(device, origin, what)
                    disk.make_room()
                    world.reaches_b(device, what)
        world.enough_pages = failed * EVERY
        print(f"full disk, {route}: {failed} levels fail, from {world.enough_pages} free pages on it goes through", flush=True)
        world.check(succeeded == 3, f"full disk, {route}: it goes through {succeeded} times with at most {DISK_KB} kB: the disk is too small for this catalog")
        world.check(failed >= 10 / EVERY, f"full disk, {route}: only {failed} levels fail: the disk is not small enough")


def no_inodes(world):
    with FaultServer(world.new) as server:
        for left in range(3):
            with SmallDisk(world.scratch / f"disk-{next(world.numbers)}", inodes=200) as disk:
                device = world.device(server.url, disk)
                disk.fill_inodes(left)
                what = f"{left} inodes are left"
                ran = device.once()
                if ran.code != 0:
                    world.refused(device, ran, what, FULL, has_room=os.statvfs(disk.folder).f_ffree > 0)
                disk.make_room()
                world.reaches_b(device, what)


def earlier_downloads(world):
    """What is left of a release that was never finished gives way to the next one."""
    with FaultServer(world.new) as server, SmallDisk(world.scratch / "disk-earlier") as disk:
        device = world.device(server.url, disk)
        disk.fill(world.enough_pages + EVERY)  # for the whole release, as the test above says
        left = device.state / "incoming" / ("0" * 64 + ".catalog.db.zst")
        left.write_bytes(bytes((world.enough_pages - 10) * PAGE))
        device.once()
        world.reaches_b(device, "a full disk with half of an earlier download")
        world.check(not left.exists(), "a full disk with half of an earlier download: it stays")


def read_only(world):
    with FaultServer(world.new) as server, SmallDisk(world.scratch / "disk-read-only") as disk:
        device = world.device(server.url, disk)
        disk.remount("ro")
        for words in (("once",), ("run",), ("import", world.new)):
            world.refused(device, device.run(*words), f"read-only, {words[0]}", r"Read-only file system", has_room=False)
        world.check(device.status()["current"]["sha256"] == world.hash_a, "read-only: status can be read")
        disk.remount("rw")
        world.reaches_b(device, "read-only")


def not_a_folder(world):
    with FaultServer(world.new) as server:
        device = world.device(server.url)
        for name in ("incoming", "metadata", "agent", "releases"):
            place, aside = device.state / name, device.state / (name + "-aside")
            place.rename(aside)
            place.write_text("a file")
            ran = device.once()
            world.check(ran.code == 1 and len(ran.lines) == 1 and name in ran.errors, f"a file in place of {name}/: {ran}")
            place.unlink()
            aside.rename(place)
        world.reaches_b(device, "files in place of folders")


def damaged_files(world):
    """Each file of the state folder is lost or damaged; with the origin there it is as if it had not been."""
    damages = [("lost", lambda file: file.unlink()), ("empty", lambda file: file.write_bytes(b"")), ("of zeroes", lambda file: file.write_bytes(bytes(file.stat().st_size))),
               ("half", lambda file: file.write_bytes(file.read_bytes()[:file.stat().st_size // 2])), ("of noise", lambda file: file.write_bytes(os.urandom(5000))),
               ("a broken link", lambda file: (file.unlink(), file.symlink_to("nowhere")))]
    with FaultServer(world.new) as server:
        names = sorted(str(file.relative_to(world.installed / "state")) for file in (world.installed / "state").rglob("*") if file.is_file())
        for name in names:
            for damage, do in damages:
                what = f"{name} is {damage}"
                device = world.device(server.url)
                do(device.state / name)
                status = device.run("status", "--json")
                # What says which release is shown is missed by name; what can be made anew is not.
                missed = name in ("current", "contact") and damage != "lost"
                world.check(status.code == (1 if missed else 0) and (name in status.errors if missed else not status.errors), f"{what}: status: {status}")
                world.reaches_b(device, what)
                world.check(device.status()["last_error"] is None, f"{what}: {device.status()['last_error']}")
            device = world.device(server.url)
            (device.state / name).unlink()
            (device.state / name / "deep").mkdir(parents=True)
            ran = device.once()
            said = ran.errors == "" or len(ran.lines) == 1 and pathlib.Path(name).name in ran.errors
            world.check(said and (ran.code == 1 or ran.code == 0 and device.current() == world.hash_b), f"{name} is a folder: {ran}")
        device = world.device(server.url)
        write_sealed(device.state / "current", (device.state / "current").read_text().rpartition("crc32")[0].replace("current 1", "current 2", 1))
        before = (device.state / "current").read_bytes()
        for words in (("once",), ("run",), ("import", world.new)):
            ran = device.run(*words)
            world.check(ran.code == 1 and "newer version of this program" in ran.errors and (device.state / "current").read_bytes() == before, f"current of a newer format, {words[0]}: {ran}")


def full_while_running(world):
    with FaultServer(world.new) as server, SmallDisk(world.scratch / "disk-running") as disk:
        device = world.device(server.url, disk)
        with Service(device) as service:
            world.check(service.is_up(), "full while running: comes up")
            disk.fill(20)
            service.poll_now()
            world.check(until(lambda: re.search(FULL, service.output())), f"full while running: the log says {service.output()!r}")
            world.stays(device, "full while running")
            world.check(service.process.poll() is None, "full while running: goes on")
            disk.make_room()
            service.poll_now()
            world.check(until(lambda: device.current() == world.hash_b), "full while running: with room it goes through")
            code, _ = service.end()
            world.check(code == 0, f"full while running: ends with {code}")


def broken_calls(world):
    """Every call of an update that writes fails once, as on a disk that dies."""
    with FaultServer(world.new) as server:
        points = recorded(world.device(server.url).command("once"))

        def one(case):
            (call, number), error = case
            what = f"{call} {number} says {error}"
            device = world.device(server.url)
            ran = run_injected(device.command("once"), (call, number), f"error={error}")
            lines = ran.stderr.splitlines()
            world.check(ran.returncode in (0, 1), f"{what}: exits {ran.returncode}: {ran.stderr}")
            current = device.current()
            world.check(current in (world.hash_a, world.hash_b) and device.release_is_whole(current), f"{what}: current names {current}")
            if ran.returncode == 0:
                world.check(current == world.hash_b, f"{what}: exits 0, but current names {current}")
            else:
                world.check(len(lines) == 1, f"{what}: one line, not {ran.stderr!r}")
                world.check(re.search(r"Input/output error|No space left|Success", ran.stderr), f"{what}: {ran.stderr!r} does not say why")
                world.check("Success" not in ran.stderr, f"{what}: {ran.stderr!r}")
            world.reaches_b(device, what)
            shutil.rmtree(device.folder)
            return ran.returncode
        # Calls on the way to standard output and on locks fail elsewhere.
        cases = [(point, error) for point in points if point[0] != "flock" for error in ("EIO", "ENOSPC")][::EVERY]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            codes = list(pool.map(one, cases))
        print(f"broken calls: {len(codes)}, of which {codes.count(1)} end the pass", flush=True)


def broken_stick(world):
    """A stick that is pulled out while it is read."""
    whole = max((world.new / "targets").glob("*.catalog.db.zst"), key=lambda file: file.stat().st_mtime)
    for file in (world.new / "metadata" / "timestamp.json", whole):
        what = f"a stick that is pulled out at {file.suffix}"
        device = world.device("http://127.0.0.1:1/")
        stick = world.scratch / f"stick-{next(world.numbers)}"
        shutil.copytree(world.new, stick)
        for delta in (stick / "targets").glob("*.????????????????.catalog.zst"):
            delta.unlink()
        ran = run_injected(device.command("import", stick), ("read", "1+"), "error=EIO", below=stick / file.relative_to(world.new))
        world.check(ran.returncode == 1 and len(ran.stderr.splitlines()) == 1 and re.search(r"reading broke off.*was the stick pulled out", ran.stderr), f"{what}: {ran}")
        world.stays(device, what)
        ran = device.run("import", stick)
        world.check(ran.code == 0 and device.current() == world.hash_b, f"{what}: put in again: {ran}")


def main():
    words = namespace()
    if words is None:
        print("nothing may be mounted here: nothing was tested")
        sys.exit(SKIPPED)
    if "--can-mount" in sys.argv:
        return
    if "--inside" not in sys.argv:
        os.execvp(words[0], [*words, sys.executable, *sys.argv, "--inside"])
    with tempfile.TemporaryDirectory() as scratch:
        world = World(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), scratch)
        for case in (full_disk, no_inodes, earlier_downloads, read_only, not_a_folder, damaged_files, full_while_running):
            case(world)
        if "--sanitized" in sys.argv:
            print("sanitized: the sanitizer's own calls would fail as well, so calls that fail were not tested")
        elif may_trace():
            broken_calls(world)
            broken_stick(world)
        else:
            print("strace may not trace here: calls that fail and sticks that break were not tested")
        sys.exit(world.checks.end())


main()
