// Ten thousand agents whose power comes back at once: how many ask the origin in each 10 s. A simulation with
// the agent's own timing, no network.
//
// usage: bench_spread [AGENTS [SEED]]

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "sync/agent/timing.h"

namespace {

using namespace std::chrono_literals;
using agent::Delay;

constexpr std::chrono::seconds kInterval{307}, kBin{10}, kShown{1240};
constexpr double kBudget = 1.5;  // peak against the average of the first interval

struct Bins {
    std::vector<int> polls = std::vector<int>(kShown / kBin), requests = polls;
};

void add(std::vector<int>& bins, Delay at, int count) {
    const auto bin = static_cast<std::size_t>(at / kBin);
    if (bin < bins.size()) bins[bin] += count;
}

/// One agent's first minutes. While it was off a release came out, which is fetched at the first poll: the
/// root that is not there, timestamp, snapshot, targets, delta. Every later poll is one request.
void simulate(Bins& bins, std::chrono::seconds spread, agent::Random& random) {
    constexpr int kMetadataRequests = 4, kReleaseRequests = 1;
    const Delay first = agent::first_delay(kInterval, random);
    add(bins.polls, first, 1);
    add(bins.requests, first, kMetadataRequests);
    add(bins.requests, first + agent::spread_delay(spread, random), kReleaseRequests);
    for (Delay at = first + agent::poll_delay(kInterval, random); at < kShown;
         at += agent::poll_delay(kInterval, random)) {
        add(bins.polls, at, 1);
        add(bins.requests, at, 1);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const int agents = argc > 1 ? std::atoi(argv[1]) : 10'000;
    agent::Random random{argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1};
    Bins bins;
    for (int i = 0; i < agents; ++i) simulate(bins, 60s, random);
    fmt::print("{:>8} {:>8} {:>8}\n", "from [s]", "polls", "requests");
    for (std::size_t i = 0; i < bins.polls.size(); ++i)
        fmt::print("{:>8} {:>8} {:>8}\n", i * 10, bins.polls[i], bins.requests[i]);
    const double average = agents / (static_cast<double>(kInterval.count()) / 10);
    const int peak = *std::max_element(bins.polls.begin(), bins.polls.end());
    fmt::print("polls: average of the first {} s {:.1f} in 10 s, peak {} = {:.2f} times (budget {})\n",
               kInterval.count(), average, peak, peak / average, kBudget);
    fmt::print("requests: peak {} in 10 s = {:.0f} a second\n",
               *std::max_element(bins.requests.begin(), bins.requests.end()),
               *std::max_element(bins.requests.begin(), bins.requests.end()) / 10.0);
    return peak <= kBudget * average ? 0 : 1;
}
