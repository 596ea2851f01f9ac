"""The fleet's server as screens, operators and nobody else meet it: real VictoriaMetrics, vmauth, vmalert, Alertmanager and nginx on loopback.

usage: server_test.py SOURCE_FOLDER
       server_test.py --why-not      prints what this machine lacks for it, or nothing
"""
import gzip
import json
import pathlib
import re
import sys
import tempfile
import time
import urllib.parse

import server
from server import origin_server

WRITE = "/api/v1/import/prometheus"
GIVEN_UP = (400, 413, 415, 422)  # at which a screen drops a report: docs/formats/telemetry.md
faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def only_what_is_theirs(world):
    """A screen writes, and for itself alone; an operator reads; nobody else does either."""
    moment = round(time.time()) - 5
    body = gzip.compress(f'kiosk_build_info{{version="1",screen="ZZ-0002",hall="x"}} 1 {moment}000\nkiosk_screen_expected{{screen="ZZ-9"}} 1 {moment}000\nother 1 {moment}000\n'.encode())
    sent = {"Content_Type": "text/plain", "Content_Encoding": "gzip"}
    token, who = world.token("ZZ-0001"), ("wang", world.password)
    check(world.ask("POST", WRITE, body, token, **sent)[0] in (200, 204), "a screen's report is not taken")
    check(world.ask("POST", WRITE + "?extra_label=screen=ZZ-0003&extra_label=job=fleet", body, token, **sent)[0] in (200, 204), "a report with a query is not taken")
    world.flush()
    written = [labels for labels, _ in world.query('{__name__!~"vm_.*|go_.*|process_.*|flag"}') if "job" in labels]
    check(written == [{"__name__": "kiosk_build_info", "version": "1", "screen": "ZZ-0001", "job": "screen"}], f"a screen's report is stored as {written}")
    question = "/api/v1/query?" + urllib.parse.urlencode({"query": "count(kiosk_build_info)"})
    status, text = world.ask("GET", question, who=who)
    check(status == 200 and json.loads(text)["data"]["result"][0]["value"][1] == "1", f"an operator's question is answered with {status} {text[:200]}")
    check(world.ask("GET", "/", who=who)[0] == 200, "an operator does not get the board")
    for what, answered in (("a screen reads", world.ask("GET", question, token=token)), ("a screen gets the board", world.ask("GET", "/", token=token)),
                           ("a screen reads where it writes", world.ask("GET", WRITE, token=token)),
                           ("nobody reads", world.ask("GET", question)), ("nobody gets the board", world.ask("GET", "/")),
                           ("a wrong password reads", world.ask("GET", question, who=("wang", world.password + "x"))),
                           ("an operator writes", world.ask("POST", WRITE, body, who=who, **sent)), ("nobody writes", world.ask("POST", WRITE, body, **sent)),
                           ("an operator deletes", world.ask("POST", "/api/v1/admin/tsdb/delete_series?match[]=kiosk_build_info", who=who)),
                           ("nobody sees alerts", world.ask("GET", "/alertmanager/"))):
        check(answered[0] >= 400, f"{what}: {answered[0]}")
    for what, wrong in (("an unknown token", "x" * 43), ("an operator's name", None)):
        status = world.ask("POST", WRITE, body, wrong, **sent)[0]
        check(status == 401 and status not in GIVEN_UP, f"{what} is answered with {status}: the screen would drop its report")
    check(world.ask("POST", WRITE, b"no gzip", token, **sent)[0] in GIVEN_UP, "a broken report is asked for again and again")


