"""Origin, mirrors and a cache in front: nginx with deploy/nginx.conf three times, Varnish with deploy/varnish.vcl, and kiosk-mirror between.
Metadata are never older than their max-age, what never changes is kept, a 404 is never kept, and a mirror never names what it does not have.

usage: mirrors_test.py SOURCE_FOLDER
       mirrors_test.py --why-not      prints what this machine lacks for it, or nothing
"""
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))
import origin_server  # noqa: E402

PATIENCE_S = 30
MAX_AGE_S = 1  # instead of nginx.conf's 30
SLACK_S = 1.5  # whole seconds of HTTP's dates, and a busy machine
faults = []


def why_not():
    for program in ("nginx", "varnishd", "rsync", "flock", "openssl"):
        if not (shutil.which(program) or pathlib.Path("/usr/sbin", program).exists()):
            return f"{program}_is_missing"
    return None


def check(holds, what):
    if not holds:
        faults.append(what)


def publish(repository, version):
    """A release as kiosk-publish writes it: what is named first, what names it last."""
    for folder in ("metadata", "targets"):
        (repository / folder).mkdir(parents=True, exist_ok=True)
    (repository / "targets" / f"{version}.catalog.db.zst").write_bytes(bytes([version]) * 100_000)
    (repository / "metadata" / f"{version}.targets.json").write_text(json.dumps({"target": version}))
    (repository / "metadata" / f"{version}.snapshot.json").write_text(json.dumps({"targets": version}))
    (repository / "metadata" / "1.root.json").touch()
    new = repository / "new"
    new.write_text(json.dumps({"snapshot": version}))
    new.rename(repository / "metadata" / "timestamp.json")


def version_of(repository):
    """The release that a repository's timestamp names; a fault where something of it is not there."""
    timestamp = repository / "metadata" / "timestamp.json"
    if not timestamp.exists():
        return None
    version = json.loads(timestamp.read_text())["snapshot"]
    for name in (f"metadata/{version}.snapshot.json", f"metadata/{version}.targets.json", f"targets/{version}.catalog.db.zst"):
        check((repository / name).exists(), f"a mirror's timestamp names release {version}, and {name} is not there")
    return version


class Varnish:
    """`ports` of origin and mirrors, in the order of varnish.vcl."""

    def __init__(self, source, folder, ports):
        text, self.port = (source / "deploy" / "varnish.vcl").read_text(), origin_server.free_port()
        for old, new in zip(("8081", "8082", "8083"), ports):
            assert text.count(f'"{old}"') == 1
            text = text.replace(f'"{old}"', f'"{new}"')
        text, count = re.subn(r"\.interval = 5s", ".interval = 100ms", text)
        assert count == 1
        folder.mkdir()
        (folder / "default.vcl").write_text(text)
        self.log = open(folder / "log", "wb")
        self.process = subprocess.Popen(["varnishd", "-j", "none", "-F", "-n", folder / "work", "-a", f"127.0.0.1:{self.port}", "-f", folder / "default.vcl", "-s", "malloc,32m", "-T", "none"],
                                        stdout=self.log, stderr=self.log, env={**os.environ, "HOME": str(folder), "PATH": os.environ["PATH"] + ":/usr/sbin"})

        def answers():
            assert self.process.poll() is None, "varnishd ended: " + (folder / "log").read_text()
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0
        origin_server.wait_until(answers, "varnishd answers", PATIENCE_S)

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        self.log.close()

    def get(self, path, method="GET", **headers):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        client.request(method, path, headers={key.replace("_", "-"): value for key, value in headers.items()})
        answer = client.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())


def is_kept_as_told(cache, origin, mirrors, repositories):
    asked = lambda: sum(path.startswith("/targets/") for _, _, _, path in origin.requests())  # noqa: E731
    for _ in range(3):
        status, body, headers = cache.get("/targets/1.catalog.db.zst")
        check(status == 200 and body == bytes([1]) * 100_000 and re.search(r"max-age=\d{8,}", headers["Cache-Control"]), f"a target: {status} {headers}")
    check(asked() == 1, "a target is asked for again although it never changes")
    status, body, _ = cache.get("/targets/1.catalog.db.zst", Range="bytes=10-19")
    check(status == 206 and len(body) == 10, f"a part of a target: {status}, {len(body)} bytes")
    check(cache.get("/metadata/timestamp.json", method="POST")[0] == 405, "POST goes through")
    # Not there yet, and then there: at once.
    for path in ("/metadata/2.root.json", "/targets/9.catalog.db.zst"):
        check([cache.get(path)[0] for _ in range(2)] == [404, 404], f"{path} is there before it is")
        for repository in repositories:
            (repository / path[1:]).write_text("here")
        check(cache.get(path)[0] == 200, f"the 404 of {path} is kept")
    # The one file that changes: for as long as it was given, and no longer.
    status, _, headers = cache.get("/metadata/timestamp.json")
    check(status == 200 and headers["Cache-Control"] == f"max-age={MAX_AGE_S}", f"the timestamp: {status} {headers}")
    check(cache.get("/metadata/timestamp.json", If_None_Match=headers["ETag"])[0] == 304, "the timestamp's ETag does not get through")
    for repository in repositories:
        publish(repository, 2)
    changed, first_seen = time.monotonic(), None
    while first_seen is None and time.monotonic() < changed + PATIENCE_S:
        seen = json.loads(cache.get("/metadata/timestamp.json")[1])["snapshot"]
        first_seen = time.monotonic() - changed if seen == 2 else None
    check(first_seen is not None and first_seen <= MAX_AGE_S + SLACK_S, f"a new timestamp is seen after {first_seen} s")
    print(f"a new timestamp is seen {first_seen:.2f} s after it was written; max-age is {MAX_AGE_S} s")


