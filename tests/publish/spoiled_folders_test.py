"""The catalog of this project, spoiled as editors and spreadsheets spoil folders: how many lines `check` says, and the first.

usage: spoiled_folders_test.py KIOSK_PUBLISH CATALOG_FOLDER [OTHER_KIOSK_PUBLISH]

One slip is a few lines, the first of which names it. In Chinese, which an office's LANG asks for, it is as many lines:
where it is, what is wrong and what to do, without English. With another program its lines are printed beside ours.
"""
import csv
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST_LINES = 8


def read(folder, name):
    return list(csv.reader(io.StringIO((folder / name).read_text(encoding="utf-8-sig"))))


def write(folder, name, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    (folder / name).write_text(text.getvalue(), encoding="utf-8")


def column(name, of, change):
    """Changes every cell of a column; `change` gets the text and the number of the row."""
    def spoil(folder):
        rows = read(folder, of)
        at = rows[0].index(name)
        for number, row in enumerate(rows[1:]):
            row[at] = change(row[at], number)
        write(folder, of, rows)
    return spoil


def cell(name, of, line, value):
    return column(name, of, lambda text, number: value if number == line - 2 else text)


def text(of, pattern, replacement, count=1):
    def spoil(folder):
        changed, times = re.subn(pattern, replacement, (folder / of).read_text(encoding="utf-8-sig"), count=count)
        assert times, f"{of} has no {pattern}"
        (folder / of).write_text(changed, encoding="utf-8")
    return spoil


def rename(old, new):
    return lambda folder: (folder / old).rename(folder / new)


def encoded(of, encoding):
    return lambda folder: (folder / of).write_bytes((folder / of).read_text(encoding="utf-8-sig").encode(encoding, errors="replace"))


def sorted_with_heading(folder):
    rows = read(folder, "targets.csv")
    write(folder, "targets.csv", sorted(rows, key=lambda row: row[1]))


def workbook(folder):
    (folder / "targets.csv").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)


