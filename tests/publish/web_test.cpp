#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <random>
#include <regex>
#include <set>

#include "base/files.h"
#include "catalog/known_time.h"
#include "catalog/store.h"
#include "sync/publish/building/build.h"
#include "sync/publish/web/html.h"
#include "sync/publish/web/pages.h"
#include "sync/publish/web/site_folder.h"
#include "sync/publish/web/terms.h"
#include "workshop.h"

using publish::web::Html;
using publish::web::Site;
using publish_test::contents;
using publish_test::Workshop;
namespace fs = std::filesystem;

namespace {

const base::Instant kNow = *base::parse_instant("2024-07-01T12:00:00+08:00");

/// Whatever the checks say of it.
std::string built(const Workshop& shop) {
    shop.write();
    publish::Problems problems;
    const auto folder = publish::read_folder(shop.folder(), std::nullopt, problems);
    const auto done = publish::build_release(folder, shop.path("built.db"), std::nullopt);
    REQUIRE_MESSAGE(done, done.error().message);
    return contents(shop.path("built.db"));
}

Site site_of(const std::string& catalog, base::Instant now = kNow) {
    const auto store = catalog::Store::open_embedded(catalog);
    REQUIRE_MESSAGE(store, store.error().message);
    const auto site = publish::web::make_site(*store, {store->release().zone.date_at(now)}, now);
    REQUIRE_MESSAGE(site, site.error().message);
    return *site;
}

Site site_of(const Workshop& shop, base::Instant now = kNow) { return site_of(built(shop), now); }

bool is_page(const std::string& name) { return name.ends_with(".html"); }

/// "%2F" is "/".
std::string plain(const std::string& address) {
    std::string text;
    for (std::size_t i = 0; i < address.size(); ++i)
        if (address[i] == '%') {
            text += static_cast<char>(std::stoi(address.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            text += address[i];
        }
    return text;
}

std::vector<std::string> addresses_in(const std::string& page) {
    static const std::regex kAddress{"(?:href|src)=\"([^\"]*)\""};
    std::vector<std::string> found;
    for (std::sregex_iterator at{page.begin(), page.end(), kAddress}, end; at != end; ++at)
        found.push_back((*at)[1]);
    return found;
}

bool leads_elsewhere(const std::string& address) {
    return address.starts_with("http") || address.starts_with("tel:") || address.starts_with("data:");
}

/// What a reader is shown for `text`, if it is escaped as it should be.
std::string read_by_a_browser(std::string text) {
    for (const auto& [from, to] : {std::pair{"<br>", "\n"},
                                   {"&lt;", "<"},
                                   {"&gt;", ">"},
                                   {"&quot;", "\""},
                                   {"&#39;", "'"},
                                   {"&amp;", "&"}})
        text = std::regex_replace(text, std::regex(from), to);
    return text;
}

}  // namespace

TEST_CASE("web: any text is shown as it stands, and none is markup") {
    CHECK(Html("a < b & \"c\" 'd'").bytes() == "a &lt; b &amp; &quot;c&quot; &#39;d&#39;");
    CHECK(Html("周一\n周二").bytes() == "周一<br>周二");
    CHECK(Html(std::string("a\0b\x01\x7F\xFF\xC2\x85", 8)).bytes() == "a\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFD");
    constexpr std::string_view kPieces[] = {"<", ">", "&", "\"",   "'",  "</p>", "<script>", "&lt;",
                                            "a", " ", "=", "公园", "--", "]]>",  "\n"};
    std::mt19937 random{4};
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) text += kPieces[random() % std::size(kPieces)];
        const std::string bytes = Html(text).bytes();
        CAPTURE(text);
        CHECK(std::regex_replace(bytes, std::regex("<br>"), "").find_first_of("<>\"'") == std::string::npos);
        CHECK(read_by_a_browser(bytes) == text);
        const std::string link = publish::web::link("x", text, {{"class", text}}).bytes();
        CHECK(std::count(link.begin(), link.end(), '"') == 4);
    }
}

TEST_CASE("web: markup in names, sentences, notes and sources comes out as text on every page") {
    Workshop shop;
    for (auto& [name, text] : shop.files)
        for (const char* word : {"公园", "就业", "夜市", "小城", "计算得出", "Jobs", "Parks", "Town", "闭馆"})
            text = std::regex_replace(text, std::regex(word), fmt::format("{}<i>&amp;'", word));
    shop.replace("sources.csv", "https://example.org/plan", "https://example.org/?a=1&b='><i>");
    shop.replace("sources.csv", "https://example.org/news", "javascript:alert(1)");
    const Site site = site_of(shop);
    int shown = 0;
    for (const auto& [name, page] : site) {
        if (!is_page(name)) continue;
        CAPTURE(name);
        CHECK(page.find("<i>") == std::string::npos);
        CHECK(page.find("javascript:") == std::string::npos);
        shown += page.find("&lt;i&gt;&amp;amp;&#39;") != std::string::npos;
    }
    CHECK(shown > 20);
}

