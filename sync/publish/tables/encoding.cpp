#include "sync/publish/tables/encoding.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <type_traits>

#include "base/utf8.h"

namespace publish {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
Message save_as_utf8() { return say("save it again as \"CSV UTF-8\""); }

constexpr bool is_trail(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// What a look through bytes finds.
struct Utf8Survey {
    std::size_t first_bad = std::string_view::npos;  // npos: all of it is UTF-8
    std::size_t good = 0, bad = 0;  // characters outside ASCII, and bytes that belong to none
};

Utf8Survey survey(std::string_view bytes) {
    Utf8Survey found;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = base::utf8_length(bytes.substr(at));
        if (length == 0) {
            found.first_bad = std::min(found.first_bad, at);
            ++found.bad;
        } else if (length > 1) {
            ++found.good;
        }
        at += std::max<std::size_t>(length, 1);
    }
    return found;
}

NotText not_text(std::string_view bytes, std::size_t offset, const Message& what) {
    const auto line =
        1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    return {say("byte {} {}", offset, what), save_as_utf8(), offset, static_cast<int>(line)};
}

struct CloseConverter {
    void operator()(iconv_t converter) const { iconv_close(converter); }
};
using Converter = std::unique_ptr<std::remove_pointer_t<iconv_t>, CloseConverter>;

std::variant<std::string, NotText> from_gb18030(std::string_view bytes) {
    const iconv_t opened = iconv_open("UTF-8", "GB18030");
    if (opened == reinterpret_cast<iconv_t>(-1))
        return not_text(bytes, 0, say("is not UTF-8, and this system cannot read GB18030"));
    const Converter converter{opened};
    std::string text(bytes.size() * 2 + 16, '\0');  // two bytes become at most three, four at most four
    char* in = const_cast<char*>(bytes.data());     // iconv() only reads them
    std::size_t in_left = bytes.size(), out_left = text.size();
    char* out = text.data();
    if (iconv(converter.get(), &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1))
        return not_text(bytes, bytes.size() - in_left, say("is neither UTF-8 nor GB18030"));
    text.resize(text.size() - out_left);
    return text;
}

/// UTF-8 whose characters outside ASCII take two bytes each, or some of which are of an alphabet that a
/// Chinese sheet has no use for: what the two bytes of a hanzi look like.
bool is_unlikely(std::string_view bytes) {
    bool has_hanzi = false, has_other_alphabet = false;
    while (!bytes.empty()) {
        const auto character = next_character(bytes);
        if (!character) return false;
        has_hanzi = has_hanzi || *character >= 0x800;
        has_other_alphabet = has_other_alphabet || (*character >= 0x100 && *character < 0x800);
    }
    return has_other_alphabet || !has_hanzi;
}

/// The first characters outside ASCII.
std::string sample(std::string_view text) {
    constexpr std::size_t kMostBytes = 30;
    const auto first = std::find_if(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
    text.remove_prefix(static_cast<std::size_t>(first - text.begin()));
    std::size_t end = std::min(text.size(), kMostBytes);
    while (end > 0 && end < text.size() && is_trail(text[end])) --end;
    return std::string(text.substr(0, std::min(end, text.find_first_of(",\n\""))));
}

NotText two_readings(std::string_view bytes, std::string_view as_gb18030) {
    const auto first = std::find_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
    const auto line = 1 + std::count(bytes.begin(), first, '\n');
    return {say("this may be read as \"{}\" or as \"{}\", since the folder has files in UTF-8 and in GB18030",
                sample(as_gb18030), sample(bytes)),
            save_as_utf8(), static_cast<std::size_t>(first - bytes.begin()), static_cast<int>(line)};
}

std::string with_plain_line_ends(std::string text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!pair) plain += text[i] == '\r' ? '\n' : text[i];
    }
    return plain;
}

}  // namespace

Encoding guess_encoding(std::string_view bytes) {
    // With so many characters, and not one byte that breaks them, it is no chance.
    constexpr std::size_t kSure = 8;
    if (bytes.starts_with(kByteOrderMark)) return Encoding::utf8;
    const Utf8Survey found = survey(bytes);
    if (found.bad == 0 && found.good == 0) return Encoding::ascii;
    if (found.bad == 0) return found.good < kSure && is_unlikely(bytes) ? Encoding::either : Encoding::utf8;
    if (found.good > found.bad) return Encoding::utf8;
    return std::holds_alternative<std::string>(from_gb18030(bytes)) ? Encoding::gb18030 : Encoding::ascii;
}

std::variant<std::string, NotText> decode_text(std::string_view bytes, Encoding others) {
    if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")
        return NotText{say("the file is UTF-16"), save_as_utf8(), 0, 1};
    const bool marked = bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark;
    const std::string_view content = marked ? bytes.substr(kByteOrderMark.size()) : bytes;
    const Utf8Survey found = survey(content);
    if (others != Encoding::utf8 && others != Encoding::ascii && !marked && found.bad == 0 &&
        guess_encoding(content) == Encoding::either) {
        auto other = from_gb18030(content);
        if (auto* text = std::get_if<std::string>(&other)) {
            if (others == Encoding::gb18030) return with_plain_line_ends(std::move(*text));
            return two_readings(content, *text);
        }
    }
    if (found.first_bad == std::string_view::npos) return with_plain_line_ends(std::string(content));
    if (marked || found.good > found.bad)
        return not_text(bytes, found.first_bad + (bytes.size() - content.size()),
                        say("breaks the UTF-8 of the file"));
    auto converted = from_gb18030(content);
    if (auto* text = std::get_if<std::string>(&converted)) return with_plain_line_ends(std::move(*text));
    return converted;
}

std::optional<char32_t> next_character(std::string_view& text) {
    const std::size_t length = base::utf8_length(text);
    if (length == 0) return std::nullopt;
    constexpr unsigned char kFirstBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t character = static_cast<unsigned char>(text[0]) & kFirstBits[length];
    for (std::size_t i = 1; i < length; ++i)
        character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
    text.remove_prefix(length);
    return character;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    while (next_character(text)) ++count;
    return count;
}

}  // namespace publish
