"""Opens releases of version 1 of the format, and compares what is said of them with what the program said that wrote them.

usage: version1_test.py KIOSK FOLDER [--record]

FOLDER holds NAME.db.gz, and beside it NAME.json.gz: for some days what `--states` prints, and for each language and page of
the tour every text that stands for a value of the catalog. States, names, numbers and quotations stay for ever; what
a number is written like may change (250,000,000,000 and 250 billion are one number). --record writes the records anew:
only ever with the program of version 1.
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

DAYS = ("2024-06-01", "2024-12-01", "2025-06-01")
TOUR_DAY = "2024-12-01"
POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def states(kiosk, catalog, day):
    lines = subprocess.run([kiosk, "--states", "--catalog", catalog, "--now", day], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def words(kiosk, catalog, locale, folder):
    subprocess.run([kiosk, "--tour", folder, "--no-pictures", "--size", "1920x1080", "--locale", locale, "--catalog", catalog,
                    "--now", TOUR_DAY], check=True, capture_output=True)
    tour = json.loads((pathlib.Path(folder) / "tour.json").read_text())
    return {page["id"]: sorted({(text["ref"], text["text"]) for text in page["texts"] if text.get("ref")}) for page in tour["pages"]}


def observed(kiosk, catalog):
    with tempfile.TemporaryDirectory() as folder:
        return {"states": {day: states(kiosk, catalog, day) for day in DAYS},
                "words": {locale: words(kiosk, catalog, locale, folder) for locale in ("zh-CN", "en")}}


def plain(text):
    """With every number as its digits."""
    def digits(match):
        number = Decimal(match[1].replace(",", ""))
        return format((number * 10 ** POWERS.get(match[2], 0)).normalize(), "f")
    return re.sub(r"(\d[\d,]*(?:\.\d+)?)(?: (thousand|million|billion|trillion)\b)?", digits, text)


def differences(name, then, now):
    for day, lines in then["states"].items():
        for old, new in zip(lines, now["states"][day], strict=True):
            if old != new:
                yield f"{name} on {day}: {old} has become {new}"
    for locale, pages in then["words"].items():
        shown = {}
        for page, texts in now["words"][locale].items():
            shown.setdefault(page, {}).update(dict(texts))
        synchronised = {page.split("/")[1] for page, texts in shown.items() if "release:last_sync" in texts and "/" in page}
        for page, texts in pages.items():
            if not page.startswith("target/"):
                continue
            for ref, text in texts:
                if ref not in shown.get(page, {}) and ref.rpartition(":")[2] in ("publisher", "share"):
                    continue  # these may go on to the next page where there is no room
                if ref == "release:last_sync" and page.split("/")[1] in synchronised:
                    continue  # among the details, which fill as many pages as they need
                if plain(shown.get(page, {}).get(ref, "")) != plain(text):
                    yield f"{name}, {locale}, {page}: {ref} said {text!r}, now {shown.get(page, {}).get(ref)!r}"


def main():
    kiosk, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    found, compared = [], 0
    for packed in sorted(folder.glob("*.db.gz")):
        name, record = packed.name[:-6], packed.with_name(packed.name[:-6] + ".json.gz")
        with tempfile.TemporaryDirectory() as unpacked:
            catalog = str(pathlib.Path(unpacked) / f"{name}.db")
            pathlib.Path(catalog).write_bytes(gzip.decompress(packed.read_bytes()))
            now = json.loads(json.dumps(observed(kiosk, catalog)))
        if "--record" in sys.argv:
            record.write_bytes(gzip.compress(json.dumps(now, ensure_ascii=False).encode(), mtime=0))
            continue
        found += differences(name, json.loads(gzip.decompress(record.read_bytes())), now)
        compared += 1
    for line in found[:40]:
        print(line)
    assert compared or "--record" in sys.argv, f"{folder} holds no releases"
    print(f"{compared} releases of version 1, {len(found)} differences")
    sys.exit(1 if found else 0)


main()
