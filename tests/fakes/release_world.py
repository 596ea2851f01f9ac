"""A publisher and devices for the tests of kiosk-sync and kiosk-publish: real programs, real files, loopback alone."""
import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
import zlib

PATIENCE_S = 60  # a sanitized program on a busy machine
CHANGED_FIGURE = "a figure is changed in place, which the publisher asks a reason for"


class Publisher:
    """A folder of repositories. `a` and `b` are catalogs; b was built on a and has one figure changed."""

    def __init__(self, program, catalog, scratch):
        self.program, self.scratch = program, pathlib.Path(scratch)
        self.a, self.b = self.scratch / "a.db", self.scratch / "b.db"
        self.run("build", catalog, "-o", self.a)
        changed = self.scratch / "changed"
        shutil.copytree(catalog, changed)
        edit(changed / "observations.csv", r"^(1,gdp-growth,.*?),7\.4,exact,baseline", r"\1,7.5,exact,baseline")
        edit(changed / "release.csv", r"^\d{4}\.\d+\.\d+,", "2026.11.24,")
        edit(changed / "release.csv", r"\d{4}-\d\d-\d\dT00:00:00", "2026-11-24T00:00:00")
        self.run("build", changed, "-o", self.b, "--base", self.a)
        self.hash_a, self.hash_b = sha256(self.a), sha256(self.b)

    def run(self, *words, check=True):
        ran = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE_S)
        if check and ran.returncode != 0:
            raise RuntimeError(f"kiosk-publish {' '.join(map(str, words))} exits {ran.returncode}: {ran.stderr}")
        return ran

    def new(self, name, *catalogs):
        """A repository with keys of its own, these catalogs released in it one after another."""
        repository = self.scratch / name
        self.run("init", repository)
        for catalog in catalogs:
            self.release(repository, catalog)
        return repository

    def release(self, repository, catalog):
        self.run("release", "--repo", repository, "--keys", keys_of(repository), "--catalog", catalog, "--because", CHANGED_FIGURE)


def keys_of(repository):
    """The folder of keys that `init` made; a copy of a repository has them too where `copied` made it."""
    return repository.with_name(repository.name + "-keys")


def copied(repository, name):
    copy = repository.with_name(name)
    shutil.copytree(repository, copy)
    shutil.copytree(keys_of(repository), keys_of(copy))
    return copy


class Signer:
    """Signs what kiosk-publish never would: with the keys of a repository, by openssl."""

    def __init__(self, repository):
        self.repository, self.keys = repository, {}
        for name in ("targets", "online"):
            encrypted = next(keys_of(repository).glob(name + "-*.pem"))
            self.keys[name] = keys_of(repository) / (name + ".plain")
            subprocess.run(["openssl", "pkey", "-in", encrypted, "-passin", f"file:{keys_of(repository) / 'passphrase'}",
                            "-out", self.keys[name]], check=True, capture_output=True)

    def sign(self, file, change, key="online"):
        """`change` edits the signed part in place; afterwards `file` is signed anew, canonical and whole."""
        document = json.loads(file.read_bytes())
        change(document["signed"])
        with tempfile.NamedTemporaryFile() as message:
            message.write(canonical(document["signed"]))
            message.flush()
            signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.keys[key], "-in", message.name],
                                       check=True, capture_output=True).stdout
        document["signatures"][0]["sig"] = signature.hex()
        file.write_bytes(canonical(document))

    def sign_chain(self, change_targets=lambda signed: None, change_snapshot=lambda signed: None, change_timestamp=lambda signed: None):
        """The newest targets.json changed, and what lists it, under the same versions."""
        metadata = self.repository / "metadata"

        def newest(role):
            return max(metadata.glob(f"*.{role}.json"), key=lambda file: int(file.name.split(".")[0]))

        def listing(name, file, change):
            def edit_meta(signed):
                entry = signed["meta"][name]
                if "length" in entry:
                    entry["length"] = file.stat().st_size
                if "hashes" in entry:
                    entry["hashes"] = {"sha256": sha256(file)}
                change(signed)
            return edit_meta
        targets, snapshot = newest("targets"), newest("snapshot")
        self.sign(targets, change_targets, "targets")
        self.sign(snapshot, listing("targets.json", targets, change_snapshot))
        self.sign(metadata / "timestamp.json", listing("snapshot.json", snapshot, change_timestamp))

    def offer(self, name, content):
        """Lets the newest targets.json list `content` as the target `name`, and puts it where devices ask."""
        digest = hashlib.sha256(content).hexdigest()
        (self.repository / "targets" / f"{digest}.{name}").write_bytes(content)
        self.sign_chain(lambda signed: signed["targets"][name].update(length=len(content), hashes={"sha256": digest}))


