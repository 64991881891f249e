/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file sip.h
 * SIP statuses by name: phrase, class, defining document, standing. Nothing here maps; that is map.h.
 * Source: the IANA registry "Response Codes" and RFC 2543, as cited in tables/sip-status.tsv.
 *
 * All functions may be called from any thread; all text returned is constant and never freed. */
#pragma once

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/*! How a status stands today. */
enum sipq850_standing {
	SIPQ850_STANDING_UNKNOWN = 0,		/*!< not in the table */
	SIPQ850_STANDING_REGISTERED = 1,	/*!< in the IANA registry */
	SIPQ850_STANDING_DEPRECATED = 2,	/*!< in the IANA registry, marked deprecated */
	SIPQ850_STANDING_OBSOLETE = 3,		/*!< RFC 2543 only, dropped by RFC 3261 */
};

/*! Name the registered phrase of a status.
 * \param[in] status  SIP status, decimal, any int.
 * \returns the phrase ("Busy Here"); NULL when the status is not in the table. */
const char *sipq850_sip_phrase(int status);

/*! Name one of the other phrases that standards print for a status.
 * \param[in] status  SIP status, decimal, any int.
 * \param[in] i  0 for the first; ask with rising numbers until NULL comes.
 * \returns the phrase ("Stale Date" for 403); NULL when there is no such phrase. */
const char *sipq850_sip_alternative(int status, unsigned int i);

/*! Name the document that defines a status today.
 * \param[in] status  SIP status, decimal, any int.
 * \returns the RFC ("RFC 3261"); NULL when the status is not in the table. */
const char *sipq850_sip_rfc(int status);

/*! Name the section of that document.
 * \param[in] status  SIP status, decimal, any int.
 * \returns the section ("21.4.24", or "4, 5.1"); NULL when the status is not in the table. */
const char *sipq850_sip_section(int status);

/*! Tell how a status stands.
 * \param[in] status  SIP status, decimal, any int.
 * \returns the standing; SIPQ850_STANDING_UNKNOWN when the status is not in the table. */
enum sipq850_standing sipq850_sip_standing(int status);

/*! Tell whether a specification lets a status answer an INVITE, initial or in a dialog.
 * \param[in] status  SIP status, decimal, any int.
 * \returns true if so; false if it belongs to other methods only, or is not in the table. */
bool sipq850_sip_answers_invite(int status);

/*! Tell the class of a status.
 * \param[in] status  SIP status, decimal, any int.
 * \returns 1..6; 0 when the status is outside 100..699. */
int sipq850_sip_class(int status);

/*! Read an unknown status as RFC 3261 8.1.3.2 tells a client to: as x00 of its class, an unknown 1xx as 183.
 * A question of its own: no map does this by itself.
 * \param[in] status  SIP status, decimal, 100..699.
 * \returns the status itself when it is in the table, else the one to read it as; -EINVAL outside 100..699. */
int sipq850_sip_class_reading(int status);

/*! Read a status from text: a number, a phrase or an alternative phrase, in any letter case, blanks around it allowed.
 * \param[in] text  the text; a number may have leading zeros.
 * \param[out] status  the status, 100..699; untouched on error.
 * \returns 0; -EINVAL when the text is no status in that range; -ENOTUNIQ when it is the phrase of several statuses
 *          ("Not Acceptable": 406 and 606). */
int sipq850_sip_parse(const char *text, int *status);

#ifdef __cplusplus
}
#endif
