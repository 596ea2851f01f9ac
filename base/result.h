#pragma once

#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace base {

/// What a caller may branch on. Add a code only when some caller will treat it differently.
enum class Errc { not_found, invalid, corrupt, unverified, unsupported, io, network };

/// What advice may be chosen by, where the code alone leaves open what somebody has to do.
enum class Reason {
    none,
    no_space,         // the disk is full
    not_ours,         // another user's, open to others, or a link; the message has the command that mends it
    busy,             // another process is at work there
    expired,          // what was signed for days, by a program
    expired_offline,  // what was signed for months, by people
    outdated,         // older than what is known already
    not_yet_valid,    // a certificate
    certificate,      // another fault of one
    redirected,       // the server names another address
    web_page,         // came in place of a file
    too_large,        // for what the settings allow
};

struct Error {
    Errc code;
    std::string message;  // for the log and the engineer, never for the screen
    Reason reason = Reason::none;
};

/// A value, or why there is none. Only this header names the library behind it.
template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;
/// What a function that fails returns, whatever it would have answered with.
using Failure = tl::unexpected<Error>;

[[nodiscard]] inline Failure fail(Errc code, std::string message, Reason reason = Reason::none) {
    return Failure(Error{code, std::move(message), reason});
}

/// What another function failed in, handed on.
[[nodiscard]] inline Failure fail(Error error) { return Failure(std::move(error)); }

/// Adds what this level was doing in front of the cause: "opening a.db: no such file".
[[nodiscard]] inline Failure fail(const Error& cause, const std::string& doing) {
    return Failure(Error{cause.code, fmt::format("{}: {}", doing, cause.message), cause.reason});
}

}  // namespace base
