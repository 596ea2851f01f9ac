#pragma once

#include <csignal>
#include <initializer_list>
#include <optional>

#include "base/descriptor.h"
#include "base/result.h"

namespace base {

/// From now on writing to somebody who has stopped reading is an error, and not the end of the program.
void outlive_readers();
/// From now on the program outlives the terminal that it was started from.
void outlive_terminal();

/// Signals that are read instead of striking: none can be lost between looking and sleeping. Those of one
/// kind that have not been read yet are one. While this lives they are blocked in the thread that made it and
/// in those that it starts from then on, so make it before there are threads.
class Signals {
public:
    /// Errors: io.
    [[nodiscard]] static Result<Signals> block(std::initializer_list<int> numbers);
    Signals(Signals&&) = default;
    Signals& operator=(Signals&&) = delete;
    /// Those that have come and were not taken are forgotten; later ones strike.
    ~Signals();

    /// Can be read when one is waiting.
    [[nodiscard]] int descriptor() const { return descriptor_.number(); }
    /// The next one that is waiting, if any.
    [[nodiscard]] std::optional<int> take();

private:
    Signals(sigset_t numbers, Descriptor descriptor)
        : numbers_(numbers), descriptor_(std::move(descriptor)) {}
    sigset_t numbers_;
    Descriptor descriptor_;
};

}  // namespace base
