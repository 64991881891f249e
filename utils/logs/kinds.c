/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kinds.h"

static const struct record_kind *const kinds[] = {
	&record_delimited,
	&record_pairs,
	&record_block,
	&record_json,
	&record_xml,
	&record_sql,
	&record_text,
	&record_sip,
};

const struct record_kind *record_kind_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(kinds[i]->name, name))
			return kinds[i];
	return NULL;
}
