"""Replays hours of screens through the alert rules with promtool: each alert fires once and clears once, and no other does.

usage: rules_test.py PROMTOOL DEPLOY_FLEET_FOLDER ALERTS_MD
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import world
from world import DAY_S, NEW, OLD, both, labelled, says, silent

PROMTOOL, FLEET, GUIDE = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
RULES = FLEET / "rules" / "kiosk.yml"
HOURS = 4
MINUTES = HOURS * 60
THREE = [screen for screen, (hall, _) in world.LISTED.items() if hall == "三号大厅"]
RELEASE, SINCE = f'kiosk_release_info{{sha256="{OLD}",version="2026.11.1"}}', "kiosk_release_since_timestamp_seconds"
SHOWN = f'kiosk_display_shown_info{{shown="release",sha256="{OLD}",version="2026.11.1",program="0.2.0"}}'
NEW_RELEASE, NEW_SHOWN = RELEASE.replace(OLD, NEW), SHOWN.replace(OLD, NEW)
TIMESTAMP = 'kiosk_trust_expiry_timestamp_seconds{role="timestamp"}'
ROOT = 'kiosk_trust_expiry_timestamp_seconds{role="root"}'


def on(screen):
    hall, area = world.LISTED[screen]
    return {"screen": screen, "hall": hall, "area": area}


def released(screens, minute):
    """These screens have the new release on the glass from then on."""
    return says(screens, minute, MINUTES + 1, {RELEASE: None, SHOWN: None, NEW_RELEASE: 1, NEW_SHOWN: 1, SINCE: minute * 60})


def night(screens):
    """A closed hall: its panel is off, and gone as far as the graphics card knows; no picture is due."""
    return says(screens, 0, MINUTES + 1, {"kiosk_display_hall_open": 0, "kiosk_panels_connected": 0, "kiosk_display_frames_due_total": 600,
                                          "kiosk_display_frames_drawn_total": 600, "kiosk_display_frame_age_seconds": lambda minute: 60 * minute})


ALL = list(world.LISTED)
# what, the fault, {alert: (its labels, the minutes between which it begins to fire, and between which it has cleared)}
CASES = [
    ("all is well", says([], 0, 0, {}), {}),
    ("a screen loses power for an hour", silent(["S01"], 60, 120), {"KioskDark": (on("S01"), (72, 80), (120, 128))}),
    ("one report is lost", silent(["S01"], 60, 65), {}),
    ("a hall loses power for an hour", silent(["S01", "S02", "S03"], 60, 120), {"KioskHallSilent": ({"hall": "一号大厅", "area": "东区"}, (68, 78), (120, 125))}),
    ("a hall loses power while one of its screens is dark already", both(silent(["S01"], 20, 150), silent(["S02", "S03"], 100, 150)),
     {"KioskDark": (on("S01"), (32, 40), (106, 116)), "KioskHallSilent": ({"hall": "一号大厅", "area": "东区"}, (108, 118), (150, 155))}),
    ("a screen of the list reports for the first time after two hours", silent(["S01"], 0, 120), {"KioskNeverReported": (on("S01"), (30, 32), (120, 127))}),
    ("the picture stands still for half an hour", says(["S01"], 60, 90, {"kiosk_display_frame_age_seconds": lambda minute: 60 * minute, "kiosk_display_frames_drawn_total": 660}),
     {"KioskFrozen": (on("S01"), (66, 76), (90, 125))}),
    ("the picture stutters: a third of the minutes has none", says(["S01"], 60, 120, {"kiosk_display_frames_drawn_total": lambda minute: 660 + minute * 2 // 3}),
     {"KioskFrozen": (on("S01"), (75, 95), (120, 150))}),
    ("the display does not come up again", says(["S01"], 60, 120, {"kiosk_display_up": 0}), {"KioskFrozen": (on("S01"), (66, 72), (120, 127))}),
    ("nor at night", both(night(["S01"]), says(["S01"], 60, 120, {"kiosk_display_up": 0})), {"KioskFrozen": (on("S01"), (66, 72), (120, 127))}),
    ("a closed hall with its panels off", night(ALL), {}),
    ("a panel is unplugged in an open hall", says(["S01"], 60, 120, {"kiosk_panels_connected": 0}), {"KioskNoPanel": (on("S01"), (66, 72), (120, 127))}),
    ("the display starts every five minutes for forty", says(["S01"], 60, MINUTES + 1, {'kiosk_display_starts_total{rung="release"}': lambda minute: 1 + min(minute, 40) // 5}),
     {"KioskRestarting": (on("S01"), (70, 85), (140, 160))}),
    ("the machine starts every five minutes for forty", says(["S01"], 60, MINUTES + 1, {"kiosk_agent_starts_total": lambda minute: 7 + min(minute, 40) // 5}), {"KioskRestarting": (on("S01"), (70, 85), (140, 160))}),
    ("a display is started anew once by hand", says(["S01"], 60, MINUTES + 1, {'kiosk_display_starts_total{rung="release"}': 2}), {}),
    ("the origin is not reached for two hours", says(["S01"], 30, 150, {"kiosk_sync_contact_age_seconds": lambda minute: 60 * minute}), {"KioskStale": (on("S01"), (100, 112), (150, 157))}),
    ("the origin has never been reached", says(["S01"], 60, 150, {"kiosk_sync_contact_age_seconds": None}), {"KioskStale": (on("S01"), (85, 95), (150, 157))}),
    ("a screen without an origin, served by sticks", says(["S01"], 0, MINUTES + 1, {"kiosk_sync_contact_age_seconds": None, "kiosk_sync_interval_seconds": None}), {}),
    ("a release comes, and one screen stays behind for two hours", both(released(ALL[1:], 40), released(ALL[:1], 180)), {"KioskNotConverged": (on("S01"), (100, 108), (180, 185))}),
    ("a release comes to one screen in fourteen first, and to the others two hours later", both(released(["S01"], 40), released(ALL[1:], 160)), {}),
    ("passes fail although the origin answers", says(["S01"], 60, 210, {"kiosk_sync_failures_in_a_row": lambda minute: minute // 5}), {"KioskNotConverged": (on("S01"), (180, 187), (210, 217))}),
    ("the display passes over the current release", says(["S01"], 30, 180, {SHOWN: None, NEW_SHOWN: 1}), {"KioskNotConverged": (on("S01"), (105, 120), (180, 187))}),
    ("the clock is ten minutes fast", says(["S01"], 60, 120, {"kiosk_clock_offset_seconds": 600}), {"KioskClockWrong": (on("S01"), (75, 81), (120, 127))}),
    ("the clock is behind what signatures prove", says(["S01"], 60, 120, {"kiosk_clock_trusted": 0, "kiosk_clock_offset_seconds": None}), {"KioskClockWrong": (on("S01"), (75, 81), (120, 127))}),
    ("a clock is a minute off", says(["S01"], 0, MINUTES + 1, {"kiosk_clock_offset_seconds": -60}), {}),
    ("the disk fills up", says(["S01"], 60, 120, {"kiosk_disk_free_bytes": 5e8}), {"KioskDiskNearlyFull": (on("S01"), (75, 81), (120, 127))}),
    ("nobody signs the timestamp for days, then somebody does", says(ALL, 0, 120, {TIMESTAMP: 4 * DAY_S + 3600}), {"KioskTrustExpiring": ({"role": "timestamp"}, (75, 80), (120, 127))}),
    ("the same, and one screen makes up series that say otherwise",
     both(says(ALL, 0, 120, {TIMESTAMP: 4 * DAY_S + 3600}), says(["S01"], 0, 120, {TIMESTAMP.replace("}", f',x="{number}"}}'): 99 * DAY_S for number in range(40)})),
     {"KioskTrustExpiring": ({"role": "timestamp"}, (75, 80), (120, 127))}),
    ("the root is not renewed until the last month", says(ALL, 60, 120, {ROOT: 59 * DAY_S}), {"KioskTrustExpiring": ({"role": "root"}, (75, 82), (120, 127))}),
    ("one screen alone has an old timestamp", says(["S01"], 0, MINUTES + 1, {TIMESTAMP: DAY_S}), {}),
    ("five of eight screens of an area stand still", says(THREE[:5], 60, 120, {"kiosk_display_up": 0}),
     {**{f"KioskFrozen {screen}": (on(screen), (66, 72), (120, 127)) for screen in THREE[:5]}, "KioskAreaFailing": ({"area": "西区"}, (73, 80), (120, 130))}),
    ("four of eight do", says(THREE[:4], 60, 120, {"kiosk_display_up": 0}), {f"KioskFrozen {screen}": (on(screen), (66, 72), (120, 127)) for screen in THREE[:4]}),
]
# The list is not pushed for an hour. Nothing is forgotten meanwhile.
UNLISTED = ("nobody pushes the list for an hour, and a screen loses power meanwhile", silent(["S01"], 60, 120),
            {"KioskListMissing": ({}, (65, 80), (115, 120)), "KioskDark": (on("S01"), (72, 80), (120, 128))})
FIRING = 'ALERTS{alertstate="firing"}'
OF = "alertname, screen, hall, area, role"


def promtool_test(name, series, alerts):
    """Expressions at the end, about all that happened before."""
    whole, steps = f"[{MINUTES}m]", f"[{MINUTES}m:1m]"

    def expects(expression, samples):
        return {"expr": expression, "eval_time": f"{MINUTES}m", "exp_samples": samples}
    sets = [labelled("", alertname=alert.split()[0], **labels) for alert, (labels, _, _) in alerts.items()]
    checks = [expects(f"group by ({OF}) (count_over_time({FIRING}{whole}))", [{"labels": each, "value": 1} for each in sets]), expects(FIRING, [])]
    if alerts:  # from the first minute to the last without a gap: once
        checks.append(expects(f"min(count_over_time({FIRING}{whole}) - ((max_over_time(timestamp({FIRING}){steps}) - min_over_time(timestamp({FIRING}){steps})) / 60 + 1))",
                              [{"labels": "{}", "value": 0}]))
    for alert, (labels, fires, clears) in alerts.items():
        one = labelled("ALERTS", alertname=alert.split()[0], alertstate="firing", **labels)
        for edge, (first, last) in (("min", fires), ("max", (clears[0] - 1, clears[1] - 1))):
            checks.append(expects(f"(min({edge}_over_time(timestamp({one}){steps})) / 60) >= {first} <= {last} > bool -1", [{"labels": "{}", "value": 1}]))
    return {"name": name, "interval": "1m", "input_series": [{"series": each, "values": world.notation(values)} for each, values in series.items()], "promql_expr_test": checks}


def replay(tests, rules):
    """What promtool objects to; empty where all holds."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "tests.yml"
        groups = re.findall(r"^  - name: (\S+)", rules, re.M)
        pathlib.Path(folder, "rules.yml").write_text(rules, encoding="utf-8")
        file.write_text(json.dumps({"rule_files": ["rules.yml"], "evaluation_interval": "1m", "group_eval_order": groups, "tests": tests}), encoding="utf-8")  # JSON is YAML
        done = subprocess.run([PROMTOOL, "test", "rules", file], capture_output=True, text=True)
        return "" if done.returncode == 0 else done.stdout + done.stderr


