"""The live display with the real catalog and with one of 10,000 targets and 100,000 figures: start and memory.

usage: catalogs.py BUILD_FOLDER [--rounds 5]

Both are files, so that both are opened in the same way; kiosk and kiosk-publish of the build folder take turns on one
X server. "Correct" is the picture that two earlier starts ended in. Prints medians with their range. Exits 0 whatever
the figures are: they are for reading.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile

from glass import Glass
from peers import NOW, START_LIMIT_S, Bench, Peer
from run import HERE, large_catalog


def measure(bench, peer, marks):
    """(ms to the first correct picture, PSS in MB at rest)"""
    program = bench.start(peer, True)
    seen = bench.glass.wait_for(marks, START_LIMIT_S, program.process)
    bench.glass.settled()
    pss = program.pss()
    program.end()
    if seen is None:
        raise SystemExit(f"catalogs: no correct picture with the {peer.name} one")
    return (seen - program.started) * 1000, pss


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("build", type=lambda path: pathlib.Path(path).resolve())
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name, Glass() as glass, tempfile.TemporaryFile() as log:
        folder = pathlib.Path(name)
        os.environ["XDG_CACHE_HOME"] = name
        (folder / "still.toml").write_text("[rotation]\ndwell_s = 600\n", encoding="utf-8")
        real = folder / "real.db"
        subprocess.run([options.build / "bin/kiosk-publish", "build", HERE.parent.parent / "assets/catalog", "-o", real], check=True, capture_output=True)
        command = [options.build / "bin/kiosk", "--now", NOW, "--config", folder / "still.toml"]
        pairs = [Peer(size, True, lambda still, file=file: [*command, "--catalog", file], {}, False)
                 for size, file in (("real", real), ("large", large_catalog(options.build)))]
        bench, found = Bench(glass, log, 0), {peer.name: [] for peer in pairs}
        marks = {peer.name: bench.learn(peer) for peer in pairs}
        if not all(marks.values()):
            raise SystemExit("catalogs: the display did not start")
        for _ in range(options.rounds):
            for peer in pairs:
                found[peer.name].append(measure(bench, peer, marks[peer.name]))
    print(f"\n{'the live display':<36}{'real':>26}{'large':>26}")
    for title, real, large in zip(("exec to first correct picture [ms]", "PSS at rest [MB]"), zip(*found["real"]), zip(*found["large"])):
        cells = [f"{statistics.median(v):.1f} ({min(v):.1f} to {max(v):.1f})" for v in (real, large)]
        print(f"  {title:<34}{cells[0]:>26}{cells[1]:>26} {statistics.median(large) / statistics.median(real):>8.2f}x")


if __name__ == "__main__":
    main()
