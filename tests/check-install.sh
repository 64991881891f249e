#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# make install puts tables, headers, library, .pc file, command and manual in place; the C example of the README builds
# from there with pkg-config alone, and says what the README says.
set -u
. "${srcdir:-.}/result.sh"

if ! command -v pkg-config > /dev/null; then
	echo "skipped: no pkg-config"
	exit 77
fi
prefix=$(sed -n 's/^prefix=//p' ../libsipq850.pc)
# The flags of an outer make are not for this one.
MAKEFLAGS='' MFLAGS='' ${MAKE:-make} -C .. install DESTDIR="$scratch/root" > "$scratch/log" 2>&1 || { cat "$scratch/log"; exit 99; }
root=$scratch/root$prefix

for file in bin/sipq850 include/sipq850/map.h include/sipq850/words.h include/sipq850/version.h \
	share/sipq850/tables/README.md share/sipq850/tables/words.tsv share/sipq850/tables/profiles/rfc3398.tsv \
	share/man/man1/sipq850.1; do
	[ -s "$root/$file" ]
	result $? "$file is installed"
done
[ "$(cd "$root/share/sipq850/tables/profiles" && ls)" = "$(cd "$here/../tables/profiles" && ls)" ]
result $? "all profiles are installed"

# The first C block of the README, and the lines it is said to print.
awk '/^```c$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/../README.md" > "$scratch/example.c"
awk '/^```c$/ { seen = 1 } seen && /^```text$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/../README.md" > "$scratch/expected"
[ -s "$scratch/example.c" ] && [ -s "$scratch/expected" ]
result $? "the README has an example and its output"
PKG_CONFIG_PATH=$(dirname "$(find "$root" -name libsipq850.pc)")
PKG_CONFIG_SYSROOT_DIR=$scratch/root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
# Without a shared library its own libraries have to be named, too.
static=
find "$root" -name "libsipq850.so*" | grep -q . || static=--static
flags=$(pkg-config $static --cflags --libs libsipq850)
result $? "pkg-config finds libsipq850"
# shellcheck disable=SC2086
(cd "$scratch" && ${CC:-cc} ${CFLAGS:-} -Wall -Wextra -Werror -o example example.c $flags)
result $? "the example builds: cc example.c $flags"
LD_LIBRARY_PATH=$(dirname "$(find "$root" -name 'libsipq850.so*' | head -n 1)")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
"$scratch/example" | diff "$scratch/expected" -
result $? "the example prints what the README says"

finish
