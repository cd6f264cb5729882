/*
** smtpcodes: what a mail server's reply means, and what to do about it.
**
** A reply is the server's whole answer to one SMTP command. It has a code
** (three digits, 550), often an enhanced code (5.1.1), and text. The first
** digit of the code is its class and decides whether to try again (RFC 5321
** 4.2.1); the rest refines what happened. This header has a page for each
** thing that the library does with replies:
**
**   1. Codes            what a code or an enhanced code means
**   2. Parsing          bytes -> reply
**   3. Building         reply -> bytes, and the right reply for a situation
**   4. Classification   reply -> why it failed, and what to do
**
** All functions are pure: they keep no state, allocate nothing, look at no
** locale and write to nothing but what the caller hands them, so any number
** of threads may call them at once. Strings that they return live as long as
** the library. Offsets count octets from 0.
**
** SPDX-License-Identifier: MIT
*/
#ifndef SMTPCODES_H
#define SMTPCODES_H

#include <stddef.h>

#define SMTPCODES_VERSION "0.1.0"

/* The registry that the enhanced codes were checked against, and its date. */
#define SMTPCODES_DATA "IANA 2024-12-06"

/*
** The library's own files define SMTPCODES_BUILD. On ELF its symbols are
** protected: a host program's symbol of the same name is never called
** instead, and dlsym() and LuaJIT's FFI still find ours. A program that
** compiles the library into itself may define SMTPCODES_API as what it likes
** to have before each function: a visibility, or static.
*/
#if defined(SMTPCODES_API)
/* as the caller says */
#elif defined(_WIN32) && defined(SMTPCODES_BUILD)
#define SMTPCODES_API __declspec(dllexport)
#elif defined(__GNUC__) && defined(__ELF__) && defined(SMTPCODES_BUILD)
#define SMTPCODES_API __attribute__((visibility("protected")))
#else
#define SMTPCODES_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
** ========================================================================
** 1. Codes
** ========================================================================
*/

/* The standard and extension codes by name. */
/* generated: names (tools/gen.lua, from data/codes.tsv) */
enum {
  SMTPCODES_SYSTEM_STATUS = 211,
  SMTPCODES_HELP_MESSAGE = 214,
  SMTPCODES_SERVICE_READY = 220,
  SMTPCODES_SERVICE_CLOSING = 221,
  SMTPCODES_AUTHENTICATION_SUCCEEDED = 235,
  SMTPCODES_ACTION_COMPLETED = 250,
  SMTPCODES_USER_NOT_LOCAL_WILL_FORWARD = 251,
  SMTPCODES_CANNOT_VERIFY_USER = 252,
  SMTPCODES_PENDING_MESSAGES_STARTED = 253,
  SMTPCODES_SERVER_CHALLENGE = 334,
  SMTPCODES_START_MAIL_INPUT = 354,
  SMTPCODES_TRANSACTION_OFFSET = 355,
  SMTPCODES_SERVICE_NOT_AVAILABLE = 421,
  SMTPCODES_PASSWORD_TRANSITION_NEEDED = 432,
  SMTPCODES_MAILBOX_BUSY = 450,
  SMTPCODES_LOCAL_ERROR_IN_PROCESSING = 451,
  SMTPCODES_INSUFFICIENT_SYSTEM_STORAGE = 452,
  SMTPCODES_YOU_HAVE_NO_MAIL = 453,
  SMTPCODES_TLS_OR_AUTHENTICATION_NOT_AVAILABLE = 454,
  SMTPCODES_UNABLE_TO_ACCOMMODATE_PARAMETERS = 455,
  SMTPCODES_UNABLE_TO_QUEUE_MESSAGES = 458,
  SMTPCODES_NODE_NOT_ALLOWED = 459,
  SMTPCODES_COMMAND_UNRECOGNIZED = 500,
  SMTPCODES_SYNTAX_ERROR_IN_PARAMETERS = 501,
  SMTPCODES_COMMAND_NOT_IMPLEMENTED = 502,
  SMTPCODES_BAD_SEQUENCE_OF_COMMANDS = 503,
  SMTPCODES_PARAMETER_NOT_IMPLEMENTED = 504,
  SMTPCODES_HOST_DOES_NOT_ACCEPT_MAIL = 521,
  SMTPCODES_AUTHENTICATION_REQUIRED = 530,
  SMTPCODES_AUTHENTICATION_MECHANISM_TOO_WEAK = 534,
  SMTPCODES_AUTHENTICATION_CREDENTIALS_INVALID = 535,
  SMTPCODES_MAILBOX_UNAVAILABLE = 550,
  SMTPCODES_USER_NOT_LOCAL = 551,
  SMTPCODES_EXCEEDED_STORAGE_ALLOCATION = 552,
  SMTPCODES_MAILBOX_NAME_NOT_ALLOWED = 553,
  SMTPCODES_TRANSACTION_FAILED = 554,
  SMTPCODES_PARAMETERS_NOT_RECOGNIZED = 555,
  SMTPCODES_DOMAIN_DOES_NOT_ACCEPT_MAIL = 556
};
/* end: names (generated) */

