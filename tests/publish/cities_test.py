"""Real plans of other places: their folders are faultless, build, are judged as their documents give reason to, and say what
their documents say.

usage: cities_test.py KIOSK KIOSK_PUBLISH FOLDER states|tour

FOLDER holds one folder of CSV files for each place, with the texts of its sources. `states` compares `kiosk --states` with
expected.csv, which was worked out from the rules and not by the program, on each of its days. `tour` looks for words on the pages.
"""
import csv
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# What is shown of how much of a target is reached, in percent: (share, pace) by place, day and target.
SHARES = {
    ("ningbo-2018", "2019-02-01", "resettlement-homes"): (167.68, None),  # 16768套 of 1万套
    ("xiangxiang-2023", "2023-12-20", "gdp"): (69.42, 74.79),
    ("neworleans-2012", "2012-10-15", "potholes"): (88.08, 74.86),
    ("neworleans-2012", "2012-10-15", "projects-on-schedule"): (None, None),
}

# A day for each tour, its pages, and what stands on one of them or its following pages. Blanks do not matter.
TOURS = {
    "ningbo-2018": ("2019-02-01", {
        "zh-CN": {"overview": ["宁波"], "target/resettlement-homes": ["1万套", "16768套"],
                  "target/sewage-free-towns": ["60", "完成年度目标任务", "推算"], "target/food-tests": ["4.7万批次", "每千人6.8批次"]},
        "en": {"overview": ["Ningbo"], "target/resettlement-homes": ["10,000 homes", "16,768 homes"],
               "target/waste-transfer": ["the year's task is completed"]}}),
    "xiangxiang-2023": ("2023-12-20", {
        "zh-CN": {"overview": ["湘乡"], "target/gdp": ["617亿元", "428.3亿元", "预计", "600亿元", "完成年计划的97%"],
                  "target/revenue": ["16.34亿元（调整后）", "11.43亿元", "报告没有写调整前的数"],
                  "target/investment-growth": ["9%", "7.9%", "170.6亿元", "排湘潭市第一"],
                  "target/retail-sales": ["165亿元", "138.3亿元", "预计", "103%"]},
        "en": {"overview": ["Xiangxiang"], "target/gdp": ["61.7 billion yuan", "42.83 billion yuan",
                                                          "The plan for the year is a GDP of 61.7 billion yuan or more"]}}),
    "uk-plan-for-change": ("2026-01-05", {
        "en": {"overview": ["United Kingdom"], "target/homes": ["1.5 million homes", "208,600 homes", "by August 2029"],
               "target/infrastructure-decisions": ["at least 150 projects", "by the end of the Parliament"],
               "target/neighbourhood-police": ["13,000 officers", "214 officers", "17,175"],
               "target/school-ready": ["68.3%", "67.7%"], "target/clean-power": ["95%", "73.8%", "by 2030"]}}),
    "neworleans-2012": ("2012-10-15", {
        "en": {"overview": ["New Orleans"], "target/potholes": ["50,000 potholes", "44,041 potholes", "12,500", "15,660"],
               "target/projects-on-schedule": ["80%", "79.7%", "63 of 79", "meeting the targeted 80 percent completion rate"],
               "target/inspections": ["20,000 inspections", "5,000", "4,235"]}}),
}
NOT_OF_THIS_PLACE = ("郑州", "Zhengzhou", "12345")
SIZES = ("1920x1080", "1080x1920")


def rows(file):
    with open(file, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr.strip()


def build(publish, place, catalog):
    for command in (("check", place, "--strict"), ("build", place, "-o", catalog, "--strict")):
        code, _, said = run(publish, *command)
        if code != 0 or said:
            yield from (f"kiosk-publish {command[0]}: {line}" for line in said.splitlines())
            return


def states_on(kiosk, catalog, now):
    code, lines, said = run(kiosk, "--states", "--catalog", catalog, "--now", now)
    return {state["id"]: state for state in map(json.loads, lines.splitlines())}, said if code != 0 else ""


def check_states(kiosk, place, catalog):
    targets = {target["id"] for target in rows(place / "targets.csv")}
    for now, expected in itertools.groupby(rows(place / "expected.csv"), key=lambda row: row["now"]):
        states, error = states_on(kiosk, catalog, now)
        if error:
            yield f"--states --now {now}: {error}"
            continue
        expected = {row["id"]: (row["state"], row["reason"]) for row in expected}
        if not targets == set(expected) == set(states):
            yield f"{now}: expected.csv and --states do not name the targets of the folder"
        for target, state in states.items():
            got = (state["state"], state["reason"] or "")
            if got != expected.get(target):
                yield f"{now}: {target} is {got}, not {expected.get(target)}"
            wanted = SHARES.get((place.name, now, target))
            if wanted and wanted != (state["share"], state["pace"]):
                yield f"{now}: {target}: share and pace are {state['share']} and {state['pace']}, not {wanted}"


def pressed(text):
    return re.sub(r"\s+", "", text)


def check_pages(pages, one_language):
    faults = {}
    for page in pages:
        said = [text["text"] for text in page["texts"]]
        kinds = [f"says {word}" for word in NOT_OF_THIS_PLACE if any(word in text for text in said)]
        if page["missing_glyphs"] or any(text["clipped"] for text in page["texts"]):
            kinds.append("has missing or clipped text")
        if one_language and any("\u4e00" <= c <= "\u9fff" for text in said for c in text):
            kinds.append("has Chinese on it")
        for kind in kinds:
            faults.setdefault(kind, []).append(page["id"])
    for kind, ids in faults.items():
        yield f"{ids[0]} {kind}" + (f", and {len(ids) - 1} more" if len(ids) > 1 else "")


def check_tour(kiosk, place, catalog):
    now, locales = TOURS[place.name]
    one_language = rows(place / "release.csv")[0]["languages"] == "en"
    for (locale, pages), size in itertools.product(locales.items(), SIZES):
        with tempfile.TemporaryDirectory() as folder:
            code, _, said = run(kiosk, "--tour", folder, "--catalog", catalog, "--now", now, "--size", size, "--locale", locale, "--no-pictures")
            if code != 0:
                yield f"--tour: {said}"
                continue
            tour = json.loads((pathlib.Path(folder) / "tour.json").read_text(encoding="utf-8"))
        where = f"{locale} {size}"
        yield from (f"{where}: {fault}" for fault in check_pages(tour["pages"], one_language))
        for scene, words in pages.items():
            said = pressed(" ".join(text["text"] for page in tour["pages"] if page["id"] == scene or page["id"].startswith(scene + "/")
                                    for text in page["texts"]))
            for word in words:
                if pressed(word) not in said:
                    yield f"{where}: {scene} does not say {word}"


def main():
    kiosk, publish, folder, what = sys.argv[1:5]
    check = {"states": check_states, "tour": check_tour}[what]
    places = sorted(path for path in pathlib.Path(folder).iterdir() if path.is_dir())
    assert {place.name for place in places} == set(TOURS)
    failed = False
    for place in places:
        with tempfile.TemporaryDirectory() as built:
            catalog = pathlib.Path(built) / "catalog.db"
            faults = list(build(publish, place, catalog)) or list(check(kiosk, place, catalog))
        failed = failed or bool(faults)
        print(f"{place.name}: {'good' if not faults else f'{len(faults)} faults'}")
        print("".join(f"    {fault}\n" for fault in faults), end="")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
