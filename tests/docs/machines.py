"""Machines for the walk: each has /etc, /usr and /var of its own over this machine's, and nothing else of it.

Everything is mounted in namespaces that end with the process, networks as well: ports 80 and 443 are free, and nothing is left behind.
"""
import fcntl
import glob
import json
import os
import pathlib
import pty
import re
import select
import shutil
import socket
import struct
import subprocess
import sys
import termios
import threading
import time

# With --pdeathsig and --kill-child everything ends with the one who started it, even by SIGKILL.
NAMESPACES = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
PROBE = "mkdir -p /mnt/u /mnt/w && mount -t overlay probe -o lowerdir=/etc,upperdir=/mnt/u,workdir=/mnt/w /etc"
FAKETIME = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
STAND_INS = pathlib.Path(__file__).parent / "stand_ins"
TREE = "/opt/minsheng-kiosk"  # where a machine has the tree that was built
OWN = ("etc", "usr", "var")
PATIENCE_S = 120


def why_not():
    """What this machine lacks for the walk; None when there is nothing."""
    if os.geteuid() != 0:
        return "it_needs_root"
    if FAKETIME is None:
        return "faketime_is_missing"
    for program in ("unshare", "rsync", "nginx", "openssl", "Xvfb", "/usr/bin/python3", "/usr/sbin/fcgiwrap"):
        if not shutil.which(program):
            return f"{pathlib.Path(program).name}_is_missing"
    probe = subprocess.run([*NAMESPACES, "sh", "-c", f"mount -t tmpfs none /mnt && {PROBE}"], capture_output=True)
    return None if probe.returncode == 0 else "nothing_may_be_mounted"


def mount(*words):
    subprocess.run(["mount", *map(str, words)], check=True)


def loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running


class Clock:
    """The moment that the machines believe it is. Offsets are those of libfaketime."""
    offset = ""

    def environment(self):
        if not self.offset:
            return {}
        return {"LD_PRELOAD": FAKETIME, "FAKETIME": self.offset, "NO_FAKE_STAT": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


class World:
    """All machines, the sticks that are carried between them, and the one network."""

    def __init__(self, folder, source, programs):
        self.folder, self.source, self.clock, self.machines = pathlib.Path(folder), source, Clock(), {}
        mount("-t", "tmpfs", "-o", "mode=0755", "walk", self.folder)
        loopback_up()
        self.media, self.programs, self.net = (self.folder / name for name in ("media", "programs", "net"))
        for made in (self.media, self.programs, self.net):
            made.mkdir()
        for program in ("kiosk", "kiosk-sync", "kiosk-publish"):
            shutil.copy(pathlib.Path(programs) / program, self.programs / program)
            if shutil.which("strip"):  # there will be several copies, in memory
                subprocess.run(["strip", self.programs / program], check=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.net / "network"))
        os.chmod(self.net / "network", 0o666)
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def machine(self, name, *stand_ins):
        self.machines[name] = Machine(self, name, stand_ins)
        return self.machines[name]

    def hand_sticks_to(self, user, machine):
        """A stick (FAT) has neither owners nor modes: all is whoever's it is plugged in for, and everybody may read it."""
        words = f"chown -R {user}: /media && chmod -R u=rwX,go=rX /media"
        subprocess.run(["chroot", machine.root, "bash", "-c", words], check=True)

    def _serve(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection:
            asked, descriptors, _, _ = socket.recv_fds(connection, 1 << 16, 3)
            question = json.loads(asked)
            host = self.machines.get("the " + question["host"])
            code = 255
            if host is None:
                os.write(descriptors[2], f"ssh: Could not resolve hostname {question['host']}\n".encode())
            else:
                process = subprocess.Popen(host.words(question["user"], ["bash", "-c", question["command"]]), stdin=descriptors[0],
                                           stdout=descriptors[1], stderr=descriptors[2])
                for descriptor in descriptors:
                    os.close(descriptor)
                code = process.wait()
            connection.send(str(code).encode())


class Machine:
    def __init__(self, world, name, stand_ins):
        self.world, self.name = world, name
        self.root = world.folder / name.replace(" ", "-").replace("'", "")
        self.root.mkdir()
        mount("--bind", self.root, self.root)
        for entry in pathlib.Path("/").iterdir():
            self._add(entry)
        for folder in ("home", "root", "run", "srv", "tmp", "media", "opt"):
            (self.root / folder).mkdir(exist_ok=True)
        (self.root / "tmp").chmod(0o1777)
        mount("--bind", world.media, self.root / "media")
        self._add_devices()
        self._forget_the_kiosk()
        tree = self.root / TREE.lstrip("/")
        (tree / "build").mkdir(parents=True)
        shutil.copytree(world.source / "deploy", tree / "deploy")
        shutil.copy(world.source / "dev", tree)
        (tree / "build" / "bin").mkdir()
        mount("--bind", "-o", "ro", world.programs, tree / "build" / "bin")
        self._add_walk(stand_ins)

    def _add(self, entry):
        place, name = self.root / entry.name, entry.name
        if entry.is_symlink():
            place.symlink_to(os.readlink(entry))
        elif name in OWN:
            layers = self.world.folder / "layers" / f"{self.root.name}-{name}"
            for layer in ("upper", "work"):
                (layers / layer).mkdir(parents=True)
            place.mkdir()
            mount("-t", "overlay", "own", "-o", f"lowerdir=/{name},upperdir={layers}/upper,workdir={layers}/work", place)
        elif name == "proc" or name.startswith(("lib", "bin", "sbin")):
            place.mkdir()
            mount("--bind", *([] if name == "proc" else ["-o", "ro"]), entry, place)

    def _add_devices(self):
        """Those that a program may want; none that could harm this machine."""
        folder = self.root / "dev"
        for part in (folder, folder / "pts", folder / "shm"):
            part.mkdir()
        for name in ("null", "zero", "full", "random", "urandom", "tty"):
            (folder / name).touch()
            mount("--bind", f"/dev/{name}", folder / name)
        for name, place in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
            (folder / name).symlink_to(place)
        mount("--bind", "/dev/pts", folder / "pts")
        mount("-t", "tmpfs", "-o", "mode=1777", "shm", folder / "shm")

    def _forget_the_kiosk(self):
        """A kiosk that this machine has itself is not one that the documents have installed."""
        for user in ("kiosk", "kiosk-sync", "kiosk-publish", "kiosk-office"):
            subprocess.run(self.words("root", ["userdel", user]), capture_output=True)
        for place in ("etc/kiosk", "etc/kiosk-publish", "var/lib/kiosk", "etc/kiosk-office", "etc/ssl/kiosk-office", "usr/lib/kiosk",
                      "usr/lib/kiosk-office", "usr/share/kiosk-office", "var/lib/kiosk-office"):
            shutil.rmtree(self.root / place, ignore_errors=True)
        for pattern in ("usr/bin/kiosk*", "etc/systemd/system/kiosk*", "etc/nginx/*/kiosk*", "etc/nginx/kiosk*"):
            for file in self.root.glob(pattern):
                file.unlink()

    def _add_walk(self, stand_ins):
        (self.root / "run" / "walk").mkdir()
        mount("-t", "tmpfs", "-o", "mode=1777", "walk", self.root / "run" / "walk")
        (self.root / "run" / "walk" / "network").touch()
        mount("--bind", self.world.net / "network", self.root / "run" / "walk" / "network")
        for name in stand_ins:
            shutil.copy(STAND_INS / name, self.root / "usr" / "local" / "bin" / name)

    def words(self, user, words):
        """The command that runs `words` here as this user."""
        home = "/root" if user == "root" else f"/home/{user}"
        environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "USER": user, "LOGNAME": user,
                       "LANG": "C.UTF-8", "TERM": "dumb", **self.world.clock.environment()}
        return ["chroot", f"--userspec={user}", self.root, "env", "-i", *(f"{name}={value}" for name, value in environment.items()), *words]

    def run(self, user, command):
        """For the walk's own questions; documents are typed on a Terminal."""
        return subprocess.run(self.words(user, ["bash", "-c", command]), capture_output=True, text=True, timeout=PATIENCE_S)

    def add_user(self, name):
        subprocess.run(self.words("root", ["useradd", "--create-home", "--shell", "/bin/bash", name]), check=True, capture_output=True)

    def path(self, absolute):
        return self.root / str(absolute).lstrip("/")

    def journal(self):
        file = self.path("/run/walk/journal")
        return file.read_text(errors="replace") if file.is_file() else ""


