/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file cause.h
 * Q.850 causes, locations and coding standards by name. Nothing here maps; that is map.h.
 * Source: tables/q850-cause.tsv, tables/q850-location.tsv and tables/cause-names.tsv, which cite theirs.
 *
 * A cause is the decimal value 1..127 without the extension bit. What it means depends on its coding standard: the
 * names of ITU-T (Q.850) never answer for another one, nor the other way round.
 * All functions may be called from any thread; all text returned is constant and never freed. */
#pragma once

#include <sipq850/words.h>

#ifdef __cplusplus
extern "C" {
#endif

/*! Name a cause.
 * \param[in] coding  coding standard; 0 (unknown) is taken as ITU-T.
 * \param[in] cause  decimal, any int.
 * \returns the name ("User busy"); "unassigned" for a value 1..127 that ITU-T does not define; NULL outside 1..127, and
 *          for another coding standard when the table has no name under it. */
const char *sipq850_cause_name(enum sipq850_coding coding, int cause);

/*! Name a cause by its symbol, as in enum sipq850_cause.
 * \param[in] coding  coding standard; 0 (unknown) is taken as ITU-T.
 * \param[in] cause  decimal, any int.
 * \returns the symbol without prefix ("USER_BUSY"); NULL when the table has none under this coding standard. */
const char *sipq850_cause_symbol(enum sipq850_coding coding, int cause);

/*! Name the document that defines a cause.
 * \param[in] coding  coding standard; 0 (unknown) is taken as ITU-T.
 * \param[in] cause  decimal, any int.
 * \returns the document, with an edition where a source names one ("Q.850 (05/1998)"); NULL when the table has none. */
const char *sipq850_cause_document(enum sipq850_coding coding, int cause);

/*! Tell the class of a cause: bits 7-5 of the value.
 * \param[in] cause  decimal, any int.
 * \returns 0..7; -EINVAL outside 1..127. */
int sipq850_cause_class(int cause);

/*! Name the class of a cause.
 * \param[in] cause  decimal, any int.
 * \returns the name ("normal event"); NULL outside 1..127. */
const char *sipq850_cause_class_name(int cause);

/*! Read an undefined cause as the "unspecified" one of its class (31, 47, 63, 79, 95, 111, 127), as TS 24.008 does.
 * Whether Q.850 says the same was not seen. A question of its own: no map does this by itself.
 * \param[in] cause  decimal, 1..127.
 * \returns the cause itself when ITU-T defines it, else the one to read it as; -EINVAL outside 1..127. */
int sipq850_cause_class_reading(int cause);

/*! Read an ITU-T cause from text: decimal, hexadecimal with 0x, a symbol or name of Q.850, or a name that a product
 * prints (tables/cause-names.tsv). Names in any letter case, only their letters and digits count.
 * \param[in] text  the text; blanks around it and leading zeros are allowed.
 * \param[out] cause  the cause, 1..127; untouched on error.
 * \returns 0; -EINVAL when the text is no cause in that range; -ENOTUNIQ when products give the name to several causes
 *          (PRE_EMPTED: 8 and 45). */
int sipq850_cause_parse(const char *text, int *cause);

/*! Name a location.
 * \param[in] location  1..16.
 * \returns the name of RFC 8606 section 4 ("user"); NULL for any other value. */
const char *sipq850_location_name(enum sipq850_location location);

/*! Name a location as RFC 8606 writes it in the Reason header.
 * \param[in] location  1..16, or SIPQ850_LOCATION_NETWORK.
 * \returns the short name ("U", "LOC-6"); "network" for SIPQ850_LOCATION_NETWORK; NULL for any other value. */
const char *sipq850_location_short(enum sipq850_location location);

/*! Name a location as the tables write it.
 * \param[in] location  1..16, or SIPQ850_LOCATION_NETWORK.
 * \returns the token ("private-network-serving-local-user", "network"); NULL for any other value. */
const char *sipq850_location_token(enum sipq850_location location);

/*! Read a location from text: token, short name, name (any letter case) or wire value 0..15.
 * \param[in] text  the text.
 * \param[out] location  1..16; untouched on error.
 * \returns 0; -EINVAL when the text is none of these. */
int sipq850_location_parse(const char *text, enum sipq850_location *location);

/*! Turn the four bits on the wire into a location.
 * \param[in] wire  octet 3 of the Cause IE, or its bits 4-1: the others are ignored.
 * \returns 1..16. */
static inline enum sipq850_location sipq850_location_from_wire(unsigned int wire)
{
	return (enum sipq850_location)((wire & 0x0f) + 1);
}

/*! Turn a location into its four bits on the wire.
 * \param[in] location  1..16.
 * \returns 0x00..0x0f; -1 for any other value: an unknown location and "some network" have none. */
static inline int sipq850_location_to_wire(enum sipq850_location location)
{
	return location >= 1 && location <= 16 ? (int)location - 1 : -1;
}

/*! Turn the two bits on the wire into a coding standard.
 * \param[in] wire  octet 3 of the Cause IE shifted right by five, or its bits 7-6: the others are ignored.
 * \returns 1..4. */
static inline enum sipq850_coding sipq850_coding_from_wire(unsigned int wire)
{
	return (enum sipq850_coding)((wire & 0x03) + 1);
}

/*! Turn a coding standard into its two bits on the wire. ANSI is national, GSM is network specific.
 * \param[in] coding  1..6.
 * \returns 0x00..0x03; -1 for any other value. */
static inline int sipq850_coding_to_wire(enum sipq850_coding coding)
{
	if (coding == SIPQ850_CODING_ANSI)
		return 2;
	if (coding == SIPQ850_CODING_GSM)
		return 3;
	return coding >= 1 && coding <= 4 ? (int)coding - 1 : -1;
}

#ifdef __cplusplus
}
#endif
