#pragma once

#include <string>
#include <vector>

#include "sync/publish/tables/say.h"

/// The author's end: reads a folder of CSV files, finds what is wrong with it, and writes the release's
/// database.
namespace publish {

/// Where something stands in the author's files, in words that find it in a spreadsheet.
struct Place {
    std::string file;         // "targets.csv"
    int line = 0;             // counted from 1 as an editor shows it; 0: the file as a whole
    std::string column{};     // the column's name; empty: the row as a whole
    int column_number = 0;    // counted from 1 in that file; 0: none, or the file lacks the column
    std::string column_zh{};  // "目标值（value）"; empty: as `column`
    bool in_sheet = false;    // `file` is a sheet of a workbook: "targets", "目标"
};

struct Problem {
    Place place;
    Message message;  // what is wrong
    Message fix;      // what to do

    /// "targets.csv:12:value (column 9): what is wrong; what to do", in Chinese
    /// "targets.csv 第12行 I列 目标值（value）：what is wrong。what to do。"; of a workbook "targets!I12
    /// (value): ...".
    [[nodiscard]] std::string text(const Phrasebook& book = {}) const;
};

/// One problem, and how many more of its kind follow it: one slip that a spreadsheet has filled down is one
/// line.
struct Fold {
    const Problem* first = nullptr;  // in the list
    std::size_t more = 0;
    int from_line = 0, to_line = 0;  // of those
};

/// A few of one kind stand by themselves. Of one kind: in one column of a file, with the same message
/// about other values. `list` is sorted, and outlives what is answered.
[[nodiscard]] std::vector<Fold> fold(const std::vector<Problem>& list);

/// "...; and 407 more of this kind, lines 3 to 224"
[[nodiscard]] std::string text(const Fold& fold, const Phrasebook& book = {});

/// Everything that was found, so that the author sees all of it at once. Errors keep a release from being
/// built.
class Problems {
public:
    void error(Place place, Message message, Message fix);
    void warning(Place place, Message message, Message fix);

    /// By file, then line, then column. Of what is wrong with one cell the first stays: the others follow
    /// from it, or are seen when it is mended.
    void sort();
    /// From now on every warning is an error: for what is published.
    void make_strict();

    [[nodiscard]] const std::vector<Problem>& errors() const { return errors_; }
    [[nodiscard]] const std::vector<Problem>& warnings() const { return warnings_; }
    /// One JSON object:
    /// {"errors":[{"file","line","column","column_number","message","fix"}],"warnings":[...]}, of a cell in a
    /// workbook with "cell":"K12" as well.
    [[nodiscard]] std::string json(const Phrasebook& book = {}) const;

private:
    std::vector<Problem> errors_, warnings_;
};

}  // namespace publish
