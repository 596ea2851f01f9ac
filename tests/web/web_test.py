"""What `kiosk-publish web` writes, beside what the display says, and in Chromium as readers have it.

usage: web_test.py PROGRAM_FOLDER CATALOG_FOLDER NODE_FOLDER PICTURE_FOLDER
       web_test.py --why-not NODE_FOLDER     fetches what package-lock.json names; prints what is missing, or nothing

Every state and count of every page is held against `kiosk --states`, figures of some targets against the display's tour.json; then a page
of each kind is opened at 320 and at 1920 pixels, without script, under axe-core (WCAG 2.2 AA).
"""
import collections
import html.parser
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
# The published catalog as it stands, and one with invented figures, in which every state and picture is.
CATALOGS = {"catalog": "2026-11-24", "catalog-demo": "2024-10-15"}
LANGUAGES = ("zh-CN", "en")
MOST_BYTES = 60000
SAMPLES = 6  # targets of each state whose figures are compared; one of so many is opened
VOID = {"meta", "link", "br", "input"}
FAULTS = []


def check(holds, what):
    if not holds:
        FAULTS.append(what)
        print("FAULT:", what)


def why_not(node):
    """In one word for CTest what this machine lacks; nothing when all is there."""
    for program in ("chromium", "node", "npm"):
        if not shutil.which(program):
            return f"{program}_is_missing"
    if (node / "node_modules" / "axe-core" / "axe.min.js").exists() and (node / "node_modules" / "playwright-core" / "index.mjs").exists():
        return ""
    node.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, node)
    try:
        fetched = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", "--fetch-timeout=20000"],
                                 cwd=node, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
    except subprocess.TimeoutExpired:
        return "npm_cannot_fetch_axe_core"
    return "" if fetched.returncode == 0 else "npm_cannot_fetch_axe_core"


class Page(html.parser.HTMLParser):
    """The words of a page, the shapes beside them, and whether its elements are closed as they were opened."""

    def __init__(self, text):
        super().__init__()
        self.words, self.marks, self.symbols, self.open, self.language = [], [], {}, [], ""
        self.feed(text)
        self.close()
        check(not self.open, f"elements are left open: {self.open}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.language = self.language or attributes.get("lang", "")
        if tag == "use" and "svg" in self.open:
            self.marks.append(attributes["href"].removeprefix("#s"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        check(self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}")
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def lines_of(program, *arguments):
    ran = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def words_of(locale):
    import tomllib
    return tomllib.loads((HERE.parents[1] / "assets" / "strings" / f"{locale}.toml").read_text(encoding="utf-8"))


def states_are_right(site, states, name):
    """Each target's page has the word of its state and, for each state, the overview counts as many as there are."""
    for language in LANGUAGES:
        words = words_of(language)["state"]
        for state in states:
            page = Page((site / language / "target" / f"{state['id']}.html").read_text(encoding="utf-8"))
            check(words[state["state"]] in page.text, f"{name}: {language}/target/{state['id']} does not say {words[state['state']]}")
            index = str(list(words_order()).index(state["state"]))
            check(page.marks and set(page.marks) >= {index}, f"{name}: {language}/target/{state['id']} has the shapes {page.marks}, not {index}")
            check(page.language == language, f"{name}: {language}/target/{state['id']} is in {page.language}")


def words_order():
    """The states in the order of catalog/judge.h."""
    import re
    header = (HERE.parents[1] / "catalog" / "judge.h").read_text(encoding="utf-8")
    return re.findall(r'"(\w+)"', re.search(r"kStateNames\{(.*?)\}", header, re.S)[1])


def figures_are_right(programs, catalog, now, site, ids, name):
    """What the first page of the display says of a target stands on its web page, word for word."""
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            only = [word for one in ids for word in ("--only", f"target/{one}")]
            subprocess.run([programs / "kiosk", "--tour", folder, "--no-pictures", "--catalog", catalog, "--now", now, "--locale", language, *only],
                           check=True, stdout=subprocess.DEVNULL)
            tour = json.loads((pathlib.Path(folder) / "tour.json").read_text(encoding="utf-8"))
        found = 0
        for page in tour["pages"]:
            if page["id"] not in {f"target/{one}" for one in ids}:
                continue
            web = Page((site / language / f"{page['id']}.html").read_text(encoding="utf-8")).text.replace(" ", "")
            for text in page["texts"]:
                field = text.get("ref", "").removeprefix(f"target:{page['id'].split('/')[1]}:")
                if field in ("name", "value", "observed", "state", "share", "publisher", "as_of"):
                    found += 1
                    check(text["text"].replace(" ", "") in web, f"{name}: {language}/{page['id']} does not say {field}: {text['text']}")
        check(found >= 3 * len(ids), f"{name}: only {found} texts of the display were compared")


def weights(site, name):
    sizes = sorted(page.stat().st_size for page in site.rglob("*.html"))
    check(sizes[-1] <= MOST_BYTES, f"{name}: a page has {sizes[-1]} bytes")
    print(f"{name}: {len(sizes)} pages of {sizes[0]}, {sizes[len(sizes) // 2]} and {sizes[-1]} bytes (least, median, most)")


def samples(states):
    by_state = collections.defaultdict(list)
    for state in states:
        by_state[state["state"]].append(state["id"])
    return [one for ids in by_state.values() for one in ids[:SAMPLES]]


def main(programs, catalogs, node, pictures):
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        sites = []
        for name, now in CATALOGS.items():
            catalog, site = catalogs / f"{name}.db", pathlib.Path(scratch) / name
            subprocess.run([programs / "kiosk-publish", "web", catalog, "-o", site, "--now", now], check=True, stderr=subprocess.DEVNULL)
            states = lines_of(programs / "kiosk", "--states", "--catalog", catalog, "--now", now)
            chosen = samples(states)
            weights(site, name)
            states_are_right(site, states, name)
            figures_are_right(programs, catalog, now, site, chosen, name)
            kinds = ["index.html", "find.html", "about.html", "terms.html", "number/1.html",
                     *(f"target/{one}.html" for one in chosen[::SAMPLES])]
            kinds += [f"{kind}/{page.name}" for kind in ("topic", "state") for page in sorted((site / "en" / kind).iterdir())[:2]]
            sites.append({"name": name, "folder": str(site), "pages": ["index.html", *(f"{one}/{kind}" for one in LANGUAGES for kind in kinds)],
                          "word": {"zh-CN": "公园", "en": "park"} if name == "catalog" else {}})
        plan = {"sites": sites, "pictures": str(pictures), "chromium": shutil.which("chromium"),
                "playwright": str(node / "node_modules" / "playwright-core" / "index.mjs"), "axe": str(node / "node_modules" / "axe-core" / "axe.min.js")}
        (pathlib.Path(scratch) / "plan.json").write_text(json.dumps(plan))
        driven = subprocess.run(["node", HERE / "look.mjs", pathlib.Path(scratch) / "plan.json"], timeout=850, env={**os.environ, "HOME": scratch})
    print(f"{len(FAULTS)} faults beside the display")
    return 1 if FAULTS or driven.returncode else 0


if __name__ == "__main__":
    if sys.argv[1] == "--why-not":
        print(why_not(pathlib.Path(sys.argv[2])))
        sys.exit(0)
    sys.exit(main(*(pathlib.Path(word).resolve() for word in sys.argv[1:5])))