def all_tests():
    for name, fault, alerts in CASES:
        yield name, world.World(MINUTES, fault).series(), alerts
    name, fault, alerts = UNLISTED
    series = world.World(MINUTES, fault).series()
    for each, values in series.items():
        if each.startswith("kiosk_screen_expected"):
            values[55:115] = [None] * 60
    yield name, series, alerts


def main():
    rules = RULES.read_text(encoding="utf-8")
    faults = []
    names = re.findall(r"^      - alert: (\w+)", rules, re.M)
    fired = set()
    tests = list(all_tests())
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda test: replay([promtool_test(*test)], rules), tests))
    for (name, _, alerts), wrong in zip(tests, outcomes):
        fired |= {alert.split()[0] for alert in alerts}
        print(f"{name}: {'FAILED' if wrong else ', '.join(alerts) or 'nothing fires'}")
        if wrong:
            faults.append(f"{name}:\n{wrong}")
    if fired != set(names):
        faults.append(f"no case fires {set(names) - fired}")
    # The pages: one heading in each language for each alert, and each alert names its own.
    guide = GUIDE.read_text(encoding="utf-8")
    for language, text in zip(("Chinese", "English"), guide.split("\n## English\n"), strict=True):
        headings = re.findall(r"^### (Kiosk\w+)", text, re.M)
        if sorted(headings) != sorted(names):
            faults.append(f"{GUIDE.name}, {language}: headings and alerts differ by {set(headings) ^ set(names) or 'order or number'}")
    for name, page in zip(names, re.findall(r"^          page: (\S+)", rules, re.M), strict=True):
        if page != f"docs/operating/alerts.md#{name.lower()}":
            faults.append(f"{name} names {page}")
    # That it can fail: a rule that never holds, one that always does, and one that flickers.
    name, series, alerts = next(test for test in tests if "KioskDiskNearlyFull" in test[2])
    for what, pattern, replacement in (("a rule that never holds", "< 0.1 \\*", "< 0 *"), ("one that always does", "< 0.1 \\*", "< 2 *"), ("one that comes at once", "for: 15m", "for: 0m")):
        broken, count = re.subn(pattern, replacement, rules)
        if not count or not replay([promtool_test(name, series, alerts)], broken):
            faults.append(f"{what} is not found")
    for fault in faults:
        print("FAILED:", fault)
    sys.exit(1 if faults else 0)


main()
