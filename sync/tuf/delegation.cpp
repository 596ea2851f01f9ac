#include "sync/tuf/delegation.h"

#include <algorithm>

#include "sync/tuf/hashes.h"

namespace tuf {
namespace {

/// The character at the front of `text`, which is not empty: UTF-8 is all that comes through the parser.
std::string_view first_character(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
    return text.substr(0, size);
}

/// What one element of a pattern did with a character.
struct Step {
    bool is_match = false;
    std::size_t pattern_size = 1;  // bytes of the pattern that it took
};

/// `pattern` begins with '['. One that is never closed stands for itself. Byte order of UTF-8 is that of the
/// code points, so that a range is a comparison of texts.
Step match_set(std::string_view pattern, std::string_view character) {
    const bool is_negated = pattern.size() > 1 && pattern[1] == '!';
    std::size_t at = is_negated ? 2 : 1;
    const std::size_t end = pattern.find(']', at + 1);  // a ']' in front is a member
    if (end == pattern.npos) return {character == "[", 1};
    bool is_member = false;
    while (at < end) {
        const auto low = first_character(pattern.substr(at, end - at));
        at += low.size();
        auto high = low;
        if (at + 1 < end && pattern[at] == '-') {
            high = first_character(pattern.substr(at + 1, end - at - 1));
            at += 1 + high.size();
        }
        is_member = is_member || (low <= character && character <= high);
    }
    return {is_member != is_negated, end + 1};
}

Step match_one(std::string_view pattern, std::string_view character) {
    if (pattern[0] == '?') return {true, 1};
    if (pattern[0] == '[') return match_set(pattern, character);
    const auto literal = first_character(pattern);
    return {literal == character, literal.size()};
}

/// Without '/'. A later '*' makes the earlier ones final, so that the time is at most the product of the
/// sizes.
bool matches_part(std::string_view pattern, std::string_view text) {
    std::string_view after_star, retry;
    bool has_star = false;
    while (!text.empty()) {
        if (!pattern.empty() && pattern[0] == '*') {
            has_star = true;
            pattern.remove_prefix(1);
            after_star = pattern;
            retry = text;
            continue;
        }
        const auto character = first_character(text);
        const Step step = pattern.empty() ? Step{} : match_one(pattern, character);
        if (step.is_match) {
            pattern.remove_prefix(step.pattern_size);
            text.remove_prefix(character.size());
            continue;
        }
        if (!has_star) return false;
        retry.remove_prefix(first_character(retry).size());
        text = retry;
        pattern = after_star;
    }
    return pattern.find_first_not_of('*') == pattern.npos;
}

bool is_trusted_with(const Delegation& delegation, const std::string& target,
                     const std::string& target_hash) {
    return std::any_of(delegation.paths.begin(), delegation.paths.end(),
                       [&](const std::string& pattern) { return matches_pattern(pattern, target); }) ||
           std::any_of(
               delegation.path_hash_prefixes.begin(), delegation.path_hash_prefixes.end(),
               [&](const std::string& prefix) { return target_hash.compare(0, prefix.size(), prefix) == 0; });
}

/// TAP 15: the first `bit_length` bits of the hash, as many digits as the highest bin needs.
Delegation bin_for(const SuccinctRoles& roles, const std::string& target_hash) {
    const auto first_32_bits = std::stoul(target_hash.substr(0, 8), nullptr, 16);
    const auto bin = static_cast<std::uint64_t>(first_32_bits) >> (32 - roles.bit_length);
    const int digits = (roles.bit_length + 3) / 4;
    return {fmt::format("{}-{:0{}x}", roles.name_prefix, bin, digits), roles.role, {}, {}, true};
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view path) {
    while (true) {
        const auto pattern_end = pattern.find('/'), path_end = path.find('/');
        if (!matches_part(pattern.substr(0, pattern_end), path.substr(0, path_end))) return false;
        if (pattern_end == pattern.npos || path_end == path.npos) return pattern_end == path_end;
        pattern.remove_prefix(pattern_end + 1);
        path.remove_prefix(path_end + 1);
    }
}

std::vector<Delegation> delegations_for(const Delegations& delegations, const std::string& target) {
    const std::string target_hash = sha256_hex(target);
    if (delegations.succinct) return {bin_for(*delegations.succinct, target_hash)};
    std::vector<Delegation> found;
    for (const Delegation& delegation : delegations.roles)
        if (is_trusted_with(delegation, target, target_hash)) found.push_back(delegation);
    return found;
}

}  // namespace tuf
