#include "sync/publish/building/preview.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/files.h"
#include "sync/publish/building/child.h"
#include "sync/publish/tables/characters.h"
#include "sync/publish/tables/headings.h"

namespace publish {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool is_program(const fs::path& file) {
    std::error_code ignored;
    return fs::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0;
}

std::vector<fs::path> places() {
    std::vector<fs::path> found;
    std::error_code error;
    if (const auto self = fs::read_symlink("/proc/self/exe", error); !error)
        found.push_back(self.parent_path());
    const char* const path = std::getenv("PATH");
    std::string_view rest = path ? path : "";
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        if (end > 0) found.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return found;
}

/// Where the text of a `ref` comes from: "target:new-parks:name".
struct Origin {
    std::string_view table, row, part;
};

Origin origin_of(std::string_view ref) {
    const auto first = ref.find(':'), last = ref.rfind(':');
    if (first == ref.npos || first == last) return {};
    return {ref.substr(0, first), ref.substr(first + 1, last - first - 1), ref.substr(last + 1)};
}

Message column_named_in(const char* table, std::string name, const std::string& locale) {
    const TableFormat& format = catalog::table_format(table);
    const Column* const column = format.find(name + (locale.starts_with("en") ? "_en" : "_zh"));
    return say("{}, {}", name_of(format), column ? name_of(*column) : Bilingual{name, name});
}

/// What an editor can do about a text that is too long.
Message shorten(const std::string& ref, const std::string& locale) {
    const auto [table, row, part] = origin_of(ref);
    if (table == "topic") return say("shorten it: {}, row {}", column_named_in("topic", "name", locale), row);
    if (table == "target" && part == "name")
        return say("write a shorter one beside it: {}, row {}", column_named_in("target", "short", locale),
                   row);
    if (table == "target" && part == "value")
        return say("write it shorter: {}, row {}", column_named_in("target", "value_text", locale), row);
    if (table == "target" && part == "observed")
        return say("write it shorter: {}, figures of {}",
                   column_named_in("observation", "value_text", locale), row);
    if (table == "target" && part == "publisher")
        return say("shorten it: {}, the source of {}", column_named_in("source", "publisher", locale), row);
    return say("no cell makes it shorter; send this picture to whoever maintains the program");
}

/// Collects what was found, so that a text that stands on many pages is said once.
class Findings {
public:
    explicit Findings(Preview& into) : into_(into) {}

    void add(const std::string& key, const PreviewPage& page, Message problem, Message remedy) {
        const auto [found, is_new] = at_.try_emplace(key, into_.findings.size());
        if (is_new) into_.findings.push_back({into_.locale, {}, std::move(problem), std::move(remedy)});
        auto& pages = into_.findings[found->second].pages;
        if (pages.empty() || pages.back().id != page.id) pages.push_back(page);
    }

private:
    Preview& into_;
    std::map<std::string, std::size_t> at_;  // by what is the same on every page
};

constexpr Column kAnyShown{.name = "", .name_zh = "", .shown = true, .many_lines = true};

/// Each text with a character that the fonts lack; the number of characters where they are not known.
void add_missing(const json& page, const PreviewPage& where, const Coverage* coverage, Findings& findings) {
    const int missing = page.value("missing_glyphs", 0);
    if (missing <= 0) return;
    bool is_named = false;
    const json texts = page.value("texts", json::array());
    for (const json& text : texts) {
        const std::string words = text.value("text", "");
        const Verdict verdict = coverage ? judge_characters(kAnyShown, words, coverage) : Verdict();
        if (verdict.message.empty()) continue;
        is_named = true;
        findings.add("glyph " + words, where, say("in \"{}\": {}", words, verdict.message), verdict.fix);
    }
    if (!is_named)
        findings.add("glyphs " + where.id, where, say("{} characters are in none of the fonts", missing),
                     say("look at the picture, and tell whoever keeps the program which character it is"));
}

void add_findings(const json& page, const Coverage* coverage, Preview& into, Findings& findings) {
    const PreviewPage where{page.value("id", "?"),
                            page.contains("file") && page["file"].is_string() ? page.value("file", "") : ""};
    into.pages.push_back(where);
    add_missing(page, where, coverage, findings);
    const json texts = page.value("texts", json::array());
    for (const json& text : texts) {
        if (!text.value("clipped", false)) continue;
        const std::string words = text.value("text", ""), ref = text.value("ref", "");
        findings.add("clipped " + ref + words, where, say("\"{}\" does not fit", words),
                     shorten(ref, into.locale));
    }
}

}  // namespace

std::optional<fs::path> find_kiosk() {
    for (const fs::path& place : places())
        if (is_program(place / "kiosk")) return place / "kiosk";
    return std::nullopt;
}

Message Finding::line() const {
    const Message more = pages.size() < 2 ? Message() : say(" and {} pages more", pages.size() - 1);
    return say("{} {}{}: {}; {}", locale, pages.front().id, more, problem, remedy);
}

base::Result<Preview> read_tour(std::string_view tour, const std::string& locale,
                                const Coverage* coverage) try {
    Preview made{.locale = locale, .pages = {}, .findings = {}};
    Findings findings(made);
    const json document = json::parse(tour);
    for (const json& page : document.at("pages")) add_findings(page, coverage, made, findings);
    return made;
} catch (const json::exception& error) {
    return base::fail(base::Errc::corrupt, fmt::format("tour.json: {}", error.what()));
}

base::Result<std::vector<Preview>> preview(const fs::path& kiosk, const fs::path& catalog,
                                           const std::vector<std::string>& locales, const Coverage* coverage,
                                           const fs::path& output) {
    std::vector<Preview> all;
    for (const std::string& locale : locales) {
        const fs::path folder = output / locale;
        if (auto made = base::make_folders(folder); !made) return base::fail(made.error());
        if (auto ran = run_child(
                kiosk, {"--tour", folder.string(), "--catalog", catalog.string(), "--locale", locale});
            !ran)
            return base::fail(ran.error());
        const auto tour = base::read_file(folder / "tour.json");
        if (!tour) return base::fail(tour.error(), "the pages that kiosk drew");
        auto read = read_tour(*tour, locale, coverage);
        if (!read) return base::fail(read.error());
        all.push_back(*std::move(read));
    }
    return all;
}

}  // namespace publish
