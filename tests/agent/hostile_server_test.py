"""Lets kiosk-sync ask servers that do everything wrong: the release stays, one line says what is wrong, and it heals by itself.

usage: hostile_server_test.py KIOSK_SYNC KIOSK_PUBLISH CATALOG_FOLDER [--sanitized] [--only WORD]
"""
import concurrent.futures
import itertools
import os
import pathlib
import re
import resource
import shutil
import ssl
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))
import fault_server as fs  # noqa: E402
from release_world import (Checks, Device, Publisher, Service, Signer, copied, until)  # noqa: E402

SANITIZED = "--sanitized" in sys.argv
ONLY = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
PEAK_MB = 64                           # getrusage counts what the forking process had, so this one stays below too
DEADLINE_S = 30 if SANITIZED else 15   # the slowest fault lasts 3 s with the settings of Device, on each of two routes
INCOMING_BYTES = 400_000               # a whole release and what is unpacked of it

# What the message calls a file, by what a fault is put on.
NAMES = {"2.root.json": r"2\.root\.json", "timestamp.json": r"timestamp\.json", ".snapshot.json": r"snapshot\.json",
         ".targets.json": r"targets\.json", ".catalog.zst": r"[0-9a-f]{16}\.catalog\.zst", ".catalog.db.zst": r"catalog\.db\.zst"}
METADATA = ["2.root.json", "timestamp.json", ".snapshot.json", ".targets.json"]
ALL = list(NAMES)
DELTA, WHOLE = ".catalog.zst", ".catalog.db.zst"
LISTED = [".snapshot.json", ".targets.json", DELTA, WHOLE]  # whose length and hash are signed
UNLISTED = ["2.root.json", "timestamp.json"]

TOO_DEEP = b"[" * 100_000
KEYS_TO_THE_LIMIT = ("{" + ",".join(f'"{number}":1' for number in range(40_000)) + "}").encode()  # of a root: 512,000 bytes


def a_million_keys(exchange):
    """Made on the way: what this process holds counts as memory of its children too (getrusage)."""
    exchange.head(200, {"Connection": "close"})
    for thousand in range(1000):
        exchange.connection.sendall("".join(f'{"," if number else "{"}"{number}":1' for number in range(1000 * thousand, 1000 * thousand + 1000)).encode())
    exchange.connection.sendall(b"}")


