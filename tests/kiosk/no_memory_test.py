"""Whatever the program gets too little memory for, it says so in one line and ends with 1: whoever started it starts it again.

usage: no_memory_test.py KIOSK

Starts it with less memory than it needs (RLIMIT_AS), and with a little more each time, until it runs.
"""
import os
import resource
import subprocess
import sys

STEP, MOST = 1 << 20, 1 << 29


def start(kiosk, limit):
    return subprocess.run([kiosk, "--bench", "1", "--json"], env={**os.environ, "SDL_VIDEODRIVER": "dummy"}, capture_output=True, text=True, timeout=120,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))


def main():
    refusals, limit = set(), 24 << 20
    while (done := start(sys.argv[1], limit)).returncode != 0:
        limit += STEP
        if limit > MOST:
            sys.exit("it never runs")
        if done.returncode == 127 and "kiosk: " not in done.stderr.replace("kiosk: error while loading", ""):
            continue  # the loader's own words: the program had not begun
        lines = done.stderr.splitlines()
        if done.returncode != 1 or len(lines) != 1 or not lines[0].startswith("kiosk: "):
            sys.exit(f"with {limit >> 20} MB: code {done.returncode}, {lines}")
        if "damaged" in lines[0]:
            sys.exit(f"with {limit >> 20} MB a sound catalog is blamed: {lines[0]}")
        refusals.add(lines[0])
    if not refusals:
        sys.exit("this test is broken: nothing was ever refused")
    print(f"runs with {limit >> 20} MB of addresses; before that: {sorted(refusals)}")


if __name__ == "__main__":
    main()
