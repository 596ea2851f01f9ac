"""The words of statistics that the catalog explains: each stands where people can meet it, and is explained in plain sentences.

usage: terms_test.py CATALOG_FOLDER STRINGS_FOLDER
"""
import csv
import pathlib
import re
import sys

SHEETS = ("targets", "observations", "commitments", "outcomes", "sections", "clauses", "topics")
NOT_SHOWN = ("editor_note", "index_zh", "index_en")
STRINGS = {"zh": "zh-CN.toml", "en": "en.toml"}
LONGEST = {"zh": 62, "en": 200}
ENDS = {"zh": "。", "en": "."}
SENTENCES = 2
# The English texts say these otherwise or leave them to the Chinese quotation.
ONLY_QUOTED = {"or-so", "gdp-letters", "constant-prices", "base-figure", "affordable-childcare", "enterprise-annuity", "built-in-safety", "pm25"}
# Whoever explains a number does not weigh it.
WEIGHING = re.compile(r"优秀|成就|显著|落后|糟|excellent|remarkable|disappointing|unfortunately", re.IGNORECASE)
NEEDED = {"规上", "同比", "口径", "累计", "左右", "百分点", "增加值", "城镇新增就业", "一般公共预算收入", "社会消费品零售总额",
          "居民消费价格", "研发投入强度", "PM2.5", "托位", "保障性租赁住房", "人均可支配收入", "城镇调查失业率"}


def rows(file):
    with open(file, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def shown_texts(catalog, strings, language):
    other = {"zh": "_en", "en": "_zh"}[language]
    for sheet in SHEETS:
        for row in rows(catalog / f"{sheet}.csv"):
            for column, cell in row.items():
                # Quotations are in the document's language, Chinese; excerpts in whatever the publisher wrote.
                if column not in NOT_SHOWN and not column.endswith(other) or column == "excerpt_zh":
                    yield cell
    yield (strings / STRINGS[language]).read_text(encoding="utf-8")


def faults_of(term, language, texts):
    name, meaning = term[f"name_{language}"], term[f"meaning_{language}"]
    stands = re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", texts) if language == "en" else name.lower() in texts
    if not stands and not (language == "en" and term["id"] in ONLY_QUOTED):
        yield f"{name} is explained and stands nowhere"
    if not meaning.endswith(ENDS[language]) or len(meaning) > LONGEST[language]:
        yield f"{name}: the meaning is not a sentence, or has {len(meaning)} characters"
    if len(re.findall(r"。|\.(?= [A-Z]|$)", meaning)) > SENTENCES:
        yield f"{name} has more than {SENTENCES} sentences"
    if WEIGHING.search(meaning):
        yield f"{name} is weighed, not explained"
    if language == "zh" and re.search(r"[,;:()?]|(?<![0-9A-Z])\.", meaning):
        yield f"{name} has punctuation of half width"


def main():
    catalog, strings = map(pathlib.Path, sys.argv[1:3])
    terms, faults = rows(catalog / "terms.csv"), []
    for language in STRINGS:
        texts = "\n".join(shown_texts(catalog, strings, language)).lower()
        names = [term[f"name_{language}"].lower() for term in terms]
        faults += [f"{name} is explained twice" for name in sorted({name for name in names if names.count(name) > 1})]
        faults += [fault for term in terms for fault in faults_of(term, language, texts)]
    faults += [f"{name} is not explained" for name in sorted(NEEDED - {term["name_zh"] for term in terms})]
    print(f"{len(terms)} terms")
    print("".join(f"    {fault}\n" for fault in faults), end="")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