# (fault, how it is made, on what, what the message has to say)
FAULTS = [
    ("an endless body", fs.endless(), ALL, r"longer than \d+ bytes"),
    ("an endless body in chunks", fs.endless(chunked=True), ALL, r"longer than \d+ bytes"),
    ("a slow drip", fs.drip(), ALL, r"too slow|Less than 64 bytes/sec"),
    ("a drip that is just not too slow", fs.drip(every_s=0.01), ["timestamp.json", WHOLE], r"timed out"),
    ("silence", fs.silent, ["timestamp.json", DELTA, WHOLE], r"too slow|Less than 64 bytes/sec|timed out"),
    ("Content-Length too large", fs.wrong_length(20), UNLISTED, r"end of response|bytes remaining"),
    ("Content-Length too large", fs.wrong_length(20), LISTED, r"longer than \d+ bytes: \d+ more are announced"),
    ("Content-Length too small", fs.wrong_length(-20), UNLISTED, r"not JSON|syntax error"),
    ("Content-Length too small", fs.wrong_length(-20), LISTED, r"is \d+ bytes long, but should be \d+"),
    ("a connection that ends half way", fs.cut_after(20), ALL, r"end of response|bytes remaining"),
    ("a part, unasked", fs.part_unasked, ALL, r"a part of the file, though all was asked for"),
    ("304, unasked", fs.unchanged, ALL, r"304"),
    ("a redirect in a circle", fs.redirect_in_a_circle, ALL, r"redirects to .* \(302\)"),
    ("a login page", fs.login_page, ALL, r"web page, perhaps the login page"),
    ("gzip, unasked", fs.zipped, ALL, r"gzip-encoded, though that was not asked for"),
    ("a decompression bomb", fs.swapped(fs.zstd_bomb(32)), ALL, r"longer than \d+ bytes"),
    ("deep JSON", fs.swapped(TOO_DEEP[:16_000]), ["timestamp.json"], r"more than 64 levels deep"),
    ("deep JSON", fs.swapped(TOO_DEEP), ["2.root.json"], r"more than 64 levels deep"),
    ("deep JSON", fs.swapped(TOO_DEEP), [".snapshot.json", ".targets.json"], r"longer than \d+ bytes"),
    ("JSON with a million keys", a_million_keys, METADATA, r"longer than \d+ bytes"),
    ("JSON with keys to the limit", fs.swapped(KEYS_TO_THE_LIMIT), ["2.root.json"], r"signatures|signed"),
    ("an empty body", fs.swapped(b""), UNLISTED, r"not JSON|empty"),
    ("an empty body", fs.swapped(b""), LISTED, r"is 0 bytes long, but should be \d+|empty"),
    ("one bit changed", fs.swapped(lambda right: right[:50] + bytes([right[50] ^ 1]) + right[51:]), LISTED, r"has the sha256 \w+, but should have"),
    ("one bit changed", fs.swapped(lambda right: right.replace(b'"version":', b'"version":1', 1)), UNLISTED, r"is signed by 0 of its role's keys"),
    ("not JSON", fs.swapped(lambda right: bytes(len(right))), UNLISTED, r"not JSON"),
    ("a BOM before it", fs.swapped(lambda right: b"\xef\xbb\xbf" + right), UNLISTED, r"byte order mark"),
    ("bytes behind it", fs.swapped(lambda right: right + b"{}"), UNLISTED, r"not JSON"),
    ("nothing there", fs.answer(404, b"no"), ALL[1:], r"says 404"),
    ("401", fs.answer(401), ALL, r"says 401"),
    ("407", fs.answer(407), ALL, r"the proxy asks for a name and a password \(407\)"),
    ("429", fs.answer(429, Retry_After=900), ALL, r"asks to be left alone for a while \(429\)"),
    ("500", fs.answer(500, b"<html>oops</html>", Content_Type="text/html"), ALL, r"the server has a fault \(500\)"),
    ("503", fs.answer(503, Retry_After=900), ALL, r"the server has a fault \(503\)"),
    ("a status of 999", fs.answer(999), ["timestamp.json", WHOLE], r"999"),
    ("garbage", fs.garbage, ALL, r"HTTP/0\.9|[Uu]nsupported protocol|not HTTP|no HTTP"),
    ("a header of a megabyte", lambda e: e.send(200, e.data, X_Long="x" * 1_000_000), ["timestamp.json", WHOLE], r"header|[Tt]oo large"),
    ("endless headers", fs.endless_headers, ["timestamp.json", WHOLE], r"headers?|[Tt]oo large|timed out"),
    ("endless interim answers", fs.endless_interim_answers, ["timestamp.json", WHOLE], r"timed out|headers?|[Tt]oo large"),
    ("chunks of nonsense", fs.bad_chunks, ALL, r"chunk|Chunk|Illegal or missing hexadecimal"),
    ("a Location of control characters", fs.answer(302, Location="/\x1b[2J\x9b\x07\xff"), ALL, r"redirects to .* \(302\)"),
    ("a reset after the request", fs.reset_after_request, ALL, r"reset|[Rr]ecv failure|[Ee]mpty reply"),
    ("a reset in the headers", fs.reset_in_headers, ALL, r"reset|[Rr]ecv failure"),
    ("a reset in the body", fs.reset_in_body, ALL, r"reset|[Rr]ecv failure"),
    ("snapshot in place of targets", lambda e: e.send(200, newest(e, "snapshot")), [".targets.json"], r"but should be \d+|longer than"),
    ("targets in place of snapshot", lambda e: e.send(200, newest(e, "targets")), [".snapshot.json"], r"longer than \d+ bytes"),
    ("snapshot in place of timestamp", lambda e: e.send(200, newest(e, "snapshot")), ["timestamp.json"], r"snapshot|type"),
    ("the root before it", lambda e: e.send(200, (e.server.folder / "metadata/1.root.json").read_bytes()), ["2.root.json"], r"is version 1, but should be 2"),
    ("the whole release in place of the delta", lambda e: e.send(200, next(iter((e.server.folder / "targets").glob("*.catalog.db.zst"))).read_bytes()), [DELTA], r"longer than \d+ bytes"),
]

