"""Compares the #include lines of the sources with the table "Who may include whom" of README.md.

usage: include_map_test.py PROJECT_FOLDER

Every file belongs to the longest row that its path begins with. It may include headers of its own row, of the folders
that the row names, of the libraries that it names, and what everybody may: the standard library, fmt and the operating
system without its network. Before that the script proves on made-up files that each kind of fault is found.
"""
import pathlib
import re
import sys

SOURCES = ("base", "catalog", "words", "kiosk", "sync")
EVERYBODY = "everybody"
# A library, as README.md writes it, and its headers. The first that fits is meant.
LIBRARIES = [
    (EVERYBODY, r"fmt/"), ("tl::expected", r"tl/"), ("toml++", r"toml\+\+/"), ("spdlog", r"spdlog/"), ("libsystemd", r"systemd/"),
    ("SQLite", r"sqlite3"), ("SDL", r"SDL"), ("Xlib", r"X11/"), ("OpenGL", r"(GL|GLES\d?|EGL|KHR|glad)/"), ("libpng", r"png"),
    ("ImGui", r"(imgui|imstb_|backends/imgui_)"), ("FreeType", r"(ft2build\.h|freetype/|FT_\w+_H$)"),
    ("libunibreak", r"(linebreak|wordbreak|graphemebreak|unibreak)"), ("libqrencode", r"qrencode\.h"), ("espeak-ng", r"espeak"),
    ("nlohmann-json", r"nlohmann/"), ("CLI11", r"CLI/"), ("libcsv", r"csv\.h"), ("libzip", r"zip\.h"), ("pugixml", r"pugixml\.hpp"), ("libpinyin", r"pinyin\.h"), ("libxlsxwriter", r"xlsxwriter"), ("libcurl", r"curl/"), ("OpenSSL", r"openssl/"), ("libhowardhinnant-date", r"date/"),
    ("zstd", r"z(std|dict)\w*\.h"), ("zlib", r"zlib\.h"), ("libgcrypt", r"gcrypt\.h"), ("libcrypt", r"crypt\.h"), ("doctest", r"doctest"), ("Google Benchmark", r"benchmark/"),
    ("sockets", r"(sys/(socket|un)\.h|netinet/|arpa/|net/|netdb\.h|resolv\.h|ifaddrs\.h)"),
    # The standard library has no suffix; the operating system's headers are listed, so that a new library is noticed.
    (EVERYBODY, r"[a-z_]+$"),
    (EVERYBODY, r"(sys|linux|asm)/"),
    (EVERYBODY, r"(emmintrin|arm_neon)\.h$"),  # the compiler's own: vector instructions
    (EVERYBODY, r"(dirent|endian|fcntl|glob|iconv|inttypes|langinfo|libgen|locale|malloc|poll|pthread|pwd|sched|signal|spawn|"
                r"stdint|stdio|stdlib|string|strings|syslog|termios|time|unistd|utime|dlfcn|errno|getopt|fnmatch)\.h$"),
]
# Names of a library that one file of ours stands for: everybody else uses what that one declares.
STOOD_FOR = re.compile(r"\btl::")
STANDS = "base/result.h"
INCLUDE = re.compile(r"^\s*#\s*include\s*(?:\"([^\"]+)\"|<([^>]+)>|(\w+))")


def library_of(header):
    return next((name for name, pattern in LIBRARIES if re.match(pattern, header)), None)


def read_table(readme):
    """{row: (own folders, folders with all below them, libraries)} of the table whose first column is `folder`."""
    known = {name for name, _ in LIBRARIES}
    rows, inside = {}, False
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if cells and cells[0] == "folder" and "include" in cells[-1]:
            inside = True
        elif inside and not cells:
            break
        elif inside and not set(cells[0]) <= set("-: "):
            folders, whole, libraries = set(), set(), set()
            for part in cells[-1].split(","):
                part = part.strip()
                named = re.search(r"`([^`]+)`", part)
                if named and part.startswith("everything in"):
                    whole.add(named[1])
                elif named:
                    folders.add(named[1])
                elif part in known:
                    libraries.add(part)
                elif part:
                    sys.exit(f"README.md: the table names {part!r}, which is neither a folder in `` nor a library of {pathlib.Path(__file__).name}")
            for row in re.findall(r"`([^`]+)`", cells[0]):
                rows[row] = (folders, whole, libraries)
    return rows


def row_of(path, rows):
    fitting = [row for row in rows if path == row or path.startswith(row + "/")]
    return max(fitting, key=len, default=None)


def is_scene(header, files):
    """A header of kiosk/scenes that declares how one scene is built."""
    return header.startswith("kiosk/scenes/") and re.search(r"\bbuild_\w+\(const Stage&[^,)]*, const Address& \w+\)", files.get(header, ""))


def may_include_scene(path, header):
    scene, own = pathlib.PurePath(header).stem, pathlib.PurePath(path).stem
    return not path.startswith("kiosk/scenes/") or own in (scene, "scenes") or own.startswith(scene + "_")


