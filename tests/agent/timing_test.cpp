#include "sync/agent/timing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/build_date.h"

using namespace std::chrono_literals;
using namespace agent;

TEST_CASE("timing: the first poll comes after a tenth to nine tenths of the interval") {
    Random random{7};
    Delay least{24h}, most{0};
    for (int i = 0; i < 10'000; ++i) {
        const Delay delay = first_delay(307s, random);
        least = std::min(least, delay);
        most = std::max(most, delay);
    }
    CHECK(least >= 30'700ms);
    CHECK(least < 31s);
    CHECK(most <= 276'300ms);
    CHECK(most > 276s);
}

TEST_CASE("timing: one poll in five is up to a fifth later, none is sooner") {
    Random random{7};
    int later = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Delay delay = poll_delay(307s, random);
        CHECK(delay >= 307s);
        CHECK(delay <= 307s + 61'400ms);
        later += delay > 307s ? 1 : 0;
    }
    CHECK(later > 1800);
    CHECK(later < 2200);
}

TEST_CASE("timing: a backoff grows to an hour, is never under half a minute, and heeds the server") {
    Random random{7};
    for (const auto& [failures, bound] :
         {std::pair{1, Delay{1min}}, {2, Delay{2min}}, {4, Delay{8min}}, {7, Delay{1h}}, {1000, Delay{1h}}}) {
        CAPTURE(failures);
        Delay most{0};
        for (int i = 0; i < 2000; ++i) {
            const Delay delay = backoff(failures, std::nullopt, random);
            CHECK(delay >= 30s);
            CHECK(delay <= bound);
            most = std::max(most, delay);
        }
        CHECK(most > bound * 9 / 10);
    }
    CHECK(backoff(1, 24h, random) == 24h);
    CHECK(backoff(1, 1s, random) >= 30s);
}

TEST_CASE("timing: ten thousand devices that get their power back together do not ask together") {
    // The design's budget: the fullest 10 s of the first 307 s hold no more than 1.5 times their average.
    for (const unsigned seed : {1u, 2u, 3u}) {
        Random random{seed};
        std::vector<int> bins(31);
        for (int device = 0; device < 10'000; ++device)
            for (Delay at = first_delay(307s, random); at < 307s; at += poll_delay(307s, random))
                ++bins[static_cast<std::size_t>(at / 10s)];
        const double average = 10'000 / 30.7;
        CHECK(*std::max_element(bins.begin(), bins.end()) <= 1.5 * average);
    }
}
