"""The disk of a device as a file: copied for a case, changed before the start, looked into after a power cut."""
import hashlib
import json
import os
import re
import struct
import subprocess
import zlib

SECTOR = 512


def run(*words, codes=(0,), **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, **options)
    if done.returncode not in codes:
        raise RuntimeError(f"{' '.join(map(str, words))} ends with {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
    return done


def make_stick(file, label, folder, size=64 << 20):
    """A stick as shops sell them: one partition, FAT, with what is in a folder."""
    start = 2048
    file.write_bytes(b"")
    os.truncate(file, size)
    run("sfdisk", "--quiet", file, input=f"label: dos\nstart={start}, type=c\n".encode())
    run("mkfs.vfat", "-F", "32", "-n", label, f"--offset={start}", file, (size // SECTOR - start) // 2)
    run("mcopy", "-s", "-i", f"{file}@@{start * SECTOR}", *sorted(folder.iterdir()), "::")
    return file


def files_of(stick):
    """The names of what lies on a stick of `make_stick`."""
    return run("mdir", "-b", "-i", f"{stick}@@{2048 * SECTOR}", "::").stdout.decode().replace("::/", "").split()


def sealed(text):
    """As the small files of a state folder end."""
    return text.encode() + b"crc32 %08x\n" % zlib.crc32(text.encode())


class Disk:
    """A copy of the image."""

    def __init__(self, image, file):
        self.file = file
        run("cp", "--sparse=always", image, file)
        self.parts = self._parts()

    def _parts(self):
        """{name: (first byte, bytes)}"""
        table = json.loads(run("sfdisk", "--json", self.file).stdout)["partitiontable"]
        return {part["name"]: (part["start"] * SECTOR, part["size"] * SECTOR) for part in table["partitions"]}

    def put_settings(self, name, content):
        """A file on the partition KIOSK, as a technician puts it there; in a new folder, where `name` has one."""
        partition = f"{self.file}@@{self.parts['KIOSK'][0]}"
        if "/" in name:
            run("mmd", "-D", "s", "-i", partition, f"::{name.split('/')[0]}", codes=(0, 1))  # 1: it is there
        run("mcopy", "-o", "-i", partition, "-", f"::{name}", input=content)

    def settings(self, name):
        """The text of a file on the partition KIOSK. The machine is off."""
        return run("mtype", "-i", f"{self.file}@@{self.parts['KIOSK'][0]}", f"::{name}").stdout.decode()

    def open_shell(self, words=""):
        """A shell of root on the second serial line, in this copy alone: the image has no such thing. `words` go to the kernel as well."""
        efi = f"{self.file}@@{self.parts['EFI'][0]}"
        menu = run("mtype", "-i", efi, "::kiosk/grub.cfg").stdout.decode()
        changed = menu.replace('set kiosk_words=""', f'set kiosk_words="systemd.debug_shell=ttyS1 {words}"')
        if changed == menu:
            raise RuntimeError("grub.cfg has no words to change")
        run("mcopy", "-o", "-i", efi, "-", "::kiosk/grub.cfg", input=changed.encode())

    def put_in(self, file, path):
        """A program of this machine into the root."""
        root = f"{self.file}?offset={self.parts['root-a'][0]}"
        for command in (f"rm {path}", f"write {file} {path}", f"set_inode_field {path} mode 0100755"):
            run("debugfs", "-w", "-R", command, root)

    def take_out(self, path, to):
        """Copies a file of the root."""
        run("debugfs", "-R", f"dump {path} {to}", f"{self.file}?offset={self.parts['root-a'][0]}")
        to.chmod(0o755)

    def copy_root(self, to):
        """The file system of root a, as long as it says that it is."""
        first, _ = self.parts["root-a"]
        with open(self.file, "rb") as disk:
            disk.seek(first + 1024)
            blocks, _, _, _, _, scale = struct.unpack("<6I", disk.read(28)[4:])
        run("dd", f"if={self.file}", f"of={to}", "bs=1M", "iflag=skip_bytes,count_bytes", f"skip={first}", f"count={blocks << (10 + scale)}", "conv=sparse")

    def roots(self):
        """What the sector on the partition EFI says, and whether what it says of the good root is so. The machine is off."""
        sector = run("mtype", "-i", f"{self.file}@@{self.parts['EFI'][0]}", "::kiosk/roots").stdout
        if len(sector) != SECTOR:
            raise ValueError(f"the sector of the roots has {len(sector)} bytes")
        return Roots(self, dict(re.findall(r"^kiosk_(\w+)=(.*)$", sector.decode(), re.M)))

    def delete_state(self):
        run("sfdisk", "--quiet", "--delete", self.file, "5")

    def damage_state(self, content):
        """Writes over the beginning of the state partition."""
        with open(self.file, "r+b") as disk:
            disk.seek(self.parts["state"][0])
            disk.write(content)

    def read_state(self, folder):
        """The state partition's files, its journal replayed as at the next start; the disk stays as it is."""
        first, size = self.parts["state"]
        copy = folder / "state.ext4"
        run("dd", f"if={self.file}", f"of={copy}", "bs=1M", "iflag=skip_bytes,count_bytes", f"skip={first}", f"count={size}", "conv=sparse")
        run("e2fsck", "-f", "-p", copy, codes=(0, 1))
        tree = folder / "state"
        run("rm", "-rf", tree)
        tree.mkdir()
        run("debugfs", "-R", f"rdump / {tree}", copy)
        copy.unlink()
        return State(tree)


class Roots:
    """docs/formats/roots.md"""

    def __init__(self, disk, words):
        self.disk, self.words = disk, words
        self.good, self.trial = words["good"], words["trial"]

    def sha256_of(self, root, length):
        """Of the first bytes of a root."""
        hasher = hashlib.sha256()
        with open(self.disk.file, "rb") as disk:
            disk.seek(self.disk.parts[f"root-{root}"][0])
            while length:
                piece = disk.read(min(length, 1 << 20))
                hasher.update(piece)
                length -= len(piece)
        return hasher.hexdigest()

    def good_is_whole(self, length):
        return self.sha256_of(self.good, length) == self.words[self.good]


class State:
    """What docs/formats/state.md says of the folder."""

    def __init__(self, folder):
        self.folder = folder

    def current(self):
        """The hash that `current` names; None where there is none. Raises ValueError when it is not whole."""
        try:
            data = (self.folder / "current").read_bytes()
        except FileNotFoundError:
            return None
        found = re.fullmatch(rb"(.*\n)crc32 ([0-9a-f]{8})\n", data, re.S)
        if not found or zlib.crc32(found[1]) != int(found[2], 16):
            raise ValueError(f"current is not whole: {data!r}")
        word = re.search(rb"^current (\S+)", found[1], re.M)[1].decode()
        return None if word == "-" else word

    def broken_releases(self):
        """Files in releases/ whose bytes have another hash than their names say."""
        return [file.name for file in self.folder.glob("releases/*.db") if hashlib.sha256(file.read_bytes()).hexdigest() != file.stem]

    def has(self, release):
        return os.path.exists(self.folder / "releases" / f"{release}.db")