TRAP = "trap 'printf \"%s %s %s\\n\" \"$?\" \"$LINENO\" \"$BASH_COMMAND\" >>/run/walk/failed' ERR\n"


class Typed:
    """What became of lines that were typed: the terminal's text, and (exit status, line, command) of each that failed."""

    def __init__(self, text, failed, has_ended):
        self.text, self.failed, self.has_ended = text, failed, has_ended


def type_lines(machine, user, folder, lines, answers):
    """Types `lines` at a terminal, going on after a command that fails as a person might; `answers` are (prompt, reply)."""
    failed = machine.path("/run/walk/failed")
    failed.write_text("")
    failed.chmod(0o666)
    machine.path("/run/walk/typed").write_text(TRAP + lines)
    machine.path("/run/walk/typed").chmod(0o644)
    inside, outside = pty.openpty()
    attributes = termios.tcgetattr(outside)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(outside, termios.TCSANOW, attributes)
    words = machine.words(user, ["bash", "-c", f"cd {folder} && exec bash /run/walk/typed"])
    process = subprocess.Popen(["setsid", "--ctty", "--wait", *words], stdin=outside, stdout=outside, stderr=outside, start_new_session=False)
    os.close(outside)
    text, has_ended = converse(process, inside, answers)
    os.close(inside)
    numbered = [re.match(r"(\d+) (\d+) (.*)", line) for line in failed.read_text().splitlines()]
    return Typed(text, [(int(found[1]), int(found[2]) - 1, found[3]) for found in numbered if found], has_ended)


def is_echoing(terminal):
    """Programs that ask for a passphrase throw away what was typed before they had switched the echo off."""
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def converse(process, terminal, answers):
    """(all that was written, whether it came to its end)"""
    text, answered, end = "", 0, time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                text += os.read(terminal, 1 << 16).decode(errors="replace")
            except OSError:  # nobody holds the other end
                return text, process.wait() is not None
        elif process.poll() is not None:
            return text, True
        for prompt, reply in answers:
            found = re.search(prompt, text[answered:])
            if found and (reply == "yes" or not is_echoing(terminal)):
                answered += found.end()
                os.write(terminal, (reply + "\n").encode())
                break
    process.kill()
    process.wait()
    return text, False


def enter_namespaces(words):
    """Runs this program again with mounts, processes and a network of its own."""
    return subprocess.run([*NAMESPACES, "--propagation", "private", sys.executable, *words]).returncode
