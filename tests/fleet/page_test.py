"""The board in Debian's Chromium, on VictoriaMetrics behind vmauth and nginx, with 3, 300 and 10,000 screens, well and with faults. Leaves pictures.

usage: page_test.py SOURCE_FOLDER NODE_FOLDER PICTURE_FOLDER [--measure]
NODE_FOLDER has node_modules/playwright-core and axe-core; PICTURE_FOLDER is made anew. --measure prints how soon 10,000 rings are there, and does
nothing else.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

import fixture
import server

CASES = {  # name: (screens, are there faults, how long ago the rules were looked at)
    "3": (3, False, 20), "3-faults": (3, True, 20), "300": (300, False, 20), "300-faults": (300, True, 20), "300-old": (300, True, 900), "10000": (10000, False, 20), "10000-faults": (10000, True, 20)}


def main(source, node, pictures, *rest):
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    faults = 0
    measure = "--measure" in rest
    for name, (count, bad, looked) in CASES.items():
        if measure and count < 10000:
            continue
        with tempfile.TemporaryDirectory() as folder:
            scratch = pathlib.Path(folder)
            scratch.chmod(0o755)
            world = server.Server(source, scratch / "server")
            try:
                screens, now = fixture.listed(count), time.time()
                alerts = fixture.faulty(screens) if bad else []
                world.write(list(fixture.lines(screens, alerts, now, now - looked)))
                world.write(list(fixture.day(fixture.SCREEN, now - 40)))
                place = next(screen for screen in screens if screen[0] == fixture.SCREEN)
                plan = {"name": name, "count": count, "wrong": bad, "old": looked > 240, "alerts": alerts, "screen": fixture.SCREEN, "place": place[1], "hall": "/#hall=" + "/".join(map(urllib.parse.quote, (place[2], place[1]))), "origin": f"https://127.0.0.1:{world.ports['web']}",
                        "user": "wang", "password": world.password, "pictures": str(pictures), "measure": measure, "chromium": shutil.which("chromium"),
                        "playwright": str(node / "node_modules" / "playwright-core" / "index.mjs"), "axe": str(node / "node_modules" / "axe-core" / "axe.min.js")}
                (scratch / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
                driven = subprocess.run(["node", pathlib.Path(__file__).with_name("drive.mjs"), scratch / "plan.json"], timeout=300, env={**os.environ, "HOME": str(scratch), "NO_PROXY": "*"})
                faults += driven.returncode != 0
            finally:
                world.close()
    return faults


if __name__ == "__main__":
    sys.exit(1 if main(*(pathlib.Path(word).resolve() for word in sys.argv[1:4]), *sys.argv[4:]) else 0)
