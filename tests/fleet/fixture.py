"""A fleet as VictoriaMetrics and the rules hold it, of any size, for pictures of the board: the list, what fires, and one screen's last day."""
import math
import random

from world import labelled

AREAS = ["中原区", "二七区", "管城区", "金水区", "惠济区", "上街区", "郑东新区", "航空港区", "高新区", "经开区", "巩义市", "荥阳市", "新密市", "新郑市", "登封市", "中牟县"]
PLACES = ["市民中心", "政务服务大厅", "社保大厅", "不动产登记大厅", "税务大厅", "公积金中心", "出入境大厅", "车管所", "街道便民中心", "人才市场", "医保大厅", "图书馆"]
SIZES = {3: (1, 2), 300: (6, 5), 10000: (16, 33)}  # screens: (areas, halls of each)
SCREEN = "ZZ-00002"  # whose day there is


def listed(count):
    """[(id, hall, area)]."""
    areas, halls = SIZES[count]
    each = math.ceil(count / (areas * halls))
    found = []
    for number in range(count):
        hall = number // each
        area = AREAS[hall // halls]
        found.append((f"ZZ-{number + 1:05}", f"{area[:2]}{PLACES[hall % halls % len(PLACES)]}" + (f"{hall % halls // len(PLACES) + 1}" if halls > len(PLACES) else ""), area))
    return found


def faulty(screens, seed=7):
    """[{labels of an alert}]: a bad morning."""
    dice = random.Random(seed)
    by_hall = {}
    for screen in screens:
        by_hall.setdefault(screen[1:], []).append(screen)
    halls = [members for members in by_hall.values() if len(members) >= 2]
    alerts, taken = [], set()
    if len(screens) > 3:
        hall = halls[len(halls) // 3]
        alerts.append({"alertname": "KioskHallSilent", "hall": hall[0][1], "area": hall[0][2]})
        taken |= set(hall)
        alerts.append({"alertname": "KioskTrustExpiring", "role": "timestamp"})
    shares = (("KioskDark", 0.004), ("KioskFrozen", 0.003), ("KioskRestarting", 0.001), ("KioskNoPanel", 0.0005), ("KioskStale", 0.003), ("KioskNotConverged", 0.003), ("KioskClockWrong", 0.001),
              ("KioskDiskNearlyFull", 0.001), ("KioskNeverReported", 0.004))
    for name, share in shares if len(screens) > 3 else (("KioskDark", 0.1),):
        for _ in range(max(1, round(share * len(screens)))):
            screen = screens[1] if len(screens) == 3 else dice.choice(screens)
            if screen not in taken or len(screens) == 3:
                taken.add(screen)
                alerts.append({"alertname": name, "screen": screen[0], "hall": screen[1], "area": screen[2]})
    if len(screens) > 3 and SCREEN not in {alert.get("screen") for alert in alerts}:
        alerts.append({"alertname": "KioskFrozen", **dict(zip(("screen", "hall", "area"), screens[1]))})
    return alerts


def lines(screens, alerts, now, looked=None):
    """[(series, value, moment)] of all this, at `now`."""
    dice = random.Random(3)
    silent = {alert.get("screen") for alert in alerts if alert["alertname"] in ("KioskDark", "KioskNeverReported")}
    for screen, hall, area in screens:
        yield labelled("kiosk_screen_expected", screen=screen, hall=hall, area=area, job="fleet"), 1, now - 20
        if screen not in silent:
            version = "2026.11.2" if dice.random() < 0.93 else "2026.11.1"
            yield labelled(f'kiosk_release_info{{sha256="{version[-1] * 64}",version="{version}"}}', screen=screen, job="screen"), 1, now - dice.randint(5, 290)
            yield labelled("kiosk:heard_timestamp_seconds", screen=screen), round(now - dice.randint(5, 290)), now - 20
    for alert in alerts:
        yield labelled("ALERTS", alertstate="firing", alertgroup="g", severity="critical", **alert), 1, now - 20
        yield labelled("ALERTS_FOR_STATE", alertgroup="g", severity="critical", **alert), round(now - dice.randint(600, 40000)), now - 20
    yield "kiosk:rules_timestamp_seconds", round(now - 20 if looked is None else looked), now - 20


def day(screen, now):
    """A day of one screen: closed at night, a new release at noon, two hours of silence, and a picture that stands still."""
    begun, drawn, due = now - 86400, 3000, 3000
    for offset in range(0, 86400, 307):
        moment = begun + offset
        hours = offset / 3600
        if 14 < hours < 16:
            continue
        due += 5
        drawn += 0 if 19 < hours < 19.6 else 5
        version = "2026.11.2" if hours > 11 else "2026.11.1"
        yield from ((labelled(name, screen=screen, job="screen"), value, moment) for name, value in (
            ('kiosk_build_info{version="0.2.0"}', 1), ("kiosk_uptime_seconds", 400000 + offset), ("kiosk_agent_starts_total", 7),
            (f'kiosk_release_info{{sha256="{version[-1] * 64}",version="{version}"}}', 1), ("kiosk_release_since_timestamp_seconds", round(begun + 11 * 3600 if hours > 11 else begun - 9e5)),
            ("kiosk_sync_contact_age_seconds", 5 + offset % 700 if 5 < hours < 7 else offset % 300), ("kiosk_sync_failures_in_a_row", 0), ("kiosk_clock_offset_seconds", 0.31),
            ("kiosk_disk_free_bytes", 5.12e9), ("kiosk_disk_size_bytes", 7.9e9), ("kiosk_memory_available_bytes", 6.4e8), ("kiosk_temperature_celsius", round(47 + 8 * math.sin(hours / 4) + hours % 2, 1)),
            ("kiosk_panels_connected", 1), ("kiosk_touch_devices", 1), ("kiosk_display_up", 1),
            (f'kiosk_display_shown_info{{shown="release",sha256="{version[-1] * 64}",version="{version}",program="0.2.0"}}', 1),
            ("kiosk_display_frames_due_total", due), ("kiosk_display_frames_drawn_total", drawn), ('kiosk_display_starts_total{rung="release"}', 1 if hours < 19.6 else 3),
            ("kiosk_display_hall_open", 1)))
