"""The office's page from the server's side: who may ask, what comes of workbooks good and bad, what is kept, and that what reads them can
write nowhere else.

usage: office_test.py SOURCE_FOLDER PROGRAM_FOLDER
       office_test.py --why-not      prints what this machine lacks for it, or nothing
"""
import hashlib
import io
import json
import os
import pathlib
import re
import sys
import tempfile
import urllib.parse
import zipfile

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parents[1] / "fakes")]
import office_server  # noqa: E402
import workbook  # noqa: E402
from release_world import Checks, until  # noqa: E402

MOST_KEPT = 200
checks = Checks()
check = checks.check


def says_what_holds(source):
    """Limits and files as the guide, the page and the server's configuration name them."""
    def number(name, text):
        return int(re.search(rf"^{name}\D*? = (\d+)", text, re.M)[1])
    deploy = source / "deploy" / "office"
    program, words, server = ((deploy / name).read_text(encoding="utf-8") for name in ("office.py", "page/words.js", "nginx.conf"))
    guide = (source / "docs" / "operating" / "office.md").read_text(encoding="utf-8")
    megabytes, kept, with_pictures = (number(name, program) for name in ("MOST_BYTES", "MOST_KEPT", "MOST_WITH_PICTURES"))
    check(f"const MOST_BYTES = {megabytes} * 1024 * 1024;" in (deploy / "page" / "office.js").read_text(encoding="utf-8"), "office.js has another size")
    check(int(re.search(r"client_max_body_size (\d+)m", server)[1]) > megabytes, "nginx takes less than office.py")
    for said in (f"不超过 {megabytes} MB", f"最近 {kept} 份", f"最近 {with_pictures} 份", f"up to {megabytes} MB", f"newest {kept}", f"newest {with_pictures}"):
        check(said in words, f"words.js does not say {said!r}")
    for said in (f"{megabytes} MB", f"最近 {kept} 份", f"最近 {with_pictures} 份", f"newest {kept}", *re.findall(r"OFFICE_(?:CHECK|DRAW)_S (\d+)", server)):
        check(said in guide, f"office.md does not say {said!r}")
    named = set(re.findall(r"deploy/office/[\w./*-]+", guide))
    check(len(named) >= 5 and all(list(source.glob(name)) for name in named), f"office.md names files that are not there: {named}")
    installed = {path.name for name in named for path in source.glob(name)}
    check({path.name for path in deploy.rglob("*") if path.is_file() and "__pycache__" not in path.parts} <= installed, "office.md leaves files of deploy/office out")


def people_and_pages(office, good):
    for path in ("/", "/office.js", "/template?lang=zh", "/uploads/"):
        check(office.ask("GET", path, who=None).status == 401, f"{path} is shown without a password")
    check(office.send("a.xlsx", good, who=None).status == 401, "a workbook is taken without a password")
    page = office.ask("GET", "/")
    policy = page.getheader("Content-Security-Policy", "")
    check(page.status == 200 and "把表格拖到这里" in page.read().decode(), "the page is not there")
    check("default-src 'none'" in policy and "unsafe" not in policy, f"the page's policy: {policy}")
    for origin in ("https://example.org", "null", f"http://127.0.0.1:{office.port}", office.origin + ".example.org"):
        check(office.send("a.xlsx", good, Origin=origin).status == 403, f"a workbook is taken from a page of {origin}")
    check(office.send("a.xlsx", good, Sec_Fetch_Site="cross-site").status == 403, "a workbook is taken from another site")
    check(office.ask("POST", "/check", good, headers={"X-File-Name": "a.xlsx"}).status == 403, "a workbook is taken from nowhere")
    check(office.ask("GET", "/check").status == 405, "GET /check")
    check(office.ask("POST", "/check", None, headers={"Content-Length": str(4 << 30)}).status == 413, "4 GiB are taken")
    check(office.send("a.xlsx", b"").status == 413, "an empty workbook is taken")
    for name in ("a.xlsm", "a.xls", "xlsx", "a.xlsx.exe", ""):
        check(office.send(name, good).status == 415, f"the name {name!r} is taken")
    check(office.uploads() == [], f"what was refused is kept: {office.uploads()}")


