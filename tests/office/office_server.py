"""The office's page on loopback as deploy/office has it: nginx, fcgiwrap, office.py and what that runs, as users of their own where
this is root. And one who asks it things without a browser."""
import base64
import contextlib
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
import urllib.parse

import origin_server
import workbook

PEOPLE = {"王敏": "a-first-password", "李强": "a-second-password"}
NOBODY, WEB = "65534", "33"  # Debian's nobody, and www-data, whom nginx's workers run as
PATIENCE_S = 300
FRAME = origin_server.FRAME


def why_not():
    """What this machine lacks; None when there is nothing."""
    for program in ("nginx", "fcgiwrap", "bwrap", "openssl", "zstd", "setpriv", "/usr/bin/python3"):
        if not (shutil.which(program) or pathlib.Path("/usr/sbin", program).exists()):
            return f"{pathlib.Path(program).name}_is_missing"
    probe = subprocess.run([*as_service(), "bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink",
                            "usr/lib64", "/lib64", "--dev", "/dev", "/usr/bin/true"], capture_output=True)
    return None if probe.returncode == 0 else "bubblewrap_may_make_no_namespaces"


def as_service():
    """As kiosk-office.service lets it run: a user without rights, who can get none."""
    if os.geteuid() != 0:
        return ["setpriv", "--no-new-privs", "--"]
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={WEB}", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]


