#include "sync/tuf/json.h"

#include <utility>
#include <vector>

namespace tuf {
namespace {

using nlohmann::json;

/// Builds the document while it checks what nlohmann-json alone lets pass. Every event answers whether to go
/// on.
class Builder : public json::json_sax_t {
public:
    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(std::int64_t value) override { return add(value); }
    bool number_unsigned(std::uint64_t value) override {
        return value <= static_cast<std::uint64_t>(INT64_MAX) ? add(static_cast<std::int64_t>(value))
                                                              : refuse("a number of more than 64 bits");
    }
    bool number_float(double, const std::string& text) override {
        return refuse(fmt::format("the number {:.40}, which is not a whole one of 64 bits", text));
    }
    bool string(std::string& value) override { return add(std::move(value)); }
    bool binary(json::binary_t&) override { return refuse("binary data"); }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override {
        const auto [place, is_new] = open_.back()->get_ref<json::object_t&>().try_emplace(name);
        if (!is_new) return refuse(fmt::format("the key \"{:.80}\" twice in one object", name));
        member_ = &place->second;
        return true;
    }

    bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception& error) override {
        // "[json.exception.parse_error.101] parse error at line 1, column 3: syntax error ..."
        const std::string_view what = error.what();
        const auto text = what.find(": ");
        why_ = fmt::format("not JSON: {:.200}", text == what.npos ? what : what.substr(text + 2));
        at_ = at;
        return false;
    }

    [[nodiscard]] json take() { return std::move(root_); }
    [[nodiscard]] std::string why() const {
        return at_ == 0 ? why_ : fmt::format("{} (at byte {})", why_, at_);
    }

private:
    bool refuse(std::string why) {
        why_ = std::move(why);
        return false;
    }

    json* place(json value) {
        if (open_.empty()) return &(root_ = std::move(value));
        if (open_.back()->is_object()) return &(*member_ = std::move(value));
        auto& items = open_.back()->get_ref<json::array_t&>();
        return &items.emplace_back(std::move(value));
    }
    bool add(json value) {
        place(std::move(value));
        return true;
    }
    bool open(json value) {
        if (open_.size() == kMaxDepth) return refuse(fmt::format("more than {} levels deep", kMaxDepth));
        open_.push_back(place(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    json root_;
    std::vector<json*> open_;  // from the outermost in. A parent does not grow while a child is open
    json* member_ = nullptr;   // where the next value of the innermost object goes
    std::string why_;
    std::size_t at_ = 0;
};

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

void append_canonical(std::string& out, const json& value) {
    char before = 0;
    switch (value.type()) {
        case json::value_t::object:
            out += '{';
            // Kept in byte order by std::map: that of UTF-8 is that of the code points.
            for (const auto& [name, member] : value.get_ref<const json::object_t&>()) {
                if (std::exchange(before, ',')) out += ',';
                append_string(out, name);
                out += ':';
                append_canonical(out, member);
            }
            out += '}';
            break;
        case json::value_t::array:
            out += '[';
            for (const auto& item : value) {
                if (std::exchange(before, ',')) out += ',';
                append_canonical(out, item);
            }
            out += ']';
            break;
        case json::value_t::string:
            append_string(out, value.get_ref<const std::string&>());
            break;
        default:
            out += value.dump();
    }
}

}  // namespace

base::Result<json> parse_json(std::string_view bytes) {
    Builder builder;
    // A mark in front is skipped by the parser; nobody who writes metadata writes one.
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF")
        return base::fail(base::Errc::corrupt, "begins with a byte order mark");
    if (!json::sax_parse(bytes.begin(), bytes.end(), &builder))
        return base::fail(base::Errc::corrupt, builder.why());
    return builder.take();
}

std::string canonical_json(const json& value) {
    std::string out;
    append_canonical(out, value);
    return out;
}

}  // namespace tuf
