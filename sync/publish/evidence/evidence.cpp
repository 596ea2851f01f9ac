#include "sync/publish/evidence/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "catalog/facts.h"
#include "words/strings.h"
#include "words/telling.h"

namespace publish {
namespace {

std::string line(std::string_view what, const std::string& words) {
    return words.empty() ? "" : fmt::format("{:<13} {}\n", what, words);
}

/// 147 of "147", "T-147" and "t147"; 0: it is no number.
int number_in(std::string_view name) {
    if (name.starts_with('T') || name.starts_with('t')) name.remove_prefix(1);
    if (name.starts_with('-')) name.remove_prefix(1);
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc{} && end == name.data() + name.size() ? number : 0;
}

/// What is said of one target in one language.
class Telling {
public:
    Telling(const catalog::Store& store, const catalog::Facts& facts, const catalog::Source& document,
            const words::Strings& strings)
        : store_(store), facts_(facts), document_(document), s_(strings) {}

    [[nodiscard]] base::Result<std::string> text() const {
        const catalog::Target& t = facts_.target;
        const auto clauses = store_.clauses();
        if (!clauses) return base::fail(clauses.error());
        std::string lines = fmt::format("[{}]\n", s_.language().tag);
        lines += line("name", s_.pick(t.name));
        lines += line("quote",
                      words::in_quotation_marks(t.quote, words::language_of(document_, store_.release())));
        lines += line("translation", words::translation_text(t, s_));
        lines += line("document", words::document_text(t, document_, *clauses, s_) + " · " +
                                      words::publisher_text(document_, std::nullopt, s_));
        if (const auto promise = words::promised(t, s_).joined(); !promise.empty())
            lines += line("promise", words::promise_label(facts_, s_) + " " + promise);
        lines += line("deadline", words::due_text(t, s_));
        if (facts_.shown) {
            auto figure = figure_lines(*facts_.shown);
            if (!figure) return figure;
            lines += *figure;
        }
        return lines + line("state", words::state_text(facts_, s_));
    }

private:
    [[nodiscard]] base::Result<std::string> figure_lines(const catalog::Observation& figure) const {
        const auto source = store_.source(figure.source);
        if (!source) return base::fail(source.error());
        return line("figure", words::figure_text(facts_.target, figure, s_)) +
               line("caliber", words::caveat_text(figure, s_)) +
               line("source",
                    words::source_text(figure, words::publisher_text(*source, figure.published_on, s_), s_)) +
               line("excerpt", figure.excerpt.empty()
                                   ? ""
                                   : words::in_quotation_marks(
                                         figure.excerpt, words::language_of(*source, store_.release())));
    }

    const catalog::Store& store_;
    const catalog::Facts& facts_;
    const catalog::Source& document_;
    const words::Strings& s_;
};

}  // namespace

base::Result<catalog::TargetId> find_target(const catalog::Store& store, const std::string& name) {
    const auto keys = store.target_keys();
    if (!keys) return base::fail(keys.error());
    const int number = number_in(name);
    for (const auto& key : *keys)
        if (key.id.text == name || (number > 0 && key.number == number)) return key.id;
    return base::fail(
        base::Errc::not_found,
        fmt::format("the release has no target {}: give its id, or the number on its page such as {}", name,
                    keys->empty() ? "T-001" : words::number_text(keys->front().number)));
}

base::Result<std::string> tell_target(const catalog::Store& store, const catalog::TargetId& id,
                                      catalog::Today today) {
    const auto facts = catalog::load_facts(store, today, id);
    if (!facts) return base::fail(facts.error());
    const auto document = store.source(facts->target.source);
    if (!document) return base::fail(document.error());
    std::string text;
    for (const std::string& tag : store.release().languages) {
        const words::Language* language = words::find_language(tag);
        if (language == nullptr) continue;  // a release for a newer program
        const auto strings = words::Strings::open(*language);
        if (!strings) return base::fail(strings.error());
        const auto told = Telling{store, *facts, *document, *strings}.text();
        if (!told) return told;
        text += (text.empty() ? "" : "\n") + *told;
    }
    return text;
}

}  // namespace publish
