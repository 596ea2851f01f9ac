"""Walks docs/operating/publishing.md, synchronising.md and office.md as they are written, on machines of its own.

usage: walk_test.py SOURCE_FOLDER PROGRAM_FOLDER
       walk_test.py --why-not      prints what this machine lacks for it, or nothing

A machine without network, an editor's machine, a server and a device: each a chroot (machines.py), with the users that the documents make.
The commands are those of the documents' blocks. Stand-ins take the place of what cannot be here: ssh goes to the other chroot, systemctl
runs what the unit files say, apt-get fetches nothing. Days pass by libfaketime. What is printed is the log of the walk.
"""
import base64
import csv
import http.client
import json
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parents[1] / "fakes")]
import document  # noqa: E402
import machines  # noqa: E402
from release_world import Checks, until  # noqa: E402

PUBLISHING, SYNCHRONISING, OFFICE = "publishing.md", "synchronising.md", "office.md"
PEOPLE = {"the machine without network": "holder", "the editor's machine": "editor", "the server": "root", "the device": "root"}
TOPIC, TARGET = "parks", "new-parks"
KEYS_PHRASE, SERVER_PHRASE = "of the holders", "of the server"
ANSWERS = ((r"Passphrase for the new keys: ", KEYS_PHRASE), (r"The same again: ", KEYS_PHRASE), (r"Passphrase of \S*keys: ", KEYS_PHRASE),
           (r"Passphrase of the online key: ", SERVER_PHRASE), (r"Enter pass phrase for .*online-.*:", KEYS_PHRASE),
           (r"Enter Encryption Password:", SERVER_PHRASE), (r"Type yes: ", "yes"))
KIOSK_SYNC = "runuser -u kiosk-sync -- kiosk-sync --config /etc/kiosk/kiosk.toml"
STATE = "/var/lib/kiosk"
OF_EVERY_SYSTEM = {"libc6", "libstdc++6", "libgcc-s1", "zlib1g"}


