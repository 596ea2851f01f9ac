"""Holds what kiosk-publish says (assets/strings/publish-zh.toml) against the sources that say it.

usage: phrases_test.py PROJECT_FOLDER

Every pattern of a say("...") has one in Chinese that puts in the same arguments; none is left over; the Chinese has
Chinese punctuation and no English sentence in it. When all is well the script proves on damaged copies that each kind
of fault would be found.
"""
import pathlib
import re
import sys
import tomllib

SOURCES = "sync/publish"
TABLE = "assets/strings/publish-zh.toml"
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
TOKEN = re.compile(r"//[^\n]*|'(?:[^'\\\n]|\\.)'|\bsay\(\s*((?:" + LITERAL + r"\s*)*)|" + LITERAL)
PLACE = re.compile(r"\{(\d*)\}")
HAN = r"[\u3400-\u9fff]"
# What is typed, or stands on a disk or in a menu, and keeps its name.
NAMES = re.compile(r"`[^`]*`|“[^”{}]*”|（[a-z_]+）|CSV UTF-8|\{\d*\}|[\w-]*\.(?:csv|txt|rtf|xlsx?|ods)\b")


def unquoted(literals):
    escapes = {"n": "\n", "t": "\t"}
    return "".join(re.sub(r"\\(.)", lambda match: escapes.get(match[1], match[1]), part[1:-1])
                   for part in re.findall(LITERAL, literals))


def said_in(source):
    """The patterns of every say(); None for one that is no literal."""
    return [unquoted(match[1]) if match[1] else None for match in TOKEN.finditer(source) if match[1] is not None]


def places(pattern):
    found = PLACE.findall(pattern)
    return sorted(int(place) if place else at for at, place in enumerate(found))


def faults_of(sources, table):
    """`sources`: texts by name; `table`: Chinese by English."""
    faults, said = [], set()
    for name, source in sources.items():
        for pattern in said_in(source):
            if pattern is None:
                faults.append(f"{name}: a say() whose pattern is no literal")
            else:
                said.add(pattern)
    for pattern in sorted(said):
        if pattern not in table and re.search("[a-z]", PLACE.sub("", pattern)):
            faults.append(f"not in Chinese: {pattern}")
    for pattern, chinese in table.items():
        if pattern not in said:
            faults.append(f"never said: {pattern}")
        if places(pattern) != places(chinese):
            faults.append(f"other arguments: {pattern} -> {chinese}")
        words = NAMES.sub("", chinese)
        if not re.search(HAN, words) and re.search("[A-Za-z]", words + pattern) and re.search("[a-z]", PLACE.sub("", pattern)):
            faults.append(f"no Chinese: {pattern} -> {chinese}")
        if re.search(r"[a-z]{2,}[ ,;]+[a-z]{2,}", words):
            faults.append(f"English words: {chinese}")
        if re.search(HAN + r"\s*[,;:!?()]|[,;:!?()]\s*" + HAN + "|" + HAN + r"\.(?!\w)", NAMES.sub("", chinese)):
            faults.append(f"English punctuation: {chinese}")
    return faults


def prove(sources, table):
    """Each kind of fault is found."""
    some, other = "the file is empty", "{} of {} is \"{}\", here it is \"{}\""
    without = {key: text for key, text in table.items() if key != some}
    for fault, damaged_sources, damaged_table in [
            ("not in Chinese", sources, without),
            ("not in Chinese", {**sources, "a.cpp": 'say("one \\"{}\\" "\n    "more", x)'}, table),
            ("never said", sources, {**table, "nobody says this": "没有人说"}),
            ("other arguments", sources, {**table, other: "{0} {1} {2} {2}"}),
            ("no Chinese", sources, {**table, some: "Empty."}),
            ("English words", sources, {**table, some: "文件 is empty now"}),
            ("English punctuation", sources, {**table, some: "这个文件,是空的"}),
            ("no literal", {**sources, "a.cpp": "say(pattern, x)"}, table)]:
        found = faults_of(damaged_sources, damaged_table)
        if not any(fault in one for one in found):
            sys.exit(f"this test does not find: {fault}")
    if faults_of({**sources, "a.cpp": '// say("nothing at all")'}, table):
        sys.exit("this test reads comments")


def main():
    root = pathlib.Path(sys.argv[1])
    sources = {str(file.relative_to(root)): file.read_text(encoding="utf-8")
               for file in sorted((root / SOURCES).rglob("*.cpp"))}
    table = tomllib.loads((root / TABLE).read_text(encoding="utf-8"))
    faults = faults_of(sources, table)
    print("\n".join(faults) or f"{len(table)} messages in Chinese, all of them said")
    if faults:
        sys.exit(1)
    prove(sources, table)


main()
