"""Checks the record of a tour as a citizen's eyes and fingers would.

usage: check_tour.py TOUR_FOLDER [CATALOG.db] [--all-targets] [--demo yes|no]

Prints one line per fault and a summary; exits 1 when there is a fault.
"""
import argparse
import decimal
import json
import math
import pathlib
import re
import sqlite3
import sys

CAPITAL_DEGREES, CAPITAL_PER_EM = 0.7, 0.733
TOUCH_MM, TOUCH_LARGE_MM, GAP_MM = 20.0, 25.0, 3.0
TEXT_CONTRAST = 7.0
REACHED_MM = 400  # a panel that is no higher is within reach as a whole
ORBIT_PX = 4, 3  # the picture wanders so far across and down, and what leaves the panel is not shown
# GB/T 15834, 5.1: marks that close or join begin no line, marks that open end none.
NEVER_FIRST = set("，。、；：！？,.;:!?)）》〉”’」』】〕％%·—–…～/／")
NEVER_LAST = set("“‘《〈（(〔「『【¥￥")
PAIRS = ("——", "……")
# What a reader takes for one word, cut at |: the end of a line and the beginning of the next are held against it.
PARTED = [re.compile(pattern) for pattern in (
    r"[0-9][.,:/\-–—～]?\|[.,:/\-–—～]?[0-9]",                          # 3—5, 1,234.5, 2024-03-14
    r"第\|[0-9]",
    r"[0-9%][万亿]*\|[万亿\u4e00-\u9fff\U00020000-\U0003ffff]",                              # 300|平方米
    r"[0-9]万?亿?(平|立)\|方(米|公里)|[0-9]万?亿?(平方|立方)\|(米|公里)|[0-9]万?(公|千)\|[里米克]|[0-9]个?百\|分点|[0-9]个\|百分点",
    r"[0-9] \|(million|billion|trillion|km|m²|kW|MW|January|February|March|April|May|June|July|August|September|October|November|December)")]
FIRST_SEVEN = ("name", "value", "quote", "deadline", "state", "observed", "as_of")
FOOT = ("back", "topics", "find", "previous", "next", "language", "large-type", "settings")


def overlap(a, b, slack=0.0):
    return (min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) > slack
            and min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) > slack)


def gap_between(a, b):
    dx = max(a[0], b[0]) - min(a[0] + a[2], b[0] + b[2])
    dy = max(a[1], b[1]) - min(a[1] + a[3], b[1] + b[3])
    return max(dx, dy)


ENGLISH_POWERS = {"trillion": 12, "billion": 9, "million": 6}
POWERS = {"万亿": 12, "亿": 8, "万": 4, "thousand ": 3, **{word + " ": power for word, power in ENGLISH_POWERS.items()}}