class Walk:
    def __init__(self, source, programs, scratch):
        self.checks, self.walked, self.release = Checks(), set(), 0
        self.blocks = [block for name in (PUBLISHING, SYNCHRONISING, OFFICE) for block in document.blocks(source / "docs" / "operating" / name)]
        self.world = machines.World(scratch, source, programs)
        self.holder = self.world.machine("the machine without network", "apt-get")
        self.editor = self.world.machine("the editor's machine", "ssh", "apt-get")
        self.server = self.world.machine("the server", "systemctl", "apt-get")
        self.device = self.world.machine("the device", "systemctl", "apt-get")
        self.machines = {machine.name: machine for machine in (self.holder, self.editor, self.server, self.device)}
        self.holder.add_user("holder")
        self.editor.add_user("editor")
        for folder in ("stick", "root-1", "root-2", "root-3"):
            (self.world.media / folder).mkdir()
        with open(self.device.path("/etc/hosts"), "a", encoding="utf-8") as hosts:
            hosts.write("127.0.0.1 kiosk.example.org\n")
        self.catalog = self.editor.path("/home/editor/catalog")
        make_small_catalog(source / "assets" / "catalog", self.catalog)

    def check(self, holds, what):
        return self.checks.check(holds, what)

    # What the documents say.

    def type(self, name, heading, only=lambda text: True):
        """Types the blocks below a heading, one after the other, each at the place it names; answers with what they print."""
        found = [block for block in self.blocks if (block.document, block.heading) == (name, heading) and only(block.text)]
        self.check(found, f"{name} has no commands below \"{heading}\"")
        return "".join(self._type_block(block) for block in found)

    def _type_block(self, block):
        self.walked.add(block)
        machine = self.machines[block.place["machine"]]
        user = block.place["user"] or PEOPLE[machine.name]
        self.world.hand_sticks_to(user, machine)
        print(f"\n== {block.title}: {machine.name}, as {user}{', ' + self.world.clock.offset if self.world.clock.offset else ''}")
        print(block.text.split("\n", 1)[1], end="")
        before = machine.journal()
        typed = machines.type_lines(machine, user, machines.TREE if block.place["tree"] else "~", block.text, ANSWERS)
        for line in [*typed.text.splitlines(), *machine.journal()[len(before):].splitlines()]:
            print("  |", line)
        self.check(typed.has_ended, f"{block.title}: waits for something that nobody knows an answer to")
        for status, line, command in typed.failed:
            self.check(False, f"{block.document}:{block.line + line - 1}: `{command}` exits {status}")
        return typed.text

    def nothing_is_left(self):
        for block in self.blocks:
            self.check(block in self.walked, f"{block.title}: nobody has walked it")

    # What happens beside.

    def goes_on(self, days):
        """Days pass, each with its timer, until the clock is `days` after today."""
        now = int(self.world.clock.offset.strip("+d") or 0)
        for day in range(now + 1, days + 1):
            self.world.clock.offset = f"+{day}d"
            done = self.server.run("root", "systemctl elapse")
            print(f"== day {day}: the server's timers: exit {done.returncode} {done.stderr.strip()}")
            self.check(done.returncode == 0, f"the timer of day {day}: {done.stderr.strip()} {last_line(self.server.journal())}")

    def edits(self, figure):
        """The editor publishes another result of one target, in a row that supersedes the one before, and dates the release."""
        self.release += 1
        observations = Table(self.catalog / "observations.csv")
        observations.rows.append({"id": str(1000 + self.release), "target_id": TARGET, "period_start": "2024-01-01", "period_end": "2024-06-30",
                                  "as_of": "2024-06-30", "value": figure, "qualifier": "exact", "status": "provisional",
                                  "published_on": "2024-07-15", "source_id": "plan-2024",
                                  "supersedes": str(1000 + self.release - 1) if self.release > 1 else ""})
        observations.write()
        release = Table(self.catalog / "release.csv")
        release.rows[0].update(version=f"2026.12.{self.release}", published_at=f"2026-11-24T00:00:{self.release:02}+08:00")
        release.write()

    def pushes_as_root(self):
        """Somebody carries the editor's copy to the server in a way of their own, with owners, modes and all."""
        print("\n== a push as root, with the owners and modes of the editor's machine")
        words = ("chmod -R go= /home/editor/kiosk && rsync -a --exclude timestamp.json /home/editor/kiosk/ server:/srv/kiosk/ && "
                 "chown -R root: /home/editor/kiosk && rsync -a --exclude timestamp.json /home/editor/kiosk/metadata/ server:/srv/kiosk/metadata/; "
                 "chown -R editor: /home/editor/kiosk")
        done = self.editor.run("root", words)
        self.check(done.returncode == 0, f"a push as root: {done.stderr}")
        print(self.server.run("root", "ls -ld /srv/kiosk/*; ls -l /srv/kiosk/metadata").stdout)

    # What has to come of it.

    def has_newest(self):
        return (self.status().get("current") or {}).get("version") == f"2026.12.{self.release}"

    def takes(self, what):
        """The device wakes up, asks, and has the newest release that the editor has made."""
        words = f"systemctl stop kiosk-sync; {KIOSK_SYNC} once; code=$?; systemctl start kiosk-sync; exit $code"
        done = self.device.run("root", words)
        print(f"== {what}: kiosk-sync once exits {done.returncode}: {(done.stdout + done.stderr).strip()}")
        self.check(done.returncode == 0, f"{what}: kiosk-sync once: {last_line(done.stderr)}")
        self.check(self.has_newest(), f"{what}: current is not 2026.12.{self.release}: {self.status()}")

    def is_told(self, what):
        """The running service is told to ask, as the document says."""
        self.check(self.device.run("root", "systemctl reload kiosk-sync").returncode == 0, f"{what}: the service is not there to be told")
        if self.check(until(self.has_newest), f"{what}: the service has not taken 2026.12.{self.release}: {self.status()}"):
            print(f"== {what}: the service has taken 2026.12.{self.release}")

    def status(self):
        done = self.device.run("root", f"{KIOSK_SYNC} status --json")
        return json.loads(done.stdout) if done.returncode == 0 else {}

    def owner(self, machine, path):
        return machine.run("root", f"stat -c '%U %a' {path}").stdout.strip()

    def shows(self, figure):
        """The display has drawn the current release, and the target's page has the figure."""
        digest = lambda: (self.status().get("current") or {}).get("sha256", "")  # noqa: E731
        report = self.device.path(STATE + "/display/report")
        self.check(until(lambda: report.is_file() and f"confirmed {digest()}\n" in report.read_text() and digest()),
                   f"the display does not confirm the release: {report.read_text() if report.is_file() else self.device.journal()[-500:]}")
        done = self.device.run("root", f"runuser -u kiosk -- kiosk --state {STATE} --tour /tmp/tour-{self.release} --only target/{TARGET} "
                                       "--now 2025-06-01")
        self.check(done.returncode == 0, f"the tour: {done.stderr}")
        page = self.device.path(f"/tmp/tour-{self.release}/tour.json")
        texts = json.loads(page.read_text(encoding="utf-8"))["pages"][0]["texts"] if page.is_file() else []
        shown = [text["text"] for text in texts if text.get("ref") == f"target:{TARGET}:observed"]
        print(f"== the screen shows {shown}")
        self.check(any(figure in text for text in shown), f"the screen shows {shown}, not {figure}")


