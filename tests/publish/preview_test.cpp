#include "sync/publish/building/preview.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "origin.h"

using namespace publish_test;
namespace fs = std::filesystem;

namespace {

/// A program in place of kiosk.
fs::path stand_in(const Workshop& shop, const std::string& script) {
    const fs::path file = shop.path("kiosk");
    REQUIRE(base::write_file(file, "#!/bin/sh\n" + script));
    fs::permissions(file, fs::perms::owner_all);
    return file;
}

}  // namespace

TEST_CASE("preview: clipped texts and missing characters are reported for both languages") {
    const Workshop shop;
    const auto kiosk =
        stand_in(shop,
                 "[ \"$1 $3 $5\" = '--tour --catalog --locale' ] || exit 3\n"
                 "case $6 in zh-CN) clipped=true missing=2;; *) clipped=false missing=0;; esac\n"
                 "cat > \"$2/tour.json\" <<END\n"
                 "{\"pages\":[{\"id\":\"target/new-parks\",\"missing_glyphs\":$missing,\"texts\":["
                 "{\"text\":\"fits\",\"clipped\":false},"
                 "{\"text\":\"too long\",\"clipped\":$clipped,\"ref\":\"target:new-parks:name\"}]}]}\n"
                 "END\n");
    const auto found = publish::preview(kiosk, shop.path("a.db"), shop.path("out"));
    REQUIRE_MESSAGE(found, found.error().message);
    REQUIRE(found->size() == 2);
    CHECK(found->front().text() == "zh-CN target/new-parks: 2 characters are in none of the fonts");
    CHECK(found->back().text() ==
          "zh-CN target/new-parks: \"too long\" does not fit; shorten it (target:new-parks:name)");
    CHECK(fs::exists(shop.path("out") / "en" / "tour.json"));
}

TEST_CASE("preview: a kiosk that fails, dies or cannot be started is named") {
    const Workshop shop;
    const auto run = [&](const fs::path& kiosk) {
        return publish::preview(kiosk, shop.path("a.db"), shop.path("out"));
    };
    CHECK(is_refused(run(stand_in(shop, "exit 3\n")), "ended with status 3"));
    CHECK(is_refused(run(stand_in(shop, "kill -9 $$\n")), "was killed"));
    CHECK(is_refused(run(stand_in(shop, "exit 0\n")), "tour.json"));
    CHECK(is_refused(run(shop.path("none")), "none"));
}

TEST_CASE("preview: what is no tour.json is refused") {
    for (const std::string text : {"", "[]", "{}", "{\"pages\":3}", "{\"pages\":[3]}",
                                   "{\"pages\":[{\"id\":\"a\",\"texts\":[{\"clipped\":\"yes\"}]}]}"}) {
        CAPTURE(text);
        CHECK(is_refused(publish::read_tour(text, "en"), "tour.json"));
    }
}
