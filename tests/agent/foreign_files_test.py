"""Links, pipes, foreign owners and open rights in a state folder: what kiosk-sync says, and that nothing else is touched.

usage: foreign_files_test.py KIOSK_SYNC KIOSK_PUBLISH CATALOG_FOLDER
       foreign_files_test.py --has-users

What other users would do is done as user 65534 (nobody); --has-users answers with exit 0 whether that can be done here.
"""
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
from release_world import Checks, Device, Publisher, copied  # noqa: E402

NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
PRECIOUS = "precious\n"


class World:
    def __init__(self, sync, publish, catalog, scratch):
        self.sync, self.scratch, self.checks, self.numbers = sync, pathlib.Path(scratch), Checks(), itertools.count()
        self.publisher = Publisher(publish, catalog, scratch)
        self.old = self.publisher.new("old", self.publisher.a)
        self.new = copied(self.old, "new")
        self.publisher.release(self.new, self.publisher.b)
        self.root = self.old / "metadata" / "1.root.json"
        self.hash_a, self.hash_b = self.publisher.hash_a, self.publisher.hash_b
        with FaultServer(self.old) as server:
            device = Device(sync, self.scratch / "installed", self.root, [server.url])
            self.check(device.once().code == 0, "installing a")
        self.installed = device.state

    def check(self, holds, what):
        return self.checks.check(holds, what)

    def device(self, url):
        device = Device(self.sync, self.scratch / f"device-{next(self.numbers)}", self.root, [url], interval_s=86400)
        shutil.copytree(self.installed, device.state)
        device.treasure = device.folder / "treasure"
        device.treasure.mkdir()
        for name in ("file", "lock", f"{self.hash_a}.db", "root.json", "report"):
            (device.treasure / name).write_text(PRECIOUS)
        return device

    def unharmed(self, device, what):
        left = {file.name: file.read_text() for file in device.treasure.iterdir()}
        self.check(len(left) == 5 and set(left.values()) == {PRECIOUS}, f"{what}: what the link leads to is {left}")

    def show(self, what, ran):
        print(f"{what}: exit {ran.code}: {(ran.errors or ran.output).strip()}".replace(str(self.scratch), ""), flush=True)


def planted_files(world, server):
    """In place of what the agent writes: made anew, and never written through."""
    for name in ("agent/lock", "agent/pass.lock", "agent/status.json.new", "agent/status.json", "agent/reserve", "metadata/root.json.new", "metadata/root.json", "metadata/timestamp.json.new",
                 "current.new", "current", "contact.new", "contact", f"incoming/{world.hash_b}.db", f"releases/{world.hash_a}.db", f"releases/{world.hash_b}.db"):
        for kind in ("link", "second name"):
            device = world.device(server.url)
            place = device.state / name
            place.unlink(missing_ok=True)
            (place.symlink_to if kind == "link" else place.hardlink_to)(device.treasure / "file")
            ran = device.once()
            what = f"{name} is a {kind} of another file"
            world.show(what, ran)
            world.unharmed(device, what)
            world.check(ran.code == 0 and device.current() == world.hash_b and device.release_is_whole(world.hash_b), f"{what}: {ran}")
            if not name.endswith(".new"):
                world.check(not place.exists() or not place.is_symlink() and place.stat().st_nlink == 1, f"{what}: is still one")


def planted_folders(world, server):
    for name in ("releases", "incoming", "metadata", "agent", "display"):
        device = world.device(server.url)
        place = device.state / name
        if place.exists():
            place.rename(device.folder / "aside")
        place.symlink_to(device.treasure)
        for words in (("once",), ("run",), ("import", world.new)):
            ran = device.run(*words)
            what = f"{name}/ is a link, {words[0]}"
            world.show(what, ran)
            world.check(ran.code == 1 and len(ran.lines) == 1 and f"rm {place}" in ran.errors, f"{what}: {ran}")
            world.unharmed(device, what)
        place.unlink()
        if (device.folder / "aside").exists():
            (device.folder / "aside").rename(place)
        ran = device.once()
        world.check(ran.code == 0 and device.current() == world.hash_b, f"{name}/ is a folder again: {ran}")


