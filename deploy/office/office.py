#!/usr/bin/python3 -I
"""What the office's page asks for, one request a run: nginx passes it on by way of fcgiwrap (docs/operating/office.md).

POST /check      a workbook as the body, its name in X-File-Name (percent-encoded): what is wrong with it, what it would change on the
                 screens, how it would look. The answer is a line of JSON for every step, as soon as that step is done:
    {"step": "received", "id", "folder", "file", "who", "at", "sha256"}
    {"step": "checked", "problems": [as `kiosk-publish check --json`], "count", "buildable"}
    {"step": "compared", "changes": [as `kiosk-publish diff --json`], "count", "against"}; against is null where nothing is published
    {"step": "drawing", "count"}                    how many pictures there are by now
    {"step": "drawn", "pictures": [{"file": "zh-CN/overview.png", "id": "overview", "title"}], "findings": ["a line"], "whole"}
    {"step": "failed", "at": a step, "why": "time" or "error", "line"}      nothing more is said of that step
    {"step": "end"}
GET /template    an empty workbook

What refuses a request is one object with "refused": method, origin, type, size or busy (with "who" and "since").

nginx says who somebody is (REMOTE_USER) and where things are:
    OFFICE_ORIGIN      the page's own address, as browsers name it in Origin
    OFFICE_FOLDER      uploads/ID/ with the workbook and record.json, and for the newest ones pictures/; the only place written to
    OFFICE_PROGRAMS    the folder of kiosk-publish and kiosk
    OFFICE_REPOSITORY  the published repository or a copy, to compare with; may be missing
    OFFICE_CHECK_S, OFFICE_DRAW_S      seconds for each program, and for all the pictures
    OFFICE_TEXTS       a folder of .txt files, the documents that are quoted, to lie beside each workbook; may be missing

What somebody sent is read by other programs alone, each in a bubblewrap of its own: no network, no home, nothing to write to but a
folder of this upload. This program never looks into it.
"""
import contextlib
import datetime
import fcntl
import hashlib
import json
import os
import pathlib
import re
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

MOST_BYTES = 24 << 20           # of a workbook; client_max_body_size in nginx.conf is a little more
MOST_KEPT, MOST_KEPT_BYTES = 200, 2 << 30  # uploads; the oldest go first
MOST_WITH_PICTURES = 3          # of these, the newest
MOST_LINES = 500                # problems, changes and findings that the page is told of one by one
MOST_OUTPUT_BYTES = 32 << 20    # of what a program prints
MOST_FILE_BYTES = 1 << 30       # of a file that a program writes
MOST_MEMORY_BYTES = 4 << 30     # of a program
CHECK_S, DRAW_S = (int(os.environ.get(name, usual)) for name, usual in (("OFFICE_CHECK_S", 120), ("OFFICE_DRAW_S", 600)))  # of a program

FOLDER = pathlib.Path(os.environ.get("OFFICE_FOLDER", "/var/lib/kiosk-office"))
PROGRAMS = pathlib.Path(os.environ.get("OFFICE_PROGRAMS", "/usr/bin"))
REPOSITORY = pathlib.Path(os.environ.get("OFFICE_REPOSITORY", "/srv/kiosk"))
TEXTS = pathlib.Path(os.environ.get("OFFICE_TEXTS", "/etc/kiosk-office/texts"))
UPLOADS = FOLDER / "uploads"

PICTURE = re.compile(r"[A-Za-z-]+/[\w.-]+\.png", re.ASCII)  # as nginx.conf lets them through
SHEET = "contact-sheet.png"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATUS = {"method": "405 Method Not Allowed", "origin": "403 Forbidden", "type": "415 Unsupported Media Type",
          "size": "413 Content Too Large", "busy": "503 Service Unavailable", "error": "500 Internal Server Error"}


class Refused(Exception):
    """(why, what else to say of it)"""


class Failed(Exception):
    """(why, a line): a program did not do what it is there for."""


def language():
    asked = urllib.parse.parse_qs(os.environ.get("QUERY_STRING", "")).get("lang", [""])[0]
    return asked if asked in ("zh", "en") else "zh"


def now():
    return datetime.datetime.now().astimezone().replace(microsecond=0)


# The answer.