# A part is on the device already. (answer to who asks for the rest, on what, None: goes through; or the message)
RESUMES = [
    ("another part than asked for", fs.wrong_part, r"asked for the bytes from 20 on, but the answer says \"bytes 1-"),
    ("a part that does not say which", fs.part_without_range, r"asked for the bytes from 20 on, but the answer says"),
    ("the whole file in place of a part", fs.whole_for_part, None),
    ("416", fs.no_parts, None),
    ("the right part", fs.rightly, None),
]


def newest(exchange, role):
    files = (exchange.server.folder / "metadata").glob(f"*.{role}.json")
    return max(files, key=lambda file: int(file.name.split(".")[0])).read_bytes()


class World:
    def __init__(self, sync, publish, catalog, scratch):
        self.sync, self.scratch, self.checks = sync, pathlib.Path(scratch), Checks()
        self.publisher = Publisher(publish, catalog, scratch)
        self.old = self.publisher.new("old", self.publisher.a)
        self.new = copied(self.old, "new")
        self.publisher.release(self.new, self.publisher.b)
        self.publisher.run("rotate-key", "--yes", "--role", "root", "--repo", self.new)
        self.later = copied(self.new, "later")  # the same, signed later
        self.publisher.run("timestamp", "--repo", self.later)
        self.root = self.old / "metadata" / "1.root.json"
        self.hash_a, self.hash_b = self.publisher.hash_a, self.publisher.hash_b
        self.numbers = itertools.count()
        self.templates = {}
        for name, repository in (("a", self.old), ("b", self.new)):
            with fs.FaultServer(repository) as server:
                device = Device(sync, self.scratch / f"installed-{name}", self.root, [server.url])
                ran = device.once()
                self.checks.check(ran.code == 0, f"installing {name}: {ran}")
            self.templates[name] = device.state

    def device(self, origins, installed="a", **settings):
        """With release a (or b, or None) on it."""
        device = Device(self.sync, self.scratch / f"device-{next(self.numbers)}", self.root, origins, **settings)
        if installed:
            shutil.copytree(self.templates[installed], device.state)
        return device

    def refused(self, device, ran, what, name, wanted, stays):
        """One failed `once`: what it says, what `status` says, and what is left on the disk."""
        check = self.checks.check
        line = ran.lines[0] if ran.lines else ""
        check(ran.code == 1, f"{what}: exits {ran.code}: {ran.output}{ran.errors}")
        check(len(ran.lines) == 1 and ran.errors.endswith("\n"), f"{what}: one line, not {ran.errors!r}")
        check(line.isprintable(), f"{what}: control characters in {line!r}")
        check(re.search(name, line), f"{what}: {line!r} does not name the file")
        check(re.search(wanted, line), f"{what}: {line!r} does not say /{wanted}/")
        self.bounded(device, ran, what)
        check(device.current() == stays, f"{what}: current names {device.current()}")
        check(not stays or device.release_is_whole(stays), f"{what}: the release is not what it was")
        error = device.status()["last_error"] or {}
        check(error.get("message", "") in line and error.get("message"), f"{what}: status says {error}, not {line!r}")
        check(error.get("advice"), f"{what}: no advice")

    def bounded(self, device, ran, what):
        check = self.checks.check
        check(ran.seconds < DEADLINE_S, f"{what}: took {ran.seconds:.1f} s")
        check(SANITIZED or ran.peak_mb < PEAK_MB, f"{what}: {ran.peak_mb:.0f} MB of memory")
        check(device.incoming_bytes() <= INCOMING_BYTES, f"{what}: {device.incoming_bytes()} bytes in incoming/")

    def reaches(self, device, digest, what):
        ran = device.once()
        self.checks.check(ran.code == 0 and not ran.errors and device.current() == digest and device.release_is_whole(digest), f"{what}: afterwards {ran}")
        return ran


