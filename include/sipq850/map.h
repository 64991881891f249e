/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file map.h
 * Maps: compiled profiles that answer what a SIP status becomes as a Q.850 cause, what a cause becomes as a status,
 * and which row of which document says so. For each input a map holds the short list of rows that could answer, the
 * most specific first; the first row whose condition holds answers. The order is in tables/README.md.
 *
 * An input is a SIP status (100..699), a cause (1..127) or an event (enum sipq850_input, 1000 and up).
 * A lookup allocates nothing, locks nothing, logs nothing and may be made from any thread. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <sipq850/profile.h>
#include <sipq850/words.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sipq850_map;

/*! What the gateway knows: the value of each condition word (enum sipq850_word), 0 = unknown.
 * `{ .word = { [SIPQ850_WORD_LOCATION] = SIPQ850_LOCATION_USER } }` is a whole context. Slots without a word are
 * reserved and must be zero. An unknown word satisfies no condition; a value that no row names is no error. */
struct sipq850_context {
	uint8_t word[64];
};

/*! How an answer was found. */
enum sipq850_found {
	SIPQ850_FOUND_INVALID = 0,	/*!< the input was out of range: only in the answers of a batch */
	SIPQ850_FOUND_OWN = 1,		/*!< by a row for this very input, conditional or plain */
	SIPQ850_FOUND_RULE = 2,		/*!< by a conditional row for all inputs or for the class */
	SIPQ850_FOUND_CLASS = 3,	/*!< by the plain row of the class */
	SIPQ850_FOUND_DEFAULT = 4,	/*!< by the plain row for all inputs */
	SIPQ850_FOUND_NOT_COVERED = 5,	/*!< no row answers: the profile is partial, or the input is an event or 1xx,
					 * 2xx */
};

/*! An answer. Filled whole by every successful lookup. */
struct sipq850_answer {
	uint16_t value;		/*!< cause 1..127 with SIPQ850_ACTION_RELEASE, status 100..699 with
				 * SIPQ850_ACTION_RESPOND, else 0 */
	uint8_t action;		/*!< enum sipq850_action: what to do; 0 when not covered */
	uint8_t found;		/*!< enum sipq850_found */
	uint8_t location;	/*!< enum sipq850_location of the cause; 0 when the row gives none */
	uint8_t pad[3];		/*!< zero */
	const struct sipq850_row *row;	/*!< the row that answered, living as long as a reference to the map; NULL
					 * when not covered */
	uint64_t reserved[2];	/*!< zero */
};

/*! Give the map of a built-in profile. The first call for a profile compiles it, once for the process (microseconds).
 * \param[in] name  name of the profile ("rfc3398").
 * \returns the map, living for the process; NULL with errno ENOENT when there is no such profile, ENOMEM when memory
 *          ran out while compiling it (it is not tried again). */
const struct sipq850_map *sipq850_map_builtin(const char *name);

/*! Compile a profile, with its bases.
 * \param[in] profile  the profile; the map takes a reference of its own.
 * \param[out] map  the map, to be given back with sipq850_map_unref(); untouched on error.
 * \param[out] err  the first refusal and their number; may be NULL; untouched on success.
 * \returns 0; -EBADMSG when the rows do not make a map (a base that is unknown, refused, or circular; a row that can
 *          never answer; a conditional row without its plain one; too many conditional rows for one input; a
 *          direction not as complete as its head says); -ENOMEM. */
int sipq850_map_compile(const struct sipq850_profile *profile, struct sipq850_map **map, struct sipq850_load_err *err);

/*! Load a profile from a file and compile it.
 * \param[in] path  the file.
 * \param[out] map  as in sipq850_map_compile().
 * \param[out] err  as in sipq850_map_compile().
 * \returns 0; -EIO when the file cannot be read; -EBADMSG when it was refused; -ENOMEM. */
int sipq850_map_load(const char *path, struct sipq850_map **map, struct sipq850_load_err *err);