#define SMTPCODES_ANY (-1)

/*
** One sense of a code. Lists are one string with commas between the items;
** what is absent is NULL: a command or an extension of NULL is any.
*/
typedef struct smtpcodes_meaning {
  int code;                /* 452 */
  const char *command;     /* "RCPT" */
  const char *extension;   /* "SIZE" */
  const char *status;      /* as in smtpcodes_code */
  const char *title;       /* "Too many recipients" */
  const char *enhanced;    /* "4.5.3" */
  const char *rfc;         /* "RFC5321#4.5.3.1.10": RFC and section */
  const char *description; /* what it says, and what the client does next */
} smtpcodes_meaning;

/* A reply code. What is absent is NULL. */
typedef struct smtpcodes_code {
  int code;                /* 200-599 */
  const char *name;        /* "MAILBOX_UNAVAILABLE" */
  const char *status;      /* standard, extension, registry-only, obsolete,
                              de-facto */
  const char *title;       /* "Requested action not taken: ..." */
  const char *commands;    /* "RCPT,VRFY": which may get it; "*" is any */
  const char *enhanced;    /* "5.1.1,5.7.1": what it comes with */
  const char *rfc;         /* "RFC5321#4.2.3,RFC1870#6" */
  const char *aliases;     /* other titles in use, "|" between them */
  const char *description; /* what it says, and what the client does next */
} smtpcodes_code;

/*
** An enhanced code without its class (RFC 3463). A subject as a whole has
** the detail SMTPCODES_ANY; a class as a whole has that for its subject too.
*/
typedef struct smtpcodes_enhanced {
  int subject;             /* 0-999, or SMTPCODES_ANY */
  int detail;              /* 0-999, or SMTPCODES_ANY */
  const char *name;        /* "MAILBOX_FULL" */
  unsigned classes;        /* bit 1 << 5 is set when 5.x.y is allowed */
  const char *title;       /* the registry's, letter for letter */
  const char *codes;       /* "450,550": the codes it comes with */
  const char *rfc;         /* "RFC3463" */
  const char *aliases;     /* other titles in use, "|" between them */
  const char *description; /* what it says, and what the sender does next */
} smtpcodes_enhanced;

/* How a record was found. */
typedef enum smtpcodes_match {
  SMTPCODES_NONE,    /* not at all */
  SMTPCODES_EXACT,   /* by its number, name or title */
  SMTPCODES_ALIAS,   /* by another title in use */
  SMTPCODES_SUBJECT, /* the detail is not registered: its subject */
  SMTPCODES_CLASS    /* the subject is not registered either: its class */
} smtpcodes_match;

/* Which step of the search found a meaning (smtpcodes_find_meaning). */
typedef enum smtpcodes_step {
  SMTPCODES_STEP_NONE,
  SMTPCODES_STEP_EXTENSION, /* command and extension agree */
  SMTPCODES_STEP_COMMAND,   /* the command agrees */
  SMTPCODES_STEP_ANY        /* the meaning in every other context */
} smtpcodes_step;

/*
** What is known about where a reply came from. NULL and 0 are unknown;
** start with all of it zero.
*/
typedef struct smtpcodes_context {
  const char *command;   /* "RCPT", also as logs say it: "end of DATA"; of
                            another no reply speaks of a recipient */
  const char *extension; /* EHLO keyword in use for the command: "SIZE" */
  int expired;           /* not 0: the message will not be tried again */
  const char *protocol;  /* "lmtp" or "prdr": a reply for each recipient */
  const char *host;      /* that sent the reply: "mx.example.net" */
  const char *provider;  /* whose it is: "google" */
  int recipients;        /* of the transaction; 0: not known */
  const char *from;      /* the envelope's sender: a text that quotes it
                            speaks of the sender */
  const char *rcpt;      /* the envelope's recipient, who may be the sender
                            too; no other address is taken for it */
  const struct smtpcodes_rules *rules; /* the caller's own, before all else */
} smtpcodes_context;

