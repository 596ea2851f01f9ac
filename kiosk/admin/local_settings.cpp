#include "kiosk/admin/local_settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/config.h"

namespace kiosk {
namespace {

constexpr std::uint64_t kLongest = 16 * 1024;

std::vector<base::Setting> rows_for_the_screen() {
    std::vector<base::Setting> rows;
    for (const base::Setting& setting : config_settings()) {
        const auto list = local_settings();
        if (std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.name == setting.name; }))
            rows.push_back(setting);
    }
    return rows;
}

std::string as_toml(const base::Settings& local) {
    std::string text;
    std::string_view table;
    for (const base::Setting& setting : local.table()) {
        if (local.is_default(setting.name)) continue;
        if (setting.table() != table)
            text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", setting.table());
        table = setting.table();
        text += fmt::format("{} = {}\n", setting.key(), base::format_setting(local.value(setting.name)));
    }
    return text;
}

}  // namespace

std::span<const base::Setting> local_table() {
    static const std::vector<base::Setting> rows = rows_for_the_screen();
    return rows;
}

base::Result<base::Settings> read_local(base::Files& files, const std::filesystem::path& file) {
    const auto text = files.read(file, kLongest);
    if (!text && text.error().code == base::Errc::not_found) return base::Settings{local_table()};
    if (!text) return base::fail(text.error());
    return base::Settings::parse(local_table(), *text, file.string());
}

base::Status write_local(base::Files& files, const std::filesystem::path& file, const base::Settings& local) {
    const std::string text = as_toml(local);
    (void)files.make_folder(file.parent_path());  // the write says what is wrong with it
    if (!text.empty()) return base::replace_file(files, file, text);
    if (auto removed = files.remove(file); !removed) return removed;
    return files.sync_folder(file.parent_path());
}

base::Settings with_local(base::Settings main, const base::Settings& local) {
    for (const base::Setting& setting : local.table())
        if (!local.is_default(setting.name) && !(setting.is_secret && !main.is_default(setting.name)))
            main.set(setting.name, local.value(setting.name), local.origin(setting.name));
    return main;
}

}  // namespace kiosk
