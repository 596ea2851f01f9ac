#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "../catalog/release_file.h"
#include "kiosk/app/library.h"
#include "kiosk/app/session.h"

using namespace std::chrono_literals;
using kiosk::SceneKind;

// A release whose file loses its blocks while it is shown.
TEST_CASE("session: pages that cannot be built are named once each, and others are shown in their place" *
          doctest::skip(std::getenv("KIOSK_DEMO_CATALOG") == nullptr)) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "release.db";
    std::filesystem::copy_file(std::getenv("KIOSK_DEMO_CATALOG"), file);
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog(file.string(), {base::make_date(2024, 7, 15), true});
    std::vector<std::string> left_out;
    kiosk::SessionSettings settings{.started_at = *base::parse_instant("2024-07-15"), .time_given = true};
    settings.on_left_out = [&](const std::string& page, const base::Error& why) {
        CHECK_FALSE(why.message.empty());
        left_out.push_back(page);
    };
    kiosk::Session session{library, catalog, settings};
    CHECK(session.update(0s) == kiosk::Session::Change::page);
    std::filesystem::resize_file(file, 8192);

    kiosk::Session::Time now{0};
    while (left_out.size() < 2 && now < 10min) {
        now = session.next_due();
        (void)session.update(now);
        if (!left_out.empty() && left_out.back() == session.address().id())
            CHECK(session.page().id == "overview");
    }
    REQUIRE(left_out.size() == 2);
    CHECK(left_out.front() != left_out.back());
    CHECK(session.is_rotating());

    session.touch_down({960, 540}, now);
    session.touch_up({960, 540}, now);
    CHECK(session.update(now) == kiosk::Session::Change::page);
    CHECK(session.page().id == "overview");  // the topics cannot be built either
    CHECK(left_out.back() == "topics");
}