def what_a_display_leaves(world, server):
    """Its user may put anything into display/. The agent reads a short file there, or nothing."""
    def link(report, device):
        report.symlink_to("/etc/shadow")

    def huge(report, device):
        with open(report, "wb") as file:
            file.truncate(1 << 40)

    plans = [("a link to a secret", link), ("a pipe", lambda report, device: os.mkfifo(report)), ("a folder", lambda report, device: report.mkdir()), ("a terabyte", huge),
             ("noise", lambda report, device: report.write_bytes(os.urandom(9000))), ("of a newer format", lambda report, device: report.write_text("minsheng-kiosk report 9\ncrc32 00000000\n"))]
    for what, plant in plans:
        device = world.device(server.url)
        (device.state / "display").mkdir()
        plant(device.state / "display" / "report", device)
        ran = device.once()
        world.show(f"display/report is {what}", ran)
        world.check(ran.code == 0 and not ran.errors and device.current() == world.hash_b, f"display/report is {what}: {ran}")
        world.check(ran.seconds < 10 and ran.peak_mb < 100, f"display/report is {what}: {ran.seconds:.1f} s, {ran.peak_mb:.0f} MB")
        status = device.run("status")
        world.check(status.code == 0 and "root:" not in status.output, f"display/report is {what}: status: {status}")
    # Releases that are not here cannot be given up for it: the list of those that were is short.
    device = world.device(server.url)
    device.write_report(running=world.hash_a, rejected=[f"{number:064x}" for number in range(64)])
    ran = device.once()
    world.check(ran.code == 0 and device.status()["quarantined"] == [], f"a display that rejects all sorts: {device.status()['quarantined']}")


def open_rights(world, server):
    for name, command in (("", "chmod go-w"), ("releases", "chmod -R go-w"), ("metadata/root.json", "chmod -R go-w"), ("agent", "chmod -R go-w"), ("display", "chmod o-w")):
        device = world.device(server.url)
        (device.state / "display").mkdir(exist_ok=True)
        (device.state / name).chmod(0o777)
        ran = device.once()
        what = f"everybody may write to {name or 'the state folder'}"
        world.show(what, ran)
        world.check(ran.code == 1 and len(ran.lines) == 1 and command in ran.errors, f"{what}: {ran}")
        subprocess.run(re.search(r"chmod .*$", ran.errors)[0].split(), check=True)
        ran = device.once()
        world.check(ran.code == 0, f"{what}, after the command: {ran}")


def users(world, server):
    world.scratch.chmod(0o755)
    device = world.device(server.url)
    for path in (device.folder, *device.folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    ran = device.once()
    world.show("root on another user's state folder, once", ran)
    world.check(ran.code == 1 and len(ran.lines) == 1 and "runuser -u nobody -- kiosk-sync" in ran.errors, f"root: {ran}")
    for words in (("run",), ("import", world.new)):
        ran = device.run(*words)
        world.check(ran.code == 1 and "runuser -u nobody" in ran.errors, f"root, {words[0]}: {ran}")
    ran = device.run("once", before=AS_NOBODY)
    world.show("the folder's own user, afterwards", ran)
    world.check(ran.code == 0 and device.current() == world.hash_b, f"its own user: {ran}")
    world.check({path.stat().st_uid for path in device.state.rglob("*")} == {NOBODY}, "everything is its own user's")

    for name in ("agent/lock", "current", "metadata"):
        device = world.device(server.url)
        for path in (device.folder, *device.folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.chown(device.state / name, 0, 0)
        ran = device.run("once", before=AS_NOBODY)
        what = f"{name} is left behind by root"
        world.show(what, ran)
        world.check(ran.code == 1 and len(ran.lines) == 1 and "chown -hR nobody:" in ran.errors, f"{what}: {ran}")
        subprocess.run(re.search(r"chown .*$", ran.errors)[0].split(), check=True)
        ran = device.run("once", before=AS_NOBODY)
        world.check(ran.code == 0, f"{what}, after the command: {ran}")

    device = world.device(server.url)  # root's own
    ran = device.run("once", before=AS_NOBODY)
    world.show("nobody on root's state folder", ran)
    world.check(ran.code == 1 and len(ran.lines) == 1 and "sudo -u root" in ran.errors and f"chown nobody: {device.state}" in ran.errors, f"nobody: {ran}")
    ran = device.run("status", before=AS_NOBODY)
    world.check(ran.code == 0 and "2026" in ran.output, f"status is everybody's: {ran}")


def main():
    can_change_users = os.geteuid() == 0 and subprocess.run([*AS_NOBODY, "true"], capture_output=True).returncode == 0
    if "--has-users" in sys.argv:
        sys.exit(not can_change_users)
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as scratch:
        world = World(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), scratch)
        with FaultServer(world.new) as server:
            for case in (planted_files, planted_folders, what_a_display_leaves, open_rights):
                case(world, server)
            if can_change_users:
                users(world, server)
        sys.exit(world.checks.end())


main()
