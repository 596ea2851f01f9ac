#pragma once

#include <span>
#include <string>
#include <string_view>

/// Every column of a catalog, once. The tables of SQL, what is asked of them, the readers of rows, the checks
/// of a file, the headings of an author's tables, templates and the pages of docs/formats/catalog.md follow
/// from it: a new column is one row here, one member of its struct in model.h, and its use.
namespace catalog {

class Query;

enum class Type {
    text,       // any words
    id,         // a name that other rows refer to: no spaces
    reference,  // an id of another table (or of this one)
    clause,     // the id of a clause of the row's section
    word,       // one of a list
    integer,    // 1, 2, 3 ...
    flag,       // 0 or 1
    decimal,    // as documents write it: "12.65"; stored as text
    real,       // the same, stored as a number
    date,       // 2024-12-31
    instant,    // 2024-12-31T08:00:00+08:00
    areas,      // 中原区,金水区
    languages,  // zh-CN,en
    time_zone,  // Asia/Shanghai
};

/// A column in one language is required where that is the first language of the release.
enum class Need { optional, required };

/// Where a column comes from and goes to: some are a convenience of the author's tables alone, some are
/// worked out.
enum class Origin { author, author_alone, computed };

/// Which columns are asked for: what a struct of model.h holds, what lists and judging need of it, or the
/// cells as they are stored, without what an empty one stands for.
enum class Form { whole, brief, stored };

/// A list of words as it is stored, and as an author may write it in Chinese instead.
struct Words {
    std::span<const char*const> names, names_zh;
};

struct Column {
    std::string_view name;     // in SQL, and as an English heading
    std::string_view name_zh;  // as a Chinese heading
    Type type = Type::text;
    Need need = Need::optional;
    std::string_view language{};   // "zh" or "en": the words are in it; empty: no words, or in any language
    Words words{};                 // Type::word
    std::string_view refers_to{};  // Type::reference: the table
    std::string_view fallback{};   // what an empty cell means, and is stored in its place
    int since = 1;                 // the first version of the format that has it
    std::string_view older{};      // SQL: what stands for it in files before that; empty: the fallback
    std::string_view otherwise{};  // SQL: what is read where the cell is empty
    std::string_view alias{};      // another heading that means it
    Origin origin = Origin::author;
    bool brief = false;                  // part of Form::brief
    bool unique = false;                 // no two rows may have the same
    bool fact = false;                   // what is published and may not change without a reason
    bool shown = false;                  // stands on the screen: its characters must be in the fonts
    bool many_lines = false;             // the text may have line ends
    bool alone = false;                  // in one language: the others need not say the same
    std::string_view help{}, help_zh{};  // one line for the author
    void (*read)(const Query&, int column, void* row) = nullptr;  // into the struct of model.h

    [[nodiscard]] constexpr bool is_stored() const { return origin != Origin::author_alone; }
};

struct TableFormat {
    std::string_view name;     // of the SQL table
    std::string_view plural;   // of the author's file ("targets" for targets.csv) and of its sheet
    std::string_view name_zh;  // of the sheet in Chinese
    std::string_view help, help_zh;
    std::span<const Column> columns;
    Need need = Need::optional;  // whether an author must have the file or sheet
    int since = 1;
    std::string_view key = "id";             // columns of the primary key
    std::string_view order = "id";           // columns by which rows are listed
    std::string_view constraints{};          // SQL, beside those of the columns
    std::span<const char* const> indexes{};  // the columns of each

    /// nullptr when there is none.
    [[nodiscard]] const Column* find(std::string_view column) const;
    /// "targets.csv"
    [[nodiscard]] std::string file() const { return std::string(plural) + ".csv"; }
};

/// Every table, in the order in which rows may refer to earlier tables.
[[nodiscard]] std::span<const TableFormat> table_formats();
/// REQUIRES: there is such a table.
[[nodiscard]] const TableFormat& table_format(std::string_view name);

/// The CREATE statements of the newest version.
[[nodiscard]] std::string schema_sql();

/// What is asked of a table.
struct Question {
    Form form = Form::whole;
    std::string_view where{};  // a column that must equal the question's one parameter; empty: every row
    bool ordered = true;       // as the table lists its rows
};

/// "SELECT id, number, ... FROM target WHERE id = ?1 ORDER BY number" of a file of that version. Of a table
/// or a column that the version lacks there are no rows.
[[nodiscard]] std::string select_sql(const TableFormat& table, int version, const Question& question);

/// Fills `row`, a struct of model.h whose table it is, from what select_sql() asked in that form.
void read_row(const Query& from, const TableFormat& table, Form form, void* row);

}  // namespace catalog