def one_fault(world, what, fault, on, wanted):
    """A device with release a meets the fault on one file, on its way to release b."""
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url])
        server.faults[on] = fault
        if on == WHOLE:
            server.faults[DELTA] = fs.answer(404)
        ran = device.once()
        what = f"{what}, {on}"
        if on == DELTA:  # another way is left
            world.checks.check(ran.code == 0 and not ran.errors, f"{what}: exits {ran.code}: {ran.errors}")
            world.checks.check(re.search(r"is current now \(whole release.*not by delta: " + NAMES[on] + ".*(" + wanted + ")", ran.output),
                               f"{what}: {ran.output!r} does not say /{wanted}/")
            world.checks.check(ran.output[:-1].isprintable(), f"{what}: control characters in {ran.output!r}")
            world.bounded(device, ran, what)
            world.checks.check(device.current() == world.hash_b, f"{what}: current names {device.current()}")
        else:
            world.refused(device, ran, what, NAMES[on], wanted, world.hash_a)
        server.faults.clear()
        world.reaches(device, world.hash_b, what)


def one_resume(world, what, fault, wanted, on):
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url])
        server.faults = {DELTA: fs.cut_after(20), WHOLE: fs.cut_after(20)}
        what = f"the rest: {what}, {on}"
        world.refused(device, device.once(), what, NAMES[WHOLE], r"end of response|bytes remaining", world.hash_a)
        server.requests.clear()
        server.faults = {on: fault, **({DELTA: fs.answer(404)} if on == WHOLE else {})}
        ran = device.once()
        asked = [headers.get("range") for path, headers in server.requests if path.endswith(on)]
        world.checks.check(asked[:1] == ["bytes=20-"], f"{what}: asked for {asked}")
        if wanted and on == WHOLE:
            world.refused(device, ran, what, NAMES[on], wanted, world.hash_a)
        else:
            world.checks.check(ran.code == 0 and not ran.errors, f"{what}: exits {ran.code}: {ran.errors}")
            world.checks.check(re.search(wanted or r"\((delta|whole release): [^;]*($|; not by delta: .*says 404$)", ran.output), f"{what}: {ran.output!r}")
        server.faults.clear()
        world.reaches(device, world.hash_b, what)


# ---- connections

def resets_on_accept(world):
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url])
        server.on_accept = fs.reset
        world.refused(device, device.once(), "a reset on accept", r"2\.root\.json", r"reset|[Rr]ecv failure|[Ee]mpty reply|connect to", world.hash_a)
        server.on_accept = None
        world.reaches(device, world.hash_b, "a reset on accept")


def nobody_listens(world):
    device = world.device([f"http://127.0.0.1:{fs.closed_port()}/"])
    world.refused(device, device.once(), "a closed port", r"2\.root\.json", r"[Ff]ailed to connect|refused|[Cc]ouldn't connect", world.hash_a)
    device = world.device(["http://no-such-host.invalid/"])
    world.refused(device, device.once(), "no such host", r"2\.root\.json", r"[Rr]esolv", world.hash_a)
    device = world.device(["http://127.0.0.1:1/"], proxy=f"http://127.0.0.1:{fs.closed_port()}")
    world.refused(device, device.once(), "a proxy that is not there", r"2\.root\.json", r"connect", world.hash_a)


def a_proxy_answers_garbage(world):
    with fs.FaultServer(world.new) as proxy:
        proxy.faults["*"] = fs.garbage
        device = world.device(["http://origin.example/"], proxy=proxy.url)
        world.refused(device, device.once(), "a proxy of garbage", r"2\.root\.json", r"HTTP/0\.9|[Uu]nsupported protocol|not HTTP|no HTTP", world.hash_a)
        proxy.faults["*"] = fs.answer(407)
        world.refused(device, device.once(), "a proxy that asks for a password", r"2\.root\.json", r"\(407\)", world.hash_a)
        device.configure(["https://origin.example/"], proxy=proxy.url)
        world.refused(device, device.once(), "a tunnel that asks for a password", r"2\.root\.json", r"407", world.hash_a)
        proxy.faults["*"] = fs.garbage
        world.refused(device, device.once(), "a tunnel of garbage", r"2\.root\.json", r"proxy|CONNECT|HTTP", world.hash_a)


