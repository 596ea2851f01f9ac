"""Gives the display every kind of wrong input, and checks that it says what is wrong and keeps the screen lit.

usage: bad_input_test.py KIOSK CATALOG.db [--no-live]

A wrong catalog: `--states` and `--tour` exit with 1 and one line that names the file; live, the program says the same,
shows the catalog in it, and ends with 0. An odd but right catalog is shown. Settings and options: 2, or 1 where the world is to
blame. Live cases need Xvfb, xdotool and ImageMagick.
"""
import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
NOW = ("--now", "2024-12-31")
PATIENCE_S = 60  # a sanitized program on a busy machine


# ---- catalogs

def changed(*statements):
    """A copy of the good catalog with these statements run on it, foreign keys and CHECKs off."""
    def make(good, path):
        shutil.copy(good, path)
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            db.execute(statement)
        db.close()
    return make


def written(content):
    return lambda good, path: path.write_bytes(content)


def cut(share):
    def make(good, path):
        content = good.read_bytes()
        path.write_bytes(content[:share if share >= 1 else int(len(content) * share)] if share != -1 else content[:-1])
    return make


def damaged(good, path):
    """Zeroes in the middle of a file whose length is right."""
    content = bytearray(good.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle:middle + 8192] = bytes(8192)
    path.write_bytes(content)


# What is wrong with the file, how it is made, what the message has to say.
BAD_CATALOGS = [
    ("missing", lambda good, path: None, r"no such file|not exist|cannot open|not found"),
    ("in a folder that is missing", None, r"no such file|not exist|cannot open|not found"),
    ("empty", written(b""), r"is empty"),
    ("not SQLite", written(b"city,target\n" * 999), r"not a SQLite database"),
    ("a picture", written(b"\x89PNG\r\n\x1a\n" + bytes(4096)), r"not a SQLite database"),
    ("cut to 50 bytes", cut(50), r"cut short"),
    ("cut to its header", cut(100), r"cut short"),
    ("cut to one page", cut(4096), r"cut short"),
    ("cut to a half", cut(0.5), r"cut short"),
    ("cut by one byte", cut(-1), r"cut short"),
    ("damaged in the middle", damaged, r"damaged|malformed"),
    ("a folder", lambda good, path: path.mkdir(), r"folder|directory"),
    ("of a newer schema", changed("PRAGMA user_version = 3"), r"made for a newer program"),
    ("of another program", changed("PRAGMA application_id = 7"), r"not a release"),
    ("an empty database", lambda good, path: sqlite3.connect(path).executescript("CREATE TABLE a (b)").close(), r"not a release"),
    ("a table missing", changed("DROP TABLE notice"), r"notice"),
    ("a column missing", changed("ALTER TABLE commitment DROP COLUMN name_en"), r"commitment.*name_en|name_en"),
    ("a view in it", changed("CREATE VIEW spare AS SELECT 1"), r"view"),
    ("no release row", changed("DELETE FROM release"), r"release"),
    ("an observation without its target",
     changed("UPDATE observation SET target_id = 'nobody' WHERE id = (SELECT min(id) FROM observation)"), r"observation \d+.*target \"nobody\""),
    ("a target without its source", changed("UPDATE target SET source_id = 'nowhere' WHERE number = 1"), r"target.*source \"nowhere\""),
    ("an unknown comparator", changed("UPDATE target SET comparator = 'most' WHERE number = 2"), r"target.*comparator \"most\""),
    ("an unknown qualifier", changed("UPDATE observation SET qualifier = 'maybe'"), r"observation.*qualifier \"maybe\""),
    ("an unknown severity", changed("INSERT INTO notice VALUES ('n', 'panic', 'a', '', 'b', '', '', '2025-01-01', '')"), r"notice.*severity \"panic\""),
    ("a date that is none", changed("UPDATE target SET deadline = '2024-02-30' WHERE number = 3"), r"target.*deadline \"2024-02-30\""),
    ("a release date that is none", changed("UPDATE release SET published_at = 'yesterday'"), r"release.*published_at \"yesterday\""),
]

