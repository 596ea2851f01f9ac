"""Measures what the design gives a budget for, and prints one table.

usage: run.py BUILD_FOLDER [--quick]

Opening every scene with the real catalog and with one of 10,000 targets and 100,000 figures, painting, and from the
start of the process to the first picture. Times are medians. Exits 0 whatever the figures are: they are for reading.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SCENE_BUDGET, PAINT_BUDGET_MS = 1.2, 12


def large_catalog(build):
    """The database, made anew when the real catalog, the generator or the publisher has changed."""
    database, publisher = build / "large.db", build / "bin/kiosk-publish"
    real = HERE.parent.parent / "assets/catalog"
    newest = max(p.stat().st_mtime for p in [*real.iterdir(), HERE / "make_large_catalog.py", publisher])
    if not database.exists() or database.stat().st_mtime < newest:
        print("making the large catalog", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, HERE / "make_large_catalog.py", real, folder], check=True)
            subprocess.run([publisher, "build", folder, "-o", database], check=True, stderr=subprocess.DEVNULL)
    return database


def run_benchmarks(build, database, quick):
    """{"scene/all": {"small": microseconds, "large": ...}}"""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run([build / "bin/bench_kiosk", f"--benchmark_out={out.name}", "--benchmark_out_format=json", "--benchmark_report_aggregates_only=true",
                        f"--benchmark_repetitions={3 if quick else 9}", f"--benchmark_min_time={0.02 if quick else 0.1}",
                        "--benchmark_enable_random_interleaving=true"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "KIOSK_LARGE_CATALOG": str(database)})
        runs = json.load(open(out.name, encoding="utf-8"))["benchmarks"]
    table = {}
    for run in runs:
        if run["aggregate_name"] == "median":
            name, _, size = run["run_name"].rpartition("/")
            table.setdefault(name, {})[size] = run["cpu_time"]
    return table


def start_once(build, arguments):
    """Wall time in ms and peak memory in MB of drawing the overview alone, from exec to exit."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        child = subprocess.Popen([build / "bin/kiosk", "--tour", folder, "--only", "overview", "--no-pictures", *arguments],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    if status != 0:
        sys.exit("kiosk --tour failed")
    return wall * 1000, usage.ru_maxrss / 1024


def start_and_memory(build, database, quick):
    found = {"small": [], "large": []}
    for _ in range(5 if quick else 15):
        found["small"].append(start_once(build, []))
        found["large"].append(start_once(build, ["--catalog", database]))
    return {size: tuple(statistics.median(column) for column in zip(*runs)) for size, runs in found.items()}


def verdict(value, budget, unit):
    return f"{'OVER' if value > budget else 'within'} {budget}{unit}"


def print_table(times, starts):
    """Each row: with the real catalog, with the large one, and the second as a multiple of the first."""
    def row(name, real, large, words=""):
        print(f"  {name:<34} {real:>9.3f} {large:>9.3f} {large / real:>8.2f}x  {words}")

    scenes = [name.removeprefix("scene/") for name in times if name.startswith("scene/")]
    milliseconds = {name: (by_size["small"] / 1000, by_size["large"] / 1000) for name, by_size in times.items()}
    print(f"\n{'':<36} {'real':>9} {'large':>9}")
    print("opening a scene [ms]")
    over = []
    for scene in sorted(scenes):
        real, large = milliseconds["scene/" + scene]
        row(scene, real, large, verdict(large / real, SCENE_BUDGET, "x"))
        if large / real > SCENE_BUDGET:
            over.append(scene)
    print("opening and painting it, 1920x1080 [ms]")
    for scene in sorted(scenes):
        row(scene, *(a + b for a, b in zip(milliseconds["scene/" + scene], milliseconds["paint/" + scene])))
    print("painting alone [ms]")
    for scene in sorted(scenes):
        real, large = milliseconds["paint/" + scene]
        row(scene, real, large, verdict(real, PAINT_BUDGET_MS, " ms"))
    print("the program")
    row("opening and judging a catalog [ms]", *milliseconds["open/catalog"])
    row("the words of find, while idle [ms]", *milliseconds["words/catalog"])
    row("exec to exit, one page [ms]", starts["small"][0], starts["large"][0])
    row("its peak memory [MB]", starts["small"][1], starts["large"][1])
    print("\nreal: the catalog in the program. large: 10,000 targets, 100,000 figures, read from a file.")
    print(f"Over the budget of {SCENE_BUDGET}x: {', '.join(over) if over else 'no scene'}.")


def main():
    build, quick = pathlib.Path(sys.argv[1]).resolve(), "--quick" in sys.argv[2:]
    database = large_catalog(build)
    print_table(run_benchmarks(build, database, quick), start_and_memory(build, database, quick))


if __name__ == "__main__":
    main()
