"""Another mode of the screen: the picture fills the glass again, as if the display had been started there, and a touch hits what it shows.

usage: mode_change_test.py KIOSK

Needs Xvfb, xrandr, xdotool and ImageMagick. What a panel does that slept and woke up at another size, or was exchanged.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

NOW = "2024-12-31T10:00:05+08:00"
FIRST, OTHER = (1280, 720), (1024, 600)
# Of OTHER, as xrandr wants it; to a server without a monitor the times mean nothing.
MODELINE = ("48.96", "1024", "1064", "1168", "1312", "600", "601", "604", "622")


def until(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    sys.exit(f"mode_change: {what}")


class Server:
    def __init__(self):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{FIRST[0]}x{FIRST[1]}x24", "-noreset", "-nolisten", "tcp"],
                                        pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        self.env = {**os.environ, "DISPLAY": self.display, "SDL_AUDIODRIVER": "dummy"}

    def do(self, *words):
        return subprocess.run(words, env=self.env, check=True, capture_output=True).stdout

    def touch(self, x, y):
        self.do("xdotool", "mousemove", str(x), str(y), "click", "1")

    def glass(self):
        """Size and pixels of all of the screen."""
        picture = self.do("import", "-window", "root", "-depth", "8", "ppm:-")
        magic, size, _, pixels = picture.split(b"\n", 3)
        assert magic == b"P6"
        return tuple(int(n) for n in size.split()), pixels


def tour(kiosk, folder, size, scenes):
    """{scene: (size, pixels)} and where touches are, as the display would show it if it were started there."""
    only = [word for scene in scenes for word in ("--only", scene)]
    subprocess.run([kiosk, "--tour", folder, "--size", f"{size[0]}x{size[1]}", "--now", NOW, *only], check=True, capture_output=True)
    pages = json.loads((pathlib.Path(folder) / "tour.json").read_text(encoding="utf-8"))["pages"]
    pictures, touches = {}, {}
    for page in pages:
        if page["id"] in scenes:
            raw = subprocess.run(["convert", pathlib.Path(folder) / page["file"], "-depth", "8", "rgb:-"], check=True, capture_output=True).stdout
            pictures[page["id"]] = (size, raw)
            touches[page["id"]] = {area["id"]: area["rect"] for area in page["touch"]}
    return pictures, touches


def differing(a, b):
    """The share of bytes that are not the same; 1 where the sizes differ."""
    if a[0] != b[0] or len(a[1]) != len(b[1]):
        return 1
    return sum(x != y for x, y in zip(a[1], b[1])) / len(a[1])


def main():
    kiosk = sys.argv[1]
    server = Server()
    display = subprocess.Popen([kiosk, "--now", NOW], env=server.env, stderr=subprocess.PIPE, text=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            first, _ = tour(kiosk, f"{folder}/a", FIRST, ["overview"])
            other, touches = tour(kiosk, f"{folder}/b", OTHER, ["overview", "topics", "settings"])
            shows = lambda picture: lambda: differing(server.glass(), picture) < 0.02  # noqa: E731 (the dwell's bar runs)
            until(shows(first["overview"]), "the first picture is not that of the tour")
            server.do("xrandr", "--newmode", "other", *MODELINE)
            server.do("xrandr", "--addmode", "screen", "other")
            server.do("xrandr", "--output", "screen", "--mode", "other")
            until(shows(other["overview"]), "after another mode the picture is not as on a screen of that size")
            server.touch(500, 300)
            until(shows(other["topics"]), "the touch does not wake it")
            x, y, width, height = touches["topics"]["settings"]

            def opens_settings():
                if shows(other["topics"])():  # a finger that comes with the page meant the one before
                    server.touch(int(x + width / 2), int(y + height / 2))
                return shows(other["settings"])()
            until(opens_settings, "the touch does not hit what it shows")
            server.do("xrandr", "--output", "screen", "--mode", f"{FIRST[0]}x{FIRST[1]}")
            until(lambda: server.glass()[0] == FIRST and len(set(server.glass()[1][-3 * FIRST[0]:])) > 1, "back at the first mode the last row stays black")
            for _ in range(5):
                server.do("xrandr", "--output", "screen", "--mode", "other")
                server.do("xrandr", "--output", "screen", "--mode", f"{FIRST[0]}x{FIRST[1]}")
            server.do("xrandr", "--output", "screen", "--mode", "other")
            until(shows(other["settings"]), "after many modes the picture is not as on a screen of that size")
            display.terminate()
            if display.wait(10) != 0 or (said := display.stderr.read()):
                sys.exit(f"mode_change: it ended with {display.returncode}: {said if display.returncode == 0 else display.stderr.read()}")
    finally:
        display.kill()
        server.process.kill()
    print("the picture follows the screen's mode, and touches it")


if __name__ == "__main__":
    main()
