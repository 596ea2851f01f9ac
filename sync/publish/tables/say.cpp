#include "sync/publish/tables/say.h"

#include <fmt/args.h>

namespace publish {
namespace {

struct In {
    const Phrasebook& book;

    std::string operator()(const std::string& value) const { return value; }
    std::string operator()(const Bilingual& name) const {
        return book.is_chinese() && !name.zh.empty() ? name.zh : name.en;
    }
    std::string operator()(const Message& message) const { return message.text(book); }
};

}  // namespace

base::Result<Phrasebook> Phrasebook::chinese(std::string_view toml) {
    auto patterns = base::parse_string_table(toml, "publish-zh.toml");
    if (!patterns) return base::fail(patterns.error());
    Phrasebook book;
    book.is_chinese_ = true;
    book.patterns_ = std::move(*patterns);
    return book;
}

std::string_view Phrasebook::pattern(std::string_view english) const {
    const auto found = patterns_.find(english);
    return found == patterns_.end() ? english : std::string_view(found->second);
}

Message::Message(std::string_view pattern, std::vector<Argument> arguments)
    : pattern_(pattern), arguments_(std::move(arguments)) {}

std::string Message::text(const Phrasebook& book) const {
    fmt::dynamic_format_arg_store<fmt::format_context> values;
    for (const Argument& argument : arguments_) values.push_back(std::visit(In{book}, argument.value));
    return fmt::vformat(book.pattern(pattern_), values);
}

}  // namespace publish
