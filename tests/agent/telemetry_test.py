"""What kiosk-sync reports, and what becomes of it when the server, the network, the disk or the clock are not as they should be.

usage: telemetry_test.py KIOSK_SYNC KIOSK_PUBLISH CATALOG_FOLDER PAGE [--sanitized]

PAGE is docs/formats/telemetry.md.
"""
import gzip
import itertools
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))
import fault_server as fs  # noqa: E402
from release_world import Checks, Device, Publisher, Service, until  # noqa: E402
from telemetry_server import SAMPLE, TelemetryServer, dropped, moments_of, read_queue, write_queue  # noqa: E402

SANITIZED = "--sanitized" in sys.argv
END_S = 5 if SANITIZED else 1
TOKEN = "s3cret-of-this-screen"
DAY_S, DAY_MS = 86400, 86_400_000
KILLS = 25


def now_ms():
    return int(time.time() * 1000)


class World:
    def __init__(self, sync, publish, catalog, page, scratch):
        self.sync, self.scratch, self.checks, self.numbers = sync, pathlib.Path(scratch), Checks(), itertools.count()
        self.publisher = Publisher(publish, catalog, scratch)
        self.repository = self.publisher.new("repository", self.publisher.a)
        self.root = self.repository / "metadata" / "1.root.json"
        self.names = set(re.findall(r"^\| `(kiosk_\w+)` \|", pathlib.Path(page).read_text(encoding="utf-8"), re.M))
        with fs.FaultServer(self.repository) as server:
            device = Device(sync, self.scratch / "installed", self.root, [server.url])
            self.check(device.once().code == 0, "installing a")
        self.installed = device.state

    def check(self, holds, what):
        return self.checks.check(holds, what)

    def device(self, url, origins=("http://127.0.0.1:9/",), interval_s=DAY_S, telemetry=None, **settings):
        device = Device(self.sync, self.scratch / f"device-{next(self.numbers)}", self.root, origins)
        device.configure(origins, telemetry={"url": url, "interval_s": 1, **(telemetry or {})}, interval_s=interval_s, **settings)
        shutil.copytree(self.installed, device.state)
        return device

    def ends(self, service, what):
        code, seconds = service.end()
        self.check(code == 0 and seconds < END_S, f"{what}: SIGTERM ends it with {code} after {seconds:.2f} s")

    def for_a_while(self, device, seconds):
        """A service that runs so long and ends in good order; what it said."""
        with Service(device) as service:
            time.sleep(seconds)
            self.ends(service, "for a while")
            return service.output()


def token_file(device, mode=0o640, text=TOKEN):
    file = device.folder / "token"
    file.write_text(text + "\n")
    file.chmod(mode)
    return str(file)


def arrives(world):
    """One POST a report: gzip, what each sample is called, moments, the token, and nothing that says which screen it is."""
    with TelemetryServer(world.scratch) as server:
        device = world.device(server.address)
        device.configure(["http://127.0.0.1:9/"], telemetry={"url": server.address, "interval_s": 1, "token_file": token_file(device)}, interval_s=DAY_S)
        began = now_ms()
        with Service(device) as service:
            world.check(until(lambda: len(server.moments()) >= 3), "arrives: three reports")
            world.ends(service, "arrives")
            world.check(TOKEN not in service.output(), f"arrives: the log holds the token: {service.output()!r}")
        headers, text = server.posts[0]
        world.check(headers["content-encoding"] == "gzip" and headers["content-type"] == "text/plain", f"arrives: {headers}")
        world.check(headers["authorization"] == "Bearer " + TOKEN, f"arrives: {headers.get('authorization')}")
        world.check(headers["user-agent"].startswith("minsheng-kiosk/") and "expect" not in headers, f"arrives: {headers}")
        world.check(len(moments_of(text)) == 1 and "#" not in text, f"arrives: a report of one moment: {text}")
        names = {SAMPLE.fullmatch(line)[1] for line in text.splitlines()}
        world.check(names <= world.names, f"arrives: the page does not know {names - world.names}")
        world.check(len(names) > 20, f"arrives: only {names}")
        world.check("screen" not in re.sub(r"kiosk_\w+", "", text), "arrives: a label says which screen it is")
        world.check(f'kiosk_release_info{{sha256="{world.publisher.hash_a}"' in text, "arrives: the release")
        at = server.moments()
        world.check(all(began <= moment <= now_ms() for moment in at), f"arrives: moments {at}, from {began}")
        world.check(not read_queue(device.state), "arrives: what was taken at once was never on the disk")
        print(f"a report: {len(text)} bytes, {len(text.splitlines())} samples, gzipped {len(gzip.compress(text.encode(), 9))}")