/* What smtpcodes_lookup found: a code or an enhanced code. */
typedef struct smtpcodes_found {
  int is_enhanced; /* which of the two is set */
  smtpcodes_code code;
  smtpcodes_enhanced enhanced;
} smtpcodes_found;

/*
** Writes the record of a reply code and returns 1; returns 0 if nobody is
** known to use the code. Any int may be asked for. Constant time.
*/
SMTPCODES_API int smtpcodes_find(int code, smtpcodes_code *record);

/*
** Writes the record of an enhanced code and says how it was found. klass is
** 2, 4 or 5, or SMTPCODES_ANY for X.y.z; subject and detail are 0-999. An
** unknown detail gives its subject, an unknown subject its class (RFC 3463
** 2). SMTPCODES_NONE if a number is out of range, or if neither is known.
** The class is not held against the record's classes: servers do send
** 4.1.1. Constant time.
*/
SMTPCODES_API smtpcodes_match smtpcodes_find_enhanced(
    int klass, int subject, int detail, smtpcodes_enhanced *record);

/*
** Finds a record by what a person would write: "550", "5.7.26", "X.7.26", a
** name, a title, or another title in use, and says how; SMTPCODES_NONE if
** there is none. Case does not matter, nor whether a word is spelt -ise or
** -ize. A shared title stands for the standard code, then for the lowest.
** Time grows with the logarithm of the table.
*/
SMTPCODES_API smtpcodes_match smtpcodes_lookup(const char *key, size_t len,
                                               smtpcodes_found *found);

/*
** Reads an enhanced code: class "." subject "." detail, no leading zeros
** (RFC 3463 2); the class may be X. Returns 1 and the numbers (klass is
** SMTPCODES_ANY for X) if all of the text is one, else 0.
*/
SMTPCODES_API int smtpcodes_read_enhanced(const char *text, size_t len,
                                          int *klass, int *subject,
                                          int *detail);

/*
** The class of a code: "success", "intermediate", "transient", "permanent"
** (RFC 5321 4.2.1), for every code 200-599, known or not; else NULL.
*/
SMTPCODES_API const char *smtpcodes_class(int code);

/*
** The category of a code, by its second digit: "syntax", "information",
** "connections", "unspecified", "mail-system" (RFC 5321 4.2.1), for every
** code 200-599, known or not; NULL for others and where the second digit is
** 6-9, which SMTP does not define.
*/
SMTPCODES_API const char *smtpcodes_category(int code);

/*
** The command that some text speaks of, in its one spelling ("RCPT",
** "data-end"), or NULL if it names none: "rcpt", "RCPT TO:<a@b>", "end of
** DATA", "." and "connect" are all read.
*/
SMTPCODES_API const char *smtpcodes_command(const char *text, size_t len);

/*
** Writes the meaning number `index` of a code, counted from 0, best status
** first, and returns 1; returns 0 when there are no more. Most codes have
** one meaning, told by their record, and none here.
*/
SMTPCODES_API int smtpcodes_meaning_at(int code, size_t index,
                                       smtpcodes_meaning *meaning);

/*
** The meaning of a code in a context: of the meanings that do not contradict
** it, the one that agrees with its extension, else with its command, else
** the one for any. Returns which step found it; SMTPCODES_STEP_NONE if there
** is none: then the record tells all.
*/
SMTPCODES_API smtpcodes_step smtpcodes_find_meaning(
    int code, const smtpcodes_context *context, smtpcodes_meaning *meaning);

/* Which records an iteration shows. NULL and 0 let everything pass. */
typedef struct smtpcodes_filter {
  int klass;            /* first digit, 2-5 */
  const char *category; /* "mail-system"; reply codes only */
  const char *status;   /* "standard"; reply codes only */
  const char *command;  /* "RCPT": codes that it may get */
  int code;             /* 550: that code, or enhanced codes with it */
  int by_subject;       /* not 0: only enhanced codes of this ... */
  int subject;          /* ... subject, 0-7 */
} smtpcodes_filter;

/*
** Writes the record of the next reply code above `after` that the filter (or
** NULL) lets pass, and returns 1; returns 0 at the end. Begin with 0.
*/
SMTPCODES_API int smtpcodes_next_code(int after,
                                      const smtpcodes_filter *filter,
                                      smtpcodes_code *record);