def last_line(text):
    return (text.strip().splitlines() or [""])[-1]


class Table:
    """A spreadsheet's rows by the names of their columns."""

    def __init__(self, file):
        self.file = file
        with open(file, newline="", encoding="utf-8-sig") as source:
            reader = csv.DictReader(source)
            self.rows, self.names = list(reader), reader.fieldnames

    def keep(self, column, wanted):
        self.rows = [row for row in self.rows if row[column] in wanted]
        return self

    def write(self):
        with open(self.file, "w", newline="", encoding="utf-8") as target:
            writer = csv.DictWriter(target, self.names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)

    def of(self, column):
        return {row[column] for row in self.rows if row[column]}


def make_small_catalog(real, folder):
    """One topic of the real catalog, so that its pages are drawn soon."""
    shutil.copytree(real, folder)
    targets = Table(folder / "targets.csv").keep("topic_id", {TOPIC})
    targets.write()
    for name, column, wanted in (("topics", "id", {TOPIC}), ("commitments", "topic_id", {TOPIC}), ("observations", "target_id", targets.of("id"))):
        Table(folder / f"{name}.csv").keep(column, wanted).write()
    named = set().union(*(Table(folder / f"{name}.csv").of("source_id") for name in ("targets", "commitments", "observations", "outcomes")))
    Table(folder / "sources.csv").keep("id", named).write()
    subprocess.run(["chown", "-R", "1000:1000", folder], check=True)


def says_where(walk):
    """Every block of commands names a machine of the walk."""
    for block in walk.blocks:
        walk.check(block.place and block.place["machine"] in walk.machines, f"{block.title}: does not say where it is typed")


def publishes(walk):
    walk.type(PUBLISHING, "Machines and what is on them")
    walk.type(PUBLISHING, "The server")
    walk.type(PUBLISHING, "The keys", lambda text: "shred" not in text)
    walk.edits("31")
    walk.type(PUBLISHING, "The first release")


def get(path, connection=http.client.HTTPConnection, **options):
    """(status, what caches are told, what the cache did) of the server's answer."""
    client = connection("127.0.0.1", timeout=60, **options)
    try:
        client.request("GET", path, headers={"Host": "kiosk.example.org"})
        answer = client.getresponse()
        answer.read()
        return answer.status, answer.getheader("Cache-Control", ""), answer.getheader("X-Cache", "")
    except OSError as error:
        return str(error), "", ""
    finally:
        client.close()