LONG_ZH = ("新建改建城市公园游园和口袋公园的数量以及居民步行可达范围内的绿地面积" * 7)[:200]
LONG_EN = ("New and rebuilt parks, gardens and pocket parks of the city, and the green land that people reach on foot; " * 3)[:200].strip()
EMPTY_TABLES = [f"DELETE FROM {table}" for table in
                ("observation", "commitment", "outcome", "notice", "target", "topic", "clause", "section", "source")]

# Right, though nobody would expect it: shown. The scenes that its layout is checked on, where that is the point.
ODD_CATALOGS = [
    ("as it is", changed(), []),
    ("a topic of nothing", changed("INSERT INTO topic SELECT 'nothing', max(position) + 1, '空主题', '', '尚无内容', '', 'tree', NULL, NULL FROM topic"),
     ["topics", "topic/nothing"]),
    ("an icon that nobody drew", changed("UPDATE topic SET icon = 'no-such-icon'"), ["topics"]),
    ("no topics", changed("UPDATE target SET topic_id = NULL", "DELETE FROM commitment", "DELETE FROM topic"), ["overview", "topics", "all"]),
    ("nothing in it", changed(*EMPTY_TABLES), ["overview", "topics", "all", "about", "find", "notice", "settings"]),
    ("no results", changed("DELETE FROM observation"), ["overview", "target/new-parks"]),
    ("names of 200 characters",
     changed(f"UPDATE target SET name_zh = '{LONG_ZH}', name_en = '{LONG_EN}', short_zh = '', short_en = '' WHERE id = 'new-parks'"),
     ["target/new-parks", "rotation/new-parks", "topic/parks", "all"]),
    ("a topic with a name of 200 characters",
     changed(f"UPDATE topic SET name_zh = '{LONG_ZH}', name_en = '{LONG_EN}' WHERE id = 'parks'"), ["topics", "topic/parks", "target/new-parks"]),
    ("a target with every optional text empty",
     changed("UPDATE target SET name_en = '', short_zh = '', short_en = '', unit_en = '', value_text_zh = '', value_text_en = '', base_value = NULL, "
             "department_zh = '', department_en = '' WHERE id = 'new-parks'",
             "UPDATE source SET title_en = '', publisher_en = '', published_on = '', url = ''",
             "UPDATE observation SET note_zh = '', note_en = '', excerpt_zh = '', published_on = ''"), ["target/new-parks", "rotation/new-parks"]),
]


# Names of a length that no page has room for: nothing may crash, but texts overflow. (catalog, width of the panel)
KNOWN_OVERFLOWS = {("names of 200 characters", "1024x600"), ("a topic with a name of 200 characters", "1920x1080"),
                   ("a topic with a name of 200 characters", "1024x600")}


# ---- settings and options: what is given, exit code, what stderr says

BAD_SETTINGS = [
    ("[display]\nviewing_distance_m = 600\n", r":2: .*viewing_distance_mm"),
    ("[dsiplay]\n", r":1: .*display"),
    ("windowed = true\n", r":1: .*display\.windowed"),
    ("[rotation]\n\ndwell_s = \"ten\"\n", r":3: rotation\.dwell_s"),
    ("[rotation]\ndwell_s = 0\n", r":2: rotation\.dwell_s = 0; .*3 to 600"),
    ("[rotation]\ndwell_s = 99999999999999999999\n", r":2: "),
    ("[display]\nrotation = 45\n", r":2: display\.rotation = 45"),
    ("[display]\nviewing_distance_mm = nan\n", r":2: display\.viewing_distance_mm"),
    ("[language]\ndefault = \"fr\"\n", r":2: language\.default"),
    ("[idle\nask_after_s = 60\n", r":1: "),
    ("[idle]\nask_after_s = \n", r":2: "),
    ("[idle]\nask_after_s = 60\nask_after_s = 70\n", r":3: "),
    ("\x00\x01\x02", r":1: "),
    ("a = " + "[" * 100000, r":1: "),
]

