"""Screens as they report, minute by minute, for tests of the rules: what a healthy one says, and what is changed about it."""
import math

LISTED = {"S01": ("一号大厅", "东区"), "S02": ("一号大厅", "东区"), "S03": ("一号大厅", "东区"),
          "S04": ("二号大厅", "东区"), "S05": ("二号大厅", "东区"), "S06": ("二号大厅", "东区"),
          **{f"S{number:02}": ("三号大厅", "西区") for number in range(7, 15)}}
OLD, NEW = "0" * 64, "1" * 64
DAY_S = 86400


def healthy(minute, start_s):
    """{metric: value} of a screen whose hall is open, `minute` minutes after `start_s`."""
    return {
        'kiosk_build_info{version="0.2.0"}': 1, "kiosk_uptime_seconds": 90000 + 60 * minute, "kiosk_agent_starts_total": 7,
        f'kiosk_release_info{{sha256="{OLD}",version="2026.11.1"}}': 1, "kiosk_release_since_timestamp_seconds": start_s - DAY_S,
        'kiosk_trust_expiry_timestamp_seconds{role="root"}': start_s + 200 * DAY_S, 'kiosk_trust_expiry_timestamp_seconds{role="targets"}': start_s + 300 * DAY_S,
        'kiosk_trust_expiry_timestamp_seconds{role="snapshot"}': start_s + 25 * DAY_S, 'kiosk_trust_expiry_timestamp_seconds{role="timestamp"}': start_s + 6.5 * DAY_S,
        "kiosk_sync_contact_age_seconds": 200, "kiosk_sync_interval_seconds": 307, "kiosk_sync_failures_in_a_row": 0,
        "kiosk_clock_trusted": 1, "kiosk_clock_offset_seconds": 0.4, "kiosk_disk_free_bytes": 5e9, "kiosk_disk_size_bytes": 8e9,
        "kiosk_panels_connected": 1, "kiosk_touch_devices": 1, "kiosk_temperature_celsius": 51,
        "kiosk_display_up": 1, f'kiosk_display_shown_info{{shown="release",sha256="{OLD}",version="2026.11.1",program="0.2.0"}}': 1,
        "kiosk_display_frames_due_total": 600 + minute, "kiosk_display_frames_drawn_total": 600 + minute, "kiosk_display_frame_age_seconds": 20,
        'kiosk_display_starts_total{rung="release"}': 1, "kiosk_display_hall_open": 1, "kiosk_telemetry_interval_seconds": 307,
    }


class World:
    """`minutes` long. A fault is a function (screen, minute, report) that changes the report, or answers None for a screen that says nothing."""

    def __init__(self, minutes, fault=lambda screen, minute, report: report, start_s=0):
        self.minutes, self.fault, self.start_s = minutes, fault, start_s

    def reports(self, screen, number):
        """[(minute, report)]: every five minutes, each screen at another one."""
        for minute in range(number % 5, self.minutes + 1, 5):
            report = self.fault(screen, minute, healthy(minute, self.start_s))
            if report is not None:
                yield minute, report

    def series(self):
        """{series: [value or None, for each minute]} of everything, as it lies in VictoriaMetrics."""
        found = {}
        for number, (screen, (hall, area)) in enumerate(LISTED.items()):
            found[labelled("kiosk_screen_expected", screen=screen, hall=hall, area=area, job="fleet")] = [1] * (self.minutes + 1)
            for minute, report in self.reports(screen, number):
                for metric, value in report.items():
                    values = found.setdefault(labelled(metric, screen=screen, job="screen"), [None] * (self.minutes + 1))
                    values[minute] = value
        return found


def labelled(metric, **labels):
    name, _, own = metric.rstrip("}").partition("{")
    return name + "{" + ",".join([*([own] if own else []), *(f'{key}="{value}"' for key, value in labels.items())]) + "}"


def notation(values):
    """A series as promtool reads it."""
    return " ".join("_" if value is None else (repr(value) if isinstance(value, int) or not math.isfinite(value) else f"{value:.3f}") for value in values)


# What may be wrong, with the minute at which it begins and the one at which it is over.

def silent(screens, begin, end):
    return lambda screen, minute, report: None if screen in screens and begin <= minute < end else report


def says(screens, begin, end, change):
    """`change` is {metric: value, or None for one that is not there, or a function of minutes since `begin`}."""
    def fault(screen, minute, report):
        if screen in screens and begin <= minute < end:
            for metric, value in change.items():
                value = value(minute - begin) if callable(value) else value
                report[metric] = value
                if value is None:
                    del report[metric]
        return report
    return fault


def both(*faults):
    def fault(screen, minute, report):
        for one in faults:
            report = report if report is None else one(screen, minute, report)
        return report
    return fault
