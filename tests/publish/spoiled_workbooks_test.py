"""The catalog of this project as one workbook, spoiled as offices, spreadsheets and strangers spoil workbooks: what `check` says.

usage: spoiled_workbooks_test.py KIOSK_PUBLISH WORKBOOK_OF CATALOG_FOLDER

Every slip is a few lines in Chinese, each with where it is (sheet and cell as the spreadsheet names them), what is wrong and
what to do; a file that is no workbook is one line, and nothing else is said of it.
"""
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
from openpyxl.utils import get_column_letter

from spoiled_folders_test import is_plain_chinese, lines_of

MOST_LINES = 4


class Book:
    """The workbook with its cells by the name of their column; `at` remembers where the last slip was made."""

    def __init__(self, file):
        self.book = openpyxl.load_workbook(file)
        self.at = ""

    def cell(self, sheet, heading, row):
        page = self.book[sheet]
        column = [cell.value for cell in page[1]].index(heading) + 1
        self.at = f"{get_column_letter(column)}列"
        return page.cell(row, column)

    def put(self, sheet, heading, row, value):
        self.cell(sheet, heading, row).value = value


def put(sheet, heading, row, value):
    return lambda book: book.put(sheet, heading, row, value)


def change(sheet, heading, row, how):
    def spoil(book):
        cell = book.cell(sheet, heading, row)
        cell.value = how(cell.value)
    return spoil


def merged(book):
    book.book["targets"].merge_cells("C5:C6")


def percentage(book):
    cell = book.cell("observations", "value", 3)
    cell.value, cell.number_format = 0.42, "0%"


def renamed_heading(book):
    book.cell("targets", "value", 1).value = "指标"


def renamed_sheet(book):
    book.book["targets"].title = "目标2"


def note_beside(book):
    page = book.book["targets"]
    page.cell(3, page.max_column + 2).value = "待核"


def repeated(book):
    book.put("targets", "number", 9, book.cell("targets", "number", 8).value)


def hidden(book):
    book.book["observations"].row_dimensions[4].hidden = True


# (what, spoil, the sheet that the first line names, what else it says; None: nothing is said)
SLIPS = [
    ("as it is", lambda book: None, None, None),
    ("merged cells", merged, "targets", "C5:C6"),
    ("an error value", put("observations", "value", 5, "#N/A"), "observations", "#N/A"),
    ("a formula that was never computed", put("observations", "value", 5, "=1+1"), "observations", "公式没有结果"),
    ("a percentage that the publisher did not say", percentage, "observations", "42%"),
    ("a word where a number belongs", put("targets", "value", 7, "约30"), "targets", "约30"),
    ("a decimal that moved", change("targets", "value", 2, lambda text: str(text).replace(".", "") + "7"), "targets", "原文"),
    ("a unit that nobody wrote", put("observations", "unit_zh", 2, "公顷"), "observations", "公顷"),
    ("a heading that was renamed", renamed_heading, "targets", "指标"),
    ("a sheet that was renamed", renamed_sheet, "", "缺少工作表"),
    ("a note beside the table", note_beside, "targets", "在表的外面"),
    ("a day with the day first", put("targets", "deadline", 4, "31/12/2024"), "targets", "31/12/2024"),
    ("a day that there is not", put("targets", "deadline", 4, "2024-02-30"), "targets", "2024-02-30"),
    ("a word that is not in the list", put("targets", "comparator", 6, "大于"), "targets", "大于"),
    ("a topic that there is not", put("targets", "topic_id", 6, "jobz"), "targets", "jobz"),
    ("a source that there is not", put("observations", "source_id", 6, "nobody"), "observations", "nobody"),
    ("a number that stands twice", repeated, "targets", "已经用过"),
    ("a quotation that was typed", change("targets", "quote", 10, lambda text: text + "以上"), "targets", "这里是“以”"),
    ("an empty name", put("targets", "name_zh", 12, None), "targets", "没有填"),
    ("a hidden row", hidden, "observations", "隐藏"),
    ("full-width digits", put("observations", "value", 8, "１２"), "observations", "１２"),
]


def with_part(name, content):
    def spoil(bytes_of_it):
        copy = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(bytes_of_it)) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                if part != name:
                    new.writestr(part, old.read(part))
            new.writestr(name, content)
        return copy.getvalue()
    return spoil


FOREIGN = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
DAMAGED = [
    ("cut off", lambda whole: whole[: len(whole) // 2]),
    ("empty", lambda whole: b""),
    ("a CSV file by another name", lambda whole: "编号,名称\n1,公园\n".encode()),
    ("with a password", lambda whole: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)),
    ("with a foreign entity", with_part("xl/worksheets/sheet6.xml", FOREIGN)),
    ("with 600 MB of blanks", with_part("xl/worksheets/sheet6.xml", b" " * (600 << 20))),
]


def main():
    program, workbook_of, catalog = sys.argv[1:]
    faults = 0
    with tempfile.TemporaryDirectory() as scratch:
        whole, spoiled = pathlib.Path(scratch, "whole.xlsx"), pathlib.Path(scratch, "plan.xlsx")
        subprocess.run([workbook_of, catalog, whole], check=True)

        def judge(what, first_says, most):
            status, lines = lines_of(program, spoiled, "zh_CN.UTF-8")
            wrong = [line for line in lines if not is_plain_chinese(line)]
            right = not wrong and len(lines) <= most
            right = right and (bool(lines) and status == 1 and all(words in lines[0] for words in first_says)
                               if first_says is not None else not lines and status == 0)
            print(f"{'' if right else 'FAULT: '}{what}: {len(lines)} lines: {(wrong or lines or ['（没有）'])[0]}"[:400])
            return not right

        for what, spoil, sheet, words in SLIPS:
            book = Book(whole)
            spoil(book)
            book.book.save(spoiled)
            faults += judge(what, None if sheet is None else [sheet, words, book.at], MOST_LINES)
        for what, spoil in DAMAGED:
            spoiled.write_bytes(spoil(whole.read_bytes()))
            faults += judge(what, ["plan.xlsx"], 1)
    print(f"{len(SLIPS) + len(DAMAGED)} workbooks, {faults} faults")
    sys.exit(faults > 0)


if os.access(sys.argv[1], os.X_OK):
    main()
sys.exit(f"{sys.argv[1]} is no program")
