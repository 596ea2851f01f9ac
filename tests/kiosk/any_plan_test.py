"""Tours the home pages of invented plans, from one topic to 24 and from four targets to 10,000, and checks what was drawn.

usage: any_plan_test.py KIOSK KIOSK-PUBLISH

Beyond what check_tour.py asks: rows of topics differ by one tile at most, every topic is reached from some page of `topics`,
the place stands in both headings, and where targets are few they stand on the overview by name. Exits 1 on any fault.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter

import made_catalog

HERE = pathlib.Path(__file__).parent
TOPICS, TARGETS = (1, 2, 3, 6, 7, 12, 24), (4, 10000)
PLACES = ("county", "long", "country")
LOOKS = (("1920x1080", "default"), ("1080x1920", "default"), ("1920x1080", "large-type"), ("1080x1920", "low-reach"), ("1024x600", "default"))
LOCALES = ("zh-CN", "en")


def build(publish, folder, topics, targets, place):
    made_catalog.make(folder, topics, targets, place)
    built = subprocess.run([publish, "build", folder, "-o", f"{folder}.db"], capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(f"{topics} topics and {targets} targets cannot be built: {built.stderr}")
    return f"{folder}.db"


def rows_of_topics(page):
    controls = {round(touch["rect"][1]) for touch in page["touch"] if not touch["id"].startswith("topic/")}
    rows = Counter(round(touch["rect"][1]) for touch in page["touch"] if touch["id"].startswith("topic/"))
    rows = {y: n for y, n in rows.items() if y not in controls}  # asides stand among the controls
    return [rows[y] for y in sorted(rows)]


def tiles_on(page):
    """Topics, and the other places that stand among them or under them on every page."""
    return sum(touch["id"].startswith("topic/") or touch["id"] in ("all", "news", "notice", "about") for touch in page["touch"])


def faults_of(tour, topics, targets, place, locale, size):
    pages = [page for page in tour["pages"] if page["id"].split("/")[0] == "topics"]
    overview = next(page for page in tour["pages"] if page["id"] == "overview")
    reached = {touch["id"] for page in pages for touch in page["touch"] if touch["id"].startswith("topic/")}
    if len(reached) != topics:
        yield f"{len(reached)} of {topics} topics have a tile"
    if size == "1024x600":
        return
    counts = [rows_of_topics(page) for page in pages]
    if any(max(rows) - min(rows) > 1 for rows in counts if rows):
        yield f"rows of {counts} tiles"
    tiles = [tiles_on(page) for page in pages]
    if max(tiles) - min(tiles) > 1:
        yield f"pages of {tiles} tiles"
    name = made_catalog.PLACES[place][LOCALES.index(locale)]
    for page in (overview, pages[0]):
        titles = [text["text"] for text in page["texts"] if text["role"] == "title"]
        if not any(name in title for title in titles):
            yield f"{page['id']} does not name {name}: {titles}"
    shown = " ".join(text["text"] for text in overview["texts"])
    short = [row[2 + LOCALES.index(locale)] for row in made_catalog.TARGETS[:targets]]
    if targets <= 12 and not all(word in shown for word in short):
        yield f"overview does not name its {targets} targets"
    if targets > 400 and "50" not in shown:
        yield "overview does not say what a mark stands for"


def tour(kiosk, catalog, size, profile, locale, plan):
    topics, targets, place = plan
    with tempfile.TemporaryDirectory() as folder:
        toured = subprocess.run([kiosk, "--tour", folder, "--catalog", catalog, "--size", size, "--locale", locale, "--profile", profile, "--now",
                                 "2024-09-01", "--only", "overview", "--only", "topics", "--no-pictures"], capture_output=True, text=True)
        if toured.returncode != 0:
            return [toured.stderr.strip()]
        checked = subprocess.run([sys.executable, HERE / "check_tour.py", folder, catalog, "--demo", "yes"], capture_output=True, text=True)
        faults = [] if checked.returncode == 0 else (checked.stdout + checked.stderr).strip().splitlines()
        return faults + list(faults_of(json.loads((pathlib.Path(folder) / "tour.json").read_text()), topics, targets, place, locale, size))


def main():
    kiosk, publish = sys.argv[1:3]
    failed = False
    with tempfile.TemporaryDirectory() as made:
        for i, (topics, targets) in enumerate(itertools.product(TOPICS, TARGETS)):
            place = PLACES[i % len(PLACES)]
            catalog = build(publish, f"{made}/{topics}-{targets}", topics, targets, place)
            for (size, profile), locale in itertools.product(LOOKS, LOCALES):
                faults = tour(kiosk, catalog, size, profile, locale, (topics, targets, place))
                failed = failed or bool(faults)
                for fault in faults:
                    print(f"{topics} topics, {targets} targets, {place}, {size} {profile} {locale}: {fault}")
    print("faults" if failed else "no fault")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