/*
** The same for enhanced codes, each with every class that it allows: 2.0.0,
** ... 5.7.30. Class digit and record go in and come out; begin with *klass
** of 0, when the record may hold anything.
*/
SMTPCODES_API int smtpcodes_next_enhanced(int *klass,
                                          const smtpcodes_filter *filter,
                                          smtpcodes_enhanced *record);

/* What one should do about a failure. */
typedef struct smtpcodes_action {
  const char *action;      /* "retry-slower" */
  const char *title;       /* for people */
  const char *aliases;     /* what others call it, "|" between them */
  const char *description; /* when it is right */
} smtpcodes_action;

/* Why a delivery failed, and what that usually asks for. */
typedef struct smtpcodes_reason {
  const char *reason;      /* "full-mailbox" */
  const char *action;      /* what to do, as in smtpcodes_action */
  const char *scope;       /* what the reply speaks about */
  const char *owner;       /* who can repair it */
  const char *remedy;      /* how */
  const char *final;       /* what becomes of the address */
  const char *traffic;     /* what other mail of this scope should do */
  const char *aliases;     /* what others call it, "|" between them */
  const char *title;       /* for people */
  const char *description; /* what it means, and where its border is */
} smtpcodes_reason;

/* The closed lists of actions and reasons: *count of them. */
SMTPCODES_API const smtpcodes_action *smtpcodes_actions(size_t *count);
SMTPCODES_API const smtpcodes_reason *smtpcodes_reasons(size_t *count);

/*
** ========================================================================
** 2. Parsing
** ========================================================================
**
** Two modes. Strict takes what RFC 5321 4.2, 2.3.8 and 4.5.3.1.5, RFC 4954 4
** and RFC 2034 4 allow and nothing else. Lenient takes what real servers
** send besides, and says so by flags.
*/

/* Limits, all in octets but the number of lines. */
#define SMTPCODES_MAX_LINE         512   /* with CRLF: RFC 5321 4.5.3.1.5 */
#define SMTPCODES_MAX_CHALLENGE    12288 /* of a 334 reply: RFC 4954 4 */
#define SMTPCODES_MAX_LENIENT_LINE 16384
#define SMTPCODES_MAX_LINES        1024
#define SMTPCODES_MAX_REPLY        262144

/* Other limits, 0 for the ones above. Start with all of it zero. */
typedef struct smtpcodes_limits {
  int strict;       /* not 0: strict mode */
  size_t max_line;  /* octets of a line with its end */
  size_t max_lines; /* lines of a reply */
  size_t max_reply; /* octets of a reply */
} smtpcodes_limits;

/* What smtpcodes_parse returns; below 0 are errors. */
enum {
  SMTPCODES_OK = 1,
  SMTPCODES_INCOMPLETE = 0,           /* more octets can make it a reply */
  SMTPCODES_ERROR_CODE = -1,          /* no digit where the code must be */
  SMTPCODES_ERROR_CODE_RANGE = -2,    /* a digit that no code has there */
  SMTPCODES_ERROR_CODE_MISMATCH = -3, /* not the code of the lines before */
  SMTPCODES_ERROR_SEPARATOR = -4,     /* no SP, "-" or CRLF after the code */
  SMTPCODES_ERROR_CHAR = -5,          /* an octet that no text may have */
  SMTPCODES_ERROR_LINE_ENDING = -6,   /* CR or LF alone */
  SMTPCODES_ERROR_LINE_LENGTH = -7,
  SMTPCODES_ERROR_TOO_MANY_LINES = -8,
  SMTPCODES_ERROR_TOO_LONG = -9,  /* the reply as a whole */
  SMTPCODES_ERROR_8BIT = -10,     /* no UTF-8, or no UTF-8 allowed: building */
  SMTPCODES_ERROR_ENHANCED = -11, /* out of range */
  SMTPCODES_ERROR_ENHANCED_MISMATCH = -12, /* of another class than the code */
  SMTPCODES_ERROR_ENHANCED_TEXT = -13      /* a text that begins with one */
};

