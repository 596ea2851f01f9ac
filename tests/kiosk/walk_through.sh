#!/usr/bin/env bash
# A citizen's visit to the real program on a real X server: wakes the screen, opens a topic and a target, changes
# language and type, goes back and home, falls silent, is asked, answers, falls silent again, and the round goes on.
#
# usage: walk_through.sh KIOSK [OUTPUT_DIR] [short]
#
# Writes one picture a step to OUTPUT_DIR and one line a step on stdout. Where to touch and what must then be on the
# glass come from `KIOSK --tour` at the same size, so the script stays true when a layout changes. Idle times
# are 60 s and 20 s; with `short` 10 s and 20 s.
set -euo pipefail
kiosk=$1
size=1920x1080
now=2024-12-31
topic=jobs
ask_s=60 leave_s=20 dwell_s=10
if [ "${3:-}" = short ]; then ask_s=10 leave_s=20 dwell_s=3; fi
few=300 loose=62208  # differing bytes of a picture: none to speak of; 1 %, for pages that count seconds or show a dwell
folder=$(mktemp -d)
export XDG_CACHE_HOME=$folder
output=${2:-$folder/pictures}
mkdir -p "$output"
server='' program=''
finish() {
    [ -z "$program" ] || kill -KILL "$program" 2>/dev/null || true
    [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
die() { echo "walk_through: $*; stderr of the program: $(cat "$folder/kiosk.log" 2>/dev/null)" >&2; exit 1; }

# ---- what has to be seen

# tour NAME LOCALE PROFILE SCENE...: the pages as pictures and with their touch areas.
tour() {
    local name=$1 locale=$2 profile=$3
    shift 3
    "$kiosk" --tour "$folder/$name" --size $size --now $now --locale "$locale" --profile "$profile" "${@/#/--only=}" 2>"$folder/tour.log" ||
        die "no tour: $(cat "$folder/tour.log")"
}
# ask_record TOUR EXPRESSION: of the tour's record `pages`, by id.
ask_record() {
    python3 -c 'import json, sys
pages = {page["id"]: page for page in json.load(open(sys.argv[1] + "/tour.json"))["pages"]}
print(eval(sys.argv[2]))' "$folder/$1" "$2"
}
# middle TOUR PAGE AREA: where to touch.
middle() {
    ask_record "$1" "next('%d %d' % (r[0] + r[2] / 2, r[1] + r[3] / 2) for r in [a['rect'] for a in pages['$2']['touch'] if a['id'] == '$3'])"
}
# raw TOUR PAGE: the page's picture as bare bytes, to be compared fast.
raw() {
    local file=$folder/$1-${2//\//_}.rgb
    [ -e "$file" ] || convert "$folder/$1/${2//\//_}.png" -depth 8 "rgb:$file"
    echo "$file"
}
# differ A B MOST: how many bytes of two raw pictures differ, or MOST + 1.
differ() { { cmp -l "$1" "$2" 2>/dev/null || true; } | head -n $(($3 + 1)) | wc -l; }

tour plain zh-CN default overview topics "topic/$topic"
target=$(ask_record plain "next(a['id'] for a in pages['topic/$topic']['touch'] if a['id'].startswith('target/'))")
tour chinese zh-CN default "$target"
tour english en default "$target"
tour large en large-type "$target" "topic/$topic" topics ask

# Pages that follow each other must be further apart than the comparison is blind.
for pair in "plain overview plain topics" "large topics large ask" "large ask plain overview"; do
    read -r a b c d <<<"$pair"
    [ "$(differ "$(raw "$a" "$b")" "$(raw "$c" "$d")" $loose)" -gt $loose ] || die "$b and $d look alike; this test cannot tell them apart"
done

# ---- hands and eyes

step=0
began=$(date +%s.%N)
elapsed() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }'; }
look() { import -silent -window root -depth 8 "rgb:$folder/glass.rgb"; }
# see DEED TOUR PAGE MOST SECONDS: polls until the glass shows the page; writes picture and line.
see() {
    local deed=$1 wanted count from
    wanted=$(raw "$2" "$3")
    from=$(date +%s.%N)
    until look && count=$(differ "$folder/glass.rgb" "$wanted" "$4") && [ "$count" -le "$4" ]; do
        awk -v t="$(elapsed "$from")" -v most="$5" 'BEGIN { exit !(t <= most) }' || {
            convert -size $size -depth 8 "rgb:$folder/glass.rgb" "$output/unexpected.png"
            die "$deed: $3 ($2) did not appear within $5 s; see unexpected.png"
        }
        kill -0 "$program" 2>/dev/null || die "$deed: the program has ended"
        sleep 0.05
    done
    step=$((step + 1))
    local picture
    picture=$(printf '%02d-%s.png' $step "${3//\//_}")
    convert -size $size -depth 8 "rgb:$folder/glass.rgb" "$output/$picture"
    echo "$picture: $deed -> $3 ($2 tour), seen after $(elapsed "$from") s, $count differing bytes"
}
# touch_at X Y [TIMES]: by somebody who has seen the page; several times in a row as some people tap.
touch_at() {
    sleep 0.5
    xdotool mousemove "$1" "$2" click --repeat "${3:-1}" --delay 150 1
    touched=$(date +%s.%N)
}
# still TOUR PAGE: the page has not changed until now.
still() {
    look
    [ "$(differ "$folder/glass.rgb" "$(raw "$1" "$2")" $few)" -le $few ] || die "$2 went away before its time"
}
# idle_until AGE: sleeps until so many seconds after the last touch.
idle_until() { sleep "$(awk -v t="$1" -v e="$(elapsed "$touched")" 'BEGIN { print (t > e ? t - e : 0) }')"; }
at_least() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a >= b - 0.3) }' || die "$3 after $1 s, not $2 s"; }

