/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Configurations of boxes: Cisco IOS Voice Command Reference, "set sip-status" and "set pstn-cause", which HP/H3C MSR and
 * Samsung Ubigate have too; AudioCodes SIP User's Manual 5.4 p. 349, CauseMapSIP2ISDN and CauseMapISDN2SIP. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "import.h"

#define WORDS_MAX 8

/* --- Cisco */

static int split(char *line, char *words[WORDS_MAX])
{
	int n = 0;
	char *word;

	while (n < WORDS_MAX && (word = strtok_r(n ? NULL : line, " \t", &line)))
		words[n++] = word;
	return n;
}

static enum sipq850_direction cisco_direction(const char *word)
{
	if (!strcmp(word, "sip-status"))
		return SIPQ850_SIP2Q850;
	return strcmp(word, "pstn-cause") ? 0 : SIPQ850_Q850SIP;
}

/* "set sip-status 480 pstn-cause 18": what follows names the other side. */
static void cisco_set(struct import *im, char **words, int n, const char *line)
{
	enum sipq850_direction direction = cisco_direction(words[1]);

	if (n != 5 || !cisco_direction(words[3]) || cisco_direction(words[3]) == direction)
		import_refuse(im, "'%.64s' cannot be read: 'set sip-status STATUS pstn-cause CAUSE' or the reverse", line);
	else
		import_add(im, direction, words[2], "", words[4], "", "", line, true);
}

static void cisco_line(struct import *im, const char *line)
{
	char copy[IMPORT_LINE_MAX], *words[WORDS_MAX];
	int n;

	strcpy(copy, line);
	n = split(copy, words);
	if (n >= 2 && !strcmp(words[0], "set") && cisco_direction(words[1]))
		cisco_set(im, words, n, line);
	else if (n >= 3 && (!strcmp(words[0], "no") || !strcmp(words[0], "undo")) && !strcmp(words[1], "set") &&
		 cisco_direction(words[2]))
		import_drop(im, cisco_direction(words[2]), n > 3 ? words[3] : "");
}

void import_cisco(struct import *im, FILE *file)
{
	static char buffer[IMPORT_LINE_MAX];
	const char *line;

	while ((line = import_line(im, file, buffer)))
		cisco_line(im, line);
}

/* --- AudioCodes */

static const struct {
	const char *name;
	enum sipq850_direction direction;
} tables[] = {
	{ "CauseMapSIP2ISDN", SIPQ850_SIP2Q850 },
	{ "CauseMapISDN2SIP", SIPQ850_Q850SIP },
};

/* The direction of a line that begins with the name of a table; the rest of it. */
static enum sipq850_direction audiocodes_direction(const char *line, const char **rest)
{
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		size_t len = strlen(tables[i].name);

		if (strncasecmp(line, tables[i].name, len) || !strchr(" \t", line[len]) || !line[len])
			continue;
		*rest = line + len;
		return tables[i].direction;
	}
	return 0;
}

/* "INDEX = IN, OUT;", perhaps in quotes; with `swapped` OUT stands first. */
static void audiocodes_row(struct import *im, enum sipq850_direction direction, const char *rest, bool swapped,
			   const char *line)
{
	char values[2][16], end = '\0';
	unsigned int index;

	if (sscanf(rest, " %u = %*[\"]%15[0-9]%*[\"] , %*[\"]%15[0-9]%*[\"] %c", &index, values[0], values[1], &end) != 4 &&
	    sscanf(rest, " %u = %15[0-9] , %15[0-9] %c", &index, values[0], values[1], &end) != 4)
		end = '\0';
	if (end != ';')
		import_refuse(im, "'%.64s' cannot be read: 'NAME INDEX = VALUE,VALUE;'", line);
	else
		import_add(im, direction, values[swapped], "", values[!swapped], "", "", line, false);
}

/* FORMAT names the columns; without it they stand as in the manual, the input first. */
static void audiocodes_format(const char *line, bool swapped[2])
{
	const char *sip = strcasestr(line, "_SipResponse"), *isdn = strcasestr(line, "_IsdnReleaseCause");
	bool to_sip = strcasestr(line, "CauseMapISDN2SIP");

	if (sip && isdn)
		swapped[to_sip] = to_sip ? sip < isdn : isdn < sip;
}

void import_audiocodes(struct import *im, FILE *file)
{
	bool swapped[2] = { false, false };
	static char buffer[IMPORT_LINE_MAX];
	const char *line;

	while ((line = import_line(im, file, buffer))) {
		const char *rest;
		enum sipq850_direction direction = audiocodes_direction(line, &rest);

		if (!strncasecmp(line, "FORMAT ", 7))
			audiocodes_format(line, swapped);
		else if (direction)
			audiocodes_row(im, direction, rest, swapped[direction == SIPQ850_Q850SIP], line);
	}
}