def tls(world):
    folder = world.scratch / "tls"
    folder.mkdir()
    key, good = fs.make_certificate(folder, "good")
    other_key, other = fs.make_certificate(folder, "elsewhere", alternative="DNS:elsewhere.example")
    with fs.FaultServer(world.new, fs.tls_context(key, good)) as server:
        device = world.device([server.url], ca_file=str(other))
        world.refused(device, device.once(), "an unknown authority", r"2\.root\.json", r"certificate", world.hash_a)
        world.checks.check("sync.ca_file" in device.status()["last_error"]["advice"], "an unknown authority: advice about sync.ca_file")
        device.configure([server.url])
        world.refused(device, device.once(), "an authority that the system does not know", r"2\.root\.json", r"certificate", world.hash_a)
        device.configure([server.url], ca_file=str(folder / "none.pem"))
        world.refused(device, device.once(), "no file of authorities", r"2\.root\.json", r"none\.pem|certificate", world.hash_a)
        device.configure([server.url], ca_file=str(good))
        world.reaches(device, world.hash_b, "TLS")
    with fs.FaultServer(world.new, fs.tls_context(other_key, other)) as server:
        device = world.device([server.url], ca_file=str(other))
        world.refused(device, device.once(), "a certificate of another name", r"2\.root\.json", r"certificate.*(name|match)|(name|match).*certificate", world.hash_a)
    with fs.FaultServer(world.new, fs.tls_context(key, good, newest=ssl.TLSVersion.TLSv1_1)) as server:
        device = world.device([server.url], ca_file=str(good))
        world.refused(device, device.once(), "TLS 1.1", r"2\.root\.json", r"protocol version|unsupported protocol|wrong version|SSL|TLS", world.hash_a)
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url.replace("http:", "https:")])
        world.refused(device, device.once(), "https where http is spoken", r"2\.root\.json", r"SSL|TLS|wrong version", world.hash_a)


# ---- mirrors and waiting

def mirrors(world):
    with fs.FaultServer(world.new) as bad, fs.FaultServer(world.new) as good:
        dead = f"http://127.0.0.1:{fs.closed_port()}/"
        device = world.device([dead, good.url])
        world.reaches(device, world.hash_b, "the first mirror is dead")
        bad.faults["*"] = fs.answer(500)
        device = world.device([bad.url, good.url], interval_s=86400)
        with Service(device) as service:
            world.checks.check(service.is_up(), "mirrors: run comes up")
            service.poll_now()
            world.checks.check(until(lambda: device.current() == world.hash_b), "mirrors: run takes the release from the second")
            world.checks.check(until(lambda: device.status()["source"] == good.url), "mirrors: status names the one that answered")
            asked_before = len(bad.requests)
            good.requests.clear()
            service.poll_now()
            world.checks.check(good.wait_for_request("timestamp.json", 30), "mirrors: the second is asked again")
            world.checks.check(len(bad.requests) == asked_before, f"mirrors: the first is asked before the good one: {bad.requests[asked_before:]}")
    with fs.FaultServer(world.new) as first, fs.FaultServer(world.new) as second:
        first.faults = {DELTA: fs.answer(404), WHOLE: fs.cut_after(20_000)}
        device = world.device([first.url, second.url])
        ran = world.reaches(device, world.hash_b, "a mirror lacks the delta")
        world.checks.check("(delta:" in ran.output, f"a mirror lacks the delta: the other has it: {ran.output}")
    with fs.FaultServer(world.new) as first, fs.FaultServer(world.new) as second:
        first.faults["timestamp.json"] = fs.swapped(b"{}")
        device = world.device([first.url, second.url])
        world.reaches(device, world.hash_b, "a mirror with nonsense, and a good one: the same command asks both")
        second.faults["timestamp.json"] = fs.swapped(b"{}")
        device = world.device([first.url, second.url])
        world.refused(device, device.once(), "two mirrors with nonsense", r"timestamp\.json", r"signatures|signed", world.hash_a)
        world.checks.check(all(any("timestamp" in str(request) for request in server.requests) for server in (first, second)), "two mirrors with nonsense: both were asked")
    with fs.FaultServer(world.old) as behind, fs.FaultServer(world.new) as good:
        device = world.device([good.url])
        world.reaches(device, world.hash_b, "a mirror that is behind: first b")
        device.configure([behind.url, good.url])
        world.reaches(device, world.hash_b, "a mirror that is behind, and a good one")
        device.configure([behind.url])
        ran = device.once()
        error = device.status()["last_error"]
        world.checks.check(ran.code == 1 and "(rollback)" in ran.errors and "a cache in front of the origin" in ran.errors and "a cache" in error["advice"] and len(ran.lines) == 1,
                           f"a mirror that is behind: {ran}")