TEST_CASE("web: every link leads to a page or a place that is there") {
    for (const std::string& catalog : {built(Workshop()), contents(CATALOG_FILE)}) {
        const Site site = site_of(catalog);
        for (const auto& [name, page] : site) {
            if (!is_page(name)) continue;
            for (const std::string& address : addresses_in(page)) {
                if (leads_elsewhere(address)) continue;
                const std::size_t mark = address.find('#');
                const std::string file = plain(address.substr(0, mark));
                const fs::path target =
                    file.empty() ? fs::path(name) : (fs::path(name).parent_path() / file).lexically_normal();
                INFO(name << " -> " << address);
                REQUIRE(site.contains(target.string()));
                if (mark != std::string::npos)
                    CHECK(site.at(target.string()).find("id=\"" + address.substr(mark + 1) + "\"") !=
                          std::string::npos);
            }
        }
    }
}

TEST_CASE(
    "web: each target and topic has a page in each language, and the first page leads to the languages") {
    const Site site = site_of(Workshop());
    for (const std::string language : {"zh-CN", "en"}) {
        for (const char* id : {"new-parks", "new-jobs", "night-areas", "jobs-again"})
            CHECK(site.contains(language + "/target/" + id + ".html"));
        for (const char* page : {"/topic/parks.html", "/topic/jobs.html", "/index.html", "/find.html"})
            CHECK(site.contains(language + page));
        CHECK(site.at("index.html").find("href=\"" + language + "/index.html\"") != std::string::npos);
    }
    CHECK(site.at("en/target/new-parks.html").find("href=\"../../zh-CN/target/new-parks.html\"") !=
          std::string::npos);
}

TEST_CASE("web: a release in one language has pages in that one") {
    Workshop shop;
    shop.replace("release.csv", "default_valid_until\n", "default_valid_until,languages\n");
    shop.replace("release.csv", "2025-12-31\n", "2025-12-31,zh-CN\n");
    const Site site = site_of(shop);
    CHECK(site.contains("zh-CN/target/new-parks.html"));
    for (const auto& [name, bytes] : site) CHECK_MESSAGE(!name.starts_with("en/"), name);
    CHECK(site.at("zh-CN/index.html").find("hreflang") == std::string::npos);
}

TEST_CASE(
    "web: a target's page says figure, date, publisher, state, rule, hotline, number and day of judging") {
    Workshop shop;
    shop.replace("release.csv", "default_valid_until\n", "default_valid_until,hotline\n");
    shop.replace("release.csv", "2025-12-31\n", "2025-12-31,12345\n");
    const Site site = site_of(shop, *base::parse_instant("2024-08-01"));
    const std::string& parks = site.at("zh-CN/target/new-parks.html");
    for (const char* said : {"新建公园", "30", "<b>11</b>", "阶段数（2024年1—6月）", "2024-06-30",
                             "小城日报 2024-07-09", "已被更正", "12个", "30-10=20", "计算得出",
                             "“新建公园30个”", "T-001", "tel:12345", "2024-08-01", "2025-12-31"})
        CHECK_MESSAGE(parks.find(said) != std::string::npos, said);
    CHECK(site_of(shop, *base::parse_instant("2025-02-01"))
              .at("zh-CN/target/new-jobs.html")
              .find("href=\"#s0\"") != std::string::npos);  // met
    CHECK(site.at("zh-CN/target/jobs-again.html").find("new-jobs.html") != std::string::npos);
    const std::string& english = site.at("en/target/new-parks.html");
    CHECK(english.find("<html lang=\"en\">") != std::string::npos);
    CHECK(english.find("<p lang=\"zh-CN\">“新建公园30个”</p>") != std::string::npos);
}

TEST_CASE("web: pages are judged on their day, and say when the content has expired") {
    Workshop shop;
    CHECK(site_of(shop).at("zh-CN/index.html").find("内容可能已过期") == std::string::npos);
    const Site late = site_of(shop, *base::parse_instant("2026-01-01"));
    CHECK(late.at("zh-CN/index.html").find("内容可能已过期") != std::string::npos);
    CHECK(late.at("zh-CN/target/new-parks.html").find("最终结果未公布") != std::string::npos);
    CHECK(site_of(shop, *base::parse_instant("2024-07-01T09:00:00+08:00"))
              .at("zh-CN/index.html")
              .find("周一闭馆。<br>周二开放。") != std::string::npos);
    CHECK(late.at("zh-CN/index.html").find("闭馆") == std::string::npos);
}

