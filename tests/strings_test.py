"""Holds the words of the screen (assets/strings) against each other and against the program that uses them.

usage: strings_test.py PROJECT_FOLDER

Every language has the same keys and the same {places}; every key that the program asks for is there and gets a value
for each of its places; none is left over; Chinese has Chinese punctuation; scenes hold no words of their own. When all
is well the script proves on damaged copies that each kind of fault would be found.
"""
import pathlib
import re
import sys

HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
PLACE = re.compile(r"\{(\w+)\}")
KEY = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*"

# Keys that the program puts together: how the first part is written in the code, and what follows it, which is an
# array of names in catalog/ or a list. A key put together in any other way is a fault.
COMPOSED = {
    "state.": "kStateNames", "state_short.": "kStateNames", "about.state.": "kStateNames", "value.": "kComparatorNames", "observed.": "kQualifierNames",
    "figure.": "kObservationStatusNames", "why.": "kCannotJudgeNames",
    "percent.": "kQualifierNames", "language.": ["zh", "en"], "published_word.": ["completed", "under_way", "not_completed"],
    "basis.": ["percent_of_target", "percent_of_works"], "period.quarter_": ["1", "2", "3", "4"], "closed.weekday_": ["1", "2", "3", "4", "5", "6", "7"],
    "rule.": ["no_figure", "not_judged", "reached", "exceeded", "under_way", "above", "below", "higher", "lower", "by_word"],
    "web.status.": "kObservationStatusNames", "import.": "kImportResultNames",
}
# Its literals are names of settings, which look like keys.
SETTINGS = "kiosk/config.cpp"
# A call that asks for the key and for key + "_off".
SWITCH = re.compile(r"\bon_off\([^\"()]*\"(" + KEY + r")\"")
ASK = re.compile(r"(?<![\w.])(?:\w+(?:\.|->))*(?:s|words|strings_?|stage_?\.strings)(\.count)?\(\s*$")

# Chinese words on the English screen: a band that everybody has to understand.
HAN_IN_ENGLISH = {"band.demo"}
# Keys that say the same with other {places}: English counts what one circle is, Chinese measures it.
OTHER_PLACES = {"caption.rings_one"}


def read_strings(text):
    """The keys and texts of a file of `key = "text"` lines under [table] headings."""
    table, found = "", {}
    for line in text.splitlines():
        heading = re.match(r"^\[([\w.]+)\]\s*$", line)
        pair = re.match(r'^([\w-]+) = "((?:[^"\\]|\\.)*)"\s*$', line)
        if heading:
            table = heading[1] + "."
        elif pair:
            found[table + pair[1]] = pair[2].replace('\\"', '"').replace("\\n", "\n")
        elif line.strip() and not line.startswith("#"):
            sys.exit(f"this test cannot read the line: {line}")
    return found


class Source:
    """A C++ file without its comments, and its string literals."""

    TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|\'(?:[^\'\\\n]|\\.)\'|(?:u8|[uUL])?"((?:[^"\\\n]|\\.)*)"', re.S)

    def __init__(self, path, text):
        self.path = path
        blank = lambda m: re.sub(r"[^\n]", " ", m[0]) if m[0].startswith("/") else m[0]
        self.code = self.TOKEN.sub(blank, text)
        self.literals = [(m.start(), m.end(), m[1]) for m in self.TOKEN.finditer(self.code) if m[1] is not None]

    def line(self, at):
        return self.code.count("\n", 0, at) + 1

    def statement_before(self, at):
        return self.code[max(self.code.rfind(c, 0, at) for c in ";{}") + 1:at] if at else ""

    def call_rest(self, at):
        """From `at`, within a call, to its closing parenthesis."""
        depth = 1
        for i in range(at, len(self.code)):
            depth += {"(": 1, ")": -1}.get(self.code[i], 0)
            if depth == 0:
                return self.code[at:i]
        return self.code[at:]


def names_of(array, headers):
    for text in headers:
        found = re.search(r"\b" + array + r"\{([^}]*)\}", text)
        if found:
            return re.findall(r'"(\w+)"', found[1])
    sys.exit(f"catalog/ has no {array} any more")