# {good}: the good catalog. {file}: a file. {folder}: an empty folder.
BAD_OPTIONS = [
    (["--states", "--size", "banana"], 2, "WIDTHxHEIGHT"),
    (["--states", "--tour", "{folder}"], 2, "--states, --tour.* one at a time"),
    (["--states", "--bench", "1"], 2, "one at a time"),
    (["--monkey", "5", "--states"], 2, "one at a time"),
    (["--hash-pin", "--states"], 2, "one at a time"),
    (["--hash-pin"], 2, "6 to 12 digits"),
    (["--seed", "5"], 2, "--monkey"),
    (["--check-config", "{file}", "--tour", "{folder}"], 2, "one at a time"),
    (["--tour", "{folder}", "--size", "banana"], 2, "WIDTHxHEIGHT"),
    (["--tour", "{folder}", "--size", "1920x"], 2, "WIDTHxHEIGHT"),
    (["--tour", "{folder}", "--size", "0x0"], 2, "WIDTHxHEIGHT"),
    (["--tour", "{folder}", "--size", "1920x1080x3"], 2, "WIDTHxHEIGHT"),
    (["--tour", "{folder}", "--size", "999999x1080"], 2, "WIDTHxHEIGHT"),
    (["--size", "banana"], 2, "WIDTHxHEIGHT"),
    (["--states", "--state", ""], 2, "--state is given with nothing behind it"),
    (["--states", "--config", ""], 2, "--config is given with nothing behind it"),
    (["--states", "--catalog", ""], 2, "--catalog is given with nothing behind it"),
    (["--states", "--now", ""], 2, "--now is given with nothing behind it"),
    (["--tour", "", "--no-pictures"], 2, "--tour is given with nothing behind it"),
    (["--check-config", ""], 2, "--check-config is given with nothing behind it"),
    (["--states", "--now", "yesterday"], 2, "--now yesterday"),
    (["--states", "--now", "2024-13-01"], 2, "--now 2024-13-01"),
    (["--tour", "{folder}", "--only", "nothing/here"], 1, "--only nothing/here"),
    (["--tour", "{folder}", "--only", "target/nobody"], 1, "nobody"),
    (["--tour", "{folder}", "--only", "topics", "--only", "target/nobody"], 1, "nobody"),  # while a picture is written
    (["--tour", "{folder}", "--only", "topic/nothing"], 1, "nothing"),
    (["--tour", "{folder}", "--only", "topics/99"], 1, "topics"),
    (["--tour", "{folder}", "--only", ""], 2, "--only is given with nothing behind it"),
    (["--tour", "{folder}", "--profile", "x"], 2, "--profile"),
    (["--tour", "{folder}", "--locale", "fr"], 2, "--locale"),
    (["--tour", "{folder}", "--panel-mm", "-5"], 2, "--panel-mm"),
    (["--tour", "{folder}", "--panel-mm", "nan"], 2, "--panel-mm"),
    (["--tour", "{folder}", "--panel-mm", "100"], 2, r"--panel-mm = 100: .* smallest that works is \d+"),
    (["--tour", "{folder}", "--panel-mm", "70"], 2, r"--panel-mm = 70: .*27 to a millimetre"),
    (["--tour", "{folder}", "--size", "16384x200"], 2, "--size 16384x200: no page can be laid out"),
    (["--locale", "en"], 2, "--tour"),
    (["--renderer", "metal"], 2, "--renderer"),
    (["--no-such-option"], 2, "--no-such-option"),
    (["--tour"], 2, "--tour"),
    (["extra"], 2, "extra"),
    (["--states", "--config", "{folder}/none.toml"], 2, "none.toml"),
    (["--states", "--config", "{folder}"], 2, "{folder}"),
    (["--tour", "{file}", "--no-pictures"], 1, "{file}"),
    (["--tour", "{file}/below", "--no-pictures"], 1, "{file}/below"),
    (["--tour", "/proc/nothing/here", "--no-pictures"], 1, "/proc/nothing/here"),
    (["--tour", "{taken}", "--no-pictures", "--only", "topics"], 1, "tour.json"),
    (["--tour", "{taken}", "--only", "topics"], 1, "topics.png"),
    ([], 1, r"DISPLAY.*--tour"),
    (["--windowed", "--size", "1024x600"], 1, r"DISPLAY.*--tour"),
]