TEST_CASE("web: invented figures are marked on every page, and in its title") {
    Workshop shop;
    shop.replace("sources.csv", "https://example.org/news,0", "https://example.org/news,1");
    for (const auto& [name, page] : site_of(shop)) {
        if (!is_page(name)) continue;
        CAPTURE(name);
        const std::size_t main = page.find(name == "index.html" ? "<main" : "class=\"band\"");
        REQUIRE(main != std::string::npos);
        CHECK(page.find("演示数据", main) != std::string::npos);
        CHECK(page.find("演示数据", page.find("<title>")) < page.find("</title>"));
    }
}

TEST_CASE(
    "web: pages are light, load nothing from elsewhere, and run no script but that of the list of words") {
    const Site site = site_of(contents(CATALOG_FILE));
    CHECK(publish::web::heavy_pages(site).empty());
    static const std::regex kLoaded{
        "<(script|img|iframe|link|source)[^>]*(?:src|href)=\"(?!\\.\\./|style\\.css|data:,)"};
    for (const auto& [name, page] : site) {
        if (!is_page(name)) continue;
        CAPTURE(name);
        CHECK(!std::regex_search(page, kLoaded));
        CHECK((page.find("<script") == std::string::npos || name.ends_with("/find.html")));
        CHECK(page.find("[[") == std::string::npos);  // a word that is missing
        CHECK(page.find(" style=") == std::string::npos);
    }
    CHECK(site.at("style.css").find("http") == site.at("style.css").find("http]"));
}

TEST_CASE("web: the same release on the same day makes the same bytes") {
    const std::string catalog = built(Workshop());
    CHECK(site_of(catalog) == site_of(catalog, kNow + std::chrono::hours(3)));
}

TEST_CASE("web: an id that leads elsewhere makes no file") {
    Workshop shop;
    for (auto& [name, text] : shop.files)
        text = std::regex_replace(text, std::regex("new-parks"), "../new-parks");
    const std::string catalog = built(shop);
    const auto store = catalog::Store::open_embedded(catalog);
    REQUIRE(store);
    const auto site = publish::web::make_site(*store, {store->release().zone.date_at(kNow)}, kNow);
    REQUIRE(!site);
    CHECK(site.error().message.find("../new-parks") != std::string::npos);
}

TEST_CASE("web: a folder is replaced as a whole; files that stay the same keep their date") {
    const Workshop shop;
    const fs::path folder = shop.path("pages");
    const Site first = site_of(shop);
    auto written = publish::web::write_site(first, folder);
    REQUIRE_MESSAGE(written, written.error().message);
    CHECK(written->changed == first.size());
    CHECK(contents(folder / "en/target/new-parks.html") == first.at("en/target/new-parks.html"));
    const auto past = fs::file_time_type::clock::now() - std::chrono::hours(5);
    for (const char* name : {"style.css", "en/index.html"}) fs::last_write_time(folder / name, past);
    Site second = first;
    second.erase("en/target/new-parks.html");
    second["en/index.html"] += "<!-- another day -->";
    written = publish::web::write_site(second, folder);
    REQUIRE_MESSAGE(written, written.error().message);
    CHECK(written->changed == 1);
    CHECK(written->removed == 1);
    CHECK(fs::last_write_time(folder / "style.css") == past);
    CHECK(fs::last_write_time(folder / "en/index.html") > past);
    CHECK(!fs::exists(folder / "en/target/new-parks.html"));
    CHECK((fs::status(folder).permissions() & fs::perms::others_read) != fs::perms::none);
    for (const auto& entry : fs::directory_iterator(folder.parent_path()))
        CHECK(!entry.path().filename().string().starts_with("pages."));
}

TEST_CASE("web: a folder that holds anything else is left as it is") {
    const Workshop shop;
    const Site site = site_of(shop);
    for (const auto& [file, text] : {std::pair{"notes.txt", "mine"},
                                     {"index.html", "<p>my own page</p>"},
                                     {"en/target/new-parks.pdf", "mine"}}) {
        const fs::path folder = shop.path("mine");
        fs::remove_all(folder);
        REQUIRE(base::make_folders((folder / file).parent_path()));
        REQUIRE(base::write_file(folder / file, text));
        const auto written = publish::web::write_site(site, folder);
        REQUIRE(!written);
        CHECK(written.error().message.find(fs::path(file).filename().string()) != std::string::npos);
        CHECK(contents(folder / file) == text);
        CHECK(!fs::exists(folder / "style.css"));
    }
}