def semicolons(folder):
    rows = read(folder, "targets.csv")
    with open(folder / "targets.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def quoted_comment(folder):
    rows = read(folder, "targets.csv")
    write(folder, "targets.csv", [["# 只改黄色的列, 不要排序"] + [""] * (len(rows[0]) - 1), *rows])


def empty_columns(folder):
    write(folder, "targets.csv", [[*row, "", ""] for row in read(folder, "targets.csv")] + [[""] * 3] * 4)


def hidden(folder):
    (folder / "._plan-2024.txt").write_bytes(b"\x00\x05\x16\x07\xff\xfe")
    (folder / "~$plan-2024.txt").write_bytes(b"\xff\x00")


def unreadable(folder):
    (folder / "plan-2024.txt").unlink()
    (folder / "plan-2024.txt").mkdir()


# (what, spoil, what the first line has to say; empty: nothing at all is said)
FOLDERS = [
    ("days with slashes", column("deadline", "targets.csv", lambda day, _: day.replace("-0", "-").replace("-", "/")), ""),
    ("days as 年月日", column("period_end", "observations.csv", lambda day, _: "{}年{}月{}日".format(*day.split("-"))), ""),
    ("days with a time of 0:00", column("period_end", "observations.csv", lambda day, _: day and day + " 0:00"), ""),
    ("days with the day first", column("deadline", "targets.csv", lambda day, _: "/".join(reversed(day.split("-")))), "does not begin with the year"),
    ("days as numbers", column("deadline", "targets.csv", lambda *_: "45657"), "it would be 2024-12-31"),
    ("a wrong plan_year", cell("plan_year", "release.csv", 2, "2042"), "the period is 2042-01-01 to 2042-12-31, but the figures of the plan are of 2024"),
    ("a source that was filled down", column("source_id", "targets.csv", lambda _, number: f"plan-{2024 + number}"), 'there is no source "plan-2025"'),
    ("a heading that was sorted into the rows", sorted_with_heading, "the heading stands in line"),
    ("a workbook under the name of a CSV", workbook, "a workbook"),
    ("targets.xlsx in its place", rename("targets.csv", "targets.xlsx"), "targets.xlsx lies there"),
    ("Targets.CSV", rename("targets.csv", "Targets.CSV"), "rename it to targets.csv"),
    ("targets.csv.csv", rename("targets.csv", "targets.csv.csv"), "rename it to targets.csv"),
    ("semicolons", semicolons, ""),
    ("UTF-16", encoded("targets.csv", "utf-16"), "UTF-16"),
    ("a text that cannot be read", unreadable, "cannot be read"),
    ("a comment that a spreadsheet put in quotation marks", quoted_comment, ""),
    ("empty columns and rows", empty_columns, ""),
    ("hidden files", hidden, ""),
    ("#N/A in a column", column("value", "observations.csv", lambda *_: "#N/A"), "what a spreadsheet shows for an error"),
    ("full-width digits", column("value", "observations.csv", lambda value, _: value.translate({48 + i: 0xFF10 + i for i in range(10)})), "full-width digit"),
    ("a malformed value", cell("value", "targets.csv", 3, "about 30"), '"about 30" is not a decimal number'),
    ("a no-break space in a quotation", text("targets.csv", "(?<=城镇新增就业)", "\u00a0", 0), "U+00A0 (no-break space)"),
    ("decimals that moved", column("value", "observations.csv", lambda value, _: value.replace(".", "") if re.fullmatch(r"\d\.\d", value) else value), "the excerpt says"),
    ("-0 and 007", column("value", "observations.csv", lambda value, number: "-0" if number == 3 else "007" if number == 4 else value), "zero"),
]


# "targets.csv 第12行 K列 value：...。请...。", and perhaps "另有 3 处同样的问题（第4行至第6行）。" What is quoted, and the
# names of columns and files, are the folder's own.
CHINESE = re.compile(r"[^：]+：[^。]*[一-鿿].*。.*[一-鿿].*。$")
REMEDY = re.compile(r"。(?:.*；)?(?:请|文件名|如果|表头下|更正|区间|重复|往年)")
OWN_NAMES = re.compile(r"“[^”]*”|`[^`]*`|（[a-z_]+）|CSV UTF-8|(?<![A-Za-z])(?:[\w-]+/)*[\w-]+\.(?:csv|txt|xlsx)+|[a-z]+_[a-z_]+|#[A-Z/]+")
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,;]+[A-Za-z]{2,}")


def lines_of(program, folder, language="C.UTF-8"):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    ran = subprocess.run([program, "check", folder, "--strict"], capture_output=True, text=True, encoding="utf-8", timeout=120,
                         env={**environment, "LANG": language})
    return ran.returncode, (ran.stdout + ran.stderr).splitlines()


def is_plain_chinese(line):
    return CHINESE.search(line) and REMEDY.search(line) and not ENGLISH.search(OWN_NAMES.sub("", line))


def main():
    program, catalog, *others = sys.argv[1:]
    faults = 0
    for what, spoil, wanted in FOLDERS:
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch, "catalog")
            shutil.copytree(catalog, folder)
            spoil(folder)
            status, lines = lines_of(program, folder)
            right = len(lines) <= MOST_LINES and (wanted in lines[0] if wanted and lines else not lines) and status == bool(wanted)
            faults += not right
            print(f"{'' if right else 'FAULT: '}{what}: {len(lines)} lines: {lines[0] if lines else '(nothing)'}"[:400])
            status, chinese = lines_of(program, folder, "zh_CN.UTF-8")
            odd = [line for line in chinese if not is_plain_chinese(line)]
            right = len(chinese) == len(lines) and status == bool(wanted) and not odd
            faults += not right
            print(f"    {'' if right else 'FAULT: '}{(odd or chinese or ['（没有）'])[0]}")
            for other in others:
                _, before = lines_of(other, folder)
                print(f"    before: {len(before)} lines: {before[0] if before else '(nothing)'}"[:400])
    print(f"{len(FOLDERS)} folders, {faults} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    if os.access(sys.argv[1], os.X_OK):
        main()
    sys.exit(f"{sys.argv[1]} is no program")
