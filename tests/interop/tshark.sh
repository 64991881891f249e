# SPDX-License-Identifier: GPL-2.0-or-later
# What the scripts that ask tshark share, on top of result.sh; sourced. They work in the scratch directory.
. "${srcdir:-.}/result.sh"
awk=${AWK:-awk}
for tool in tshark text2pcap; do
	if ! command -v "$tool" > /dev/null; then
		echo "skipped: $tool is not installed"
		exit 77
	fi
done
# Not the preferences of whoever runs this.
HOME=$scratch XDG_CONFIG_HOME=$scratch
export HOME XDG_CONFIG_HOME
cd "$scratch" || exit 99
