#include <fmt/format.h>

#include <set>

#include "sync/publish/check.h"
#include "sync/publish/lookup.h"

namespace publish {
namespace {

class QuoteCheck {
public:
    QuoteCheck(const Folder& folder, Quotations quotations, Problems& problems)
        : folder_(folder), quotations_(quotations), problems_(problems) {}

    /// Every row quotes a document, whose text must be there.
    void check_quotes(const Table& table) {
        for_each_quote(table, "quote_zh",
                       [this](const Place& place, const std::string& quote, const std::string& source) {
                           if (folder_.texts.contains(source)) return check_occurs(place, quote, source);
                           if (quotations_ == Quotations::all) report_missing(source, place);
                       });
    }

    /// An excerpt comes from anywhere; only where the text is there is it compared.
    void check_excerpts(const Table& table) {
        for_each_quote(table, "excerpt_zh",
                       [this](const Place& place, const std::string& quote, const std::string& source) {
                           if (folder_.texts.contains(source)) check_occurs(place, quote, source);
                       });
    }

private:
    template <class Visit>
    void for_each_quote(const Table& table, std::string_view column, Visit visit) {
        if (!table.usable()) return;
        const auto sources = rows_by_id(folder_.table("source"));
        for (const Row& row : table.rows()) {
            const std::string& quote = row.misshapen ? "" : table.cell(row, column);
            if (!quote.empty() && find_row(sources, table.cell(row, "source_id")))
                visit(table.place(row, column), quote, table.cell(row, "source_id"));
        }
    }

    void check_occurs(const Place& place, const std::string& quote, const std::string& source) {
        if (folder_.texts.at(source).find(quote) == std::string::npos)
            problems_.error(place, fmt::format("these words do not occur in {}.txt", source),
                            "copy them from the document, with its own punctuation");
    }

    void report_missing(const std::string& source, const Place& first_place) {
        if (!reported_.insert(source).second) return;
        problems_.error(
            {source + ".txt"},
            fmt::format("the file is missing; {} line {} quotes it", first_place.file, first_place.line),
            fmt::format("save the full text of the document \"{}\" under this name", source));
    }

    const Folder& folder_;
    Quotations quotations_;
    Problems& problems_;
    std::set<std::string> reported_;
};

}  // namespace

void check_quotes(const Folder& folder, Quotations quotations, Problems& problems) {
    QuoteCheck check(folder, quotations, problems);
    for (const std::string_view table : {"target", "commitment", "outcome"})
        check.check_quotes(folder.table(table));
    check.check_excerpts(folder.table("observation"));
}

}  // namespace publish
