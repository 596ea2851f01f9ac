"""Time of one pass of kiosk-sync, and memory and wake-ups of an agent that stays, against nginx on loopback.

usage: agent.py SOURCE_FOLDER PROGRAM_FOLDER [REPETITIONS]

Times are from exec to exit, medians with the fastest and the slowest.
"""
import csv
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE, PROGRAMS = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
REPETITIONS = int(sys.argv[3]) if len(sys.argv) > 3 else 15
STILL_SECONDS = 60
sys.path.insert(0, str(SOURCE / "tests" / "fakes"))
import origin_server  # noqa: E402


def run(program, *arguments):
    subprocess.run([PROGRAMS / program, *map(str, arguments)], check=True, capture_output=True, env={**os.environ, "no_proxy": "*"})


def make_releases(folder):
    """A repository with two releases, and what it was with the first alone."""
    shutil.copytree(SOURCE / "assets" / "catalog", folder / "csv")
    repository = folder / "repository"
    run("kiosk-publish", "init", repository)
    run("kiosk-publish", "build", folder / "csv", "-o", folder / "1.db")
    run("kiosk-publish", "release", "--repo", repository, "--catalog", folder / "1.db")
    path = folder / "csv" / "observations.csv"
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("value")], rows[1][rows[0].index("excerpt_zh")] = "7.3", ""
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    table = folder / "csv" / "release.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("\n2026.11.", "\n2026.12.", 1), encoding="utf-8")
    run("kiosk-publish", "build", folder / "csv", "-o", folder / "2.db", "--base", folder / "1.db")
    return repository


def passes(config, state, start):
    """Milliseconds of `once` from the state folder `start` (None: a new device)."""
    times = []
    for _ in range(REPETITIONS):
        shutil.rmtree(state, ignore_errors=True)
        if start:
            shutil.copytree(start, state)
        begin = time.monotonic()
        run("kiosk-sync", "--config", config, "once")
        times.append((time.monotonic() - begin) * 1000)
    return times


def memory(pid):
    rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    value = lambda text, key: int(text.split(key)[1].split()[0])  # noqa: E731
    return value(rollup, "\nPss:") / 1024, value(status, "VmHWM:") / 1024, value(status, "\nvoluntary_ctxt_switches:")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        repository = make_releases(folder)
        origin = origin_server.Origin(SOURCE, repository, folder / "origin")
        config, state = folder / "kiosk.toml", folder / "state"
        config.write_text(f'[state]\nfolder = "{state}"\n[sync]\norigins = ["{origin.url}"]\n'
                          f'trusted_root = "{repository}/metadata/1.root.json"\ninterval_s = 3600\n')
        try:
            rows = {"whole release, new device": passes(config, state, None)}
            shutil.copytree(state, folder / "first")
            rows["nothing new"] = passes(config, state, folder / "first")
            run("kiosk-publish", "release", "--repo", repository, "--catalog", folder / "2.db", "--because", "measured")
            rows["delta"] = passes(config, state, folder / "first")
            print(f"{'kiosk-sync once [ms]':<28}{'median':>8}{'least':>8}{'most':>8}")
            for name, times in rows.items():
                print(f"{name:<28}{statistics.median(times):8.1f}{min(times):8.1f}{max(times):8.1f}")

            shutil.rmtree(state)
            agent = subprocess.Popen([PROGRAMS / "kiosk-sync", "--config", config, "run"], stdout=subprocess.DEVNULL)
            origin_server.wait_until((state / "agent" / "status.json").exists, "the agent waits", 10)
            before = memory(agent.pid)
            agent.send_signal(signal.SIGHUP)
            origin_server.wait_until(lambda: (state / "current").exists(), "the release is there", 30)
            origin_server.wait_until(lambda: "is current now" in (state / "agent" / "status.json").read_text(), "the pass is over", 10)
            after = memory(agent.pid)
            time.sleep(STILL_SECONDS)  # what is measured is that nothing happens
            still = memory(agent.pid)
            agent.terminate()
            agent.wait(5)
            print(f"kiosk-sync run: PSS {before[0]:.1f} MB before and {still[0]:.1f} MB after a whole release, resident at most {after[1]:.1f} MB; "
                  f"{still[2] - after[2]} wake-ups in {STILL_SECONDS} s of rest")
        finally:
            origin.close()


main()