def serves(walk):
    """What caches are told, and that nothing but the repository is given away."""
    for path, status, kept in (("/metadata/timestamp.json", 200, r"max-age=30"), ("/metadata/1.root.json", 200, r"max-age=\d{8,}"),
                               ("/metadata/2.targets.json", 200, r"max-age=\d{8,}"), ("/metadata/2.root.json", 404, r"no-store"),
                               ("/targets/none.catalog.db.zst", 404, r"no-store"), ("/staged/2.root.json", 404, r"no-store")):
        got, told, _ = get(path)
        print(f"== GET {path}: {got}, Cache-Control: {told}")
        walk.check(got == status and re.fullmatch(kept, told), f"GET {path}: {got}, Cache-Control {told!r}, not {status} and {kept}")
    certificate = walk.server.path("/etc/ssl/kiosk/cert.pem")
    context = ssl.create_default_context(cafile=certificate) if certificate.is_file() else ssl.create_default_context()
    context.check_hostname = False  # by address here; the device asks by name
    got, _, _ = get("/metadata/timestamp.json", http.client.HTTPSConnection, context=context)
    walk.check(got == 200, f"https answers {got}")


def opens_the_office_page(walk):
    """Whoever was given a password gets the page, and what is behind it answers; nobody else does. What it does: tests/office. (A chroot
    may make no namespaces, so that no workbook can be checked here.)"""
    for heading in ("安装", "证书"):
        walk.type(OFFICE, heading)
    given = re.search(r"^wangmin (\S{16})\s*$", walk.type(OFFICE, "密码"), re.M)
    walk.type(OFFICE, "打开")
    if not walk.check(given, "no password is made"):
        return

    def ask_once(method, path, password=None, **headers):
        context = ssl.create_default_context(cafile=walk.server.path("/etc/ssl/kiosk-office/cert.pem"))
        client = http.client.HTTPSConnection("office.example.org", timeout=60, context=context)
        client._create_connection = lambda _, *rest: socket.create_connection(("127.0.0.1", 443), *rest)
        if password:
            headers["Authorization"] = "Basic " + base64.b64encode(f"wangmin:{password}".encode()).decode()
        client.request(method, path, b"" if method == "POST" else None, headers)
        answer = client.getresponse()
        return answer.status, answer.read().decode(errors="replace")

    def ask(*request, **headers):
        """A worker of nginx that has not heard of the reload yet answers with another certificate: then it is asked again."""
        answers = []

        def is_answered():
            try:
                answers.append(ask_once(*request, **headers))
            except ssl.SSLCertVerificationError:
                return False
            return True
        return answers[0] if until(is_answered) else ask_once(*request, **headers)

    def has_loaded():
        try:
            return ask("GET", "/")[0] == 401
        except OSError:
            return False
    walk.check(until(has_loaded), "nginx does not take the office's page in")  # a reload is not waited for
    for what, got, status, word in (("the page", ask("GET", "/", given[1]), 200, "把表格拖到这里"), ("its program", ask("GET", "/office.js", given[1]), 200, "import"),
                                    ("without a password", ask("GET", "/"), 401, ""), ("with a wrong one", ask("GET", "/", given[1] + "x"), 401, ""),
                                    ("what checks", ask("POST", "/check", given[1], Origin="https://office.example.org"), 415, '"type"'),
                                    ("what checks, from another page", ask("POST", "/check", given[1], Origin="https://example.org"), 403, '"origin"')):
        print(f"== the office's page: {what}: {got[0]}")
        walk.check(got[0] == status and word in got[1], f"the office's page: {what}: {got[0]} {got[1][:300]}, not {status}")
    walk.check(walk.owner(walk.server, "/var/lib/kiosk-office") == "kiosk-office 750", f"/var/lib/kiosk-office is {walk.owner(walk.server, '/var/lib/kiosk-office')}")


# Keeps everything for a day that it is not told to keep otherwise, as a CDN may.
CACHE = """pid /run/cache.pid; events {} error_log /dev/null; http { access_log off; proxy_cache_path /tmp/cache keys_zone=all:1m;
server { listen 8080; location / { proxy_pass http://127.0.0.1:80; proxy_set_header Host kiosk.example.org; proxy_cache all;
proxy_cache_valid any 1d; add_header X-Cache $upstream_cache_status always; } } }
"""


