"""The packages in a clean Debian 12: installed, used, installed again, upgraded, removed and purged.

usage: check.py SOURCE_FOLDER NEW_PACKAGES BEFORE_PACKAGES   (as root)

BEFORE_PACKAGES are what the upgrade starts from. A line for each check, PASS or FAIL, on standard output and in
NEW_PACKAGES/check.log, where the commands and what they said stand as well. Exit status 0 only when nothing failed.
"""
import atexit
import functools
import hashlib
import http.server
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time

SOURCE, NEW, BEFORE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
BASE = NEW.parent / "debian-12.tar"  # made by mmdebstrap; kept for a week
WEEK_S = 7 * 86400
PACKAGES = ("minsheng-kiosk", "minsheng-kiosk-publish", "minsheng-kiosk-fleet")
UNITS = ("kiosk-x.service", "kiosk.service", "kiosk-sync.service")
CONFIG = "/etc/kiosk/kiosk.toml"
MOST_KB = 25_000  # installed, of the display's package
EXPOSURE = {"kiosk.service": 20, "kiosk-sync.service": 20, "kiosk-stick.service": 20, "kiosk-wish.service": 20}  # tenths

log = open(NEW / "check.log", "w", encoding="utf-8")
faults = 0


def note(text):
    print(text, file=log, flush=True)


def check(holds, what, detail=""):
    global faults
    faults += not holds
    line = f"{'PASS' if holds else 'FAIL'} {what}" + (f": {detail}" if detail and not holds else "")
    print(line, flush=True)
    note(line)
    return holds


def run(command, **options):
    note("$ " + shlex.join(map(str, command)))
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", **options)
    note(done.stdout + done.stderr + (f"(exit {done.returncode})" if done.returncode else ""))
    return done