# ---- running

class Test:
    def __init__(self, kiosk, good, folder):
        self.kiosk, self.good, self.folder = kiosk, good, folder
        self.failures, self.count = 0, 0

    def check(self, case, faults):
        self.count += 1
        print(f"{'ok    ' if not faults else 'FAILED'} {case}", flush=True)
        for fault in faults:
            print(f"       {fault}")
        self.failures += bool(faults)

    def run(self, *arguments):
        """Without a display. (exit code, stdout, lines of stderr that are no progress)."""
        environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        try:
            done = subprocess.run([self.kiosk, *arguments], capture_output=True, text=True, errors="replace", timeout=PATIENCE_S, env=environment)
        except subprocess.TimeoutExpired:
            return "it did not end", "", []
        return done.returncode, done.stdout, [line for line in done.stderr.splitlines() if not line.startswith("tour: ")]


def faults_of_refusal(code, lines, file, wanted, wanted_code=1):
    faults = [] if code == wanted_code else [f"exit code {code}, not {wanted_code}"]
    if len(lines) != 1:
        faults.append(f"{len(lines)} lines on stderr: {lines[:5]}")
    line = lines[0] if lines else ""
    if str(file) not in line:
        faults.append(f"does not name {file}: {line}")
    if not re.search(wanted, line):
        faults.append(f"does not say /{wanted}/: {line}")
    return faults


def without_display(test, name, file, wanted):
    tour = test.folder / "tour"
    faults = []
    for mode in (["--states"], ["--tour", str(tour), "--no-pictures", "--only", "topics"]):
        code, output, lines = test.run(*mode, "--catalog", str(file), *NOW)
        if wanted is None:
            faults += [] if (code, lines) == (0, []) else [f"{mode[0]}: exit code {code}, {lines[:3]}"]
        else:
            faults += [f"{mode[0]}: {fault}" for fault in faults_of_refusal(code, lines, file, wanted)]
            faults += [f"{mode[0]}: wrote on stdout: {output[:80]}"] if output else []
    test.check(f"catalog {name}, --states and --tour", faults)


def layout(test, name, file, scenes):
    """Every page of the odd catalog can be made; the named ones are whole at a large and at a small panel."""
    code, _, lines = test.run("--tour", str(test.folder / "tour"), "--no-pictures", "--catalog", str(file), *NOW)
    test.check(f"catalog {name}, all its pages", [] if (code, lines) == (0, []) else [f"exit code {code}, {lines[:3]}"])
    for size, panel in (("1920x1080", []), ("1024x600", ["--panel-mm", "222"])):
        for locale in ("zh-CN", "en") if scenes else ():
            tour = test.folder / "tour"
            only = [word for scene in scenes for word in ("--only", scene)]
            code, _, lines = test.run("--tour", str(tour), "--no-pictures", "--catalog", str(file), "--size", size, *panel, "--locale", locale, *only, *NOW)
            checked = subprocess.run([sys.executable, HERE / "check_tour.py", tour, file], capture_output=True, text=True)
            faults = [] if checked.returncode == 0 else (checked.stdout + checked.stderr).splitlines()[-8:]
            if (name, size) in KNOWN_OVERFLOWS:
                print(f"known  catalog {name}, layout at {size} {locale}: {faults[-1] if faults else 'whole'}")
                faults = []
            test.check(f"catalog {name}, layout at {size} {locale}", faults if (code, lines) == (0, []) else [f"exit code {code}, {lines[:3]}"])


