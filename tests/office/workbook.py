"""Workbooks (.xlsx) as tests want them: good, spoiled, and bombs."""
import csv
import pathlib
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TOPIC = "parks"


def column(number):
    return (column(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def sheet_xml(rows):
    lines = [f'<worksheet xmlns="{MAIN}"><sheetData>']
    for number, row in enumerate(rows, 1):
        cells = (f'<c r="{column(place)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
                 for place, text in enumerate(row) if text != "")
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "\n".join([*lines, "</sheetData></worksheet>"])


def frame(names):
    """The parts of a workbook besides its sheets."""
    sheets = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(names) + 1))
    kinds = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}.worksheet+xml"/>' for n in range(1, len(names) + 1))
    packages = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
                               'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                               'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
                               f'ContentType="{TYPES}.sheet.main+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                       'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">{links}</Relationships>',
    }


def write(file, sheets):
    """`sheets`: rows of texts by the name of the sheet."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in frame(list(sheets)).items():
            packed.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
        for number, rows in enumerate(sheets.values(), 1):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", sheet_xml(rows))
    return file


def write_bomb(file):
    """One sheet of nothing but zeros: four megabytes that unpack to four gigabytes. Made of one piece, many times over, since packing
    them all would take longer than the test; the checksum is wrong, and whoever gets as far as comparing it has unpacked them."""
    piece, times, name = bytes(1 << 24), 255, "xl/worksheets/sheet1.xml"
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_piece = deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH)
    with zipfile.ZipFile(file, "w") as packed:
        for part, text in frame(["targets"]).items():
            packed.writestr(part, text)
        packed.writestr(name, packed_piece * times + deflate.flush())
        info = packed.getinfo(name)
        info.compress_type, info.file_size, info.CRC = zipfile.ZIP_DEFLATED, len(piece) * times, 0
    with open(file, "r+b") as written:  # what stands before the part says the same
        written.seek(info.header_offset + 8)
        written.write(struct.pack("<H", zipfile.ZIP_DEFLATED))
        written.seek(info.header_offset + 14)
        written.write(struct.pack("<LLL", 0, info.compress_size, info.file_size))
    return file


def one_topic(catalog):
    """{sheet: rows} of one topic of a folder of CSV files, so that its pages are drawn soon."""
    sheets = {}
    for path in sorted(pathlib.Path(catalog).glob("*.csv")):
        with open(path, newline="", encoding="utf-8-sig") as file:
            sheets[path.stem] = [row for row in csv.reader(file) if row and not row[0].startswith("# ")]

    def keep(name, heading, wanted):
        head, *rows = sheets[name]
        sheets[name] = [head, *(row for row in rows if row[head.index(heading)] in wanted)]

    def values(name, heading):
        head, *rows = sheets[name]
        return {row[head.index(heading)] for row in rows} - {""}
    for name, heading in (("topics", "id"), ("targets", "topic_id"), ("commitments", "topic_id")):
        keep(name, heading, {TOPIC})
    keep("observations", "target_id", values("targets", "id"))
    keep("sources", "id", set().union(*(values(name, "source_id") for name in ("targets", "commitments", "observations", "outcomes"))))
    return sheets


def set_cell(sheets, name, row_id, heading, text):
    """Writes a cell of the row with that id; answers with its address."""
    head, *rows = sheets[name]
    row = next(row for row in rows if row[0] == row_id)
    row[head.index(heading)] = text
    return f"{column(head.index(heading))}{rows.index(row) + 2}"


def add_row(sheets, name, **cells):
    sheets[name].append([cells.get(heading, "") for heading in sheets[name][0]])


def edited(sheets):
    """What an editor does to publish a result, and to say a name better."""
    add_row(sheets, "observations", id="1001", target_id="new-parks", period_start="2024-01-01", period_end="2024-06-30", as_of="2024-06-30", value="31",
            qualifier="exact", status="provisional", published_on="2024-07-15", source_id="plan-2024")
    set_cell(sheets, "targets", "new-parks", "name_en", "New and rebuilt parks")
    head, release = sheets["release"]
    release[head.index("version")] = "2026.11.30"
    return sheets


def write_folder(folder, sheets, texts):
    for name, rows in sheets.items():
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    for text in texts:
        (folder / text.name).write_bytes(text.read_bytes())