def moved(world):
    """A server that has moved is named as a whole, and nothing of a file; one that leads astray is a login page."""
    with fs.FaultServer(world.new) as server:
        for location, wanted in (("https://new.example/kiosk/metadata/2.root.json", "it is now at https://new.example/kiosk/ (301)"), ("/kiosk/metadata/2.root.json", f"it is now at {server.url}kiosk/ (301)"),
                                 ("//new.example/metadata/2.root.json", "it is now at http://new.example/ (301)"), ("https://login.example/hotspot?from=2.root.json", "another page of https://login.example (301), perhaps the login page"),
                                 ("/login", "another page (301), perhaps the login page"), ("https://a:secret@new.example/metadata/2.root.json", "it is now at https://new.example/ (301)")):
            server.faults["2.root.json"] = fs.answer(301, Location=location)
            device = world.device([server.url])
            ran = device.once()
            advice = "set it in sync.origins" if "now at" in wanted else "log this device in"
            world.checks.check(ran.code == 1 and wanted in ran.errors and advice in ran.errors and len(ran.lines) == 1 and "secret" not in ran.errors, f"moved to {location}: {ran}")


def expired_for_whom(world):
    """What people have to sign is not said to be cured by a program. The device's clock is two years ahead."""
    if SANITIZED or not shutil.which("faketime"):
        print("expired_for_whom: left out, because faketime is missing or the program is sanitized")
        return
    with fs.FaultServer(world.new) as server:
        for days, wanted in ((10, "on the server run kiosk-publish timestamp"), (2000, "which kiosk-publish timestamp cannot do")):
            device = world.device([server.url])
            ran = device.run("once", before=["faketime", "-f", f"+{days}d"])
            world.checks.check(ran.code == 1 and "expired at" in ran.errors and wanted in ran.errors and "the clock of this device, which says 20" in ran.errors, f"{days} days later: {ran}")


def no_battery(world):
    """A board that wakes up in 1970 trusts no certificate: its clock is named first."""
    if SANITIZED or not shutil.which("faketime"):
        print("no_battery: left out, because faketime is missing or the program is sanitized")
        return
    folder = world.scratch / "no-battery"
    folder.mkdir()
    key, good = fs.make_certificate(folder, "good")
    with fs.FaultServer(world.new, fs.tls_context(key, good)) as server:
        device = world.device([server.url], ca_file=str(good))
        ran = device.run("once", before=["faketime", "1970-01-02 00:00:00"])
        world.checks.check(ran.code == 1 and "not yet valid" in ran.errors and "; the clock says 1970-01-0" in ran.errors and "set it" in ran.errors and "sync.ca_file" not in ran.errors, f"1970: {ran}")
        world.checks.check(device.status()["last_error"]["advice"].startswith("the clock says 1970"), f"1970: {device.status()['last_error']}")
        world.reaches(device, world.hash_b, "1970 is over")


def seconds_until_next_poll(device):
    status = device.status()
    if not status["last_error"] or not status["next_poll"]:
        return None
    times = [fs.datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (status["last_error"]["at"], status["next_poll"])]
    return (times[1] - times[0]).total_seconds()


