#include "base/last_words.h"

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

namespace base {
namespace {

const char* program_name = "";
std::terminate_handler otherwise = nullptr;

/// The runtime allocates an exception before it throws it, and ends the program where it cannot: there is no
/// exception then.
bool lacks_memory() {
    const std::exception_ptr thrown = std::current_exception();
    if (thrown == nullptr) {
        constexpr std::size_t kEnoughForAny = 1 << 17;
        void* const probe = std::malloc(kEnoughForAny);
        std::free(probe);
        return probe == nullptr;
    }
    try {
        std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
        return true;
    } catch (...) {
        return false;
    }
}

void write_out(const char* text) {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

[[noreturn]] void end() {
    if (!lacks_memory()) {
        if (otherwise != nullptr) otherwise();
        std::abort();
    }
    write_out(program_name);
    write_out(": out of memory\n");
    ::_exit(1);
}

}  // namespace

void say_out_of_memory(const char* program) {
    program_name = program;
    const std::terminate_handler before = std::set_terminate(end);
    if (before != end) otherwise = before;
}

}  // namespace base
