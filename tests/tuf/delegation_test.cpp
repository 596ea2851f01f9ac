#include "sync/tuf/delegation.h"

#include <doctest/doctest.h>

#include "repository.h"

TEST_CASE("patterns: as a shell matches paths, and a wildcard never matches '/'") {
    struct Case {
        const char *pattern, *path;
        bool matches;
    };
    const Case cases[] = {
        // The specification's own.
        {"targets/*.tgz", "targets/foo.tgz", true},
        {"targets/*.tgz", "targets/bar.tgz", true},
        {"targets/*.tgz", "targets/foo.txt", false},
        {"foo-version-?.tgz", "foo-version-2.tgz", true},
        {"foo-version-?.tgz", "foo-version-a.tgz", true},
        {"foo-version-?.tgz", "foo-version-alpha.tgz", false},
        {"*.tgz", "foo.tgz", true},
        {"*.tgz", "targets/foo.tgz", false},
        {"foo.tgz", "foo.tgz", true},
        {"foo.tgz", "food.tgz", false},
        // Ours.
        {"", "", true},
        {"", "a", false},
        {"*", "", true},
        {"*", "a", true},
        {"*", "a/b", false},
        {"*/*", "a/b", true},
        {"*/*", "a/b/c", false},
        {"a/*", "a/", true},
        {"a/*", "a", false},
        {"/a", "a", false},
        {"?", "/", false},
        {"?", "公", true},
        {"?", "公示", false},
        {"公*", "公示屏", true},
        {"*a*b", "xxaxxaxb", true},
        {"*a*b", "xxaxxaxbc", false},
        {"**", "abc", true},
        {"a?c", "abc", true},
        {"a?c", "ac", false},
        {"[ab]", "b", true},
        {"[ab]", "c", false},
        {"[!ab]", "c", true},
        {"[!ab]", "a", false},
        {"[a-cx]1", "b1", true},
        {"[a-cx]1", "x1", true},
        {"[a-cx]1", "d1", false},
        {"[]]", "]", true},
        {"[!]]", "]", false},
        {"[a-]", "-", true},
        {"[", "[", true},
        {"[a", "[a", true},
        {"[一-十]", "丁", true},
        {"[*]", "*", true},
        {"[*]", "a", false},
        {"x[/]y", "x/y", false},
        {"\\*", "\\x", true},
        {"A", "a", false},
        {".*", ".hidden", true},
        {"*", ".hidden", true},
    };
    for (const Case& c : cases) {
        CAPTURE(c.pattern);
        CAPTURE(c.path);
        CHECK(tuf::matches_pattern(c.pattern, c.path) == c.matches);
    }
    // Time is bounded, whatever the pattern.
    std::string stars, letters(3000, 'a');
    for (int i = 0; i < 1500; ++i) stars += "*a";
    CHECK_FALSE(tuf::matches_pattern(stars + "b", letters));
}

TEST_CASE("delegations: prefixes of the path's hash") {
    const std::string hash = tuf::sha256_hex("a.txt");
    tuf::Delegations delegations;
    const auto add = [&](const char* name, std::vector<std::string> prefixes) {
        tuf::Delegation& added = delegations.roles.emplace_back();
        added.name = name;
        added.path_hash_prefixes = std::move(prefixes);
    };
    add("none", {});
    add("other", {hash[0] == '0' ? "1" : "0"});
    add("all", {""});
    add("first", {"xx", hash.substr(0, 1)});
    add("whole", {hash});
    add("longer", {hash + "0"});
    std::string names;
    for (const auto& delegation : tuf::delegations_for(delegations, "a.txt")) names += delegation.name + " ";
    CHECK(names == "all first whole ");
}

TEST_CASE("delegations: succinct roles name the bin by the first bits of the hash") {
    // sha256("abc") = ba7816bf...
    struct Case {
        int bits;
        const char* name;
    };
    for (const Case& c :
         {Case{1, "bin-1"}, Case{3, "bin-5"}, Case{4, "bin-b"}, Case{5, "bin-17"}, Case{8, "bin-ba"},
          Case{9, "bin-174"}, Case{16, "bin-ba78"}, Case{32, "bin-ba7816bf"}}) {
        tuf::Delegations delegations;
        delegations.succinct = tuf::SuccinctRoles{"bin", {{"key"}, 1}, c.bits};
        const auto found = tuf::delegations_for(delegations, "abc");
        REQUIRE(found.size() == 1);
        CHECK(found[0].name == c.name);
        CHECK(found[0].is_terminating);
        CHECK(found[0].role.key_ids.count("key") == 1);
    }
}
