"""Which disks kiosk-stick takes for a stick, and what it does with them; disks and tools are made up.

usage: stick_test.py KIOSK_STICK
"""
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
faults = []
TOOLS = {
    "blkid": 'cat "$FOLDER/disks/${6#/dev/}/$3" 2>/dev/null || exit 2',  # -p -s WHAT -o value /dev/NAME
    "mount": 'echo "mount $*" >>"$FOLDER/done"; [ ! -e "$FOLDER/disks/${5#/dev/}/broken" ]',
    "umount": 'echo "umount $*" >>"$FOLDER/done"',
    "setpriv": 'echo "setpriv $*" >>"$FOLDER/done"; exit "${IMPORT_ENDS:-0}"',
    "journalctl": 'echo "journalctl $*" >>"$FOLDER/done"; echo "a line of the journal"',
    "systemctl": 'echo "systemctl $*" >>"$FOLDER/done"',
}


class World:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.mount_point = self.folder / "run"
        for name, text in TOOLS.items():
            (self.folder / name).write_text(f"#!/bin/sh\n{text}\n")
            (self.folder / name).chmod(0o755)

    def add(self, name, bus, label="", kind="vfat", disk=None, broken=False):
        """A disk, or a partition of one, on a bus: usb1, ata1."""
        place = self.folder / "sys" / "devices" / bus / "1-1" / "block" / (disk or name)
        if disk:
            place /= name
            place.mkdir(parents=True)
            (place / "partition").write_text("1")
        place.mkdir(parents=True, exist_ok=True)
        listed = self.folder / "sys" / "class" / "block"
        listed.mkdir(parents=True, exist_ok=True)
        (listed / name).symlink_to(place)
        facts = self.folder / "disks" / name
        facts.mkdir(parents=True)
        if label:
            (facts / "LABEL").write_text(label + "\n")
            (facts / "TYPE").write_text(kind + "\n")
        if broken:
            (facts / "broken").touch()

    def run(self, import_ends=0):
        """(exit status, what was mounted, what was imported, whether all was taken away again)"""
        done = subprocess.run([PROGRAM, "import", self.folder / "sys"], capture_output=True, text=True, env={
            "PATH": f"{self.folder}:{os.environ['PATH']}", "FOLDER": str(self.folder), "RUNTIME_DIRECTORY": str(self.mount_point),
            "IMPORT_ENDS": str(import_ends)})
        log = self.folder / "done"
        lines = log.read_text().splitlines() if log.exists() else []
        mounted = [line.split()[-2] for line in lines if line.startswith("mount ")]
        imported = [line.split()[-1] for line in lines if line.startswith("setpriv ")]
        good = sum(not (self.folder / "disks" / name.removeprefix("/dev/") / "broken").exists() for name in mounted)
        for line in lines:
            check("-o ro,nodev,nosuid,noexec" in line or not line.startswith("mount "), f"{line}: not read-only, or programs may run")
            check("--reuid=kiosk-sync" in line and " import " in line or not line.startswith("setpriv "), f"{line}: not as kiosk-sync")
        check(sum(line.startswith("umount ") for line in lines) == good, f"what was mounted stays so: {lines}")
        return done.returncode, mounted, imported


    def wish(self, action, on_stick=None, check_ends=0):
        """(exit status, what was done, what lies on the stick, what lies in /etc/kiosk) for logs and settings."""
        etc = self.folder / "etc"
        for place in (etc, self.mount_point):
            place.mkdir(exist_ok=True)
        (etc / "kiosk.toml").write_text("old")
        if on_stick is not None:
            (self.mount_point / "kiosk.toml").write_text(on_stick)
        done = subprocess.run([PROGRAM, action, self.folder / "sys", etc], capture_output=True, text=True, env={
            "PATH": f"{self.folder}:{os.environ['PATH']}", "FOLDER": str(self.folder), "RUNTIME_DIRECTORY": str(self.mount_point),
            "IMPORT_ENDS": str(check_ends)})
        log = self.folder / "done"
        files = lambda place: {file.name: file.read_text() for file in place.iterdir()}
        return done.returncode, log.read_text().splitlines() if log.exists() else [], files(self.mount_point), files(etc)


def check(holds, what):
    if not holds:
        faults.append(what)


