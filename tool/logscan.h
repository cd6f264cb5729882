/*
** logscan.h: reads the logs of mail servers, a line at a time.
**
** logscan_line  what a line is; of a delivery of Postfix, all of its parts
** logscan_time  the seconds that a line's time stands for
** logscan_count counts deliveries by domain, transport, hour and delay
**
** Nothing here allocates, knows Lua, or keeps anything between calls but what
** the caller owns. Spans point into the caller's line and end with it.
*/
#ifndef LOGSCAN_H
#define LOGSCAN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && defined(__ELF__)
#define LOGSCAN_API __attribute__((visibility("hidden")))
#else
#define LOGSCAN_API
#endif

typedef struct logscan_span {
  const char *text; /* NULL: there is none */
  size_t len;
} logscan_span;

/* ---- lines ------------------------------------------------------------ */

typedef enum logscan_kind {
  LOGSCAN_STRAY,     /* no line of a log */
  LOGSCAN_NOTHING,   /* of a log, but about no delivery */
  LOGSCAN_DELIVERY,  /* of Postfix: every part is set */
  LOGSCAN_UNREAD,    /* begins as a delivery does, and goes on otherwise */
  LOGSCAN_EXPIRED,   /* Postfix gives a message up: time, transport, queue */
  LOGSCAN_SENDMAIL,  /* time, transport, queue; message: "to=<...>, ..." */
  LOGSCAN_OPENSMTPD, /* time, transport if any; message: "mta delivery ..." */
  LOGSCAN_EXIM,      /* message: from Exim's own time on, or from the id on */
  LOGSCAN_JSON,      /* message: the line, which begins with a brace */
  LOGSCAN_REPLY,     /* message: "550 5.1.1 ..." */
  LOGSCAN_FIELD      /* message: "Name: value", as mail and reports have it */
} logscan_kind;

typedef struct logscan_record {
  logscan_span time, transport, queue, message; /* of every line of syslog */
  logscan_span rcpt, orig_to, relay, enhanced, status, text;
  logscan_span said; /* from the enhanced code to the end */
  double delay;      /* in seconds; negative: not told */
  int attempted;     /* 0: the queue manager put it off */
} logscan_record;

/* Says what a line without its end is, and sets what *out has of it. */
LOGSCAN_API logscan_kind logscan_line(const char *line, size_t len,
                                      logscan_record *out);

/* Whether a span is this word, as in logscan_is(record.status, "sent"). */
LOGSCAN_API int logscan_is(logscan_span span, const char *word);

/* ---- time ------------------------------------------------------------- */

/* What a time leaves open: the year (syslog) and the zone. */
typedef struct logscan_now {
  int year, month, day; /* of today */
  long offset;          /* seconds that local time is ahead of UTC */
} logscan_now;

/*
** The seconds since 1970 (UTC) of a time as syslog, RFC 3339, the journal or
** Exim write it, or -1. A date without a year is the last one that is not
** after tomorrow.
*/
LOGSCAN_API double logscan_time(logscan_span time, const logscan_now *now);

/* ---- counting --------------------------------------------------------- */

#define LOGSCAN_ENTRIES 16384
#define LOGSCAN_SLOTS   32768
#define LOGSCAN_KEYS    524288
#define LOGSCAN_STAMP   36 /* octets of a time that are kept */

/* Delays: 24 steps for each power of ten, from 0.001 to 10^7 seconds. */
#define LOGSCAN_STEP_MIN (-72)
#define LOGSCAN_STEP_MAX 168

typedef enum logscan_table {
  LOGSCAN_DOMAIN,
  LOGSCAN_TRANSPORT,
  LOGSCAN_HOUR
} logscan_table;

typedef struct logscan_entry {
  unsigned hash, key, len; /* where the key stands in keys */
  logscan_table table;
  unsigned long count;
  double from, to; /* the earliest and latest time, in seconds */
  char first[LOGSCAN_STAMP], last[LOGSCAN_STAMP]; /* as the log writes them */
  unsigned char first_len, last_len;
} logscan_entry;

typedef struct logscan_counts {
  unsigned long total; /* deliveries that were counted */
  unsigned used, key_octets;
  unsigned last[3]; /* the entry that was counted last in each table */
  unsigned short slots[LOGSCAN_SLOTS]; /* 1 + index of an entry, or 0 */
  logscan_entry entries[LOGSCAN_ENTRIES];
  char keys[LOGSCAN_KEYS];
  unsigned long delays[LOGSCAN_STEP_MAX - LOGSCAN_STEP_MIN + 1];
} logscan_counts;

LOGSCAN_API void logscan_clear(logscan_counts *counts);

/*
** Counts a delivery that succeeded at a time in seconds. Returns 0, and
** counts nothing, when there may be no room: clear it first.
*/
LOGSCAN_API int logscan_count(logscan_counts *counts,
                              const logscan_record *record, double at);

/* The step of a delay in seconds. */
LOGSCAN_API int logscan_step(double seconds);

#ifdef __cplusplus
}
#endif

#endif
