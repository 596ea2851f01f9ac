"""What every case stands on: settings, the disk of one case, and the tour's pages beside it."""
import pathlib
import sys
import time

import picture
from disk import Disk, sealed
from machine import Machine

WORDS = [word for word in sys.argv[1:] if word != "--all"]
SOURCE, PROGRAMS, IMAGE = (pathlib.Path(word).resolve() for word in WORDS[:3])
MANY = "--all" in sys.argv
KEPT = SOURCE / "build" / "device"
ZONE_S = 8 * 3600  # of the catalog
TODAY = time.strftime("%Y-%m-%d", time.gmtime(time.time() + ZONE_S))
WIDTH_MM = 698
# What moves is off, and the round stays on its first page for as long as it can.
SETTINGS = f"""[display]
panel_width_mm = {WIDTH_MM}
orbit = false
reduced_motion = true
[rotation]
dwell_s = 600
[state]
folder = "/var/lib/kiosk"
"""
CASES = {}
notes = []  # of the case that runs, for its line


def case(function):
    CASES[function.__name__] = function
    return function


def note(text):
    notes.append(text)


class Bench:
    """The folder of one case, with a disk and what the tour says of it."""

    def __init__(self, folder, settings=SETTINGS, shell=False):
        self.folder, self.disk = folder, Disk(IMAGE, folder / "disk.img")
        self.disk.put_settings("kiosk.toml", settings.encode())
        if shell:
            self.disk.open_shell()
        self.kiosk = folder / "kiosk"
        self.disk.take_out("/usr/bin/kiosk", self.kiosk)
        self.machine = None

    def pages(self, *scenes, catalog=None, now=TODAY, size="1920x1080"):
        return picture.pages(self.kiosk, self.folder / f"tour-{time.monotonic_ns()}", catalog, now, *scenes, millimetres=WIDTH_MM, size=size)

    def overview_after_asking(self):
        """The catalog in the program, by a screen whose origin has answered: that takes a line more, and the page a little less."""
        state = self.folder / "asked"
        state.mkdir(exist_ok=True)
        (state / "contact").write_bytes(sealed(f"minsheng-kiosk contact 1\nlast_sync {TODAY}T04:00:00Z\nsigned_at {TODAY}T04:00:00Z\n"))
        return picture.pages(self.kiosk, self.folder / f"tour-{time.monotonic_ns()}", None, TODAY, "overview", millimetres=WIDTH_MM, state=state)["overview"]

    def overview(self, **options):
        return self.pages("overview", **options)["overview"]

    def start(self, *options, **more):
        self.machine = Machine(self.disk, self.folder, *options, **more)
        self.machine.boot()
        return self.machine

    def follow(self, publisher, origin, settings=SETTINGS):
        """Trusts the publisher and asks the origin, often."""
        self.disk.put_settings("root.json", publisher.root)
        self.disk.put_settings("kiosk.toml", (settings + f'[sync]\norigins = ["{origin.url}"]\ninterval_s = 2\n').encode())
