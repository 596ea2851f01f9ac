"""Rounds of random kills, stops and damaged files: after each the display is awake, on the best release that works.

usage: ladder_rounds_test.py KIOSK KIOSK_SYNC KIOSK_PUBLISH CATALOG_FOLDER [--rounds N] [--seed S]

The real display on an X server, the real agent and a real publisher. What must be on the glass follows from the files alone: the first
of the current release and the one before that is whole, not given up and not avoided; else the catalog in the program; else the page
without one. Where only the last two are left, or by chance, the machine is started anew, or the publisher puts out another release. Needs Xvfb.
"""
import collections
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parents[1] / "fakes")]
from follow_state_test import NOW, SIZE, Server, sealed  # noqa: E402
from release_world import Device, Publisher, edit, sha256  # noqa: E402

PATIENCE_S = 150  # what is wrong is looked at once a minute
FEW = 3           # faults in one round


def until(condition, what):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.005)
    raise AssertionError(f"{what}: not within {PATIENCE_S} s")


def words_of(file):
    """{word: [values]} of a sealed file; None where it is not whole, or is not there."""
    try:
        text = file.read_text()
    except (OSError, UnicodeDecodeError):
        return None
    if "crc32 " not in text or text != sealed(text[:text.rindex("crc32 ")]):
        return None
    words = collections.defaultdict(list)
    for line in text.splitlines()[1:-1]:
        word, value = line.split(" ", 1)
        words[word].append(value)
    return words


