"""The disk of a device: Debian 12 with the kiosk, from packages alone, without a mount.

usage: make.py SOURCE_FOLDER PACKAGE_FOLDER OUTPUT   (as root)

    GPT  1 bios   1 MiB   grub's core, for machines without UEFI
         2 EFI   16 MiB   FAT: grub for machines with it; for both, which root is started (docs/formats/roots.md)
         3 KIOSK 32 MiB   FAT: what a technician puts there with any PC: kiosk.toml, root.json, ca.pem, token
         4 root-a  1 GiB  ext4, never written to while it runs: changes go to memory (initramfs-overlay)
         5 state 512 MiB  ext4: /var/lib/kiosk
         6 root-b  1 GiB  empty: the next root is written here, while the other one runs

Beside OUTPUT (kiosk.img) lies kiosk.image.zst: the root alone, which devices take over the network or from a stick
(`kiosk-publish image`). The same packages and the same commit give the same files; numbers that would be random are made of the commit's time.
"""
import hashlib
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import uuid

SOURCE, PACKAGES, OUTPUT = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
HERE = pathlib.Path(__file__).resolve().parent
EPOCH = os.environ.get("SOURCE_DATE_EPOCH", "0")
SECTOR, MIB = 512, 1 << 20
FIRST = 2048  # sector of the first partition
MOST_BYTES = 1_200_000_000  # of what is not empty
ROOT_BYTES, STATE_BYTES = 1024 * MIB, 512 * MIB
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "minsheng-kiosk image")
# Nobody reads them on a screen that has no shell; no board that a screen hangs on has these devices.
LEFT_OUT = (*(f"/lib/modules/*/kernel/{part}/*" for part in ("drivers/infiniband", "drivers/media", "drivers/staging", "drivers/isdn",
                                                            "drivers/scsi/qla2xxx", "drivers/scsi/lpfc", "fs/ocfs2", "fs/ceph", "fs/gfs2")),
            "/usr/share/man/*", "/usr/share/info/*", "/usr/share/locale/*", "/usr/share/lintian/*", "/usr/share/bug/*")
GRUB_MODULES = ["part_gpt", "ext2", "fat", "loadenv", "regexp", "configfile", "normal", "linux", "echo", "test", "all_video", "minicmd"]


def run(*command, **options):
    subprocess.run([str(word) for word in command], check=True, **options)


def number(name):
    return str(uuid.uuid5(NAMESPACE, f"{EPOCH} {name}"))


def listed(section):
    """Packages of a section of deploy/packages.txt."""
    done = subprocess.run([SOURCE / "dev", "packages", section], check=True, capture_output=True, text=True)
    return done.stdout.split()


def make_system(folder):
    """The root file system as a folder."""
    package = next(PACKAGES.glob("minsheng-kiosk_*.deb"))
    words = [f"--dpkgopt=path-exclude={pattern}" for pattern in LEFT_OUT]
    words += ["--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-include=/usr/share/doc/*/copyright"]
    apt = "apt-get -q -y -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold install --no-install-recommends"
    # All at once, and our files before: what is fetched is fetched before a resolver of its own is there, and the initramfs made once.
    inside = f"DEBIAN_FRONTEND=noninteractive {apt} /var/tmp/kiosk.deb {' '.join(listed('device-image'))} && rm /var/tmp/kiosk.deb"
    run("mmdebstrap", "--quiet", "--variant=minbase", *words, f'--customize-hook=cp {package} "$1/var/tmp/kiosk.deb"',
        f'--customize-hook=cp -r --no-preserve=ownership {HERE}/root/. "$1/"', f'--customize-hook=chroot "$1" sh -ec "{inside}"',
        f'--customize-hook=sh {HERE}/finish.sh "$1"', "bookworm", folder / "system.tar")
    (folder / "system").mkdir()
    run("tar", "-xf", folder / "system.tar", "-C", folder / "system")
    (folder / "system.tar").unlink()
    return folder / "system"


def ext4(file, label, size, *options):
    """False when `options` name a tree that does not fit."""
    file.write_bytes(b"")
    os.truncate(file, size)
    done = subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-m", "0", "-L", label, "-U", number(label), "-E",
                           f"root_owner=0:0,hash_seed={number(label + ' hash')}", *map(str, options), file], capture_output=True, text=True)
    return done.returncode == 0


