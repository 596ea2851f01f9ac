"""Cuts the three faces of the kiosk out of Noto CJK, and lists the characters all of them hold.

usage: subset.py OUTPUT_DIR CJK_DIR LATIN_DIR ASSET_FILE...

The characters kept are those of GB 2312, of the 通用规范汉字表 (general-standard.txt beside this file), of BLOCKS below
as far as there are any, and of the asset files. Writes sans-regular.otf, sans-bold.otf, serif-bold.otf and
coverage.txt (lines "XXXX-YYYY", hexadecimal). The faces are the Simplified Chinese ones. What they have no shape for
(ł, ₂) is taken from Noto Sans and Noto Serif, at the size of their own letters; of a letter with a mark (ž) only the
mark. Proportional forms of the quotation marks, which English needs, are reached in a private plane: U+F2018, U+F2019,
U+F201C and U+F201D.
"""
import concurrent.futures
import pathlib
import sys
import typing

from fontTools import subset
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont


class Face(typing.NamedTuple):
    collection: str
    family: str  # within it
    latin: str   # what else letters come from


FACES = {
    "sans-regular": Face("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "NotoSans-Regular.ttf"),
    "sans-bold": Face("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "NotoSans-Bold.ttf"),
    "serif-bold": Face("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "NotoSerif-Bold.ttf"),
}
GENERAL_STANDARD = pathlib.Path(__file__).parent / "general-standard.txt"
BLOCKS = [
    (0x20, 0x7E),        # Basic Latin
    (0xA0, 0x24F),       # Latin-1 Supplement, Latin Extended-A and B
    (0x2B9, 0x2DD),      # Spacing Modifier Letters: tones, and what stands for apostrophes
    (0x1E00, 0x1EFF),    # Latin Extended Additional
    (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x205F),  # General Punctuation, as far as it can be seen
    (0x2070, 0x209F),    # Superscripts and Subscripts
    (0x20A0, 0x20CF),    # Currency Symbols
    (0x2100, 0x21FF),    # Letterlike Symbols, Number Forms, Arrows
    (0x2200, 0x22FF),    # Mathematical Operators
    (0x2460, 0x24FF),    # Enclosed Alphanumerics
    (0x25A0, 0x26FF),    # Geometric Shapes, Miscellaneous Symbols
    (0x3000, 0x303F),    # CJK Symbols and Punctuation
    (0x3200, 0x33FF),    # Enclosed CJK Letters and Months, CJK Compatibility
    (0xFE30, 0xFE4F),    # CJK Compatibility Forms
    (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),  # Fullwidth Forms
]
PROPORTIONAL = {mark: 0xF0000 + mark for mark in (0x2018, 0x2019, 0x201C, 0x201D)}
LENT = range(0xAC00, 0xD7A4)  # Korean syllables, which are not kept: their places are for what a face lacks


def gb2312():
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("gb2312"))
            except (UnicodeDecodeError, TypeError):
                pass


def general_standard():
    lines = GENERAL_STANDARD.read_text(encoding="utf-8").splitlines()
    return {ord(c) for line in lines if not line.startswith("#") for c in line}


def required_characters(asset_files):
    required = set(gb2312()) | general_standard() | set(range(0x20, 0x7F))
    for name in asset_files:
        text = pathlib.Path(name).read_text(encoding="utf-8")
        required |= {ord(c) for c in text if ord(c) >= 0x20}
    return required


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


def reach(font, code, glyph):
    for table in font["cmap"].tables:
        if table.isUnicode() and (table.format == 12 or (table.format == 4 and code <= 0xFFFF)):
            table.cmap[code] = glyph


def bounds(font, glyph):
    """Left, bottom, right and top of its ink; None without any."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[glyph].draw(pen)
    return pen.bounds


class Lender:
    """A typeface whose letters come to another one at the size of that one's own."""

    def __init__(self, font, other):
        self.font, self.other = font, other
        self.own, self.theirs = font.getBestCmap(), other.getBestCmap()
        self.codes = {glyph: code for code, glyph in self.theirs.items()}
        self.scale = bounds(font, self.own[ord("H")])[3] / bounds(other, self.theirs[ord("H")])[3]

    def own_letter(self, glyph):
        """For ž the face's own z, and where the marks stand beside it; (None, []) where that is not how it is made."""
        drawing = self.other["glyf"][glyph]
        parts = [part.getComponentInfo() for part in drawing.components] if drawing.isComposite() else [("", ())]
        letter, marks = self.own.get(self.codes.get(parts[0][0])), parts[1:]
        widths = self.other["hmtx"]
        if letter is None or parts[0][1] != (1, 0, 0, 1, 0, 0) or widths[glyph][0] != widths[parts[0][0]][0]:
            return None, []
        own, theirs = bounds(self.font, letter), bounds(self.other, parts[0][0])
        aside = (own[0] + own[2]) / 2 - (theirs[0] + theirs[2]) / 2 * self.scale
        return letter, [(mark, Transform(dx=aside).scale(self.scale).transform(where)) for mark, where in marks]

    def draw(self, glyph, into):
        """Returns the width."""
        glyphs = self.other.getGlyphSet()
        letter, parts = self.own_letter(glyph)
        if letter is None:
            parts = [(glyph, Transform().scale(self.scale))]
        else:
            self.font.getGlyphSet()[letter].draw(into)
        for part, where in parts:
            outline = DecomposingRecordingPen(glyphs)
            glyphs[part].draw(outline)
            outline.replay(TransformPen(ReverseContourPen(into), where))  # CFF and TrueType turn the other way
        return self.font["hmtx"][letter][0] if letter else round(glyphs[glyph].width * self.scale)

    def lend(self, code, place):
        """Draws a character in the place of a glyph of the face."""
        charstrings = self.font["CFF "].cff.topDictIndex[0].CharStrings
        replaced = charstrings[place]
        pen = T2CharStringPen(0, None)
        width = self.draw(self.theirs[code], pen)
        charstring = pen.getCharString(replaced.private, replaced.globalSubrs)
        charstring.program[0] = width - replaced.private.nominalWidthX
        charstrings[place] = charstring
        ink = bounds(self.font, place)
        self.font["hmtx"][place] = (width, round(ink[0]) if ink else 0)
        reach(self.font, code, place)


def borrow(font, other, characters):
    lender = Lender(font, other)
    places = (lender.own[code] for code in LENT if code in lender.own and code not in characters)
    for code in sorted(c for c in characters if c in lender.theirs and c not in lender.own):
        lender.lend(code, next(places))


def credit(font, other):
    """Says in the cut font whose work the borrowed shapes are."""
    copyrights = [name for name in font["name"].names if name.nameID == 0]
    for name in copyrights:
        name.string = f"{name.toUnicode()} {other['name'].getDebugName(0)}"


def cut(face, characters, folders, path):
    """Returns the characters that the face now holds."""
    cjk, latin = folders
    faces = TTCollection(cjk / face.collection, lazy=True).fonts
    font = next(f for f in faces if f["name"].getDebugName(1) == face.family)
    font.recalcBBoxes = False  # takes half of the time, and nobody asks
    forms = proportional_forms(font)
    for code, glyph in forms.items():
        reach(font, PROPORTIONAL[code], glyph)
    other = TTFont(latin / face.latin, lazy=True)
    borrow(font, other, characters)
    credit(font, other)
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
    return set(font.getBestCmap()) - set(PROPORTIONAL.values())


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
    output, cjk, latin = (pathlib.Path(name) for name in sys.argv[1:4])
    output.mkdir(parents=True, exist_ok=True)
    required = required_characters(sys.argv[4:])
    characters = required.union(*(range(first, last + 1) for first, last in BLOCKS))
    if is_cut_already(output, characters):
        return
    with concurrent.futures.ProcessPoolExecutor() as workers:
        cuts = {name: workers.submit(cut, face, characters, (cjk, latin), output / f"{name}.otf")
                for name, face in FACES.items()}
        held = {name: one.result() for name, one in cuts.items()}
    for name, covered in held.items():
        if required - covered:
            sys.exit(f"{name} has no " + ", ".join(f"U+{c:04X}" for c in sorted(required - covered)))
    write_ranges(set.intersection(*held.values()), output / "coverage.txt")
    (output / "wanted.txt").write_text(describe(characters))


if __name__ == "__main__":
    main()
