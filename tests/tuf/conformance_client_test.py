"""Runs tuf-conformance-client against a server on loopback.

usage: conformance_client_test.py PROGRAM VECTORS_FOLDER
"""
import http.server
import pathlib
import subprocess
import sys
import tempfile
import threading

PROGRAM, VECTORS = sys.argv[1], pathlib.Path(sys.argv[2])
CHANGED = {}   # path: (status, headers, bytes) in place of the file
REQUESTS = []
NAME = "部门/新 公园.txt"
NAME_ON_DISK = "%E9%83%A8%E9%97%A8%2F%E6%96%B0%20%E5%85%AC%E5%9B%AD.txt"
faults = []


class Handler(http.server.BaseHTTPRequestHandler):
    """Names are compared as they are sent, percent-encoded."""

    def do_GET(self):
        REQUESTS.append(self.path)
        file = VECTORS / self.path.lstrip("/")
        found = (200, {}, file.read_bytes()) if file.is_file() else (404, {}, b"<html>no such file, said at length" * 20)
        status, headers, data = CHANGED.get(self.path, found)
        self.send_response(status)
        for key, value in {"Content-Length": len(data), **headers}.items():
            self.send_header(key, str(value))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def check(holds, what):
    if not holds:
        faults.append(what)
        print("FAULT:", what)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as scratch:
        metadata, targets = pathlib.Path(scratch, "state", "metadata"), pathlib.Path(scratch, "targets")

        def client(*arguments, expected=0, url=base + "/metadata"):
            REQUESTS.clear()
            ran = subprocess.run([PROGRAM, "--metadata-dir", metadata, "--metadata-url", url, *arguments],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, env={"no_proxy": "*"})
            check(ran.returncode == expected, f"{arguments} exits {ran.returncode}, not {expected}: {ran.stderr}")
            check(expected != 1 or ran.stderr.count("\n") == 1 and ran.stderr.endswith("\n"), f"{arguments}: one line, not {ran.stderr!r}")
            return ran.stderr

        def download(*names, expected=0):
            named = [word for name in names for word in ("--target-name", name)]
            return client(*named, "--target-base-url", base + "/targets/", "--target-dir", targets, "download", expected=expected)

        def refused(what, why, run=lambda: client("refresh", expected=1)):
            before = contents(metadata)
            message = run()
            check(why in message, f"{what}: {message!r} does not say {why!r}")
            check(contents(metadata) == before, f"{what}: the local files changed")
            CHANGED.clear()

        client("refresh", expected=1)
        client("init", pathlib.Path(scratch, "none.json"), expected=1)
        client("init", VECTORS / "metadata" / "1.root.json")
        check(contents(metadata) == {"root.json": (VECTORS / "metadata" / "1.root.json").read_bytes()} and not REQUESTS, "init copies, and asks nobody")

        for why, status, headers, data in (("the server has a fault (500)", 500, {}, b"oops" * 200_000), ("longer than 512000 bytes", 200, {}, b" " * 512_001),
                                           ("the answer is a web page", 200, {"Content-Type": "text/html"}, b"<html>log in</html>"), ("not JSON", 200, {}, b""),
                                           ("the server redirects to itself (302)", 302, {"Location": "/metadata/2.root.json"}, b""),
                                           ("2.root.json", 200, {"Content-Length": 9000}, b"{")):
            CHANGED["/metadata/2.root.json"] = (status, headers, data)
            refused(f"2.root.json answered with {status} and {data[:20]}", why)
        refused("no server", "2.root.json", lambda: client("refresh", url="http://127.0.0.1:1/", expected=1))
        refused("not a web address", "2.root.json", lambda: client("refresh", url="file://" + str(VECTORS / "metadata"), expected=1))

        client("refresh")
        check(REQUESTS == [f"/metadata/{name}.json" for name in ("2.root", "3.root", "timestamp", "1.snapshot", "1.targets")], f"requests {REQUESTS}")
        for name, source in (("root", "2.root"), ("timestamp", "timestamp"), ("snapshot", "1.snapshot"), ("targets", "1.targets")):
            check((metadata / f"{name}.json").read_bytes() == (VECTORS / "metadata" / f"{source}.json").read_bytes(), f"{name}.json byte for byte")
        check(len(contents(metadata)) == 4, f"files {sorted(contents(metadata))}")
        client("refresh", url=base + "/metadata/")
        check(REQUESTS == ["/metadata/3.root.json", "/metadata/timestamp.json"], f"the second time {REQUESTS}")
        CHANGED["/metadata/3.root.json"] = (403, {}, b"not listed")
        client("refresh")
        CHANGED.clear()

        download("catalog.txt", NAME)
        check(contents(targets) == {"catalog.txt": b"a catalog\n", NAME_ON_DISK: "公园 park\n".encode()}, f"targets {contents(targets)}")
        download("catalog.txt", NAME)
        check(not any(path.startswith("/targets") for path in REQUESTS), f"fetched again: {REQUESTS}")
        (targets / "catalog.txt").write_bytes(b"damaged")
        path = "/targets/" + next((VECTORS / "targets").glob("*.catalog.txt")).name
        for why, data in (("but should have", b"A catalog\n"), ("longer than 10 bytes", b"a catalog\n\n"), ("is 9 bytes long, but should be 10", b"a catalog")):
            CHANGED[path] = (200, {}, data)
            refused(f"the target as {data}", why, lambda: download("catalog.txt", expected=1))
            check(contents(targets)["catalog.txt"] == b"damaged", "a refused target is not written")
        CHANGED[path] = (404, {}, b"x" * 1000)
        refused("a target that is not there", "the server says 404", lambda: download("catalog.txt", expected=1))
        download("catalog.txt")
        check(contents(targets)["catalog.txt"] == b"a catalog\n", "a damaged target is fetched again")
        refused("an unknown target", "no role is trusted with a target ../../etc/passwd", lambda: download("../../etc/passwd", expected=1))

        client(expected=2)
        client("refresh", "--bad", expected=2)
        client("download", expected=2)
        client("init", expected=2)
    server.shutdown()
    print("all as it should be" if not faults else f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