class Machine:
    """A root folder with a Debian in it, in which commands run; no service is ever started there."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="kiosk-packages-"))
        atexit.register(shutil.rmtree, self.root, ignore_errors=True)
        if not BASE.exists() or time.time() - BASE.stat().st_mtime > WEEK_S:
            print("==> making a Debian 12", flush=True)
            if run(["mmdebstrap", "--quiet", "--variant=minbase", "bookworm", BASE]).returncode != 0:
                sys.exit("mmdebstrap failed: see check.log")
        run(["tar", "-xf", BASE, "-C", self.root])
        self.write("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", 0o755)
        for name in ("resolv.conf", "hosts"):
            shutil.copyfile(f"/etc/{name}", self.root / "etc" / name)

    def path(self, name):
        return self.root / name.lstrip("/")

    def write(self, name, text, mode=0o644):
        self.path(name).write_text(text)
        self.path(name).chmod(mode)

    def run(self, *command, user=None):
        inside = ["runuser", "-u", user, "--", *command] if user else command
        return run(["unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.root}/proc", "chroot", self.root, "env", "-i",
                    "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", *map(str, inside)])

    def apt(self, *words):
        return self.run("apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0", "-o", "Dpkg::Options::=--force-confdef", *words)

    def take(self, folder):
        """Copies packages into the machine: their names there."""
        for file in folder.glob("*.deb"):
            shutil.copy(file, self.root / "var/tmp")
        return [f"/var/tmp/{file.name}" for file in sorted(folder.glob("*.deb"))]

    def version(self, package):
        return self.run("dpkg-query", "-W", "-f", "${Version}", package).stdout

    def files(self):
        """Everything in it but what processes see."""
        skipped = {"proc", "sys", "dev"}
        return {str(pathlib.Path(folder, name).relative_to(self.root))
                for folder, folders, names in os.walk(self.root)
                for name in folders + names
                if pathlib.Path(folder).relative_to(self.root).parts[:1] not in {(s,) for s in skipped}}

    def print_of(self, name):
        """What a folder holds: names, owners, modes and bytes."""
        digest = hashlib.sha256()
        for file in sorted([self.path(name), *self.path(name).rglob("*")]):
            facts = file.lstat()
            digest.update(f"{file} {facts.st_uid} {facts.st_gid} {facts.st_mode:o}\n".encode())
            if file.is_file():
                digest.update(file.read_bytes())
        return digest.hexdigest()

    def owner(self, name):
        done = self.run("stat", "-c", "%U:%G %a", name)
        return done.stdout.strip()


class Origin:
    """A repository over HTTP on loopback."""

    def __init__(self, folder):
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
        handler.func.log_message = lambda *_: None
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def installs(machine):
    done = machine.apt("install", "--no-install-recommends", *machine.take(BEFORE))
    if not check(done.returncode == 0, "the packages of before are installed by apt", done.stderr[-300:]):
        sys.exit(1)
    for user in ("kiosk", "kiosk-sync", "kiosk-publish", "kiosk-office", "kiosk-mirror", "kiosk-fleet"):
        check(machine.run("id", user).returncode == 0, f"there is a user {user}")
    for name, owner in (("/var/lib/kiosk", "kiosk-sync:kiosk-sync 755"), ("/var/lib/kiosk/display", "kiosk:kiosk 755"),
                        ("/var/lib/kiosk/admin", "kiosk:kiosk 755"), ("/etc/kiosk-publish/keys", "kiosk-publish:kiosk-publish 700"),
                        ("/var/lib/kiosk-fleet", "kiosk-fleet:www-data 750"), ("/etc/kiosk-fleet/alertmanager.yml", "root:root 600")):
        check(machine.owner(name) == owner, f"{name} is {owner}", machine.owner(name))
    for unit in UNITS:
        state = machine.run("systemctl", "is-enabled", unit).stdout.strip()
        check(state == "disabled", f"{unit} is there and not switched on", state)
    for program in ("kiosk", "kiosk-sync", "kiosk-publish", "kiosk-fleet"):
        check(machine.run(program, "--help").returncode == 0, f"{program} runs")
        check(f"usr/share/man/man1/{program}.1.gz" in machine.files(), f"{program} has a man page")


def settings_hold(machine):
    done = machine.run("kiosk", "--config", CONFIG, "--states", user="kiosk")
    check(done.returncode == 0 and len(done.stdout.splitlines()) > 100, "the display reads the settings, without a release as well")
    done = machine.run("kiosk-sync", "--config", CONFIG, "status", user="kiosk-sync")
    check(done.returncode == 0, "so does the agent", done.stderr)


def draws(machine):
    machine.run("install", "-d", "-o", "kiosk", "/var/tmp/tour")
    done = machine.run("kiosk", "--config", CONFIG, "--tour", "/var/tmp/tour", "--now", "2025-06-01", user="kiosk")
    pages = json.loads(machine.path("/var/tmp/tour/tour.json").read_text())["pages"] if done.returncode == 0 else []
    missing = [page["file"] for page in pages if not machine.path("/var/tmp/tour/" + page["file"]).is_file()]
    check(len(pages) > 200 and not missing, f"kiosk --tour draws {len(pages)} pages", done.stderr[-300:])
    shutil.rmtree(machine.path("/var/tmp/tour"), ignore_errors=True)


def synchronises(machine):
    """A repository made by the one package, fetched by the other."""
    shutil.copytree(SOURCE / "assets" / "catalog", machine.path("/srv/catalog"))
    stick = machine.path("/media/stick")
    made = [machine.run(*command) for command in (
        ("kiosk-publish", "init", "/srv/kiosk"), ("kiosk-publish", "build", "/srv/catalog", "-o", "/srv/1.db"),
        ("kiosk-publish", "release", "--repo", "/srv/kiosk", "--catalog", "/srv/1.db"))]
    check(all(done.returncode == 0 for done in made), "kiosk-publish makes a repository and publishes a release", made[-1].stderr)
    origin = Origin(machine.path("/srv/kiosk"))
    shutil.copy(machine.path("/srv/kiosk/metadata/1.root.json"), machine.path("/etc/kiosk/root.json"))
    settings = machine.path(CONFIG)
    settings.write_text(settings.read_text().replace("# origins = []", f'origins = ["{origin.url}"]', 1))
    once = machine.run("kiosk-sync", "--config", CONFIG, "once", user="kiosk-sync")
    check(once.returncode == 0 and "is current now" in once.stdout, "kiosk-sync once takes the release from a local origin", once.stderr)
    again = machine.run("kiosk-sync", "--config", CONFIG, "once", user="kiosk-sync")
    check(again.returncode == 0 and "nothing new" in again.stdout, "and once more finds nothing new", again.stdout + again.stderr)
    shutil.copytree(machine.path("/srv/kiosk"), stick)
    shutil.copy(machine.path("/etc/kiosk/root.json"), stick)
    root = machine.run("kiosk-sync", "--config", CONFIG, "once")
    check(root.returncode == 1 and "runuser" in root.stderr, "as root it refuses, with what to do", root.stderr)
    shown = machine.run("kiosk", "--config", CONFIG, "--states", user="kiosk")
    check(shown.returncode == 0 and not shown.stderr, "the display shows the release", shown.stderr)


def is_as_systemd_wants(machine):
    units = [f"/lib/systemd/system/{unit}" for unit in (*UNITS, "kiosk-stick.service", "kiosk-publish-timestamp.timer", "kiosk-office.socket", "kiosk-mirror.timer", "kiosk-fleet.target", "kiosk-fleet-screens.timer")]
    done = machine.run("systemd-analyze", "verify", "--man=no", *units)
    # What is suggested alone is not installed here.
    lines = [line for line in done.stderr.splitlines() if line.strip() and "/usr/sbin/fcgiwrap" not in line and "/usr/bin/prometheus-alertmanager" not in line]
    check(not lines, "systemd-analyze verify says nothing of the units", "; ".join(lines))
    for unit, most in EXPOSURE.items():
        done = machine.run("systemd-analyze", "security", "--offline=yes", f"--threshold={most}", "--no-pager", f"/lib/systemd/system/{unit}")
        check(done.returncode == 0, f"{unit}: exposure at most {most / 10}")


def runs_twice(machine):
    machine.run("systemctl", "enable", *UNITS)
    before = machine.print_of("/var/lib/kiosk"), machine.print_of("/etc/kiosk")
    for package in PACKAGES:
        for _ in range(2):
            done = machine.run(f"/var/lib/dpkg/info/{package}.postinst", "configure", machine.version(package))
            check(done.returncode == 0, f"{package}: postinst runs again", done.stderr)
    done = machine.apt("install", "--reinstall", "--no-install-recommends", *machine.take(BEFORE))
    check(done.returncode == 0, "the same packages are installed a second time", done.stderr[-300:])
    check(before == (machine.print_of("/var/lib/kiosk"), machine.print_of("/etc/kiosk")), "state and settings stay as they were")


def upgrades(machine):
    before = machine.print_of("/var/lib/kiosk"), machine.print_of("/etc/kiosk")
    old = machine.version(PACKAGES[0])
    done = machine.apt("install", "--no-install-recommends", *machine.take(NEW))
    new = machine.version(PACKAGES[0])
    check(done.returncode == 0 and new != old, f"apt upgrades {old} to {new}", done.stderr[-300:])
    check(before == (machine.print_of("/var/lib/kiosk"), machine.print_of("/etc/kiosk")), "an upgrade keeps state and settings")
    for unit in UNITS:
        check(machine.run("systemctl", "is-enabled", unit).stdout.strip() == "enabled", f"{unit} stays switched on")
    done = machine.run("kiosk-sync", "--config", CONFIG, "status", "--json", user="kiosk-sync")
    check(done.returncode == 0 and json.loads(done.stdout)["current"], "the release is still current")
    changed = machine.run("dpkg", "--verify", *PACKAGES).stdout.split()
    check([word for word in changed if word.startswith("/")] == [CONFIG], "dpkg finds no file changed but the settings", " ".join(changed))


def goes(machine, clean):
    before = machine.print_of("/var/lib/kiosk"), machine.print_of("/etc/kiosk")
    done = machine.apt("remove", *PACKAGES)
    check(done.returncode == 0, "the packages are removed", done.stderr[-300:])
    check(before == (machine.print_of("/var/lib/kiosk"), machine.print_of("/etc/kiosk")), "state and settings stay")
    check(not machine.path("/usr/bin/kiosk").exists(), "the programs are gone")
    machine.write("/etc/kiosk-publish/keys/online-1.pem", "a key\n", 0o600)
    done = machine.apt("purge", *PACKAGES)
    check(done.returncode == 0, "the packages are purged", done.stderr[-300:])
    check(machine.path("/etc/kiosk-publish/keys/online-1.pem").exists() and "keys stay" in done.stdout + done.stderr, "a purge keeps keys, and says so")
    shutil.rmtree(machine.path("/etc/kiosk-publish"))
    machine.apt("autoremove", "--purge")
    shutil.rmtree(machine.path("/srv"))
    machine.path("/srv").mkdir()
    for file in machine.path("/var/tmp").glob("*.deb"):
        file.unlink()
    left = sorted(machine.files() - clean)
    note("left after purge and autoremove, beside what was there before:\n" + "\n".join("  /" + name for name in left))
    ours = [name for name in left if "kiosk" in name.lower() and not name.startswith("media/")]  # the stick
    check(not ours, "a purge leaves nothing of ours", " ".join(ours))
    users = [line.split(":")[0] for line in machine.path("/etc/passwd").read_text().splitlines() if line.startswith("kiosk")]
    check(sorted(users) == ["kiosk", "kiosk-fleet", "kiosk-mirror", "kiosk-office", "kiosk-publish", "kiosk-sync"], "but the users, on purpose", " ".join(users))


def is_documented(machine):
    """Types docs/operating/installing.md as it is written, but for the server's name, and that nothing is started here."""
    stick = machine.path("/media/stick")
    for file in NEW.glob("minsheng-kiosk_*.deb"):
        shutil.copy(file, stick)
    origin = Origin(stick)
    text = (SOURCE / "docs/operating/installing.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n# on the device, as root.*\n((?:.*\n)*?)```$", text, re.M)
    check(len(blocks) >= 6, f"installing.md has {len(blocks)} blocks of commands")
    for block in blocks:
        typed = block.replace("https://kiosk.example.org", origin.url).replace("enable --now", "enable")
        done = machine.run("bash", "-e", "-c", typed)
        check(done.returncode == 0, f"installing.md: {block.splitlines()[0]}", (done.stdout + done.stderr)[-400:])
    status = machine.run("kiosk-sync", "--config", CONFIG, "status", "--json", user="kiosk-sync")
    check(status.returncode == 0 and json.loads(status.stdout)["current"], "installing.md: afterwards a release is current", status.stderr)
    for unit in UNITS:
        check(machine.run("systemctl", "is-enabled", unit).stdout.strip() == "enabled", f"installing.md: {unit} is switched on")
    check(machine.path("/usr/lib/xorg/Xorg").exists(), "installing.md: the X server is there")
    said = machine.run("kiosk", "--say", "overview", "--wav", "/var/lib/kiosk/display/said.wav", user="kiosk")
    check(said.returncode == 0, "installing.md: a voice is there", said.stderr)


