"""The everyday words of the catalog that goes with the programs: everybody finds every target by a word that they would say.

usage: index_words_test.py CATALOG_FOLDER

The words stand in targets.csv (`index_zh`, `index_en`), the one that is shown first in front. A topic offers five words to begin
with: the first words of its targets in their order, then their second words, and so on, each word once.
"""
import csv
import itertools
import pathlib
import re
import sys

LANGUAGES = ("zh", "en")
FIRST_WORDS = 5
MOST_TARGETS, MOST_TARGETS_OF_A_FIRST_WORD = 12, 7
LONGEST = {"zh": 6, "en": 18}  # hanzi, letters: as much as a button holds
# English is written small, but for what is spelled with capitals by everybody.
SPELLED = {"zh": re.compile(r"[\u4e00-\u9fff]+|GDP|AI"), "en": re.compile(r"[a-z]+(?:[ -][a-z]+)*|GDP|AI|PhDs")}

FIRST = {
    "zh": {"jobs": "找工作 失业 收入 创业贷款 培训", "schools": "学位 中小学 高中 幼儿园 幼升小", "care": "托育 养老院 带孩子 老人 托儿所",
           "housing": "交房 租房 人才公寓 保障房 安置房", "transport": "地铁 停车 道路 新路 修路", "utilities": "天然气 自来水 暖气 下水道 路灯",
           "parks": "公园 绿地 植树 球场 健身", "environment": "饮用水 空气 南水北调 污水 垃圾", "services": "免证办 一次办好 跨省办 周边城市 就近办",
           "villages": "村路 示范村 美丽乡村 村集体 粮食", "economy": "经济 投资 消费 财政 物价", "safety": ""},
    "en": {"jobs": "finding work,unemployment,income,start-up loans,training",
           "schools": "school places,schools,high school,kindergarten,starting school",
           "care": "childcare,care homes,nursery,old people,toddlers",
           "housing": "unfinished homes,renting,flats for talent,cheaper homes,rehousing",
           "transport": "metro,parking,roads,new roads,potholes", "utilities": "gas,tap water,heating,drains,street lamps",
           "parks": "parks,greenery,trees,sports,fitness", "environment": "drinking water,clean air,canal,sewage,rubbish",
           "services": "fewer papers,one visit,other provinces,nearby cities,near home",
           "villages": "country roads,model villages,pretty villages,village income,grain",
           "economy": "economy,investment,shopping,taxes,prices", "safety": ""},
}

# Whoever says the word means these, whatever the document calls them.
LEADS_TO = {
    "zh": {"托育": ["childcare-places-per-1000"], "托儿所": ["childcare-places-per-1000"], "养老院": ["elderly-care-beds"],
           "暖气": ["heating-pipes", "new-central-heating-area"], "风电": ["wind-capacity-approved"], "看病": ["col1-public-facilities-new"],
           "地铁": ["col1-infrastructure-continued", "metro-phase3-complete", "metro-new-km", "metro-total-km"], "学位": ["new-school-places"],
           "停车": ["public-parking-spaces"], "修路": ["road-repairs", "village-roads"], "下岗": ["surveyed-urban-unemployment"],
           "找工作": ["urban-new-jobs-headline", "graduates-to-zhengzhou", "urban-new-jobs", "rural-labour-transfer"],
           "房子": ["rental-housing-raised", "affordable-homes-for-sale", "special-loan-homes-delivered",
                  "non-special-loan-homes-delivered", "resettlement-housing-completed", "commercial-housing-sales"],
           "雾霾": ["air-quality-rank"], "涨价": ["cpi-increase"], "工资": ["resident-income-growth"]},
    "en": {"childcare": ["childcare-places-per-1000"], "nursery": ["childcare-places-per-1000"], "care homes": ["elderly-care-beds"],
           "heating": ["heating-pipes", "new-central-heating-area"], "wind power": ["wind-capacity-approved"],
           "hospital": ["col1-public-facilities-new"], "subway": ["metro-phase3-complete", "metro-new-km", "metro-total-km"],
           "school places": ["new-school-places"], "parking": ["public-parking-spaces"], "wages": ["resident-income-growth"]},
}


