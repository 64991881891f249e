/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file cause.h
 * Q.850 causes, locations and coding standards by name. Nothing here maps; that is map.h.
 * Source: tables/q850-cause.tsv, tables/q850-location.tsv and tables/cause-names.tsv, which cite theirs.
 *
 * A cause is the decimal value 1..127 without the extension bit. What it means depends on its coding standard: the
 * names of ITU-T (Q.850) never answer for another one, nor the other way round.
 * All functions may be called from any thread; all text returned is constant and never freed. */
#pragma once

#include <stddef.h>
#include <stdint.h>

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

/* --- the octets
 *
 * Why not libosmogsm's codec: gsm48_encode_cause() writes the diagnostic over the cause value and ends in an octet
 * it never wrote; gsm48_decode_cause() answers 0 with the value unset when the IE is cut after octet 3a (both in
 * 1.7.0). */

/*! Forms in which a cause stands in a message. */
enum sipq850_cause_form {
	SIPQ850_CAUSE_TLV = 1,	/*!< Q.931 Cause IE: identifier 0x08, length, contents */
	SIPQ850_CAUSE_LV = 2,	/*!< Q.931 Cause IE without its identifier: length, contents */
	SIPQ850_CAUSE_ISUP = 3,	/*!< ISUP Cause Indicators (Q.763 3.12): the contents of the parameter, without name
				 * and length */
};

#define SIPQ850_CAUSE_DIAGNOSTIC_MAX 253	/*!< octets of diagnostic in ISUP; in Q.931 28, with octet 3a 27 */
#define SIPQ850_CAUSE_OCTETS_MAX 255		/*!< octets that any form takes at most */

/*! Recommendation (octet 3a): the value on the wire plus one. Other values are reserved, and kept. */
enum sipq850_recommendation {
	SIPQ850_RECOMMENDATION_ABSENT = 0,	/*!< no octet 3a: Q.931 or Q.850 */
	SIPQ850_RECOMMENDATION_Q931 = 1,	/*!< Q.931 */
	SIPQ850_RECOMMENDATION_X21 = 4,		/*!< X.21 */
	SIPQ850_RECOMMENDATION_X25 = 5,		/*!< X.25 */
	SIPQ850_RECOMMENDATION_Q1031 = 6,	/*!< Q.1031, Q.1051 */
};

/*! What was not as it should be in octets that were read all the same. */
enum sipq850_cause_oddity {
	SIPQ850_CAUSE_SPARE_SET = 1,		/*!< the spare bit of octet 3 is 1 */
	SIPQ850_CAUSE_EXTENSION_CLEAR = 2,	/*!< the extension bit of the value (Q.931 octet 4, ISUP octet 2) is
						 * 0; of four stacks read one refuses that */
	SIPQ850_CAUSE_ISUP_EXTENSION_CLEAR = 4,	/*!< the extension bit of ISUP octet 1 is 0; ISUP has no octet 3a
						 * (pycrate writes it so) */
};

/*! A cause as it stands in a message. Zeroed it is unknown; zero what is not filled in. */
struct sipq850_cause_octets {
	uint8_t coding;		/*!< enum sipq850_coding; decoded 1..4 */
	uint8_t location;	/*!< enum sipq850_location, 1..16 */
	uint8_t recommendation;	/*!< enum sipq850_recommendation, 0..128 */
	uint8_t value;		/*!< cause, 0..127; a Q.850 cause only if coding is ITU-T. 0 is no cause, but may
				 * stand on the wire */
	uint8_t oddities;	/*!< bits of enum sipq850_cause_oddity; ignored when encoding */
	uint8_t diagnostic_len;	/*!< in octets */
	uint8_t diagnostic[SIPQ850_CAUSE_DIAGNOSTIC_MAX];	/*!< as on the wire */
	uint8_t reserved[13];	/*!< zero */
};

/*! Decode a cause. Bounded by len and by the limits of the form: contents of 2 to 30 octets in Q.931 (table 3-6), of
 * 2 to 255 in ISUP (Q.763 3.12).
 * \param[out] cause  the cause; untouched on error.
 * \param[in] form  the form of the octets.
 * \param[in] octets  the octets; in TLV and LV there may be more behind the IE.
 * \param[in] len  their number; in ISUP all of them are the parameter.
 * \returns the number of octets that the cause took; -EBADMSG when they are cut short, not of this form, or of a length
 *          that it does not allow; -EINVAL for an unknown form. */
int sipq850_cause_decode(struct sipq850_cause_octets *cause, enum sipq850_cause_form form, const uint8_t *octets,
			 size_t len);

