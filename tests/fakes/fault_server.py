"""A server of static files on loopback that can do everything wrong that a server, or what lies before it, does.

    with FaultServer(folder) as server:
        server.faults["timestamp.json"] = cut_after(100)   # by a pattern of fnmatch, against the whole path and its end
        ...                                                # what was asked for: server.requests

A fault is a function of one Exchange. What it answers decides: True keeps the connection, anything else closes it.
"""
import contextlib
import datetime
import fnmatch
import gzip
import hashlib
import pathlib
import re
import socket
import ssl
import struct
import subprocess
import threading
import time

REASONS = {200: "OK", 206: "Partial Content", 304: "Not Modified", 404: "Not Found", 416: "Range Not Satisfiable"}
CHUNK = 65536
CONNECTION_TIMEOUT_S = 60


class Exchange:
    """One request and what the server would rightly answer."""

    def __init__(self, server, connection, path, headers, body=b""):
        self.server, self.connection, self.path, self.headers, self.body = server, connection, path, headers, body
        file = server.folder / path.lstrip("/")
        self.data = file.read_bytes() if file.is_file() else None
        self.etag = '"' + hashlib.sha256(self.data or b"").hexdigest()[:16] + '"'

    @property
    def range_start(self):
        """The first byte that is asked for; None when all are."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("range", ""))
        is_same = self.headers.get("if-range", self.etag) == self.etag
        return int(found[1]) if found and is_same else None

    def head(self, status, headers):
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'So')}"] + [f"{name}: {value}" for name, value in headers.items()]
        self.connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def send(self, status, body=b"", **headers):
        """A whole answer; `_` in the name of a header stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.head(status, {"Content-Length": len(body), **named})
        self.connection.sendall(body)
        return True

    def send_rightly(self):
        if self.data is None:
            return self.send(404, b"no such file")
        if self.headers.get("if-none-match") == self.etag:
            self.head(304, {"ETag": self.etag})
            return True
        start = self.range_start
        if start is None:
            return self.send(200, self.data, ETag=self.etag)
        if start >= len(self.data):
            return self.send(416, Content_Range=f"bytes */{len(self.data)}")
        return self.send(206, self.data[start:], ETag=self.etag, Content_Range=f"bytes {start}-{len(self.data) - 1}/{len(self.data)}")


class FaultServer:
    """Serves `folder` on 127.0.0.1 until the `with` ends. `tls`: an ssl.SSLContext."""

    def __init__(self, folder, tls=None):
        self.folder, self.tls = pathlib.Path(folder), tls
        self.faults = {}         # pattern: fault; the first that fits
        self.on_accept = None    # a fault before a request is read; it gets the bare connection
        self.requests = []       # (path, headers)
        self.is_ending = threading.Event()
        self.asked = threading.Condition()
        self._open = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/"

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.is_ending.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def wait_for_request(self, pattern, seconds):
        """Whether one that fits came, or comes in time."""
        def came():
            return any(fnmatch.fnmatch(path, "*" + pattern) for path, _ in self.requests)
        with self.asked:
            return self.asked.wait_for(came, seconds)

    def _accept(self):
        while not self.is_ending.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        self._open.add(connection)
        raw = connection
        connection.settimeout(CONNECTION_TIMEOUT_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(OSError, ValueError):
            if self.on_accept:
                self.on_accept(connection)
            else:
                if self.tls:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                while self._answer(connection):
                    pass
        self._open.discard(raw)
        with contextlib.suppress(OSError):
            connection.close()

    def _answer(self, connection):
        request = b""
        while b"\r\n\r\n" not in request:
            received = connection.recv(CHUNK)
            if not received:
                return False
            request += received
            if request[:1] == b"\x16":  # TLS, where none is spoken: as nginx answers
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return False
        head, body = request.split(b"\r\n\r\n", 1)
        first, *rest = head.decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        while len(body) < int(headers.get("content-length", "0")):
            received = connection.recv(CHUNK)
            if not received:
                return False
            body += received
        with self.asked:
            self.requests.append((path, headers))
            self.asked.notify_all()
        exchange = Exchange(self, connection, path, headers, body)
        for pattern, fault in list(self.faults.items()):
            if fnmatch.fnmatch(path, "*" + pattern):
                return fault(exchange)
        return exchange.send_rightly()


# ---- faults

def rightly(exchange):
    return exchange.send_rightly()


def answer(status, body=b"", **headers):
    return lambda exchange: exchange.send(status, body, **headers)


def swapped(content):
    """200 with other bytes; `content` may be a function of the right ones."""
    return lambda exchange: exchange.send(200, content(exchange.data) if callable(content) else content, ETag=exchange.etag)


def endless(chunked=False):
    """Bytes for as long as anybody takes them."""
    def fault(exchange):
        exchange.head(200, {"Transfer-Encoding": "chunked"} if chunked else {"Connection": "close"})
        while not exchange.server.is_ending.is_set():
            exchange.connection.sendall(b"%x\r\n%s\r\n" % (CHUNK, b" " * CHUNK) if chunked else b" " * CHUNK)
    return fault


def drip(every_s=0.2, before=0):
    """`before` bytes at once, then one now and then; after a delay of this machine's those that are due."""
    def fault(exchange):
        exchange.head(200, {"Content-Length": len(exchange.data), "ETag": exchange.etag})
        exchange.connection.sendall(exchange.data[:before])
        sent, began = before, time.monotonic()
        while sent < len(exchange.data):
            due = before + 1 + int((time.monotonic() - began) / every_s)
            exchange.connection.sendall(exchange.data[sent:due])
            sent = max(sent, due)
            if exchange.server.is_ending.wait(every_s):
                return
    return fault


def silent(exchange):
    """Takes the request and says nothing."""
    exchange.server.is_ending.wait()


def endless_headers(exchange):
    """Small ones, for as long as anybody reads them."""
    exchange.connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(10**9):
        if exchange.server.is_ending.is_set():
            return
        exchange.connection.sendall(b"X-%d: %s\r\n" % (number, b"x" * 200))


def endless_interim_answers(exchange):
    while not exchange.server.is_ending.is_set():
        exchange.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def bad_chunks(exchange):
    exchange.head(200, {"Transfer-Encoding": "chunked"})
    exchange.connection.sendall(b"5\r\n{\"sig\r\nzebra\r\nwhat?\r\n")


def wrong_length(by):
    """Content-Length says more (by > 0) or less than comes."""
    def fault(exchange):
        # At once: bytes that come later would be taken for the answer to the next request, or not, as it happens.
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {max(0, len(exchange.data) + by)}\r\n\r\n"
        exchange.connection.sendall(head.encode() + exchange.data)
    return fault


def cut_after(count):
    """The connection ends in good order after `count` bytes of the body."""
    def fault(exchange):
        start = exchange.range_start or 0
        rest = exchange.data[start:]
        headers = {"Content-Length": len(rest), "ETag": exchange.etag}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(exchange.data) - 1}/{len(exchange.data)}"
        exchange.head(206 if start else 200, headers)
        exchange.connection.sendall(rest[:count])
    return fault