/* What lenient mode let pass, as bits, in the order of their words. */
enum {
  SMTPCODES_8BIT = 1 << 0,
  SMTPCODES_BARE_CR = 1 << 1,           /* inside a text: kept */
  SMTPCODES_BARE_LF = 1 << 2,           /* as a line end */
  SMTPCODES_BLANK_LINE = 1 << 3,        /* before the reply, or inside it */
  SMTPCODES_CODE_MISMATCH = 1 << 4,     /* the last line decides */
  SMTPCODES_CODE_RANGE = 1 << 5,        /* second digit 6-9 */
  SMTPCODES_CTL = 1 << 6,               /* control characters, NUL too */
  SMTPCODES_ENHANCED_CONFLICT = 1 << 7, /* two enhanced codes: the first */
  SMTPCODES_ENHANCED_MISMATCH = 1 << 8, /* of another class than the code */
  SMTPCODES_ENHANCED_PARTIAL = 1 << 9,  /* not on every line */
  SMTPCODES_ENHANCED_SYNTAX = 1 << 10,  /* SP or # before it, ":" or TAB
                                           after it, leading zeros */
  SMTPCODES_LONG_LINE = 1 << 11,
  SMTPCODES_NO_SPACE = 1 << 12,    /* text right after the code */
  SMTPCODES_SEPARATOR = 1 << 13,   /* TAB for SP */
  SMTPCODES_UNCODED_LINE = 1 << 14 /* a line without a code, inside */
};

/* buf[first..last) */
typedef struct smtpcodes_span {
  size_t first, last;
} smtpcodes_span;

typedef struct smtpcodes_reply {
  int code;                   /* 200-599 */
  int klass, subject, detail; /* enhanced code; SMTPCODES_ANY: none */
  unsigned flags;             /* what lenient mode let pass */
  size_t lines;               /* how many */
  size_t tagged;              /* of them with an enhanced code */
  size_t length;              /* octets of the reply: the rest is not its */
  size_t text_at, text_end;   /* from the text of its first line to the end of
                                 that of its last, codes between included */
  size_t error_at;            /* of an error: offset of the first wrong octet;
                                 incomplete: of the first one missing */
} smtpcodes_reply;

/* Makes a reply ready for smtpcodes_parse. */
SMTPCODES_API void smtpcodes_reply_init(smtpcodes_reply *reply);

/*
** Reads one reply, all of its lines, from the beginning of buf[0..len).
** Returns SMTPCODES_OK and fills *reply; SMTPCODES_INCOMPLETE when it is right
** as far as it goes; or an error. Nothing is incomplete that can no longer
** become right, and the first wrong octet decides.
**
** lines (which may be NULL if room is 0) takes the texts of the first `room`
** lines, without code and without the reply's enhanced code; reply->lines
** tells how many there are. limits may be NULL.
**
** *reply comes from smtpcodes_reply_init. After SMTPCODES_INCOMPLETE the call
** may be repeated with the same reply and lines and a longer buffer that
** begins with the same octets: it goes on with the line where it stopped.
** Looks at no octet outside buf[0..len), and at each a bounded number of
** times.
*/
SMTPCODES_API int smtpcodes_parse(const char *buf, size_t len,
                                  const smtpcodes_limits *limits,
                                  smtpcodes_reply *reply,
                                  smtpcodes_span *lines, size_t room);

/* A reply that stands in other text, and what the text says about it. */
typedef struct smtpcodes_extracted {
  int code;                   /* 200-599, or 0: none */
  int klass, subject, detail; /* enhanced code; SMTPCODES_ANY: none */
  size_t first, last;         /* the reply; without a code the whole text */
  smtpcodes_span host;        /* who sent it, if the text names a host */
  const char *command;        /* that it answers: "RCPT", or NULL */
  const char *action;         /* of a delivery status: "failed", or NULL */
} smtpcodes_extracted;

/*
** Finds a reply inside a log line, a client's error string or the fields of a
** delivery status (RFC 3464): "host mx.example.net[192.0.2.1] said: 550 ...",
** "smtp; 550-5.1.1 ...", "Status: 5.1.1", "(#5.1.1)". Returns 1 if there is a
** code or an enhanced code, else 0. Numbers that are something else, parts
** of addresses, ids and dates, are not taken for one. Linear in len.
*/
SMTPCODES_API int smtpcodes_extract(const char *text, size_t len,
                                    smtpcodes_extracted *out);

/*
** Writes a reply that stands in other text as it came over the wire, for
** smtpcodes_parse: line breaks, also written out as a backslash and a letter
** or lost to a SP, become CRLF where a line with the same code follows, else
** SP. Returns how many octets that takes, at most 2 * len + 2; writes no more
** than room.
*/
SMTPCODES_API size_t smtpcodes_unfold(const char *text, size_t len, char *out,
                                      size_t room);

