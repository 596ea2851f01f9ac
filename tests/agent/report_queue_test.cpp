#include "sync/agent/report_queue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "faulty_disk.h"
#include "release_file.h"

using agent::ReportFile;
using agent::ReportQueue;
using agent::TimedReport;
using catalog::Dropped;

namespace {

constexpr std::uint64_t kMuch = 8 << 20;

/// Reports resemble each other, and have a few kilobytes.
TimedReport report_at(std::int64_t at_ms, int lines = 60) {
    std::string text;
    for (int i = 0; i < lines; ++i)
        text += fmt::format("kiosk_metric_{} {} {}\n", i * 7919, i == 7 ? at_ms : 1, at_ms);
    return {at_ms, text};
}

/// All that waits, as a server would get it: newest file first.
std::vector<TimedReport> take_all(ReportQueue& queue) {
    std::vector<TimedReport> all;
    while (const auto batch = queue.newest()) {
        all.insert(all.end(), batch->reports.begin(), batch->reports.end());
        queue.remove(batch->file);
    }
    return all;
}

std::int64_t dropped(const ReportQueue& queue, Dropped reason) {
    return queue.state().dropped[static_cast<std::size_t>(reason)];
}

struct Place {
    TemporaryFolder folder;
    FaultyDisk disk;
    std::filesystem::path path = folder.path() / "telemetry";

    ReportQueue open(std::uint64_t max_bytes = kMuch) {
        ReportQueue queue{disk, path, max_bytes};
        REQUIRE(queue.open());
        return queue;
    }
};

}  // namespace

TEST_CASE("report file: what was written is read again, and nothing behind what is not whole") {
    ReportFile writer;
    std::string bytes;
    std::vector<TimedReport> reports;
    std::vector<std::size_t> ends;
    for (int i = 0; i < 5; ++i) {
        reports.push_back(report_at(1'795'556'040'000 + i));
        bytes += writer.piece(reports.back());
        ends.push_back(bytes.size());
    }
    CHECK(ReportFile::read(bytes) == reports);
    CHECK(bytes.size() < reports[0].text.size());  // of five
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CAPTURE(length);
        const auto whole = static_cast<std::size_t>(
            std::count_if(ends.begin(), ends.end(), [&](std::size_t end) { return end <= length; }));
        CHECK(
            ReportFile::read(bytes.substr(0, length)) ==
            std::vector<TimedReport>(reports.begin(), reports.begin() + static_cast<std::ptrdiff_t>(whole)));
    }
    for (std::size_t at = ends[1]; at < ends[2]; ++at) {
        CAPTURE(at);
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
        const auto read = ReportFile::read(damaged);
        REQUIRE(read.size() >= 2);
        CHECK(read[1] == reports[1]);
        if (read.size() > 2) CHECK(read[2].text == reports[2].text);  // its moment alone has no checksum
    }
}

TEST_CASE("report queue: what waits is there after a restart, the newest file first, until it is taken") {
    Place place;
    {
        ReportQueue queue = place.open();
        CHECK_FALSE(queue.newest());
        for (int i = 0; i < 100; ++i) REQUIRE(queue.add(report_at(i)));
        CHECK(queue.reports() == 100);
    }
    ReportQueue queue = place.open();
    CHECK(queue.reports() == 100);
    REQUIRE(queue.add(report_at(100)));
    CHECK(agent::look_at_queue(place.disk, place.path)->reports == 101);
    CHECK(agent::look_at_queue(place.disk, place.path)->bytes == queue.bytes());
    const auto all = take_all(queue);
    REQUIRE(all.size() == 101);
    CHECK(all[0] == report_at(100));  // a file of its own: the other may have ended torn
    CHECK(all[1] == report_at(64));
    CHECK(all[37] == report_at(0));
    CHECK(queue.reports() == 0);
    CHECK(queue.bytes() == 0);
    CHECK(agent::look_at_queue(place.disk, place.path)->reports == 0);
}

