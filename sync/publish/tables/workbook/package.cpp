#include "sync/publish/tables/workbook/package.h"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <vector>

#include "sync/publish/tables/workbook/xml.h"

namespace publish {
namespace {

constexpr const char* kTypesPart = "[Content_Types].xml";

/// "a b" of "a%20b".
std::string without_percent_signs(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned value = 0;
        const char* const digits = text.data() + at + 1;
        if (text[at] == '%' && at + 2 < text.size() &&
            std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
            plain += static_cast<char>(value);
            at += 2;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

std::string folder_of(std::string_view part) { return std::string(part.substr(0, part.rfind('/') + 1)); }

/// "xl/worksheets/sheet1.xml" of "/xl/worksheets/sheet1.xml", or of "worksheets/sheet1.xml" said by
/// "xl/workbook.xml".
std::string resolved(const std::string& from, std::string_view target) {
    const std::string path =
        target.starts_with('/') ? std::string(target) : folder_of(from) + std::string(target);
    std::vector<std::string> steps;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string step = path.substr(at, end - at);
        if (step == ".." && !steps.empty())
            steps.pop_back();
        else if (!step.empty() && step != "." && step != "..")
            steps.push_back(step);
        at = end + 1;
    }
    std::string joined;
    for (const std::string& step : steps) joined += (joined.empty() ? "" : "/") + step;
    return without_percent_signs(joined);
}

std::string list_of(const std::string& part) {
    return folder_of(part) + "_rels/" + part.substr(folder_of(part).size()) + ".rels";
}

/// "" where nothing is said of the part alone.
std::string type_of(const pugi::xml_document& types, const std::string& part) {
    for (const pugi::xml_node& node : types.document_element().children())
        if (is_named(node, "Override") && attribute(node, "PartName") == "/" + part)
            return std::string(attribute(node, "ContentType"));
    return "";
}

std::optional<Refusal> judge_type(const std::string& type) {
    const auto has = [&](std::string_view part) { return type.find(part) != type.npos; };
    if (has("sheet.binary")) return Refusal{say("the file is a binary workbook (.xlsb)"), save_again()};
    if (has("macroEnabled")) return has_macros();
    if (has("wordprocessingml")) return Refusal{say("the file is a text document (.docx)"), save_again()};
    if (has("presentationml")) return Refusal{say("the file is a presentation (.pptx)"), save_again()};
    return std::nullopt;
}

/// Archives that are no Open Packaging at all.
Refusal foreign_archive(const Archive& archive) {
    if (archive.has("mimetype") && archive.has("content.xml"))
        return {say("the file is an OpenDocument (.ods)"), save_again()};
    if (archive.has("Index.zip") || archive.has("Index/Document.iwa"))
        return {say("the file is a workbook of Numbers"), say("export it as .xlsx (Export To, Excel)")};
    return {say("the file is an archive, but no workbook"), save_again()};
}

}  // namespace

std::variant<Relations, Refusal> read_relations(const Archive& archive, const std::string& part) {
    Relations relations;
    const std::string list = list_of(part);
    if (!archive.has(list)) return relations;
    auto text = archive.read(list);
    if (auto* refusal = std::get_if<Refusal>(&text)) return std::move(*refusal);
    pugi::xml_document document;
    if (auto refusal = parse_part(list, std::get<std::string>(text), "Relationships", document))
        return *std::move(refusal);
    for (const pugi::xml_node& node : document.document_element().children()) {
        if (!is_named(node, "Relationship")) continue;
        const std::string_view type = attribute(node, "Type");
        const bool is_outside = attribute(node, "TargetMode") == "External";
        relations[std::string(attribute(node, "Id"))] = {
            std::string(type.substr(type.rfind('/') + 1)),
            is_outside ? std::string() : resolved(part, attribute(node, "Target"))};
    }
    return relations;
}

const Relation* find_relation(const Relations& relations, std::string_view kind) {
    const auto found = std::find_if(relations.begin(), relations.end(),
                                    [&](const auto& entry) { return entry.second.kind == kind; });
    return found == relations.end() ? nullptr : &found->second;
}

std::variant<std::string, Refusal> find_workbook_part(const Archive& archive) {
    if (!archive.has(kTypesPart)) return foreign_archive(archive);
    auto relations = read_relations(archive, "");
    if (auto* refusal = std::get_if<Refusal>(&relations)) return std::move(*refusal);
    const Relation* const main = find_relation(std::get<Relations>(relations), "officeDocument");
    if (!main || main->part.empty()) return damaged("_rels/.rels", say("does not name the workbook"));
    auto text = archive.read(kTypesPart);
    if (auto* refusal = std::get_if<Refusal>(&text)) return std::move(*refusal);
    pugi::xml_document types;
    if (auto refusal = parse_part(kTypesPart, std::get<std::string>(text), "Types", types))
        return *std::move(refusal);
    if (auto refusal = judge_type(type_of(types, main->part))) return *std::move(refusal);
    if (archive.has_ending("vbaproject.bin")) return has_macros();
    return main->part;
}

}  // namespace publish
