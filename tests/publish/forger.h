#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "origin.h"
#include "sync/publish/repository/documents.h"
#include "sync/publish/repository/signing_key.h"

namespace publish_test {

/// Somebody who has broken into a server: may write whatever there is in the repository, but has no key but
/// their own.
class Forger {
public:
    explicit Forger(const Origin& origin) : origin_(origin), key_(*publish::SigningKey::generate()) {}

    [[nodiscard]] const publish::SigningKey& key() const { return key_; }
    /// The signed part of a file of metadata.
    [[nodiscard]] nlohmann::json document(const std::string& name) const {
        return nlohmann::json::parse(contents(origin_.metadata(name))).at("signed");
    }
    /// `root` with the forger's key in every role, beside those that are there, and one signature enough.
    [[nodiscard]] nlohmann::json taken_over(nlohmann::json root) const {
        root["keys"][key_.id()] = publish::key_document(key_.key());
        for (auto& role : root["roles"]) {
            role["keyids"].push_back(key_.id());
            role["threshold"] = 1;
        }
        return root;
    }
    /// Signed by the forger alone.
    [[nodiscard]] std::string signed_by_forger(const nlohmann::json& document) const {
        return *publish::sign(document, {&key_});
    }
    void put(const std::string& name, const std::string& bytes) const {
        std::filesystem::remove_all(origin_.metadata(name));
        REQUIRE(base::write_file(origin_.metadata(name), bytes));
    }

private:
    const Origin& origin_;
    publish::SigningKey key_;
};

}  // namespace publish_test