def good_workbook(office, good):
    answer = office.send("../../二〇二四 计划'\"$(touch x)`.xlsx", good)
    steps = office_server.by_step(answer)
    check(list(steps)[:3] == ["received", "checked", "compared"] and list(steps)[-2:] == ["drawn", "end"], f"the steps of a good workbook: {steps}")
    check(steps["checked"]["problems"] == [] and steps["checked"]["buildable"], f"a good workbook: {steps['checked']}")
    changed = {(change["kind"], change["table"], change["row"], change.get("column")) for change in steps["compared"]["changes"]}
    check(changed == {("added", "observation", "1001", None), ("changed", "target", "new-parks", "name_en"), ("changed", "release", "", "version")},
          f"what a good workbook changes: {steps['compared']}")
    pictures = steps["drawn"]["pictures"]
    check({"zh-CN/overview.png", "en/overview.png"} <= {picture["file"] for picture in pictures}, f"the pictures: {pictures[:5]}")
    check(pictures[0]["file"].startswith("zh-CN/") and any(picture["id"] == "target/new-parks" and picture["title"] for picture in pictures), "pictures have no titles")
    path = f"/uploads/{steps['received']['id']}/zh-CN/overview.png"
    picture = office.ask("GET", path)
    check(picture.status == 200 and picture.read(8) == b"\x89PNG\r\n\x1a\n" and picture.getheader("Content-Type") == "image/png", "a picture is not there")
    check(office.ask("GET", path, who=None).status == 401, "a picture is shown without a password")
    upload = office.uploads()[-1]
    record = json.loads((upload / "record.json").read_text())
    check(steps["received"]["folder"] == str(upload) and steps["received"]["file"] == "二〇二四_计划_(touch_x).xlsx", f"received: {steps['received']}")
    check(sorted(path.name for path in upload.iterdir()) == ["pictures", "plan-2024.txt", "record.json", "二〇二四_计划_(touch_x).xlsx"], f"kept: {list(upload.iterdir())}")
    check((upload / record["file"]).read_bytes() == good and record["sha256"] == hashlib.sha256(good).hexdigest(), "what is kept is not what was sent")
    check((record["who"], record["problems"], record["changes"] > 0) == ("王敏", 0, True), f"the record: {record}")
    for hidden in ("record.json", "work/next.db", "pictures/", "..%2f..%2fturn", "zh-CN/../../record.json", record["file"]):
        path = urllib.parse.quote(f"/uploads/{upload.name}/{hidden}", safe="/.%")
        check(office.ask("GET", path).status in (400, 403, 404), f"{hidden} of an upload is given away")


