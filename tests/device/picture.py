"""Pictures as bytes, three a pixel: of the screen (PPM, by QEMU) and of the tour (PNG, by `kiosk --tour`)."""
import dataclasses
import json
import struct
import subprocess
import zlib


@dataclasses.dataclass
class Picture:
    width: int
    height: int
    pixels: bytes

    def without(self, areas):
        """The same with these (x, y, width, height) in black."""
        pixels = bytearray(self.pixels)
        for x, y, width, height in areas:
            left, right = max(0, int(x)), min(self.width, int(x + width) + 1)
            for row in range(max(0, int(y)), min(self.height, int(y + height) + 1)):
                at = (row * self.width + left) * 3
                pixels[at:at + (right - left) * 3] = bytes((right - left) * 3)
        return Picture(self.width, self.height, bytes(pixels))

    def differences(self, other):
        """In words: how many rows differ, and where."""
        if (self.width, self.height) != (other.width, other.height):
            return f"{self.width}x{self.height} instead of {other.width}x{other.height}"
        stride = self.width * 3
        rows = [row for row in range(self.height) if self.pixels[row * stride:][:stride] != other.pixels[row * stride:][:stride]]
        return f"{len(rows)} rows differ, from {rows[0]} to {rows[-1]}" if rows else "nothing differs"

    def save(self, file):
        rows = b"".join(b"\0" + self.pixels[row * self.width * 3:(row + 1) * self.width * 3] for row in range(self.height))
        chunks = ((b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks))


def read_ppm(data):
    """P6 as QEMU writes it: one line each of magic, size and depth."""
    magic, size, depth, pixels = data.split(b"\n", 3)
    assert magic == b"P6" and depth == b"255", "a picture of another kind"
    width, height = map(int, size.split())
    return Picture(width, height, pixels)


def read_png(data):
    """As `kiosk --tour` writes it: colours of eight bits, no row filtered."""
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"IHDR":
            width, height, bits, colours = struct.unpack_from(">IIBB", data, at + 8)
        elif kind == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += 12 + length
    rows, stride = zlib.decompress(packed), width * 3 + 1
    assert (bits, colours) == (8, 2) and not any(rows[::stride]), "a PNG of another kind"
    return Picture(width, height, b"".join(rows[row * stride + 1:(row + 1) * stride] for row in range(height)))


class Page:
    """A page as the tour draws it, and what of it the screen may show otherwise."""

    def __init__(self, picture, facts, areas=None):
        self.facts = facts
        self.areas = list(_changing(picture, facts)) if areas is None else areas
        self.picture = picture.without(self.areas)

    def is_on(self, screen):
        return screen.without(self.areas).pixels == self.picture.pixels

    def but(self, *areas):
        """The same page where these (x, y, width, height) may show anything."""
        return Page(self.picture, self.facts, [*self.areas, *areas])

    def differences(self, screen):
        return screen.without(self.areas).differences(self.picture)

    def middle_of(self, touch):
        """Of a touch area, named as in tour.json."""
        x, y, width, height = next(area["rect"] for area in self.facts["touch"] if area["id"] == touch)
        return x + width / 2, y + height / 2


def _changing(picture, facts):
    """The line that says when the screen last synchronised, which may be two, to the next touch area; and along the lower edge the bar of the round."""
    for text in facts["texts"]:
        if "同步" in text["text"] or "发布，" in text["text"]:
            x, y, _, height = text["rect"]
            right = min((area["rect"][0] for area in facts["touch"] if area["rect"][1] < y + height and area["rect"][0] > x), default=picture.width)
            yield 0, y - height, right, 3 * height
    yield 0, picture.height - 24, picture.width, 24


def pages(program, folder, catalog, now, *scenes, millimetres=None, size="1920x1080", state=None):
    """{scene: Page} of the tour for a catalog; None for the one in the program, or the one of a state folder."""
    # By the processor of QEMU as well: of the reciprocal square root that ImGui smooths edges with, each maker's has other last bits.
    words = ["qemu-x86_64", program, "--tour", folder, "--size", size, "--now", now, *(f"--only={scene}" for scene in scenes)]
    words += ["--catalog", catalog] if catalog else []
    words += ["--state", state] if state else []
    words += ["--panel-mm", str(millimetres)] if millimetres else []
    subprocess.run([str(word) for word in words], check=True, capture_output=True)
    tour = json.loads((folder / "tour.json").read_text(encoding="utf-8"))
    return {facts["id"]: Page(read_png((folder / facts["file"]).read_bytes()), facts) for facts in tour["pages"]}
