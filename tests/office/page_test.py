"""The office's page as somebody at a desk meets it: driven in Debian's Chromium by files that are dropped on it. Leaves a picture of each state.

usage: page_test.py SOURCE_FOLDER PROGRAM_FOLDER NODE_FOLDER PICTURE_FOLDER
NODE_FOLDER has node_modules/playwright-core; PICTURE_FOLDER is made anew.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parents[1] / "fakes")]
import office_server  # noqa: E402
import workbook  # noqa: E402


def main(source, programs, node, pictures):
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        scratch.chmod(0o755)
        sheets = workbook.one_topic(source / "assets" / "catalog")
        texts = sorted((source / "assets" / "catalog").glob("*.txt"))
        repository = office_server.published(programs, scratch, sheets, texts)
        files = scratch / "files"
        files.mkdir()
        workbook.write(files / "民生计划.xlsx", workbook.edited(sheets))
        cells = [workbook.set_cell(sheets, "targets", "new-parks", heading, text) for heading, text in (("value", "三十"), ("kind", "annual"), ("deadline", "年底"))]
        workbook.write(files / "改坏的计划.xlsx", sheets)
        workbook.write_bomb(files / "炸弹.xlsx")
        (files / "旧表格.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
        (files / "空.xlsx").touch()
        with open(files / "四个G.xlsx", "wb") as zeros:
            zeros.truncate(4 << 30)
        office = office_server.Office(source, programs, scratch / "office", repository, texts)
        plan = {"origin": office.origin, "people": office_server.PEOPLE, "files": str(files), "pictures": str(pictures), "cells": cells,
                "chromium": shutil.which("chromium"), "playwright": str(node / "node_modules" / "playwright-core" / "index.mjs")}
        (scratch / "plan.json").write_text(json.dumps(plan))
        try:
            driven = subprocess.run(["node", pathlib.Path(__file__).with_name("drive.mjs"), scratch / "plan.json"], timeout=850,
                                    env={**os.environ, "HOME": str(scratch), "NO_PROXY": "*"})
        finally:
            office.close()
    return driven.returncode


if __name__ == "__main__":
    sys.exit(main(*(pathlib.Path(word).resolve() for word in sys.argv[1:5])))
