"""Writes what LibreOffice makes of the files that make_openpyxl.py wrote, and of formulas. usage: make_libreoffice.py FOLDER

old.xls and sheets.ods are what nobody should hand in.
"""
import pathlib
import subprocess
import sys
import tempfile

FORMULAS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="目标">
<table:table-row><table:table-cell office:value-type="float" office:value="0.1"/><table:table-cell office:value-type="float" office:value="0.2"/>
<table:table-cell table:formula="of:=[.A1]+[.B1]"/><table:table-cell table:formula="of:=1/0"/><table:table-cell table:formula="of:=NA()"/>
<table:table-cell table:formula="of:=&quot;公园&quot;&amp;&quot;30个&quot;"/><table:table-cell table:formula="of:=DATE(2024;12;31)"/>
<table:table-cell table:formula="of:=[.A1]&gt;0"/><table:table-cell office:value-type="string"><text:p>富<text:span>文本</text:span></text:p><text:p>第二段</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
"""


def convert(source, to, folder, name):
    with tempfile.TemporaryDirectory() as made:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{made}/profile", "--headless", "--convert-to", to, "--outdir", made,
                        str(source)], check=True, stdout=subprocess.DEVNULL)
        ending = to.split(":")[0]
        (folder / name).write_bytes((pathlib.Path(made) / f"{source.stem}.{ending}").read_bytes())


def main():
    folder = pathlib.Path(sys.argv[1])
    convert(folder / "openpyxl.xlsx", "xlsx:Calc MS Excel 2007 XML", folder, "libreoffice.xlsx")
    convert(folder / "openpyxl_1904.xlsx", "xlsx:Calc MS Excel 2007 XML", folder, "libreoffice_1904.xlsx")
    convert(folder / "openpyxl_1904.xlsx", "xls", folder, "old.xls")
    convert(folder / "openpyxl_1904.xlsx", "ods", folder, "sheets.ods")
    with tempfile.TemporaryDirectory() as made:
        source = pathlib.Path(made) / "formulas.fods"
        source.write_text(FORMULAS, encoding="utf-8")
        convert(source, "xlsx:Calc MS Excel 2007 XML", folder, "libreoffice_formulas.xlsx")


main()