def begin(kind, *headers, status="200 OK"):
    for line in (f"Status: {status}", f"Content-Type: {kind}", "Cache-Control: no-store", *headers, ""):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(step, **rest):
    """One line of the answer. BrokenPipeError: nobody is there any more."""
    sys.stdout.write(json.dumps({"step": step, **rest}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def refuse(why, **rest):
    begin("application/json; charset=utf-8", status=STATUS[why])
    sys.stdout.write(json.dumps({"refused": why, **rest}, ensure_ascii=False) + "\n")


# The request.

def require_own_page():
    """A browser that is signed in here would send what another page asks it to; it says which page that was."""
    if os.environ.get("REQUEST_METHOD") != "POST":
        raise Refused("method", {})
    if not os.environ.get("HTTP_ORIGIN") or os.environ["HTTP_ORIGIN"] != os.environ.get("OFFICE_ORIGIN") or os.environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        raise Refused("origin", {})


def body_length():
    length = os.environ.get("CONTENT_LENGTH", "")
    if not re.fullmatch(r"\d{1,12}", length) or not 0 < int(length) <= MOST_BYTES:
        raise Refused("size", {"most": MOST_BYTES})
    return int(length)


def clean_name(sent):
    """A file's name of letters (of any script), digits and a few signs, which cannot lead out of a folder or be an option."""
    name = urllib.parse.unquote(sent, errors="replace").replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() != "xlsx":
        raise Refused("type", {})
    stem = re.sub(r"[^\w（）()《》、·-]+", "_", stem).strip("_-.")
    while len(stem.encode()) > 120:
        stem = stem[:-1]
    return (stem or "workbook") + ".xlsx"


def drain():
    """fcgiwrap goes on once all that was sent is read."""
    while sys.stdin.buffer.read(1 << 16):
        pass


# One at a time.

@contextlib.contextmanager
def turn(who):
    """Holds the one turn there is; others are told who has it and since when."""
    with open(FOLDER / "turn", "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            whose = file.read().split("\n") + [""]
            raise Refused("busy", {"who": whose[0], "since": whose[1]}) from None
        file.truncate(0)
        file.write(f"{who}\n{now().isoformat()}")
        file.flush()
        yield


# What is kept.

def size_of(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def prune():
    """Keeps the newest uploads, and pictures of the few newest of them. Names begin with the time, so they sort by it."""
    newest, total = sorted((path for path in UPLOADS.iterdir() if path.is_dir()), reverse=True), 0
    for place, upload in enumerate(newest):
        shutil.rmtree(upload / "work", ignore_errors=True)  # of a run that was cut off
        if place >= MOST_WITH_PICTURES - 1:  # one more comes now
            shutil.rmtree(upload / "pictures", ignore_errors=True)
        total += size_of(upload)
        if place >= MOST_KEPT - 1 or total > MOST_KEPT_BYTES:
            shutil.rmtree(upload)


class Upload:
    """What somebody sent, in a folder of its own; record.json says who, when and what came of it."""

    def __init__(self, name, content):
        moment = now()
        self.id = f"{moment:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        self.folder = UPLOADS / self.id
        self.folder.mkdir(parents=True, mode=0o750)
        self.file, self.work, self.pictures = (self.folder / part for part in (name, "work", "pictures"))
        self.work.mkdir()
        self.file.write_bytes(content)
        self.file.chmod(0o440)
        self.texts = []
        for text in sorted(TEXTS.glob("*.txt")):
            self.texts.append(self.folder / text.name)
            shutil.copyfile(text, self.texts[-1])
        self.record = {"file": name, "who": os.environ.get("REMOTE_USER", ""), "from": os.environ.get("REMOTE_ADDR", ""),
                       "at": moment.isoformat(), "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        self.note()

    def note(self, **more):
        self.record.update(more)
        (self.folder / "record.json").write_text(json.dumps(self.record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# Programs that read what somebody sent.

def caged(work, read_only, words):
    """The command that runs `words` where /desk alone can be written to, and `read_only` (path: name there) is all else there is."""
    command = ["/usr/bin/bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
               "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib",
               "--symlink", "usr/lib64", "/lib64", "--dev", "/dev", "--ro-bind", str(PROGRAMS), "/programs", "--bind", str(work), "/desk"]
    for path, name in read_only.items():
        command += ["--ro-bind", str(path), name]
    return [*command, "--remount-ro", "/", "--chdir", "/desk", "--setenv", "PATH", "/programs:/usr/bin", "--setenv", "LANG", "C.UTF-8",
            "--setenv", "HOME", "/desk", "--setenv", "TMPDIR", "/desk", "--", *words]


def limit_self():
    """For this process and all that it starts."""
    for what, most in ((resource.RLIMIT_FSIZE, MOST_FILE_BYTES), (resource.RLIMIT_AS, MOST_MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))


def run(words, work, read_only, seconds, every_second=lambda: None):
    """(exit status, what it printed, its complaints). Failed("time") when it took too long."""
    with tempfile.TemporaryFile(dir=FOLDER) as printed, tempfile.TemporaryFile(dir=FOLDER) as complaints:  # out of the program's reach
        child = subprocess.Popen(caged(work, read_only, words), stdin=subprocess.DEVNULL, stdout=printed, stderr=complaints)
        end = time.monotonic() + seconds
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(timeout=1)
                    break
                if time.monotonic() > end:
                    raise Failed("time", "")
                every_second()
        finally:
            child.kill()
            child.wait()
        texts = []
        for file in (printed, complaints):
            file.seek(0)
            texts.append(file.read(MOST_OUTPUT_BYTES).decode("utf-8", errors="replace"))
    return child.returncode, *texts


def lines_of(text):
    return [line for line in text.splitlines() if line.strip()]


class Examination:
    def __init__(self, upload):
        self.upload = upload
        self.inside = {upload.file: f"/in/{upload.file.name}", **{text: f"/in/{text.name}" for text in upload.texts}}
        self.workbook = f"/in/{upload.file.name}"

    def publish(self, *words, seconds=CHECK_S, every_second=lambda: None):
        return run(["/programs/kiosk-publish", *words, "--lang", language()], self.upload.work, self.inside, seconds, every_second)

    def check(self):
        status, printed, complaints = self.publish("check", self.workbook, "--strict", "--json")
        try:
            report = json.loads(printed)
            problems = report["errors"] + report["warnings"]
        except (ValueError, KeyError, TypeError):
            raise Failed("error", (lines_of(complaints) or [f"kiosk-publish check: {status}"])[-1]) from None
        # A mere warning keeps nothing from being looked at, though it keeps the file from being published.
        buildable = self.publish("build", self.workbook, "-o", "/desk/next.db")[0] == 0
        self.upload.note(problems=len(problems), buildable=buildable)
        say("checked", problems=problems[:MOST_LINES], count=len(problems), buildable=buildable)
        return buildable

    def compare(self):
        packed, version = published()
        if packed is None:
            return say("compared", changes=[], count=0, against=None)
        self.inside[packed] = "/in/published.zst"
        status, _, complaints = run(["/usr/bin/zstd", "-q", "-d", "--memory=128MB", "/in/published.zst", "-o", "/desk/published.db"],
                                    self.upload.work, self.inside, CHECK_S)
        if status == 0:
            status, printed, complaints = self.publish("diff", "/desk/published.db", "/desk/next.db", "--json")
        if status != 0:
            raise Failed("error", (lines_of(complaints) or [""])[-1])
        changes = json.loads(printed)["changes"]
        self.upload.note(changes=len(changes), against=version)
        return say("compared", changes=changes[:MOST_LINES], count=len(changes), against=version)

    def drawn(self):
        """Files like "zh-CN/overview.png" that are there. A program that has been talked into it may have left links: none is followed."""
        made = self.upload.work / "pictures"
        if made.is_symlink():
            return []
        names = (str(path.relative_to(made)) for path in made.rglob("*.png") if path.is_file() and not path.is_symlink())
        return sorted(name for name in names if PICTURE.fullmatch(name))

    def titled(self, files):
        """The pictures in the order of the tour, each with what it is about."""
        there, listed = set(files), []
        for folder in sorted({file.partition("/")[0] for file in files}, key=lambda name: not name.startswith(language())):
            tour = self.upload.work / "pictures" / folder / "tour.json"
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                if tour.is_symlink() or tour.stat().st_size > MOST_OUTPUT_BYTES * 4:
                    continue
                for page in json.loads(tour.read_text(encoding="utf-8"))["pages"]:
                    file = f"{folder}/{page['file']}"
                    if file in there:
                        there.remove(file)
                        listed.append({"file": file, "id": str(page.get("id", "")), "title": title_of(page)})
        return listed + [{"file": file, "id": pathlib.Path(file).stem, "title": ""} for file in sorted(there) if not file.endswith(SHEET)]

    def draw(self):
        whole, findings = True, []
        try:
            status, printed, complaints = self.publish("preview", self.workbook, "-o", "/desk/pictures", seconds=DRAW_S,
                                                       every_second=lambda: say("drawing", count=len(self.drawn())))
            findings = lines_of(printed)
            if status != 0 and not findings:
                raise Failed("error", (lines_of(complaints) or [""])[-1])
        except Failed as failed:
            if failed.args[0] != "time" or not self.drawn():
                raise
            whole = False
        pictures = self.titled(self.drawn())
        for picture in pictures:
            (self.upload.pictures / picture["file"]).parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.upload.work / "pictures" / picture["file"], self.upload.pictures / picture["file"])
        self.upload.note(pictures=len(pictures), findings=len(findings))
        say("drawn", pictures=pictures, findings=findings[:MOST_LINES], whole=whole)

    def steps(self):
        """Where one fails, the next that does not need it goes on."""
        for step, only_if_buildable in ((self.check, False), (self.compare, True), (self.draw, True)):
            if only_if_buildable and not self.upload.record.get("buildable"):
                continue
            try:
                step()
            except Failed as failed:
                self.upload.note(failed=step.__name__)
                say("failed", at=step.__name__, why=failed.args[0], line=failed.args[1])


def title_of(page):
    """What a page of tour.json is about: the name of its target or topic, else its title."""
    scene, about, *_ = [*str(page.get("id", "")).split("/"), ""]
    texts = page.get("texts", [])
    name = [text["text"] for text in texts if text.get("ref") in (f"target:{about}:name", f"{scene}:{about}:name")]
    name += [text["text"] for text in texts if text.get("role") == "title"]
    return str(name[0]).replace("\n", " ") if name else ""


def published():
    """(the packed database of the current release, its version), or (None, None) where there is none. What devices take is signed and
    they look at the signatures; this only shows differences."""
    metadata = REPOSITORY / "metadata"

    def signed(name):
        return json.loads((metadata / name).read_text(encoding="utf-8"))["signed"]
    try:
        snapshot = signed("{:d}.snapshot.json".format(signed("timestamp.json")["meta"]["snapshot.json"]["version"]))
        targets = signed("{:d}.targets.json".format(snapshot["meta"]["targets.json"]["version"]))["targets"]
        packed = REPOSITORY / "targets" / (re.fullmatch(r"[0-9a-f]{64}", targets["catalog.db.zst"]["hashes"]["sha256"])[0] + ".catalog.db.zst")
        return (packed, str(targets["catalog.db"]["custom"]["release"])) if packed.is_file() else (None, None)
    except (OSError, ValueError, KeyError, TypeError):
        return None, None


# What can be asked for.

def check():
    require_own_page()
    name, length = clean_name(os.environ.get("HTTP_X_FILE_NAME", "")), body_length()
    with turn(os.environ.get("REMOTE_USER", "")):
        content = sys.stdin.buffer.read(length)
        if len(content) != length:
            return  # whoever sent it has gone
        UPLOADS.mkdir(exist_ok=True)
        prune()
        upload = Upload(name, content)
        begin("application/x-ndjson; charset=utf-8")
        try:
            say("received", id=upload.id, folder=str(upload.folder), **{key: upload.record[key] for key in ("file", "who", "at", "sha256")})
            Examination(upload).steps()
            say("end")
        except BrokenPipeError:
            upload.note(failed="left")
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # nothing is left to be flushed to nobody
        finally:
            shutil.rmtree(upload.work, ignore_errors=True)


def template():
    work = FOLDER / f"template-{secrets.token_hex(3)}"
    work.mkdir()
    try:
        status, _, complaints = run(["/programs/kiosk-publish", "template", "/desk/template", "--xlsx", "--lang", language()], work, {}, CHECK_S)
        made = next((work / "template").glob("*.xlsx"), None)
        if status != 0 or made is None:
            return refuse("error", line=(lines_of(complaints) or [""])[-1])
        name = urllib.parse.quote("模板.xlsx" if language() == "zh" else "template.xlsx")
        begin(WORKBOOK_TYPE, f"Content-Disposition: attachment; filename=\"template.xlsx\"; filename*=UTF-8''{name}")
        sys.stdout.buffer.write(made.read_bytes())
        return sys.stdout.buffer.flush()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main():
    os.umask(0o027)
    limit_self()
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        {"/check": check, "/template": template}[os.environ.get("SCRIPT_NAME", "")]()
    except Refused as refused:
        drain()
        refuse(refused.args[0], **refused.args[1])


if __name__ == "__main__":
    main()