def rows(file):
    with open(file, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def words_of(target, language):
    return [word.strip() for word in target[f"index_{language}"].split(";") if word.strip()]


def targets_by_word(targets, language):
    found = {}
    for target in targets:
        for word in words_of(target, language):
            found.setdefault(word, []).append(target)
    return found


def first_words(topic, targets, language):
    lists = [words_of(target, language) for target in sorted(
        (target for target in targets if target["topic_id"] == topic["id"]), key=lambda target: int(target["position"]))]
    in_order = (word for nth in itertools.zip_longest(*lists) for word in nth if word)
    return list(dict.fromkeys(in_order))[:FIRST_WORDS]


def faults_of_words(targets, language):
    """What is wrong with a target's own words."""
    for target in targets:
        words, name, short = words_of(target, language), target[f"name_{language}"].lower(), target[f"short_{language}"].lower()
        if not words:
            yield f"{target['id']} cannot be found by any word"
        elif all(word.lower() in name for word in words):
            yield f"{target['id']} can be found by the document's words alone: {words}"
        if len(set(words)) < len(words):
            yield f"{target['id']} has a word twice"
        for word in words:
            if word.lower() in (name, short):
                yield f"{word} is only what the document calls {target['id']}"
            if len(word) > LONGEST[language]:
                yield f"{word} is too long for a button"
            if not SPELLED[language].fullmatch(word):
                yield f"{word} is not spelled as a word of everyday language"


def faults_of_repeats(targets, language):
    """A promise written twice is found by the same words, so that a list may leave the second out."""
    by_id = {target["id"]: target for target in targets}
    for target in targets:
        if target["same_as"] and words_of(target, language) != words_of(by_id[target["same_as"]], language):
            yield f"{target['id']} has other words than {target['same_as']}, which it repeats"


def faults_of_lists(targets, language):
    """What a word leads to."""
    found = targets_by_word(targets, language)
    for word, led_to in found.items():
        if len(led_to) > MOST_TARGETS:
            yield f"{word} leads to {len(led_to)} targets"
    for word, expected in LEADS_TO[language].items():
        ids = [target["id"] for target in found.get(word, [])]
        if ids != expected:
            yield f"{word} leads to {ids}, not to {expected}"


def faults_of_first_words(topics, targets, language):
    """What a topic offers to begin with."""
    found, offered = targets_by_word(targets, language), {}
    for topic in topics:
        words = first_words(topic, targets, language)
        expected = re.split(r"[ ,]" if language == "zh" else ",", FIRST[language][topic["id"]])
        if words != [word for word in expected if word]:
            yield f"{topic['id']} begins with {words}"
        for word in words:
            if len(found[word]) > MOST_TARGETS_OF_A_FIRST_WORD:
                yield f"{word}, a first word, leads to {len(found[word])} targets"
            if word in offered:
                yield f"{word} is a first word of {offered[word]} and of {topic['id']}"
            offered[word] = topic["id"]


def main():
    folder = pathlib.Path(sys.argv[1])
    topics, targets = rows(folder / "topics.csv"), rows(folder / "targets.csv")
    faults = []
    for language in LANGUAGES:
        faults += [f"{language}: {fault}" for found in (
            faults_of_words(targets, language), faults_of_repeats(targets, language), faults_of_lists(targets, language),
            faults_of_first_words(topics, targets, language)) for fault in found]
        by_word = targets_by_word(targets, language)
        print(f"{language}: {len(by_word)} words for {len(targets)} targets, the longest list has "
              f"{max(map(len, by_word.values()))}")
    print("".join(f"    {fault}\n" for fault in faults), end="")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