def retry_after(world):
    day = 86400
    for name, value, least, most in (("a number", 7200, 7200, 7210), ("a date", fs.http_date(7200), 7190, 7210), ("too far off", 10 * day, day, day + 10),
                                     ("none", None, 30, 61), ("nonsense", "soon", 30, 61), ("in the past", fs.http_date(-7200), 30, 61), ("negative", -5, 30, 61)):
        for status in (503, 429):
            with fs.FaultServer(world.new) as server:
                server.faults["*"] = fs.answer(status, **({} if value is None else {"Retry_After": value}))
                device = world.device([server.url], interval_s=day)
                with Service(device) as service:
                    world.checks.check(service.is_up(), f"Retry-After {name}: run comes up")
                    service.poll_now()
                    wait = until(lambda: seconds_until_next_poll(device)) or 0
                    world.checks.check(least <= wait <= most, f"Retry-After {name}, {status}: the next poll is in {wait} s, not {least} to {most}")


# ---- truncation

def truncated_timestamp(world):
    """Every length of timestamp.json: said shorter, or cut off."""
    with fs.FaultServer(world.new) as server:
        device = world.device([server.url])
        right = (world.new / "metadata" / "timestamp.json").read_bytes()
        wanted = {"short": r"not JSON|empty", "cut": r"end of response|bytes remaining"}
        for length in range(len(right)):
            kind = "cut" if length % 2 else "short"
            server.faults["timestamp.json"] = fs.cut_after(length) if kind == "cut" else fs.swapped(right[:length])
            ran = device.once()
            world.checks.check(ran.code == 1 and len(ran.lines) == 1 and re.search(r"timestamp\.json.*(" + wanted[kind] + ")", ran.errors) and
                               device.current() == world.hash_a, f"timestamp.json, {length} bytes, {kind}: {ran}")
        server.faults.clear()
        world.reaches(device, world.hash_b, "timestamp.json truncated")


def truncated_delta(world):
    """A part of every length, then the rest: by delta in the end, never wrong."""
    size = next(file.stat().st_size for file in (world.new / "targets").glob("*" + DELTA))
    device = None
    with fs.FaultServer(world.new) as server:
        for length in range(size):
            device = device or world.device([server.url])
            server.faults = {DELTA: fs.cut_after(length), WHOLE: fs.answer(404)}
            ran = device.once()
            world.checks.check(ran.code == 1 and len(ran.lines) == 1 and device.current() == world.hash_a, f"delta, {length} bytes: {ran}")
            server.faults = {WHOLE: fs.answer(404)}
            ran = world.reaches(device, world.hash_b, f"delta, {length} bytes")
            world.checks.check(f"(delta: " in ran.output and f" {size - length} of the release" in ran.output, f"delta, {length} bytes: then {ran.output}")
            shutil.rmtree(device.state)
            shutil.copytree(world.templates["a"], device.state)


# ---- what is signed, but should not be taken

def rollback(world):
    with fs.FaultServer(world.old) as server:
        device = world.device([server.url], installed="b")
        world.refused(device, device.once(), "the repository of yesterday", r"timestamp\.json", r"version|older|rolled? ?back", world.hash_b)
        server.folder = world.new
        world.reaches(device, world.hash_b, "the repository of yesterday")


def forged(world):
    strange = world.publisher.new("strange", world.publisher.b)
    for installed, stays in (("a", world.hash_a), (None, None)):
        with fs.FaultServer(strange) as server:
            device = world.device([server.url], installed=installed)
            world.refused(device, device.once(), "a forged repository", r"timestamp\.json", r"is signed by 0 of its role's keys", stays)
            server.folder = world.new
            world.reaches(device, world.hash_b, "a forged repository")


def signed_anew(world, name, wanted, file, **changes):
    """The publisher's own keys sign what no device should take."""
    repository = copied(world.new, f"signed-{next(world.numbers)}")
    Signer(repository).sign_chain(**changes)
    with fs.FaultServer(repository) as server:
        device = world.device([server.url])
        world.refused(device, device.once(), name, file, wanted, world.hash_a)
        server.folder = world.later
        world.reaches(device, world.hash_b, name)


def expired(world):
    past = {"expires": "2026-01-01T00:00:00Z"}
    signed_anew(world, "expired timestamp", r"expired at 2026-01-01T00:00:00Z", r"timestamp\.json", change_timestamp=lambda signed: signed.update(past))
    signed_anew(world, "expired snapshot", r"expired at 2026-01-01T00:00:00Z", r"snapshot\.json", change_snapshot=lambda signed: signed.update(past))
    signed_anew(world, "expired targets", r"expired at 2026-01-01T00:00:00Z", r"targets\.json", change_targets=lambda signed: signed.update(past))