/* "incomplete", "code", "code-range" ...: the word for a result, or NULL. */
SMTPCODES_API const char *smtpcodes_result_word(int result);

/* "8bit", "bare-cr" ...: the word for one flag, or NULL. */
SMTPCODES_API const char *smtpcodes_flag_word(unsigned flag);

/*
** ========================================================================
** 3. Building
** ========================================================================
*/

/* len octets; not terminated. */
typedef struct smtpcodes_text {
  const char *text;
  size_t len;
} smtpcodes_text;

/* A reply to be built. */
typedef struct smtpcodes_draft {
  int code;                    /* as RFC 5321 4.2 has them: [2-5][0-5][0-9] */
  int klass, subject, detail;  /* enhanced code; klass SMTPCODES_ANY: none */
  const smtpcodes_text *lines; /* one line each; long ones are folded */
  size_t count;                /* at least 1 */
  int utf8;                    /* not 0: UTF-8 is allowed (RFC 6531 3.7.4) */
} smtpcodes_draft;

/* What became of it. */
typedef struct smtpcodes_built {
  size_t length;   /* octets of the reply, whether they had room or not */
  size_t line;     /* of an error: which line of the draft, from 0 ... */
  size_t error_at; /* ... and which octet of it, from 0 */
} smtpcodes_built;

/*
** Writes a reply to out[0..room) as it goes over the wire. The code and the
** enhanced code stand on every line (RFC 5321 4.2.1, RFC 2034 4); lines over
** SMTPCODES_MAX_LINE octets are folded at SP, which is lost, or else where
** they are full. Returns SMTPCODES_OK and built->length; when that is more
** than room, what was written is of no use. Else an error: CODE_RANGE,
** ENHANCED, ENHANCED_MISMATCH, ENHANCED_TEXT (without an enhanced code a line
** would be read as if it had one), LINE_ENDING, CHAR or 8BIT.
*/
SMTPCODES_API int smtpcodes_build(const smtpcodes_draft *draft, char *out,
                                  size_t room, smtpcodes_built *built);

/* Sets the enhanced code that the draft's code has by itself; 0 if none. */
SMTPCODES_API int smtpcodes_default_enhanced(smtpcodes_draft *draft);

/* What libmilter takes (smfi_setmlreply). */
#define SMTPCODES_MAX_MILTER_LINES 32
#define SMTPCODES_MAX_MILTER_LINE  980

/*
** Writes the text of a milter's reply: the milter's host puts the code and
** the enhanced code of the draft before it. Codes that a line begins with are
** left out, further lines begin with CRLF and the draft's codes, every % is
** doubled, and code must be 4yz or 5yz. TOO_MANY_LINES for more than 32;
** otherwise as smtpcodes_build.
*/
SMTPCODES_API int smtpcodes_milter(const smtpcodes_draft *draft, char *out,
                                   size_t room, smtpcodes_built *built);

/* What to say in a situation. */
typedef struct smtpcodes_situation {
  int code;              /* 451 */
  const char *situation; /* "greylisted" */
  const char *enhanced;  /* "4.7.1", or NULL for none */
  const char *text;      /* what stands after the codes */
  const char *aliases;   /* other names, "|" between them, or NULL */
  const char *rfc;       /* "RFC6647#5" */
} smtpcodes_situation;

/* The situation number `index`, from 0; returns 0 when there are no more. */
SMTPCODES_API int smtpcodes_situation_at(size_t index,
                                         smtpcodes_situation *out);

/* A situation by one of its names; case, "-", "_" and SP do not matter.
   Returns 1, or 0 if nobody calls it so. */
SMTPCODES_API int smtpcodes_suggest(const char *name, size_t len,
                                    smtpcodes_situation *out);

/* What an HTTP status of a service that decides about mail stands for.
   Returns 1; 0 for a status that says neither yes nor no. */
SMTPCODES_API int smtpcodes_from_http(int status, smtpcodes_situation *out);

/*
** ========================================================================
** 4. Classification
** ========================================================================
*/

/* The version of the rules: another one may give another verdict. */
#define SMTPCODES_RULES "2026-11-26"

/* What is to be classified. */
typedef struct smtpcodes_subject {
  int code;                   /* 200-599; anything else: none */
  int klass, subject, detail; /* enhanced code; SMTPCODES_ANY: none */
  const char *text;           /* what follows the codes, or NULL */
  size_t len;                 /* of the text */
  const char *command;        /* as smtpcodes_extract found it, or NULL */
} smtpcodes_subject;

