"""Holds what reading aloud says of every page against what stands on it, in every language.

usage: say_test.py KIOSK CATALOG.db DEMO_CATALOG.db
"""
import decimal
import json
import pathlib
import re
import subprocess
import sys
import tempfile

KIOSK, CATALOG, DEMO = sys.argv[1:]
NOW = "2026-11-01"
HANZI = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[a-z]{2,}")
FIGURES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
UNITS = {"十": 10, "百": 100, "千": 1000}
faults = []


def kiosk(*options, code=0):
    done = subprocess.run([KIOSK, *options], capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"{options}: exit {done.returncode} instead of {code}: {done.stderr}")
    return done


def letters(text):
    return "".join(c for c in text if c.isalnum())


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def number(words):
    """The number that Chinese words say, up to 万 and 亿."""
    whole, _, decimals = words.partition("点")
    total = section = figure = 0
    for c in whole:
        if c in UNITS:
            section += (figure or 1) * UNITS[c]
            figure = 0
        elif c == "万":
            total, section, figure = total + (section + figure) * 10_000, 0, 0
        elif c == "亿":
            total, section, figure = (total + section + figure) * 100_000_000, 0, 0
        else:
            figure = FIGURES[c]
    return decimal.Decimal(f"{total + section + figure}" + ("." + "".join(str(FIGURES[c]) for c in decimals) if decimals else ""))


def check_value(page, one):
    """The one number of a promise or a result is said as it is written."""
    written = re.findall(r"\d[\d,]*(?:\.\d+)?", one["text"])
    if one["lang"] != "zh-CN" or len(written) != 1 or not re.search(r":(value|observed)$", one.get("ref", "")):
        return 0
    said = re.search(r"[零一二三四五六七八九两十百千万亿点]*[零一二三四五六七八九两十百千](?:点[零一二三四五六七八九]+)?", re.sub("百分之|千(?=[瓦伏])", "", one["spoken"]))
    rest = one["text"].split(written[0], 1)[1]
    words = said[0] if said else ""
    if not words or number(words) != decimal.Decimal(written[0].replace(",", "")):
        faults.append(f"{page}: {one['text']!r} is said as {one['spoken']!r} ({rest})")
    return 1


def check_page(page, said):
    """Nothing unread that is seen, nothing read that is not there, in reading order."""
    name, expected = page["id"], []
    pictures = page.get("pictures", [])
    inside = {i for p in pictures for i in range(p["first_text"], p["end_of_texts"])}
    for index in page["reading"] + [len(page["texts"])]:
        expected += [p["sentence"] for p in pictures if p["first_text"] == index]
        if index < len(page["texts"]) and index not in inside:
            expected.append(page["texts"][index]["text"])
    named = {one["touch"] for one in said if "touch" in one}
    areas = {area["id"]: area["label"] for area in page["touch"]}
    if named != set(areas):
        faults.append(f"{name}: touch areas {set(areas) ^ named}")
    whole, heard = letters("".join(expected)), letters("".join(one["text"] for one in said))
    if not heard.startswith(whole):
        at = next((i for i, (a, b) in enumerate(zip(whole, heard)) if a != b), min(len(whole), len(heard)))
        faults.append(f"{name}: stands {whole[at:at + 30]!r}, read {heard[at:at + 30]!r}")
    else:  # then what has an icon alone
        rest = heard[len(whole):]
        for label in areas.values():
            rest = rest.removeprefix(letters(label))
        if rest:
            faults.append(f"{name}: read and not there: {rest!r}")


def check_utterance(page, one):
    text, spoken, hanzi = one["text"], one["spoken"], len(HANZI.findall(one["spoken"]))
    if any(c.isdigit() for c in spoken):
        faults.append(f"{page}: a figure is left: {spoken!r}")
    if not letters(spoken):
        faults.append(f"{page}: nothing is said of {text!r}")
    if one["lang"] == "zh-CN":
        if len(WORD.findall(text)) > (1 if HANZI.search(text) else 0):
            faults.append(f"{page}: foreign words are read as Chinese: {text!r}")
        syllables = re.findall(r"[a-z]+[1-5]", one.get("reading", ""))
        if len(syllables) != hanzi:
            faults.append(f"{page}: {hanzi} hanzi, {len(syllables)} syllables: {spoken!r} {one.get('reading')!r}")
    elif hanzi:
        faults.append(f"{page}: hanzi are read as {one['lang']}: {spoken!r}")


def check_tour(catalog, locale, *options):
    with tempfile.TemporaryDirectory() as folder:
        kiosk("--tour", folder, "--no-pictures", "--speech", "--catalog", catalog, "--locale", locale, "--now", NOW, *options)
        tour = json.loads((pathlib.Path(folder) / "tour.json").read_text())
        said = lines((pathlib.Path(folder) / "speech.jsonl").read_text())
    by_page = {}
    for one in said:
        by_page.setdefault(one.pop("page"), []).append(one)
    values = 0
    for page in tour["pages"]:
        utterances = by_page.pop(page["id"], [])
        check_page(page, utterances)
        for one in utterances:
            check_utterance(page["id"], one)
            values += check_value(page["id"], one)
        if page["demo"] and "演示数据" not in "".join(one["text"] for one in utterances[:2]):
            faults.append(f"{page['id']}: the demonstration mark is not read first but {utterances[0]['text']!r}")
    if by_page:
        faults.append(f"pages that are not there: {list(by_page)}")
    print(f"{locale} {catalog}: {len(tour['pages'])} pages, {len(said)} utterances, {values} values compared")
    if locale == "zh-CN" and not options and values < 400:
        faults.append(f"only {values} values were compared")


for locale in "zh-CN", "en":
    check_tour(CATALOG, locale)
    check_tour(DEMO, locale, *sum((["--only", scene] for scene in ("overview", "topics", "topic/jobs", "target/new-parks", "target/metro-new-km")), []))
check_tour(CATALOG, "zh-CN", "--size", "1024x600", "--only", "target/gdp-growth", "--only", "topics", "--only", "about")

alone = lines(kiosk("--say", "target/new-parks", "--catalog", CATALOG, "--now", NOW).stdout)
quote = next(one for one in alone if one.get("ref") == "target:new-parks:quote")
if quote["spoken"] != "“新建绿地面积三百万平方米、公园游园三十个”" or not quote["reading"].endswith("you2 yuan2 san1 shi2 ge4"):
    faults.append(f"the quotation is read as {quote}")
if "no such scene" not in kiosk("--say", "nowhere", code=1).stderr:
    faults.append("a scene that does not exist is not called so")
kiosk("--say", "target/nothing", code=1)
kiosk("--say", "topics", "--states", code=2)
kiosk("--states", "--locale", "en", code=2)

for fault in faults[:40]:
    print(fault)
print(f"{len(faults)} faults")
sys.exit(1 if faults else 0)
