#pragma once

#include <filesystem>

#include "sync/transport/source.h"

namespace transport {

/// A repository in a folder, on a USB stick for example. Nothing outside the folder is ever read: symbolic
/// links are refused, wherever they lead.
class Folder : public Source {
public:
    explicit Folder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Errors: not_found; network (cannot be read: a stick that was pulled out, a link, a device; longer than
    /// wanted); invalid (the path is none); io (the receiver's).
    base::Result<Reply> fetch(const Request& request, Receiver& receiver) override;
    [[nodiscard]] std::string name() const override { return folder_.string(); }
    [[nodiscard]] std::string advice() const override {
        return "check the folder: it must hold metadata/ and targets/ as the publisher made them, as files, "
               "not as "
               "links";
    }

private:
    std::filesystem::path folder_;
};

/// "a%20b" as "a b". Nothing when a '%' has no two digits behind it, or a NUL or '/' comes of it.
[[nodiscard]] std::optional<std::string> decode_name(std::string_view name);

}  // namespace transport
