"""A touch panel that loses its cable under a finger opens nothing: the real program under Xorg, with a panel of our own.

usage: unplugged_touch_test.py KIOSK XORG MODULES

XORG is the server, MODULES the folder of its modules: the drivers dummy (a screen) and inputtest (a touch panel behind a
socket). Needs xinput, xdotool and ImageMagick. Where to touch, and what must then be on the glass, comes from `KIOSK --tour`.
"""
import json
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

PATIENCE_S = 60
SIZE = (1280, 720)
NOW = ("--now", "2024-12-31")
CONFIGURATION = """
Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "AutoAddGPU" "false"
EndSection
Section "Device"
    Identifier "device"
    Driver "dummy"
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5-1000
    VertRefresh 5-200
EndSection
Section "Screen"
    Identifier "screen"
    Device "device"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Modes "1280x720"
        Virtual 1280 720
    EndSubSection
EndSection
Section "InputDevice"
    Identifier "panel"
    Driver "inputtest"
    Option "SocketPath" "{socket}"
    Option "DeviceType" "Touch"
    Option "TouchCount" "2"
EndSection
Section "ServerLayout"
    Identifier "layout"
    Screen "screen"
    InputDevice "panel"
EndSection
"""


class Panel:
    """The far end of inputtest's socket: little binary messages, each answered once the server has taken it."""
    RANGE = 65535  # of both axes
    DOWN, UP = 18, 20  # XI_TouchBegin, XI_TouchEnd
    VERSION, SYNC, TOUCH = 0, 1, 6

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.send(self.VERSION, struct.pack("=HH", 1, 0), answer=12)

    def send(self, kind, body, answer=0):
        self.socket.sendall(struct.pack("=II", 8 + len(body), kind) + body)
        while answer > 0:
            answer -= len(self.socket.recv(answer))

    def touch(self, kind, at):
        axes = [at[0] / SIZE[0] * self.RANGE, at[1] / SIZE[1] * self.RANGE] + [0.0] * 126
        self.send(self.TOUCH, struct.pack("=II", 1, kind) + struct.pack("=I8s4x", 0, b"\x03") + struct.pack("=128d", *axes))
        self.send(self.SYNC, b"", answer=8)


class Hall:
    def __init__(self, kiosk, folder, environment):
        self.kiosk, self.folder, self.environment = kiosk, folder, environment

    def run(self, *command):
        return subprocess.run(command, capture_output=True, env=self.environment, timeout=PATIENCE_S).stdout

    def tour(self, *scenes):
        only = [word for scene in scenes for word in ("--only", scene)]
        self.run(self.kiosk, "--tour", str(self.folder / "tour"), "--size", f"{SIZE[0]}x{SIZE[1]}", *NOW, *only)
        return {page["id"]: page for page in json.loads((self.folder / "tour/tour.json").read_text())["pages"]}

    def picture(self, page):
        return self.run("convert", str(self.folder / "tour" / page["file"]), "-depth", "8", "rgb:-")

    def sees(self, wanted, do=lambda: None):
        """Whether the glass shows that picture before patience ends; `do` is done again and again until then."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            do()
            if self.run("import", "-silent", "-window", "root", "-depth", "8", "rgb:-") == wanted:
                return True
            time.sleep(0.05)
        return False


def middle(page, area):
    x, y, w, h = next(a["rect"] for a in page["touch"] if a["id"] == area)
    return x + w / 2, y + h / 2


def visit(hall, panel_socket):
    pages = hall.tour("topics", "topic/jobs", "topic/schools")
    topics, schools = hall.picture(pages["topics"]), hall.picture(pages["topic/schools"])
    settings = hall.folder / "kiosk.toml"
    settings.write_text("[display]\norbit = false\n")
    program = subprocess.Popen([hall.kiosk, "--config", str(settings), *NOW], env=hall.environment)
    try:
        panel = Panel(panel_socket)
        corner = (SIZE[0] - 2, SIZE[1] - 2)

        def tap():
            panel.touch(Panel.DOWN, corner)
            panel.touch(Panel.UP, corner)
        if not hall.sees(topics, tap):
            return "a tap does not wake it"
        time.sleep(0.5)  # what is touched sooner is not meant
        panel.touch(Panel.DOWN, middle(pages["topics"], "topic/jobs"))
        hall.run("xinput", "disable", "panel")
        # The mouse opens another topic, if the topics are still there.
        x, y = middle(pages["topics"], "topic/schools")
        if not hall.sees(schools, lambda: hall.run("xdotool", "mousemove", str(int(x)), str(int(y)), "click", "1")):
            return "the topic under the finger was opened when the panel was unplugged"
        program.send_signal(signal.SIGTERM)
        code = program.wait(PATIENCE_S)
        return "" if code == 0 else f"exit code {code}"
    finally:
        program.kill()
        program.wait()


def main():
    kiosk, xorg, modules = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        panel_socket = str(folder / "panel")
        (folder / "xorg.conf").write_text(CONFIGURATION.replace("{socket}", panel_socket))
        reading, writing = os.pipe()
        server = subprocess.Popen([xorg, "-displayfd", str(writing), "-config", str(folder / "xorg.conf"), "-configdir", str(folder / "none"), "-modulepath", modules,
                                   "-logfile", str(folder / "log"), "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts"],
                                  pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                display = answer.readline().strip()
            if not display:
                sys.exit("Xorg did not start: " + (folder / "log").read_text()[-2000:])
            environment = {**os.environ, "DISPLAY": ":" + display, "XDG_CACHE_HOME": name}
            fault = visit(Hall(kiosk, folder, environment), panel_socket)
        finally:
            server.terminate()
            server.wait()
    print(fault or "nothing was opened")
    sys.exit(1 if fault else 0)


if __name__ == "__main__":
    main()
