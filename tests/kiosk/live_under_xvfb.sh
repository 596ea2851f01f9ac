#!/usr/bin/env bash
# The real program on a real X server: its window appears, a click changes the picture, SIGTERM ends it within 2 s
# with exit code 0; at a full minute the picture moves by a pixel; when the server goes away, it says so and ends with
# 1. First argument: the program; second: what draws (auto).
set -euo pipefail
kiosk=$1 renderer=${2:-auto}
folder=$(mktemp -d)
export XDG_CACHE_HOME=$folder
server='' program=''
finish() {
    [ -z "$program" ] || kill -KILL "$program" 2>/dev/null || true
    [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
die() { echo "live_under_xvfb: $*" >&2; exit 1; }

# The server takes a free display and says which.
exec 3<>"$folder/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 2>"$folder/server.log" &
server=$!
for _ in $(seq 100); do
    [ ! -s "$folder/display" ] || break
    sleep 0.1
done
[ -s "$folder/display" ] || die "Xvfb did not start: $(cat "$folder/server.log")"
DISPLAY=:$(head -n 1 "$folder/display")
export DISPLAY

"$kiosk" --windowed --size 1024x600 --now 2024-07-15 --renderer "$renderer" 2>"$folder/kiosk.log" &
program=$!
window=$(timeout 20 xdotool search --sync --onlyvisible --name 'Minsheng Kiosk' | head -n 1) || die "no window: $(cat "$folder/kiosk.log")"
eval "$(xdotool getwindowgeometry --shell "$window")"
[ "${WIDTH}x$HEIGHT" = 1024x600 ] || die "the window is ${WIDTH}x$HEIGHT"

# Waking shows another page, which differs in far more than the progress of the dwell.
snapshot() { import -window "$window" -depth 8 "$1"; }
colours() { identify -format '%k' "$1"; }
for _ in $(seq 50); do
    snapshot "$folder/rotation.png"
    [ "$(colours "$folder/rotation.png")" -lt 20 ] || break
    sleep 0.1
done
[ "$(colours "$folder/rotation.png")" -ge 20 ] || die "the window stays empty"
xdotool mousemove --window "$window" 500 300 click 1
is_many() { awk -v n="$1" 'BEGIN { exit !(n + 0 >= 20000) }'; }  # n may be written 1.2e+05
for _ in $(seq 50); do
    snapshot "$folder/topics.png"
    changed=$(compare -metric AE -fuzz 5% "$folder/rotation.png" "$folder/topics.png" null: 2>&1 || true)
    ! is_many "$changed" || break
    sleep 0.1
done
is_many "$changed" || die "the click changed $changed pixels only"

# OpenGL is where it was asked for or there is a GPU, and nowhere else: it alone needs more memory than all of the program.
has_gl() { grep -qE 'libEGL\.|libGLESv2|libGLX|libLLVM|_dri\.so' "/proc/$program/maps"; }
case $renderer in
gles2) has_gl || die "gles2 draws without OpenGL: $(cat "$folder/kiosk.log")" ;;
*) ! has_gl || compgen -G '/dev/dri/renderD*' >/dev/null || die "OpenGL is loaded" ;;
esac

kill -TERM "$program"
code=timeout
for _ in $(seq 20); do
    if ! kill -0 "$program" 2>/dev/null; then
        code=0
        wait "$program" || code=$?
        program=''
        break
    fi
    sleep 0.1
done
[ "$code" = 0 ] || die "after SIGTERM: $code; $(cat "$folder/kiosk.log")"
! grep -v 'is software OpenGL' "$folder/kiosk.log" >/dev/null || die "it wrote on stderr: $(cat "$folder/kiosk.log")"

# It starts three seconds before a full minute. Another renderer's picture would differ by shades.
renderer=${renderer/auto/software}
"$kiosk" --windowed --size 1024x600 --now 2024-07-15T08:00:57+08:00 --renderer "$renderer" 2>"$folder/kiosk.log" &
program=$!
window=$(timeout 20 xdotool search --sync --onlyvisible --name 'Minsheng Kiosk' | head -n 1) || die "no window: $(cat "$folder/kiosk.log")"
moved() {
    snapshot "$folder/moved.png"
    [ "$(convert "$folder/tour/overview.png" -crop 1023x599+0+0 rgb:- | md5sum)" = "$(convert "$folder/moved.png" -crop 1023x599+1+1 rgb:- | md5sum)" ]
}
"$kiosk" --tour "$folder/tour" --size 1024x600 --now 2024-07-15T08:01:00+08:00 --renderer "$renderer" --only overview 2>"$folder/tour.log" || die "no tour: $(cat "$folder/tour.log")"
for _ in $(seq 70); do
    ! moved || break
    sleep 0.1
done
moved || die "the picture did not move"
kill -TERM "$program"
wait "$program" || die "it does not end: $(cat "$folder/kiosk.log")"

"$kiosk" --windowed --size 1024x600 --now 2024-07-15 --renderer "$renderer" 2>"$folder/gone.log" &
program=$!
timeout 20 xdotool search --sync --onlyvisible --name 'Minsheng Kiosk' >/dev/null || die "no window: $(cat "$folder/gone.log")"
kill -KILL "$server"
wait "$server" 2>/dev/null || true
code=0
wait "$program" || code=$?
program='' server=''
[ "$code" = 1 ] || die "after the end of the server: $code"
# Software OpenGL has its own line, before.
[ "$(grep -vc '^kiosk: gles2: ' "$folder/gone.log")" = 1 ] && grep -q '^kiosk: the X server .* is gone' "$folder/gone.log" ||
    die "it did not say in one line that the server is gone: $(cat "$folder/gone.log")"
echo "window, click and both ends are well"
