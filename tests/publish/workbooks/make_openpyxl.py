"""Writes openpyxl.xlsx, openpyxl_1904.xlsx and unsaved_formula.xlsx as openpyxl writes them. usage: make_openpyxl.py FOLDER"""
import datetime
import pathlib
import sys

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEAD = ["编号", "名称", "目标值", "单位", "截止", "说明"]


def fill(sheet):
    sheet.append(HEAD)
    sheet.append(["new-parks", "新增公园", 30, "个", datetime.date(2024, 12, 31), "第一行\n第二行"])
    sheet.append(["growth", "增长 & <速度>", 0.053, "%", datetime.datetime(2024, 7, 20, 8, 0), "𫓧阳路"])
    sheet.append(["rate", "负担率", 0.1 + 0.2, None, None, True])
    sheet["C3"].number_format = "0.0%"
    sheet["E2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["E3"].number_format = "yyyy-mm-dd hh:mm"
    sheet["A2"].comment = Comment("不读", "编辑")


def main():
    folder = pathlib.Path(sys.argv[1])
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "目标"
    fill(sheet)
    sheet["B6"], sheet["B7"] = "合并", "不见"
    sheet.merge_cells("B6:B8")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    for row in range(20, 60):
        sheet.cell(row, 3).number_format = "0.00"
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "x"
    book.create_chartsheet("图")
    book.save(folder / "openpyxl.xlsx")

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "目标"
    fill(book.active)
    book.save(folder / "openpyxl_1904.xlsx")

    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(folder / "unsaved_formula.xlsx")


main()
