"""Plays the agent: writes a state folder, and checks what the display shows of it and what it reports.

usage: follow_state_test.py KIOSK CATALOG.db [PICTURES]

Releases are copies of the catalog with other figures; one that has an emergency turns the picture brick red. The X
server keeps its picture in a file, so a change is seen within a millisecond. PICTURES, a folder, keeps a picture of every
case. Needs Xvfb.
"""
import contextlib
import hashlib
import json
import mmap
import os
import pathlib
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))

from folders import delete_in_use  # noqa: E402

PATIENCE_S = 60  # a sanitized program on a busy machine
NOW = "2024-12-31T12:00:00+08:00"
SIZE = (1024, 600)
BRICK = 0x98301C
EMERGENCY = ("INSERT INTO notice VALUES ('siren', 'emergency', '请立即离开一层大厅', 'Leave the ground floor now', '请走楼梯，不要乘电梯。', "
             "'Use the stairs, not the lifts.', '2024-12-31T11:00:00+08:00', '2024-12-31T13:00:00+08:00', '')")


def until(condition, what):
    """Waits for `condition` to answer something true, and returns that."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.001)
    raise AssertionError(f"{what}: not within {PATIENCE_S} s")


def sealed(text):
    return text + f"crc32 {zlib.crc32(text.encode()):08x}\n"


class State:
    """A state folder as kiosk-sync would keep it."""

    def __init__(self, folder, good):
        self.folder, self.good = pathlib.Path(folder), good
        (self.folder / "releases").mkdir(parents=True)

    def add(self, *statements, damage=False):
        """A release with these statements run on it; its hash."""
        file = self.folder / "made.db"
        shutil.copy(self.good, file)
        db = sqlite3.connect(file, isolation_level=None)
        for statement in statements:
            db.execute(statement)
        db.close()
        content = bytearray(file.read_bytes())
        if damage:
            content[8192:16384] = bytes(8192)
        sha256 = hashlib.sha256(content).hexdigest()
        (self.folder / "releases" / f"{sha256}.db").write_bytes(content)
        file.unlink()
        return sha256

    def replace(self, name, text):
        (self.folder / f"{name}.new").write_text(text)
        os.rename(self.folder / f"{name}.new", self.folder / name)

    def switch(self, current, previous=None, quarantined=(), version=1):
        def entry(sha256):
            return f"{sha256} 2024-12-30T00:00:00Z 1.0" if sha256 else "-"
        self.replace("current", sealed(f"minsheng-kiosk current {version}\ncurrent {entry(current)}\nprevious {entry(previous)}\n"
                                       + "".join(f"quarantined {q}\n" for q in quarantined)))

    def contact(self, last_sync):
        self.replace("contact", sealed(f"minsheng-kiosk contact 1\nlast_sync {last_sync}\nsigned_at -\n"))

    def write_report(self, running, starts, confirmed="-"):
        (self.folder / "display").mkdir(exist_ok=True)
        self.replace("display/report", sealed(f"minsheng-kiosk report 1\nrunning {running}\nstarts {starts}\nconfirmed {confirmed}\n"))

    def report(self):
        """{word: [values]}; empty while there is none."""
        try:
            text = (self.folder / "display" / "report").read_text()
        except OSError:
            return {}
        assert text == sealed(text[:text.rindex("crc32 ")]), "the report's checksum is wrong"
        words = {}
        for line in text.splitlines()[1:-1]:
            word, value = line.split(" ", 1)
            words.setdefault(word, []).append(value)
        return words

    def health(self):
        return (self.folder / "display" / "health").read_text()

    def has_confirmed(self, sha256):
        report = self.report()
        return (report.get("running"), report.get("starts"), report.get("confirmed")) == ([sha256], ["0"], [sha256])


class Server:
    """An X server whose picture can be read from a file."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        reading, writing = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-noreset", "-nolisten", "tcp", "-fbdir", self.folder.name,
                                         "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            # A loudspeaker that nobody hears: what an emergency says of one that is missing is not meant here.
            self.environment = {**os.environ, "DISPLAY": ":" + answer.readline().strip(), "SDL_AUDIODRIVER": "dummy"}
        with open(pathlib.Path(self.folder.name) / "Xvfb_screen0", "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.memory[:100])  # XWD
        self.pixels, self.line = header[0] + header[19] * 12, header[12]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.memory.close()
        self.folder.cleanup()

    def pixel(self, x, y):
        at = self.pixels + y * self.line + 4 * x
        return int.from_bytes(self.memory[at:at + 3], "little")

    def rows(self):
        return [self.memory[self.pixels + y * self.line:self.pixels + y * self.line + 4 * SIZE[0]] for y in range(SIZE[1])]

    def is_lit(self):
        """A page covers its paper with letters: no row of a dark or an empty window differs from its neighbour."""
        return len(set(self.rows())) > 50

    def is_red(self):
        return self.pixel(2, SIZE[1] // 2) == BRICK

    def save(self, path):
        picture = b"".join(row[4 * x + 2:4 * x + 3] + row[4 * x + 1:4 * x + 2] + row[4 * x:4 * x + 1] for row in self.rows() for x in range(SIZE[0]))
        path.write_bytes(b"P6 %d %d 255\n" % SIZE + picture)


class Test:
    def __init__(self, kiosk, good, folder, server, pictures):
        self.kiosk, self.good, self.folder, self.server, self.pictures = kiosk, good, pathlib.Path(folder), server, pictures
        self.states = 0

    def state(self):
        self.states += 1
        return State(self.folder / f"state-{self.states}", self.good)

    def start(self, folder, *arguments, now=NOW):
        errors = open(self.folder / "stderr", "w+")
        program = subprocess.Popen([self.kiosk, "--windowed", "--size", "%dx%d" % SIZE, "--state", str(folder), "--now", now, *arguments],
                                   stderr=errors, env=self.server.environment)
        return program, errors

    @contextlib.contextmanager
    def display(self, folder, *arguments, now=NOW, complaints=0):
        """The display on this folder, ended well and with so many lines on stderr."""
        program, errors = self.start(folder, *arguments, now=now)
        try:
            until(lambda: self.server.is_lit() or program.poll() is not None, "a lit screen")
            yield program
            if self.pictures:
                self.server.save(pathlib.Path(self.pictures) / f"{time.monotonic_ns()}.ppm")
            program.send_signal(signal.SIGTERM)
            code = program.wait(PATIENCE_S)
        finally:
            program.kill()
            program.wait()
            errors.seek(0)
            self.lines = errors.read().splitlines()
            errors.close()
        assert code == 0, f"exit code {code}: {self.lines}"
        assert len(self.lines) == complaints, f"{len(self.lines)} lines on stderr, not {complaints}: {self.lines}"
        until(lambda: not self.server.is_lit(), "the window gone")

    def without_screen(self, *arguments):
        done = subprocess.run([self.kiosk, *arguments, "--now", NOW], capture_output=True, text=True, timeout=PATIENCE_S)
        return done.returncode, done.stdout, [line for line in done.stderr.splitlines() if not line.startswith("tour: ")]


def switches(test):
    """A release after the other; a damaged one is rejected and leaves the picture as it is."""
    state = test.state()
    a, b = state.add(), state.add(EMERGENCY)
    state.switch(a)
    with test.display(state.folder, complaints=1):
        until(lambda: state.has_confirmed(a), "the first release confirmed")
        assert not test.server.is_red()
        paper, began = test.server.pixel(2, SIZE[1] // 2), time.monotonic()
        state.switch(b, a)
        until(lambda: test.server.pixel(2, SIZE[1] // 2) != paper, "the first change of the picture")
        first = time.monotonic() - began
        until(test.server.is_red, "the picture of the second release")
        took = time.monotonic() - began
        until(lambda: state.has_confirmed(b), "the second release confirmed")
        c = state.add("UPDATE release SET version = 'c'", damage=True)
        state.switch(c, b)
        until(lambda: c in state.report().get("rejected", []), "the damaged release rejected")
        assert state.has_confirmed(b), f"after the rejection: {state.report()}"
        assert test.server.is_red()
        state.switch(a, b)
        until(lambda: state.has_confirmed(a), "the first release once more")
        until(lambda: not test.server.is_red(), "its picture")
    print(f"      from the rename of `current` to the first changed pixel {first * 1000:.0f} ms, to the new picture {took * 1000:.0f} ms")
    assert took < 2


def crashes(test):
    """Three starts without a confirmation: the release before is shown, then the catalog in the program."""
    state = test.state()
    a, b = state.add(), state.add(EMERGENCY)
    state.switch(a, b)
    while True:
        shutil.rmtree(state.folder / "display", ignore_errors=True)
        for starts in "123":
            program, errors = test.start(state.folder)
            until(lambda: state.report().get("starts") in ([starts], ["0"]), "the start in the report")
            program.kill()
            program.wait()
            errors.close()
        if state.report()["starts"] == ["3"]:  # no start was confirmed before it was killed
            break
    with test.display(state.folder, complaints=3):  # the last death, what is avoided for it, what is rejected
        until(lambda: state.has_confirmed(b), "the release before, confirmed")
        until(test.server.is_red, "its picture")
        assert state.report()["rejected"] == [a], state.report()
    state.write_report(b, 3)
    state.switch(b)
    with test.display(state.folder, complaints=1):
        until(lambda: state.report().get("rejected") == [b], "the other rejected as well")
        assert state.report()["running"] == ["-"], state.report()
        assert not test.server.is_red()


def ladder(test):
    """Deaths of a release that was confirmed: the one before, the catalog in the program, a page without any; and the best again when the machine starts anew."""
    state = test.state()
    a, b = state.add(), state.add(EMERGENCY)
    state.switch(a, b)

    def is_shown(what):
        return f"shown {what}\n" in (state.folder / "display" / "ladder").read_text()

    def die(what):
        for _ in range(3):
            program, errors = test.start(state.folder)
            until(lambda: (state.folder / "display" / "ladder").exists() and is_shown(what) and test.server.is_lit(), f"{what} on the glass")
            if len(what) == 64:
                until(lambda: state.has_confirmed(what), f"{what} confirmed")
            program.kill()
            program.wait()
            errors.close()
            until(lambda: not test.server.is_lit(), "the window gone")
    die(a)
    with test.display(state.folder, complaints=2):  # the last death, and what is avoided for it
        until(lambda: state.has_confirmed(b), "the release before")
        until(test.server.is_red, "its picture")
    assert "rejected" not in state.report(), f"a release that was confirmed is given up: {state.report()}"
    die(b)
    with test.display(state.folder, complaints=2):
        until(lambda: is_shown("program"), "the catalog in the program")
    die("program")
    with test.display(state.folder, complaints=3):  # and that a page without a catalog is shown
        until(lambda: is_shown("plain"), "the page without a catalog")
        assert len({bytes(row) for row in test.server.rows()}) < SIZE[1] / 2, "that page has more than a few lines"
        starts = "start release 3\nstart previous 4\nstart program 4\nstart plain 1\n"
        until(lambda: "shown plain\n" in state.health() and starts in state.health(), "every start in the health, by what came up")
    assert "shown -\n" in state.health(), state.health()
    file = state.folder / "display" / "ladder"
    text = file.read_text()
    assert "died 9\n" in text and "place 郑州市" in text, text
    file.write_text(sealed("".join("boot another\n" if line.startswith("boot ") else line for line in text.splitlines(True) if not line.startswith("crc32 "))))
    with test.display(state.folder):
        until(lambda: state.has_confirmed(a), "the best release after the machine was started anew")


def quarantine(test):
    state = test.state()
    a, b = state.add(), state.add(EMERGENCY)
    state.switch(b, a)
    with test.display(state.folder):
        until(test.server.is_red, "the release")
        state.switch(a, None, [b])
        until(lambda: state.has_confirmed(a), "the release before")


def broken_folders(test):
    """Never a dark screen: one complaint, and the catalog in the program."""
    missing = test.folder / "nowhere"
    with test.display(missing, complaints=1):
        assert "nowhere" in open(test.folder / "stderr").read()
    assert not missing.exists()
    empty = test.state()
    with test.display(empty.folder, complaints=1):
        pass
    for text, wanted in (("no state at all\n", "checksum"), (sealed("minsheng-kiosk current 2\n"), "newer version")):
        state = test.state()
        state.replace("current", text)
        with test.display(state.folder, complaints=1):
            pass
        assert wanted in test.lines[0], test.lines
        code, _, lines = test.without_screen("--states", "--state", str(state.folder))
        assert code == 1 and len(lines) == 1 and wanted in lines[0], (code, lines)
    file = test.folder / "a-file"
    file.write_text("")
    with test.display(file, complaints=1):
        pass


def no_report(test):
    """A report that cannot be written stops nothing."""
    state = test.state()
    (state.folder / "display" / "report.new").mkdir(parents=True)
    a, b = state.add(), state.add(EMERGENCY)
    state.switch(a)
    with test.display(state.folder, complaints=1) as program:
        state.switch(b, a)
        until(test.server.is_red, "the second release")
        assert program.poll() is None


def new_folder(test):
    """Deleted, the last release stays; made anew, it is followed again from the next minute on."""
    state = test.state()
    a = state.add()
    state.switch(a)
    with test.display(state.folder, now="2024-12-31T11:59:50+08:00", complaints=1):
        until(lambda: state.has_confirmed(a), "the release")
        delete_in_use(state.folder)
        again = State(state.folder, test.good)
        b = again.add(EMERGENCY)
        (again.folder / "current.hidden").touch()
        until(lambda: (again.folder / "display").exists() or "current" in open(test.folder / "stderr").read(), "the minute tick")
        assert test.server.is_lit()
        again.switch(b)
        until(test.server.is_red, "the release of the new folder")


def edit_by_hand(state, sha256, *statements):
    """As somebody with a hand on the disk does it: under the name that was signed."""
    db = sqlite3.connect(state.folder / "releases" / f"{sha256}.db", isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


def changed_by_hand(test):
    """A release whose bytes have not the hash that it is called by is not shown, and not given up either."""
    state = test.state()
    a = state.add()
    state.switch(a)
    good = (state.folder / "releases" / f"{a}.db").read_bytes()
    edit_by_hand(state, a, EMERGENCY)
    with test.display(state.folder, complaints=1):
        assert not test.server.is_red()
        assert state.report().get("rejected") is None, state.report()
        (state.folder / "fetched").write_bytes(good)
        os.rename(state.folder / "fetched", state.folder / "releases" / f"{a}.db")
        state.switch(a)
        until(lambda: state.has_confirmed(a), "the release, fetched again")
    assert "is not as it was signed" in test.lines[0], test.lines
    edit_by_hand(state, a, EMERGENCY)
    code, _, lines = test.without_screen("--states", "--state", str(state.folder))
    assert code == 1 and len(lines) == 1 and "is not as it was signed" in lines[0], (code, lines)


def large_and_changed(test):
    """One that takes long to read is on the glass before it has been read, and leaves it then."""
    state = test.state()
    b = state.add("CREATE TABLE filling (bytes BLOB)", "INSERT INTO filling VALUES (zeroblob(30000000))")
    state.switch(b)
    edit_by_hand(state, b, EMERGENCY)
    with test.display(state.folder, complaints=1):
        until(lambda: state.report().get("running") == ["-"], "the catalog in the program")
        until(lambda: not test.server.is_red() and test.server.is_lit(), "its picture")
    assert "is not as it was signed" in test.lines[0], test.lines


def lost_blocks(test):
    """What the disk loses under a release that is shown ends nothing; within a minute another is shown."""
    state = test.state()
    a = state.add(EMERGENCY)
    state.switch(a)
    with test.display(state.folder, now="2024-12-31T11:59:50+08:00", complaints=1) as program:
        until(lambda: state.has_confirmed(a), "the release")
        os.truncate(state.folder / "releases" / f"{a}.db", 8192)
        until(lambda: program.poll() is not None or state.report().get("running") == ["-"], "the catalog in the program")
        until(lambda: program.poll() is not None or not test.server.is_red(), "its picture")
        assert program.poll() is None, f"ended with {program.returncode}"
        assert state.report().get("rejected") is None, state.report()


def without_a_screen(test):
    state = test.state()
    a = state.add("UPDATE target SET name_zh = '另一个名字' WHERE id = 'new-parks'")
    state.switch(a)
    state.contact("2024-12-28T13:34:00Z")
    folder = test.folder / "tour"
    for locale, wanted in (("zh-CN", "本屏最近同步：2024-12-28 21:34，2 天前。"), ("en", "This screen last synchronised: 28 December 2024, 21:34, 2 days ago.")):
        code, _, lines = test.without_screen("--tour", str(folder), "--no-pictures", "--only", "target/new-parks", "--only", "about",
                                             "--locale", locale, "--state", str(state.folder))
        assert (code, lines) == (0, []), lines
        tour = json.loads((folder / "tour.json").read_text())
        found = [text["text"] for page in tour["pages"] for text in page["texts"] if text.get("ref") == "release:last_sync"]
        assert found and set(found) == {wanted}, found
    assert not (state.folder / "display").exists(), "a look without a screen wrote a report"
    code, _, lines = test.without_screen("--states", "--state", str(state.folder), "--catalog", str(test.good))
    assert (code, lines) == (0, []), lines
    bad = state.add("UPDATE release SET version = 'bad'", damage=True)
    state.switch(bad, a)
    for mode in (["--states"], ["--tour", str(folder), "--no-pictures"]):
        code, output, lines = test.without_screen(*mode, "--state", str(state.folder))
        assert code == 1 and len(lines) == 1 and bad in lines[0] and not output, (code, lines)


def emergency_pages(test):
    """Short and long ones are whole on every panel, in both languages."""
    state = test.state()
    long = "INSERT INTO notice VALUES ('long', 'emergency', '大厅停电通知', 'Power failure in the hall', '{}', '{}', '', '2025-01-31T22:00:00+08:00', '')"
    state.switch(state.add(EMERGENCY, long.format("请在工作人员引导下有序离开，不要使用电梯。" * 30, "Please leave the hall in an orderly way; do not use the lifts. " * 30)))
    folder = test.folder / "tour"
    for size, panel in (("1920x1080", []), ("1080x1920", []), ("1024x600", ["--panel-mm", "222"])):
        for locale in ("zh-CN", "en"):
            code, _, lines = test.without_screen("--tour", str(folder), "--no-pictures", "--size", size, *panel, "--locale", locale,
                                                 "--only", "emergency/siren", "--only", "emergency/long", "--state", str(state.folder))
            assert (code, lines) == (0, []), lines
            checked = subprocess.run([sys.executable, pathlib.Path(__file__).parent / "check_tour.py", folder], capture_output=True, text=True)
            assert checked.returncode == 0, checked.stdout


def main():
    kiosk, good, *rest = sys.argv[1:]
    failures = 0
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        test = Test(kiosk, good, folder, server, rest[0] if rest else None)
        for case in (without_a_screen, emergency_pages, switches, crashes, ladder, quarantine, broken_folders, no_report, new_folder, changed_by_hand, large_and_changed, lost_blocks):
            try:
                case(test)
                print(f"ok     {case.__name__}", flush=True)
            except AssertionError as error:
                failures += 1
                print(f"FAILED {case.__name__}: {error}", flush=True)
                until(lambda: not server.is_lit(), "the window gone")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