def part_unasked(exchange):
    half = len(exchange.data) // 2
    return exchange.send(206, exchange.data[half:], Content_Range=f"bytes {half}-{len(exchange.data) - 1}/{len(exchange.data)}")


def wrong_part(exchange):
    """Another part than the one that is asked for; the whole file when no part is."""
    if exchange.range_start is None:
        return exchange.send_rightly()
    return exchange.send(206, exchange.data[1:], Content_Range=f"bytes 1-{len(exchange.data) - 1}/{len(exchange.data)}")


def part_without_range(exchange):
    return exchange.send(206, exchange.data[exchange.range_start or 0:])


def whole_for_part(exchange):
    return exchange.send(200, exchange.data, ETag=exchange.etag)


def no_parts(exchange):
    """416 to whoever asks for a part."""
    if "range" in exchange.headers:
        return exchange.send(416, Content_Range=f"bytes */{len(exchange.data)}")
    return exchange.send_rightly()


def unchanged(exchange):
    """304, whether or not that was asked and true."""
    exchange.head(304, {"ETag": exchange.headers.get("if-none-match", exchange.etag)})
    return True


def redirect_in_a_circle(exchange):
    return exchange.send(302, Location=exchange.path)


def login_page(exchange):
    return exchange.send(200, b"<html><body>Please log in</body></html>", Content_Type="text/html; charset=utf-8")


def zipped(exchange):
    return exchange.send(200, gzip.compress(exchange.data or b""), Content_Encoding="gzip")


def garbage(exchange):
    """No HTTP at all."""
    exchange.connection.sendall(b"\x00\x01\x02 what? \xff\xfe\r\n\r\n" * 40)


def reset(connection):
    """RST in place of an orderly end. Its own fault before a request is read (FaultServer.on_accept)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def reset_after_request(exchange):
    reset(exchange.connection)


def reset_in_headers(exchange):
    exchange.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")
    reset(exchange.connection)


def reset_in_body(exchange):
    exchange.head(200, {"Content-Length": len(exchange.data), "ETag": exchange.etag})
    exchange.connection.sendall(exchange.data[:len(exchange.data) // 2])
    reset(exchange.connection)


def http_date(seconds_ahead):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds_ahead)
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def zstd_bomb(gigabytes, window_log=20):
    """A zstd frame of blocks that each repeat one byte 131072 times (RFC 8878, 3.1.1.2): 4 bytes a block."""
    blocks = gigabytes * 8192
    repeat = (1 << 1) | (131072 << 3)
    return (b"\x28\xb5\x2f\xfd\x00" + bytes([(window_log - 10) << 3])
            + (struct.pack("<I", repeat)[:3] + b"\0") * (blocks - 1) + struct.pack("<I", repeat | 1)[:3] + b"\0")


# ---- TLS

def make_certificate(folder, name, alternative="IP:127.0.0.1"):
    """(key, certificate), good for itself: whoever trusts the certificate trusts the server."""
    key, certificate = pathlib.Path(folder, name + ".key"), pathlib.Path(folder, name + ".pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=" + name, "-addext", "subjectAltName=" + alternative, "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return key, certificate


def tls_context(key, certificate, newest=None):
    """`newest`: an ssl.TLSVersion, nothing newer is spoken."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if newest:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = newest
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def closed_port():
    """One that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