def fleet_is_documented(machine):
    """Types docs/operating/fleet.md as it is written, but that nothing is started or told to read anew here."""
    for file in NEW.glob("minsheng-kiosk-fleet_*.deb"):
        shutil.copy(file, machine.path("/var/tmp"))
    text = (SOURCE / "docs/operating/fleet.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n# on the server, as root.*\n((?:.*\n)*?)```$", text, re.M)
    check(len(blocks) >= 7, f"fleet.md has {len(blocks)} blocks of commands")
    for block in blocks:
        typed = re.sub(r"^systemctl reload", "echo reload", block.replace(" --now", ""), flags=re.M)
        done = machine.run("bash", "-e", "-c", f"cd /var/tmp\n{typed}")
        check(done.returncode == 0, f"fleet.md: {block.splitlines()[0]}", (done.stdout + done.stderr)[-400:])
    for name, owner in (("tokens/ZZ-0001", "kiosk-fleet:www-data 600"), ("vmauth.yml", "kiosk-fleet:www-data 600"), ("passwords", "kiosk-fleet:www-data 640")):
        check(machine.owner(f"/var/lib/kiosk-fleet/{name}") == owner, f"fleet.md: {name} is {owner}", machine.owner(f"/var/lib/kiosk-fleet/{name}"))
    for unit, state in (("kiosk-fleet.target", "enabled"), ("kiosk-fleet-metrics", "enabled"), ("kiosk-fleet-screens.timer", "enabled"), ("victoria-metrics", "disabled")):
        check(machine.run("systemctl", "is-enabled", unit).stdout.strip() == state, f"fleet.md: {unit} is {state}")


def main():
    for file in sorted(NEW.glob("*.deb")):
        size = int(run(["dpkg-deb", "-f", file, "Installed-Size"]).stdout)
        check(size <= MOST_KB, f"{file.name}: {file.stat().st_size} bytes, installed {size} kB")
    done = run(["lintian", "--allow-root", "--fail-on", "error", *sorted(NEW.glob("*.deb"))])
    check(done.returncode == 0, "lintian finds no error", done.stdout)
    machine = Machine()
    check(machine.apt("update").returncode == 0, "apt-get update")
    clean = machine.files()
    for step in (installs, settings_hold, draws, synchronises, is_as_systemd_wants, runs_twice, upgrades):
        step(machine)
    goes(machine, clean)
    is_documented(machine)
    fleet_is_documented(machine)
    print(f"{'all came out right' if not faults else f'{faults} FAILED'}; everything that was said: {NEW}/check.log")
    sys.exit(1 if faults else 0)


main()
