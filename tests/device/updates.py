"""Cases in which the device gets another root: docs/decisions/0047-the-device-image.md. The other root is the first one with a file
changed, so that nothing has to be made of packages."""
import random
import time

import disk
from bench import KEPT, MANY, PROGRAMS, SOURCE, Bench, case, note
from disk import make_stick
from machine import wait_until
from world import Origin, Publisher

MOST_WRITE_S = 900  # fetched, verified, written and read back, without KVM
UEFI = ("-bios", "/usr/share/ovmf/OVMF.fd")
MARK = "/usr/share/kiosk/mark"
ROOTS = "cat /run/kiosk-image/roots"
# A root that is on trial is given up after this in a test, whose display never draws.
TRIAL = "[Service]\nEnvironment=KIOSK_TRIAL_S=40\n"


class NewRoot:
    """Another root: the image's, with a mark in it."""

    def __init__(self, bench, folder, mark, draws=True):
        file = folder / f"root-{mark}"
        bench.disk.copy_root(file)
        self._write(file, folder, MARK, mark + "\n")
        if not draws:
            disk.run("debugfs", "-w", "-R", "rm /usr/bin/kiosk", file)
            self._write(file, folder, "/etc/systemd/system/kiosk-image-confirm.service.d/trial.conf", TRIAL)
        self.mark, self.length, self.packed = mark, file.stat().st_size, folder / f"{mark}.image.zst"
        disk.run("zstd", "-q", "-f", "-1", "-T0", file, "-o", self.packed)
        file.unlink()

    @staticmethod
    def _write(file, folder, path, text):
        (folder / "text").write_text(text)
        disk.run("debugfs", "-w", "-R", f"mkdir {path.rsplit('/', 1)[0]}", file)
        disk.run("debugfs", "-w", "-R", f"write {folder / 'text'} {path}", file)


class Updated:
    """A device with a release, and a publisher who offers it roots."""

    def __init__(self, folder):
        self.folder, self.bench, self.publisher = folder, Bench(folder, shell=True), Publisher(PROGRAMS, SOURCE, folder)
        catalog = self.publisher.build()
        self.publisher.release(catalog)
        self.embedded, self.page = self.bench.overview(), self.bench.overview(catalog=catalog)

    def offer(self, mark, **how):
        root = NewRoot(self.bench, self.folder, mark, **how)
        self.publisher.offer(root.packed, mark)
        return root

    def awake(self, machine, what):
        """The page, the seconds it took, and a shell."""
        machine.wait_for(self.embedded, self.page, what=what)
        seconds = machine.seconds()
        machine.wait_for_shell()
        return seconds


def mark_of(machine):
    """Of the root that runs; empty: the first one."""
    return machine.shell(f"cat {MARK} 2>/dev/null").strip()


def told(machine):
    """What the program of root and the agent say, for a failure."""
    return machine.shell(f"{ROOTS} | grep kiosk_; cat /run/kiosk-image/failure; kiosk-sync --config /etc/kiosk/kiosk.toml status | tail -n 4; "
                         "df -k /var/lib/kiosk; journalctl -b -q -o cat -u 'kiosk-image*' | tail -n 5")


def wait_for_roots(machine, words, what, seconds):
    try:
        wait_until(lambda: words in machine.shell(ROOTS), what, seconds)
    except TimeoutError as error:
        raise AssertionError(f"{error}: {told(machine)}") from error


@case
def update(folder):
    """Another root comes over the network, is written beside the first, tried at the next start, and good from then on."""
    world = Updated(folder)
    world.offer("second")
    with Origin(world.publisher.repository) as origin:
        world.bench.follow(world.publisher, origin)
        with world.bench.start() as machine:
            world.awake(machine, "the first root")
            start = time.monotonic()
            wait_for_roots(machine, "kiosk_trial=b", "the other root is written", MOST_WRITE_S)
            note(f"written {time.monotonic() - start:.0f} s after the picture")
            machine.wait_for(world.page, what="the page all the while", seconds=30)
        with world.bench.start() as machine:
            note(f"the trial draws after {world.awake(machine, 'the root on trial'):.0f} s")
            if mark_of(machine) != "second":
                raise AssertionError(f"the first root runs: {told(machine)}")
            wait_for_roots(machine, "kiosk_good=b", "the trial has ended well", 120)
        with world.bench.start() as machine:
            note(f"the next start {world.awake(machine, 'the other root once more'):.0f} s")
            if mark_of(machine) != "second":
                raise AssertionError(f"the first root runs: {told(machine)}")


