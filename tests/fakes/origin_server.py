"""nginx on loopback with deploy/nginx.conf, as an operator would run it, and a count of what went over the wire."""
import pathlib
import re
import socket
import subprocess
import time

FRAME = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log warn; worker_processes 1; {user}
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    log_format wire '$status $request_length $bytes_sent $request_uri';
    access_log {folder}/access.log wire;
{server}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(folder, name="127.0.0.1"):
    """A certificate that vouches for itself, for one loopback address or name: (certificate, key)."""
    kind = "IP" if re.fullmatch(r"[\d.]+", name) else "DNS"
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName={kind}:{name}", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key


class Origin:
    """Serves `repository`; `changes` are (pattern, replacement) pairs applied to the example configuration."""

    def __init__(self, source, repository, folder, changes=()):
        self.folder, self.port, self.tls_port = pathlib.Path(folder), free_port(), free_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.certificate, key = make_certificate(self.folder)
        deploy = pathlib.Path(source) / "deploy"
        server = (deploy / "nginx.conf").read_text().replace("include /etc/nginx/kiosk-tls.con[f];", (deploy / "nginx-tls.conf").read_text())
        for pattern, replacement in ((r"listen 80;", f"listen 127.0.0.1:{self.port};"),
                                     (r"listen 443 ssl;", f"listen 127.0.0.1:{self.tls_port} ssl;"),
                                     (r"server_name [^;]+;", "server_name localhost;"),
                                     (r"ssl_certificate +[^;]+;", f"ssl_certificate {self.certificate};"),
                                     (r"ssl_certificate_key +[^;]+;", f"ssl_certificate_key {key};"),
                                     (r"root /srv/kiosk;", f"root {repository};"), (r"access_log off;", ""), *changes):
            server, count = re.subn(r"(?m)^(\s*)" + pattern, lambda found: found[1] + replacement, server)
            assert count == 1, f"deploy/nginx.conf: {pattern} occurs {count} times"
        user = "user root;" if pathlib.Path("/proc/self").stat().st_uid == 0 else ""
        (self.folder / "nginx.conf").write_text(FRAME.format(folder=self.folder, server=server, user=user))
        self.process = subprocess.Popen(["nginx", "-e", self.folder / "error.log", "-c", self.folder / "nginx.conf"],
                                        stderr=subprocess.DEVNULL)
        wait_until(self._answers, "nginx answers", 10)
        self._read = 0

    def _answers(self):
        assert self.process.poll() is None, "nginx ended: " + (self.folder / "error.log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def tls_url(self):
        return f"https://127.0.0.1:{self.tls_port}"

    def requests(self):
        """[(status, bytes in, bytes out, path)] since the last call."""
        text = (self.folder / "access.log").read_text()
        fresh, self._read = text[self._read:], len(text)
        return [(int(status), int(got), int(sent), path) for status, got, sent, path in (line.split(" ", 3) for line in fresh.splitlines())]

    def close(self):
        self.process.terminate()
        self.process.wait(10)


def wait_until(holds, what, seconds):
    """Waits for a condition of another program, which no event of ours tells of."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.005)
