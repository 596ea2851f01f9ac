"""The tour's checker finds each fault that is planted in a record, and none in a good one."""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
GOOD = {
    "size_px": [1920, 1080], "mm_per_px": 0.369, "viewing_distance_mm": 600, "release": "1", "locale": "zh-CN", "profile": "default",
    "pages": [{
        "id": "target/a", "file": None, "missing_glyphs": 0, "demo": False, "reading": [1, 2, 0],
        "texts": [{"text": "全部主题", "lang": "zh-CN", "rect": [100, 100, 120, 30], "em_px": 30, "role": "label", "contrast": 9.0, "clipped": False},
                  {"text": "一行，又一行", "lang": "zh-CN", "ref": "target:a:name", "rect": [100, 300, 120, 70], "em_px": 30, "role": "body", "contrast": 9.0, "clipped": False,
                   "lines": ["一行，", "又一行"]},
                  {"text": "全年新建300平方米——3—5处，2024年建成2024\n年", "lang": "zh-CN", "ref": "target:a:value", "rect": [100, 500, 120, 70], "em_px": 30, "role": "body", "contrast": 9.0, "clipped": False,
                   "lines": ["全年新建", "300平方米——", "3—5处，2024年", "建成2024", "年"]}],
        "touch": [{"id": "back", "label": "返回", "rect": [90, 60, 200, 100]},
                  {"id": "home", "label": "主题", "rect": [310, 60, 200, 100]}],
    }],
}


def page(tour):
    return tour["pages"][0]


PLANTED = {
    "clipped": lambda t: page(t)["texts"][0].update(clipped=True),
    "too near the edge": lambda t: page(t)["texts"][0].update(rect=[1797, 100, 120, 30]),
    "too small": lambda t: page(t)["texts"][0].update(em_px=27),
    "pale": lambda t: page(t)["texts"][0].update(contrast=6.9),
    "punctuation at a line's start": [lambda t, mark=mark: page(t)["texts"][1].update(lines=["一行", mark + "又一行"]) for mark in ("，", "—", "——", "～", "…", "〕")],
    "opening mark at a line's end": lambda t: page(t)["texts"][1].update(lines=["一行“", "又一行”"]),
    "dash or dots cut": lambda t: page(t)["texts"][1].update(lines=["一行—", "—又一行"]),
    "number parted": [lambda t, lines=lines: page(t)["texts"][1].update(lines=list(lines)) for lines in (
        ("新建3—", "5处"), ("新建3～", "5处"), ("面积300", "平方米"), ("面积300万平", "方米"), ("第", "3条"), ("第3", "条"), ("5万", "人"), ("提高3个", "百分点"),
        ("worth 250 ", "billion yuan"), ("on 14 ", "March 2024"))],
    "word cut": lambda t: page(t)["texts"][1].update(lines=["kinderga", "rtens"]),
    "missing string": lambda t: page(t)["texts"][0].update(text="[[control.home]]"),
    "overlap": lambda t: page(t)["texts"][1].update(rect=[110, 110, 50, 50]),
    "missing glyph": lambda t: page(t).update(missing_glyphs=1),
    "touch ids not unique": lambda t: page(t)["touch"][1].update(id="back"),
    "touch area too small": lambda t: page(t)["touch"][1].update(rect=[310, 60, 200, 53]),
    "touch areas too close": lambda t: page(t)["touch"][1].update(rect=[297, 60, 200, 100]),
    "text crosses a touch area's edge": lambda t: page(t)["texts"][0].update(rect=[250, 100, 60, 30]),
    "not every text is read once": [lambda t, order=order: page(t).update(reading=order) for order in ([1, 2], [1, 1, 2], [0, 1, 2, 3])],
    "read before the name": lambda t: page(t).update(reading=[2, 1, 0]),
    "read after the foot": lambda t: page(t).update(reading=[0, 1, 2]),
    "text without a language": lambda t: page(t)["texts"][1].update(lang=""),
    "foot moved": lambda t: t["pages"].append({**copy.deepcopy(page(t)), "id": "target/a/2", "touch": [{"id": "back", "label": "返回", "rect": [90, 61, 200, 100]}]}),
    "demonstration mark": lambda t: page(t).update(demo=True),
    "out of low reach": lambda t: t.update(size_px=[1080, 1920], profile="low-reach"),
}


def check(tour):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "tour.json").write_text(json.dumps(tour))
        done = subprocess.run([sys.executable, HERE / "check_tour.py", folder, "--demo", "no"], capture_output=True, text=True)
        return done.returncode, done.stdout


def main():
    wrong = []
    code, output = check(GOOD)
    if code != 0:
        wrong.append("a good record: " + output)
    plants = [(kind, plant) for kind, one_or_more in PLANTED.items() for plant in (one_or_more if isinstance(one_or_more, list) else [one_or_more])]
    for number, (kind, plant) in enumerate(plants):
        tour = copy.deepcopy(GOOD)
        plant(tour)
        code, output = check(tour)
        if code != 1 or kind not in output:
            wrong.append(f"planted '{kind}' (number {number}) was not found: {output}")
    print("\n".join(wrong) or f"{len(plants)} planted faults found")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
