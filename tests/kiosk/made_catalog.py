"""Writes an invented catalog in version 2 of the format, as a folder of CSV files: so many topics, so many targets.

usage: made_catalog.py FOLDER TOPICS TARGETS [--place long|none|county|country] [--figures SHARE]

Everything in it is made up and says so (demonstration is 1). Names are as long as those of real plans, in both languages.
The last topic has no headline where there are three or more.
"""
import argparse
import csv
import pathlib

PLACES = {
    "county": ("云溪县", "Yunxi County"),
    "country": ("联合王国", "United Kingdom"),
    "long": ("新疆维吾尔自治区伊犁哈萨克自治州", "Ili Kazakh Autonomous Prefecture of Xinjiang"),
}
PERIODS = {"county": ("2024-01-01", "2024-12-31"), "country": ("2024-01-01", "2029-12-31"), "long": ("2023-10-01", "2024-09-30")}
TOPICS = [
    ("就业增收", "Jobs and income", "briefcase"), ("上学入园", "Schools and kindergartens", "cap"), ("一老一小", "Elderly and child care", "care"),
    ("住房安居", "Housing", "house"), ("出行停车", "Getting around and parking", "road"), ("水气暖和路灯", "Water, gas, heating, lights", "drop"),
    ("公园健身", "Parks and fitness", "tree"), ("蓝天碧水", "Air, water and soil", "cloud"), ("办事便利", "Easier government services", "document"),
    ("乡村和粮食", "Villages and food", "wheat"), ("看病就医", "Doctors and hospitals", "city"), ("平安建设", "Public safety", "shield"),
]
TARGETS = [
    ("新增城镇就业人数", "New jobs in towns", "新增就业", "New jobs", "ge", "2.4", "万人", "people", "annual_new"),
    ("新建改扩建公办幼儿园", "State kindergartens built or enlarged", "公办幼儿园", "Kindergartens", "eq", "18", "所", "kindergartens", "annual_total"),
    ("居民人均可支配收入增长", "Growth of disposable income per resident", "居民收入增长", "Income growth", "approx", "6.5", "%", "%", "growth_rate"),
    ("改造提升农村供水管网长度", "Length of rural water mains renewed", "农村供水管网", "Rural water mains", "ge", "126", "公里", "kilometres", "annual_total"),
    ("空气质量优良天数比率", "Share of days with good air", "优良天数比率", "Days of good air", "ge", "82.3", "%", "%", "share"),
    ("新增社区养老服务设施床位", "New beds in community homes for the elderly", "养老床位", "Beds for the elderly", "ge", "1200", "张", "beds", "annual_new"),
    ("城镇老旧小区改造户数", "Households in old estates that are renewed", "老旧小区改造", "Old estates renewed", "eq", "8600", "户", "households", "annual_total"),
]
DATES = {"provisional": "2024-06-30", "final": "2024-12-31"}


def write(folder, name, rows):
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def topic_rows(count, targets):
    for i in range(count):
        zh, en, icon = TOPICS[i % len(TOPICS)]
        again = i // len(TOPICS) + 1
        yield {"id": f"topic-{i + 1}", "position": i + 1, "name_zh": zh + (f"（{again}）" if again > 1 else ""), "name_en": en + (f" ({again})" if again > 1 else ""),
               "blurb_zh": f"与{zh}有关的目标，按文件原文排列。", "blurb_en": f"Targets about {en[0].lower() + en[1:]}, in the order of the document.",
               "icon": icon, "headline_target_id": "" if i >= targets or (count >= 3 and i == count - 1) else f"target-{i + 1}"}


