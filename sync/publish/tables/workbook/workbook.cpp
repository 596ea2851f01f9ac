#include "sync/publish/tables/workbook/workbook.h"

#include <optional>
#include <pugixml.hpp>

#include "base/utf8.h"
#include "sync/publish/tables/workbook/archive.h"
#include "sync/publish/tables/workbook/disguise.h"
#include "sync/publish/tables/workbook/package.h"
#include "sync/publish/tables/workbook/xml.h"

namespace publish {
namespace {

/// What the workbook's own part says.
struct Contents {
    std::string part;
    Relations relations;
    pugi::xml_document document;
};

std::optional<Refusal> read_contents(const Archive& archive, Contents& into) {
    auto part = find_workbook_part(archive);
    if (auto* refusal = std::get_if<Refusal>(&part)) return std::move(*refusal);
    into.part = std::get<std::string>(std::move(part));
    auto relations = read_relations(archive, into.part);
    if (auto* refusal = std::get_if<Refusal>(&relations)) return std::move(*refusal);
    into.relations = std::get<Relations>(std::move(relations));
    auto text = archive.read(into.part);
    if (auto* refusal = std::get_if<Refusal>(&text)) return std::move(*refusal);
    return parse_part(into.part, std::get<std::string>(text), "workbook", into.document);
}

std::optional<Refusal> read_strings(const Archive& archive, const Contents& contents, Strings& into) {
    const Relation* const relation = find_relation(contents.relations, "sharedStrings");
    if (!relation) return std::nullopt;  // every text may stand in its cell
    auto part = archive.open_part(relation->part);
    if (auto* refusal = std::get_if<Refusal>(&part)) return std::move(*refusal);
    return into.read(std::get<PartReader>(part));
}

std::optional<Refusal> read_formats(const Archive& archive, const Contents& contents, Formats& into) {
    const Relation* const relation = find_relation(contents.relations, "styles");
    if (!relation) return std::nullopt;
    auto text = archive.read(relation->part);
    if (auto* refusal = std::get_if<Refusal>(&text)) return std::move(*refusal);
    return into.read(relation->part, std::get<std::string>(text));
}

std::optional<Refusal> read_surroundings(const Archive& archive, const Contents& contents,
                                         SheetSurroundings& into) {
    const auto properties = child_of(contents.document.document_element(), "workbookPr");
    if (is_yes(attribute(properties, "date1904"))) into.epoch = Epoch::from_1904;
    if (auto refusal = read_strings(archive, contents, into.strings)) return refusal;
    return read_formats(archive, contents, into.formats);
}

/// What the list of sheets says of one.
struct Listed {
    Sheet sheet;
    std::string part;  // empty: it has no rows
};

std::variant<Listed, Refusal> listed_sheet(const Contents& contents, const pugi::xml_node& node) {
    Listed listed;
    listed.sheet.name = attribute(node, "name");
    listed.sheet.is_hidden = attribute(node, "state").ends_with("idden");  // hidden, veryHidden
    if (listed.sheet.name.empty() || !base::is_utf8(listed.sheet.name))
        return damaged(contents.part, say("has a sheet without a name in UTF-8"));
    const auto found = contents.relations.find(foreign_attribute(node, "id"));
    if (found == contents.relations.end())
        return damaged(contents.part, say("does not say where its sheet {} is", listed.sheet.name));
    if (found->second.kind == "xlMacrosheet") return has_macros();
    if (found->second.kind == "worksheet") listed.part = found->second.part;
    return listed;
}

}  // namespace

std::variant<Workbook, Refusal> read_workbook(std::string_view bytes,
                                              const std::function<bool(std::string_view)>& is_wanted) {
    if (auto refusal = diagnose_disguise(bytes)) return *std::move(refusal);
    auto opened = Archive::open(bytes);
    if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
    const Archive& archive = std::get<Archive>(opened);
    Contents contents;
    if (auto refusal = read_contents(archive, contents)) return *std::move(refusal);
    SheetSurroundings around;
    if (auto refusal = read_surroundings(archive, contents, around)) return *std::move(refusal);
    Workbook workbook;
    for (const pugi::xml_node& node : child_of(contents.document.document_element(), "sheets").children()) {
        auto listed = listed_sheet(contents, node);
        if (auto* refusal = std::get_if<Refusal>(&listed)) return std::move(*refusal);
        auto& [sheet, part_name] = std::get<Listed>(listed);
        if (!part_name.empty() && is_wanted(sheet.name)) {
            auto part = archive.open_part(part_name);
            if (auto* refusal = std::get_if<Refusal>(&part)) return std::move(*refusal);
            if (auto refusal = read_sheet(std::get<PartReader>(part), around, sheet))
                return *std::move(refusal);
        }
        workbook.sheets.push_back(std::move(sheet));
    }
    if (workbook.sheets.empty()) return damaged(contents.part, say("names no sheet"));
    return workbook;
}

}  // namespace publish
