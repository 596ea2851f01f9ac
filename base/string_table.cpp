#include "base/string_table.h"

#include <toml++/toml.h>

namespace base {
namespace {

Status flatten(const toml::table& table, const std::string& prefix, std::string_view name,
               StringTable& into) {
    for (const auto& [key, node] : table) {
        const std::string path =
            prefix.empty() ? std::string(key.str()) : prefix + "." + std::string(key.str());
        if (const auto* inner = node.as_table()) {
            if (auto done = flatten(*inner, path, name, into); !done) return done;
        } else if (const auto* text = node.as_string()) {
            if (!into.emplace(path, text->get()).second)
                return fail(Errc::invalid,
                            fmt::format("{}:{}: {} is there twice", name, node.source().begin.line, path));
        } else {
            return fail(Errc::invalid, fmt::format("{}:{}: {} is not a text in quotes", name,
                                                   node.source().begin.line, path));
        }
    }
    return {};
}

}  // namespace

Result<StringTable> parse_string_table(std::string_view text, std::string_view name) {
    try {
        StringTable result;
        if (auto done = flatten(toml::parse(text), "", name, result); !done) return fail(done.error());
        return result;
    } catch (const toml::parse_error& error) {
        return fail(Errc::invalid,
                    fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
    }
}

}  // namespace base