/*
** What a text asks about: the reply that smtpcodes_extract finds in it, or the
** whole text when it finds none. The subject's text is a part of it.
*/
SMTPCODES_API void smtpcodes_subject_of(const char *text, size_t len,
                                        smtpcodes_subject *subject);

/* Why a reply failed, and what to do. A text that is absent is NULL. */
typedef struct smtpcodes_verdict {
  int code;                   /* 0: none */
  int klass, subject, detail; /* enhanced code; SMTPCODES_ANY: none */
  const char *reason;         /* of the list smtpcodes_reasons */
  const char
      *reason_detail;   /* "spf", "connections", ...: which of its kinds */
  const char *bounce;   /* hard, block, soft */
  const char *action;   /* of the list smtpcodes_actions */
  int requeue;          /* not 0: send it again, unchanged */
  const char *final;    /* suppress, count, keep: the address's fate */
  const char *scope;    /* what the reply speaks about */
  const char *traffic;  /* slow, pause: other mail of that scope */
  int retry_after;      /* seconds, if somebody says so; else 0 */
  const char *owner;    /* who can repair it */
  const char *remedy;   /* how */
  const char *provider; /* whose reply it is, if that can be told */
  smtpcodes_span ip, url, list, tag; /* in the text; empty: none */
  int closing;                       /* not 0: the server hangs up */
  const char *confidence;            /* high, medium, low */
  const char *source; /* what decided: rules, provider, phrase, enhanced,
                                 code, none */
  size_t first, last; /* the phrase in the text, if it decided */
  const char *file;   /* where the row stands that decided, or NULL ... */
  int row;            /* ... and on which line of it */
  const char *why;    /* one sentence */
} smtpcodes_verdict;

/*
** The verdict on a reply; context may be NULL. The code decides whether to try
** again (RFC 5321 4.2.1), without one the enhanced code's class; the words of
** the text tell why, then the enhanced code, then the code. An address is
** given up only on evidence about the recipient, at a command that can speak
** of one, and never when the text speaks of the sender, of something
** temporary, or names an IP address or a list. Linear in the length
** of the text.
*/
SMTPCODES_API void smtpcodes_classify(const smtpcodes_subject *subject,
                                      const smtpcodes_context *context,
                                      smtpcodes_verdict *verdict);

/*
** What a delivery status notification (RFC 3464) says of one recipient, as
** places in its text; values of several lines have their folds in them.
*/
typedef struct smtpcodes_notice {
  smtpcodes_span recipient;   /* "a@example.com" */
  smtpcodes_span action;      /* "failed", "delayed", ... */
  smtpcodes_span reply;       /* of Diagnostic-Code, else of Status */
  smtpcodes_span host;        /* of Remote-MTA */
  int klass, subject, detail; /* of Status; SMTPCODES_ANY: none */
} smtpcodes_notice;

/*
** Writes what the next recipient's fields say that begin at or after `at`, in
** the part with the fields or in the whole message around it. Returns where
** they end, to go on from; 0 when there are no more. Linear in the length.
*/
SMTPCODES_API size_t smtpcodes_next_notice(const char *text, size_t len,
                                           size_t at,
                                           smtpcodes_notice *notice);

/*
** What an enhanced code means at a provider, where the registry's reading
** misleads or says nothing.
*/
typedef struct smtpcodes_provider_meaning {
  const char *provider;      /* "google" */
  int code;                  /* with this reply code; 0: with any */
  int subject, first, last;  /* subject, and its first and last detail */
  const char *reason;        /* of smtpcodes_reasons */
  const char *reason_detail; /* or NULL */
  int retry_after;           /* seconds, or 0 */
  const char *source;        /* where the provider says so, and when */
} smtpcodes_provider_meaning;

/*
** Writes the next meaning after the `after`-th (0: the first) of an enhanced
** code at a provider, NULL: at all of them. klass SMTPCODES_ANY: of any class.
** Returns its number, for `after`; 0 when there is no more.
*/
SMTPCODES_API int
smtpcodes_next_provider_meaning(int after, int klass, int subject, int detail,
                                const char *provider,
                                smtpcodes_provider_meaning *meaning);

/*
** ========================================================================
** Rules of one's own
** ========================================================================
**
** A caller's rules go before the built-in ones, in the same engine and in time
** linear in the text: of the rows that hold the first one gives the reason,
** whatever else speaks for another. What stands between a reply and giving an
** address up (see smtpcodes_classify) stands there for these rows too.
*/

