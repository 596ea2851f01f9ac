#include "sync/publish/building/preview.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "sync/publish/building/child.h"

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

void add_findings(const json& page, const std::string& locale, std::vector<Message>& findings) {
    const std::string where = locale + " " + page.value("id", "?");
    if (const int missing = page.value("missing_glyphs", 0); missing > 0)
        findings.push_back(say("{}: {} characters are in none of the fonts", where, missing));
    const json texts = page.value("texts", json::array());
    for (const json& text : texts)
        if (text.value("clipped", false))
            findings.push_back(
                say("{}: \"{}\" does not fit; shorten it ({})", where, text.value("text", ""),
                    text.contains("ref") ? say("{}", text.value("ref", "")) : say("not from the catalog")));
}

}  // namespace

std::optional<fs::path> find_kiosk() {
    for (const fs::path& place : places())
        if (is_program(place / "kiosk")) return place / "kiosk";
    return std::nullopt;
}

base::Result<std::vector<Message>> read_tour(std::string_view tour, const std::string& locale) try {
    std::vector<Message> findings;
    const json document = json::parse(tour);
    for (const json& page : document.at("pages")) add_findings(page, locale, findings);
    return findings;
} catch (const json::exception& error) {
    return base::fail(base::Errc::corrupt, fmt::format("tour.json: {}", error.what()));
}

base::Result<std::vector<Message>> preview(const fs::path& kiosk, const fs::path& catalog,
                                           const fs::path& output) {
    std::vector<Message> all;
    for (const std::string locale : {"zh-CN", "en"}) {
        const fs::path folder = output / locale;
        if (auto made = base::make_folders(folder); !made) return base::fail(made.error());
        if (auto ran = run_child(
                kiosk, {"--tour", folder.string(), "--catalog", catalog.string(), "--locale", locale});
            !ran)
            return base::fail(ran.error());
        const auto tour = base::read_file(folder / "tour.json");
        if (!tour) return base::fail(tour.error(), "the pages that kiosk drew");
        const auto findings = read_tour(*tour, locale);
        if (!findings) return findings;
        all.insert(all.end(), findings->begin(), findings->end());
    }
    return all;
}

}  // namespace publish