def target_rows(count, topics, period):
    for i in range(count):
        zh, en, short_zh, short_en, comparator, value, unit_zh, unit_en, kind = TARGETS[i % len(TARGETS)]
        again = "" if i < len(TARGETS) else str(i // len(TARGETS) + 1)
        yield {"id": f"target-{i + 1}", "number": i + 1, "topic_id": f"topic-{i % topics + 1}", "position": i // topics + 1,
               "name_zh": zh + (f"（第{again}批）" if again else ""), "name_en": en + (f", batch {again}" if again else ""),
               "short_zh": short_zh, "short_en": short_en, "comparator": comparator, "value": value, "unit_zh": unit_zh, "unit_en": unit_en, "kind": kind,
               "direction": "higher", "deadline": period[1], "tier": "core", "section": "一", "quote": sentence(i), "source_id": "made-up"}


def sentence(i):
    zh, _, _, _, comparator, value, unit_zh, _, _ = TARGETS[i % len(TARGETS)]
    return f"{zh}{value}{unit_zh}{ {'ge': '以上', 'approx': '左右'}.get(comparator, '') }"


def result(i):
    """The figure of a target, and the sentence that it is published in."""
    zh, _, _, _, _, value, unit_zh, _, _ = TARGETS[i % len(TARGETS)]
    reached = format(float(value) * (1.1, 0.45, 0.9, 1.0)[i % 4], ".4g")
    return reached, f"上半年{zh}{reached}{unit_zh}"


def observation_rows(targets, share, period):
    """For a share of the targets a figure, good and bad in turn."""
    for i in range(targets):
        if (i * 7919) % 1000 >= share * 1000:
            continue
        status = ("provisional", "final")[i % 2]
        reached, excerpt = result(i)
        last = min(DATES[status], period[1])
        yield {"id": i + 1, "target_id": f"target-{i + 1}", "period_start": period[0], "period_end": last, "as_of": last,
               "value": reached, "status": status, "excerpt_zh": excerpt, "source_id": "made-up"}


def make(folder, topics, targets, place="county", figures=0.6):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    period = PERIODS.get(place, PERIODS["county"])
    zh, en = PLACES.get(place, ("虚构县", "Invented County"))
    write(folder, "release", [{"version": "1", "place_zh": zh, "place_en": en, "title_zh": f"{zh}民生目标（演示）", "title_en": f"{en}, targets (demonstration)",
                               "document_word_zh": "实事", "document_word_en": "plan", "period_start": period[0], "period_end": period[1],
                               "published_at": "2024-07-01T08:00:00+08:00", "default_valid_until": "2026-12-31", "time_zone": "Asia/Shanghai", "languages": "zh-CN,en"}])
    write(folder, "sources", [{"id": "made-up", "title_zh": "演示用的虚构文件", "title_en": "Invented document for demonstration", "publisher_zh": "演示单位",
                               "publisher_en": "Demonstration office", "published_on": "2024-03-01", "url": "https://example.org/", "demonstration": 1}])
    write(folder, "sections", [{"id": "一", "position": 1, "name_zh": "主要目标", "name_en": "Main targets"}])
    write(folder, "topics", list(topic_rows(topics, targets)))
    write(folder, "targets", list(target_rows(targets, topics, period)))
    write(folder, "observations", list(observation_rows(targets, figures, period)))
    sentences = sorted({sentence(i) for i in range(len(TARGETS))} | {result(i)[1] for i in range(4 * len(TARGETS))}) + ["扎实办好演示事项"]
    (folder / "made-up.txt").write_text("。".join(sentences) + "。\n", encoding="utf-8")
    write(folder, "commitments", [{"id": 1, "topic_id": f"topic-{topics}", "position": 1, "name_zh": "办好演示事项", "name_en": "See to what is demonstrated",
                                   "quote": "扎实办好演示事项", "source_id": "made-up"}])


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("topics", type=int)
    options.add_argument("targets", type=int)
    options.add_argument("--place", default="county", choices=["county", "country", "long"])
    options.add_argument("--figures", type=float, default=0.6)
    given = options.parse_args()
    make(given.folder, given.topics, given.targets, given.place, given.figures)
