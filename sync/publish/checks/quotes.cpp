#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

#include "sync/publish/checks/check.h"
#include "sync/publish/tables/characters.h"
#include "sync/publish/tables/encoding.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

/// The longest beginning of `quote` that `text` has.
std::string_view common_beginning(std::string_view quote, std::string_view text) {
    std::vector<std::size_t> ends{0};  // of each character
    for (std::string_view rest = quote; next_character(rest);) ends.push_back(quote.size() - rest.size());
    const auto lacks = std::partition_point(ends.begin(), ends.end(), [&](std::size_t end) {
        return text.find(quote.substr(0, end)) != text.npos;
    });
    return quote.substr(0, *std::prev(lacks));
}

/// The last few characters before where two texts part.
std::string_view ending(std::string_view text) {
    constexpr std::size_t kMostBytes = 24;
    std::size_t from = text.size() > kMostBytes ? text.size() - kMostBytes : 0;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    return text.substr(from);
}

/// Where the two part, and what either has there.
Message difference(std::string_view quote, std::string_view text) {
    const std::string_view same = common_beginning(quote, text);
    if (same.size() < 2) return say(": not even {}", first_character(quote));
    const std::string_view there = text.substr(text.find(same) + same.size());
    return say(": after “{}” the document has {}, the quotation {}", ending(same), first_character(there),
               first_character(quote.substr(same.size())));
}

class QuoteCheck {
public:
    QuoteCheck(const Folder& folder, Quotations quotations, Problems& problems)
        : folder_(folder), quotations_(quotations), problems_(problems) {}

    /// Every row quotes a document, whose text must be there.
    void check_quotes(const Table& table) {
        for_each_quote(table, "quote",
                       [this](const Place& place, const std::string& quote, const std::string& source) {
                           if (folder_.texts.contains(source)) return check_occurs(place, quote, source);
                           if (quotations_ == Quotations::all) report_missing(source, place);
                       });
    }

    /// What comes from anywhere is compared only where the text is there.
    void check_where_known(const Table& table, std::string_view column) {
        for_each_quote(table, column,
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
        const std::string& text = folder_.texts.at(source);
        if (text.find(quote) == std::string::npos)
            problems_.error(place,
                            say("these words do not occur in {}.txt{}", source, difference(quote, text)),
                            say("copy them from the document, with its own punctuation"));
    }

    void report_missing(const std::string& source, const Place& first_place) {
        if (folder_.unreadable_texts.contains(source) || !reported_.insert(source).second) return;
        problems_.error({source + ".txt"},
                        say("the file is missing{}; {} line {} quotes it",
                            folder_.said_of_missing(source + ".txt"), first_place.file, first_place.line),
                        say("save the full text of the document \"{}\" under this name", source));
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
    check.check_where_known(folder.table("observation"), "excerpt_zh");
    check.check_where_known(folder.table("revision"), "quote");
}

}  // namespace publish
