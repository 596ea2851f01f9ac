#include "sync/publish/tables/beginning.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/time_zone.h"
#include "sync/publish/tables/days.h"
#include "sync/publish/tables/languages.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

/// A cell by the name of its column.
using Cells = std::map<std::string_view, std::string>;

std::optional<int> year_in(std::string_view text) {
    if (text.ends_with("年")) text.remove_suffix(std::string_view("年").size());
    if (text.size() != 4 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::optional<Period> years(std::string_view first, std::string_view last) {
    const auto from = year_in(trimmed(first)), to = year_in(trimmed(last));
    if (!from || !to || *to < *from) return std::nullopt;
    return Period{base::make_date(*from, 1, 1), base::make_date(*to, 12, 31)};
}

std::optional<Period> days(std::string_view first, std::string_view last) {
    const auto from = as_day(trimmed(first)), to = as_day(trimmed(last));
    const auto start = from ? base::parse_date(*from) : std::nullopt,
               end = to ? base::parse_date(*to) : std::nullopt;
    if (!start || !end || *end < *start) return std::nullopt;
    return Period{*start, *end};
}

void add_names(Cells& cells, const char* zh, const char* en, const Bilingual& name) {
    cells[zh] = name.zh;
    cells[en] = name.en;
}

/// In Chinese the word "年" belongs to the year; nobody writes 2021-2025 without it.
Bilingual title_of_release(const Beginning& b) {
    const std::string period = name_of_period(b.period_start, b.period_end);
    return {.zh = fmt::format("{}{}年{}", b.place.zh, period, b.document_word.zh),
            .en = fmt::format("{} {} {}", b.place.en, b.document_word.en, period)};
}

base::Date a_year_after(base::Date date) {
    const std::chrono::year_month_day day(date);
    const auto later = (day.year() + std::chrono::years(1)) / day.month() / day.day();
    return later.ok() ? base::Date(later) : date + std::chrono::days(365);
}

Cells release_cells(const Beginning& b) {
    const base::TimeZone zone = base::TimeZone::find(b.time_zone).value_or(base::TimeZone());
    const base::Date today = zone.date_at(b.now);
    Cells cells{{"version", base::format_date(today)},
                {"period_start", base::format_date(b.period_start)},
                {"period_end", base::format_date(b.period_end)},
                {"published_at", base::format_date(today) + " 00:00"},
                {"default_valid_until", base::format_date(a_year_after(std::max(today, b.period_end)))},
                {"hotline", b.hotline},
                {"time_zone", b.time_zone},
                {"languages", b.languages}};
    std::replace(cells["version"].begin(), cells["version"].end(), '-', '.');
    add_names(cells, "place_zh", "place_en", b.place);
    add_names(cells, "title_zh", "title_en", title_of_release(b));
    add_names(cells, "document_word_zh", "document_word_en", b.document_word);
    return cells;
}

Cells source_cells(const Beginning& b) {
    Cells cells{{"id", source_of(b)}, {"published_on", b.published_on}, {"url", ""}};
    add_names(cells, "title_zh", "title_en", b.title);
    add_names(cells, "publisher_zh", "publisher_en", b.publisher);
    return cells;
}

const Bilingual kWholeDocument{.zh = "全文", .en = "The whole document"};

std::string section_id(const Phrasebook& book) { return book.is_chinese() ? "全文" : "all"; }

Cells section_cells(const Phrasebook& book) {
    Cells cells{{"id", section_id(book)}, {"position", "1"}};
    add_names(cells, "name_zh", "name_en", kWholeDocument);
    return cells;
}

// What the examples say is about how a row is filled in; they are never read.

Cells topic_example() {
    Cells cells{
        {"id", "schools"}, {"position", "1"}, {"icon", "cap"}, {"headline_target_id", "kindergartens"}};
    add_names(cells, "name_zh", "name_en", {.zh = "学前教育", .en = "Kindergartens"});
    add_names(cells, "blurb_zh", "blurb_en",
              {.zh = "幼儿园和入学名额的目标。", .en = "Kindergartens and their places."});
    return cells;
}

Cells target_example(const Beginning& b, const Phrasebook& book) {
    Cells cells{{"id", "kindergartens"},
                {"number", "1"},
                {"topic_id", "schools"},
                {"position", "1"},
                {"comparator", "eq"},
                {"value", "40"},
                {"kind", "annual_new"},
                {"direction", "higher"},
                {"deadline", base::format_date(b.period_end)},
                {"tier", "core"},
                {"section", section_id(book)},
                {"source_id", source_of(b)}};
    add_names(cells, "name_zh", "name_en",
              {.zh = "新（改）扩建幼儿园", .en = "Kindergartens built or extended"});
    add_names(cells, "short_zh", "short_en", {.zh = "新建扩建幼儿园", .en = "Kindergartens"});
    add_names(cells, "index_zh", "index_en", {.zh = "入园;上幼儿园", .en = "nursery school"});
    add_names(cells, "unit_zh", "unit_en", {.zh = "所", .en = "kindergarten|kindergartens"});
    cells["quote"] = book.is_chinese() ? "新（改）扩建幼儿园40所" : "build or extend 40 kindergartens";
    return cells;
}

Cells figure_example(const Beginning& b, const Phrasebook& book) {
    return {{"id", "1"},
            {"target_id", "kindergartens"},
            {"period_start", base::format_date(b.period_start)},
            {"period_end", base::format_date(b.period_end)},
            {"as_of", base::format_date(b.period_end)},
            {"value", "48"},
            {"status", "final"},
            {"excerpt_zh",
             book.is_chinese() ? "全年新（改）扩建幼儿园48所" : "48 kindergartens were built or extended"},
            {"published_on", ""},
            {"source_id", source_of(b)}};
}

Draft draft(const char* table, const Languages& languages, const Cells& cells) {
    Draft made{.table = &catalog::table_format(table), .rows = {{}}};
    for (const Column& column : made.table->columns) {
        const auto found = cells.find(column.name);
        if (!languages.have(column) || (found == cells.end() && !languages.requires_column(column))) continue;
        made.columns.push_back(&column);
        made.rows.front().push_back(found == cells.end() ? "" : found->second);
    }
    return made;
}

Draft with_example(const char* table, const Languages& languages, const Cells& cells) {
    Draft made = draft(table, languages, cells);
    made.begins_with_example = true;
    return made;
}

std::string csv_field(std::string_view cell) {
    if (cell.find_first_of(",\"\n") == cell.npos) return std::string(cell);
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + csv_field(cells[i]);
    return line + "\n";
}

base::Status write_csv(const fs::path& folder, const std::vector<Draft>& drafts, const Phrasebook& book) {
    for (const Draft& draft : drafts) {
        std::vector<std::string> heading;
        for (const Column* const column : draft.columns)
            heading.emplace_back(book.is_chinese() ? column->name_zh : column->name);
        std::string text = csv_line(heading);
        for (const auto& row : rows_as_written(draft, book)) text += csv_line(row);
        if (auto written = base::write_file(folder / draft.table->file(), text); !written) return written;
    }
    return {};
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
    text = trimmed(text);
    if (const auto year = years(text, text)) return year;
    for (const std::string_view mark : {"..", "至", "到", "~", " to ", "—", "–", "-"}) {
        const auto at = text.find(mark);
        if (at == text.npos) continue;
        const auto first = text.substr(0, at), last = text.substr(at + mark.size());
        if (const auto period = years(first, last)) return period;
        if (const auto period = days(first, last)) return period;
    }
    return std::nullopt;
}

std::string name_of_period(base::Date start, base::Date end) {
    return year_of(start) == year_of(end) ? fmt::to_string(year_of(start))
                                          : fmt::format("{}-{}", year_of(start), year_of(end));
}

std::string source_of(const Beginning& beginning) {
    return "plan-" + name_of_period(beginning.period_start, beginning.period_end);
}

std::vector<Draft> drafts(const Beginning& beginning, const Phrasebook& book) {
    const Languages languages(beginning.languages);
    return {draft("release", languages, release_cells(beginning)),
            draft("source", languages, source_cells(beginning)),
            draft("section", languages, section_cells(book)),
            with_example("topic", languages, topic_example()),
            with_example("target", languages, target_example(beginning, book)),
            with_example("observation", languages, figure_example(beginning, book))};
}

base::Result<Begun> write_beginning(const fs::path& folder, const Beginning& beginning, BegunAs shape,
                                    const Phrasebook& book) {
    const std::vector<Draft> tables = drafts(beginning, book);
    const fs::path workbook = folder / "plan.xlsx", text = folder / (source_of(beginning) + ".txt");
    std::vector<fs::path> files{workbook, text};
    for (const Draft& draft : tables) files.push_back(folder / draft.table->file());
    for (const fs::path& file : files)
        if (std::error_code ignored; fs::exists(file, ignored))
            return base::fail(base::Errc::invalid,
                              fmt::format("{} is there already; name an empty folder", file.string()));
    if (auto made = base::make_folders(folder); !made) return base::fail(made.error());
    const bool is_workbook = shape == BegunAs::workbook;
    if (auto written = is_workbook ? write_workbook(tables, workbook, book) : write_csv(folder, tables, book);
        !written)
        return base::fail(written.error());
    const std::string first_line =
        say("Put the whole text of the document here, in place of this line.").text(book) + "\n";
    if (auto written = base::write_file(text, first_line); !written) return base::fail(written.error());
    return Begun{is_workbook ? workbook : folder, text};
}

}  // namespace publish