class Server:
    """An X server of our own on a free display."""

    def __init__(self, depth=24):
        self.depth = depth

    def __enter__(self):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-noreset", "-screen", "0", f"1024x600x{self.depth}", "-nolisten", "tcp"],
                                        pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.environment = {**os.environ, "DISPLAY": ":" + answer.readline().strip()}
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def asked(self, *command):
        return subprocess.run(command, capture_output=True, text=True, env=self.environment).stdout.strip()

    def is_lit(self):
        """A page has far more colours than a window without content."""
        picture = subprocess.run(["import", "-window", "root", "-depth", "8", "png:-"], capture_output=True, env=self.environment).stdout
        counted = subprocess.run(["identify", "-format", "%k", "png:-"], input=picture, capture_output=True).stdout
        return counted.isdigit() and int(counted) >= 20

    def live(self, kiosk, file):
        """Runs the display until its first page is up. (was it lit, exit code, lines of stderr)."""
        with tempfile.TemporaryFile("w+", errors="replace") as errors:
            program = subprocess.Popen([kiosk, "--windowed", "--size", "1024x600", "--catalog", file, *NOW], stderr=errors, env=self.environment)
            lit, until = False, time.monotonic() + PATIENCE_S
            while not lit and program.poll() is None and time.monotonic() < until:
                lit = bool(self.asked("xdotool", "search", "--onlyvisible", "--name", "Minsheng Kiosk")) and self.is_lit()
                if not lit:
                    time.sleep(0.05)
            if program.poll() is None:
                program.send_signal(signal.SIGTERM)
            try:
                code = program.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
                code = "it did not end"
            errors.seek(0)
            return lit, code, errors.read().splitlines()


