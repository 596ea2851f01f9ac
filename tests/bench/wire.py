"""Bytes on the wire of polls, releases and installs, over HTTP and TLS, against the design's budgets.

usage: wire.py SOURCE_FOLDER PROGRAM_FOLDER

Everything runs on loopback: nginx with deploy/nginx.conf, a proxy that counts the payload of each TCP connection, and kiosk-sync.
The origin closes idle connections after a second, so that each poll pays for a connection of its own, as it does every 307 s.
"""
import csv
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

SOURCE, PROGRAMS = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(SOURCE / "tests" / "fakes"))
import origin_server  # noqa: E402

BUDGET_POLL = {"http": 340, "https": 1800}
BUDGET_RELEASE = 12_000
FIGURES = 10


class Connection:
    def __init__(self):
        self.sent = self.received = 0  # by the device
        self.is_open = True


class CountingProxy:
    def __init__(self, port):
        self.target, self.connections = port, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            device, _ = self.listener.accept()
            origin = socket.create_connection(("127.0.0.1", self.target))
            connection = Connection()
            self.connections.append(connection)
            for source, sink, field in ((device, origin, "sent"), (origin, device, "received")):
                threading.Thread(target=self._copy, args=(source, sink, connection, field), daemon=True).start()

    @staticmethod
    def _copy(source, sink, connection, field):
        while True:
            try:
                data = source.recv(65536)
                setattr(connection, field, getattr(connection, field) + len(data))
                if not data:
                    break
                sink.sendall(data)
            except OSError:
                break
        connection.is_open = False
        try:
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def run(program, *arguments):
    subprocess.run([PROGRAMS / program, *map(str, arguments)], check=True, capture_output=True, env={**os.environ, "no_proxy": "*"})


def change_figures(folder, version):
    path = folder / "observations.csv"
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    value, derived, excerpt = (rows[0].index(name) for name in ("value", "derived", "excerpt_zh"))
    changed = 0
    for row in rows[1:]:
        if changed < FIGURES and not row[derived]:
            row[value], row[excerpt], changed = f"{float(row[value]) + 0.5:g}", "", changed + 1
    assert changed == FIGURES
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    table = folder / "release.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = f"2026.11.{version}" + lines[1][lines[1].index(","):]
    table.write_text("".join(lines), encoding="utf-8")


def measure(scheme, folder):
    shutil.copytree(SOURCE / "assets" / "catalog", folder / "csv")
    repository = folder / "repository"
    run("kiosk-publish", "init", repository)
    run("kiosk-publish", "build", folder / "csv", "-o", folder / "1.db")
    run("kiosk-publish", "release", "--repo", repository, "--catalog", folder / "1.db")
    origin = origin_server.Origin(SOURCE, repository, folder / "origin", [(r"keepalive_timeout 75s;", "keepalive_timeout 1s;")])
    proxy = CountingProxy(origin.tls_port if scheme == "https" else origin.port)
    (folder / "kiosk.toml").write_text(
        f'[state]\nfolder = "{folder}/state"\n[sync]\norigins = ["{scheme}://127.0.0.1:{proxy.port}"]\n'
        f'trusted_root = "{repository}/metadata/1.root.json"\nca_file = "{origin.certificate}"\ninterval_s = 3\n')
    agent = subprocess.Popen([PROGRAMS / "kiosk-sync", "--config", folder / "kiosk.toml", "run"], stdout=subprocess.DEVNULL)

    def current():
        done = subprocess.run([PROGRAMS / "kiosk-sync", "--config", folder / "kiosk.toml", "status", "--json"], capture_output=True)
        return (json.loads(done.stdout)["current"] or {}).get("version")

    def closed(count):
        return lambda: len(proxy.connections) >= count and not any(c.is_open for c in proxy.connections[:count])

    def total(connections):
        return sum(c.sent + c.received for c in connections)
    try:
        origin_server.wait_until(lambda: current() is not None, "the first release", 30)
        origin_server.wait_until(closed(1), "the connection is closed", 30)
        install = total(proxy.connections)
        origin_server.wait_until(closed(4), "three polls", 60)
        polls = [c.sent + c.received for c in proxy.connections[1:4]]
        change_figures(folder / "csv", 24)
        run("kiosk-publish", "build", folder / "csv", "-o", folder / "2.db", "--base", folder / "1.db")
        before = len(proxy.connections)
        run("kiosk-publish", "release", "--repo", repository, "--catalog", folder / "2.db", "--because", "measured")
        origin_server.wait_until(lambda: current() == "2026.11.24", "the second release", 30)
        after = len(proxy.connections)
        origin_server.wait_until(closed(after), "the connection is closed", 30)
        release = max(total([c]) for c in proxy.connections[before:after])
    finally:
        agent.terminate()
        agent.wait(5)
        origin.close()
    whole = max(p.stat().st_size for p in (repository / "targets").glob("*.catalog.db.zst"))
    delta = next((repository / "targets").glob("*.catalog.zst")).stat().st_size
    return install, polls, release, whole, delta


def main():
    over = 0
    print(f"{'':7}{'first install':>14}{'poll, nothing new':>26}{'budget':>8}{f'release, {FIGURES} figures':>22}{'budget':>8}{'delta':>8}{'budget':>8}{'whole':>8}")
    for scheme in ("http", "https"):
        with tempfile.TemporaryDirectory() as scratch:
            install, polls, release, whole, delta = measure(scheme, pathlib.Path(scratch))
        bound = 1000 + whole // 100
        print(f"{scheme:7}{install:14}{', '.join(map(str, polls)):>26}{BUDGET_POLL[scheme]:8}{release:22}{BUDGET_RELEASE:8}{delta:8}{bound:8}{whole:8}")
        over += max(polls) > BUDGET_POLL[scheme] or release > BUDGET_RELEASE or delta > bound
    sys.exit(1 if over else 0)


main()
