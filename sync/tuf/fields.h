#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace tuf {

/// An object of a document, whose fields are read one by one. The first mistake is remembered with its place,
/// and the readers answer with empty values from then on, so that a parser asks once, at its end.
class Fields {
public:
    using json = nlohmann::json;

    /// The outermost object. Both must outlive this and all that come from it.
    Fields(const json& object, base::Status& status) : Fields(object, status, "") {}

    [[nodiscard]] bool has(const char* name) const { return find(name) != nullptr; }
    [[nodiscard]] std::string text(const char* name) const;
    [[nodiscard]] bool flag(const char* name) const;
    /// A whole number, at least `least`.
    [[nodiscard]] std::int64_t number(const char* name, std::int64_t least) const;
    /// "YYYY-MM-DDTHH:MM:SSZ" and nothing else (4.2.3).
    [[nodiscard]] base::Instant moment(const char* name) const;
    /// The object itself, to be kept.
    [[nodiscard]] const json& object(const char* name) const;
    /// An object whose fields are read.
    [[nodiscard]] Fields inner(const char* name) const;

    /// Calls `take(name, Fields)` for every member of the object `name`; each has to be an object.
    template <class Take>
    void for_each_member(const char* name, Take take) const {
        const json::object_t& members = object(name).get_ref<const json::object_t&>();
        for (const auto& [key, value] : members) {
            const std::string at = place(name) + "." + key;
            if (!is_right(value.is_object(), at, "an object", value)) return;
            take(key, Fields{value, status_, at});
        }
    }
    /// Calls `take(Fields)` for every item of the array `name`; each has to be an object.
    template <class Take>
    void for_each_item(const char* name, Take take) const {
        std::size_t index = 0;
        for (const json& value : array(name)) {
            const std::string at = fmt::format("{}[{}]", place(name), index++);
            if (!is_right(value.is_object(), at, "an object", value)) return;
            take(Fields{value, status_, at});
        }
    }
    /// Calls `take(string)` for every item of the array `name`; each has to be a string.
    template <class Take>
    void for_each_text(const char* name, Take take) const {
        std::size_t index = 0;
        for (const json& value : array(name)) {
            const std::string at = fmt::format("{}[{}]", place(name), index++);
            if (!is_right(value.is_string(), at, "a string", value)) return;
            take(value.get_ref<const std::string&>());
        }
    }
    /// Calls `take(name, string)` for every member of the object `name`; each has to be a string.
    template <class Take>
    void for_each_text_member(const char* name, Take take) const {
        const json::object_t& members = object(name).get_ref<const json::object_t&>();
        for (const auto& [key, value] : members) {
            if (!is_right(value.is_string(), place(name) + "." + key, "a string", value)) return;
            take(key, value.template get_ref<const std::string&>());
        }
    }

    /// Remembers a mistake at the field `name`.
    void refuse(const std::string& name, const std::string& what,
                base::Errc code = base::Errc::corrupt) const;

private:
    Fields(const json& object, base::Status& status, std::string at)
        : object_(object), status_(status), at_(std::move(at)) {}
    [[nodiscard]] std::string place(const std::string& name) const {
        return at_.empty() ? name : at_ + "." + name;
    }
    [[nodiscard]] const json* find(const char* name) const;
    /// The field, when it is there and `is_type` of it; else a mistake and nullptr.
    [[nodiscard]] const json* expect(const char* name, bool (json::*is_type)() const noexcept,
                                     const char* type) const;
    [[nodiscard]] const json& array(const char* name) const;
    bool is_right(bool holds, const std::string& at, const char* type, const json& value) const;

    const json& object_;
    base::Status& status_;
    std::string at_;  // "roles.root"; empty for the outermost object
};

}  // namespace tuf
