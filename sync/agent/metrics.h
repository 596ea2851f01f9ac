#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace agent {

/// One name under which something is reported, with all that is said of it. docs/formats/telemetry.md repeats
/// the table, and a test compares.
struct Metric {
    enum class Kind { gauge, counter };
    std::string_view name;
    Kind kind = Kind::gauge;
    std::string_view unit{};    // "s", "bytes"; empty where there is none
    std::string_view labels{};  // "sha256, version"; empty: none
    std::string_view help;      // one line
    std::string_view absent;    // when there is no sample of it
};

/// In the order in which they are reported.
[[nodiscard]] std::span<const Metric> metrics();

/// What was measured, in Prometheus' text format.
class Samples {
public:
    using Label = std::pair<std::string_view, std::string_view>;
    using Labels = std::initializer_list<Label>;

    // REQUIRES of both: the table has the name. Nothing is added for what could not be measured.
    void add(std::string_view name, std::optional<std::int64_t> value, Labels labels = {});
    void add(std::string_view name, std::optional<double> value, Labels labels = {});
    void add(std::string_view name, std::optional<std::uint64_t> value, Labels labels = {}) {
        add(name, value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt, labels);
    }
    void add(std::string_view name, std::int64_t value, Labels labels = {}) {
        add(name, std::optional(value), labels);
    }
    void add(std::string_view name, int value, Labels labels = {}) { add(name, std::int64_t{value}, labels); }
    void add(std::string_view name, bool value, Labels labels = {}) {
        add(name, std::int64_t{value ? 1 : 0}, labels);
    }

    /// As it is sent: one sample a line, each with the moment, in milliseconds since 1970, where there is
    /// one.
    [[nodiscard]] std::string wire(std::optional<std::int64_t> at_ms) const;
    /// The same for people and for promtool: with what each name means.
    [[nodiscard]] std::string exposition(std::optional<std::int64_t> at_ms) const;

private:
    struct Sample {
        std::size_t metric;  // in the table
        std::string text;    // name, labels and value
    };
    void put(std::string_view name, Labels labels, const std::string& value);
    [[nodiscard]] std::string text(std::optional<std::int64_t> at_ms, bool with_help) const;
    std::vector<Sample> samples_;
};

}  // namespace agent