# ---- the visit

# The server takes a free display and says which.
exec 3<>"$folder/display"
Xvfb -displayfd 3 -screen 0 ${size}x24 -nolisten tcp 2>"$folder/server.log" &
server=$!
for _ in $(seq 100); do
    [ ! -s "$folder/display" ] || break
    sleep 0.1
done
[ -s "$folder/display" ] || die "Xvfb did not start: $(cat "$folder/server.log")"
DISPLAY=:$(head -n 1 "$folder/display")
export DISPLAY

printf '[display]\norbit = false\n[rotation]\ndwell_s = %d\n[idle]\nask_after_s = %d\nleave_after_s = %d\n' $dwell_s $ask_s $leave_s >"$folder/kiosk.toml"
"$kiosk" --config "$folder/kiosk.toml" --size $size --now $now 2>"$folder/kiosk.log" &
program=$!

see "started" plain overview $loose 15
touch_at $(middle plain topics "topic/$topic") 2
see "touched the rotation twice, over a tile" plain topics $few 5
still plain topics
touch_at $(middle plain topics "topic/$topic") 2
see "touched the tile of $topic twice" plain "topic/$topic" $few 5
still plain "topic/$topic"
touch_at $(middle plain "topic/$topic" "$target")
see "touched the row of $target" chinese "$target" $few 5
touch_at $(middle chinese "$target" language)
see "touched English" english "$target" $few 5
touch_at $(middle english "$target" large-type)
see "touched large type" large "$target" $few 5
touch_at $(middle large "$target" back)
see "touched back" large "topic/$topic" $few 5
touch_at $(middle large "topic/$topic" topics)
see "touched topics" large topics $few 5

idle_until $((ask_s - 2))
still large topics
see "touched nothing for $ask_s s" large ask $loose 10
at_least "$(elapsed "$touched")" $ask_s "asked"
touch_at $(middle large ask stay)
see "touched the button of the question" large topics $few 5
idle_until $((ask_s - 2))
still large topics
see "touched nothing for $ask_s s again" large ask $loose 10
idle_until $((ask_s + leave_s - 2))
look
[ "$(differ "$folder/glass.rgb" "$(raw large ask)" $loose)" -le $loose ] || die "the question went away before its time"
see "left the question alone for $leave_s s" plain overview $loose 10
at_least "$(elapsed "$touched")" $((ask_s + leave_s)) "the round went on"
touch_at 960 540
see "touched again: Chinese, normal type" plain topics $few 5

kill -TERM "$program"
code=0
wait "$program" || code=$?
program=''
[ "$code" = 0 ] || die "after SIGTERM: $code"
[ ! -s "$folder/kiosk.log" ] || die "it wrote on stderr"
echo "$step steps in $(elapsed "$began") s, all as toured"
