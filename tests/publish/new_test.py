"""Begins plans with kiosk-publish new, as an editor would, and checks what it has made.

usage: new_test.py KIOSK_PUBLISH
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

PUBLISH = sys.argv[1]
PLANS = {
    "chinese": ["--lang", "zh", "--languages", "zh-CN", "--place", "宁波市", "--period", "2018", "--document", "民生实事", "--publisher", "宁波晚报",
                "--published-on", "2019年1月12日", "--hotline", ""],
    "both": ["--lang", "zh", "--languages", "zh-CN,en", "--place", "宁波市|Ningbo", "--period", "2021-2025", "--publisher", "宁波晚报|Ningbo Evening News",
             "--title", "实事|Projects", "--hotline", "12345"],
    "english": ["--lang", "en", "--languages", "en", "--place", "Somerville", "--period", "2023-07-01..2024-06-30", "--publisher",
                "City of Somerville", "--time-zone", "America/New_York"],
}
faults = []


def run(*words):
    return subprocess.run([PUBLISH, *map(str, words)], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def expect(holds, what):
    if not holds:
        faults.append(what)


def release_of(folder):
    with open(folder / "release.csv", newline="", encoding="utf-8") as file:
        return next(csv.DictReader(file))


with tempfile.TemporaryDirectory() as scratch:
    for name, options in PLANS.items():
        folder = pathlib.Path(scratch) / name
        made = run("new", folder, "--csv", *options)
        expect(made.returncode == 0, f"{name}: new exits {made.returncode}: {made.stderr}")
        checked = run("check", folder, "--lang", "en")
        expect(checked.returncode == 0, f"{name}: check exits {checked.returncode}: {checked.stderr}")
        lines = checked.stderr.splitlines()
        expect(len(lines) == 1 and "there are no targets yet" in lines[0], f"{name}: check says {lines}")
        expect(run("check", folder, "--strict").returncode == 1, f"{name}: a plan without targets is good enough to publish")
        again = run("new", folder, "--csv", *options)
        expect(again.returncode == 1, f"{name}: what is there is written over")
        book = pathlib.Path(scratch) / (name + "-book")
        expect(run("new", book, *options).returncode == 0, f"{name}: no workbook")
        checked = run("check", book / "plan.xlsx", "--lang", "en")
        expect(checked.returncode == 0 and len(checked.stderr.splitlines()) == 1 and "there are no targets yet" in checked.stderr,
               f"{name}: check of the workbook exits {checked.returncode}: {checked.stderr}")
    english = release_of(pathlib.Path(scratch) / "english")
    expect((english["period_start"], english["period_end"], english["title_en"]) == ("2023-07-01", "2024-06-30", "Somerville plan 2023-2024"),
           f"the English release is {english}")
    expect(not any(column.endswith("_zh") for column in english), "an English plan asks for Chinese")
    whole = {"--place": "x", "--period": "2024", "--publisher": "x"}
    for wrong in ({"--period": "2024-13"}, {"--languages": "fr"}, {"--time-zone": "Mars"}, {"--place": ""}, {"--published-on": "soon"}):
        words = [word for pair in {**whole, **wrong}.items() for word in pair]
        done = run("new", pathlib.Path(scratch) / "wrong", "--lang", "en", *words)
        expect(done.returncode == 1 and next(iter(wrong)) in done.stderr and done.stderr.count("\n") == 1, f"{wrong}: {done.returncode} {done.stderr}")
    expect("--place" in run("new", pathlib.Path(scratch) / "wrong", "--lang", "en").stderr, "nobody to ask, and nothing is said")

print("\n".join(faults) or "plans in Chinese, English and both begin well")
sys.exit(bool(faults))
