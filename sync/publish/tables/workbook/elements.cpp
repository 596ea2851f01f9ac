#include "sync/publish/tables/workbook/elements.h"

#include <algorithm>

#include "sync/publish/tables/workbook/limits.h"

namespace publish {
namespace {

constexpr std::string_view::size_type kMore =
    std::string_view::npos;  // the token does not end in these bytes

/// Where the tag at the start of `text` ends, past its ">", which may also stand within quotation marks.
std::size_t tag_length(std::string_view text) {
    char quote = '\0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (quote != '\0')
            quote = text[at] == quote ? '\0' : quote;
        else if (text[at] == '"' || text[at] == '\'')
            quote = text[at];
        else if (text[at] == '>')
            return at + 1;
    }
    return kMore;
}

std::size_t length_until(std::string_view text, std::string_view end) {
    const auto found = text.find(end);
    return found == kMore ? kMore : found + end.size();
}

/// "row" of "row r=..." and of "x:row>"; nothing when the name may go on behind these bytes.
std::optional<std::string_view> name_in(std::string_view text) {
    const auto end = text.find_first_of(" \t\r\n/>");
    if (end == kMore) return std::nullopt;
    const auto colon = text.substr(0, end).find(':');
    return text.substr(colon == kMore ? 0 : colon + 1, end - (colon == kMore ? 0 : colon + 1));
}

/// Follows the tags of a document that comes in pieces, and parts it into elements and the rest.
class Splitter {
public:
    Splitter(const std::string& part, std::string_view element, const UseElements& use)
        : part_(part), element_(element), use_(use) {}

    /// Takes what can be told of `text` off it. `is_all`: no more comes.
    std::optional<Refusal> feed(std::string& text, bool is_all);
    /// REQUIRES: fed to the end.
    std::optional<Refusal> finish();
    [[nodiscard]] std::string take_rest() { return std::move(rest_); }

private:
    /// What begins at "<"; `length` is kMore where more bytes are needed.
    struct Token {
        std::size_t length = kMore;
        enum { other, opens, closes, opens_and_closes } kind = other;
    };
    [[nodiscard]] Token token_at(std::string_view text) const;
    std::optional<Refusal> pass(const Token& token);
    void put(std::string_view text) { (is_inside_ ? run_ : rest_) += text; }
    std::optional<Refusal> use_run();

    const std::string& part_;
    std::string_view element_;
    const UseElements& use_;
    std::string run_, rest_;  // whole elements that are not used yet, perhaps with a begun one behind them
    std::size_t element_bytes_ = 0;
    bool is_inside_ = false;
};

Splitter::Token Splitter::token_at(std::string_view text) const {
    if (text.starts_with("<!--")) return {length_until(text, "-->")};
    if (text.starts_with("<![CDATA[")) return {length_until(text, "]]>")};
    if (text.starts_with("<?")) return {length_until(text, "?>")};
    if (text.starts_with("<!") && text.size() < 9) return {};
    const bool closes = text.starts_with("</");
    const auto name = name_in(text.substr(std::min<std::size_t>(text.size(), closes ? 2 : 1)));
    if (!name) return {};
    if (*name != element_) return {1};  // its text goes on behind the "<"
    Token token{tag_length(text), closes ? Token::closes : Token::opens};
    if (!closes && token.length != kMore && text[token.length - 2] == '/')
        token.kind = Token::opens_and_closes;
    return token;
}

std::optional<Refusal> Splitter::pass(const Token& token) {
    const bool closes = token.kind == Token::closes;
    if (token.kind != Token::other && closes != is_inside_)
        return damaged(
            part_, say("is no whole XML: a <{}> within another, or a </{}> without one", element_, element_));
    return std::nullopt;
}

std::optional<Refusal> Splitter::use_run() {
    constexpr std::size_t kEnough = 256 * 1024;
    if (run_.size() < kEnough) return std::nullopt;
    auto refusal = use_(run_);
    run_.clear();
    return refusal;
}

std::optional<Refusal> Splitter::feed(std::string& text, bool is_all) {
    std::size_t done = 0;
    for (std::size_t at = 0;;) {
        at = std::min(text.find('<', at), text.size());
        const std::string_view ahead = std::string_view(text).substr(at);
        Token token;
        if (!ahead.empty()) token = token_at(ahead);
        if (token.length == kMore) {
            put(std::string_view(text).substr(done, (is_all ? text.size() : at) - done));
            text.erase(0, is_all ? text.size() : at);
            break;
        }
        if (auto refusal = pass(token)) return refusal;
        if (token.kind == Token::opens || token.kind == Token::opens_and_closes) {
            put(std::string_view(text).substr(done, at - done));
            done = at;
            is_inside_ = true;
            element_bytes_ = run_.size();
        }
        at += token.length;
        if (token.kind == Token::closes || token.kind == Token::opens_and_closes) {
            put(std::string_view(text).substr(done, at - done));
            done = at;
            is_inside_ = false;
            if (auto refusal = use_run()) return refusal;
        }
    }
    const std::size_t open = is_inside_ ? run_.size() - element_bytes_ : 0;
    if (open + text.size() > kMostElementBytes)
        return damaged(part_, say("has a <{}> of more than {} MiB", element_, kMostElementBytes / kMiB));
    if (rest_.size() > kMostWholeBytes)
        return damaged(part_, say("has more than {} MiB beside its <{}>", kMostWholeBytes / kMiB, element_));
    return std::nullopt;
}

std::optional<Refusal> Splitter::finish() {
    if (is_inside_) return damaged(part_, say("is no whole XML: it ends within a <{}>", element_));
    return run_.empty() ? std::nullopt : use_(run_);
}

}  // namespace

std::variant<std::string, Refusal> take_elements(PartReader& part, std::string_view element,
                                                 const UseElements& use) {
    Splitter splitter(part.name(), element, use);
    std::string text;
    for (bool is_at_end = false; !is_at_end;) {
        if (auto refusal = part.read_more(text, is_at_end)) return *std::move(refusal);
        if (auto refusal = splitter.feed(text, is_at_end)) return *std::move(refusal);
    }
    if (auto refusal = splitter.finish()) return *std::move(refusal);
    return splitter.take_rest();
}

}  // namespace publish
