#pragma once

namespace base {

/// From now on the program ends with 1 and one line, "`program`: out of memory", where a lack of memory ends
/// it past every handler: with too little left for the exception itself, or before `main`. Everything else
/// that ends it so ends it as before. `program` must live for good.
void say_out_of_memory(const char* program);

/// The same from before the first object of the program is made. Once in the file of `main`.
#define BASE_SAY_OUT_OF_MEMORY(program)                                        \
    [[gnu::constructor(101)]] static void say_out_of_memory_from_the_start() { \
        base::say_out_of_memory(program);                                      \
    }

}  // namespace base
