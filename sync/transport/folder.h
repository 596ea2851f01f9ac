#pragma once

#include <filesystem>

#include "sync/transport/source.h"

namespace transport {

/// A repository in a folder, on a USB stick for example. Nothing outside the folder is ever read: symbolic
/// links are refused, wherever they lead.
class Folder : public Source {
public:
    explicit Folder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Errors: not_found; io (cannot be read: a stick that was pulled out, a link, a device); network (longer
    /// than wanted, as for any other source).
    base::Result<Reply> fetch(const Request& request, Receiver& receiver) override;
    [[nodiscard]] std::string name() const override { return folder_.string(); }

private:
    std::filesystem::path folder_;
};

/// "a%20b" as "a b". Nothing when a '%' has no two digits behind it, or a NUL or '/' comes of it.
[[nodiscard]] std::optional<std::string> decode_name(std::string_view name);

}  // namespace transport