def held_back(world):
    def custom(**values):
        return lambda signed: signed["targets"]["catalog.db"]["custom"].update(values)
    signed_anew(world, "a release for a newer program", r"needs program 99\.0\.0", r"2026\.11\.24", change_targets=custom(minimum_version="99.0.0"))
    signed_anew(world, "a release of a newer format", r"format 99", r"2026\.11\.24", change_targets=custom(schema=99))
    signed_anew(world, "a release that is too large", r"sync\.max_catalog_mb", r"2026\.11\.24",
                change_targets=lambda signed: signed["targets"]["catalog.db"].update(length=2**40))


def signed_nonsense(world):
    """What unpacks wrongly, though it was signed so. Without a delta: it would lead to the right release."""
    for name, content, wanted in (("a bomb of 64 GB", fs.zstd_bomb(64), r"more than \d+ bytes come out"),
                                  ("a window of 1 GB", fs.zstd_bomb(1, window_log=30), r"too much memory|window"),
                                  ("no zstd", b"nothing of the kind" * 20, r"[Uu]nknown frame|unpacking"),
                                  ("nothing", b"", r"0 bytes|cut short|empty")):
        repository = copied(world.new, f"nonsense-{next(world.numbers)}")
        signer = Signer(repository)
        signer.sign_chain(change_targets=lambda signed: [signed["targets"].pop(target) for target in list(signed["targets"]) if re.match("[0-9a-f]{16}", target)])
        signer.offer("catalog.db.zst", content)
        with fs.FaultServer(repository) as server:
            device = world.device([server.url])
            world.refused(device, device.once(), f"signed: {name}", r"2026\.11\.24", wanted, world.hash_a)
            world.checks.check(device.incoming_bytes() == 0, f"signed: {name}: left in incoming/")
            server.folder = world.later
            world.reaches(device, world.hash_b, f"signed: {name}")
    for name, content in (("a bomb of 64 GB", fs.zstd_bomb(64)), ("no zstd", b"nothing of the kind")):
        repository = copied(world.new, f"nonsense-{next(world.numbers)}")
        Signer(repository).offer(f"{world.hash_a[:16]}.catalog.zst", content)
        with fs.FaultServer(repository) as server:
            device = world.device([server.url])
            ran = world.reaches(device, world.hash_b, f"signed as delta: {name}")
            world.checks.check("not by delta: " in ran.output and "unpacking" in ran.output, f"signed as delta: {name}: {ran.output}")
            world.bounded(device, ran, f"signed as delta: {name}")


def cases(world):
    for what, fault, files, wanted in FAULTS:
        for on in files:
            yield f"{what}, {on}", one_fault, (what, fault, on, wanted)
    for what, fault, wanted in RESUMES:
        for on in (DELTA, WHOLE):
            yield f"the rest: {what}, {on}", one_resume, (what, fault, wanted, on)
    for case in (resets_on_accept, nobody_listens, a_proxy_answers_garbage, tls, mirrors, moved, expired_for_whom, no_battery, retry_after, truncated_timestamp, truncated_delta,
                 rollback, forged, expired, held_back, signed_nonsense):
        yield case.__name__, case, ()


def main():
    sync, publish, catalog = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    with tempfile.TemporaryDirectory() as scratch:
        world = World(sync, publish, catalog, scratch)
        chosen = [case for case in cases(world) if ONLY in case[0]]
        with concurrent.futures.ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as pool:  # many cases wait for a timeout
            running = {pool.submit(case, world, *arguments): name for name, case, arguments in chosen}
            for done in concurrent.futures.as_completed(running):
                if done.exception():
                    world.checks.check(False, f"{running[done]}: the test itself fails: {done.exception()!r}")
        own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        world.checks.check(own_mb < PEAK_MB, f"the test itself takes {own_mb:.0f} MB, so it cannot tell what its children take")
        print(f"{len(chosen)} cases")
        sys.exit(world.checks.end())


main()
