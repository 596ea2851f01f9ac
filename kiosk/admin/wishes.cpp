#include "kiosk/admin/wishes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace kiosk {

base::Status make_wish(base::Files& files, const std::filesystem::path& file, std::string_view word,
                       std::int64_t number) {
    assert(std::find(kWishWords.begin(), kWishWords.end(), word) != kWishWords.end());
    (void)files.make_folder(file.parent_path());  // the write says what is wrong with it
    return base::replace_file(files, file, fmt::format("{} {}\n", word, number));
}

WishAnswer parse_answer(std::string_view text, std::string_view word, std::int64_t number) {
    const std::string begin = fmt::format("{} {} ", word, number);
    if (!text.starts_with(begin) || !text.ends_with('\n')) return WishAnswer::none;
    const std::string_view said = text.substr(begin.size(), text.size() - begin.size() - 1);
    if (said == "taken") return WishAnswer::taken;
    if (said == "done") return WishAnswer::done;
    return said == "unknown" ? WishAnswer::unknown : WishAnswer::failed;
}

}  // namespace kiosk
