"""A server that takes reports as VictoriaMetrics does, on loopback: every sample once by its series and its moment.

    with TelemetryServer(folder) as server:
        server.verdict = lambda text: 204     # what is answered to a body; a number, or a fault of fault_server
        server.moments()                      # of everything that was taken
"""
import collections
import gzip
import re
import threading
import zlib

from fault_server import FaultServer

PATH = "/api/v1/import/prometheus"
SAMPLE = re.compile(r'(kiosk_\w+)(\{[^}]*\})? (-?[\d.e+-]+)(?: (\d+))?')


class TelemetryServer(FaultServer):
    def __init__(self, folder, tls=None):
        super().__init__(folder, tls)
        self.verdict = lambda text: 204
        self.headers = {}                 # more of the answer: Date
        self.posts = []                   # (headers, text) of each that came, whatever was answered
        self.values = {}                  # {(series, moment): value} of what was taken
        self.conflicts = []               # what would have been counted twice
        self.undated = []                 # texts without moments that were taken
        self.taking = threading.Lock()
        self.faults = {PATH: self.take}
        self.address = self.url.rstrip("/") + PATH

    def take(self, exchange):
        text = gzip.decompress(exchange.body).decode()
        with self.taking:
            self.posts.append((exchange.headers, text))
            verdict = self.verdict(text)
            if verdict in (200, 204):
                self.store(text)
        if callable(verdict):
            return verdict(exchange)
        return exchange.send(verdict, b"", **self.headers)

    def store(self, text):
        for line in text.splitlines():
            name, labels, value, moment = SAMPLE.fullmatch(line).groups()
            if moment is None:
                self.undated.append(text)
                return
            key = (name + (labels or ""), int(moment))
            if self.values.setdefault(key, value) != value:
                self.conflicts.append((key, self.values[key], value))

    def moments(self):
        with self.taking:
            return sorted({moment for _, moment in self.values})

    def series(self, start):
        """{moment: value} of the one series that begins so."""
        with self.taking:
            return {moment: value for (series, moment), value in self.values.items() if series.startswith(start)}


def moments_of(text):
    return {int(found) for found in re.findall(r" (\d+)$", text, re.M)}


def read_queue(state):
    """[(file, [(moment, text)])] of the queue on the disk, as docs/formats/telemetry.md has it."""
    files = []
    folder = state / "agent" / "telemetry"
    through = 0
    if (folder / "state").is_file():
        through = int(re.search(r"^through (\d+)$", (folder / "state").read_text(), re.M)[1])
    for file in sorted(folder.glob("[0-9]*")):
        if int(file.name) <= through:
            continue
        try:
            rest, reports = file.read_bytes(), []
        except FileNotFoundError:  # sent meanwhile
            continue
        while found := re.match(rb"report (\d+) (\d+) (\d+) ([0-9a-f]{8})\n", rest):
            moment, stored, length = map(int, found.groups()[:3])
            first = reports[0][1] if reports else b""
            inflater = zlib.decompressobj(zdict=first) if first else zlib.decompressobj()
            try:
                text = inflater.decompress(rest[found.end():found.end() + stored])
            except zlib.error:
                break
            if len(text) != length or zlib.crc32(text) != int(found[4], 16):
                break
            reports.append((moment, text))
            rest = rest[found.end() + stored:]
        files.append((file, [(moment, text.decode()) for moment, text in reports]))
    return files


def write_queue(file, reports):
    """A file of the queue with these [(moment, text)]."""
    file.parent.mkdir(parents=True, exist_ok=True)
    first, content = b"", b""
    for moment, text in reports:
        text = text.encode()
        deflater = zlib.compressobj(9, zdict=first) if first else zlib.compressobj(9)
        stored = deflater.compress(text) + deflater.flush()
        content += b"report %d %d %d %08x\n" % (moment, len(stored), len(text), zlib.crc32(text)) + stored
        first = first or text
    file.write_bytes(content)


def dropped(state):
    """{reason: reports}"""
    file = state / "agent" / "telemetry" / "state"
    text = file.read_text() if file.is_file() else ""
    return collections.Counter({word: int(count) for word, count in re.findall(r"^dropped (\w+) (\d+)$", text, re.M)})
