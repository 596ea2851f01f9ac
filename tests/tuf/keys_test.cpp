#include <doctest/doctest.h>

#include "repository.h"
#include "sync/tuf/encoding.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/signatures.h"

namespace {

tuf::Envelope signed_by(const std::vector<Signer>& signers, const std::string& text = "the message") {
    tuf::Envelope envelope{{}, text, {}};
    for (const Signer& signer : signers) envelope.signatures.push_back({signer.id(), signer.sign(text)});
    return envelope;
}

tuf::Role role_of(const std::vector<Signer>& signers, std::int64_t threshold) {
    tuf::Role role{{}, threshold};
    for (const Signer& signer : signers) role.key_ids.insert(signer.id());
    return role;
}

tuf::Keys keys_of(const std::vector<Signer>& signers) {
    tuf::Keys keys;
    for (const Signer& signer : signers) keys[signer.id()] = signer.key();
    return keys;
}

tuf::Key retyped(const Signer& signer, const char* type, const std::string& public_part = "") {
    tuf::Key key = signer.key();
    key.type = type;
    if (!public_part.empty()) key.public_part = public_part;
    return key;
}

}  // namespace

TEST_CASE("keys: every scheme and spelling verifies what it signed and nothing else") {
    const Signer p256 = Signer::ecdsa(), p384 = Signer::ecdsa("P-384");
    const Signer signers[] = {
        Signer::ed25519(),
        p256,
        p384,
        p256.with_key(retyped(p256, "ecdsa-sha2-nistp256")),
        p384.with_key(retyped(p384, "ecdsa-sha2-nistp384")),
        p256.with_key(retyped(p256, "ecdsa-sha2-nistp256", p256.point())),
        p256.with_key(retyped(p256, "ecdsa", p256.point())),
        Signer::rsa(2048, 32),
        Signer::rsa(2048, -3),
        Signer::rsa(3072, 20),
    };
    for (const Signer& signer : signers) {
        CAPTURE(signer.key().type);
        CAPTURE(signer.key().public_part);
        const auto key = tuf::PublicKey::open(signer.key());
        REQUIRE_MESSAGE(key, message(key));
        std::string good = tuf::from_hex(signer.sign("message")).value();
        CHECK(key->is_signed("message", good));
        CHECK_FALSE(key->is_signed("massage", good));
        CHECK_FALSE(key->is_signed("message", ""));
        CHECK_FALSE(key->is_signed("message", good + "x"));
        CHECK_FALSE(key->is_signed("message", good.substr(1)));
        good[good.size() / 2] = static_cast<char>(good[good.size() / 2] ^ 1);
        CHECK_FALSE(key->is_signed("message", good));
    }
}

