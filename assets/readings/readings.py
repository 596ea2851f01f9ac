#!/usr/bin/env python3
"""Writes how hanzi are read with their tones, for kiosk-publish.

usage: readings.py UNIHAN_READINGS.txt.bz2 UNIHAN_VARIANTS.txt.bz2 TERRA_PINYIN.dict.yaml OUTPUT

OUTPUT, UTF-8, a line each, sorted: a character, a tab and its readings, the most frequent first ("行<tab>xing2 hang2"); a
word, a tab and a syllable for each character ("银行<tab>yin2 hang2"). Words that read as the first reading of each of
their characters are left out. ü is written v; the neutral tone is 5. 一 and 不 keep the tone of the dictionary whatever
follows them.
"""
import bz2
import collections
import itertools
import pathlib
import re
import sys
import unicodedata

AS_NOUN = {"地": "di4", "都": "du1"}  # names have no adverbs
# Those that are without tone wherever they are; other syllables have theirs in what is read out.
TONELESS = "的了着们么得子"
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
SYLLABLE = re.compile(r"[a-z]+[1-5]$")
# Of most characters the corpus has counts; of the rest the usual reading, those of the table of 8,105, those of a dictionary.
FIELDS = ("kHanyuPinlu", "kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinyin")


def numbered(syllable):
    """"lǜ" -> "lv4", "de" -> "de5"."""
    letters, tone = "", "5"
    for char in unicodedata.normalize("NFD", syllable.replace("ü", "v")):
        if char == "\u0308":
            letters = letters[:-1] + "v"
        elif char in TONES:
            tone = TONES[char]
        elif char != "\u0302":
            letters += char
    return letters + tone


def unihan(path):
    """(character, field, value) of each line."""
    with bz2.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                yield chr(int(code[2:], 16)), field, value


def characters(path):
    """{character: readings, the most frequent first}"""
    by_field = collections.defaultdict(dict)
    for char, field, value in unihan(path):
        if field in FIELDS:
            spelled = re.sub(r"[0-9.*,]+:|\([0-9]+\)", " ", value).replace(",", " ").split()
            by_field[char][field] = [numbered(one) for one in spelled]
    return {char: toned_first(one for field in FIELDS for one in fields.get(field, ()) if SYLLABLE.match(one))
            for char, fields in by_field.items()}


def standard_tones(path):
    """{character: its readings in the standard dictionary of the mainland}, of those characters that are in it."""
    return {char: [numbered(one) for one in re.sub(r"[0-9.*,]+:", " ", value).replace(",", " ").split()]
            for char, field, value in unihan(path) if field == "kTGHZ2013"}


def as_standard(char, syllable, standard):
    """The dictionary of words has the tones of Taiwan for some: 企业 qi4, 期 qi2, 建筑 zhu2. They are said as here."""
    known = standard.get(char, [])
    same = [one for one in known if one[:-1] == syllable[:-1]]
    return same[0] if syllable not in known and syllable[-1] != "5" and len(same) == 1 else syllable


def toned_first(readings):
    """Each once; those without tone last where the same syllable has one."""
    readings = list(dict.fromkeys(readings))
    toned = {one[:-1] for one in readings if not one.endswith("5")}
    return sorted(readings, key=lambda one: one.endswith("5") and one[:-1] in toned)


def simplified_forms(path):
    """{traditional character: simplified ones}"""
    return {char: [chr(int(code[2:], 16)) for code in value.split()]
            for char, field, value in unihan(path) if field == "kSimplifiedVariant"}


def entries(path):
    """(text, syllables, weight of 100) of the dictionary."""
    body = pathlib.Path(path).read_text(encoding="utf-8").split("\n...\n", 1)[1]
    for line in body.splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 2:
            continue
        syllables = cells[1].split()
        weight = float(cells[2].rstrip("%")) if len(cells) > 2 and cells[2].endswith("%") else 100
        if len(syllables) == len(cells[0]) and all(SYLLABLE.match(one) for one in syllables):
            yield cells[0], syllables, weight


def in_isolation(char, syllable, known):
    """With the tone that is its own, whatever the word does to it."""
    if char in "一不":
        return {"一": "yi1", "不": "bu4"}[char]
    if not syllable.endswith("5") or char in TONELESS:
        return syllable
    return next((one for one in known if one[:-1] == syllable[:-1]), syllable)


def written(text, syllables, simple, of_character):
    """The text, and how it is simplified: 乾 is 干 where it is gan1, and stays where it is qian2."""
    choices = [[char] if char not in simple else [char, *(form for form in simple[char] if one in of_character.get(form, [one]))]
               for char, one in zip(text, syllables)]
    return dict.fromkeys([text, *map("".join, itertools.product(*(forms[1:] or forms for forms in choices)))])


def main():
    readings, variants, dictionary, output = sys.argv[1:]
    simple = simplified_forms(variants)
    of_character = characters(readings)
    for char, reading in AS_NOUN.items():
        of_character[char] = [reading] + [one for one in of_character[char] if one != reading]
    found = list(entries(dictionary))
    for text, syllables, weight in found:
        if len(text) == 1 and weight > 0:
            known = of_character.setdefault(text, [])
            if syllables[0] not in known:
                known.append(syllables[0])
    standard = standard_tones(readings)
    words = {}
    for text, syllables, weight in found:
        for form in written(text, syllables, simple, of_character) if len(text) > 1 else ():
            own = [as_standard(char, in_isolation(other, one, of_character.get(other, [])), standard)
                   for other, char, one in zip(text, form, syllables)]
            rarity = sum(of_character[char].index(one) if one in of_character.get(char, []) else 9 for char, one in zip(form, own))
            words[form] = min(words.get(form, (0, 99, own)), (-weight, rarity, own))
    words = {form: own for form, (_, _, own) in words.items()}
    usual = {char: known[0] for char, known in of_character.items() if known}
    lines = [f"{char}\t{' '.join(known)}" for char, known in of_character.items() if known]
    lines += [f"{text}\t{' '.join(syllables)}" for text, syllables in words.items()
              if any(usual.get(char) != one for char, one in zip(text, syllables))]
    pathlib.Path(output).write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
