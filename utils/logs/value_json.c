/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The step that looks into a JSON text. */
#include "json.h"
#include "value_steps.h"

enum value_verdict value_json(struct value *value, const char *argument, enum format_field field)
{
	struct span text = span_trim(value->text), found = { NULL, 0 };
	struct json_object object = { .values = &found, .escaped = (bool[1]){ false } };
	struct paths paths;
	char *room;

	(void)field;
	paths_clear(&paths);
	if (!text.len || *text.at != '{' || paths_add(&paths, argument, '.'))
		return VALUE_ABSENT;
	if (json_read(&paths, NULL, text, &object) != JSON_OBJECT || !found.at)
		return VALUE_ABSENT;
	value->text = found;
	if (*object.escaped && found.len <= VALUE_TEXT) {
		room = value_room(value);
		value->text = (struct span){ room, json_unescape(found, room) };
	}
	return VALUE_FOUND;
}
