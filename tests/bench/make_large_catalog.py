"""Writes a catalog folder much larger than the real one, for measuring: invented, and marked as such.

usage: make_large_catalog.py REAL_CATALOG_DIR OUTPUT_DIR [--targets 10000] [--observations 100000] [--parts 0]

The real targets are repeated until there are enough of them; every target that may have figures gets the same number
of them, month by month through the plan year. Parts come on top of the targets, as many of each as of the next, and
have no figures. kiosk-publish build accepts the folder.
"""
import argparse
import calendar
import csv
import pathlib
import shutil

REPEATED = ("targets.csv", "observations.csv")


def read(folder, name):
    with open(folder / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def write(folder, name, rows):
    with open(folder / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def repeat_targets(real, count):
    """Copy 0 is the real one; of each further copy the ids end in its number."""
    targets = []
    for i in range(count):
        copy, row = i // len(real), dict(real[i % len(real)])
        if copy > 0:
            row["id"] += f"-{copy}"
            row["same_as"] += f"-{copy}" if row["same_as"] else ""
            row["position"] = str(int(row["position"]) + 1000 * copy)
        row["number"] = str(i + 1)
        targets.append(row)
    return targets


def parts_of(targets, count):
    """Each promises what its whole does, so that one part adds up to it."""
    wholes = [row for row in targets if not row["same_as"]]
    parts = []
    for i in range(count):
        whole = wholes[i % len(wholes)]
        parts.append({**whole, "id": f"{whole['id']}-part-{i}", "number": str(len(targets) + i + 1), "topic_id": "",
                      "position": str(i + 1), "parent": whole["id"]})
    return parts


def months_of(year, count):
    """`count` different periods that begin on 1 January, the last days of months first."""
    for day_back in range(28):
        for month in range(1, 13):
            if count == 0:
                return
            yield f"{year}-{month:02}-{calendar.monthrange(year, month)[1] - day_back:02}"
            count -= 1


def make_observations(targets, year, count, columns, source):
    judged = [row for row in targets if not row["same_as"]]
    rows = []
    for i, target in enumerate(judged):
        share = count * (i + 1) // len(judged) - count * i // len(judged)
        for n, end in enumerate(months_of(year, share)):
            row = dict.fromkeys(columns, "")
            row.update(id=str(len(rows) + 1), target_id=target["id"], period_start=f"{year}-01-01", period_end=end, as_of=end,
                       value=str(1 + n), qualifier="exact", status="provisional", note_zh="测量用的虚构数字", note_en="Invented, for measuring",
                       published_on=end, source_id=source)
            rows.append(row)
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("real", type=pathlib.Path)
    arguments.add_argument("output", type=pathlib.Path)
    arguments.add_argument("--targets", type=int, default=10_000)
    arguments.add_argument("--observations", type=int, default=100_000)
    arguments.add_argument("--parts", type=int, default=0)
    options = arguments.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for file in options.real.iterdir():
        if file.name not in REPEATED:
            shutil.copy(file, options.output / file.name)
    sources = read(options.real, "sources.csv")
    invented = dict.fromkeys(sources[0].keys(), "")
    invented.update(id="bench", title_zh="测量用的虚构数字", title_en="Invented figures for measuring", publisher_zh="测量程序",
                    publisher_en="Benchmark", demonstration="1")
    write(options.output, "sources.csv", sources + [invented])
    targets = repeat_targets(read(options.real, "targets.csv"), options.targets)
    write(options.output, "targets.csv", [{**row, "parent": row.get("parent", "")} for row in targets] + parts_of(targets, options.parts))
    year = int(read(options.real, "release.csv")[0]["plan_year"])
    columns = read(options.real, "observations.csv")[0].keys()
    write(options.output, "observations.csv", make_observations(targets, year, options.observations, columns, "bench"))


if __name__ == "__main__":
    main()