/*! Find everything for which a file would be refused.
 * \param[in] path  the file.
 * \param[in] cb  called once per refusal, in the order of their finding; may be NULL.
 * \param[in] data  handed to cb.
 * \returns the number of refusals, 0 for a good file; -ENOMEM. A file that cannot be read is a refusal. */
int sipq850_map_lint(const char *path, sipq850_refusal_cb cb, void *data);

/*! Find what is doubtful in a map though it is none to refuse: an out that no standard defines, a failed call told as
 * progress or answer, a label in a note (`label "..."`) that belongs to another number, a pair that drifts (486 -> 17 ->
 * 603 -> 21), inputs of a partial direction that no row answers. Judged are the rows of the profile itself, not those of
 * its bases.
 * \param[in] map  the map.
 * \param[in] cb  called once per doubt; may be NULL.
 * \param[in] data  handed to cb.
 * \returns the number of doubts. */
int sipq850_map_review(const struct sipq850_map *map, sipq850_refusal_cb cb, void *data);

/*! Take one more reference to a map.
 * \param[in] map  the map, or NULL.
 * \returns the map. */
const struct sipq850_map *sipq850_map_ref(const struct sipq850_map *map);

/*! Give a reference back; with the last one a loaded map is freed, and its rows with it.
 * \param[in] map  the map, or NULL. */
void sipq850_map_unref(const struct sipq850_map *map);

/*! Ask what a SIP status or event becomes.
 * \param[in] map  the map.
 * \param[in] input  SIP status 100..699, or an event of this direction.
 * \param[in] context  what is known; NULL when nothing is.
 * \param[out] answer  the answer; untouched on error.
 * \returns 0, also when the input is not covered; -EINVAL when it is out of range. */
int sipq850_map_sip2q850(const struct sipq850_map *map, int input, const struct sipq850_context *context,
			 struct sipq850_answer *answer);

/*! Ask what a Q.850 cause or ISDN event becomes.
 * \param[in] map  the map.
 * \param[in] input  cause 1..127, or an event of this direction. Cause 0 and values above 127 are no causes.
 * \param[in] context  what is known; NULL when nothing is.
 * \param[out] answer  the answer; untouched on error.
 * \returns 0, also when the input is not covered; -EINVAL when it is out of range. */
int sipq850_map_q850sip(const struct sipq850_map *map, int input, const struct sipq850_context *context,
			struct sipq850_answer *answer);

/*! Ask in the direction given: sipq850_map_sip2q850() or sipq850_map_q850sip().
 * \returns as they do; -EINVAL also for an unknown direction. */
int sipq850_map_ask(const struct sipq850_map *map, enum sipq850_direction direction, int input,
		    const struct sipq850_context *context, struct sipq850_answer *answer);

/*! Ask for many inputs under one context.
 * \param[in] map  the map.
 * \param[in] direction  the direction of all of them.
 * \param[in] inputs  n inputs, as in sipq850_map_sip2q850() and sipq850_map_q850sip().
 * \param[in] n  their number.
 * \param[in] context  what is known of all of them; NULL when nothing is.
 * \param[out] answers  n answers; that of an input out of range is all zero (SIPQ850_FOUND_INVALID).
 * \returns the number of inputs that were in range; 0 for an unknown direction. */
size_t sipq850_map_ask_batch(const struct sipq850_map *map, enum sipq850_direction direction, const uint16_t *inputs,
			     size_t n, const struct sipq850_context *context, struct sipq850_answer *answers);

/*! Explain an answer as text: every row that could have answered, in their order, with what became of its condition,
 * and of the one that answered its line, source and note. Several lines, each ended by a newline.
 * \param[out] buf  takes the text, always terminated when len > 0; may be NULL when len is 0.
 * \param[in] len  size of buf in bytes.
 * \param[in] map  the map.
 * \param[in] direction  the direction.
 * \param[in] input  as in sipq850_map_ask().
 * \param[in] context  as in sipq850_map_ask().
 * \returns the length of the whole text in bytes, as snprintf does, even when it did not fit; -EINVAL as
 *          sipq850_map_ask(). */
