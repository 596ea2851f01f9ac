#include "sync/publish/tables/workbook/disguise.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace publish {
namespace {

constexpr std::string_view kOldContainer = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return lower;
}

/// Names within the old container are UTF-16.
bool has_wide(std::string_view bytes, std::string_view name) {
    std::string wide;
    for (const char c : name) wide += {c, '\0'};
    return bytes.find(wide) != bytes.npos;
}

Refusal diagnose_old_container(std::string_view bytes) {
    if (has_wide(bytes, "EncryptedPackage")) return protected_by_password();
    return {say("the file is an old workbook (.xls, .et), whatever its name says"), save_again()};
}

bool is_markup(std::string_view start) {
    const auto first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == start.npos) return false;
    constexpr std::string_view kBeginnings[] = {"<html", "<!doctype", "<table", "<?xml",
                                                "<head", "<body",     "<meta"};
    return std::any_of(std::begin(kBeginnings), std::end(kBeginnings), [&](std::string_view beginning) {
        return start.substr(first).starts_with(beginning);
    });
}

bool is_text(std::string_view start) {
    return std::none_of(start.begin(), start.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n';
    });
}

}  // namespace

std::optional<Refusal> diagnose_disguise(std::string_view bytes) {
    constexpr std::size_t kStart = 512;
    if (bytes.empty()) return Refusal{say("the file is empty"), save_again()};
    if (bytes.starts_with("PK")) return std::nullopt;
    if (bytes.starts_with(kOldContainer)) return diagnose_old_container(bytes);
    if (bytes.starts_with("%PDF"))
        return Refusal{say("the file is a PDF, whatever its name says"), save_again()};
    const std::string start = lower_case(bytes.substr(0, kStart));
    if (is_markup(start))
        return Refusal{say("the file is a web page or XML, whatever its name says"), save_again()};
    if (is_text(start))
        return Refusal{say("the file is a text, such as CSV, whatever its name says"),
                       say("put CSV files into a folder and name the folder, or save the sheets as .xlsx")};
    return Refusal{say("the file is no workbook"), save_again()};
}

}  // namespace publish
