#!/usr/bin/env bash
# The rasteriser's own tests on aarch64: cross-compiled, and run by qemu, so that NEON is compared with plain C++ where
# no such board is at hand.
#
# usage: aarch64.sh [SOURCE_FOLDER]
#
# First the pixel loops, which need nothing but the standard library; then the whole rasteriser, for which ImGui's
# library for aarch64 is fetched from Debian into a temporary folder and nothing is installed. Exit code: of the tests.
# What cannot be had here is named and left out.
set -euo pipefail
root=$(cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../..}" && pwd)
compiler=aarch64-linux-gnu-g++ emulator=qemu-aarch64-static
loops=(span fade)
rasteriser=(damage software_renderer)

for tool in $compiler $emulator; do
    command -v $tool >/dev/null || { echo "aarch64: $tool is not installed; nothing was tested"; exit 0; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Headers alone, so this machine's copies serve; its other headers must not be seen.
mkdir "$folder/include"
ln -s /usr/include/doctest /usr/include/imgui "$folder/include/"

# sources NAME...: of each that is in the tree with a test, the file and the test.
sources() {
    local name
    for name; do
        [[ -e $root/kiosk/platform/$name.cpp && -e $root/tests/platform/${name}_test.cpp ]] || continue
        echo "$root/kiosk/platform/$name.cpp" "$root/tests/platform/${name}_test.cpp"
    done
}

# build OUTPUT SOURCE...
build() {
    $compiler -std=c++20 -O2 -Wall -Wextra -Werror -static -I"$root" -I"$root/tests/platform" -isystem "$folder/include" -isystem "$folder/include/imgui" "${@:2}" -o "$1"
}

# fetch_imgui: libimgui.a and libstb.a for aarch64, in the folder; no system setting changes.
fetch_imgui() {
    mkdir -p "$folder"/apt/{lists,cache}/partial "$folder/apt/cache/archives/partial"
    : >"$folder/apt/status"
    local apt=(apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$folder/apt" -o Dir::State::status="$folder/apt/status"
               -o Dir::Cache="$folder/apt/cache" -o APT::Sandbox::User= -o Debug::NoLocking=1)
    (cd "$folder" && "${apt[@]}" update && "${apt[@]}" download libimgui-dev libstb-dev && for package in *.deb; do dpkg-deb -x "$package" .; done) >/dev/null 2>&1
}

read -ra files -d '' < <(sources "${loops[@]}") || true
if ((${#files[@]} > 0)); then
    echo "aarch64: the pixel loops"
    build "$folder/loops" "$root/tests/platform/main.cpp" "${files[@]}"
    $emulator "$folder/loops"
    printf '#include "kiosk/platform/span.h"\n#include <cstdio>\nint main() { std::puts(kiosk::span_kind()); }\n' >"$folder/kind.cpp"
    build "$folder/kind" "$folder/kind.cpp" "$root/kiosk/platform/span.cpp"
    kind=$($emulator "$folder/kind")
    echo "aarch64: they are made of $kind"
    [[ $kind == NEON ]]
else
    echo "aarch64: no pixel loops with a test here; left out"
fi

fetch_imgui || { echo "aarch64: ImGui's library for aarch64 could not be fetched; the rasteriser is left out"; exit 0; }
echo "aarch64: the rasteriser"
read -ra files -d '' < <(sources "${loops[@]}" "${rasteriser[@]}"; ls "$root"/kiosk/platform/raster_*.cpp 2>/dev/null) || true
build "$folder/rasteriser" "$root"/tests/platform/{main,sheet}.cpp "${files[@]}" "$folder"/usr/lib/aarch64-linux-gnu/lib{imgui,stb}.a
$emulator "$folder/rasteriser"