int sipq850_map_explain_buf(char *buf, size_t len, const struct sipq850_map *map, enum sipq850_direction direction,
			    int input, const struct sipq850_context *context);

/*! Give the profile that a map was compiled from, living as long as the map. */
const struct sipq850_profile *sipq850_map_profile(const struct sipq850_map *map);

/*! Tell how complete a direction is, the bases counted in. */
enum sipq850_completeness sipq850_map_completeness(const struct sipq850_map *map, enum sipq850_direction direction);

/*! Tell how many rows are in effect, the bases counted in. */
size_t sipq850_map_rows(const struct sipq850_map *map);

/*! Give one of the rows in effect, as the answer it gives. They are ordered: sip2q850 first; numbers, classes, `*`,
 * events; of one input the conditional rows in the order in which they are asked, then the plain one.
 * \param[in] map  the map.
 * \param[in] i  0..sipq850_map_rows() - 1.
 * \returns the answer, living as long as the map; NULL beyond the last. */
const struct sipq850_answer *sipq850_map_row(const struct sipq850_map *map, size_t i);

/*! Give the identity of a map: 64-bit FNV-1a over direction, in, condition and out of its rows in effect, in the
 * order of sipq850_map_row(), the terms of a condition sorted. Maps that answer by the same rows have the same
 * identity, be they built in or loaded; source, note, file and line do not count. */
uint64_t sipq850_map_identity(const struct sipq850_map *map);

/*! Put a condition into a context, from text.
 * \param[in,out] context  the context; untouched on error.
 * \param[in] text  "WORD=VALUE", as in the tables; a WORD alone is WORD=yes. A location may be written in any way that
 *                  sipq850_location_parse() takes.
 * \returns 0; -EINVAL when the word or the value is not in tables/words.tsv. */
int sipq850_context_parse(struct sipq850_context *context, const char *text);

/*! Name a condition word.
 * \param[in] word  enum sipq850_word.
 * \returns the name ("location"); NULL when there is no such word. */
const char *sipq850_word_name(int word);

/*! Name a value of a condition word.
 * \param[in] word  enum sipq850_word.
 * \param[in] value  1 and up.
 * \returns the name ("user"); NULL when the word has no such value. */
const char *sipq850_value_name(int word, int value);

/*! Put into a context what makes the condition of a row hold: for WORD!=VALUE the first other value that there is.
 * \param[in] row  the row of a map.
 * \param[in,out] context  the context: only the words of the condition are set; untouched on error.
 * \returns 0; -EINVAL when the condition can never hold. */
int sipq850_row_context(const struct sipq850_row *row, struct sipq850_context *context);

/*! Read an event from text ("method:BYE"), in any letter case.
 * \param[in] direction  the direction it is to be asked in.
 * \param[in] text  the text.
 * \param[out] input  the event (enum sipq850_input); untouched on error.
 * \returns 0; -EINVAL when it is no event of this direction. */
int sipq850_input_parse(enum sipq850_direction direction, const char *text, int *input);

/*! Name an input as the tables write it.
 * \param[in] input  an event (enum sipq850_input).
 * \returns the name ("method:BYE"); NULL when it is no event. */
const char *sipq850_input_name(int input);

/*! Name an action as the column `out` writes it.
 * \param[in] action  enum sipq850_action.
 * \returns the token ("method:BYE", "none"); NULL for SIPQ850_ACTION_RELEASE and SIPQ850_ACTION_RESPOND, which are
 *          written as their value, and for a number that is no action. */
const char *sipq850_action_token(int action);

/*! Name a way of finding as the column `found` writes it.
 * \returns "own", "rule", "class", "default" or "not-covered"; NULL for any other value. */
const char *sipq850_found_name(int found);

#ifdef __cplusplus
}
#endif
