#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/files.h"

/// What the display has no right to do. It writes one word of a fixed list to STATE/admin/wish; a service of
/// root's does it and writes its answer where the display cannot (deploy/kiosk-wish).
namespace kiosk {

/// In the order of the page.
constexpr std::array<std::string_view, 5> kWishWords{"import", "logs", "settings", "restart", "reboot"};

/// Where the answer stands.
constexpr const char* kWishAnswer = "/run/kiosk-wish/answer";

/// Writes it in one step. `number` tells its answer from earlier ones. REQUIRES: the word is of the list.
/// Errors: io.
[[nodiscard]] base::Status make_wish(base::Files& files, const std::filesystem::path& file,
                                     std::string_view word, std::int64_t number);

enum class WishAnswer { none, taken, done, failed, unknown };
/// What `text`, an answer, says of that wish; none: it is the answer to another. "unknown": this system has
/// nothing that could do it.
[[nodiscard]] WishAnswer parse_answer(std::string_view text, std::string_view word, std::int64_t number);

}  // namespace kiosk