TEST_CASE("keys: an RSA signature is as long as its key, also where it begins with zeros") {
    const Signer signer = Signer::rsa();
    const auto key = tuf::PublicKey::open(signer.key());
    REQUIRE(key);
    std::string signature = "not yet";
    for (int tries = 0; tries < 20'000 && signature[0] != 0; ++tries)  // one of 256 does
        signature = tuf::from_hex(signer.sign("message")).value();
    REQUIRE(signature[0] == 0);
    CHECK(key->is_signed("message", signature));
    CHECK_FALSE(key->is_signed("message", signature.substr(1)));
}

TEST_CASE("keys: one that is not what its type says is not taken") {
    const Signer ed = Signer::ed25519(), p256 = Signer::ecdsa(), p384 = Signer::ecdsa("P-384"),
                 rsa = Signer::rsa();
    struct Case {
        tuf::Key key;
        base::Errc code;
    };
    const auto invalid = base::Errc::invalid, unsupported = base::Errc::unsupported;
    const Case cases[] = {
        {{"ed25519", "ed25519", ""}, invalid},
        {{"ed25519", "ed25519", ed.key().public_part.substr(2)}, invalid},
        {{"ed25519", "ed25519", std::string(64, 'g')}, invalid},
        {{"ed25519", "ed25519", p256.key().public_part}, invalid},
        {{"ecdsa", "ecdsa-sha2-nistp256", p384.key().public_part}, invalid},
        {{"ecdsa", "ecdsa-sha2-nistp384", p256.key().public_part}, invalid},
        {{"ecdsa", "ecdsa-sha2-nistp256", rsa.key().public_part}, invalid},
        {{"ecdsa", "ecdsa-sha2-nistp256", p384.point()}, invalid},
        {{"ecdsa", "ecdsa-sha2-nistp256", "04" + std::string(128, '1')}, invalid},
        {{"ecdsa", "ecdsa-sha2-nistp256", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"},
         invalid},
        {{"rsa", "rsassa-pss-sha256", p256.key().public_part}, invalid},
        {{"rsa", "rsassa-pss-sha256", Signer::rsa(1024).key().public_part}, invalid},
        {{"rsa", "rsa-pkcs1v15-sha256", rsa.key().public_part}, unsupported},
        {{"rsa", "ed25519", ed.key().public_part}, unsupported},
        {{"ed25519", "ecdsa-sha2-nistp256", p256.key().public_part}, unsupported},
        {{"ecdsa-sha2-nistp384", "ecdsa-sha2-nistp256", p256.key().public_part}, unsupported},
        {{"sphincs", "sphincs-1", "00"}, unsupported},
        {{"", "", ""}, unsupported},
    };
    for (const Case& c : cases) {
        CAPTURE(c.key.type);
        CAPTURE(c.key.public_part);
        const auto key = tuf::PublicKey::open(c.key);
        REQUIRE_FALSE(key);
        CHECK(key.error().code == c.code);
    }
}

TEST_CASE("signatures: a threshold is of different keys") {
    const Signer a = Signer::ed25519(), b = Signer::ecdsa(), c = Signer::ed25519(),
                 stranger = Signer::ed25519();
    const Signer a_again = a.with_id("another id of a");
    const Signer b_point = b.with_id("b as a point").with_key(retyped(b, "ecdsa", b.point()));
    const Signer unknown = c.with_id("unknown").with_key({"lattice", "lattice-1", ""});
    const std::vector<Signer> all{a, b, c, a_again, b_point, unknown};
    const auto verify = [&](const std::vector<Signer>& by, std::int64_t threshold) {
        return tuf::verify_signatures(signed_by(by), role_of(all, threshold), keys_of(all));
    };
    CHECK(verify({a}, 1));
    CHECK(verify({a, b}, 2));
    CHECK(verify({stranger, unknown, c, a}, 2));  // beside enough others, they do no harm
    CHECK(verify({a, a, b}, 2));
    CHECK(is_refused(verify({}, 1), "signed by 0 of its role's keys, but needs 1"));
    CHECK(is_refused(verify({a}, 2), "signed by 1 of its role's keys, but needs 2"));
    CHECK(is_refused(verify({a, a, a}, 2), "by 1"));
    CHECK(is_refused(verify({a, a_again}, 2), "by 1"));
    CHECK(is_refused(verify({b, b_point}, 2), "by 1"));
    CHECK(is_refused(verify({a, stranger}, 2), "by 1"));
    CHECK(is_refused(verify({a, unknown}, 2), "a key of type \"lattice\""));
    CHECK(is_refused(verify({a, b, c}, 4), "by 3"));
}

TEST_CASE("signatures: a file in which a key id stands twice is refused, whatever else signed it") {
    const auto file = [](const std::string& signatures) {
        return tuf::parse_envelope(R"({"signed":{},"signatures":[)" + signatures + "]}");
    };
    CHECK(file(R"({"keyid":"a","sig":"00"},{"keyid":"b","sig":"00"},{"keyid":"A","sig":"00"})"));
    for (const char* twice : {R"({"keyid":"a","sig":"00"},{"keyid":"a","sig":"00"})",
                              R"({"keyid":"a","sig":"00"},{"keyid":"b","sig":"01"},{"keyid":"a","sig":"02"})",
                              R"({"keyid":"\u0061","sig":"00"},{"keyid":"a","sig":"00"})"})
        CHECK(is_refused(file(twice), "signatures: has a twice"));
}

TEST_CASE("signatures: a wrong one does not hide a right one, nor count") {
    const Signer a = Signer::ed25519(), b = Signer::ed25519();
    tuf::Envelope envelope = signed_by({a});
    envelope.signatures.insert(envelope.signatures.begin(), {a.id(), b.sign("the message")});
    CHECK(tuf::verify_signatures(envelope, role_of({a}, 1), keys_of({a})));
    for (const char* bad : {"", "zz", "00", "0"}) {
        envelope.signatures = {{a.id(), bad}};
        CHECK(is_refused(tuf::verify_signatures(envelope, role_of({a}, 1), keys_of({a})),
                         "the signature is wrong"));
    }
    // Of the role, but not in the list of keys; in the list, but not of the role.
    CHECK(is_refused(tuf::verify_signatures(signed_by({a}), role_of({a}, 1), {}), "the key is not listed"));
    CHECK_FALSE(tuf::verify_signatures(signed_by({a}), role_of({b}, 1), keys_of({a, b})));
    // Work that an attacker gives us has an end.
    envelope.signatures.assign(2000, {a.id(), "00"});
    envelope.signatures.push_back({a.id(), a.sign("the message")});
    CHECK_FALSE(tuf::verify_signatures(envelope, role_of({a}, 1), keys_of({a})));
}

TEST_CASE("hashes: known ones must all match, unknown ones need company") {
    const std::string abc256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const std::string abc512 =
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d"
        "4423643ce8"
        "0e2a9ac94fa54ca49f";
    CHECK(tuf::check_content("abc", 3, {{"sha256", abc256}, {"sha512", abc512}, {"blake3", "00"}}));
    CHECK(tuf::check_content("abc", std::nullopt, {}));
    CHECK(is_refused(tuf::check_content("abc", 4, {}), "is 3 bytes long, but should be 4"));
    CHECK(is_refused(tuf::check_content("abd", 3, {{"sha256", abc256}}), "but should have " + abc256));
    CHECK(is_refused(tuf::check_content("abc", 3, {{"sha256", abc256}, {"sha512", abc256}}), "sha512"));
    CHECK(
        is_refused(tuf::check_content("abc", 3, {{"blake3", "00"}}), "hashes that we do not know (blake3)"));
    CHECK(tuf::naming_hash({{"sha512", "5"}, {"sha256", "2"}}) == "2");
    CHECK(tuf::naming_hash({{"sha512", "5"}, {"blake3", "3"}}) == "5");
    CHECK_FALSE(tuf::naming_hash({{"blake3", "3"}}));
}