class World:
    def __init__(self, kiosk, sync, publish, catalog, folder, server, chance):
        self.kiosk, self.server, self.chance, self.folder = kiosk, server, chance, pathlib.Path(folder)
        self.publisher = Publisher(publish, pathlib.Path(catalog), folder)
        self.repository = self.publisher.new("repository", self.publisher.a)
        self.device = Device(sync, self.folder / "device", self.repository / "metadata" / "1.root.json", [])
        self.state = self.device.state
        self.program, self.errors, self.releases, self.done = None, open(self.folder / "stderr", "w+"), 1, collections.Counter()
        self.take_in()
        self.publisher.release(self.repository, self.publisher.b)
        self.newest = self.publisher.b
        self.take_in()
        self.start()

    # What the machine does by itself.

    def start(self):
        self.program = subprocess.Popen([self.kiosk, "--windowed", "--size", "%dx%d" % SIZE, "--state", str(self.state), "--now", NOW],
                                        stderr=self.errors, env=self.server.environment)

    def end(self):
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()

    def keep_up(self):
        """The display is started again after what was done to it, and never ends by itself."""
        if self.program.poll() is not None:
            raise AssertionError(f"the display ended by itself with {self.program.returncode}: {self.said()}")

    def said(self):
        self.errors.flush()
        return (self.folder / "stderr").read_text(errors="replace")[-800:]

    def take_in(self):
        """A pass of the agent, which mends what it can."""
        return self.device.run("import", self.repository)

    # What has to be on the glass.

    def best(self):
        current, report = words_of(self.state / "current") or {}, words_of(self.state / "display" / "report") or {}
        ladder = words_of(self.state / "display" / "ladder") or {}
        avoided = {line.split()[-1] for line in ladder.get("avoided", [])}
        given_up = {*current.get("quarantined", []), *report.get("rejected", [])}
        for entry in ("current", "previous"):
            name = (current.get(entry) or ["-"])[0].split()[0]
            file = self.state / "releases" / f"{name}.db"
            if name != "-" and name not in given_up | avoided and file.is_file() and not file.is_symlink() and sha256(file) == name:
                return name
        return "plain" if "program" in avoided else "program"

    def shown(self):
        """As one of the two files says it that are whole: what is damaged is written again at the next minute."""
        ladder, report = words_of(self.state / "display" / "ladder"), words_of(self.state / "display" / "report")
        if ladder:
            return ladder["shown"][0]
        return "-" if not report else "program" if report["running"] == ["-"] else report["running"][0]

    def is_well(self):
        self.keep_up()
        best = self.best()
        if not self.server.is_lit() and best != "plain" or self.shown() != best:
            return False
        report = words_of(self.state / "display" / "report")
        return len(best) != 64 or not report or (report["running"], report["confirmed"], report["starts"]) == ([best], [best], ["0"])

    # What is done to it.

    def kill(self):
        time.sleep(self.chance.uniform(0, 1.5))
        self.end()
        self.start()

    def stop_in_order(self):
        self.program.send_signal(signal.SIGTERM)
        try:
            self.program.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise AssertionError("SIGTERM does not end the display") from None
        if self.program.returncode not in (0, -signal.SIGTERM):
            raise AssertionError(f"SIGTERM ends it with {self.program.returncode}: {self.said()}")
        self.start()

    def hang(self):
        """As the watchdog gets it."""
        self.program.send_signal(signal.SIGSTOP)
        time.sleep(self.chance.uniform(0, 0.3))
        if self.chance.random() < 0.5:
            self.program.send_signal(signal.SIGCONT)
        else:
            self.end()
            self.start()

    def cut_the_agent(self):
        agent = subprocess.Popen(self.device.command("import", self.repository), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.chance.uniform(0, 0.15))
        agent.kill()
        agent.wait()

    def damage(self):
        files = sorted(path for path in self.state.rglob("*") if path.is_file() and "lock" not in path.name)
        file = self.chance.choice(files)
        how = self.chance.choice((self._cut, self._flip, self._zeros, self._nothing, self._gone, self._longer, self._link))
        self.done[f"{file.parent.name if file.parent != self.state else file.name}: {how.__name__[1:]}"] += 1
        how(file)

    def _beside(self, file, content):
        """As another file of the same name: what is open is never written to by anybody."""
        beside = file.with_name(file.name + ".damaged")
        beside.write_bytes(content)
        beside.rename(file)

    def _cut(self, file):
        self._beside(file, file.read_bytes()[:self.chance.randrange(file.stat().st_size + 1)])

    def _flip(self, file):
        content = bytearray(file.read_bytes())
        for _ in range(self.chance.randint(1, 20) if content else 0):
            content[self.chance.randrange(len(content))] ^= 1 << self.chance.randrange(8)
        self._beside(file, content)

    def _zeros(self, file):
        self._beside(file, bytes(file.stat().st_size))

    def _nothing(self, file):
        self._beside(file, b"")

    def _gone(self, file):
        file.unlink()

    def _longer(self, file):
        self._beside(file, file.read_bytes() + self.chance.randbytes(self.chance.randint(1, 40_000)))

    def _link(self, file):
        file.unlink()
        file.symlink_to("/etc/hostname")

    def lose_a_folder(self):
        shutil.rmtree(self.state / self.chance.choice(("releases", "metadata", "incoming", "display", "agent")), ignore_errors=True)

    def start_the_machine_anew(self):
        """Moments of another start count no more."""
        self.end()
        file = self.state / "display" / "ladder"
        if words_of(file):
            text = file.read_text()
            file.write_text(sealed(re.sub(r"^boot .*$", "boot another", text[:text.rindex("crc32 ")], flags=re.M)))
        self.start()

    def put_out_another(self):
        """The reason is gone: a release that nobody has given up yet."""
        self.releases += 1
        folder, catalog = self.publisher.scratch / "changed", self.publisher.scratch / f"{self.releases}.db"
        edit(folder / "release.csv", r"^\d{4}\.\d+\.\d+(\.\d+)?,", f"2026.11.24.{self.releases},")
        edit(folder / "observations.csv", r"^(1,gdp-growth,.*?),[\d.]+,exact,baseline", rf"\g<1>,7.{self.releases % 9 + 1},exact,baseline")
        self.publisher.run("build", folder, "-o", catalog, "--base", self.newest)
        self.publisher.release(self.repository, catalog)
        self.newest = catalog

    # A round.

    def round(self):
        """The names of what was done."""
        acts = (self.kill, self.kill, self.kill, self.stop_in_order, self.hang, self.cut_the_agent, self.damage, self.damage, self.damage, self.lose_a_folder)
        done = [self.chance.choice(acts) for _ in range(self.chance.randint(1, FEW))]
        if self.chance.random() < 0.05:
            done.insert(0, self.start_the_machine_anew)
        for act in done:
            self.done[act.__name__] += 1
            act()
        ran = self.take_in()
        if ran.code not in (0, 1):
            raise AssertionError(f"the agent ends with {ran.code}: {ran.errors}")
        try:
            until(self.is_well, "awake on the best release")
        except AssertionError as error:
            raise AssertionError(f"{error}; {self.shown()[:16]} is shown, best is {self.best()[:16]}; lit {self.server.is_lit()}; the agent says {ran.code} "
                                 f"{ran.output.strip()} {ran.errors.strip()}; {self.said()}") from None
        best = self.best()
        self.done["on " + ("a release" if len(best) == 64 else f"the {best} page" if best == "plain" else best)] += 1
        if len(best) != 64:
            self.start_the_machine_anew()
            self.put_out_another()
            self.take_in()
            until(lambda: len(self.best()) == 64 and self.is_well(), "a new release, once the reason is gone")
            self.done["and on a release again"] += 1
        return [act.__name__ for act in done]


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def main():
    rounds, seed = option("--rounds", 10), option("--seed", random.randrange(10**6))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        world = World(*sys.argv[1:5], folder, server, random.Random(seed))
        try:
            until(world.is_well, "the first picture")
            for count in range(rounds):
                acts = world.round()
                if rounds <= 20 or count % 20 == 19:
                    print(f"round {count + 1}: {', '.join(acts)}", flush=True)
        except AssertionError as error:
            sys.exit(f"FAILED in round {count + 1 if 'count' in locals() else 0} (seed {seed}): {error}")
        finally:
            world.end()
            world.errors.close()
    print(f"{rounds} rounds, seed {seed}, {time.monotonic() - began:.0f} s: " + ", ".join(f"{what} {times}" for what, times in sorted(world.done.items())))


if __name__ == "__main__":
    main()
