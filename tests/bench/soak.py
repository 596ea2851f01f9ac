"""Hours of the display in minutes: does its memory grow?

usage: soak.py KIOSK [--hours 1] [--speed 100]

The real program under libfaketime on an X server of its own: hours of rotation, then as many hours of a hall where
somebody touches the screen at a random place every 4 s (always the same places). Prints the least and most memory (PSS)
of each quarter of an hour. Exits 1 when the last quarter's least is more than 1 MB above the least of any earlier one, or
the program ended.
"""
import argparse
import os
import pathlib
import random
import tempfile
import time

from glass import HEIGHT, WIDTH, Glass
from processes import Program, spent

QUARTER_S, TOUCH_S, SLACK_MB = 900, 4, 1.0


def quarter(glass, program, speed, touching):
    """(least, most) PSS in MB, and the seconds of processor time."""
    end, before, samples = time.monotonic() + QUARTER_S / speed, program.snapshot(), []
    while time.monotonic() < end:
        if touching:
            glass.touch(touching.randrange(WIDTH), touching.randrange(HEIGHT))
        time.sleep(TOUCH_S / speed)
        samples.append(program.pss())
        if program.process.poll() is not None:
            raise SystemExit(f"soak: the program ended with {program.process.returncode}")
    return min(samples), max(samples), spent(before, program.snapshot())[0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kiosk", type=lambda path: pathlib.Path(path).resolve())
    arguments.add_argument("--hours", type=float, default=1)
    arguments.add_argument("--speed", type=float, default=100)
    options = arguments.parse_args()
    grown = False
    with tempfile.TemporaryDirectory() as folder, Glass() as glass, tempfile.TemporaryFile() as log:
        os.environ["XDG_CACHE_HOME"] = folder
        (pathlib.Path(folder) / "settings.toml").write_text("[rotation]\ndwell_s = 10\n", encoding="utf-8")
        program = Program(["faketime", "-f", f"@2024-12-31 09:00:00 x{options.speed:g}", options.kiosk, "--config", f"{folder}/settings.toml"],
                          {"DISPLAY": glass.name}, log)
        quarter(glass, program, options.speed, None)  # the first one, in which it makes its glyphs, is the beginning
        for name, touching in (("rotation", None), ("visitors", random.Random(1))):
            least = []
            for number in range(round(options.hours * 4)):
                low, high, cpu = quarter(glass, program, options.speed, touching)
                least.append(low)
                print(f"{name}, {15 * (number + 1):>4} min: {low:.1f} to {high:.1f} MB, {cpu:.1f} s of processor time", flush=True)
            grown = grown or least[-1] > min(least) + SLACK_MB
        program.end()
    print("memory grew" if grown else "memory did not grow")
    return 1 if grown else 0


if __name__ == "__main__":
    raise SystemExit(main())