def prints(world):
    """`metrics` prints the same names with their meaning, and promtool has nothing to say to it."""
    device = world.device("http://127.0.0.1:9/")
    ran = device.run("metrics")
    world.check(ran.code == 0 and not ran.errors, f"metrics: {ran}")
    told = set(re.findall(r"^# HELP (\w+) ", ran.output, re.M)), set(re.findall(r"^# TYPE (\w+) (?:gauge|counter)$", ran.output, re.M))
    named = {SAMPLE.fullmatch(line)[1] for line in ran.output.splitlines() if not line.startswith("#")}
    world.check(told == (named, named) and named <= world.names, f"metrics: {told} of {named}")
    promtool = shutil.which("promtool")
    if not promtool:
        print("promtool is not here: what it would say is not known")
        return
    said = subprocess.run([promtool, "check", "metrics"], input=ran.output, capture_output=True, text=True)
    world.check(said.returncode == 0 and not said.stdout + said.stderr, f"promtool: {said.returncode} {said.stdout}{said.stderr}")
    broken = subprocess.run([promtool, "check", "metrics"], input=ran.output.replace("_total", "_in_all"), capture_output=True, text=True)
    world.check(broken.returncode != 0, "promtool: finds a name that is wrong")


def fills_in(world):
    """What could not be sent is sent later with its own moments, the newest first."""
    with TelemetryServer(world.scratch) as server:
        device = world.device(f"http://127.0.0.1:{fs.closed_port()}/")
        said = world.for_a_while(device, 5)
        kept = [moment for _, reports in read_queue(device.state) for moment, _ in reports]
        world.check(len(kept) >= 3, f"fills in: {len(kept)} reports were kept")
        world.check(said.count("telemetry: ") == 1, f"fills in: the failure is told of once: {said!r}")
        status = device.status()["telemetry"]
        world.check(status["waiting"] == len(kept) and status["failures_in_a_row"] == 1 and status["failure"], f"fills in: status says {status}")
        time.sleep(1.1)
        device.configure(["http://127.0.0.1:9/"], telemetry={"url": server.address, "interval_s": 1}, interval_s=DAY_S)
        with Service(device) as service:
            world.check(until(lambda: set(kept) <= set(server.moments())), "fills in: all of it arrives")
            world.check(until(lambda: not read_queue(device.state)), "fills in: then nothing waits")
            world.ends(service, "fills in")
        world.check(not server.conflicts, f"fills in: {server.conflicts}")
        first = moments_of(server.posts[0][1])
        world.check(len(first) == 1 and max(kept) < min(first), "fills in: what is new comes first")
        status = device.status()["telemetry"]
        world.check(status["waiting"] == 0 and status["failures_in_a_row"] == 0 and status["last_taken"], f"fills in: status says {status}")
        world.check("reports" in device.run("status").output, "fills in: status has a line for people")


def backs_off(world):
    """After a failure it is left alone for 30 s at least, while reports go on; Retry-After makes that longer."""
    with TelemetryServer(world.scratch) as server:
        server.verdict = lambda text: 503
        device = world.device(server.address)
        world.for_a_while(device, 6)
        world.check(len(server.posts) == 1, f"backs off: {len(server.posts)} attempts within six seconds")
        kept = sum(len(reports) for _, reports in read_queue(device.state))
        world.check(kept >= 3, f"backs off: {kept} reports are kept meanwhile")


