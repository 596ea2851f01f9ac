"""A machine of QEMU with a disk of a device, driven from outside."""
import json
import re
import socket
import subprocess
import time

from picture import read_ppm

MOST_BOOT_S = 400  # without KVM, beside others
POLL_S = 0.3


def wait_until(question, what, seconds):
    """What `question` answers, once that is true: asked again and again where nothing tells of it."""
    end = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(POLL_S)


class Machine:
    """512 MB, a panel of 1920x1080 (EDID from QEMU), a touch panel, a watchdog. Ends with a power cut."""

    def __init__(self, disk, folder, *options, read_only=False, network=True, disk_on_usb=False):
        self.disk, self.folder, self.process, self.last = disk, folder, None, None
        drive = f"file={disk.file},format=raw,if=none,id=disk,cache=writethrough" + (",readonly=on" if read_only else "")
        place = ["qemu-xhci,id=usb", "usb-storage,drive=disk,bus=usb.0,removable=on"] if disk_on_usb else ["virtio-blk-pci,drive=disk"]
        network = "user,model=virtio-net-pci" if network else "none"
        self.command = ["qemu-system-x86_64", "-M", "q35", "-m", "512", "-display", "none", "-vga", "none", "-nic", network,
                        "-device", "virtio-vga,xres=1920,yres=1080", "-device", "i6300esb",
                        "-drive", drive, *(word for device in place for word in ("-device", device)),
                        "-qmp", f"unix:{folder}/qmp,server=on,wait=off", "-serial", f"file:{folder}/console",
                        "-serial", f"unix:{folder}/shell,server=on,wait=off", *options]
        if "usb-tablet" not in " ".join(options):
            self.command += ["-device", "virtio-tablet-pci"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.power_cut()

    def boot(self):
        for name in ("qmp", "shell"):
            (self.folder / name).unlink(missing_ok=True)
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, stderr=open(self.folder / "qemu.log", "ab"))
        self.events, self.said = [], b""
        self.qmp = self._connect("qmp").makefile("rw")
        self.serial = self._connect("shell")
        self.qmp.readline()
        self.ask("qmp_capabilities")

    def _connect(self, name):
        line = socket.socket(socket.AF_UNIX)
        wait_until(lambda: line.connect_ex(str(self.folder / name)) == 0 or self.process.poll() is not None, f"QEMU opens {name}", 20)
        if self.process.poll() is not None:
            raise RuntimeError((self.folder / "qemu.log").read_text()[-300:])
        return line

    def seconds(self):
        """Since the power came."""
        return time.monotonic() - self.started

    def ask(self, command, **arguments):
        self.qmp.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.qmp.flush()
        while True:
            answer = json.loads(self.qmp.readline())
            if "event" in answer:
                self.events.append(answer["event"])
            elif "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']['desc']}")
            else:
                return answer["return"]

    def power_cut(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def screen(self):
        self.ask("screendump", filename=str(self.folder / "screen.ppm"))
        self.last = read_ppm((self.folder / "screen.ppm").read_bytes())
        return self.last

    def wait_for(self, *pages, what="the page", seconds=MOST_BOOT_S):
        """Which of these pages the screen shows, once it shows one of them."""
        def shown():
            screen = self.screen()
            return next((page for page in pages if page.is_on(screen)), None)
        try:
            return wait_until(shown, what, seconds)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; {pages[0].differences(self.last)}") from None

    def keep(self, folder, name):
        """The last picture, for whoever wants to see it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.last.save(folder / f"{name}.png")

    def plug_in(self, name, file, writable=False):
        """A USB stick with that content; needs a bus usb.0."""
        self.ask("blockdev-add", **{"node-name": name, "driver": "raw", "read-only": not writable, "file": {"driver": "file", "filename": str(file)}})
        self.ask("device_add", driver="usb-storage", id=name, drive=name, bus="usb.0", removable=True)

    def pull_out(self, name):
        """A stick, once the machine has let go of it."""
        del self.events[:]
        self.ask("device_del", id=name)
        wait_until(lambda: self.ask("query-status") and "DEVICE_DELETED" in self.events, f"{name} is off the bus", 30)

    def touch(self, x, y):
        """A finger on the pixel, and off again."""
        place = [{"type": "abs", "data": {"axis": axis, "value": round(at * 0x7FFF / (most - 1))}}
                 for axis, at, most in (("x", x, self.last.width), ("y", y, self.last.height))]
        for down in (True, False):
            self.ask("input-send-event", events=[*place, {"type": "btn", "data": {"button": "left", "down": down}}])

    def shell(self, command, seconds=60):
        """What a command says on the second serial line (Disk.open_shell)."""
        self.said = b""
        self.serial.sendall(f"{command}; echo E''ND $?\n".encode())
        found = self._read_until(rb"(.*)END (\d+)\r?\n", seconds)
        return found[1].decode(errors="replace").replace("\r", "")

    def wait_for_shell(self):
        """Asks until it answers; from then on it repeats nothing of what is typed."""
        end = time.monotonic() + MOST_BOOT_S
        while True:
            self.serial.sendall(b"stty -echo; PS1=; PS2=; set +m; bind 'set enable-bracketed-paste off'; echo E''ND 0\n")
            try:
                self._read_until(rb"END 0\r?\n", 3)
                break
            except TimeoutError:
                if time.monotonic() > end:
                    raise
        # Answers to earlier questions are still under way.
        self.serial.sendall(b"echo RE''ADY\n")
        self._read_until(rb"READY\r?\n", 30)

    def _read_until(self, pattern, seconds):
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.said, re.S)):
            self.serial.settimeout(max(0.01, end - time.monotonic()))
            try:
                self.said += self.serial.recv(65536)
            except TimeoutError:
                raise TimeoutError(f"the shell says nothing within {seconds} s: {self.said[-200:]!r}") from None
        return found
