#!/usr/bin/env bash
# The innermost loops of the rasteriser on aarch64: cross-compiled with their tests and run by qemu, so that NEON is
# compared with plain C++ where no such board is at hand.
#
# usage: aarch64.sh [SOURCE_FOLDER]
#
# Takes what of kiosk/platform needs nothing but the standard library, and of tests/platform what tests it. Exit code:
# of the tests; 0 with a line where compiler or emulator are missing.
set -euo pipefail
root=$(cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../..}" && pwd)
compiler=aarch64-linux-gnu-g++ emulator=qemu-aarch64-static
kernels=(span fade)

for tool in $compiler $emulator; do
    command -v $tool >/dev/null || { echo "aarch64: $tool is not installed; nothing was tested"; exit 0; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sources=("$root/tests/platform/main.cpp")
for kernel in "${kernels[@]}"; do
    if [[ -e $root/kiosk/platform/$kernel.cpp && -e $root/tests/platform/${kernel}_test.cpp ]]; then
        sources+=("$root/kiosk/platform/$kernel.cpp" "$root/tests/platform/${kernel}_test.cpp")
    else
        echo "aarch64: no $kernel.cpp with a test here; left out"
    fi
done
((${#sources[@]} > 1)) || { echo "aarch64: nothing to test"; exit 0; }

# Headers alone, so the machine's own copy serves; its other headers must not be seen.
mkdir "$folder/include"
ln -s /usr/include/doctest "$folder/include/doctest"
$compiler -std=c++20 -O2 -Wall -Wextra -Werror -static -I"$root" -I"$root/tests/platform" -isystem "$folder/include" "${sources[@]}" -o "$folder/tests"
$emulator "$folder/tests"
if [[ -e $root/kiosk/platform/span.cpp ]]; then
    printf '#include "kiosk/platform/span.h"\n#include <cstdio>\nint main() { std::puts(kiosk::span_kind()); }\n' >"$folder/kind.cpp"
    $compiler -std=c++20 -O2 -static -I"$root" "$folder/kind.cpp" "$root/kiosk/platform/span.cpp" -o "$folder/kind"
    kind=$($emulator "$folder/kind")
    echo "aarch64: spans are drawn with $kind"
    [[ $kind == NEON ]]
fi