class Program:
    """The display on a server, over the whole screen. What it writes goes to a file, or to `stderr`."""

    def __init__(self, test, server, *arguments, stderr=None):
        self.errors = tempfile.TemporaryFile("w+", errors="replace")
        self.process = subprocess.Popen([test.kiosk, *arguments, *NOW], stderr=stderr or self.errors, env=server.environment)
        self.server = server

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def until(self, question, goes_on=True):
        """Whether it is answered with yes, before the program ends where it is to go on, or before patience does."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and not (goes_on and self.process.poll() is not None):
            if question():
                return True
            time.sleep(0.05)
        return False

    def is_up(self):
        return self.until(self.server.is_lit)

    def end(self, ask=None):
        """(exit code, lines of stderr)."""
        if ask is not None:
            self.process.send_signal(ask)
        try:
            code = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            code = "it did not end"
        self.errors.seek(0)
        return code, self.errors.read().splitlines()


def faults_of_end(ended, wanted_code, wanted=None):
    code, lines = ended
    faults = [] if code == wanted_code else [f"exit code {code}, not {wanted_code}"]
    if wanted is None:
        return faults + ([f"it wrote {lines[:3]}"] if lines else [])
    return faults + ([] if len(lines) == 1 and re.search(wanted, lines[0]) else [f"not one line with /{wanted}/: {lines[:3]}"])


def accidents(test):
    """What happens to a display while it runs: it stays lit, or says in one line why it cannot."""
    with Server() as server:
        reading, writing = os.pipe()
        os.close(reading)  # nobody reads what it says, and it has something to say
        with Program(test, server, "--catalog", "/none.db", stderr=writing) as program:
            faults = [] if program.is_up() else ["nothing was shown"]
            test.check("accident: the reader of stderr is gone", faults + faults_of_end(program.end(signal.SIGTERM), 0))
        os.close(writing)
        with Program(test, server) as program:
            faults = [] if program.is_up() else ["nothing was shown"]
            program.process.send_signal(signal.SIGHUP)
            window = server.asked("xdotool", "search", "--onlyvisible", "--name", "Minsheng Kiosk")
            server.asked("xdotool", "windowunmap", "--sync", window)
            if not program.is_up():
                faults.append("it stays dark after its window was unmapped")
            test.check("accident: its terminal is closed, its window unmapped", faults + faults_of_end(program.end(signal.SIGTERM), 0))
        with Program(test, server) as program:
            faults = [] if program.is_up() else ["nothing was shown"]
            server.asked("xdotool", "windowclose", server.asked("xdotool", "search", "--onlyvisible", "--name", "Minsheng Kiosk"))
            test.check("accident: its window is destroyed", faults + faults_of_end(program.end(), 1, "^kiosk: the window was closed by another program"))
    dead = server.environment["DISPLAY"]
    with Program(test, server) as program:
        test.check("accident: nobody answers at DISPLAY", faults_of_end(program.end(), 1, f"no X server answers at DISPLAY={dead}.*--tour"))
    with Server(depth=8) as server, Program(test, server) as program:
        test.check("accident: a screen of 8 bits", faults_of_end(program.end(), 1, "depth of 8 bits.*DefaultDepth 24"))
    for depth in (16, 30):
        with Server(depth=depth) as server, Program(test, server) as program:
            faults = [] if program.is_up() else ["nothing was shown"]
            test.check(f"accident: a screen of {depth} bits", faults + faults_of_end(program.end(signal.SIGTERM), 0))


def live(test, server, name, file, wanted):
    lit, code, lines = server.live(test.kiosk, file)
    faults = [] if lit else ["nothing was shown"]
    if wanted is None:
        faults += [] if (code, lines) == (0, []) else [f"exit code {code}, {lines[:3]}"]
    else:
        faults += faults_of_refusal(code, lines, file, wanted, wanted_code=0)
        faults += [] if lines and "showing the catalog in the program instead" in lines[0] else ["does not say what is shown instead"]
    test.check(f"catalog {name}, live", faults)


def catalogs(test):
    """(name, file, what the message has to say or None, scenes) of every case, the file made."""
    for number, (name, make, wanted) in enumerate(BAD_CATALOGS):
        file = test.folder / f"bad-{number}.db"
        if make is None:
            file = test.folder / "nowhere" / file.name
        else:
            make(test.good, file)
        yield name, file, wanted, None
    for number, (name, make, scenes) in enumerate(ODD_CATALOGS):
        file = test.folder / f"odd-{number}.db"
        make(test.good, file)
        yield name, file, None, scenes


def settings(test):
    file = test.folder / "wrong.toml"
    for text, wanted in BAD_SETTINGS:
        file.write_text(text)
        for option in (["--states", "--config"], ["--check-config"]):
            code, output, lines = test.run(*option, str(file))
            faults = faults_of_refusal(code, lines, file, re.escape(str(file)) + wanted, wanted_code=2)
            test.check(f"settings {text[:40]!r}, {option[0]}", faults + ([f"wrote on stdout: {output[:80]}"] if output else []))


def sizes(test):
    """Settings that are right by themselves and do not fit the glass: before anything is drawn."""
    file = test.folder / "sizes.toml"
    for text, wanted in (("viewing_distance_mm = 3000", r": display\.viewing_distance_mm = 3000: .* largest that works there is \d+"),
                         ("panel_width_mm = 70", r": display\.panel_width_mm = 70: .* 27 to a millimetre"),
                         ("panel_width_mm = 100", r": display\.panel_width_mm = 100: .* smallest that works is \d+")):
        file.write_text(f"[display]\n{text}\n")
        for option in (["--tour", str(test.folder / "tour"), "--no-pictures", "--config"], ["--check-config"]):
            code, _, lines = test.run(*option, str(file))
            test.check(f"settings {text}, {option[0]}", faults_of_refusal(code, lines, file, re.escape(str(file)) + wanted, wanted_code=2))


def files_of_settings(test):
    """--check-config says what the settings lead to and is not there."""
    file, empty = test.folder / "files.toml", test.folder / "state-folder"
    empty.mkdir()
    for text, wanted in ((f'[catalog]\nfile = "{test.good}"\n[state]\nfolder = "{empty}"\n', None), ('[catalog]\nfile = "/nowhere/c.db"\n', r"catalog\.file: /nowhere/c\.db: no such file"),
                         (f'[catalog]\nfile = "{file}"\n', r"catalog\.file: .*not a SQLite database"), ('[state]\nfolder = "/nowhere/state"\n', r"state\.folder: /nowhere/state: there is no such folder"),
                         (f'[state]\nfolder = "{file}"\n', r"state\.folder: .*there is no such folder")):
        file.write_text(text)
        code, output, lines = test.run("--check-config", str(file))
        said = [line for line in lines if "no display, so no bar" not in line]
        faults = [] if code == (0 if wanted is None else 1) else [f"exit code {code}"]
        faults += [] if len(said) == (0 if wanted is None else 1) and re.search(wanted or "", "\n".join(said)) else [f"says {said}"]
        test.check(f"files of settings {text[:50]!r}", faults + ([] if "state.folder" in output else ["the settings are not printed"]))


def full_disk(test):
    """Nobody can read what it says: it must end or go on as if somebody could."""
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    for stdout, stderr, arguments, wanted_code in (("/dev/full", "/dev/null", ["--states"], 1), ("/dev/null", "/dev/full", ["--states"], 0),
                                                   ("/dev/null", "/dev/full", ["--states", "--catalog", "/none.db"], 1)):
        with open(stdout, "w") as out, open(stderr, "w") as err:
            code = subprocess.run([test.kiosk, *arguments], stdout=out, stderr=err, env=environment, timeout=PATIENCE_S).returncode
        test.check(f"options {' '.join(arguments)}, stdout {stdout}, stderr {stderr}", [] if code == wanted_code else [f"exit code {code}"])


def full_folder(test):
    """A picture that cannot be written whole ends the tour, is named with the reason, and is not left behind."""
    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
    folder = test.folder / "full"
    done = subprocess.run([test.kiosk, "--tour", str(folder), "--size", "1024x600", *NOW], capture_output=True, text=True, timeout=PATIENCE_S, preexec_fn=no_room)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("tour: ")]
    faults = faults_of_refusal(done.returncode, lines, folder, r"\.png: File too large")
    faults += [f"{path.name} is no whole picture" for path in folder.glob("*.png") if not path.read_bytes().endswith(b"IEND\xaeB`\x82")][:3]
    test.check("options --tour, no room for a picture", faults)


def options(test):
    (test.folder / "a-file").write_text("")
    taken = test.folder / "taken"
    for name in ("tour.json", "topics.png"):
        (taken / name).mkdir(parents=True)
    for arguments, wanted_code, wanted in BAD_OPTIONS:
        folder = pathlib.Path(tempfile.mkdtemp(dir=test.folder))
        places = {"folder": folder, "file": test.folder / "a-file", "taken": taken}
        code, _, lines = test.run(*[word.format(**places) for word in arguments])
        faults = [] if code == wanted_code else [f"exit code {code}, not {wanted_code}"]
        if wanted_code == 1 and len(lines) != 1:
            faults.append(f"{len(lines)} lines on stderr")
        if not re.search(wanted.format(**places), "\n".join(lines)):
            faults.append(f"does not say /{wanted}/: {lines[:3]}")
        test.check(f"options {' '.join(arguments) or '(none, no display)'}", faults)


def main():
    kiosk, good = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        test = Test(kiosk, good, pathlib.Path(folder))
        cases = list(catalogs(test))
        for name, file, wanted, scenes in cases:
            without_display(test, name, file, wanted)
            if scenes is not None:
                layout(test, name, file, scenes)
        settings(test)
        sizes(test)
        files_of_settings(test)
        options(test)
        full_disk(test)
        full_folder(test)
        if "--no-live" not in sys.argv:
            accidents(test)
            with Server() as server:
                for name, file, wanted, _ in cases:
                    live(test, server, name, str(file), wanted)
        print(f"{test.count} cases, {test.failures} failed")
        sys.exit(1 if test.failures else 0)


if __name__ == "__main__":
    main()
