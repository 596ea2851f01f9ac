#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

/// The two roots of a device image, one of which runs while the other is written.
namespace image {

enum class Slot { a, b };
[[nodiscard]] constexpr Slot other(Slot slot) { return slot == Slot::a ? Slot::b : Slot::a; }
[[nodiscard]] constexpr char letter(Slot slot) { return slot == Slot::a ? 'a' : 'b'; }
/// Nothing when it is neither "a" nor "b".
[[nodiscard]] std::optional<Slot> slot_called(std::string_view letter);

/// How often a root that is on trial is started before it has to have drawn: the first start may have ended
/// with a power cut.
constexpr int kMostTries = 2;

/// What grub starts. Kept in one sector of the partition EFI, as grub's own environment block:
/// docs/formats/roots.md.
struct Roots {
    Slot good = Slot::a;
    std::optional<Slot> trial;  // not `good`
    int tries = 0;              // starts of `trial` that are left; grub takes one off before each
    std::string a, b;           // sha256 of what lies in each; empty: nothing that is whole
    std::string failed;         // sha256 of the last one that was tried in vain; empty: none
    friend bool operator==(const Roots&, const Roots&) = default;

    [[nodiscard]] const std::string& sha256_in(Slot slot) const { return slot == Slot::a ? a : b; }
    [[nodiscard]] std::string& sha256_in(Slot slot) { return slot == Slot::a ? a : b; }
};

constexpr std::size_t kSectorBytes = 512;

/// One sector.
[[nodiscard]] std::string format_sector(const Roots& roots);
/// Errors: corrupt (no such sector).
[[nodiscard]] base::Result<Roots> parse_sector(std::string_view sector);

/// Before the other root is written: nothing is on trial, and nothing whole is there.
[[nodiscard]] Roots being_written(Roots roots);
/// The other root holds this, whole, and is started next.
[[nodiscard]] Roots on_trial(Roots roots, const std::string& sha256);
/// What `running` says when it is started: a trial whose starts are used up was in vain.
[[nodiscard]] Roots started(Roots roots, Slot running);
/// The display of the root that runs has drawn.
[[nodiscard]] Roots confirmed(Roots roots, Slot running);

}  // namespace image
