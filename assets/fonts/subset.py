"""Cuts the three faces of the kiosk out of Noto CJK, and lists the characters all of them hold.

usage: subset.py OUTPUT_DIR FONT_DIR ASSET_FILE...

The characters kept are GB 2312's, printable Latin-1, and every character of the asset files. Writes
sans-regular.otf, sans-bold.otf, serif-bold.otf and coverage.txt (lines "XXXX-YYYY", hexadecimal).
The faces are the Simplified Chinese ones. Proportional forms of the quotation marks, which English needs, are
reached at U+E018, U+E019, U+E01C and U+E01D (for U+2018, U+2019, U+201C and U+201D).
"""
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

FACES = {
    "sans-regular": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    "sans-bold": ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    "serif-bold": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC"),
}
PROPORTIONAL = {0x2018: 0xE018, 0x2019: 0xE019, 0x201C: 0xE01C, 0x201D: 0xE01D}


def gb2312():
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("gb2312"))
            except (UnicodeDecodeError, TypeError):
                pass


def wanted_characters(asset_files):
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(gb2312())
    for name in asset_files:
        text = pathlib.Path(name).read_text(encoding="utf-8")
        wanted |= {ord(c) for c in text if ord(c) >= 0x20}
    return wanted


def proportional_forms(font):
    """The `pwid` alternates of the quotation marks, by code point."""
    cmap = font.getBestCmap()
    gsub = font["GSUB"].table
    found = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "pwid":
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                mapping = getattr(getattr(table, "ExtSubTable", table), "mapping", {})
                for code in PROPORTIONAL:
                    if cmap.get(code) in mapping:
                        found[code] = mapping[cmap[code]]
    return found


def cut(font, characters, path):
    forms = proportional_forms(font)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            for code, glyph in forms.items():
                table.cmap[PROPORTIONAL[code]] = glyph
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "GDEF"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=set(characters) | {PROPORTIONAL[c] for c in forms})
    subsetter.subset(font)
    font.save(path, reorderTables=False)
    return set(font.getBestCmap())


def write_ranges(characters, path):
    lines, start, last = [], None, None
    for code in sorted(characters) + [None]:
        if last is not None and code == last + 1:
            last = code
            continue
        if start is not None:
            lines.append(f"{start:04X}-{last:04X}\n")
        start = last = code
    path.write_text("".join(lines))


def describe(characters):
    return " ".join(f"{c:X}" for c in sorted(characters)) + "\n" + pathlib.Path(__file__).read_text()


def is_cut_already(output, characters):
    """Whether an earlier run cut the same characters; its files then only need a new date."""
    files = [output / f"{name}.otf" for name in FACES] + [output / "coverage.txt"]
    wanted = output / "wanted.txt"
    if not all(f.exists() for f in files + [wanted]) or wanted.read_text() != describe(characters):
        return False
    for file in files:
        file.touch()
    return True


def main():
    output, fonts, assets = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
    output.mkdir(parents=True, exist_ok=True)
    characters, held = wanted_characters(assets), None
    if is_cut_already(output, characters):
        return
    for name, (file, family) in FACES.items():
        faces = TTCollection(fonts / file, lazy=True).fonts
        font = next(f for f in faces if f["name"].getDebugName(1) == family)
        covered = cut(font, characters, output / f"{name}.otf")
        held = covered if held is None else held & covered
    write_ranges(held, output / "coverage.txt")
    (output / "wanted.txt").write_text(describe(characters))


if __name__ == "__main__":
    main()
