#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "sync/publish/tables/workbook/refusal.h"

// What parts of a workbook are written in. pugixml's one home, with limits.h's kMostWholeBytes before it: it
// resolves no entities but XML's own five, reads nothing beside the bytes, and parses without recursion, so
// that depth costs no stack. Names are compared without their prefixes: programs choose those themselves.

namespace publish {

/// Reads all of a part. Refused: what is no XML, has a document type (which is where entities come from) or
/// another encoding than UTF-8, or has another root than `root`.
[[nodiscard]] std::optional<Refusal> parse_part(const std::string& part, std::string_view text,
                                                std::string_view root, pugi::xml_document& into);

/// Reads elements that were taken out of a part; `text` is used up. As parse_part(), but for the root.
[[nodiscard]] std::optional<Refusal> parse_elements(const std::string& part, std::string& text,
                                                    pugi::xml_document& into);

/// "row" of "x:row".
[[nodiscard]] std::string_view local_name(const char* name);
[[nodiscard]] bool is_named(const pugi::xml_node& node, std::string_view local);

/// The first child of that name; none: an empty node.
[[nodiscard]] pugi::xml_node child_of(const pugi::xml_node& node, std::string_view local);

/// An attribute without a prefix; "" where there is none.
[[nodiscard]] std::string_view attribute(const pugi::xml_node& node, const char* name);
/// An attribute of another namespace, such as "r:id", whatever its prefix.
[[nodiscard]] std::string_view foreign_attribute(const pugi::xml_node& node, std::string_view local);
/// "1", "true", "on": as XML Schema writes a yes.
[[nodiscard]] bool is_yes(std::string_view value);

/// The text that stands directly in an element.
[[nodiscard]] std::string text_of(const pugi::xml_node& node);

}  // namespace publish