/*! Encode a cause.
 * \param[out] octets  takes the octets; untouched on error.
 * \param[in] len  its size in octets.
 * \param[in] form  the form to write.
 * \param[in] cause  the cause; coding ANSI is written as national, GSM as network specific.
 * \returns the number of octets written; -EINVAL when a field is out of range for the form (a coding or location
 *          that has no wire value, a value above 127, too long a diagnostic, octet 3a in ISUP) or the form is
 *          unknown; -ENOSPC when they do not fit. */
int sipq850_cause_encode(uint8_t *octets, size_t len, enum sipq850_cause_form form,
			 const struct sipq850_cause_octets *cause);

/*! Name a recommendation.
 * \param[in] recommendation  enum sipq850_recommendation.
 * \returns "Q.931", "X.21", "X.25", "Q.1031"; "reserved" for another 1..128; "" when absent; NULL for any other
 *          value. */
const char *sipq850_recommendation_name(int recommendation);

/*! Name a coding standard as tables/words.tsv does.
 * \param[in] coding  1..6.
 * \returns "itu-t", "iso-iec", "national", "network-specific", "ansi", "gsm"; NULL for any other value. */
const char *sipq850_coding_name(enum sipq850_coding coding);

/*! Read a coding standard from text, as sipq850_coding_name() writes it, or 0..3 as on the wire.
 * \returns 0; -EINVAL when the text is none. */
int sipq850_coding_parse(const char *text, enum sipq850_coding *coding);

/*! A diagnostic taken apart. What it holds follows from the cause (tables/q850-cause.tsv, column diagnostics). */
struct sipq850_diagnostic {
	uint8_t kind;		/*!< enum sipq850_diagnostic_kind; RAW when the octets do not fit the cause, or none
				 * are defined */
	uint8_t permanence;	/*!< CONDITION, REJECTION: 0 unknown, 1 permanent, 2 transient, 3 reserved */
	uint8_t user;		/*!< CONDITION: 1 user, 0 provider */
	uint8_t abnormal;	/*!< CONDITION: 1 abnormal, 0 normal */
	uint8_t reason;		/*!< REJECTION: 0 user specific, 1 information element missing, 2 its contents not
				 * sufficient, else reserved */
	uint8_t message_type;	/*!< MESSAGE_TYPE: the octet */
	uint8_t number_type;	/*!< NEW_DESTINATION: type of number, 0..7 (Q.931 4.5.8) */
	uint8_t number_plan;	/*!< NEW_DESTINATION: numbering plan, 0..15 (Q.931 4.5.8) */
	char timer[4];		/*!< TIMER_NUMBER: three characters, terminated ("308") */
	char number[32];	/*!< NEW_DESTINATION: the digits, terminated */
	const uint8_t *octets;	/*!< what is not taken apart: IE identifiers, user specific octets, all of RAW;
				 * points into the cause */
	uint8_t n_octets;	/*!< their number */
	uint8_t reserved[15];	/*!< zero */
};

/*! Take the diagnostic of a cause apart. Only ITU-T causes have diagnostics that are known; for another coding it is
 * RAW.
 * \param[in] cause  the cause, which has to outlive diagnostic.
 * \param[out] diagnostic  the fields.
 * \returns 0, also when there is none (SIPQ850_DIAGNOSTIC_KIND_NONE). */
int sipq850_cause_diagnostic(const struct sipq850_cause_octets *cause, struct sipq850_diagnostic *diagnostic);

/*! Write a diagnostic as text ("condition: user, normal, transient", "timer 308", "octets 01 02").
 * \returns the length of the whole text in bytes, as snprintf does; 0 when there is none. */
int sipq850_diagnostic_buf(char *buf, size_t len, const struct sipq850_diagnostic *diagnostic);

/*! Name a kind of diagnostic as tables/q850-cause.tsv does; NULL for a number that is none. */
const char *sipq850_diagnostic_kind_name(int kind);

/*! The cause of libosmocore's MNCC interface, <osmocom/gsm/mncc.h>. */
struct gsm_mncc_cause;

/*! Make an MNCC cause.
 * \param[in] cause  the cause.
 * \param[out] mncc  all of it is written; untouched on error.
 * \returns 0; -EINVAL when the cause cannot be encoded for Q.931; MNCC has room for every diagnostic that can. */
int sipq850_cause_to_mncc(const struct sipq850_cause_octets *cause, struct gsm_mncc_cause *mncc);

/*! Read an MNCC cause.
 * \param[in] mncc  the MNCC cause.
 * \param[out] cause  the cause; untouched on error.
 * \returns 0; -EINVAL when a field is out of range for Q.931. */
int sipq850_cause_from_mncc(const struct gsm_mncc_cause *mncc, struct sipq850_cause_octets *cause);

#ifdef __cplusplus
}
#endif
