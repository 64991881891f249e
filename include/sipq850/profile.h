/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file profile.h
 * Profiles: named lists of rows, built in or loaded from a file, and the rows in them as they are written.
 * The format of a file is in tables/README.md. Rows get their meaning from the map compiler, in map.h.
 *
 * Reading a profile is thread-safe; the reference count is atomic. Text returned by an accessor lives as long as
 * the profile. Built-in profiles live for the process: to count references on them is harmless. */
#pragma once

#include <stddef.h>

#include <sipq850/words.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sipq850_profile;
struct sipq850_row;

/*! Which way a row maps. */
enum sipq850_direction {
	SIPQ850_SIP2Q850 = 1,	/*!< SIP status or event to Q.850 cause */
	SIPQ850_Q850SIP = 2,	/*!< Q.850 cause or event to SIP status */
};

/*! What the head of a profile says of a direction. */
enum sipq850_completeness {
	SIPQ850_COMPLETENESS_UNKNOWN = 0,	/*!< not said: as the base says */
	SIPQ850_COMPLETENESS_ABSENT = 1,	/*!< the document has nothing in this direction */
	SIPQ850_COMPLETENESS_PARTIAL = 2,	/*!< some inputs are not covered, and are answered so */
	SIPQ850_COMPLETENESS_COMPLETE = 3,	/*!< every one of 300..699 (1..127) is answered by a row */
};

/*! Why a table was refused: the place and the reason. Callers allocate it; zero it first. */
struct sipq850_load_err {
	char file[512];		/*!< name of the file as given, cut to fit */
	unsigned int line;	/*!< line, from 1; 0 when the whole file is meant */
	unsigned int column;	/*!< column of the table, from 1; 0 when the whole line is meant */
	const char *msg;	/*!< the reason (tables/refusals.tsv), constant, never freed; NULL: nothing was
				 * refused */
	const char *remedy;	/*!< what to do about it, constant, never freed */
	char detail[128];	/*!< the word or place the reason speaks of, printable ASCII; may be empty */
	unsigned int count;	/*!< how many refusals there were in all; this is the first */
	unsigned int reserved[7];	/*!< zero */
};

/*! Take a refusal. The struct is the caller's until it returns. */
typedef void (*sipq850_refusal_cb)(const struct sipq850_load_err *refusal, void *data);

/*! Write a refusal as one line, "file:line: reason detail (remedy)", without newline.
 * \param[out] buf  takes the text, always terminated when len > 0; may be NULL when len is 0.
 * \param[in] len  size of buf in bytes.
 * \param[in] err  the refusal.
 * \returns the length of the whole text in bytes, as snprintf does, even when it did not fit. */
int sipq850_load_err_buf(char *buf, size_t len, const struct sipq850_load_err *err);

/*! Tell how many profiles are built in. */
unsigned int sipq850_profile_count(void);

/*! Give one of the built-in profiles, in the order of their names.
 * \param[in] i  0..sipq850_profile_count() - 1.
 * \returns the profile; NULL beyond the last. */
const struct sipq850_profile *sipq850_profile_builtin(unsigned int i);

/*! Find a built-in profile.
 * \param[in] name  its name, in lower case ("rfc3398").
 * \returns the profile; NULL when there is none of this name. */
const struct sipq850_profile *sipq850_profile_by_name(const char *name);

/*! Load a profile from a file. Its base is looked for when a map is made of it.
 * \param[in] path  the file; "-" is no special name.
 * \param[out] profile  the profile, to be given back with sipq850_profile_unref(); untouched on error.
 * \param[out] err  the first refusal and their number; may be NULL; untouched on success.
 * \returns 0; -EIO when the file cannot be read; -EBADMSG when it was refused; -ENOMEM. */
int sipq850_profile_load(const char *path, struct sipq850_profile **profile, struct sipq850_load_err *err);

