#!/bin/sh
# A man page of a program's own help, and of its commands' where it has some.
# usage: manual.sh HELP2MAN PROGRAM VERSION TITLE OUTPUT.gz
set -eu
help2man=$1 program=$2 version=$3 title=$4 output=$5
export LC_ALL=C.UTF-8
more=$(mktemp)
trap 'rm -f "$more"' EXIT
commands=$("$program" --help | awk '/^Subcommands:/ { inside = 1; next } inside && /^  [a-z]/ { print $1 }')
for command in $commands; do
    printf '[%s %s]\n' "$(basename "$program" | tr a-z A-Z)" "$(printf %s "$command" | tr a-z A-Z)"
    # Lines that are set as they are; a dot or an apostrophe in front would be an order to the formatter.
    printf '.nf\n'
    "$program" "$command" --help | sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/"
    printf '.fi\n\n'
done >"$more"
[ -s "$more" ] && set -- --include="$more" || set --
"$help2man" --no-info --section=1 --version-string="$version" --name="$title" --source="Minsheng Kiosk $version" \
    --manual="Minsheng Kiosk" "$@" "$program" | gzip -9nc >"$output"