def comes_back(world):
    """Without a restart: the next attempt comes by itself."""
    with TelemetryServer(world.scratch) as server:
        server.verdict = lambda text: 503
        device = world.device(server.address)
        with Service(device) as service:
            world.check(until(lambda: server.posts), "comes back: asks")
            server.verdict = lambda text: 204
            world.check(until(lambda: server.moments(), 70), "comes back: within a minute")
            world.check(until(lambda: not read_queue(device.state)), "comes back: nothing waits")
            world.ends(service, "comes back")
        world.check(len(server.moments()) >= 20 and not server.conflicts, f"comes back: {len(server.moments())} moments, {server.conflicts}")


def is_bounded(world):
    """By bytes and by age; what goes is the oldest, and counted."""
    hour = 3_600_000

    def made(count, start):
        """Files of one report each, of which nothing makes less than two blocks."""
        return [(start + i, [(start + i, f'kiosk_release_info{{version="{os.urandom(5000).hex()}"}} {i} {start + i}\n')]) for i in range(count)]
    with TelemetryServer(world.scratch) as server:
        device = world.device(f"http://127.0.0.1:{fs.closed_port()}/", telemetry={"queue_mb": 1})
        queue = device.state / "agent" / "telemetry"
        for number, (_, reports) in enumerate(made(300, now_ms() - hour), 1):
            write_queue(queue / f"{number:08}", reports)
        world.for_a_while(device, 3)
        files = read_queue(device.state)
        on_disk = sum(-(-file.stat().st_size // 4096) * 4096 for file, _ in files)
        gone = dropped(device.state)["space"]
        world.check(on_disk <= 1 << 20, f"bounded: {on_disk} bytes")
        world.check(gone > 30 and gone == 300 - sum(1 for file, _ in files if int(file.name) <= 300), f"bounded: {gone} are counted, {len(files)} are there")
        world.check(min(int(file.name) for file, _ in files) == gone + 1, "bounded: the oldest have gone")
        world.check(f'kiosk_telemetry_dropped_total{{reason="space"}} {gone}' in device.run("metrics").output, "bounded: metrics says so")
        shutil.rmtree(queue)
        old, young = made(3, now_ms() - 3 * DAY_MS), made(3, now_ms() - DAY_MS // 2)
        for number, (_, reports) in enumerate(old + young, 1):
            write_queue(queue / f"{number:08}", reports)
        server.headers = {"Date": fs.http_date(0)}
        device.configure(["http://127.0.0.1:9/"], telemetry={"url": server.address, "interval_s": 1, "queue_days": 2}, interval_s=DAY_S)
        with Service(device) as service:
            world.check(until(lambda: not read_queue(device.state)), "bounded: nothing waits")
            world.ends(service, "bounded")
        moments = server.moments()
        world.check(all(moment in moments for moment, _ in young), "bounded: what is young arrives")
        world.check(not any(moment in moments for moment, _ in old), "bounded: what is old does not")
        world.check(dropped(device.state)["age"] == 3, f"bounded: {dropped(device.state)}")


def is_refused(world):
    """A report that the server calls malformed is dropped, counted, and in nobody's way; not those beside it."""
    with TelemetryServer(world.scratch) as server:
        device = world.device(f"http://127.0.0.1:{fs.closed_port()}/")
        world.for_a_while(device, 6)
        kept = [moment for _, reports in read_queue(device.state) for moment, _ in reports]
        world.check(len(kept) >= 4, f"refused: {len(kept)} reports were kept")
        server.verdict = lambda text: 400 if str(kept[1]) in text else 204
        device.configure(["http://127.0.0.1:9/"], telemetry={"url": server.address, "interval_s": 1}, interval_s=DAY_S)
        with Service(device) as service:
            world.check(until(lambda: not read_queue(device.state)), "refused: nothing waits")
            world.ends(service, "refused")
            world.check(service.output().count("refuses reports as they are (400); dropped: 1") == 1, f"refused: {service.output()!r}")
        world.check(set(kept) - set(server.moments()) == {kept[1]}, "refused: all others arrive")
        world.check(dropped(device.state) == {"refused": 1}, f"refused: {dropped(device.state)}")


def is_not_let_in(world):
    """A token that the server does not know, an address that takes nothing, a login page: kept, and told in words."""
    for what, verdict, words in (("401", 401, "token"), ("403", 403, "token"), ("404", 404, "telemetry.url"), ("a redirect", 302, "telemetry.url"),
                                 ("a login page", fs.login_page, "web page"), ("a reset", fs.reset_after_request, "")):
        with TelemetryServer(world.scratch) as server:
            server.verdict = lambda text, verdict=verdict: verdict
            device = world.device(server.address)
            device.configure(["http://127.0.0.1:9/"], telemetry={"url": server.address, "interval_s": 1, "token_file": token_file(device)}, interval_s=DAY_S)
            with Service(device) as service:
                world.check(until(lambda: read_queue(device.state)), f"{what}: the report is kept")
                world.ends(service, what)
                said = service.output()
            status = device.run("status").output
            world.check(words in said and "kept and sent later" in said, f"{what}: the log says {said!r}")
            world.check(words in status and TOKEN not in said + status, f"{what}: status says {status!r}")
            world.check(not dropped(device.state), f"{what}: {dropped(device.state)}")


def token_is_open(world):
    """A file that everybody can read is not used: nothing is sent, and nothing of it is said."""
    with TelemetryServer(world.scratch) as server:
        device = world.device(server.address)
        device.configure(["http://127.0.0.1:9/"], telemetry={"url": server.address, "interval_s": 1, "token_file": token_file(device, 0o644)}, interval_s=DAY_S)
        said = world.for_a_while(device, 3)
        world.check(not server.requests, f"an open token: sends {server.requests}")
        world.check("everybody can read" in said and "chmod 640" in said and TOKEN not in said, f"an open token: {said!r}")


def delays_nothing(world):
    """A server that says nothing holds up neither polls nor the end; a slow origin holds up no report."""
    with TelemetryServer(world.scratch) as server, fs.FaultServer(world.repository) as origin:
        server.verdict = lambda text: fs.silent
        device = world.device(server.address, [origin.url], interval_s=1, low_speed_s=600, metadata_timeout_s=600)
        with Service(device) as service:
            world.check(until(lambda: server.posts), "hangs: the report is sent")
            before = len(origin.requests)
            world.check(until(lambda: len(origin.requests) >= before + 3, 20), f"hangs: polls go on, {len(origin.requests) - before} came")
            world.check(len(server.posts) == 1, "hangs: it still waits for its answer")
            world.ends(service, "hangs")
    with TelemetryServer(world.scratch) as server, fs.FaultServer(world.repository) as origin:
        origin.faults = {"*": fs.silent}
        device = world.device(server.address, [origin.url], interval_s=1, low_speed_s=600, metadata_timeout_s=600)
        with Service(device) as service:
            world.check(origin.wait_for_request("json", 30), "a slow origin: is asked")
            before = len(server.moments())
            world.check(until(lambda: len(server.moments()) >= before + 3, 20), "a slow origin: reports go on")
            world.ends(service, "a slow origin")


def clock_is_wrong(world):
    """By the server's Date: then reports have no moments, and say by how much it is wrong."""
    with TelemetryServer(world.scratch) as server:
        server.headers = {"Date": fs.http_date(-3600)}
        device = world.device(server.address)
        with Service(device) as service:
            world.check(until(lambda: len(server.undated) >= 2), "a wrong clock: reports without moments")
            world.ends(service, "a wrong clock")
        offset = re.search(r"^kiosk_clock_offset_seconds (\d+)$", server.undated[-1], re.M)
        world.check(offset and 3595 <= int(offset[1]) <= 3660, f"a wrong clock: {offset and offset[0]}")
        world.check(len(server.moments()) == 1, "a wrong clock: the first knew no better")
        printed = device.run("metrics").output
        world.check(re.search(r"^kiosk_clock_offset_seconds \d+$", printed, re.M), "a wrong clock: metrics has no moments either")
        server.verdict = lambda text: 503
        world.for_a_while(device, 4)
        world.check(not read_queue(device.state) and dropped(device.state)["clock"] >= 1, f"a wrong clock: only the newest is kept: {dropped(device.state)}")


def through_tls_and_proxy(world):
    """The certificates and the proxy of [sync]."""
    key, certificate = fs.make_certificate(world.scratch, "telemetry")
    with TelemetryServer(world.scratch, fs.tls_context(key, certificate)) as server:
        device = world.device(server.address, ca_file=str(certificate))
        device.configure(["http://127.0.0.1:9/"], telemetry={"url": server.address, "interval_s": 1, "token_file": token_file(device)},
                         interval_s=DAY_S, ca_file=str(certificate))
        with Service(device) as service:
            world.check(until(lambda: server.moments()), "TLS: arrives")
            world.ends(service, "TLS")
        device = world.device(server.address)
        said = world.for_a_while(device, 3)
        world.check(not server.posts[1:] or "certificate" in said, f"TLS: nobody vouches for the server: {said!r}")
        world.check("certificate" in said, f"TLS: {said!r}")
    with TelemetryServer(world.scratch) as proxy:
        far = "http://fleet.example.org/api/v1/import/prometheus"
        device = world.device(far, proxy=proxy.url)
        with Service(device) as service:
            world.check(until(lambda: proxy.moments()), "a proxy: arrives")
            world.ends(service, "a proxy")
        world.check(proxy.requests[0][0] == far, f"a proxy: is asked for {proxy.requests[0][0]}")


def is_killed(world):
    """At any moment, with a server that takes half of what it gets: nothing counts twice, nothing that was on the disk is lost."""
    dice = random.Random(1)
    with TelemetryServer(world.scratch) as server:
        device = world.device(server.address)
        kept = set()

        def flaky(text):
            return dice.choice([204, 204, fs.reset_after_request, 503])

        def taken_and_reset(text):
            if dice.random() < 0.3:  # the answer is lost
                server.store(text)
                return fs.reset_after_request
            return flaky(text)
        server.verdict = taken_and_reset
        for _ in range(KILLS):
            with Service(device) as service:
                time.sleep(dice.uniform(0.2, 2.2))
                service.process.kill()
                service.process.wait()
            kept |= {moment for _, reports in read_queue(device.state) for moment, _ in reports}
        server.verdict = lambda text: 204
        with Service(device) as service:
            world.check(until(lambda: not read_queue(device.state)), "killed: in the end nothing waits")
            world.ends(service, "killed")
        world.check(len(kept) >= 5, f"killed: {len(kept)} reports were on the disk meanwhile")
        world.check(kept <= set(server.moments()), f"killed: {len(kept - set(server.moments()))} of {len(kept)} are lost")
        world.check(not server.conflicts, f"killed: counted twice with other values: {server.conflicts[:3]}")
        starts = list(server.series("kiosk_agent_starts_total").items())
        world.check(all(int(a[1]) <= int(b[1]) for a, b in zip(sorted(starts), sorted(starts)[1:])), "killed: starts of the agent never go back")
        world.check(not dropped(device.state), f"killed: {dropped(device.state)}")
        print(f"killed {KILLS} times: {len(server.posts)} posts, {len(server.moments())} reports, {len(kept)} of them from the disk")


def is_off(world):
    """Without an address nothing happens, and nothing is said."""
    device = world.device("http://127.0.0.1:9/")
    device.configure(["http://127.0.0.1:9/"], interval_s=DAY_S)
    said = world.for_a_while(device, 1.5)
    world.check("telemetry" not in said and not (device.state / "agent" / "telemetry").exists(), f"off: {said!r}")
    world.check(device.status()["telemetry"] is None, "off: status")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        world = World(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4], scratch)
        chosen = [word for word in sys.argv[5:] if not word.startswith("--")]
        for part in (arrives, prints, fills_in, backs_off, comes_back, is_bounded, is_refused, is_not_let_in, token_is_open, delays_nothing,
                     clock_is_wrong, through_tls_and_proxy, is_killed, is_off):
            if not chosen or part.__name__ in chosen:
                began = time.monotonic()
                part(world)
                print(f"{part.__name__}: {time.monotonic() - began:.1f} s", flush=True)
        sys.exit(world.checks.end())


main()
