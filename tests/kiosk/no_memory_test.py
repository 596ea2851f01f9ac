"""Whatever the program gets too little memory for, it says so in one line and ends with 1: whoever started it starts it again.

usage: no_memory_test.py KIOSK

Starts it with less memory than it needs (RLIMIT_AS), and with a little more each time, until it runs. Where it has just been loaded the steps are
smaller: there is too little for the runtime's own exceptions.
"""
import os
import resource
import subprocess
import sys

STEP, SMALL_STEP, SMALL_STEPS, MOST = 1 << 20, 1 << 15, 48, 1 << 29


def start(kiosk, limit):
    return subprocess.run([kiosk, "--bench", "1", "--json"], env={**os.environ, "SDL_VIDEODRIVER": "dummy"}, capture_output=True, text=True, timeout=120,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))


def is_loaded(done):
    return done.returncode != 127  # the loader's own, whatever it says


def first_loaded(kiosk, low, high):
    """The least memory, to a small step, in which the loader has done its work: what it says before that is its own words."""
    while high - low > SMALL_STEP:
        middle = (low + high) // 2
        low, high = (low, middle) if is_loaded(start(kiosk, middle)) else (middle, high)
    return high


def main():
    kiosk, refusals = sys.argv[1], set()
    loaded = first_loaded(kiosk, 8 << 20, MOST)
    limits = [loaded + i * SMALL_STEP for i in range(SMALL_STEPS)] + list(range(loaded + SMALL_STEPS * SMALL_STEP, MOST, STEP))
    for limit in limits:
        done = start(kiosk, limit)
        if done.returncode == 0:
            break
        if not is_loaded(done):
            continue  # addresses are dealt anew at each start
        lines = done.stderr.splitlines()
        if done.returncode != 1 or len(lines) != 1 or not lines[0].startswith("kiosk: "):
            sys.exit(f"with {limit >> 10} KB: code {done.returncode}, {lines}")
        if "damaged" in lines[0]:
            sys.exit(f"with {limit >> 10} KB a sound catalog is blamed: {lines[0]}")
        refusals.add(lines[0])
    else:
        sys.exit("it never runs")
    if not refusals:
        sys.exit("this test is broken: nothing was ever refused")
    print(f"is loaded with {loaded >> 10} KB of addresses and runs with {limit >> 10}; between them: {sorted(refusals)}")


if __name__ == "__main__":
    main()
