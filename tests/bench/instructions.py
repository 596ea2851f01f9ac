"""Counts the instructions of drawing one page, which a noisy machine does not change, and compares with a known number.

usage: instructions.py KIOSK [--renew] [--top]

`kiosk --tour` of target/new-parks alone under valgrind's callgrind, where it paints: layout, glyphs, and every pixel of
the page and of its second part; neither the start nor the PNG files.
KIOSK is of the `dev` preset, built by GCC, as `./dev test` builds it: the number depends on the compiler and its options.
More than 5 % above instructions.txt: exit code 1. --renew writes the number there; --top prints the five functions that
take the most of it.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

KNOWN = pathlib.Path(__file__).resolve().parent / "instructions.txt"
SLACK = 1.05
PAINT = "kiosk::Painter::paint(*"  # counted with all that it calls, and nothing else
PAGE, NOW = "target/new-parks", "2024-12-31T09:00:00+08:00"


def count(kiosk, top):
    """(instructions in all, [(function, its own instructions)], the five that take most)"""
    with tempfile.TemporaryDirectory() as folder:
        counts = pathlib.Path(folder) / "callgrind.out"
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--toggle-collect={PAINT}", f"--callgrind-out-file={counts}", kiosk, "--tour", folder, "--only", PAGE, "--now", NOW],
                              capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"instructions: {kiosk} failed under valgrind:\n{done.stderr}")
        total = int(re.search(r"Collected : (\d+)", done.stderr)[1])
        if total == 0:
            sys.exit(f"instructions: {PAINT}) was never called; it may have a new name")
        listing = subprocess.run(["callgrind_annotate", "--auto=no", counts], check=True, capture_output=True, text=True).stdout if top else ""
    functions = collections.Counter()  # a function has one line for each file whose code was inlined into it
    for number, name in re.findall(r"^ *([\d,]+) \( *[\d.]+%\)  [^:\n]+:(.+)$", listing, re.MULTILINE):
        functions[short(name)] += int(number.replace(",", ""))
    return total, functions.most_common(5)


def short(name):
    """Without the object's file, arguments and unnamed namespaces."""
    return re.sub(r"\(.*", "", re.sub(r" \[[^]]*\]$", "", name).replace("(anonymous namespace)::", ""))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kiosk", type=pathlib.Path)
    arguments.add_argument("--renew", action="store_true", help="write the number to instructions.txt")
    arguments.add_argument("--top", action="store_true", help="print the five functions that take the most")
    options = arguments.parse_args()
    total, functions = count(options.kiosk.resolve(), options.top)
    for name, number in functions:
        print(f"{number:>14,} {number / total:>6.1%}  {name}")
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
