"""Kills kiosk-sync and kiosk-publish before every system call that writes: what is left is whole, and a restart goes through.

usage: kill_points.py KIOSK_SYNC KIOSK_PUBLISH CATALOG_FOLDER [--every N]
       kill_points.py --can-trace

strace records a run once; then each call of that record is a point, at which another run gets SIGKILL (`inject=...:signal=KILL`).
--every N takes each Nth point. Exit 77: strace may not trace here.
"""
import collections
import concurrent.futures
import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))
from fault_server import FaultServer  # noqa: E402
from release_world import CHANGED_FIGURE, PATIENCE_S, Checks, Device, Publisher, clean_environment, copied, keys_of  # noqa: E402
from traced import may_trace, recorded, run_injected  # noqa: E402

EVERY = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
SKIPPED = 77


def killed(command, point):
    """Whether the run was killed there. Otherwise it had come to its end."""
    ran = run_injected(command, point, "signal=KILL")
    if ran.returncode not in (0, -9):
        raise RuntimeError(f"killing before {point[0]} {point[1]}: exits {ran.returncode}: {ran.stderr}")
    return ran.returncode == -9


class Table:
    """What was found, a line for each call."""

    def __init__(self, title, columns):
        self.title, self.columns, self.rows = title, columns, {}

    def add(self, call, *found):
        row = self.rows.setdefault(call, collections.Counter())
        row["points"] += 1
        row.update(found)

    def print(self):
        columns = ["points", *self.columns]
        print(self.title)
        print(f"{'call':<12}" + "".join(f"{column:>16}" for column in columns))
        for call, row in self.rows.items():
            print(f"{call:<12}" + "".join(f"{row[column]:>16}" for column in columns))
        print(f"{'all':<12}" + "".join(f"{sum(row[column] for row in self.rows.values()):>16}" for column in columns), flush=True)


class World:
    def __init__(self, sync, publish, catalog, scratch):
        self.sync, self.scratch, self.checks, self.numbers = sync, pathlib.Path(scratch), Checks(), itertools.count()
        self.publisher = Publisher(publish, catalog, scratch)
        self.old = self.publisher.new("old", self.publisher.a)
        self.new = copied(self.old, "new")
        self.publisher.release(self.new, self.publisher.b)
        self.root = self.old / "metadata" / "1.root.json"
        self.names = {None: "nothing", self.publisher.hash_a: "A", self.publisher.hash_b: "B"}
        with FaultServer(self.old) as server:
            device = self.device(server.url)
            self.checks.check(device.once().code == 0, "installing a")
        self.installed = device.state

    def device(self, url, installed=None):
        patience = {"low_speed_s": 60, "metadata_timeout_s": 60, "download_timeout_s": 60}
        device = Device(self.sync, self.scratch / f"device-{next(self.numbers)}", self.root, [url], **patience)
        if installed:
            shutil.copytree(installed, device.state)
        return device

    def shown(self, device, what):
        """The name of what `current` says, which has to be there whole."""
        digest = device.current()
        name = self.names.get(digest, f"something else ({digest})")
        self.checks.check(digest is None or device.release_is_whole(digest), f"{what}: current names {name}, which is not whole")
        return name

    def each(self, points, one):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for point, result in zip(points, pool.map(one, points)):
                yield point, result


def taken(points):
    return points[::EVERY]


def update(world, title, installed, start, words=("once",)):
    """An agent on its way to b, from a release or from nothing."""
    with FaultServer(world.new) as server:
        table = Table(title, ["left at " + start, "left at B", "restarts", "not reached"])
        points = recorded(world.device(server.url, installed).command(*words))

        def one(point):
            what = f"{title}: killed before {point[0]} {point[1]}"
            device = world.device(server.url, installed)
            if not killed(device.command(*words), point):
                return ["not reached"]
            left = world.shown(device, what)
            world.checks.check(left in (start, "B"), f"{what}: {left} is current")
            ran = device.run(*words)
            gone = ran.code == 0 and not ran.errors and world.shown(device, what) == "B"
            world.checks.check(gone, f"{what}: the restart: {ran}, {world.shown(device, what)} is current")
            leftovers = [path.name for path in device.state.rglob("*") if path.suffix == ".new"] + [path.name for path in (device.state / "incoming").iterdir()]
            world.checks.check(not leftovers, f"{what}: {leftovers} stay behind")
            shutil.rmtree(device.folder)
            return ["left at " + left] + ["restarts"] * gone
        for point, found in world.each(taken(points), one):
            table.add(point[0], *found)
        table.print()
        world.checks.check(sum(row["not reached"] for row in table.rows.values()) * 10 <= len(points), f"{title}: too many points are not reached")


def release(world):
    """A publisher on the way from a to b. Devices ask in the middle of it; then it is done again."""
    title = "kiosk-publish release, from A to B"
    table = Table(title, ["devices at A", "devices at B", "fresh at A", "fresh at B", "done again", "not reached"])

    def command(repository):
        return [world.publisher.program, "release", "--repo", str(repository), "--keys", str(keys_of(repository)), "--catalog", str(world.publisher.b),
                "--because", CHANGED_FIGURE]

    def one(point):
        what = f"{title}: killed before {point[0]} {point[1]}"
        repository = copied(world.old, f"repository-{next(world.numbers)}")
        if not killed(command(repository), point):
            return ["not reached"]
        with FaultServer(repository) as server:
            found = []
            devices = [("devices", world.device(server.url, world.installed)), ("fresh", world.device(server.url))]
            for kind, device in devices:
                ran = device.once()
                left = world.shown(device, what)
                world.checks.check(ran.code == 0 and not ran.errors and left in ("A", "B"), f"{what}: {kind}: {ran}, {left} is current")
                found.append(f"{kind} at {left}")
            again = subprocess.run(command(repository), capture_output=True, text=True, timeout=PATIENCE_S, env=clean_environment())
            world.checks.check(again.returncode == 0, f"{what}: release again exits {again.returncode}: {again.stderr}")
            for kind, device in devices + [("new", world.device(server.url))]:
                ran = device.once()
                world.checks.check(ran.code == 0 and world.shown(device, what) == "B", f"{what}: {kind}, after release again: {ran}")
        leftovers = [str(path.relative_to(repository)) for path in repository.rglob("*") if path.is_file() and path.suffix not in (".json", ".zst", ".lock")]
        if leftovers:
            print(f"{what}: {leftovers} stay behind")
        shutil.rmtree(repository)
        shutil.rmtree(keys_of(repository))
        return found + ["done again"] * (again.returncode == 0)
    recording = copied(world.old, "recording")
    points = recorded(command(recording))
    for point, found in world.each(taken(points), one):
        table.add(point[0], *found)
    table.print()
    world.checks.check(sum(row["not reached"] for row in table.rows.values()) * 10 <= len(points), f"{title}: too many points are not reached")


def main():
    if not may_trace():
        print("strace is not here, or may not trace: nothing was tested")
        sys.exit(SKIPPED)
    if "--can-trace" in sys.argv:
        return
    with tempfile.TemporaryDirectory() as scratch:
        world = World(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), scratch)
        update(world, "kiosk-sync once, from A to B by delta", world.installed, "A")
        update(world, "kiosk-sync once, the first install", None, "nothing")
        update(world, "kiosk-sync import, from A to B by delta", world.installed, "A", ("import", world.new))
        release(world)
        sys.exit(world.checks.end())


main()
