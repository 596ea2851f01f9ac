#include "sync/publish/tables/workbook/archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

#include "sync/publish/tables/workbook/limits.h"

namespace publish {
namespace {

Message send_again() { return say("copy or send it once more, or save it again with a spreadsheet program"); }

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        if (c == '\\') c = '/';  // some programs on Windows write their own slashes
    }
    return lower;
}

std::string in_mib(std::size_t bytes) { return fmt::format("{} MiB", bytes / kMiB); }

Refusal too_large(Message what) {
    return {say("the workbook is too large: {}", std::move(what)),
            say("delete pictures, and the formats of the empty rows below the tables, and save it again")};
}

Refusal not_opened(std::string_view bytes, const zip_error_t& error) {
    if (bytes.starts_with("PK\x03\x04"))
        return {say("the workbook is cut off or damaged: of the zip file that it is, {} bytes are there, "
                    "without its list of parts",
                    bytes.size()),
                send_again()};
    return {say("the file is no workbook: {}", zip_error_strerror(const_cast<zip_error_t*>(&error))),
            save_again()};
}

/// What is wrong with a part by what the archive says of it.
std::optional<Refusal> judge_part(const zip_stat_t& part) {
    const std::string name = part.name;
    if ((part.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && part.encryption_method != ZIP_EM_NONE)
        return protected_by_password();
    if (part.size > kMostPartBytes)
        return too_large(say("its part {} has {} unpacked, more than {}", name, in_mib(part.size),
                             in_mib(kMostPartBytes)));
    if (part.size > kMiB && part.size / kMostRatio > part.comp_size)
        return too_large(
            say("its part {} is {} bytes that would become {}", name, part.comp_size, in_mib(part.size)));
    return std::nullopt;
}

}  // namespace

void PartReader::Close::operator()(zip_file* file) const { zip_fclose(file); }
void Archive::Discard::operator()(zip* archive) const { zip_discard(archive); }

std::optional<Refusal> PartReader::read_more(std::string& text, bool& is_at_end) {
    constexpr std::size_t kBytes = 64 * 1024;
    const std::size_t before = text.size();
    text.resize(before + kBytes);
    const zip_int64_t count = zip_fread(file_.get(), text.data() + before, kBytes);
    text.resize(before + static_cast<std::size_t>(std::max<zip_int64_t>(count, 0)));
    if (count < 0)
        return damaged(name_,
                       say("cannot be unpacked ({})", zip_error_strerror(zip_file_get_error(file_.get()))));
    is_at_end = count == 0;
    read_ += static_cast<std::size_t>(count);
    if (read_ > kMostPartBytes)  // whatever its size was said to be
        return too_large(say("its part {} has more than {} unpacked", name_, in_mib(kMostPartBytes)));
    return std::nullopt;
}

std::variant<Archive, Refusal> Archive::open(std::string_view bytes) {
    if (bytes.size() > kMostFileBytes)
        return too_large(say("{}, more than {}", in_mib(bytes.size()), in_mib(kMostFileBytes)));
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    Archive archive;
    if (source) archive.zip_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!archive.zip_) {
        Refusal refusal = not_opened(bytes, error);
        if (source) zip_source_free(source);
        zip_error_fini(&error);
        return refusal;
    }
    if (auto refusal = archive.list_parts()) return *std::move(refusal);
    return archive;
}

std::optional<Refusal> Archive::list_parts() {
    const auto count = static_cast<std::size_t>(std::max<zip_int64_t>(zip_get_num_entries(zip_.get(), 0), 0));
    if (count > kMostParts) return too_large(say("it has {} parts, more than {}", count, kMostParts));
    std::size_t unpacked = 0;
    for (std::size_t index = 0; index < count; ++index) {
        zip_stat_t part;
        if (zip_stat_index(zip_.get(), index, ZIP_FL_ENC_RAW, &part) != 0 || !part.name)
            return Refusal{say("the workbook is damaged: its list of parts cannot be read"), send_again()};
        if (auto refusal = judge_part(part)) return refusal;
        unpacked += part.size;
        if (!indexes_.emplace(lower_case(part.name), index).second)
            return damaged(part.name, say("is there twice"));
    }
    if (unpacked > kMostUnpackedBytes)
        return too_large(
            say("its parts have {} unpacked, more than {}", in_mib(unpacked), in_mib(kMostUnpackedBytes)));
    return std::nullopt;
}

bool Archive::has(std::string_view part) const { return indexes_.contains(lower_case(part)); }

bool Archive::has_ending(std::string_view ending) const {
    return std::any_of(indexes_.begin(), indexes_.end(),
                       [&](const auto& entry) { return entry.first.ends_with(ending); });
}

std::variant<PartReader, Refusal> Archive::open_part(std::string_view part) const {
    const auto found = indexes_.find(lower_case(part));
    if (found == indexes_.end()) return damaged(part, say("is missing"));
    PartReader reader;
    reader.name_ = part;
    reader.file_.reset(zip_fopen_index(zip_.get(), found->second, 0));
    if (!reader.file_)
        return damaged(reader.name_,
                       say("cannot be unpacked ({})", zip_error_strerror(zip_get_error(zip_.get()))));
    return reader;
}

std::variant<std::string, Refusal> Archive::read(std::string_view part) const {
    auto opened = open_part(part);
    if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
    auto& reader = std::get<PartReader>(opened);
    std::string text;
    for (bool is_at_end = false; !is_at_end;) {
        if (auto refusal = reader.read_more(text, is_at_end)) return *std::move(refusal);
        if (text.size() > kMostWholeBytes)
            return too_large(say("its part {} has more than {}", part, in_mib(kMostWholeBytes)));
    }
    return text;
}

}  // namespace publish
