"""Counts the instructions of drawing one page, which a noisy machine does not change, and compares with a known number.

usage: instructions.py KIOSK [--renew] [--top]

`kiosk --tour` of target/new-parks alone under valgrind's callgrind: start, fonts, one full frame, its picture and record.
KIOSK is of the `dev` preset, built by GCC, as `./dev test` builds it: the number depends on the compiler and its options.
More than 5 % above instructions.txt: exit code 1. --renew writes the number there; --top prints the five functions that
take the most of it.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

KNOWN = pathlib.Path(__file__).resolve().parent / "instructions.txt"
SLACK = 1.05
PAGE, NOW = "target/new-parks", "2024-12-31T09:00:00+08:00"


def count(kiosk, top):
    """(instructions in all, [(instructions, function)])"""
    with tempfile.TemporaryDirectory() as folder:
        counts = pathlib.Path(folder) / "callgrind.out"
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", kiosk, "--tour", folder, "--only", PAGE, "--now", NOW],
                              capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"instructions: {kiosk} failed under valgrind:\n{done.stderr}")
        total = int(re.search(r"Collected : (\d+)", done.stderr)[1])
        listing = subprocess.run(["callgrind_annotate", counts], check=True, capture_output=True, text=True).stdout if top else ""
    rows = re.findall(r"^ *([\d,]+) \([^)]*%\)  (.+)$", listing, re.MULTILINE)
    return total, [(int(number.replace(",", "")), name) for number, name in rows if not name.startswith("PROGRAM TOTALS")]


def short(name):
    """file:function [object] without folders and arguments."""
    function = re.sub(r" \[.*\]$", "", name).partition(":")[2] or name
    return re.sub(r"\(.*", "", function)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kiosk", type=pathlib.Path)
    arguments.add_argument("--renew", action="store_true", help="write the number to instructions.txt")
    arguments.add_argument("--top", action="store_true", help="print the five functions that take the most")
    options = arguments.parse_args()
    total, functions = count(options.kiosk.resolve(), options.top)
    for number, name in functions[:5]:
        print(f"{number:>14,} {number / total:>6.1%}  {short(name)}")
    if options.renew:
        KNOWN.write_text(f"{total}\n", encoding="ascii")
        print(f"instructions: {total:,}, written to {KNOWN.name}")
        return 0
    known = int(KNOWN.read_text(encoding="ascii"))
    print(f"instructions: {total:,}; known {known:,} ({total / known - 1:+.1%})")
    if total <= known * SLACK:
        return 0
    print(f"instructions: more than 5 % above the known number. Where it is worth it: tests/bench/instructions.py {options.kiosk} --renew, "
          "and commit instructions.txt; --top shows where they go.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