class Checker:
    def __init__(self, tour):
        self.tour, self.faults = tour, []
        self.mm = tour["mm_per_px"]
        capital = math.tan(math.radians(CAPITAL_DEGREES)) * tour["viewing_distance_mm"]
        self.least_em_mm = capital * max(1.3, 1 / CAPITAL_PER_EM)
        self.profile = set(tour["profile"].split(","))
        self.touch_mm = TOUCH_LARGE_MM if self.profile & {"large-type", "larger-type"} else TOUCH_MM
        self.foot = {}  # where each button of the foot stands, and on which page first

    def fault(self, page, kind, words):
        self.faults.append((kind, f"{page['id']}: {kind}: {words}"))

    def same_foot(self, page):
        for area in page["touch"] if self.has_foot(page) else []:
            if area["id"] in FOOT:
                rect, first = self.foot.setdefault(area["id"], (area["rect"], page["id"]))
                if rect != area["rect"]:
                    self.fault(page, "foot moved", f"{area['id']} at {area['rect']}, on {first} at {rect}")

    def texts(self, page):
        width, height = self.tour["size_px"]
        for i, text in enumerate(page["texts"]):
            words = text["text"]
            if text["clipped"]:
                self.fault(page, "clipped", words)
            x, y, w, h = text["rect"]
            if min(x, width - x - w) < ORBIT_PX[0] or min(y, height - y - h) < ORBIT_PX[1]:
                self.fault(page, "too near the edge", words)
            if text["em_px"] * self.mm < self.least_em_mm - 0.01:
                self.fault(page, "too small", f"{text['em_px']} px: {words}")
            if text["contrast"] < TEXT_CONTRAST:
                self.fault(page, "pale", f"{text['contrast']}: {words}")
            self.lines(page, words, text.get("lines", []))
            if "[[" in words:
                self.fault(page, "missing string", words)
            for other in page["texts"][i + 1:]:
                if overlap(text["rect"], other["rect"], 0.5):
                    self.fault(page, "overlap", f"{words} / {other['text']}")
        if page["missing_glyphs"]:
            self.fault(page, "missing glyph", str(page["missing_glyphs"]))

    def lines(self, page, words, lines):
        at, is_new = 0, True  # a line feed of the text itself begins anew
        for line, after in zip(lines, lines[1:] + [""]):
            if not is_new and line[:1] in NEVER_FIRST:
                self.fault(page, "punctuation at a line's start", line)
            at += len(line)
            is_new = words[at:at + 1] == "\n"
            at += is_new
            if is_new or not after:
                continue
            if line.rstrip()[-1:] in NEVER_LAST:
                self.fault(page, "opening mark at a line's end", line)
            if line[-1:] + after[:1] in PAIRS:
                self.fault(page, "dash or dots cut", f"{line}|{after}")
            if any(pattern.search(f"{line[-8:]}|{after[:12]}") for pattern in PARTED):
                self.fault(page, "number parted", f"{line}|{after}")
            if line[-1:].isascii() and line[-1:].isalpha() and after[:1].isascii() and after[:1].islower():
                self.fault(page, "word cut", f"{line}|{after}")

    def touch(self, page):
        width, height = self.tour["size_px"]
        ids = [area["id"] for area in page["touch"]]
        if len(set(ids)) != len(ids):
            self.fault(page, "touch ids not unique", str(ids))
        for i, area in enumerate(page["touch"]):
            x, y, w, h = area["rect"]
            if min(w, h) * self.mm < self.touch_mm - 0.01:
                self.fault(page, "touch area too small", f"{area['id']} {min(w, h) * self.mm:.1f} mm")
            if x < 0 or y < 0 or x + w > width or y + h > height:
                self.fault(page, "touch area outside", area["id"])
            if "low-reach" in self.profile and height > width and height * self.mm > REACHED_MM and y < 0.6 * height:
                self.fault(page, "out of low reach", area["id"])
            for other in page["touch"][i + 1:]:
                if gap_between(area["rect"], other["rect"]) * self.mm < GAP_MM - 0.01:
                    self.fault(page, "touch areas too close", f"{area['id']} / {other['id']}")
            for text in page["texts"] if not area["id"].startswith("explained/") else []:  # those have no edge that is seen
                if overlap(area["rect"], text["rect"], 1) and not (
                        text["rect"][0] >= x - 1 and text["rect"][0] + text["rect"][2] <= x + w + 1
                        and text["rect"][1] >= y - 1 and text["rect"][1] + text["rect"][3] <= y + h + 1):
                    self.fault(page, "text crosses a touch area's edge", f"{text['text']} / {area['id']}")

    def reading(self, page):
        """What is read: every text once, in a language, and of a target its name before all else that is said of it."""
        order, texts = page["reading"], page["texts"]
        if sorted(order) != list(range(len(texts))):
            self.fault(page, "not every text is read once", str(order))
            return
        if not all(text["lang"] for text in texts):
            self.fault(page, "text without a language", next(text["text"] for text in texts if not text["lang"]))
        refs = [texts[i].get("ref", "") for i in order]
        if page["id"].split("/")[0] in ("target", "rotation"):
            key = page["id"].split("/")[1]
            at = {field: refs.index(f"target:{key}:{field}") for field in FIRST_SEVEN if f"target:{key}:{field}" in refs}
            for field in at:
                if "name" in at and at[field] < at["name"]:
                    self.fault(page, "read before the name", field)
        foot = [area["rect"] for area in page["touch"] if area["id"] in FOOT] if self.has_foot(page) else []
        top, bottom = min((r[1] for r in foot), default=0), max((r[1] + r[3] for r in foot), default=0)
        is_foot = [top <= texts[i]["rect"][1] + texts[i]["rect"][3] / 2 <= bottom for i in order]
        if True in is_foot and not all(is_foot[is_foot.index(True):]):
            words = texts[order[is_foot.index(False, is_foot.index(True))]]["text"]
            self.fault(page, "read after the foot", words)

    @staticmethod
    def has_foot(page):
        return page["id"].split("/")[0] not in ("overview", "rotation", "emergency", "ask", "closed")

    def refs(self, page, catalog):
        key = page["id"].split("/")
        first_page = key[0] == "target" and len(key) == 2
        seen = {text["ref"] for text in page["texts"] if "ref" in text}
        if first_page:
            for field in catalog.fields_of(key[1]):
                if f"target:{key[1]}:{field}" not in seen:
                    self.fault(page, "not on the first page", field)
        for text in page["texts"]:
            if "ref" in text:
                wrong = catalog.contradicts(text["ref"], text["text"], self.tour["locale"])
                if wrong:
                    self.fault(page, "contradicts the catalog", f"{text['ref']}: '{text['text']}', {wrong}")