@case
def update_bad(folder):
    """A root whose display never draws: the machine starts itself anew until the one before runs, and says so."""
    world = Updated(folder)
    world.offer("bad", draws=False)
    with Origin(world.publisher.repository) as origin:
        world.bench.follow(world.publisher, origin)
        with world.bench.start() as machine:
            world.awake(machine, "the first root")
            wait_for_roots(machine, "kiosk_trial=b", "the other root is written", MOST_WRITE_S)
        with world.bench.start() as machine:
            machine.wait_for(world.page, what="the first root by itself", seconds=1200)
            note(f"back after {machine.seconds():.0f} s")
            machine.wait_for_shell()
            if mark_of(machine) or "kiosk_trial=\n" not in machine.shell(ROOTS):
                raise AssertionError(f"the trial is not over: {told(machine)}")
            status = "kiosk-sync --config /etc/kiosk/kiosk.toml status"
            wait_until(lambda: "was tried here" in machine.shell(status), "the agent's status says so", 60)
            if "was tried, and its display did not draw" not in machine.shell("journalctl -b -q -o cat -u kiosk-image"):
                raise AssertionError("the log does not say so")
            said = machine.shell("journalctl -q -o cat -u kiosk-image-confirm")
            note(f"{said.count('the machine is started again')} trials in the log")


@case
def update_by_stick(folder):
    """Without a network, and by UEFI: the stick has release and root."""
    world = Updated(folder)
    root = world.offer("second")
    world.bench.disk.put_settings("root.json", world.publisher.root)
    stick = make_stick(folder / "stick", "KIOSK", world.publisher.repository, size=(root.packed.stat().st_size >> 20 << 20) + (80 << 20))
    with world.bench.start(*UEFI, "-device", "qemu-xhci,id=usb", network=False) as machine:
        world.awake(machine, "the first root")
        machine.plug_in("stick", stick)
        start = time.monotonic()
        wait_for_roots(machine, "kiosk_trial=b", "the other root is written", MOST_WRITE_S)
        note(f"written {time.monotonic() - start:.0f} s after the stick was plugged in")
    with world.bench.start(*UEFI, network=False) as machine:
        world.awake(machine, "the root on trial")
        if mark_of(machine) != "second" or "kiosk_tries=1\n" not in machine.shell(ROOTS):
            raise AssertionError(f"the first root runs, or its start was not counted: {told(machine)}")


# While it is fetched, while it is written, and when it waits for its trial: what root's program says of each.
STAGES = {"fetched": "ls /var/lib/kiosk/image/targets/* >/dev/null 2>&1", "written": "systemctl is-active -q kiosk-image-install",
          "waits": "grep -qE 'kiosk_trial=[ab]$' /run/kiosk-image/roots"}
OR_LATER = {"fetched": "fetched written waits", "written": "written waits", "waits": "waits"}


def reaches(machine, stage):
    words = " || ".join(STAGES[later] for later in OR_LATER[stage].split())
    try:
        wait_until(lambda: "yes" in machine.shell(f"if {words}; then echo yes; fi"), f"the update is {stage}", MOST_WRITE_S)
    except TimeoutError as error:
        raise AssertionError(f"{error}: {told(machine)}") from error