def lists(world):
    """A list with a mistake changes nothing and says what, where and what to do; a token is never made anew."""
    before = {file.name: file.read_text() for file in (world.state / "tokens").iterdir()}
    for file in [*world.state.iterdir(), *(world.state / "tokens").iterdir()]:
        mode = file.stat().st_mode & 0o777
        check(mode == {"tokens": 0o700, "passwords": 0o640}.get(file.name, 0o600), f"{file.name} has mode {mode:o}")
    whole = (world.state / "vmauth.yml").read_text(), (world.state / "screens.csv").read_text()
    list_file = world.folder / "list.csv"
    for text, wanted in ((b"id,hall,area\nZZ-1,a\n", "list.csv:2: 2 cells instead of 3"), (b"id,hall,area\nZZ 1,a,b\n", "list.csv:2: id 'ZZ 1': use"),
                         (b"id,hall,area\nZZ-1,a,b\n\nzz-1,a,b\n", "list.csv:4: id 'zz-1' is on line 2 already"), (b"id,hall,area\nZZ-1,,b\n", "list.csv:2: hall is empty"),
                         (b"screen;hall;area\nZZ-1;a;b\n", "list.csv:1: the first line is not id,hall,area"), (b"id,hall,area\n", "list.csv: there is no screen in it"),
                         (b"id,hall,area\n../x,a,b\n", "list.csv:2: id '../x': use"), (b'id,hall,area\nZZ-1,"a\nb",c\n', "hall is longer than"), (b"\xff\xff\xff", "save it again as CSV UTF-8")):
        list_file.write_bytes(text)
        done = world.tool("take", list_file, check=False)
        check(done.returncode == 1 and wanted in done.stderr, f"{text}: exit {done.returncode} {done.stderr}")
        check(whole == ((world.state / "vmauth.yml").read_text(), (world.state / "screens.csv").read_text()), f"{text} has changed what is in force")
    list_file.write_bytes("id,hall,area\r\nZZ-0001,一号大厅,东区\r\nZZ-0004,\"四号,大厅\",西区\r\n".encode("gb18030"))
    check("2 screens in 2 halls are in force; 1 came, 2 went, 1 tokens were made" in world.tool("take", list_file).stdout, "a list of a spreadsheet in GB18030")
    check(all((world.state / "tokens" / name).read_text() == text for name, text in before.items()), "a token was made anew")
    world.reload()
    check(world.ask("POST", WRITE, b"", world.token("ZZ-0004"))[0] in (200, 204), "a new screen may not write")
    check(world.ask("POST", WRITE, b"", world.token("ZZ-0002"))[0] == 401, "a screen that went may still write")
    check(world.tool("push").returncode == 0, "the list is not pushed")
    world.flush()
    listed = {(labels["screen"], labels["hall"], labels["area"]) for labels, _ in world.query("kiosk_screen_expected", time.time() + 2)}
    check(listed == {("ZZ-0001", "一号大厅", "东区"), ("ZZ-0004", "四号,大厅", "西区")}, f"the list is stored as {listed}")
    silent = server.subprocess.run([sys.executable, world.fleet / "kiosk-fleet", "--state", world.state, "--metrics", "http://127.0.0.1:1", "push"], capture_output=True, text=True)
    check(silent.returncode == 1 and "does not take the list" in silent.stderr and silent.stderr.count("\n") == 1, f"without VictoriaMetrics: {silent.stderr}")


