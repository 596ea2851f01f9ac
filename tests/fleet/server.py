"""The fleet's server on loopback, as deploy/fleet has it: VictoriaMetrics, vmauth, vmalert, Alertmanager and nginx, each ended by its process."""
import base64
import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fakes"))
import origin_server  # noqa: E402

PROGRAMS = ("victoria-metrics", "vmauth", "vmalert", "prometheus-alertmanager", "nginx", "openssl")
PATIENCE_S = 30


def why_not():
    """What this machine lacks; None when there is nothing."""
    for program in PROGRAMS:
        if not (shutil.which(program) or pathlib.Path("/usr/sbin", program).exists()):
            return f"{program}_is_missing"
    return None


def started_by(unit, **changes):
    """The command that a unit starts, with other ports and folders."""
    line = re.search(r"^ExecStart=(.*?[^\\])$", unit.read_text(encoding="utf-8"), re.M | re.S)[1].replace("\\\n", " ")
    for pattern, replacement in changes.values():
        line, count = re.subn(pattern, lambda _: replacement, line)
        assert count, f"{unit.name} has no {pattern}"
    return line.split()


class Server:
    """`rules`: vmalert and Alertmanager too, with this text of the rules."""

    def __init__(self, source, scratch, rules=None, web=True):
        self.fleet, self.folder = pathlib.Path(source) / "deploy" / "fleet", pathlib.Path(scratch)
        self.folder.mkdir(mode=0o755, exist_ok=True)
        self.state = self.folder / "state"
        self.state.mkdir(mode=0o750)
        self.ports = {name: origin_server.free_port() for name in ("metrics", "auth", "alerts", "rules", "web")}
        self.processes = {}
        self.metrics = f"http://127.0.0.1:{self.ports['metrics']}"
        self._start("metrics", started_by(self.fleet / "kiosk-fleet-metrics.service", port=(r"127.0.0.1:8428", f"127.0.0.1:{self.ports['metrics']}"), data=(
            r"/var/lib/kiosk-fleet-metrics", str(self.folder / "data")), relabel=(r"/usr/share/kiosk-fleet", str(self.fleet)), space=(r"=1GB", "=1MB")))
        if rules is not None:
            self._start_alerts(rules)
        if web:
            (self.folder / "list.csv").write_text("id,hall,area\nZZ-0001,一号大厅,东区\nZZ-0002,一号大厅,东区\nZZ-0003,二号大厅,西区\n", encoding="utf-8-sig")
            self.tool("take", self.folder / "list.csv")
            self.password = self.tool("operator", "wang").stdout.split()[1]
            self._start("auth", started_by(self.fleet / "kiosk-fleet-auth.service", port=(r"127.0.0.1:8427", f"127.0.0.1:{self.ports['auth']}"),
                                           state=(r"/var/lib/kiosk-fleet", str(self.state))))
            self._start_web()

    def _start(self, name, command):
        with open(self.folder / f"{name}.log", "wb") as log:
            self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        self._wait(name)

    def _wait(self, name):
        def answers():
            assert self.processes[name].poll() is None, f"{name} ended: " + (self.folder / f"{name}.log").read_text()[-2000:]
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.ports[name])) == 0
        origin_server.wait_until(answers, f"{name} answers", PATIENCE_S)

    def _start_alerts(self, rules):
        (self.folder / "rules").mkdir()
        (self.folder / "rules" / "kiosk.yml").write_text(rules, encoding="utf-8")
        shutil.copy(self.fleet / "alertmanager.yml", self.folder)
        self._start("alerts", started_by(self.fleet / "kiosk-fleet-alerts.service", port=(r"127.0.0.1:9093", f"127.0.0.1:{self.ports['alerts']}"),
                                         settings=(r"%d(?=/)", str(self.folder)), state=(r"/var/lib/kiosk-fleet-alerts", str(self.folder / "alerts"))))
        self._start("rules", started_by(self.fleet / "kiosk-fleet-rules.service", rules=(r"/usr/share/kiosk-fleet", str(self.folder)), metrics=(r"http://127.0.0.1:8428", self.metrics),
                                        port=(r"127.0.0.1:8880", f"127.0.0.1:{self.ports['rules']}"), alerts=(r"127.0.0.1:9093", f"127.0.0.1:{self.ports['alerts']}")))

    def _start_web(self):
        certificate, key = origin_server.make_certificate(self.folder)
        self.certificate = certificate
        text = (self.fleet / "nginx.conf").read_text(encoding="utf-8")
        page = self.folder / "page"
        page.mkdir()
        shutil.copy(self.fleet / "board.html", page)
        shutil.copytree(self.fleet / "board", page / "board")
        for pattern, replacement in ((r"listen 443 ssl;", f"listen 127.0.0.1:{self.ports['web']} ssl;"), (r"server_name [^;]+;", "server_name 127.0.0.1;"),
                                     (r"ssl_certificate +[^;]+;", f"ssl_certificate {certificate};"), (r"ssl_certificate_key +[^;]+;", f"ssl_certificate_key {key};"),
                                     (r"/var/lib/kiosk-fleet/", f"{self.state}/"), (r"root /usr/share/kiosk-fleet/page;", f"root {page};"),
                                     (r"127.0.0.1:8427", f"127.0.0.1:{self.ports['auth']}"), (r"127.0.0.1:9093", f"127.0.0.1:{self.ports['alerts']}")):
            text, count = re.subn(pattern, lambda _, new=replacement: new, text)
            assert count, f"nginx.conf has no {pattern}"
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(origin_server.FRAME.format(folder=self.folder, server=text, user=user), encoding="utf-8")
        self._start("web", ["nginx", "-e", str(self.folder / "error.log"), "-c", str(self.folder / "nginx.conf")])

    def close(self):
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in self.processes.values():
            process.wait(PATIENCE_S)

    def tool(self, *words, check=True):
        done = subprocess.run([sys.executable, self.fleet / "kiosk-fleet", "--state", self.state, "--metrics", self.metrics, *map(str, words)], capture_output=True, text=True)
        assert not check or done.returncode == 0, done.stderr
        return done

    def reload(self):
        """vmauth reads its users anew, and has done so when this comes back."""
        def loads():
            return (self.folder / "auth.log").read_text().count("oaded information about")
        before = loads()
        self.processes["auth"].send_signal(signal.SIGHUP)
        origin_server.wait_until(lambda: loads() > before, "vmauth reads its users", PATIENCE_S)

    # Straight to VictoriaMetrics.

    def write(self, lines):
        """Samples, each {series: value} at a moment in seconds: [(series, value, seconds)]. They can be asked for when this comes back."""
        text = "".join(f"{series} {value} {round(moment * 1000)}\n" for series, value, moment in lines)
        self._plain("POST", "/api/v1/import/prometheus", gzip.compress(text.encode(), 1), {"Content-Encoding": "gzip"})
        self.flush()

    def flush(self):
        """What was taken can be asked for at once."""
        self._plain("GET", "/internal/force_flush")

    def query(self, expression, moment=None, step="5m"):
        """[({label: word}, value)]."""
        words = {"query": expression, "step": step, "nocache": 1, **({} if moment is None else {"time": f"{moment:.3f}"})}
        found = json.loads(self._plain("POST", "/api/v1/query", urllib.parse.urlencode(words), {"Content-Type": "application/x-www-form-urlencoded"}))
        return [(each["metric"], float(each["value"][1])) for each in found["data"]["result"]]

    def _plain(self, method, path, body=None, headers=None):
        client = http.client.HTTPConnection("127.0.0.1", self.ports["metrics"], timeout=PATIENCE_S)
        client.request(method, path, body, headers or {})
        answer = client.getresponse()
        text = answer.read()
        assert answer.status in (200, 204), f"{path}: {answer.status} {text[:500]}"
        return text

    # Through nginx.

    def ask(self, method, path, body=None, token=None, who=None, **headers):
        """(status, text) as somebody outside is answered."""
        client = http.client.HTTPSConnection("127.0.0.1", self.ports["web"], timeout=PATIENCE_S, context=ssl.create_default_context(cafile=self.certificate))
        if token:
            headers["Authorization"] = "Bearer " + token
        if who:
            headers["Authorization"] = "Basic " + base64.b64encode(":".join(who).encode()).decode()
        client.request(method, path, body, {key.replace("_", "-"): value for key, value in headers.items()})
        answer = client.getresponse()
        return answer.status, answer.read().decode(errors="replace")

    def token(self, screen):
        return (self.state / "tokens" / screen).read_text().strip()