class Cuts:
    """Cuts the power at random moments of one update after the other."""

    def __init__(self, folder, chance):
        self.world, self.chance, self.seen, self.through, self.slowest = Updated(folder), chance, {}, 0, 0
        self.root = self.world.offer("root0")

    def begins(self, machine):
        self.slowest = max(self.slowest, self.world.awake(machine, "a root after a cut"))

    def one(self):
        """Which moment it was."""
        before = self.world.bench.disk.roots()
        is_last_try = bool(before.trial) and before.words["tries"] == "1"
        if before.trial and not is_last_try and self.chance.random() < 0.5:
            with self.world.bench.start():
                time.sleep(self.chance.uniform(0, max(self.slowest, 30)))
            return "trial begins"
        with self.world.bench.start() as machine:
            self.begins(machine)
            if mark_of(machine) != self.root.mark:
                stage = self.chance.choice(list(STAGES))
                reaches(machine, stage)
                time.sleep(self.chance.uniform(0, 40 if stage == "written" else 10))
                return stage
            # Two cuts in one trial, and it was in vain: that is how it is meant.
            if is_last_try:
                wait_for_roots(machine, "kiosk_trial=\n", "the trial has ended well", 120)
            time.sleep(self.chance.uniform(0, 25))
            return "trial"

    def look(self, moment):
        """The machine is off."""
        roots = self.world.bench.disk.roots()
        if not roots.good_is_whole(self.root.length):
            raise AssertionError(f"the good root is not whole after a cut while {moment}: {roots.words}")
        self.seen[moment] = self.seen.get(moment, 0) + 1
        if moment == "trial" and not roots.trial:
            self.through += 1
            self.root = self.world.offer(f"root{self.through}")

    def end(self):
        """Left alone, the newest root runs at last."""
        for _ in range(2):
            with self.world.bench.start() as machine:
                self.begins(machine)
                if mark_of(machine) == self.root.mark:
                    wait_for_roots(machine, "kiosk_trial=\n", "the trial has ended well", 120)
                    machine.keep(KEPT, "update_cut")
                    return
                reaches(machine, "waits")
        raise AssertionError(f"{self.root.mark} does not run")


@case
def update_cut(folder):
    """Power goes at random moments of an update, until its trial is over: the root that is good is whole at every moment."""
    seed = random.randrange(10**6)
    note(f"seed {seed}")
    cuts = Cuts(folder, random.Random(seed))
    with Origin(cuts.world.publisher.repository) as origin:
        cuts.world.bench.follow(cuts.world.publisher, origin)
        for _ in range(20 if MANY else 3):
            cuts.look(cuts.one())
        cuts.end()
    moments = ", ".join(f"{moment} {times}" for moment, times in sorted(cuts.seen.items()))
    note(f"{sum(cuts.seen.values())} cuts ({moments}), {cuts.through + 1} roots through, slowest start {cuts.slowest:.0f} s")


@case
def cut_anytime(folder):
    """Power goes at random moments of anything: of the start, of a release that comes, of an hour at rest."""
    seed, slowest, cuts = random.randrange(10**6), 0, 10 if MANY else 2
    chance, world = random.Random(seed), Updated(folder)
    note(f"seed {seed}")
    pages = [world.embedded, world.page]
    with Origin(world.publisher.repository) as origin:
        world.bench.follow(world.publisher, origin)
        for _ in range(cuts):
            catalog = world.publisher.build()
            pages.append(world.bench.overview(catalog=catalog))
            with world.bench.start():
                moment = chance.uniform(0, 120)
                time.sleep(moment / 2)
                world.publisher.release(catalog)
                time.sleep(moment / 2)
            state = world.bench.disk.read_state(folder)
            if state.broken_releases() or (state.current() and not state.has(state.current())):
                raise AssertionError(f"cut {moment:.0f} s after power: {state.broken_releases()} are not whole, or current is missing")
        with world.bench.start() as machine:
            machine.wait_for(*pages, what="a release after the last cut")
            slowest = machine.seconds()
            wait_until(lambda: pages[-1].is_on(machine.screen()), "the newest release", 120)
    note(f"{cuts} cuts, the start after them {slowest:.0f} s")