def evidence(world, guide):
    """What is sent again counts once; a month is filled in afterwards; what stood on a screen at any time is one query, as documented."""
    found = re.search(r"```promql\n(.*?)\n```", guide.read_text(encoding="utf-8"), re.S)
    check(found, f"{guide.name} has no query")
    asked = (found[1] if found else "up").replace("ZZ-0001", "ZZ-0077")
    day, base = 86400, round(time.time()) - 30 * 86400
    label = 'kiosk_display_shown_info{{shown="release",sha256="{}",version="{}",program="1",screen="ZZ-0077",job="screen"}}'
    releases = [("a" * 64, "2026.10.1", 0), ("b" * 64, "2026.11.1", 12 * day + 137), ("a" * 64, "2026.10.1", 20 * day)]

    def shown(offset):
        return max((each for each in releases if each[2] <= offset), key=lambda each: each[2])
    offsets = range(0, 29 * day, 307)
    lines = [(label.format(*shown(offset)[:2]), 1, base + offset) for offset in offsets]
    counter = [('kiosk_agent_starts_total{screen="ZZ-0077",job="screen"}', 1 + index // 100, base + offset) for index, offset in enumerate(offsets)]
    world.write(lines + counter)
    for part in (lines[:4000], lines[2000:], counter[5000:], counter[:6000]):  # out of order, and again
        world.write(part)
    count = sum(value for _, value in world.query('sum(count_over_time(kiosk_display_shown_info{screen="ZZ-0077"}[31d]))'))
    check(count == len(lines), f"{len(lines)} reports, many of them sent twice, are counted as {count}")
    grown = sum(value for _, value in world.query('increase(kiosk_agent_starts_total{screen="ZZ-0077"}[31d])'))
    check(grown in (counter[-1][1] - 1, counter[-1][1]), f"a counter that grew by {counter[-1][1] - 1} is said to have grown by {grown}")
    for offset in (400, 5 * day + 3, 12 * day + 100, 12 * day + 137 + 307, 19 * day, 20 * day + 307, 28 * day):
        answer = world.query(asked, base + offset)
        wanted = [line for line in lines if line[2] <= base + offset][-1]
        check(len(answer) == 1 and answer[0][0]["sha256"] in wanted[0] and answer[0][0]["version"] in wanted[0] and answer[0][1] == wanted[2],
              f"what stood there after {offset} s: {answer}, not {wanted}")
    check(world.query(asked, base + 29 * day + 3600) == [], "a screen that says nothing is said to show something")


def fires_and_clears(world):
    """From a rule to Alertmanager and back, with vmalert itself: a screen of the list that has never reported reports."""
    def alerts():
        client = server.http.client.HTTPConnection("127.0.0.1", world.ports["alerts"], timeout=30)
        client.request("GET", "/alertmanager/api/v2/alerts?active=true")
        return {(each["labels"]["alertname"], each["labels"].get("screen")): each for each in json.loads(client.getresponse().read())}
    def fires():
        world.flush()  # series that are new are found after ten seconds otherwise
        return ("KioskNeverReported", "ZZ-0004") in alerts()

    def clears():
        world.flush()
        return ("KioskNeverReported", "ZZ-0004") not in alerts() and not world.query('ALERTS{alertname="KioskNeverReported",alertstate="firing",screen="ZZ-0004"}', time.time() + 2)
    world.tool("push")
    origin_server.wait_until(fires, "KioskNeverReported reaches Alertmanager", 60)
    told = alerts()["KioskNeverReported", "ZZ-0004"]
    check(told["labels"]["hall"] == "四号,大厅" and told["annotations"]["page"].endswith("#kioskneverreported"), f"Alertmanager is told {told}")
    world.ask("POST", WRITE, b'kiosk_build_info{version="1"} 1\nkiosk_telemetry_interval_seconds 307\n', world.token("ZZ-0004"))
    origin_server.wait_until(clears, "KioskNeverReported clears", 60)


def main():
    source = pathlib.Path(sys.argv[1])
    rules = (source / "deploy" / "fleet" / "rules" / "kiosk.yml").read_text(encoding="utf-8")
    quick = re.sub(r"for: \d+m", "for: 1s", rules.replace("interval: 1m", "interval: 1s"))
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        world = server.Server(source, pathlib.Path(folder) / "server", quick)
        try:
            for step, words in ((only_what_is_theirs, ()), (lists, ()), (evidence, (source / "docs" / "operating" / "fleet.md",)), (fires_and_clears, ())):
                begun = time.monotonic()
                step(world, *words)
                print(f"{step.__name__.replace('_', ' ')}: {time.monotonic() - begun:.1f} s")
        finally:
            world.close()
    for fault in faults:
        print("FAILED:", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    if sys.argv[1:] == ["--why-not"]:
        print(server.why_not() or "", end="")
    else:
        main()
