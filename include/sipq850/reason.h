/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file reason.h
 * The Reason header field of SIP: text to values and back. Nothing here maps; that is map.h. Source: RFC 3326, RFC
 * 8606 (location), RFC 9366 (several values), RFC 9410 (STIR, ppi), the grammar of RFC 3261 section 25.1, and the
 * IANA registry "Reason Protocols" as in tables/reason-protocols.tsv.
 *
 * The reader is lenient only where a bit of enum sipq850_reason_flag names the leniency, and then sets it; the
 * writer is strict. Text is read where it lies: a piece is good as long as the caller's text is. Lengths are in
 * bytes. All functions may be called from any thread; nothing is allocated. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <sipq850/words.h>

#ifdef __cplusplus
extern "C" {
#endif

/*! A piece of the caller's text, not terminated. */
struct sipq850_text {
	const char *start;
	size_t len;
};

/*! What is worth knowing of a value, or of all the Reason headers of a message. What could not be used is no loss:
 * it stands in sipq850_reason.other as written. */
enum sipq850_reason_flag {
	/* Leniencies: the text is not as the RFCs have it, and was read all the same. */
	SIPQ850_REASON_TEXT_UNQUOTED = 1 << 0,		/*!< text=word: a generic-param, not the text of RFC 3326 2;
							 * used */
	SIPQ850_REASON_CAUSE_QUOTED = 1 << 1,		/*!< cause="16": a generic-param, not the cause of RFC 3326
							 * 2; used */
	SIPQ850_REASON_LF_FOLD = 1 << 2,		/*!< a line break within is LF alone, not CR LF (RFC 3261 7,
							 * 25.1) */
	SIPQ850_REASON_EMPTY_ELEMENT = 1 << 3,		/*!< comma without a value beside it, skipped (RFC 3326 2 has
							 * no empty elements) */
	SIPQ850_REASON_PARAMETER_TWICE = 1 << 4,	/*!< a parameter name again; the first one counts (RFC 3261 7.3.1). Names after the 32nd are
							 * compared with the first 32 */
	SIPQ850_REASON_BAD_TEXT = 1 << 5,		/*!< control character or malformed UTF-8 within quotes, kept
							 * (RFC 3261 25.1) */
	/* Findings: grammatical, but of no use or little. */
	SIPQ850_REASON_NO_CAUSE = 1 << 6,		/*!< no cause parameter; RFC 3326 2 does not ask for one */
	SIPQ850_REASON_CAUSE_NOT_NUMBER = 1 << 7,	/*!< cause is not one or more digits (RFC 3326 2) */
	SIPQ850_REASON_CAUSE_OUT_OF_RANGE = 1 << 8,	/*!< cause that the protocol does not have
							 * (tables/reason-protocols.tsv); never wrapped */
	SIPQ850_REASON_NO_VALUE = 1 << 9,		/*!< cause, text or location without a value (a
							 * generic-param, RFC 3261 25.1) */
	SIPQ850_REASON_LOCATION_IGNORED = 1 << 10,	/*!< location of another protocol than Q.850 (RFC 8606 4:
							 * MUST be ignored) */
	SIPQ850_REASON_LOCATION_UNKNOWN = 1 << 11,	/*!< location that is none of the 16 names (RFC 8606 4) */
	SIPQ850_REASON_UNKNOWN_PROTOCOL = 1 << 12,	/*!< protocol that is not registered (RFC 3326 2: may be
							 * ignored) */
	/* Findings about a message, in struct sipq850_reason_summary. */
	SIPQ850_REASON_PROTOCOL_TWICE = 1 << 16,	/*!< several values of a protocol that may have one (RFC 3326
							 * 2, RFC 9366 3) */
	SIPQ850_REASON_SEVERAL_Q850 = 1 << 17,		/*!< Q.850 values that differ in cause or location; the first
							 * one counts */
	SIPQ850_REASON_SEVERAL_SIP = 1 << 18,		/*!< SIP values that differ in cause; the first one counts */
	SIPQ850_REASON_MALFORMED = 1 << 19,		/*!< a header is malformed; what stands in it before the
							 * damage counts */
};

#define SIPQ850_REASON_LENIENT 0x0000003fu	/*!< all leniencies */
#define SIPQ850_REASON_CAUSE_MAX 99999999	/*!< highest cause of a protocol whose range is not known */

/*! One value of a Reason header. All pieces point into the text that was read. */
struct sipq850_reason {
	struct sipq850_text protocol;	/*!< as written */
	int cause;			/*!< in the range of the protocol; -1: absent or of no use */
	uint32_t flags;			/*!< bits of enum sipq850_reason_flag */
	struct sipq850_text text;	/*!< within the quotes, as written: see sipq850_reason_text_buf(); start
					 * NULL: none */
	struct sipq850_text other;	/*!< all that was not used: from the first such parameter to the end of the last. Used ones may
					 * stand between: see sipq850_reason_other_next(). len 0: none */
	const char *used[3];		/*!< where the parameters begin that cause, text and location were taken
					 * from; NULL: not used */
	uint8_t protocol_id;		/*!< enum sipq850_reason_protocol; SIPQ850_REASON_PROTOCOL_OTHER: not
					 * registered */
	uint8_t location;		/*!< enum sipq850_location, 1..16; 0: none that is known. Only of Q.850 */
	uint8_t reserved[22];		/*!< zero */
};

/*! Read the next value of a Reason header.
 * \param[in,out] rest at first one header field: its value, or the line with "Reason:" in front (any letter case;
 *          there is
 *                      no compact form), folded or not, a line end behind it allowed. Then what is still to be read;
 *                      after the last value start is NULL. On -EBADMSG it begins where the damage is.
 * \param[out] reason  the value; untouched unless 1 is returned.
 * \returns 1 for a value; 0 when there are no more; -EBADMSG when the text is malformed (also when it is empty). */
int sipq850_reason_next(struct sipq850_text *rest, struct sipq850_reason *reason);

/*! Walk over the parameters of a value that were not used: those of other names, and those that a flag tells of.
 * \param[in] reason  a value that sipq850_reason_next() gave.
 * \param[in,out] rest  at first reason->other.
 * \param[out] parameter  the parameter as written (ppi="a..b"); untouched unless 1 is returned.
 * \returns 1 for a parameter; 0 when there are no more. */
int sipq850_reason_other_next(const struct sipq850_reason *reason, struct sipq850_text *rest, struct sipq850_text *parameter);

/*! Write the text that a piece stands for: quoted pairs undone, a line break with the blanks after it as one space.
 * \returns the length of the whole text in bytes, as snprintf does. It may hold control characters if the value is
 *          flagged BAD_TEXT or wrote them as quoted pairs, but no NUL. */
int sipq850_reason_text_buf(char *buf, size_t len, struct sipq850_text text);

/*! Undo the percent encoding of a Reason header within a URI, as in History-Info (RFC 7044 5:
 * <sip:..?Reason=SIP%3Bcause%3D302>).
 * \param[out] buf  takes the value for sipq850_reason_next().
 * \param[in] len  its size in bytes, with the terminating NUL.
 * \param[in] hvalue  what stands behind "Reason=", or with that in front (any letter case); it ends before '&' or '>'.
 * \returns the length of the whole value in bytes, as snprintf does; -EBADMSG when a '%' has no two hexadecimal
 *          digits behind it, or for NUL; then buf is untouched. */
int sipq850_reason_uri_buf(char *buf, size_t len, struct sipq850_text hvalue);

/*! All Reason headers of one message together. */
struct sipq850_reason_summary {
	int q850;			/*!< cause 0..127 of the first Q.850 value that has one; -1: none */
	int sip;			/*!< status 100..699 of the first SIP value that has one; -1: none. Never
					 * from STIR */
	unsigned int n_values;		/*!< values read, of any protocol */
	uint32_t flags;			/*!< bits of enum sipq850_reason_flag: of the values or-ed, and of the
					 * message */
	struct sipq850_text q850_text;	/*!< text of that Q.850 value, as sipq850_reason.text */
	struct sipq850_text sip_text;	/*!< text of that SIP value, as sipq850_reason.text */
	uint8_t q850_location;		/*!< enum sipq850_location of that Q.850 value, 1..16; 0: none */
	uint8_t reserved[39];		/*!< zero */
};

/*! Read all Reason headers of a message. Of Q.850 and of SIP the first value with a usable cause counts, in the
 * order of the rows; that there are others is flagged. Values of other protocols, STIR among them, are counted and
 * never taken.
 * \param[in] headers  the headers in their order, terminated; each as sipq850_reason_next() takes it.
 * \param[in] n_headers  their number; 0 gives an empty summary.
 * \param[out] summary  all of it is written; untouched on error.
 * \returns 0, also when headers are malformed (SIPQ850_REASON_MALFORMED); -EINVAL when a header is NULL. */
int sipq850_reason_collect(const char *const *headers, size_t n_headers, struct sipq850_reason_summary *summary);

/*! A value to write. */
struct sipq850_reason_out {
	const char *protocol;		/*!< a token: "Q.850", "SIP", .. */
	const char *text;		/*!< UTF-8 without control characters but HTAB; NULL: none */
	int cause;			/*!< in the range of the protocol; of one that is not registered
					 * 0..SIPQ850_REASON_CAUSE_MAX */
	uint8_t location;		/*!< enum sipq850_location, 1..16; Q.850 only; 0: none (RFC 8606 4: SHALL be
					 * there when known) */
	uint8_t reserved[19];		/*!< zero */
};

/*! Write a value (Q.850;cause=17;text="User busy";location=LN). For several values put a comma between, for a header
 * "Reason: " in front.
 * \returns the length of the whole value in bytes, as snprintf does; -EINVAL for what the grammar or the ranges
 *          forbid, and then buf is untouched. */
int sipq850_reason_buf(char *buf, size_t len, const struct sipq850_reason_out *out);

/*! Name a protocol.
 * \param[in] protocol  enum sipq850_reason_protocol, any int.
 * \returns the name ("Q.850"); NULL when there is none. */
const char *sipq850_reason_protocol_name(int protocol);

/*! Name the cause of a protocol: phrase of a SIP status, name of a Q.850 cause, else as in tables/reason-causes.tsv.
 * The default for text (RFC 3326 2, RFC 4411 7.2).
 * \param[in] protocol  enum sipq850_reason_protocol, any int.
 * \param[in] cause  decimal, any int.
 * \returns the text ("User busy"); NULL when the tables have none. */
const char *sipq850_reason_cause_text(int protocol, int cause);

/*! Name a flag.
 * \param[in] flag  one bit of enum sipq850_reason_flag.
 * \returns the name ("text-unquoted"); NULL for any other value. */
const char *sipq850_reason_flag_name(uint32_t flag);

#ifdef __cplusplus
}
#endif
