"""Writes the EDID blocks of corpus/edid: what a panel says of itself, right and wrong in its size.

usage: make_edid.py FOLDER
"""
import pathlib
import sys


def block(width_cm, height_cm, timing_mm=None, extensions=0):
    """A base block of 128 bytes: 1920x1080 at 60 Hz; sizes in both places that have one. Source: VESA E-EDID, release A2."""
    edid = bytearray(128)
    edid[0:8] = b"\x00\xff\xff\xff\xff\xff\xff\x00"
    edid[8:10] = (ord("K") - 64 << 10 | ord("S") - 64 << 5 | ord("K") - 64).to_bytes(2, "big")  # three letters of 5 bits
    edid[16:20] = bytes([1, 34, 1, 4])  # week, year since 1990, EDID 1.4
    edid[20:23] = bytes([0xA5, width_cm, height_cm])
    edid[38:54] = b"\x01\x01" * 8  # no standard timings
    if timing_mm:
        width, height = timing_mm
        timing = (14850).to_bytes(2, "little") + bytes([0x80, 280 - 256, 0x71, 0x38, 45, 0x40, 88, 44, 0x45, 0,
                                                        width & 255, height & 255, width >> 8 << 4 | height >> 8, 0, 0, 0x1E])
        edid[54:72] = timing
    edid[72:90] = b"\x00\x00\x00\xfc\x00KIOSK 32\n    "
    edid[126] = extensions
    edid[127] = -sum(edid) % 256
    return bytes(edid)


def main():
    folder = pathlib.Path(sys.argv[1])
    good = block(70, 39, (698, 393))
    blocks = {"32_inch": good, "centimetres_alone": block(70, 39), "no_size": block(0, 0), "shape_alone": block(16, 9, (160, 90)),
              "centimetres_for_millimetres": block(70, 39, (70, 39)), "huge": block(255, 255, (4095, 4095)),
              "with_extension": block(70, 39, (698, 393), 1) + bytes(128), "wrong_sum": good[:-1] + bytes([good[-1] ^ 1]),
              "cut": good[:100], "empty": b""}
    for name, content in blocks.items():
        (folder / f"{name}.bin").write_bytes(content)


if __name__ == "__main__":
    main()
