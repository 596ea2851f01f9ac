"""What kiosk-publish says to a repository that somebody who broke into the server hands back, printed command by command.

usage: forged_repository_test.py KIOSK_PUBLISH CATALOG_FOLDER

The forger has every file of the server and no key but their own. Nothing may be signed, and nothing outside the repository written.
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "fakes"))
from release_world import CHANGED_FIGURE, Checks, Publisher, canonical, copied, keys_of  # noqa: E402

SIGNING = (["rotate-key", "--role", "root", "--yes"], ["sign", "--yes"], ["timestamp"], ["prune"])


class Forger:
    def __init__(self, scratch):
        self.key = pathlib.Path(scratch) / "forger.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.key], check=True, capture_output=True)
        der = subprocess.run(["openssl", "pkey", "-in", self.key, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        self.public = {"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": der[-32:].hex()}}
        self.id = hashlib.sha256(canonical(self.public)).hexdigest()

    def signed(self, document):
        with tempfile.NamedTemporaryFile() as message:
            message.write(canonical(document))
            message.flush()
            signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.key, "-in", message.name],
                                       check=True, capture_output=True).stdout
        return json.dumps({"signatures": [{"keyid": self.id, "sig": signature.hex()}], "signed": document}).encode()

    def taken_over(self, root, **changes):
        """The root with the forger's key beside the real ones in every role, one of which is enough."""
        document = {**json.loads(root.read_bytes())["signed"], **changes}
        document["keys"][self.id] = self.public
        for role in document["roles"].values():
            role.update(keyids=[*role["keyids"], self.id], threshold=1)
        return self.signed(document)


class World:
    def __init__(self, program, catalog, scratch):
        self.scratch, self.checks = pathlib.Path(scratch), Checks()
        self.publisher = Publisher(program, catalog, scratch)
        self.honest = self.publisher.new("honest", self.publisher.a)
        self.forger = Forger(scratch)
        self.count = 0

    def copy(self, title):
        print(f"\n== {title}")
        self.count += 1
        return copied(self.honest, f"case-{self.count}")

    def run(self, repository, words, exits, says=""):
        """One command, printed; `says` is on its standard error or output."""
        before = contents(repository)
        ran = self.publisher.run(*words, "--repo", repository, check=False)
        print(f"$ kiosk-publish {' '.join(map(str, words))}".replace(str(self.scratch) + "/", ""))
        for line in (ran.stdout + ran.stderr).replace(str(self.scratch) + "/", "").splitlines():
            print("  ", line)
        print(f"   exit {ran.returncode}")
        self.checks.check(ran.returncode == exits, f"{words}: exits {ran.returncode}, not {exits}")
        self.checks.check(says in ran.stdout + ran.stderr, f"{words}: does not say {says!r}")
        if exits:
            self.checks.check(ran.stderr.count("\n") == 1, f"{words}: says why on one line")
            self.checks.check(contents(repository) == before, f"{words}: has changed the repository")

    def release(self, repository, exits, says=""):
        self.run(repository, ["release", "--catalog", self.publisher.b, "--because", CHANGED_FIGURE], exits, says)

    def all_refused(self, repository, says):
        self.release(repository, 1, says)
        for words in SIGNING:
            self.run(repository, words, 1, says)


def contents(repository):
    return {path.relative_to(repository): path.read_bytes() if path.is_file() else None for path in repository.rglob("*")}


def metadata(repository, name):
    return repository / "metadata" / name


