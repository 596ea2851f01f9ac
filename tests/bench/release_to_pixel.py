"""How long a release takes from `kiosk-publish release` to the glass: publisher, nginx, agent (interval 1 s), display under Xvfb.

usage: release_to_pixel.py SOURCE_FOLDER PROGRAM_FOLDER [REPETITIONS]

The display shows one page and nothing moves on it; a release adds or removes an emergency notice, which changes the screen at
once. Xvfb keeps its frame buffer in a file, so that watching it costs the display nothing.
"""
import csv
import datetime
import mmap
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE, PROGRAMS = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
REPETITIONS = int(sys.argv[3]) if len(sys.argv) > 3 else 10
sys.path.insert(0, str(SOURCE / "tests" / "fakes"))
import origin_server  # noqa: E402


def run(program, *arguments):
    subprocess.run([PROGRAMS / program, *map(str, arguments)], check=True, capture_output=True, env={**os.environ, "no_proxy": "*"})


def add_emergency(folder):
    now = datetime.datetime.now(datetime.timezone.utc)
    row = {"id": "rain", "severity": "emergency", "title_zh": "暴雨红色预警", "title_en": "Rain", "body_zh": "请留在室内。", "body_en": "Stay indoors.",
           "starts_at": (now - datetime.timedelta(days=1)).isoformat(timespec="seconds"),
           "ends_at": (now + datetime.timedelta(days=1)).isoformat(timespec="seconds"), "areas": ""}
    path = folder / "notices.csv"
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([*rows, [row[column] for column in rows[0]]])


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(SOURCE / "assets" / "catalog", folder / "csv")
        run("kiosk-publish", "init", folder / "repository")
        run("kiosk-publish", "build", folder / "csv", "-o", folder / "0.db")
        add_emergency(folder / "csv")
        run("kiosk-publish", "build", folder / "csv", "-o", folder / "1.db", "--base", folder / "0.db")
        release = lambda number: run("kiosk-publish", "release", "--repo", folder / "repository", "--catalog", folder / f"{number % 2}.db",  # noqa: E731
                                     "--because", "measured")
        release(0)
        origin = origin_server.Origin(SOURCE, folder / "repository", folder / "origin")
        (folder / "kiosk.toml").write_text(
            f'[state]\nfolder = "{folder}/state"\n[sync]\norigins = ["{origin.url}"]\ninterval_s = 1\n'
            f'trusted_root = "{folder}/repository/metadata/1.root.json"\n[rotation]\ndwell_s = 600\n')
        (folder / "frame").mkdir()
        x = subprocess.Popen(["Xvfb", ":93", "-screen", "0", "1920x1080x24", "-fbdir", folder / "frame", "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
        children = [x]
        try:
            buffer = folder / "frame" / "Xvfb_screen0"
            origin_server.wait_until(lambda: buffer.exists() and buffer.stat().st_size > 0, "Xvfb draws", 10)
            environment = {**os.environ, "DISPLAY": ":93", "no_proxy": "*"}
            for command in (["kiosk-sync", "--config", folder / "kiosk.toml", "run"], ["kiosk", "--config", folder / "kiosk.toml"]):
                children.append(subprocess.Popen([PROGRAMS / command[0], *command[1:]], env=environment, stdout=subprocess.DEVNULL))
            report = folder / "state" / "display" / "report"
            origin_server.wait_until(lambda: report.exists() and "confirmed -" not in report.read_text(), "the display confirms", 30)
            with open(buffer, "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as pixels:
                measure(pixels, release)
        finally:
            for child in reversed(children):
                child.terminate()
                child.wait(10)
            origin.close()


def measure(pixels, release):
    # A row across the header, which is red in an emergency, and pale else.
    at = len(pixels) - 1920 * 1080 * 4 + 20 * 1920 * 4
    whole, after = [], []
    for number in range(1, REPETITIONS + 1):
        before = pixels[at:at + 4 * 1920]
        start = time.monotonic()
        release(number)
        released = time.monotonic()
        origin_server.wait_until(lambda: pixels[at:at + 4 * 1920] != before, "the screen changes", 30)
        seen = time.monotonic()
        whole.append((seen - start) * 1000)
        after.append((seen - released) * 1000)
        origin_server.wait_until(lambda: is_still(pixels, at), "the fade ends", 10)
    for name, times in (("from the start of kiosk-publish release", whole), ("from its end", after)):
        print(f"{name:<42} median {statistics.median(times):6.0f} ms, {min(times):.0f} to {max(times):.0f}")


def is_still(pixels, at):
    before = pixels[at:at + 4 * 1920]
    end = time.monotonic() + 0.4  # longer than a fade
    while time.monotonic() < end:
        if pixels[at:at + 4 * 1920] != before:
            return False
        time.sleep(0.01)
    return True


main()
