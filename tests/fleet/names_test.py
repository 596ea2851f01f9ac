"""Every query of the fleet asks for names and labels that docs/formats/telemetry.md, kiosk-fleet or the rules themselves say. Units and files
that the documents name are there.

usage: names_test.py SOURCE_FOLDER
"""
import json
import pathlib
import re
import sys

SOURCE = pathlib.Path(sys.argv[1])
FLEET = SOURCE / "deploy" / "fleet"
BESIDES = {"kiosk_screen_expected": {"screen", "hall", "area", "job"}, "ALERTS": None, "ALERTS_FOR_STATE": None}  # by kiosk-fleet, by vmalert
BY_VMAUTH = {"screen", "job"}


def documented(text):
    """{name: labels} of telemetry.md's table."""
    return {name: BY_VMAUTH | ({label.strip() for label in labels.split(",")} - {"-"})
            for name, labels in re.findall(r"^\| `(kiosk_\w+)` \| \w+ \| [^|]* \| ([^|]*) \|", text, re.M)}


def recorded(rules):
    return dict.fromkeys(re.findall(r"^      - record: (\S+)", rules, re.M))


def asked(expression):
    """[(name, {labels}, {label: words})] of an expression's selectors."""
    for name, matchers in re.findall(r"(?<![\w:\"=~.#/])((?:kiosk[_:]|ALERTS)[\w:]*)(?:\{([^}]*)\})?", expression):
        yield name, set(re.findall(r"(\w+)\s*(?:=~|!=|!~|=)", matchers))


def queries():
    """[(where, expression)]."""
    rules = (FLEET / "rules" / "kiosk.yml").read_text(encoding="utf-8")
    expressions = "\n".join(line for line in rules.splitlines() if not re.match(r"\s*(#|- record|- alert|- name|summary|page|labels)", line))
    yield "rules/kiosk.yml", re.sub(r'summary: ".*?"\n', "", expressions)
    dashboard = json.loads((FLEET / "grafana.json").read_text(encoding="utf-8"))
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            yield f"grafana.json, {panel['title']}", target["expr"]
    for variable in dashboard["templating"]["list"]:
        yield f"grafana.json, ${variable['name']}", variable["query"]
    data = (FLEET / "board" / "data.js").read_text(encoding="utf-8")
    for query in re.findall(r"^  \w+: (?:\"(.*)\"|'(.*)'),$", data, re.M):
        yield "board/data.js", "".join(query)
    for name in re.findall(r'"(kiosk_\w+)"', re.search(r"OF_A_SCREEN = \[(.*?)\]", data, re.S)[1] + (FLEET / "board" / "screen.js").read_text(encoding="utf-8")):
        yield "board/data.js or screen.js", name
    for document in ("fleet.md", "alerts.md"):
        for query in re.findall(r"```promql\n(.*?)```", (SOURCE / "docs" / "operating" / document).read_text(encoding="utf-8"), re.S):
            yield document, query


def objections(known, found):
    for where, expression in found:
        names = list(asked(expression))
        if not names and "prometheus" not in expression:
            yield f"{where}: asks for nothing: {expression}"
        for name, labels in names:
            if name not in known:
                yield f"{where}: {name} is documented nowhere"
            elif known[name] is not None and labels - known[name]:
                yield f"{where}: {name} has no label {labels - known[name]}"


def files_of_documents():
    """What fleet.md and origin.md have installed is in the tree, and every unit that they name."""
    for document in ("fleet.md", "origin.md"):
        text = (SOURCE / "docs" / "operating" / document).read_text(encoding="utf-8")
        for name in re.findall(r"(?<![\w/.])deploy/[\w./*-]+\w", text):
            if not list(SOURCE.glob(name)):
                yield f"{document}: there is no {name}"
        for unit in re.findall(r"\bkiosk-(?:fleet|mirror)(?:-\w+)?\.(?:service|timer|target)\b", text):
            if not list((SOURCE / "deploy").glob(f"*/{unit}")):
                yield f"{document}: there is no {unit}"


def main():
    telemetry = (SOURCE / "docs" / "formats" / "telemetry.md").read_text(encoding="utf-8")
    known = {**documented(telemetry), **recorded((FLEET / "rules" / "kiosk.yml").read_text(encoding="utf-8")), **BESIDES}
    found = list(queries())
    faults = [*objections(known, found), *files_of_documents()]
    if len(documented(telemetry)) < 30 or len(found) < 30:
        faults.append(f"{len(documented(telemetry))} names and {len(found)} queries are found")
    # That it can fail.
    for query, said in (("rate(kiosk_visits_total[5m])", "documented nowhere"), ('kiosk_trust_version{person="x"}', "has no label"), ("up", "asks for nothing")):
        if not any(said in each for each in objections(known, [("a made-up query", query)])):
            faults.append(f"{query} is not objected to")
    for fault in faults:
        print("FAILED:", fault)
    sys.exit(1 if faults else 0)


main()
