/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Octets as hexadecimal text: "08 02 80 91", "08:02:80:91", "08028091", "0x08 0x02". */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Read octets, two digits each; blanks and colons between them, and 0x before them, do not count.
 * Returns their number (0 for no digits); -EINVAL when the text is anything else; -ENOSPC for more than room. */
int hex_parse(const char *text, uint8_t *octets, size_t room);

/* Write octets as "08 02 80 91", always terminated: text has 3 * len bytes, and at least one. */
void hex_print(char *text, const uint8_t *octets, size_t len);