def bad_workbooks(office, folder, spoiled, cells):
    steps = office.steps("坏.xlsx", spoiled, who="李强")
    problems = steps["checked"]["problems"]
    found = {(problem.get("file"), problem.get("cell")) for problem in problems}
    check(cells <= found, f"the cells that are wrong: {found}, not {cells}")
    check(all(problem["message"] and problem["fix"] for problem in problems), f"problems without a remedy: {problems}")
    check("drawn" not in steps and not steps["checked"]["buildable"] and "end" in steps, f"a spoiled workbook is drawn: {steps}")
    check(json.loads((office.uploads()[-1] / "record.json").read_text())["who"] == "李强", "the record names another one")
    for name, content in (("bomb", workbook.write_bomb(folder / "bomb.xlsx").read_bytes()), ("no zip file", os.urandom(4096)), ("a text", b"id,number\n1,2\n"),
                          ("a cut zip file", spoiled[:len(spoiled) // 2]), ("another zip file", zip_of("a.txt", "a"))):
        steps = office.steps("坏.xlsx", content)
        problems = steps.get("checked", {}).get("problems", [])
        check(len(problems) == 1 and not steps["checked"]["buildable"] and "end" in steps, f"{name}: {steps}")
        print(f"{name}: {[problem['message'] for problem in problems]}")


def zip_of(name, text):
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr(name, text)
        return file.getvalue()


def one_at_a_time(office, good):
    first = office.send("a.xlsx", good)
    received = json.loads(first.readline())
    second = office.send("b.xlsx", good, who="李强")
    busy = json.loads(second.read())
    check((second.status, busy["refused"], busy["who"]) == (503, "busy", "王敏") and busy["since"] <= received["at"], f"two at once: {second.status} {busy}")
    check(list(office_server.by_step(first))[-1] == "end", "the first of two does not come to its end")
    third = office.send("b.xlsx", good, who="李强")
    check(json.loads(third.readline())["who"] == "李强", "the turn is not given back")
    third.client.sock.close()
    third.close()  # whoever sent it goes away

    def has_turn():
        answer = office.send("坏.xlsx", b"a,b\n")
        answer.read()
        return answer.status == 200
    check(until(has_turn), "the turn of one who left is not given back")
    check(until(lambda: not list(office.kept.glob("uploads/*/work"))), f"work is left behind: {list(office.kept.glob('uploads/*/work'))}")


def keeps_the_newest(office, good):
    for number in range(MOST_KEPT + 5):
        old = office.kept / "uploads" / f"20200101-{number:06}-abcdef"
        (old / "pictures").mkdir(parents=True)
        (old / "record.json").write_text("{}")
    os.system(f"chown -R {office_server.NOBODY}:{office_server.WEB} {office.kept}/uploads") if os.geteuid() == 0 else None
    steps = office.steps("新.xlsx", b"a,b\n")
    kept = [path.name for path in office.uploads()]
    check(len(kept) == MOST_KEPT and steps["received"]["id"] in kept and "20200101-000000-abcdef" not in kept, f"{len(kept)} uploads are kept")
    check(len(list(office.kept.glob("uploads/*/pictures"))) <= 3, "pictures of old uploads are kept")


def template(office):
    for lang, name in (("zh", "%E6%A8%A1%E6%9D%BF.xlsx"), ("en", "template.xlsx")):
        answer = office.ask("GET", f"/template?lang={lang}")
        content = answer.read()
        check(answer.status == 200 and zipfile.is_zipfile(io.BytesIO(content)) and name in answer.getheader("Content-Disposition", ""), f"the template in {lang}: {answer.status}")
    check(not list(office.kept.glob("template-*")), "the template leaves something behind")


CURIOUS = """#!/usr/bin/python3
# In the place of kiosk-publish: somebody has talked the reader of workbooks into trying what it can.
import json, os, socket, sys
found = []
def tries(what, act):
    try:
        act()
        found.append(what)
    except OSError:
        pass
for path in ("/in/x", sys.argv[2], "/usr/x", "/programs/x", "/x", "/var/x", "/etc/x", "/tmp/x"):
    tries("writes " + path, lambda: open(path, "a").close())
for path in ("/etc/passwd", "/proc/1/environ", "KEPT", "SECRET", "/home", "/var", "/run", "/sys"):
    tries("sees " + path, lambda: os.stat(path))
tries("reaches the server", lambda: socket.create_connection(("127.0.0.1", PORT), 2))
tries("has " + " ".join(sorted(set(os.environ) - {"PATH", "LANG", "HOME", "TMPDIR", "PWD", "LC_CTYPE"})), lambda: open("/none") if not set(os.environ) - {"PATH", "LANG", "HOME", "TMPDIR", "PWD", "LC_CTYPE"} else None)
tries("kills", lambda: [os.kill(pid, 0) for pid in range(3, 400) if pid != os.getpid()])
if sys.argv[1] == "build": sys.exit(1)
open("/desk/x", "w").close()
print(json.dumps({"errors": [{"file": "", "line": 0, "column": "", "column_number": 0, "message": what, "fix": ""} for what in found], "warnings": []}))
"""
ENDLESS = """#!/bin/sh
echo started >&2
exec sleep 1000
"""
LOUD = """#!/bin/sh
exec cat /dev/zero
"""


def caged(source, scratch, repository):
    """Other programs in the place of kiosk-publish: a curious one, one that never ends, one that fills the disk."""
    programs = scratch / "curious"
    programs.mkdir()
    program = programs / "kiosk-publish"
    program.write_text("#!/bin/sh\n")
    secret = scratch / "secret"
    secret.write_text("of somebody else's")
    office = office_server.Office(source, programs, scratch / "cage", repository, OFFICE_CHECK_S=2, OFFICE_DRAW_S=2)
    try:
        inside = office.folder / "programs" / "kiosk-publish"

        def replace(text):
            inside.write_text(text)
            inside.chmod(0o755)
        replace(CURIOUS.replace("KEPT", str(office.kept)).replace("SECRET", str(secret)).replace("PORT", str(office.port)))
        steps = office.steps("a.xlsx", b"a")
        check(steps.get("checked", {}).get("problems") == [], f"what reads workbooks can do more than it should: {steps}")
        check(not list(office.kept.rglob("x")) and not (office.kept / "uploads" / steps["received"]["id"] / "work").exists(), "its folder is left behind")
        replace(ENDLESS)
        steps = office.steps("a.xlsx", b"a")
        check((steps["failed"]["at"], steps["failed"]["why"]) == ("check", "time") and "end" in steps, f"a program that never ends: {steps}")
        replace(LOUD)
        steps = office.steps("a.xlsx", b"a")
        check(steps.get("failed", {}).get("at") == "check" and "end" in steps, f"a program that prints without end: {steps}")
        replace("#!/bin/sh\nln -s " + str(scratch) + " pictures; printf '{\"errors\":[],\"warnings\":[]}'\n")
        (scratch / "zh-CN").mkdir()
        (scratch / "zh-CN" / "secret.png").write_text("of somebody else's")
        steps = office.steps("a.xlsx", b"a")
        check(not list(office.kept.rglob("secret.png")) and (scratch / "zh-CN" / "secret.png").exists(), f"a link of the program's is followed: {steps}")
    finally:
        office.close()


def main(source, programs):
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        scratch.chmod(0o755)
        sheets = workbook.one_topic(source / "assets" / "catalog")
        texts = sorted((source / "assets" / "catalog").glob("*.txt"))
        repository = office_server.published(programs, scratch, sheets, texts)
        good = workbook.write(scratch / "good.xlsx", workbook.edited(sheets)).read_bytes()
        cells = {("targets", workbook.set_cell(sheets, "targets", "new-parks", "value", "三十")),
                 ("targets", workbook.set_cell(sheets, "targets", "new-parks", "kind", "annual"))}
        spoiled = workbook.write(scratch / "spoiled.xlsx", sheets).read_bytes()
        says_what_holds(source)
        office = office_server.Office(source, programs, scratch / "office", repository, texts)
        try:
            people_and_pages(office, good)
            good_workbook(office, good)
            bad_workbooks(office, scratch, spoiled, cells)
            one_at_a_time(office, good)
            template(office)
            keeps_the_newest(office, good)
        finally:
            print((office.folder / "error.log").read_text()[-3000:], (office.folder / "cgi.log").read_text()[-3000:])
            office.close()
        caged(source, scratch, repository)
    return checks.end()


if __name__ == "__main__":
    if "--why-not" in sys.argv:
        print(office_server.why_not() or "")
    else:
        sys.exit(main(*(pathlib.Path(word).resolve() for word in sys.argv[1:3])))