def fault_of(path, header, is_ours, rows, files):
    row = row_of(path, rows)
    if row is None:
        return "this folder has no row in README.md"
    folders, whole, libraries = rows[row]
    if not is_ours:
        library = library_of(header)
        if library is None:
            return f"{header} is of no library that this test knows; add it to README.md's table and to the test"
        return None if library == EVERYBODY or library in libraries else f"`{row}` may not include {library}"
    if header not in files:
        return f"there is no {header}; paths begin at the project's folder"
    if is_scene(header, files) and header != "kiosk/scenes/scenes.h" and not may_include_scene(path, header):
        return f"a scene may not include another ({header})"
    other = row_of(header, rows)
    if other == row or other in folders or any(header.startswith(folder + "/") for folder in whole):
        return None
    # A file with a row of its own is part of its folder as well.
    if row in files and str(pathlib.PurePath(row).parent) == str(pathlib.PurePath(header).parent):
        return None
    return f"`{row}` may not include `{other}`"


def faults_of(files, rows):
    found = [f"README.md: the table has a row for {row}, which does not exist" for row in rows
             if row not in files and not any(path.startswith(row + "/") for path in files)]
    for path, text in sorted(files.items()):
        for number, line in enumerate(text.splitlines(), 1):
            if STOOD_FOR.search(line) and path != STANDS:
                found.append(f"{path}:{number}: only {STANDS} names tl::expected; see base::Result, base::Failure and base::fail()")
            match = INCLUDE.match(line)
            if not match:
                continue
            header = match[1] or match[2] or match[3]
            fault = fault_of(path, header, header.split("/")[0] in SOURCES and "/" in header, rows, files)
            if fault:
                found.append(f"{path}:{number}: {fault}")
    return found


def read_files(root):
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for folder in SOURCES
            for path in sorted((root / folder).rglob("*")) if path.suffix in (".h", ".cpp", ".c", ".hpp", ".inc")}


def prove_that_it_can_fail(files, rows):
    """Adds one forbidden include at a time to the real sources."""
    bad = [("base/new.cpp", "catalog/store.h"), ("base/new.cpp", "sqlite3.h"), ("base/new.cpp", "doctest/doctest.h"),
           ("catalog/new.cpp", "kiosk/ui/fonts.h"), ("catalog/new.cpp", "words/language.h"), ("words/new.cpp", "kiosk/ui/text.h"), ("catalog/new.cpp", "toml++/toml.h"), ("catalog/new.cpp", "sys/socket.h"),
           ("kiosk/schedule/new.cpp", "imgui.h"), ("kiosk/schedule/new.cpp", "SDL.h"), ("kiosk/ui/new.cpp", "sqlite3.h"),
           ("kiosk/ui/new.cpp", "kiosk/scenes/sheet.h"), ("kiosk/scenes/new.cpp", "kiosk/scenes/overview.h"),
           ("kiosk/scenes/new.cpp", "SDL2/SDL.h"), ("kiosk/scenes/new.cpp", "kiosk/app/library.h"), ("kiosk/scenes/new.cpp", "sqlite3.h"),
           ("kiosk/platform/new.cpp", "catalog/model.h"), ("kiosk/platform/new.cpp", "CLI/CLI.hpp"), ("kiosk/app/new.cpp", "SDL.h"),
           ("kiosk/app/new.cpp", "EGL/egl.h"), ("kiosk/ui/new.cpp", "GLES2/gl2.h"),
           ("kiosk/app/new.cpp", "sync/publish/tables/csv.h"), ("kiosk/app/new.cpp", "CLI/CLI.hpp"), ("kiosk/app/new.cpp", "curl/curl.h"),
           ("sync/publish/new.cpp", "kiosk/ui/text.h"), ("sync/publish/new.cpp", "curl/curl.h"), ("sync/publish/new.cpp", "toml++/toml.h"),
           ("sync/publish/tables/new.cpp", "zip.h"), ("sync/publish/checks/new.cpp", "pugixml.hpp"), ("sync/tuf/new.cpp", "curl/curl.h"), ("sync/tuf/new.cpp", "catalog/model.h"), ("sync/transport/new.cpp", "openssl/evp.h"),
           ("kiosk/ui/new.cpp", "some_new_library.h"), ("kiosk/ui/new.cpp", "boost/any.hpp"), ("kiosk/ui/new.cpp", "kiosk/ui/none.h"),
           ("kiosk/new_folder/new.cpp", "sqlite3.h"), ("sync/new_folder/new.cpp", "base/result.h")]
    for path, header in bad:
        for line in (f"#include <{header}>", f'  #  include "{header}"  // why'):
            found = faults_of({**files, path: "// a comment\n" + line + "\n"}, rows)
            if not any(fault.startswith(f"{path}:2: ") for fault in found):
                sys.exit(f"this test is broken: it does not notice {line} in {path}")
    if not any(fault.startswith("sync/agent/new.cpp:1: ") for fault in faults_of({**files, "sync/agent/new.cpp": "return tl::unexpected(error);\n"}, rows)):
        sys.exit("this test is broken: it does not notice a library's own names")
    if not faults_of(files, {**rows, "kiosk/nothing": (set(), set(), set())}):
        sys.exit("this test is broken: it does not notice a row without a folder")


def main():
    root = pathlib.Path(sys.argv[1])
    rows, files = read_table((root / "README.md").read_text(encoding="utf-8")), read_files(root)
    if len(rows) < 5 or len(files) < 50:
        sys.exit(f"only {len(rows)} rows and {len(files)} sources: this is not the project, or the table is gone")
    prove_that_it_can_fail(files, rows)
    found = faults_of(files, rows)
    print("\n".join(found) if found else f"{len(files)} files obey the {len(rows)} rows of README.md")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
