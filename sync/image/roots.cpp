#include "sync/image/roots.h"

#include <algorithm>

namespace image {
namespace {

constexpr std::string_view kSignature = "# GRUB Environment Block\n";
constexpr std::string_view kPrefix = "kiosk_";

bool is_hash(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// The value of one line. Errors: corrupt.
base::Result<std::string> value_of(std::string_view lines, std::string_view name) {
    const std::string wanted = fmt::format("{}{}=", kPrefix, name);
    while (!lines.empty() && lines.front() != '#') {
        const auto end = lines.find('\n');
        if (end == lines.npos) break;
        const std::string_view line = lines.substr(0, end);
        if (line.starts_with(wanted)) return std::string{line.substr(wanted.size())};
        lines.remove_prefix(end + 1);
    }
    return base::fail(base::Errc::corrupt, fmt::format("the sector of the roots has no {}", wanted));
}

/// Reads value after value; the first mistake stays.
class Reader {
public:
    explicit Reader(std::string_view lines) : lines_(lines) {}

    std::string hash(std::string_view name) {
        const std::string text = value(name);
        if (!text.empty() && !is_hash(text)) refuse(name);
        return text;
    }
    std::optional<Slot> slot(std::string_view name) {
        const std::string text = value(name);
        const auto found = slot_called(text);
        if (!found && !text.empty()) refuse(name);
        return found;
    }
    int tries() {
        const std::string text = value("tries");
        if (text.size() == 1 && text[0] >= '0' && text[0] <= '0' + kMostTries) return text[0] - '0';
        refuse("tries");
        return 0;
    }
    void refuse(std::string_view name) {
        if (status_)
            status_ =
                base::fail(base::Errc::corrupt, fmt::format("the sector of the roots: {} is wrong", name));
    }
    [[nodiscard]] const base::Status& status() const { return status_; }

private:
    std::string value(std::string_view name) {
        auto found = value_of(lines_, name);
        if (found) return std::move(*found);
        if (status_) status_ = base::fail(found.error());
        return "";
    }

    std::string_view lines_;
    base::Status status_;
};

}  // namespace

std::optional<Slot> slot_called(std::string_view letter) {
    if (letter == "a") return Slot::a;
    return letter == "b" ? std::optional(Slot::b) : std::nullopt;
}

std::string format_sector(const Roots& roots) {
    std::string sector{kSignature};
    const auto add = [&](std::string_view name, std::string_view value) {
        sector += fmt::format("{}{}={}\n", kPrefix, name, value);
    };
    add("good", std::string(1, letter(roots.good)));
    add("trial", roots.trial ? std::string(1, letter(*roots.trial)) : "");
    add("tries", std::to_string(roots.tries));
    add("a", roots.a);
    add("b", roots.b);
    add("failed", roots.failed);
    sector.resize(kSectorBytes, '#');
    return sector;
}

base::Result<Roots> parse_sector(std::string_view sector) {
    if (sector.size() != kSectorBytes || !sector.starts_with(kSignature))
        return base::fail(base::Errc::corrupt, "it is no sector of the roots");
    Reader reader{sector.substr(kSignature.size())};
    Roots roots;
    const auto good = reader.slot("good");
    if (!good) reader.refuse("good");
    roots.good = good.value_or(Slot::a);
    roots.trial = reader.slot("trial");
    roots.tries = reader.tries();
    roots.a = reader.hash("a");
    roots.b = reader.hash("b");
    roots.failed = reader.hash("failed");
    if (roots.trial == roots.good) reader.refuse("trial");
    if (!reader.status()) return base::fail(reader.status().error());
    return roots;
}

Roots being_written(Roots roots) {
    roots.trial.reset();
    roots.tries = 0;
    roots.sha256_in(other(roots.good)).clear();
    return roots;
}

Roots on_trial(Roots roots, const std::string& sha256) {
    roots.trial = other(roots.good);
    roots.tries = kMostTries;
    roots.sha256_in(*roots.trial) = sha256;
    return roots;
}

Roots started(Roots roots, Slot running) {
    if (!roots.trial || running != roots.good || roots.tries > 0) return roots;
    roots.failed = roots.sha256_in(*roots.trial);
    roots.trial.reset();
    return roots;
}

Roots confirmed(Roots roots, Slot running) {
    if (roots.trial != running) return roots;
    roots.good = running;
    roots.trial.reset();
    roots.tries = 0;
    return roots;
}

}  // namespace image