def case(what, disks, expected, **options):
    """`disks`: name, bus, and more of World.add; `expected`: status, what is mounted, what is imported (None: the mount point)."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        for words, more in disks:
            world.add(*words, **more)
        status, mounted, imported = expected
        wanted = (status, mounted, [name or str(world.mount_point) for name in imported])
        found = world.run(**options)
        check(found == wanted, f"{what}: {found}, not {wanted}")


def stick(name, *words, **more):
    return ((name, "usb1", *words), more)


INTERNAL = [(("sda", "ata1"), {}), (("sda3", "ata1", "KIOSK"), {"disk": "sda"}), (("sda4", "ata1", "kiosk-root", "ext4"), {"disk": "sda"})]
case("a stick with a partition", [*INTERNAL, stick("sdb"), stick("sdb1", "KIOSK", disk="sdb")], (0, ["/dev/sdb1"], [None]))
case("a stick without partitions", [*INTERNAL, stick("sdb", "KIOSK", "exfat")], (0, ["/dev/sdb"], [None]))
case("the internal disk alone", INTERNAL, (0, [], [None]))
case("an internal disk without a system", [(("sda1", "ata1", "KIOSK"), {"disk": "sda"})], (0, [], [None]))
case("a device's own disk on USB", [stick("sda"), stick("sda3", "KIOSK", disk="sda"), stick("sda4", "kiosk-root", "ext4", disk="sda")], (0, [], [None]))
case("a device's own disk and a stick", [stick("sda"), stick("sda3", "KIOSK", disk="sda"), stick("sda5", "kiosk-state", "ext4", disk="sda"),
                                         stick("sdb"), stick("sdb1", "KIOSK", disk="sdb")], (0, ["/dev/sdb1"], [None]))
case("a stick of another name", [stick("sdb"), stick("sdb1", "PHOTOS", disk="sdb")], (0, [], [None]))
case("two sticks", [stick("sdb1", "KIOSK", disk="sdb"), stick("sdc1", "KIOSK", disk="sdc")], (0, ["/dev/sdb1", "/dev/sdc1"], [None, None]))
case("another file system", [stick("sdb1", "KIOSK", "ext4", disk="sdb")], (0, [], ["/dev/sdb1"]))
case("one that cannot be mounted", [stick("sdb1", "KIOSK", disk="sdb", broken=True)], (0, ["/dev/sdb1"], ["/dev/sdb1"]))
case("what is on it is refused", [stick("sdb1", "KIOSK", disk="sdb")], (3, ["/dev/sdb1"], [None]), import_ends=3)



def wished(action, disks, **options):
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        for words, more in disks:
            world.add(*words, **more)
        return world.wish(action, **options)


STICK = stick("sdb1", "KIOSK", disk="sdb")
OWN = [(("sda", "ata1"), {}), (("sda3", "ata1", "KIOSK"), {"disk": "sda"}), (("sda5", "ata1", "kiosk-state", "ext4"), {"disk": "sda"})]
status, done, on_stick, _ = wished("logs", [STICK])
check(status == 0 and list(on_stick.values()) == ["a line of the journal\n"] and all(name.endswith(".txt") for name in on_stick),
      f"logs: {status}, {on_stick}")
check(sum(" rw,nodev,nosuid,noexec " in line for line in done) == 1 and done[-1].startswith("umount "), f"logs: {done}")
check(wished("logs", INTERNAL)[:2] == (1, []), "logs: without a stick something was done")

status, done, _, etc = wished("settings", [STICK], on_stick="new\r\n")
check(status == 0 and etc == {"kiosk.toml": "new\n"}, f"settings: {status}, {etc}")
check(any("--reuid=kiosk " in line and "--states" in line for line in done), f"settings: taken without being looked at: {done}")
check(done[-1] == "systemctl --no-block restart kiosk.service kiosk-sync.service", f"settings: {done}")
check(not any(" rw," in line for line in done), f"settings: a stick was written to: {done}")
status, done, _, etc = wished("settings", [STICK], on_stick="bad", check_ends=2)
check(status == 2 and etc == {"kiosk.toml": "old"} and not any("systemctl" in line for line in done), f"bad settings: {status}, {etc}, {done}")
check(wished("settings", [STICK])[0] == 1, "settings: a stick without any was taken")
check(wished("settings", [STICK], on_stick="x" * 70000)[3] == {"kiosk.toml": "old"}, "settings: a file of 70 kB was taken")
status, done, on_own, etc = wished("settings", [*OWN, STICK], on_stick="new")
check(status == 0 and on_own == etc == {"kiosk.toml": "new"}, f"settings of a device: {status}, {on_own}, {etc}")
check([line.split()[-2] for line in done if line.startswith("mount ")] == ["/dev/sdb1", "/dev/sda3"], f"settings of a device: {done}")

for fault in faults:
    print("FAILED:", fault)
sys.exit(1 if faults else 0)
