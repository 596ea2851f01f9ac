#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sync/publish/tables/workbook/archive.h"
#include "sync/publish/tables/workbook/refusal.h"

// Which part of an archive is what (Open Packaging Conventions): content types and relationships.

namespace publish {

/// What a part is related to, by the relationship's id.
struct Relation {
    std::string kind;  // "worksheet": the last word of its type, the same in strict and transitional files
    std::string part;  // from the archive's root, without a "/" before it; empty: outside of the archive
};
using Relations = std::map<std::string, Relation, std::less<>>;

/// `part`: "" for the archive as a whole. No relations where the archive has no list of them.
[[nodiscard]] std::variant<Relations, Refusal> read_relations(const Archive& archive,
                                                              const std::string& part);

/// The first relation of a kind, or nullptr.
[[nodiscard]] const Relation* find_relation(const Relations& relations, std::string_view kind);

/// The part that describes the workbook ("xl/workbook.xml", whatever it is called). Refused: documents of
/// other kinds and formats, and workbooks with macros.
[[nodiscard]] std::variant<std::string, Refusal> find_workbook_part(const Archive& archive);

}  // namespace publish
