/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scenarios of `sipq850 check`: what is given, what is asked of the library, and how the outcome differs from what is
 * expected. The columns are described in doc/scenarios.md. */
#pragma once

#include "chain.h"
#include "decide.h"
#include "domain.h"
#include "request.h"
#include "tsv.h"

enum scenario_column {
	SCENARIO_NAME, SCENARIO_PROFILE, SCENARIO_CALL, SCENARIO_TOLD, SCENARIO_CONTEXT, SCENARIO_HEADERS,
	SCENARIO_POLICY, SCENARIO_PATH, SCENARIO_CARRY, SCENARIO_SOURCE,
	/* From here on what is expected. */
	SCENARIO_ACTION, SCENARIO_MESSAGE, SCENARIO_OUT, SCENARIO_LOCATION, SCENARIO_IE, SCENARIO_STATUS,
	SCENARIO_PHRASE, SCENARIO_REASON, SCENARIO_RETRY_AFTER, SCENARIO_DECIDED_BY, SCENARIO_REPORTS, SCENARIO_FOUND,
	SCENARIO_CONDITION,
	SCENARIO_COLUMNS
};

#define SCENARIO_EXPECTED SCENARIO_ACTION	/* the first of these */
#define SCENARIO_WORDS_MAX 64			/* of a path */

/* One line of a file. */
struct scenario {
	const char *cell[SCENARIO_COLUMNS];	/* as written; "" for a column that the file has not */
	const char *file;			/* where it stands */
	struct request request;
	char headers[TSV_LINE_MAX];		/* the headers, or the words of the path, each terminated */
};

/* What came of it. */
struct outcome {
	const char *got[SCENARIO_COLUMNS];	/* of those expected; "" for what does not apply */
	enum sipq850_location location;		/* of the cause; 0 without */
	const struct sipq850_row *row;		/* that answered; NULL if none did */
	const char *source;			/* which document says so; "" without */
	struct decision_text text;		/* what got points to */
	struct chain chain;			/* of the last path: row and source live as long as its maps */
	struct chain_step steps[CHAIN_MAX];
	char out[OUT_SIZE];
};

const char *scenario_column_name(enum scenario_column column);

/* Find the columns of a file: index[column] is that in the file, or -1. Returns 0, or -EBADMSG with the problem of the
 * file set. */
int scenario_columns(struct tsv *tsv, int index[SCENARIO_COLUMNS]);

/* Read the record that stands in the file. Returns 0, or -EINVAL with the problem of the request set. */
int scenario_read(struct scenario *scenario, const struct tsv *tsv, const int index[SCENARIO_COLUMNS]);

/* Run a scenario that was read, under this map. Returns 0 when there is an outcome, also when the library refused; -EINVAL
 * with the problem of the request set when the parts of the scenario do not go together. */
int scenario_run(struct scenario *scenario, const struct sipq850_map *map, struct outcome *outcome);

/* The columns that differ from what is expected, a bit (1 << column) each; 0: passed. */
unsigned int scenario_differs(const struct scenario *scenario, const int index[SCENARIO_COLUMNS],
			      const struct outcome *outcome);