def compare_languages(chinese, other, name):
    for key in sorted(chinese.keys() | other.keys()):
        singular = key.endswith("_one") and key[:-4] in chinese
        if key not in chinese and not singular:
            yield f"zh-CN.toml: {key} is missing"
        elif key not in other and not singular:
            yield f"{name}: {key} is missing"
        elif key in chinese and key in other and key not in OTHER_PLACES and set(PLACE.findall(chinese[key])) != set(PLACE.findall(other[key])):
            yield f"{name}: {key}: the {{places}} differ from those of zh-CN.toml"
        elif key not in chinese and not set(PLACE.findall(other[key])) <= set(PLACE.findall(chinese[key[:-4]])):
            yield f"{name}: {key} has a {{place}} that {key[:-4]} has not"


def check_punctuation(chinese, english):
    for key, text in chinese.items():
        if not text.strip():
            yield f"zh-CN.toml: {key} is empty"
        for mark in re.findall(rf"(?:{HAN}[,;:!?()\"']|[,;:!?()\"']{HAN}|{HAN}\.(?!\d)|\.\.\.)", text):
            yield f"zh-CN.toml: {key}: {mark} has a narrow mark beside a hanzi"
        if re.search(r"[，。；：！？、]{2}", text):
            yield f"zh-CN.toml: {key} has two marks in a row"
        if re.search(r"[A-Za-z]{2}", PLACE.sub("", text)):
            yield f"zh-CN.toml: {key} has words that are not Chinese: {text}"
    for key, text in english.items():
        if not text.strip():
            yield f"en.toml: {key} is empty"
        if key not in HAN_IN_ENGLISH and re.search(rf"{HAN}|[\u3000-\u303f\uff00-\uffef]", text):
            yield f"en.toml: {key} has Chinese characters or marks: {text}"


def keys_used(sources, headers, chinese):
    """(key, where, places that get a value or None) for each use; and faults of keys that cannot be followed."""
    uses, faults = [], []
    tables = {key.split(".")[0] for key in chinese if "." in key}
    for source in sources:
        for start, end, literal in source.literals:
            where = f"{source.path}:{source.line(start)}"
            before, after = source.code[max(0, start - 200):start], source.code[end:end + 200]
            call = ASK.search(before)
            wrapped = re.sub(r"std::string\(\s*$", "", before)
            if re.match(r"\)\s*\+" if wrapped != before else r"\s*\+", after) and ASK.search(wrapped):
                names = COMPOSED.get(literal)
                if names is None:
                    faults.append(f"{where}: a key is put together from \"{literal}\", which this test cannot follow")
                    continue
                for name in names if isinstance(names, list) else names_of(names, headers):
                    uses.append((literal + name, where, None))
            elif call and re.match(r"\s*[,)?:]", after):
                given = set(re.findall(r'\{\s*"(\w+)"\s*,', source.call_rest(end)))
                direct = re.match(r"\s*[,)]", after)
                uses.append((literal, where, (given | {"n"} if call[1] else given) if direct else None))
            elif source.path == SETTINGS:
                continue
            elif literal in chinese or ("." in literal and re.fullmatch(KEY, literal) and literal.split(".")[0] in tables):
                if not re.search(r"\.(otf|toml|txt|db|png|json|html|css|js|h|cpp)$", literal):
                    uses.append((literal, where, None))
        for match in SWITCH.finditer(source.code):
            uses.append((match[1] + "_off", f"{source.path}:{source.line(match.start())}", None))
        for match in re.finditer(r"\+ ?\(?[^;\"]*\"(_\w+)\"", source.code):
            if match[1] not in ("_off", "_one"):
                faults.append(f"{source.path}:{source.line(match.start())}: a key may be put together with \"{match[1]}\", which this test cannot follow")
    return uses, faults


def check_keys(sources, headers, chinese, english):
    uses, faults = keys_used(sources, headers, chinese)
    yield from faults
    used = set()
    for key, where, given in uses:
        used.add(key)
        if key not in chinese:
            yield f"{where}: there is no text {key}"
        elif given is not None:
            for place in sorted(set(PLACE.findall(chinese[key] + english.get(key, ""))) - given):
                yield f"{where}: {key} needs a value for {{{place}}}"
    for key in sorted(chinese.keys() | english.keys()):
        if key not in used and not (key.endswith("_one") and key[:-4] in used):
            yield f"{key}: nothing uses it"


