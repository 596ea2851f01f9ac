#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sync/publish/tables/workbook/refusal.h"

struct zip;
struct zip_file;

namespace publish {

/// One part of an archive, unpacked from its start to its end. Outlived by its archive.
class PartReader {
public:
    /// Appends the next bytes of the part to `text`; `is_at_end` where there are no more.
    [[nodiscard]] std::optional<Refusal> read_more(std::string& text, bool& is_at_end);
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    friend class Archive;
    struct Close {
        void operator()(zip_file* file) const;
    };

    std::unique_ptr<zip_file, Close> file_;
    std::string name_;
    std::size_t read_ = 0;
};

/// The zip file that a workbook is, in memory. libzip's one home.
class Archive {
public:
    /// `bytes` outlive the archive. Refused: what is no zip file or only the beginning of one, two parts of
    /// one name, parts behind a password, and what goes beyond limits.h.
    [[nodiscard]] static std::variant<Archive, Refusal> open(std::string_view bytes);

    /// Names of parts are the same whatever their case, as Open Packaging says.
    [[nodiscard]] bool has(std::string_view part) const;
    /// Whether the name of any part ends so; `ending` is lower-case.
    [[nodiscard]] bool has_ending(std::string_view ending) const;
    [[nodiscard]] std::variant<PartReader, Refusal> open_part(std::string_view part) const;
    /// All of a part. Refused: missing; longer than kMostWholeBytes.
    [[nodiscard]] std::variant<std::string, Refusal> read(std::string_view part) const;

private:
    struct Discard {
        void operator()(zip* archive) const;
    };
    [[nodiscard]] std::optional<Refusal> list_parts();

    std::unique_ptr<zip, Discard> zip_;
    std::map<std::string, std::size_t, std::less<>> indexes_;  // by name in lower case
};

}  // namespace publish