def caches(walk):
    """A cache in front has been asked for the next root, and what never changes comes out of it."""
    walk.server.path("/root/cache.conf").write_text(CACHE)
    started = walk.server.run("root", "nginx -c /root/cache.conf")
    walk.check(started.returncode == 0, f"a cache: {started.stderr}")
    for path, status, done in (("/metadata/1.root.json", 200, "HIT"), ("/metadata/2.root.json", 404, "MISS")):
        get(path, port=8080)
        got = get(path, port=8080)
        print(f"== GET {path} twice through a cache: {got}")
        walk.check((got[0], got[2]) == (status, done), f"GET {path} through a cache: {got}")


def installs(walk):
    media = walk.world.media / "stick"
    if walk.server.path("/etc/ssl/kiosk/cert.pem").is_file():
        shutil.copy(walk.server.path("/etc/ssl/kiosk/cert.pem"), media)  # "by hand"
    walk.device.run("root", "mkdir -p /tmp/.X11-unix && chmod 1777 /tmp/.X11-unix")
    screen = subprocess.Popen(walk.device.words("root", ["Xvfb", ":0", "-ac", "-screen", "0", "1024x600x24", "-nolisten", "tcp"]),
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    walk.check(until(lambda: walk.device.path("/tmp/.X11-unix/X0").exists()), "no X server")
    walk.type(SYNCHRONISING, "A new device")
    walk.takes("the new device")
    walk.shows("31")
    for path, wanted in ((STATE, "kiosk-sync 755"), (STATE + "/current", "kiosk-sync 644"), (STATE + "/display", "kiosk 755"),
                         (STATE + "/display/report", "kiosk 644")):
        walk.check(walk.owner(walk.device, path) == wanted, f"{path} is {walk.owner(walk.device, path)}, not {wanted}")
    return screen


def libraries_are_listed(walk):
    """Every library that a program names comes with a package of its section."""
    for section, programs in (("device", ("kiosk", "kiosk-sync")), ("publisher", ("kiosk", "kiosk-publish")), ("origin", ("kiosk-publish",))):
        listed = set(subprocess.run([walk.world.source / "dev", "packages", section], capture_output=True, text=True).stdout.split())
        for program in programs:
            headers = subprocess.run(["objdump", "-p", walk.world.programs / program], capture_output=True, text=True, check=True).stdout
            for library in re.findall(r"NEEDED\s+(\S+)", headers):
                owners = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True).stdout
                packages = set(re.findall(r"^([^:\s]+)", owners, re.M))
                walk.check(packages & (listed | OF_EVERY_SYSTEM), f"[{section}] has no package of {library}, which {program} names: {packages}")


def releases(walk, figure):
    walk.edits(figure)
    walk.type(PUBLISHING, "Each further release")
    walk.is_told(f"release {walk.release}")
    walk.shows(figure)


def releases_twice(walk):
    releases(walk, "32")
    releases(walk, "33")


def outlives_a_week(walk):
    """A push as root, then days with nobody there but the timer."""
    planted = walk.server.path("/srv/kiosk/planted")
    victim = walk.server.path("/etc/a-file-of-root")
    victim.write_text("secret")
    victim.chmod(0o600)
    planted.parent.mkdir(exist_ok=True)
    planted.symlink_to("/etc/a-file-of-root")
    walk.goes_on(1)
    walk.pushes_as_root()
    walk.goes_on(9)
    walk.takes("nine days later")
    walk.check(walk.owner(walk.server, "/etc/a-file-of-root") == "root 600", "a link in the repository was followed to a file of root's")
    planted.unlink()
    for path in ("/srv/kiosk/metadata", "/srv/kiosk/targets", "/srv/kiosk/metadata/timestamp.json"):
        walk.check(walk.owner(walk.server, path).startswith("kiosk-publish"), f"{path} is {walk.owner(walk.server, path)} after the timer")
    for path in walk.server.path("/etc/kiosk-publish").rglob("*"):
        inside = "/" + str(path.relative_to(walk.server.root))
        walk.check(walk.owner(walk.server, inside).startswith("kiosk-publish "), f"{inside} is {walk.owner(walk.server, inside)}")