def forged_roots(world):
    forger, publisher = world.forger, world.publisher
    first = lambda repository: metadata(repository, "1.root.json")  # noqa: E731

    repository = world.copy("the first root replaced: the real key ids, the forger's key in every role, threshold 1, signed by the forger")
    first(repository).write_bytes(forger.taken_over(first(repository)))
    world.all_refused(repository, "1.root.json is not the root of that version")

    repository = world.copy("variant 1: the same after a rotation, so that the real 2.root.json follows from the forged first one")
    publisher.run("rotate-key", "--role", "root", "--yes", "--repo", repository)
    first(repository).write_bytes(forger.taken_over(first(repository)))
    world.all_refused(repository, "1.root.json is not the root of that version")

    repository = world.copy("variant 2: a second root that the forger signed alone")
    metadata(repository, "2.root.json").write_bytes(forger.taken_over(first(repository), version=2))
    world.all_refused(repository, "by the keys of version 1")

    repository = world.copy("variant 3: a whole repository of the forger's own in its place")
    own = publisher.new("forgers-own", publisher.a)
    shutil.rmtree(repository)
    shutil.copytree(own, repository)
    world.all_refused(repository, "1.root.json is not the root of that version")

    repository = world.copy("variant 4: an older copy, from before a root key was replaced")
    older = contents(repository)
    publisher.run("rotate-key", "--role", "root", "--yes", "--repo", repository)
    shutil.rmtree(repository / "metadata")
    for name, data in older.items():
        if data is not None:
            (repository / name).parent.mkdir(exist_ok=True)
            (repository / name).write_bytes(data)
    world.all_refused(repository, "though version 2 is known")

    repository = world.copy("variant 5: a root that waits, taken over; `sign` shows it, and nobody says yes")
    (repository / "staged").mkdir()
    (repository / "staged" / "2.root.json").write_bytes(forger.taken_over(first(repository), version=2, expires="2099-01-01T00:00:00Z"))
    world.run(repository, ["sign"], 1, f"+ {forger.id} is NEW")
    world.checks.check(not metadata(repository, "2.root.json").exists(), "the root that waits is published")

    repository = world.copy("variant 6: the real key ids over the forger's key, in a root that waits; a yes does not help")
    document = json.loads(first(repository).read_bytes())["signed"]
    document["version"] = 2
    document["keys"][document["roles"]["targets"]["keyids"][0]] = forger.public
    (repository / "staged").mkdir()
    (repository / "staged" / "2.root.json").write_bytes(forger.signed(document))
    world.run(repository, ["sign", "--yes"], 1, "is not the one that this id is computed from")

    repository = world.copy("keys that know no root: nothing on first use, and none from the repository")
    root = world.scratch / "root of a device.json"
    shutil.copy(first(repository), root)
    shutil.rmtree(keys_of(repository) / "known")
    world.all_refused(repository, "--root FILE")
    world.run(repository, ["timestamp", "--yes", "--root", first(repository)], 1, "it is what has to be checked")
    world.run(repository, ["timestamp", "--root", root], 1, "say yes")
    world.run(repository, ["timestamp", "--yes", "--root", root], 0, "published: timestamp 3")
    world.release(repository, 0, "published: timestamp 4")

    repository = world.copy("for comparison: nobody has touched it")
    world.run(repository, ["rotate-key", "--role", "root"], 1, "give --yes")
    world.run(repository, ["rotate-key", "--role", "root", "--yes"], 0, "2.root.json: the key of root is")
    world.release(repository, 0, "published: timestamp 3, snapshot 3, targets 3")


def planted_files(world):
    letter = world.scratch / "letter of the editor"
    letter.write_text("nobody else's business")

    repository = world.copy("links planted where files are made")
    for name in ("3.targets.json.new", "3.snapshot.json.new", "timestamp.json.new", "2.root.json.new"):
        metadata(repository, name).symlink_to(letter)
    world.release(repository, 0, "published: timestamp 3, snapshot 3, targets 3")
    world.run(repository, ["rotate-key", "--role", "root", "--yes"], 0)
    links = [path for path in repository.rglob("*") if path.is_symlink()]
    world.checks.check(not [path for path in links if path.suffix != ".new"], f"links are left: {links}")

    for part in ("metadata", "targets", "staged"):
        repository = world.copy(f"{part}/ is a link to a folder of the editor's")
        elsewhere = world.scratch / f"folder of the editor {world.count}"
        (repository / part).rename(elsewhere) if (repository / part).exists() else elsewhere.mkdir()
        (repository / part).symlink_to(elsewhere)
        world.all_refused(repository, f"{part}: is a link")

    for what, plant in (("an empty 999999999999.targets.json", lambda file: file.write_bytes(b"")),
                        ("a link of that name", lambda file: file.symlink_to(letter)),
                        ("a folder of that name", lambda file: file.mkdir()),
                        ("a pipe of that name", lambda file: os.mkfifo(file)),
                        ("10 GB of that name", lambda file: (file.write_bytes(b""), os.truncate(file, 10_000_000_000)))):
        repository = world.copy(what)
        plant(metadata(repository, "999999999999.targets.json"))
        world.release(repository, 0, "published: timestamp 3, snapshot 3, targets 3")

    repository = world.copy("an empty 9223372036854775807.targets.json and a gap")
    for number in ("9223372036854775807", "99999999999999999999999", "7"):
        metadata(repository, f"{number}.targets.json").write_bytes(b"")
    world.release(repository, 0, "published: timestamp 3, snapshot 3, targets 3")
    world.checks.check(letter.read_text() == "nobody else's business", "the editor's letter was written over")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        world = World(sys.argv[1], pathlib.Path(sys.argv[2]), scratch)
        forged_roots(world)
        planted_files(world)
        sys.exit(world.checks.end())


main()