class Office:
    """`programs`: a folder with kiosk-publish and kiosk. `settings` replace what nginx.conf says of OFFICE_..."""

    def __init__(self, source, programs, scratch, repository, texts=(), **settings):
        self.folder = pathlib.Path(scratch)
        self.folder.mkdir(mode=0o755)
        self.port, self.plain_port = origin_server.free_port(), origin_server.free_port()
        self.kept = self.folder / "kept"
        deploy = pathlib.Path(source) / "deploy" / "office"
        shutil.copytree(deploy / "page", self.folder / "page")
        shutil.copy(deploy / "office.py", self.folder)
        shutil.copytree(programs, self.folder / "programs", ignore=lambda _, names: [name for name in names if not name.startswith("kiosk")])
        (self.folder / "texts").mkdir()
        for text in texts:
            shutil.copy(text, self.folder / "texts")
        self.kept.mkdir(mode=0o750)
        self.certificate, key = origin_server.make_certificate(self.folder)
        self.socket = self.folder / "socket"
        (self.folder / "passwords").write_text("".join(f"{name}:{hashed(password)}\n" for name, password in PEOPLE.items()))
        server = (deploy / "nginx.conf").read_text()
        for pattern, replacement, times in (
                (r"listen 80;", f"listen 127.0.0.1:{self.plain_port};", 1), (r"listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;", 1),
                (r"server_name [^;]+;", "server_name 127.0.0.1;", 2), (r"ssl_certificate +[^;]+;", f"ssl_certificate {self.certificate};", 1),
                (r"ssl_certificate_key +[^;]+;", f"ssl_certificate_key {key};", 1),
                (r"auth_basic_user_file [^;]+;", f"auth_basic_user_file {self.folder}/passwords;", 1),
                (r"root /usr/share/kiosk-office;", f"root {self.folder}/page;", 1), (r"include fastcgi_params;", "include /etc/nginx/fastcgi_params;", 1),
                (r"alias /var/lib/kiosk-office/", f"alias {self.kept}/", 1), (r"/usr/lib/kiosk-office/office.py;", f"{self.folder}/office.py;", 1),
                (r"unix:/run/kiosk-office.socket;", f"unix:{self.socket};", 1),
                *((rf"fastcgi_param {name} [^;]+;", f"fastcgi_param {name} {value};", 1) for name, value in {
                    "OFFICE_ORIGIN": self.origin, "OFFICE_FOLDER": self.kept, "OFFICE_PROGRAMS": self.folder / "programs",
                    "OFFICE_REPOSITORY": repository, "OFFICE_TEXTS": self.folder / "texts", **settings}.items())):
            server, count = re.subn(pattern, lambda _, text=replacement: text, server)
            assert count == times, f"deploy/office/nginx.conf: {pattern} occurs {count} times"
        is_root = os.geteuid() == 0
        (self.folder / "nginx.conf").write_text(FRAME.format(folder=self.folder, server="include /etc/nginx/mime.types;\n" + server, user="user www-data;" if is_root else ""))
        if is_root:
            subprocess.run(["chown", f"{NOBODY}:{WEB}", self.kept], check=True)
            subprocess.run(["chmod", "-R", "a+rX", self.folder / "programs", self.folder / "page", self.folder / "texts"], check=True)
        self.processes = []
        self._serve_cgi()
        self._serve_web()

    @property
    def origin(self):
        return f"https://127.0.0.1:{self.port}"

    def _serve_cgi(self):
        """The socket is made here, as systemd does it, and given as file descriptor 3."""
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self.socket))
        listener.listen()
        os.chmod(self.socket, 0o666)
        log = open(self.folder / "cgi.log", "wb")
        fcgiwrap = shutil.which("fcgiwrap") or "/usr/sbin/fcgiwrap"
        self.processes.append(subprocess.Popen([*as_service(), fcgiwrap, "-f", "-c", "4", "-p", self.folder / "office.py"], stdin=listener, stdout=log, stderr=log, umask=0o027,
                                               env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}, start_new_session=True))
        listener.close()

    def _serve_web(self):
        self.processes.append(subprocess.Popen(["nginx", "-e", self.folder / "error.log", "-c", self.folder / "nginx.conf"], stderr=subprocess.DEVNULL))
        origin_server.wait_until(self._answers, "nginx answers", 10)

    def _answers(self):
        assert self.processes[-1].poll() is None, "nginx ended: " + (self.folder / "error.log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):  # fcgiwrap's children
            os.killpg(self.processes[0].pid, signal.SIGKILL)

    # Somebody who asks.

    def ask(self, method, path, body=None, who="王敏", headers=None):
        """The answer, not yet read: its status, getheader() and read()."""
        context = ssl.create_default_context(cafile=self.certificate)
        client = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE_S, context=context)
        sent = {"Authorization": "Basic " + base64.b64encode(f"{who}:{PEOPLE[who]}".encode()).decode()} if who else {}
        client.request(method, path, body, {**sent, **(headers or {})})
        answer = client.getresponse()
        answer.client = client
        return answer

    def send(self, name, content, who="王敏", lang="zh", **headers):
        """A workbook, as the page sends it."""
        own = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin", "X-File-Name": urllib.parse.quote(name)}
        return self.ask("POST", f"/check?lang={lang}", content, who, {**own, **{key.replace("_", "-"): value for key, value in headers.items()}})

    def steps(self, name, content, **rest):
        """What comes of a workbook, by step."""
        return by_step(self.send(name, content, **rest))

    def uploads(self):
        return sorted(path for path in (self.kept / "uploads").glob("*") if path.is_dir())


def published(programs, scratch, sheets, texts):
    """A repository in which `sheets` are published."""
    def publish(*words):
        subprocess.run([programs / "kiosk-publish", *map(str, words)], check=True, capture_output=True, timeout=PATIENCE_S)
    folder, repository = scratch / "published", scratch / "repository"
    folder.mkdir()
    workbook.write_folder(folder, sheets, texts)
    publish("build", folder, "-o", scratch / "published.db")
    publish("init", repository)
    publish("release", "--repo", repository, "--catalog", scratch / "published.db", "--because", "the first one")
    return repository


def hashed(password):
    return subprocess.run(["openssl", "passwd", "-6", password], capture_output=True, text=True, check=True).stdout.strip()


def by_step(answer):
    return {line["step"]: line for line in map(json.loads, answer.read().decode().splitlines()) if "step" in line}
