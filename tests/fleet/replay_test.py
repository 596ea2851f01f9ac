"""The alert rules in VictoriaMetrics itself, minute by minute, while things happen to screens: what promtool says of them holds here too,
and a month of reports that comes in late raises nothing.

usage: replay_test.py SOURCE_FOLDER
"""
import collections
import pathlib
import re
import sys
import tempfile
import time

import server
import world
from world import both, labelled, says, silent

MINUTES = 120
MONTH_S = 30 * 86400
LATE, ARRIVES = "S14", 90  # whose reports of a month all come in at that minute
faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def parsed(text):
    """[(kind, name, expression, seconds)] of rules/kiosk.yml, in their order."""
    found = []
    for kind, name, rest in re.findall(r"^      - (record|alert): (\S+)\n(.*?)(?=^      - |^  - |\Z)", text, re.M | re.S):
        block = re.search(r"^        expr: (?:\|\n((?:          .*\n|\n)+)|(.*)\n)", rest, re.M)
        wait = re.search(r"^        for: (\d+)m", rest, re.M)
        found.append((kind, name, (block[1] or block[2]).strip(), 60 * int(wait[1]) if wait else 0))
    return found


class Evaluator:
    """What vmalert does once a minute, at whatever time it is told."""

    def __init__(self, metrics, rules):
        self.metrics, self.rules = metrics, rules
        self.since, self.fired = {}, collections.defaultdict(list)

    def minute(self, moment):
        for kind, name, expression, wait in self.rules:
            found = self.metrics.query(expression, moment)
            if kind == "record":
                self.metrics.write([(labelled(name, **{key: word for key, word in labels.items() if key != "__name__"}), value, moment) for labels, value in found])
                continue
            active = {(name, *(labels.get(key, "") for key in ("screen", "hall", "area", "role"))) for labels, _ in found}
            self.since = {alert: begun for alert, begun in self.since.items() if alert[0] != name or alert in active}
            for alert in active:
                if moment - self.since.setdefault(alert, moment) >= wait:
                    self.fired[alert].append(moment)


def reports_of_a_month(start_s):
    """A screen without network: it has worked all along, its origin was not reached for a month until minute ARRIVES."""
    for offset in range(-MONTH_S, MINUTES * 60, 307):
        report = world.healthy(0, start_s)
        minutes = offset // 60 + MONTH_S // 60
        for metric in ("kiosk_display_frames_due_total", "kiosk_display_frames_drawn_total"):
            report[metric] = minutes
        report["kiosk_uptime_seconds"] = offset + MONTH_S
        if offset < ARRIVES * 60 - 300:
            report["kiosk_sync_contact_age_seconds"], report["kiosk_sync_failures_in_a_row"] = offset + MONTH_S, (offset + MONTH_S) // 1800
        yield [(labelled(metric, screen=LATE, job="screen"), value, start_s + offset) for metric, value in report.items()]


def main():
    source = pathlib.Path(sys.argv[1])
    rules = parsed((source / "deploy" / "fleet" / "rules" / "kiosk.yml").read_text(encoding="utf-8"))
    check(len(rules) == 18, f"{len(rules)} rules are read")
    start_s = round(time.time()) - (MINUTES + 10) * 60
    happens = both(silent(["S01", "S02", "S03"], 30, 70), silent(["S04"], 30, 70), says(["S07"], 30, 60, {"kiosk_display_up": 0}),
                   says(["S08"], 30, 70, {"kiosk_disk_free_bytes": 1e8}), says(["S09"], 30, 70, {"kiosk_clock_trusted": 0}), silent([LATE], 0, MINUTES + 1))
    wanted = {("KioskHallSilent", ""): (38, 48, 70, 76), ("KioskDark", "S04"): (42, 52, 70, 76), ("KioskFrozen", "S07"): (36, 44, 60, 67),
              ("KioskDiskNearlyFull", "S08"): (45, 52, 70, 77), ("KioskClockWrong", "S09"): (45, 52, 70, 77), ("KioskNeverReported", LATE): (30, 32, ARRIVES, ARRIVES + 2)}
    late = list(reports_of_a_month(start_s))
    with tempfile.TemporaryDirectory() as folder:
        metrics = server.Server(source, pathlib.Path(folder) / "server", web=False)
        try:
            metrics.write([(series, value, start_s + 60 * minute) for series, values in world.World(MINUTES, happens, start_s).series().items()
                           for minute, value in enumerate(values) if value is not None])
            evaluator, written = Evaluator(metrics, rules), 0
            for minute in range(MINUTES + 1):
                due = [report for report in late[written:] if report[0][2] <= start_s + 60 * minute] if minute >= ARRIVES else []
                for first in range(0, len(due), 500):
                    metrics.write([sample for report in reversed(due[first:first + 500]) for sample in report])
                written += len(due)
                evaluator.minute(start_s + 60 * minute)
        finally:
            metrics.close()
    print(f"{len(late)} reports of {LATE} came in late")
    fired = {(alert[0], alert[1]): [round((moment - start_s) / 60) for moment in moments] for alert, moments in evaluator.fired.items()}
    for alert, minutes in fired.items():
        print(f"{alert}: fires from minute {minutes[0]} to {minutes[-1]}")
        check(minutes == list(range(minutes[0], minutes[-1] + 1)), f"{alert} fires more than once: {minutes}")
    check(set(fired) == set(wanted), f"what fires: {sorted(set(fired) ^ set(wanted))}")
    for alert, (first, at_most, clears, cleared) in wanted.items():
        minutes = fired.get(alert, [0])
        check(first <= minutes[0] <= at_most and clears <= minutes[-1] + 1 <= cleared, f"{alert} fires from minute {minutes[0]} to {minutes[-1]}")
    for fault in faults:
        print("FAILED:", fault)
    sys.exit(1 if faults else 0)


main()
