#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/date.h"
#include "sync/publish/repository/repository.h"
#include "sync/publish/repository/signing_key.h"

namespace publish {

using KeyIds = std::vector<std::string>;  // oldest first

/// The next version of the root in the making.
class RootEdit {
public:
    RootEdit(const Repository& repository, base::Instant now);

    /// Who may sign for a role ("root", "targets" ...). Keys that no role has any more are left out.
    void set_keys(const std::string& role, const KeyIds& ids);
    void add_key(const SigningKey& key);
    [[nodiscard]] nlohmann::json document() const;

private:
    nlohmann::json document_;
};

/// Oldest first. REQUIRES: `role` is one of the four.
[[nodiscard]] KeyIds key_ids(const Repository& repository, const std::string& role);

}  // namespace publish