/* The cells of a row. */
enum {
  SMTPCODES_RULE_REASON, /* of smtpcodes_reasons, its action other than none;
                            or @sender, @temporary, @path: then the address is
                            not given up */
  SMTPCODES_RULE_DETAIL, /* "ip", "dmarc", ... or none */
  SMTPCODES_RULE_PHRASE, /* words; <class> of data/words.tsv; ~ between two
                            parts that both must occur; or none */
  SMTPCODES_RULE_WHEN,   /* "code=55 enhanced=7.1 provider=google
                            command=RCPT", all of which must hold; or none */
  SMTPCODES_RULE_RETRY_AFTER, /* seconds, or none */
  SMTPCODES_RULE_SOURCE,      /* whence one knows, for people; or none */
  SMTPCODES_RULE_CELLS
};

typedef struct smtpcodes_cell {
  const char *text; /* NULL: none */
  size_t len;
} smtpcodes_cell;

typedef struct smtpcodes_rule {
  smtpcodes_cell cells[SMTPCODES_RULE_CELLS];
  size_t line;       /* 1-based, ascending, below 65536 */
  const char *begin; /* of the line; NULL: these rows stand in no file */
} smtpcodes_rule;

/* What is wrong with a row. */
typedef struct smtpcodes_problem {
  const char *kind;    /* "reason", "phrase", "unreachable", ... */
  const char *message; /* a sentence */
  int is_error;        /* 0: the row stands, but it makes no sense */
  size_t line;
  int cell;      /* SMTPCODES_RULE_*; SMTPCODES_RULE_CELLS: the line */
  size_t column; /* 1-based, in the line or, without a file, in the cell */
  size_t other;  /* the line that it speaks of, or 0 */
} smtpcodes_problem;

/* Is given every problem that is found. A caller who wants none gives NULL. */
typedef void (*smtpcodes_report)(void *data, const smtpcodes_problem *problem);

#define SMTPCODES_MAX_RULES 2000

/*
** Reads a file of rules: tab-separated; the first line that is no comment (#)
** names the columns, reason among them; - is an empty cell; a byte order mark
** before all is passed over. Writes the rows that fit into `room`; texts are
** those of the file. Returns how many rows there are. What is no row is
** reported.
*/
SMTPCODES_API size_t smtpcodes_rules_read(const char *text, size_t len,
                                          smtpcodes_rule *rows, size_t room,
                                          smtpcodes_report report, void *data);

/* How much memory smtpcodes_rules_compile needs for these rows. */
SMTPCODES_API size_t smtpcodes_rules_size(const smtpcodes_rule *rows,
                                          size_t count);

/*
** Makes rules of rows, in memory of that size, aligned as malloc does it; the
** texts of the rows are not needed afterwards. Reports what is wrong with a
** row, and leaves that row out. Returns NULL when there were errors.
*/
SMTPCODES_API const struct smtpcodes_rules *
smtpcodes_rules_compile(const smtpcodes_rule *rows, size_t count, void *memory,
                        smtpcodes_report report, void *data);

/*
** Reports the rows of rules that can never decide: "duplicate" of an earlier
** row, "contradictory" to one, "unreachable" behind one; or "never-matching",
** whatever the text. And what no reply meets, or nobody knows: a "condition"
** that contradicts another of its row, an "enhanced" code of no registry.
*/
SMTPCODES_API void smtpcodes_rules_lint(const struct smtpcodes_rules *rules,
                                        const smtpcodes_rule *rows,
                                        size_t count, smtpcodes_report report,
                                        void *data);

/*
** ========================================================================
** Group keys
** ========================================================================
*/

/*
** Writes a text without what differs between like replies: <address>, <host>,
** <ip>, <url>, <id> and <n> stand for addresses, host names, IP addresses,
** urls, words with digits and numbers; line breaks and runs of blanks become
** one SP. The code and the enhanced code at the beginning are kept.
** Returns how many octets that takes; writes no more than room.
*/
SMTPCODES_API size_t smtpcodes_normalize(const char *text, size_t len,
                                         char *out, size_t room);

/*
** ========================================================================
** Lua
** ========================================================================
*/

struct lua_State;

/*
** Opens the Lua module and leaves it on the stack; a host that links the
** library in puts this into package.preload.smtpcodes.
*/
SMTPCODES_API int luaopen_smtpcodes(struct lua_State *L);

#ifdef __cplusplus
}
#endif

#endif