class Catalog:
    """What the database says, to hold against what the screen says."""

    def __init__(self, path):
        db = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
        db.row_factory = sqlite3.Row
        self.targets = {r["id"]: dict(r) for r in db.execute("SELECT * FROM target")}
        self.topics = {r["id"]: dict(r) for r in db.execute("SELECT * FROM topic")}
        self.commitments = {str(r["id"]): dict(r) for r in db.execute("SELECT * FROM commitment")}
        self.observations = {}
        for row in db.execute("SELECT o.*, s.publisher_zh, s.publisher_en FROM observation o JOIN source s ON s.id = o.source_id"):
            self.observations.setdefault(row["target_id"], []).append(dict(row))
        self.demo = bool(db.execute("SELECT max(demonstration) FROM source").fetchone()[0])

    def fields_of(self, target_id):
        target = self.targets[target_id]
        fields = ["name", "quote", "state"]
        if target["value"]:
            fields.append("value")
        if target["tier"] not in ("descriptor", "aspiration"):
            fields.append("deadline")
        return fields

    @staticmethod
    def pick(row, field, locale):
        return row[field + "_zh"] if locale == "zh-CN" or not row[field + "_en"] else row[field + "_en"]

    def contradicts(self, ref, text, locale):
        kind, _, rest = ref.partition(":")
        if kind == "release":
            return None
        key, _, field = rest.rpartition(":")
        if kind == "topic":
            return None if text == self.pick(self.topics[key], "name", locale) else "the name differs"
        if kind == "commitment":
            # Where letters are large a quotation goes on on the next page.
            return None if text and text in "“" + self.commitments[key]["quote"] + "”" else "the quotation differs"
        return self.target_contradicts(key, field, text, locale)

    def target_contradicts(self, key, field, text, locale):
        target = self.targets[key]
        if field == "name":
            return None if text == self.pick(target, "name", locale) else "the name differs"
        if field == "quote":
            return None if text == "“" + target["quote"] + "”" else "the quotation differs"
        if field == "value":
            return self.value_contradicts(target, text, locale)
        if field == "deadline":
            return self.date_contradicts(text, target["deadline"], locale)
        rows = self.observations.get(target["same_as"] or key, [])
        if field == "as_of":
            return None if any(not self.date_contradicts(text, o["as_of"], locale) for o in rows) else "no figure has that date"
        if field == "observed":
            return None if any(self.number_in(o["value"], target, text, locale) for o in rows) else "no figure has that value"
        if field == "publisher":
            return None if any(self.pick(o, "publisher", locale) in text for o in rows) else "nobody of that name published"
        return None

    @staticmethod
    def date_contradicts(text, date, locale):
        if locale == "zh-CN":
            return None if date in text else f"the catalog says {date}"
        if locale != "en":  # whose months this checker does not know
            year, _, day = date.split("-")
            return None if f"{int(day)} " in text and year in text else f"the catalog says {date}"
        months = "January February March April May June July August September October November December".split()
        year, month, day = date.split("-")
        words = f"{int(day)} {months[int(month) - 1]} {year}"
        return None if words in text else f"the catalog says {words}"

    @staticmethod
    def factor(unit):
        return next((power for word, power in POWERS.items() if unit.startswith(word)), 0)

    def number_in(self, value, target, text, locale):
        """As the document has it in Chinese; else written out, and from a million on with its power's word."""
        if locale == "zh-CN":
            return value in text
        whole = decimal.Decimal(value).scaleb(self.factor(target["unit_zh"] or target["unit_en"]))
        word, power = next(((w, p) for w, p in ENGLISH_POWERS.items() if abs(whole) >= 10 ** p), ("", 0))
        number = f"{whole.scaleb(-power).normalize():,f}"
        return number in text and word in text

    def value_contradicts(self, target, text, locale):
        override = self.pick(target, "value_text", locale)
        if override:
            return None if override in text else f"the catalog says {override}"
        for value in filter(None, (target["value"], target["value_high"])):
            if not self.number_in(value, target, text, locale):
                return f"{value} is not in it"
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("catalog", nargs="?")
    parser.add_argument("--all-targets", action="store_true")
    parser.add_argument("--demo", choices=["yes", "no"])
    options = parser.parse_args()
    tour = json.loads((options.folder / "tour.json").read_text())
    checker = Checker(tour)
    catalog = Catalog(options.catalog) if options.catalog else None
    ids = [page["id"] for page in tour["pages"]]
    for page in tour["pages"]:
        checker.texts(page)
        checker.touch(page)
        checker.same_foot(page)
        checker.reading(page)
        if catalog:
            checker.refs(page, catalog)
        marked = any("演示数据" in text["text"] for text in page["texts"])
        if options.demo and (page["demo"], marked) != ((options.demo == "yes"),) * 2:
            checker.fault(page, "demonstration mark", "missing" if options.demo == "yes" else "shown on real data")
    if len(set(ids)) != len(ids):
        checker.fault({"id": "tour"}, "pages not unique", "")
    if options.all_targets and catalog:
        for target in catalog.targets:
            if f"target/{target}" not in ids:
                checker.fault({"id": "tour"}, "target without a page", target)
    kinds = {}
    for kind, words in checker.faults:
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= 12:
            print(words)
    summary = ", ".join(f"{n} {kind}" for kind, n in kinds.items()) or "none"
    print(f"{len(tour['pages'])} pages, {len(checker.faults)} faults: {summary}")
    sys.exit(1 if checker.faults else 0)


if __name__ == "__main__":
    main()
