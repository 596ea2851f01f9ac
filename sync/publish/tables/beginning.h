#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/tables/lookup.h"
#include "sync/publish/tables/say.h"
#include "sync/publish/tables/workbook_file.h"

namespace publish {

/// What an editor says of a plan before its first row is written. Names stand in the languages of the
/// release; the other language is empty.
struct Beginning {
    std::string languages;                             // in the screen's order: "zh-CN,en"
    Bilingual place, document_word, title, publisher;  // title: the document's own; empty: it has none
    base::Date period_start, period_end;
    std::string published_on;  // "2018-02-05", when the document was; empty: not known
    std::string hotline;       // empty: there is none
    std::string time_zone;
    base::Instant now;  // when this is written
};

/// The first and the last day of "2024", of "2021-2025" (several years), or of two days such as
/// "2023-10-01..2024-09-30" (also parted by 至, 到, ~ or "to"). Nothing for anything else.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// "2018", "2021-2025", and of other periods the years that they touch: "2023-2024".
[[nodiscard]] std::string name_of_period(base::Date start, base::Date end);

/// What the document's row in the table of sources is called: "plan-2018".
[[nodiscard]] std::string source_of(const Beginning& beginning);

/// What a plan is begun as.
enum class BegunAs { workbook, csv };

/// What was written: the workbook, or the folder of CSV files, as `check` takes it.
struct Begun {
    std::filesystem::path plan, text;
};

/// Writes plan.xlsx, or a CSV file for each table, into `folder`, and a text file for the document whose one
/// line says what to put there. Errors: invalid (one of them is there; nothing is written then); io.
[[nodiscard]] base::Result<Begun> write_beginning(const std::filesystem::path& folder,
                                                  const Beginning& beginning, BegunAs shape,
                                                  const Phrasebook& book);

/// The tables to begin with: the release, its document and one section as they are; topics, targets and
/// figures with an example each, which is no row of the catalog. Only columns that somebody has to fill in,
/// or that an example explains, are there.
[[nodiscard]] std::vector<Draft> drafts(const Beginning& beginning, const Phrasebook& book);

}  // namespace publish
