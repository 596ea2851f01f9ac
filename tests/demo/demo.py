"""From a cell of a spreadsheet to a screen: origin, publisher, agent and display on one machine.

usage: demo.py SOURCE_FOLDER PROGRAM_FOLDER [--keep FOLDER]

With a display and a terminal it shows the kiosk and publishes what you change. Without, it tells the whole story by itself:
each step is a line with bytes and milliseconds, and is checked; the exit status is 0 only when all came out right.
"""
import csv
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SOURCE, PROGRAMS = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(SOURCE / "tests" / "fakes"))
import origin_server  # noqa: E402

TARGET = "new-parks"  # whose newest figure the story changes
NOW = "2025-06-01"  # a day on which the figures of the demonstration are there
faults = []


def say(text):
    print(text, flush=True)


def check(holds, what):
    if not holds:
        faults.append(what)
        say(f"    WRONG: {what}")


def run(program, *arguments, expected=0):
    done = subprocess.run([PROGRAMS / program, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                          env={**os.environ, "no_proxy": "*"})
    if done.returncode != expected:
        raise SystemExit(f"{program} {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


class Author:
    """A folder of spreadsheets and the repository that is made of it."""

    def __init__(self, folder):
        self.folder, self.csv, self.repository, self.count = folder, folder / "catalog-demo", folder / "repository", 0
        for name in ("catalog", "catalog-demo"):  # invented figures, marked as such on every page, on the real targets
            shutil.copytree(SOURCE / "assets" / name, folder / name)
        run("kiosk-publish", "init", self.repository)

    def change_cell(self):
        """Writes another figure over the newest one of the target: (old, new)."""
        with open(self.csv / "observations.csv", newline="", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        head = rows[0]
        of_target = [row for row in rows[1:] if row[head.index("target_id")] == TARGET and row[head.index("status")] != "baseline"]
        row = max(of_target, key=lambda r: (r[head.index("period_end")], r[head.index("as_of")]))
        old = row[head.index("value")]
        row[head.index("value")] = f"{float(old) + 1:g}"
        row[head.index("excerpt_zh")] = ""  # the source's words tell the real figure
        with open(self.csv / "observations.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        return old, row[head.index("value")]

    def release(self, *options):
        """Builds what the spreadsheets say and publishes it: (database, milliseconds)."""
        self.count += 1
        table = self.csv / "release.csv"
        text = re.sub(r"^\d{4}\.[^,]+,", f"2026.11.23.{self.count},", table.read_text(encoding="utf-8"), count=1, flags=re.M)
        table.write_text(text, encoding="utf-8")
        file, earlier = self.folder / f"{self.count}.db", self.folder / f"{self.count - 1}.db"
        start = time.monotonic()
        run("kiosk-publish", "build", self.csv, "-o", file, *(["--base", earlier] if earlier.exists() else []))
        # A figure that is changed in place, and not corrected by a row of its own, needs a reason.
        run("kiosk-publish", "release", "--repo", self.repository, "--catalog", file, "--because", "a demonstration", *options)
        return file, milliseconds(start)


class Device:
    def __init__(self, folder, origin, root):
        self.state, self.config, self.log = folder / "state", folder / "kiosk.toml", folder / "agent.log"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(root, folder / "root.json")  # comes with the device, not over the network
        self.config.write_text(f'[state]\nfolder = "{self.state}"\n[sync]\norigins = ["{origin.url}"]\n'
                               f'trusted_root = "{folder}/root.json"\ninterval_s = 1\n')
        self.agent = subprocess.Popen([PROGRAMS / "kiosk-sync", "--config", self.config, "run"], stdout=open(self.log, "a"),
                                      stderr=subprocess.STDOUT, env={**os.environ, "no_proxy": "*"})

    def status(self):
        return json.loads(run("kiosk-sync", "--config", self.config, "status", "--json").stdout)

    def current(self):
        return (self.status()["current"] or {}).get("version")

    def poll_now(self):
        self.agent.send_signal(signal.SIGHUP)

    def picture(self, folder):
        """What the screen shows of the target: its PNG's bytes and the newest figure that stands on it."""
        run("kiosk", "--state", self.state, "--tour", folder, "--only", f"target/{TARGET}", "--now", NOW)
        page = json.loads((folder / "tour.json").read_text(encoding="utf-8"))["pages"][0]
        figures = [text["text"] for text in page["texts"] if text.get("ref") == f"target:{TARGET}:observed"]
        return (folder / page["file"]).read_bytes(), figures[0] if figures else ""

    def close(self):
        self.agent.terminate()
        self.agent.wait(5)


def milliseconds(start):
    return round((time.monotonic() - start) * 1000)


def wire(requests):
    """What a step cost, headers included."""
    return f"{sum(got + sent for _, got, sent, _ in requests)} bytes in {len(requests)} requests"


def tell_story(folder, author, origin, device):
    version = author.count
    say(f"1 install: the device knows only the publisher's root ({(author.repository / 'metadata' / '1.root.json').stat().st_size} bytes)")
    start = time.monotonic()
    origin_server.wait_until(lambda: device.current() == f"2026.11.23.{version}", "the first release is there", 30)
    say(f"  release 2026.11.23.{version} is current: {wire(origin.requests())}, {milliseconds(start)} ms")
    before, figure_before = device.picture(folder / "before")
    say(f"  the screen shows {figure_before}: {folder / 'before'}")

    polls = []
    def polled():
        polls.extend(request for request in origin.requests() if request[0] == 304)
        return polls
    origin_server.wait_until(polled, "a poll with nothing new", 30)
    say(f"2 poll: nothing new, {polls[0][1]} + {polls[0][2]} bytes")
    check(polls[0][1] + polls[0][2] <= 340, "a poll with nothing new takes more than 340 bytes")

    old, new = author.change_cell()
    origin.requests()
    start = time.monotonic()
    _, took = author.release()
    say(f"3 release: a cell of observations.csv changes from {old} to {new}; checked, built, signed and put out in {took} ms")
    released = time.monotonic()
    origin_server.wait_until(lambda: device.current() == f"2026.11.23.{author.count}", "the delta is there", 30)
    requests = origin.requests()
    delta = [request for request in requests if request[3].endswith(".catalog.zst")]
    check(len(delta) == 1 and delta[0][0] == 200, "the release came as a delta")
    say(f"4 delta: current {milliseconds(released)} ms later: {wire(requests)}, the delta {delta[0][2] if delta else 0} of them")
    after, figure_after = device.picture(folder / "after")
    check(after != before and figure_after != figure_before and new in figure_after, "the new figure is on the screen")
    say(f"5 new picture: {figure_before} has become {figure_after}: {folder / 'after'}")

    refuse_forged(folder, author, origin, device, after)
    refuse_replayed(author, device, after, folder)

    start = time.monotonic()
    run("kiosk-publish", "release", "--repo", author.repository, "--catalog", folder / "author" / f"{version}.db",
        "--because", "the figure of yesterday was right")
    origin.requests()
    origin_server.wait_until(lambda: device.current() == f"2026.11.23.{version}", "the earlier release is back", 30)
    again, figure = device.picture(folder / "rolled-back")
    check(again == before and figure == figure_before, "the earlier picture is back, to the byte")
    say(f"8 roll-back: the publisher takes it back: {wire(origin.requests())}, {milliseconds(start)} ms; the screen shows {figure}")


def refusal(device, since):
    """The next failure that the agent tells of."""
    found = []
    def failed():
        error = device.status()["last_error"]
        if error and error["at"] >= since:
            found.append(error["message"])
        return found
    device.poll_now()
    origin_server.wait_until(failed, "the agent refuses it", 30)
    return found[0]


def stamp():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def with_other_metadata(author, files, then):
    """Serves other metadata for a while; the honest ones come back afterwards."""
    metadata, honest = author.repository / "metadata", author.folder / "honest"
    shutil.copytree(metadata, honest)
    try:
        for path in files:
            shutil.copy(path, metadata / (path.name + ".put"))
            os.replace(metadata / (path.name + ".put"), metadata / path.name)
        return then()
    finally:
        for path in honest.iterdir():
            shutil.copy2(path, metadata / (path.name + ".put"))
            os.replace(metadata / (path.name + ".put"), metadata / path.name)
        shutil.rmtree(honest)


def refuse_forged(folder, author, origin, device, shown):
    """Somebody has broken into the server and signs with keys of their own."""
    forger = folder / "forger"
    forger.mkdir()
    run("kiosk-publish", "init", forger / "repository")
    run("kiosk-publish", "release", "--repo", forger / "repository", "--catalog", author.folder / "1.db")
    for _ in range(author.count + 2):  # with versions that are higher than the honest ones
        run("kiosk-publish", "timestamp", "--repo", forger / "repository")
    start, since = time.monotonic(), stamp()
    forged = [path for path in (forger / "repository" / "metadata").iterdir() if path.name != "1.root.json"]
    reason = with_other_metadata(author, forged, lambda: refusal(device, since))
    check("sign" in reason or "threshold" in reason, f"the reason is the signature, not {reason!r}")
    check(device.picture(folder / "forged")[0] == shown, "the screen shows what it showed")
    say(f"forged release refused: {reason}")
    say(f"6 forged: refused in {milliseconds(start)} ms; the screen is the same to the byte")


def refuse_replayed(author, device, shown, folder):
    """Old metadata with good signatures, put back by somebody in between."""
    old = author.folder / "old-metadata"
    start, since = time.monotonic(), stamp()
    origin_server.wait_until(lambda: device.status()["last_error"] is None or device.poll_now(), "the agent has recovered", 60)
    replayed = [old / "timestamp.json"]
    reason = with_other_metadata(author, replayed, lambda: refusal(device, since))
    check("older" in reason or "rollback" in reason or "version" in reason, f"the reason is the version, not {reason!r}")
    check(device.picture(folder / "replayed")[0] == shown, "the screen shows what it showed")
    say(f"7 replayed: {reason}; refused in {milliseconds(start)} ms")
    origin_server.wait_until(lambda: device.status()["last_error"] is None or device.poll_now(), "the agent has recovered", 60)


def watch(author, device):
    """A person looks on."""
    display = subprocess.Popen([PROGRAMS / "kiosk", "--state", device.state, "--windowed"])
    say(f"The kiosk is on the display. Now change a cell of\n    {author.csv / 'observations.csv'}\nsave it, and press Enter here to "
        "publish it; the figure changes within two seconds. Ctrl+D ends.")
    try:
        for _ in sys.stdin:
            try:
                _, took = author.release()
                say(f"released in {took} ms")
            except SystemExit as error:
                say(str(error))
            if display.poll() is not None:
                break
    finally:
        display.terminate()
        display.wait(10)


def main():
    keep = pathlib.Path(sys.argv[sys.argv.index("--keep") + 1]).resolve() if "--keep" in sys.argv else None
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "author").mkdir()
        author = Author(folder / "author")
        author.release()
        shutil.copytree(author.repository / "metadata", author.folder / "old-metadata")
        origin = origin_server.Origin(SOURCE, author.repository, folder / "origin")
        device = Device(folder / "device", origin, author.repository / "metadata" / "1.root.json")
        try:
            if os.environ.get("DISPLAY") and sys.stdin.isatty():
                watch(author, device)
            else:
                tell_story(folder, author, origin, device)
        finally:
            device.close()
            origin.close()
    if faults:
        raise SystemExit(f"{len(faults)} things came out wrong")
    say("all came out right")


main()
