"""Every source looks as .clang-format says. usage: format_test.py CLANG_FORMAT PROJECT_FOLDER

Proves first that a badly formatted file is found.
"""
import pathlib
import subprocess
import sys

FOLDERS = ("base", "catalog", "words", "kiosk", "sync", "tests")


def differs(clang_format, text, name):
    formatted = subprocess.run([clang_format, f"--assume-filename={name}"], input=text, capture_output=True, text=True, check=True)
    return formatted.stdout != text


def main():
    clang_format, project = sys.argv[1], pathlib.Path(sys.argv[2])
    if not differs(clang_format, "int  main( ){return 0;}\n", project / "base" / "made_up.cpp"):
        sys.exit("the check finds nothing wrong with a badly formatted file")
    sources = [path for folder in FOLDERS for ending in ("*.h", "*.cpp") for path in sorted((project / folder).rglob(ending))]
    wrong = [path for path in sources if differs(clang_format, path.read_text(), path)]
    for path in wrong:
        print(f"{path.relative_to(project)}: run clang-format -i on it")
    print(f"{len(sources)} files, {len(wrong)} not formatted")
    sys.exit(1 if wrong or not sources else 0)


if __name__ == "__main__":
    main()