def ext4_of(tree, file, label):
    """A file system for a tree, with no more room than it needs and no journal: nobody writes to it."""
    facts = {(found.st_dev, found.st_ino): found for found in (path.lstat() for path in tree.rglob("*"))}
    blocks = sum(-(-found.st_size // 4096) for found in facts.values())
    inodes = len(facts) + 1000
    size = blocks * 4096 * 102 // 100 + inodes * 256 + 16 * MIB
    for _ in range(10):
        if ext4(file, label, -(-size // MIB) * MIB, "-O", "^has_journal,^resize_inode", "-N", inodes, "-d", tree):
            return
        size = size * 103 // 100
    sys.exit("the root does not fit into its file system")


def fat(file, label, size, files):
    file.write_bytes(b"")
    os.truncate(file, size)
    run("mkfs.vfat", "--invariant", "-n", label, file, stdout=subprocess.DEVNULL)
    for name, content in files:
        if content is None:
            run("mmd", "-i", file, f"::{name}")
        else:
            run("mcopy", "-i", file, content, f"::{name}")


def grub_images(folder):
    """(boot sector, core for BIOS, program for UEFI). All go on with grub.cfg on the partition EFI of the disk they come from."""
    core, efi = folder / "core.img", folder / "bootx64.efi"
    run("grub-mkimage", "-O", "i386-pc", "-o", core, "-p", "(,gpt2)/kiosk", "biosdisk", *GRUB_MODULES)
    run("grub-mkimage", "-O", "x86_64-efi", "-o", efi, "-p", "(,gpt2)/kiosk", *GRUB_MODULES)
    return pathlib.Path("/usr/lib/grub/i386-pc/boot.img").read_bytes(), core.read_bytes(), efi


def sector_of_roots(sha256):
    """Which root is started; in the words of sync/image/roots.cpp."""
    lines = f"# GRUB Environment Block\nkiosk_good=a\nkiosk_trial=\nkiosk_tries=0\nkiosk_a={sha256}\nkiosk_b=\nkiosk_failed=\n"
    return lines.encode().ljust(SECTOR, b"#")


def put_grub(disk, boot, core, at):
    """What grub-install does on a disk that is there: each stage is told at which sector the next one begins."""
    core = bytearray(core + bytes(-len(core) % SECTOR))
    struct.pack_into("<QHH", core, SECTOR - 12, at + 1, len(core) // SECTOR - 1, 0x820)  # where the rest is loaded
    disk.seek(at * SECTOR)
    disk.write(core)
    sector = bytearray(boot[:440])
    struct.pack_into("<Q", sector, 0x5C, at)
    sector[0x64] = 0xFF       # the disk that the machine started from
    sector[0x66:0x68] = b"\x90\x90"  # which BIOS says rightly
    disk.seek(0)
    disk.write(sector)


def main():
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUTPUT.parent) as scratch:
        folder = pathlib.Path(scratch)
        system = make_system(folder)
        boot, core, efi = grub_images(folder)
        root_type = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709"
        # (name, type, bytes, what is in it)
        parts = [("bios", "21686148-6449-6E6F-744E-656564454649", MIB, None),
                 ("EFI", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", 16 * MIB, folder / "efi"),
                 ("KIOSK", "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", 32 * MIB, folder / "kiosk"),
                 ("root-a", root_type, ROOT_BYTES, folder / "root"),
                 ("state", "0FC63DAF-8483-4772-8E79-3D69D8477DE4", STATE_BYTES, folder / "state"),
                 ("root-b", root_type, ROOT_BYTES, None)]
        fat(folder / "kiosk", "KIOSK", 32 * MIB, [("kiosk.toml", system / "etc/kiosk/kiosk.toml"), ("README.txt", HERE / "README.txt")])
        ext4_of(system, folder / "root", "kiosk-root")
        shutil.rmtree(system)
        if (folder / "root").stat().st_size > ROOT_BYTES:
            sys.exit(f"the root has {(folder / 'root').stat().st_size} bytes, more than its partition")
        with open(folder / "root", "rb") as root:
            (folder / "roots").write_bytes(sector_of_roots(hashlib.file_digest(root, "sha256").hexdigest()))
        fat(folder / "efi", "EFI", 16 * MIB, [("EFI", None), ("EFI/BOOT", None), ("EFI/BOOT/BOOTX64.EFI", efi), ("kiosk", None),
                                              ("kiosk/grub.cfg", HERE / "grub.cfg"), ("kiosk/roots", folder / "roots")])
        if not ext4(folder / "state", "kiosk-state", STATE_BYTES):
            sys.exit("mke2fs failed")
        table, at = f"label: gpt\nlabel-id: {number('disk')}\nfirst-lba: 34\n", FIRST
        places = {}
        for name, kind, size, _ in parts:
            sectors = size // SECTOR
            table += f'start={at}, size={sectors}, type={kind}, name="{name}", uuid={number("part " + name)}\n'
            places[name] = at
            at += sectors
        new = OUTPUT.with_name(OUTPUT.name + ".new")
        new.write_bytes(b"")
        os.truncate(new, (at + 2048) * SECTOR)
        run("sfdisk", "--quiet", new, input=table.encode())
        for name, _, _, file in parts:
            if file:
                run("dd", f"if={file}", f"of={new}", f"bs={MIB}", f"seek={places[name] * SECTOR // MIB}", "conv=notrunc,sparse", "status=none")
        with open(new, "r+b") as disk:
            put_grub(disk, boot, core, places["bios"])
        filled = new.stat().st_blocks * 512
        if filled > MOST_BYTES:
            sys.exit(f"the image has {filled} bytes, more than {MOST_BYTES}")
        # A window of 8 MB at most, which a machine with 256 MB can spare (sync/image/partition.h).
        packed = OUTPUT.with_suffix(".image.zst")
        run("zstd", "-q", "-f", "-T0", "-12", "--check", folder / "root", "-o", packed)
        packed.chmod(0o644)
        new.rename(OUTPUT)
        print(f"{OUTPUT}: {OUTPUT.stat().st_size} bytes, of which {filled} are not empty")
        print(f"{packed}: {packed.stat().st_size} bytes, the root alone")


main()
