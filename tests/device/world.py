"""What is around a device: a publisher with releases, and an origin that remembers who asked for what."""
import functools
import http.server
import pathlib
import re
import shutil
import subprocess
import threading


class Publisher:
    """A repository; each release counts up in the overview's title, so that screens tell them apart."""

    def __init__(self, programs, source, folder):
        self.program, self.folder, self.repository = programs / "kiosk-publish", folder, folder / "repository"
        self.table, self.catalogs = folder / "catalog" / "release.csv", []
        shutil.copytree(source / "assets" / "catalog", folder / "catalog")
        self.run("init", self.repository)
        self.root = (self.repository / "metadata" / "1.root.json").read_bytes()

    def run(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"kiosk-publish {words[0]}: {done.stderr[-500:]}")

    def build(self):
        """The next catalog, not yet released."""
        number = len(self.catalogs) + 1
        text = self.table.read_text(encoding="utf-8")
        said = "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:02}")
        text = re.sub(r"^2026\.[^,]+,郑州市\w*,", f"2026.11.28.{number},郑州市{said},", text, flags=re.M)
        self.table.write_text(text, encoding="utf-8")
        catalog = self.folder / f"{number}.db"
        self.run("build", self.folder / "catalog", "-o", catalog, *(["--base", self.catalogs[-1]] if self.catalogs else []))
        self.catalogs.append(catalog)
        return catalog

    def add_emergency(self, begins, ends):
        """The next catalog has one between these moments."""
        with open(self.folder / "catalog" / "notices.csv", "a", encoding="utf-8") as notices:
            notices.write(f"fire,emergency,请离开大厅,Leave the hall,走楼梯。,Use the stairs.,{begins},{ends},\n")

    def offer(self, image, version):
        """A root that devices take at once."""
        self.run("image", "--repo", self.repository, "--image", image, "--version", version, "--spread-s", 0)

    def release(self, catalog):
        self.run("release", "--repo", self.repository, "--catalog", catalog, "--because", "a test of the device")


class Origin:
    """Serves a folder on loopback, which a machine of QEMU reaches as 10.0.2.2."""

    def __init__(self, folder):
        asked = self.asked = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_request(self, code="-", size="-"):
                asked.append((self.path, int(code)))

            def log_message(self, *_):
                pass

            def do_GET(self):
                """A part of a file, where that is asked for, as servers give it."""
                wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
                file = pathlib.Path(self.translate_path(self.path))
                if not wanted or not file.is_file():
                    return super().do_GET()
                size, first = file.stat().st_size, int(wanted[1])
                last = min(int(wanted[2] or size - 1), size - 1)
                if first > last:
                    return self.send_error(416)
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
                self.send_header("Content-Length", str(last - first + 1))
                self.end_headers()
                with open(file, "rb") as content:
                    content.seek(first)
                    self.wfile.write(content.read(last - first + 1))

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        self.server.handle_error = lambda *_: None  # whoever asked has lost its power
        self.url = f"http://10.0.2.2:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