TEST_CASE("report queue: the oldest go when there is no room, and are counted once") {
    Place place;
    constexpr std::uint64_t kLittle = 64 << 10;
    std::int64_t added = 0;
    for (int start = 0; start < 3; ++start) {
        ReportQueue queue = place.open(kLittle);
        for (int i = 0; i < 500; ++i) {
            REQUIRE(queue.add(report_at(added++)));
            CHECK(queue.bytes() <= kLittle);
            CHECK(queue.reports() + dropped(queue, Dropped::space) == added);
        }
    }
    ReportQueue queue = place.open(kLittle);
    CHECK(dropped(queue, Dropped::space) > 500);
    CHECK(queue.reports() + dropped(queue, Dropped::space) == added);
    const std::int64_t gone = dropped(queue, Dropped::space);
    const auto left = take_all(queue);
    CHECK(std::all_of(left.begin(), left.end(), [&](const TimedReport& one) { return one.at_ms >= gone; }));
}

TEST_CASE("report queue: what is too old goes by file, and is counted") {
    Place place;
    ReportQueue queue = place.open();
    for (int i = 0; i < 200; ++i) REQUIRE(queue.add(report_at(i)));
    queue.drop_before(63);
    CHECK(dropped(queue, Dropped::age) == 0);
    queue.drop_before(64);
    CHECK(dropped(queue, Dropped::age) == 64);
    CHECK(take_all(queue).size() == 136);
}

TEST_CASE(
    "report queue: on a disk that takes nothing a report is lost and counted, and the next one is kept") {
    Place place;
    ReportQueue queue = place.open();
    REQUIRE(queue.add(report_at(1)));
    place.disk.is_full = true;
    CHECK_FALSE(queue.add(report_at(2)));
    CHECK(dropped(queue, Dropped::disk) == 1);
    place.disk.is_full = false;
    REQUIRE(queue.add(report_at(3)));
    CHECK(dropped(queue, Dropped::disk) == 1);
    const auto all = take_all(queue);
    REQUIRE(all.size() == 2);
    CHECK(all[0] == report_at(3));
    CHECK(all[1] == report_at(1));
}

TEST_CASE("report queue: a power cut at any step loses the newest report at most, and counts none twice") {
    // Two files are full, a third is begun, for which the first is given up, and one is taken.
    constexpr std::uint64_t kTwoBlocks = 8 << 10;
    constexpr int kBefore = 66, kInAll = 132, kLines = 20;
    int points = 0;
    for (const FaultyDisk::Loss loss : kLosses) {
        for (int steps = 0;; ++steps, ++points) {
            CAPTURE(steps);
            Place place;
            place.disk.loss = loss;
            std::vector<std::int64_t> added;  // whose adding came to its end
            std::set<std::int64_t> sent;
            {
                ReportQueue queue = place.open(kTwoBlocks);
                for (int i = 0; i < kInAll; ++i) {
                    if (i == kBefore) place.disk.steps_left = steps;
                    if (queue.add(report_at(i, kLines))) added.push_back(i);
                    if (place.disk.is_off) break;
                }
                if (const auto batch = queue.newest(); batch && !place.disk.is_off) {
                    for (const auto& report : batch->reports) sent.insert(report.at_ms);
                    queue.remove(batch->file);
                }
            }
            const bool is_done = !place.disk.is_off;
            place.disk.cut_power();
            place.disk.restore_power();
            ReportQueue queue = place.open(kTwoBlocks);
            const std::int64_t gone = dropped(queue, Dropped::space);
            std::set<std::int64_t> there;
            for (const auto& report : take_all(queue)) {
                CHECK(report == report_at(report.at_ms, kLines));
                CHECK(there.insert(report.at_ms).second);
            }
            // What is neither there nor sent was dropped, and the counter says how many.
            const auto missing = std::count_if(added.begin(), added.end(), [&](std::int64_t at_ms) {
                return !there.contains(at_ms) && !sent.contains(at_ms);
            });
            CHECK(missing == gone);
            if (is_done) break;
        }
    }
    CHECK(points > 3 * 2 * (kInAll - kBefore));
}