/*! Make a profile of text in memory, by the same rules as a file.
 * \param[in] path  what to call it in errors and answers; a base with a path is looked for beside it.
 * \param[in] text  the text, need not be terminated; it is copied.
 * \param[in] len  its length in bytes, at most 4 MiB.
 * \param[out] profile  as in sipq850_profile_load().
 * \param[out] err  as in sipq850_profile_load().
 * \returns 0; -EBADMSG when it was refused; -ENOMEM. */
int sipq850_profile_parse(const char *path, const char *text, size_t len, struct sipq850_profile **profile,
			  struct sipq850_load_err *err);

/*! Take one more reference to a profile.
 * \param[in] profile  the profile, or NULL.
 * \returns the profile. */
const struct sipq850_profile *sipq850_profile_ref(const struct sipq850_profile *profile);

/*! Give a reference back; with the last one a loaded profile is freed.
 * \param[in] profile  the profile, or NULL. */
void sipq850_profile_unref(const struct sipq850_profile *profile);

/*! Name a profile: the name of its file without directory and ".tsv". */
const char *sipq850_profile_name(const struct sipq850_profile *profile);
/*! Name the file of a profile, as given; for a built-in one the path below the project's top directory. */
const char *sipq850_profile_file(const struct sipq850_profile *profile);
/*! Give the title of a profile, from its head. */
const char *sipq850_profile_title(const struct sipq850_profile *profile);
/*! Name the documents that a profile was transcribed from, from its head. */
const char *sipq850_profile_document(const struct sipq850_profile *profile);
/*! Name the base of a profile, as written in its head.
 * \returns the name or path; NULL when it has none. */
const char *sipq850_profile_base(const struct sipq850_profile *profile);
/*! Tell what the head of a profile says of a direction.
 * \returns the completeness; SIPQ850_COMPLETENESS_UNKNOWN when the head leaves it to the base. */
enum sipq850_completeness sipq850_profile_completeness(const struct sipq850_profile *profile,
						       enum sipq850_direction direction);
/*! Name a completeness as the head of a profile writes it.
 * \returns "complete", "partial" or "absent"; NULL for any other value. */
const char *sipq850_completeness_name(enum sipq850_completeness completeness);
/*! Tell how many rows a profile has of its own, in both directions. */
size_t sipq850_profile_rows(const struct sipq850_profile *profile);
/*! Give one of the rows of a profile, in the order of the file.
 * \param[in] profile  the profile.
 * \param[in] i  0..sipq850_profile_rows() - 1.
 * \returns the row, living as long as the profile; NULL beyond the last. */
const struct sipq850_row *sipq850_profile_row(const struct sipq850_profile *profile, size_t i);

/*! Give the profile that holds a row: for an inherited row the base. */
const struct sipq850_profile *sipq850_row_profile(const struct sipq850_row *row);
/*! Give the line of a row in the file of its profile, from 1. */
unsigned int sipq850_row_line(const struct sipq850_row *row);
/*! Tell which way a row maps. */
enum sipq850_direction sipq850_row_direction(const struct sipq850_row *row);
/*! Give the column `in` of a row, as written ("404", "4xx", "class:2", "*", "timer:T7"). */
const char *sipq850_row_in(const struct sipq850_row *row);
/*! Give the column `condition` of a row, as written; empty for a plain row. */
const char *sipq850_row_condition(const struct sipq850_row *row);
/*! Give the column `out` of a row, as written ("17@user", "486", "none"). */
const char *sipq850_row_out(const struct sipq850_row *row);
/*! Give the column `source` of a row: which document says so. */
const char *sipq850_row_source(const struct sipq850_row *row);
/*! Give the column `note` of a row; may be empty. */
const char *sipq850_row_note(const struct sipq850_row *row);

/*! Name a direction as the tables write it.
 * \returns "sip2q850" or "q850sip"; NULL for any other value. */
const char *sipq850_direction_name(enum sipq850_direction direction);

#ifdef __cplusplus
}
#endif