def goes_on_without(cache, origin, mirrors):
    """The origin goes, then the mirrors: releases go on until nobody is left, and then nothing old is said to be new."""
    for gone, left in ((origin, 2), (mirrors[0], 1), (mirrors[1], 0)):
        gone.close()
        answers = lambda: cache.get("/metadata/timestamp.json")[0]  # noqa: E731
        if left:
            origin_server.wait_until(lambda: answers() == 200, f"the timestamp is served with {left} servers left", PATIENCE_S)
        else:
            origin_server.wait_until(lambda: answers() == 503, "a timestamp of nobody is served no longer", MAX_AGE_S + SLACK_S)
    check(cache.get("/targets/1.catalog.db.zst")[0] == 200, "a target that is kept is not served when no server answers")
    check(cache.get("/targets/2.catalog.db.zst")[0] == 503, "a file that nobody has is served")


RSYNC = """#!/bin/sh
# Counts its calls; before call $ACT_AT something happens: the power goes, or the origin publishes.
count=$(($(cat "$COUNT") + 1)); echo $count >"$COUNT"
if [ $count = "$ACT_AT" ]; then
    case $ACT in
        cut) exit 20 ;;
        torn) "$REAL_RSYNC" "$@" --exclude='/targets/*' || true; exit 20 ;;
        publish) "$PYTHON" "$PUBLISH" publish "$ORIGIN" 3 ;;
    esac
fi
exec "$REAL_RSYNC" "$@"
"""


def mirrors_are_whole(source, scratch):
    """kiosk-mirror, interrupted before every step, and with a release that comes in between."""
    program, rsync = source / "deploy" / "mirror" / "kiosk-mirror", scratch / "bin"
    rsync.mkdir()
    (rsync / "rsync").write_text(RSYNC)
    (rsync / "rsync").chmod(0o755)
    steps = 0
    for act in ("none", "cut", "torn", "publish"):
        for at in range(1, 4):
            origin, mirror = scratch / f"origin-{act}-{at}", scratch / f"mirror-{act}-{at}"
            mirror.mkdir()
            (scratch / "count").write_text("0")
            environment = {**os.environ, "PATH": f"{rsync}:{os.environ['PATH']}", "REAL_RSYNC": shutil.which("rsync"), "COUNT": str(scratch / "count"), "ACT": "none", "ACT_AT": str(at),
                           "PYTHON": sys.executable, "PUBLISH": __file__, "ORIGIN": str(origin)}
            run = lambda: subprocess.run([program, origin, mirror], env=environment, capture_output=True, text=True)  # noqa: E731
            publish(origin, 1)
            (origin / "keys").mkdir()
            (origin / "keys" / "secret").touch()
            check(run().returncode == 0 and version_of(mirror) == 1, f"{act}: the first release does not come: {run().stderr}")
            check(not (mirror / "keys").exists(), "a mirror takes what is beside metadata and targets")
            publish(origin, 2)
            (scratch / "count").write_text("0")
            environment["ACT"] = act
            done = run()
            steps = max(steps, int((scratch / "count").read_text()))
            check((done.returncode == 0) == (act in ("none", "publish")), f"{act} at {at}: exit {done.returncode} {done.stderr}")
            version = version_of(mirror)
            check(version in {"none": (2,), "publish": (2, 3)}.get(act, (1, 2)), f"{act} at {at}: the mirror names release {version}")
            environment["ACT"] = "none"
            (origin / "targets" / "1.catalog.db.zst").unlink()  # pruned
            check(run().returncode == 0 and version_of(mirror) == version_of(origin), f"{act} at {at}: the next pass does not bring the mirror to the origin's state")
            check(not (mirror / "targets" / "1.catalog.db.zst").exists(), "what the origin has pruned stays")
    check(steps == 3, f"{steps} steps were walked through, not 3")


def main():
    source = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        scratch.chmod(0o755)
        mirrors_are_whole(source, scratch)
        repositories = [scratch / name for name in ("repository", "copy-1", "copy-2")]
        for repository in repositories:
            publish(repository, 1)
        servers = [origin_server.Origin(source, repository, scratch / f"server-{index}", ((r"location = /metadata/timestamp.json \{ expires 30s; \}",
                                        f"location = /metadata/timestamp.json {{ expires {MAX_AGE_S}s; }}"),)) for index, repository in enumerate(repositories)]
        cache = Varnish(source, scratch / "varnish", [server.port for server in servers])
        try:
            is_kept_as_told(cache, servers[0], servers[1:], repositories)
            goes_on_without(cache, servers[0], servers[1:])
        finally:
            cache.close()
            for server in servers:
                server.close()
    for fault in faults:
        print("FAILED:", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    if sys.argv[1:] == ["--why-not"]:
        print(why_not() or "", end="")
    elif sys.argv[1:2] == ["publish"]:
        publish(pathlib.Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