def wakes_up_in_1970(walk):
    """A board without a battery: https alone says what is wrong, http beside it brings the release."""
    days = walk.world.clock.offset
    settings = walk.device.path("/etc/kiosk/kiosk.toml")
    whole = settings.read_text(encoding="utf-8")
    walk.world.clock.offset = "@1970-01-01 00:10:00"
    settings.write_text(whole.replace(', "http://kiosk.example.org"]', "]"), encoding="utf-8")
    alone = walk.device.run("root", f"systemctl stop kiosk-sync; {KIOSK_SYNC} once")
    print(f"== in 1970, https alone: exit {alone.returncode}: {alone.stderr.strip()}")
    walk.check(alone.returncode == 1 and "clock" in alone.stderr, f"in 1970 https alone says {alone.stderr!r}, nothing of the clock")
    settings.write_text(whole, encoding="utf-8")
    walk.takes("in 1970, with the http address")
    walk.world.clock.offset = days


def replaces_keys(walk):
    def step(heading, *words):
        walk.type(PUBLISHING, heading, lambda text: all(word in text for word in words))
    walk.type(PUBLISHING, "The keys", lambda text: "shred" in text)
    step("Bring the repository to the root keys")
    step("Replace", "--role root")
    step("Carry the result back")
    walk.takes("a root key replaced")
    walk.check(get("/metadata/2.root.json", port=8080)[0] == 200, "a cache hides the new root")
    for _ in range(2):
        step("Bring the repository to the root keys")
        step("Replace", "--role targets")
        step("Carry the result back")
    step("Replace", "rm -r kiosk-keys")
    releases(walk, "34")
    walk.check(walk.server.run("root", "systemctl stop kiosk-publish-timestamp.timer").returncode == 0, "the timer stops")
    step("Bring the repository to the root keys")
    step("The online key")
    walk.takes("the online key replaced")
    walk.goes_on(12)
    releases(walk, "35")
    roots = sorted(path.name for path in walk.server.path("/srv/kiosk/metadata").glob("*.root.json"))
    walk.check(len(roots) == 6, f"the server has the roots {roots}, not six")


def takes_from_a_stick(walk):
    """A release that never went to the server's address: the device is fed by hand."""
    stick = walk.world.media / "stick"
    for entry in stick.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for part in ("metadata", "targets"):
        shutil.copytree(walk.server.path("/srv/kiosk") / part, stick / part)
    walk.type(SYNCHRONISING, "Without a network")
    walk.type(SYNCHRONISING, "New programs, another publisher")
    walk.shows("35")
    walk.type(PUBLISHING, "Clearing up")


def inside(source, programs, scratch):
    walk = Walk(source, programs, scratch)
    for stage in (says_where, libraries_are_listed, publishes, serves, opens_the_office_page, caches, installs, releases_twice, outlives_a_week, wakes_up_in_1970,
                  replaces_keys, takes_from_a_stick, Walk.nothing_is_left):
        stage(walk)
        if walk.checks.faults:  # what comes after builds on it
            print("\nthe walk ends here, in", stage.__name__)
            break
    return walk.checks.end()


if "--why-not" in sys.argv:
    print(machines.why_not() or "")
elif "--inside" in sys.argv:
    sys.exit(inside(*map(pathlib.Path, sys.argv[1:4])))
else:
    folder = tempfile.mkdtemp()  # all that comes into it is mounted, and gone with the namespaces
    try:
        code = machines.enter_namespaces([__file__, *(str(pathlib.Path(word).resolve()) for word in sys.argv[1:3]), folder, "--inside"])
    finally:
        pathlib.Path(folder).rmdir()
    sys.exit(code)
