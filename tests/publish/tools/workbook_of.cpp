#include <cstdio>
#include <optional>

#include "sync/publish/tables/workbook_file.h"

// workbook_of CSV_DIR F.xlsx: writes a folder as a workbook with English headings, for tests and benchmarks.

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "usage: workbook_of CSV_DIR F.xlsx\n"), 2;
    publish::Problems problems;
    const auto folder = publish::read_folder(argv[1], std::nullopt, problems);
    for (const auto& problem : problems.errors()) std::fprintf(stderr, "%s\n", problem.text().c_str());
    const auto written = publish::write_workbook(folder, argv[2], {});
    if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
    return written && problems.errors().empty() ? 0 : 1;
}