def canonical(value):
    """OLPC canonical JSON."""
    def quoted(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def written(part):
        if isinstance(part, dict):
            return "{" + ",".join(quoted(key) + ":" + written(part[key]) for key in sorted(part)) + "}"
        if isinstance(part, list):
            return "[" + ",".join(map(written, part)) + "]"
        if isinstance(part, str):
            return quoted(part)
        return json.dumps(part)
    return written(value).encode()


@dataclasses.dataclass
class Ran:
    code: int
    output: str
    errors: str
    seconds: float
    peak_mb: float

    @property
    def lines(self):
        return self.errors.splitlines()


class Device:
    """One state folder with its settings. `seconds` of patience of the agent are short, so that slow servers show soon."""

    def __init__(self, program, folder, root, origins, **settings):
        self.program, self.folder, self.state = program, pathlib.Path(folder), pathlib.Path(folder, "state")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.configure(origins, **settings)

    def configure(self, origins, state=None, telemetry=None, **settings):
        self.state = pathlib.Path(state or self.state)
        values = {"low_speed_s": 1, "metadata_timeout_s": 3, "download_timeout_s": 3, "connect_timeout_s": 3, **settings}
        lines = ["[state]", f"folder = {json.dumps(str(self.state))}", "[sync]", f"origins = {json.dumps(list(origins))}",
                 f"trusted_root = {json.dumps(str(self.root))}"]
        lines += [f"{name} = {json.dumps(value)}" for name, value in values.items()]
        lines += ["[telemetry]"] + [f"{name} = {json.dumps(value)}" for name, value in (telemetry or {}).items()]
        self.config = self.folder / "kiosk.toml"
        self.config.write_text("\n".join(lines) + "\n")

    def command(self, *words):
        return [self.program, "--config", str(self.config), *map(str, words)]

    def run(self, *words, before=(), environment=None):
        """Runs one command to its end; -9 as code when it had to be killed because it did not come to it."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            began = time.monotonic()
            process = subprocess.Popen([*before, *self.command(*words)], stdout=out, stderr=err, env={**clean_environment(), **(environment or {})})
            with contextlib.closing(Descriptor(os.pidfd_open(process.pid))) as ended:
                if not select.select([ended], [], [], PATIENCE_S)[0]:
                    process.kill()
                _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.monotonic() - began
            out.seek(0)
            err.seek(0)
            return Ran(process.returncode, out.read().decode(), err.read().decode(errors="replace"), seconds, usage.ru_maxrss / 1024)

    def once(self):
        return self.run("once")

    def status(self):
        return json.loads(self.run("status", "--json").output)

    def current(self):
        """The hash that `current` names, read as the display does; None when it names nothing."""
        file = self.state / "current"
        found = re.search(r"^current (\S+)", file.read_text(), re.M) if file.is_file() else None
        return found[1] if found and found[1] != "-" else None

    def release_is_whole(self, digest):
        file = self.state / "releases" / f"{digest}.db"
        return file.is_file() and sha256(file) == digest

    def incoming_bytes(self):
        return sum(file.stat().st_size for file in (self.state / "incoming").glob("*"))

    def write_report(self, running="-", confirmed="-", rejected=()):
        """As the display writes it: in a folder of its own, beside itself, then renamed."""
        (self.state / "display").mkdir(exist_ok=True)
        text = f"minsheng-kiosk report 1\nrunning {running}\nstarts 0\nconfirmed {confirmed}\n"
        write_sealed(self.state / "display" / "report", text + "".join(f"rejected {digest}\n" for digest in rejected))


class Descriptor:
    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number

    def close(self):
        os.close(self.number)


class Service:
    """`kiosk-sync run`, or another command, ended with the `with`."""

    def __init__(self, device, word="run", environment=None):
        self.device, self.word, self.environment = device, word, environment or {}

    def __enter__(self):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(self.device.command(self.word), stdout=self.log, stderr=subprocess.STDOUT,
                                        env={**clean_environment(), **self.environment})
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.log.close()

    @property
    def pid(self):
        return self.process.pid

    def output(self):
        return os.pread(self.log.fileno(), 1 << 20, 0).decode(errors="replace")

    def is_up(self):
        return until(lambda: self.device.status()["running"] and self.device.status()["next_poll"])

    def poll_now(self):
        self.process.send_signal(signal.SIGHUP)

    def end(self, patience_s=PATIENCE_S):
        """(exit code or None, seconds that it took)"""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(patience_s), time.monotonic() - began
        except subprocess.TimeoutExpired:
            return None, time.monotonic() - began


def until(holds, seconds=PATIENCE_S):
    """Waits for a condition; answers whether it came."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return answer


def write_sealed(file, text):

    beside = file.with_name(file.name + ".new")
    beside.write_text(text + f"crc32 {zlib.crc32(text.encode()):08x}\n")
    beside.rename(file)


def clean_environment():
    kept = {name: value for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and name not in ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def edit(file, pattern, replacement):
    text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1, flags=re.M)
    assert count == 1, f"{file}: nothing fits {pattern}"
    file.write_text(text, encoding="utf-8")


def sha256(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()


class Checks:
    """Collects what does not hold, and goes on."""

    def __init__(self):
        self.count, self.faults = 0, []

    def check(self, holds, what):
        self.count += 1
        if not holds:
            self.faults.append(what)
            print("FAULT:", what, flush=True)
        return bool(holds)

    def end(self):
        print(f"{self.count} checks, {len(self.faults)} failed")
        return 1 if self.faults else 0
