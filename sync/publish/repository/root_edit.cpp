#include "sync/publish/repository/root_edit.h"

#include <set>

#include "catalog/device_state.h"
#include "sync/publish/repository/documents.h"

namespace publish {

using nlohmann::json;

RootEdit::RootEdit(const Repository& repository, base::Instant now) : document_(repository.root_document()) {
    document_["version"] = repository.root().header.version + 1;
    document_["expires"] = base::format_instant(now + kRootLife);
}

void RootEdit::set_keys(const std::string& role, const KeyIds& ids) {
    document_["roles"][role]["keyids"] = ids;
}

void RootEdit::add_key(const SigningKey& key) { document_["keys"][key.id()] = key_document(key.key()); }

json RootEdit::document() const {
    std::set<std::string> used;
    for (const json& role : document_.at("roles"))
        for (const json& id : role.at("keyids")) used.insert(id.get<std::string>());
    json document = document_;
    for (const auto& [id, key] : document_.at("keys").items())
        if (!used.contains(id)) document["keys"].erase(id);
    return document;
}

KeyIds key_ids(const Repository& repository, const std::string& role) {
    return repository.root_document().at("roles").at(role).at("keyids").get<KeyIds>();
}

}  // namespace publish