def check_scenes(sources):
    for source in sources:
        if not source.path.startswith("kiosk/scenes/"):
            continue
        for start, _, literal in source.literals:
            where = f"{source.path}:{source.line(start)}"
            if re.search(HAN, literal):
                yield f"{where}: words belong into assets/strings: \"{literal}\""
            elif re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", literal) and not re.search(r"\b(fail|assert|static_assert)\(", source.statement_before(start)):
                yield f"{where}: words belong into assets/strings: \"{literal}\""


def all_faults(texts):
    chinese, english = read_strings(texts["assets/strings/zh-CN.toml"]), read_strings(texts["assets/strings/en.toml"])
    others = {path.split("/")[-1]: read_strings(text) for path, text in sorted(texts.items())
              if path.startswith("assets/strings/") and not path.endswith("/zh-CN.toml")}
    sources = [Source(path, text) for path, text in sorted(texts.items()) if path.startswith(("kiosk/", "words/", "sync/publish/web/"))]
    headers = [text for path, text in texts.items() if path.startswith("catalog/")]
    compared = [fault for name, other in others.items() for fault in compare_languages(chinese, other, name)]
    return [*compared, *check_punctuation(chinese, english),
            *check_keys(sources, headers, chinese, english), *check_scenes(sources)]


def prove_that_it_can_fail(texts):
    """Damages one thing at a time."""
    zh, en, scene = "assets/strings/zh-CN.toml", "assets/strings/en.toml", "kiosk/scenes/new.cpp"
    edits = [
        (zh, 'stay = "继续查看"\n', "", "ask.stay"), (en, 'stay = "Keep reading"\n', "", "ask.stay"),
        (zh, "{period}，{place}", "{preiod}，{place}", "topics.title"), (en, "[state]\n", '[state]\nspare = "x"\n', "state.spare"),
        (zh, "怎样看这块屏", "怎样看这块屏?", "about.title"), (zh, "目前没有通知。", "目前没有通知.", "notice.none"),
        (zh, "“左右”：百", "“左右”:百", "about.rule.approx"), (zh, '"返回"', '"Back"', "foot.back"), (zh, '"返回"', '""', "foot.back"),
        (en, '"Back"', '"Back，"', "foot.back"), (en, "{n} second.", "{m} second.", "ask.note_one"),
    ]
    third = {**texts, "assets/strings/xx.toml": texts[en].replace('stay = "Keep reading"\n', "", 1)}
    if not any(fault.startswith("xx.toml: ask.stay") for fault in all_faults(third)):
        sys.exit("this test is broken: it does not look at a third language")
    for path, old, new, word in edits:
        if old not in texts[path]:
            sys.exit(f"this test has to be brought up to date: {path} no longer has {old!r}")
        changed = {**texts, path: texts[path].replace(old, new, 1)}
        if not any(word in fault for fault in all_faults(changed)):
            sys.exit(f"this test is broken: it does not notice {new!r} for {old!r} in {path}")
    for code in ('auto a = s("control.bakc");', 'auto a = stage.strings("no_such_key");', 'auto a = s.count("no.such", 3);',
                 'auto a = s("deadline");', 'auto a = s("deadline", {{"dtae", day}});', 'auto a = s("made." + name);',
                 'auto a = s(std::string("up.") + name);', 'auto a = s(std::string(key) + "_long");', 'for (auto k : {"about.rule.nothing"}) s(k);',
                 'sheet.write("已达到", {});', 'sheet.write("Touch the screen", {});', 'auto a = on_off(x, "control.home");'):
        if not any(fault.startswith(scene + ":3:") for fault in all_faults({**texts, scene: "// 已达到 two words\n\n" + code + "\n"})):
            sys.exit(f"this test is broken: it does not notice {code}")
    if all_faults({**texts, scene: "// 已达到 two words s(\"none\")\n"}) != all_faults(texts):
        sys.exit("this test is broken: it minds comments")


def main():
    root = pathlib.Path(sys.argv[1])
    wanted = [*(p for p in root.glob("assets/strings/*.toml") if not p.name.startswith("publish")), *root.glob("catalog/*.h"), *(path for folder in ("kiosk", "words", "sync/publish/web") for kind in ("h", "cpp") for path in root.glob(f"{folder}/**/*.{kind}"))]
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in wanted}
    found = all_faults(texts)
    if not found:
        prove_that_it_can_fail(texts)
    print("\n".join(found) if found else f"{len(read_strings(texts['assets/strings/zh-CN.toml']))} texts in every language, all of them used")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
