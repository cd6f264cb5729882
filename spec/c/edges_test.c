/*
** edges_test.c: the octets around a text change nothing.
**
** Every function that takes a text and its length is asked about each text of
** the table, cut at each octet: at the end of a page that no page follows, at
** the begin of one with none before it, then between octets of many kinds. The
** answers must be the same. Of a host, which ends with NUL, the page is asked.
*/
#define _DEFAULT_SOURCE
#include "../../smtpcodes.h"

#include "page.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define LONGEST 400

/* All that the functions said of a text, as octets. */
typedef struct answer {
  unsigned char octets[16384];
  size_t len;
} answer;

static void put(answer *a, const void *octets, size_t len) {
  memcpy(a->octets + a->len, octets, len);
  a->len += len;
}

#define PUT(a, value) put(a, &(value), sizeof(value))

/* ---- what is asked --------------------------------------------------------
 */

static void notices(answer *a, const char *text, size_t len) {
  smtpcodes_notice notice;
  size_t at = 0;
  while ((at = smtpcodes_next_notice(text, len, at, &notice)) > 0) {
    check(at <= len, "next notice", text, len);
    PUT(a, at);
    PUT(a, notice);
  }
}

static void written(answer *a, const char *text, size_t len) {
  char out[4 * LONGEST];
  put(a, out, smtpcodes_normalize(text, len, out, sizeof(out)));
  put(a, out, smtpcodes_unfold(text, len, out, sizeof(out)));
}

static void names(answer *a, const char *text, size_t len) {
  const char *command = smtpcodes_command(text, len);
  smtpcodes_found found;
  smtpcodes_situation situation;
  int klass, subject, detail;
  int is = smtpcodes_read_enhanced(text, len, &klass, &subject, &detail);
  int match = (int)smtpcodes_lookup(text, len, &found);
  PUT(a, command);
  PUT(a, is);
  PUT(a, match);
  if (is) {
    PUT(a, klass);
    PUT(a, subject);
    PUT(a, detail);
  }
  is = smtpcodes_suggest(text, len, &situation);
  PUT(a, is);
}

static void extracted(answer *a, const char *text, size_t len) {
  smtpcodes_extracted found;
  smtpcodes_extract(text, len, &found);
  check(found.klass != SMTPCODES_ANY ||
            (found.subject == SMTPCODES_ANY && found.detail == SMTPCODES_ANY),
        "no enhanced code", text, len);
  PUT(a, found);
}

static void verdicts(answer *a, const char *text, size_t len) {
  smtpcodes_subject subject;
  smtpcodes_context context;
  smtpcodes_verdict v;
  smtpcodes_subject_of(text, len, &subject);
  memset(&context, 0, sizeof(context));
  context.from = "a@example.com";
  smtpcodes_classify(&subject, &context, &v);
  PUT(a, v.reason);
  PUT(a, v.reason_detail);
  PUT(a, v.provider);
  PUT(a, v.final);
  PUT(a, v.retry_after);
  PUT(a, v.ip);
  PUT(a, v.url);
  PUT(a, v.list);
  PUT(a, v.tag);
  PUT(a, v.first);
  PUT(a, v.last);
}

static void replies(answer *a, const char *text, size_t len) {
  smtpcodes_limits limits = {0, 0, 0, 0};
  smtpcodes_reply reply;
  int result;
  for (; limits.strict < 2; limits.strict++) {
    smtpcodes_reply_init(&reply);
    result = smtpcodes_parse(text, len, &limits, &reply, NULL, 0);
    PUT(a, result);
    PUT(a, reply.error_at);
    PUT(a, reply.flags);
    PUT(a, reply.klass);
    PUT(a, reply.text_at);
    PUT(a, reply.text_end);
  }
}

static void ask(answer *a, const char *text, size_t len) {
  a->len = 0;
  notices(a, text, len);
  written(a, text, len);
  names(a, text, len);
  extracted(a, text, len);
  verdicts(a, text, len);
  replies(a, text, len);
}

/* ---- of what ---------------------------------------------------------------
 */

static const char *const texts[] = {
    "Final-Recipient: rfc822; <a@example.com>\nOriginal-Recipient: b\n"
    "Action: failed\nStatus: 5.1.1 (x)\nRemote-MTA: dns; mx.example.com\n"
    "Diagnostic-Code: smtp; 550 No\n  such user \nX-Any: 1\n y\n\n"
    "Status: 4.2.2\nfinal-recipient:c\n\nSTATUS: 2.0.0",
    "Status:5.1.1\nFinal-Recipient:rfc822;<a",
    "host mx.example.net[192.0.2.1] said: 550-5.7.1 <a@example.com>: your IP "
    "[192.0.2.7] is listed, see https://example.org/x?q=1 \r\n550 5.7.1 "
    "(in reply to RCPT TO command)",
    "Action: delayed\nStatus: 4.4.1\n\ngiving up on 192.0.2.1.\n",
    "error 452: try later (452 4.5.3 too many recipients)",
    "delivery (#5.1.1) failed: 'user unknown' 10.20.30 after 300 seconds",
    "550 5.1.1 User unknown: unrouteable address 2001:db8::1:2 gsmtp",
    "421 4.7.0 [TSS04] Messages temporarily deferred; 12:34:56 id=4XyZ1b2c",
    "550-a\r\n550-b 550 c\r\n\r\n550 d\n550",
    "554 5.7.1 Service unavailable; blocked using zen.spamhaus.org\r\n",
    "250-8BITMIME and more than thirteen octets\r\n250-5.1.1 x\r\n250 "
    "SIZE\r\n",
    "\342\202\254 \344\275\277\347\224\250\350\200\205\344\270\215\345\255\230"
    "\345\234\250 utilisateur inconnu \303\251",
    "421 4.7.500 wait 2 min ago, try again in 00:05:00 (AS77713400)",
    "AS(1433) OFR004_104 [IB504 AUP#I-1310",
    "5.7.26",
    "X.1.1",
    "550 X.1.1 no",
    "550",
    "mailbox unavailable",
    "authorization required",
    "<MAIL FROM",
    "end of data",
    "mailbox-full",
    ":550 x",
    "550 a\n'b'",
    "5.123.x",
    "za",
    "iza",
    "ize izi",
    "section 4.1.1.1\\",
    "5321 4.5.3.1",
    "(4.5.3.1",
};

static const char around[] = "a1.:; \n\r\t<>()[]@/-_#\"'%\177\377";

/* The text between many octets of one kind. */
static const char *between(char octet, const char *text, size_t len) {
  static char room[3 * LONGEST];
  memset(room, octet, sizeof(room));
  return (const char *)memcpy(room + LONGEST, text, len);
}

static void cut(const char *text, size_t len) {
  static answer alone, other;
  size_t i;
  ask(&alone, at_end(text, len), len);
  ask(&other, (char *)memcpy(page_begin, text, len), len);
  check(other.len == alone.len, "begin", text, len);
  for (i = 0; i < sizeof(around); i++) {
    ask(&other, between(around[i], text, len), len);
    check(other.len == alone.len &&
              memcmp(other.octets, alone.octets, alone.len) == 0,
          "around", text, len);
  }
}

/* Whose a host is; "": nobody's. */
static void host(const char *name, const char *provider) {
  smtpcodes_subject subject;
  smtpcodes_context context;
  smtpcodes_verdict v;
  smtpcodes_subject_of("550", 3, &subject);
  memset(&context, 0, sizeof(context));
  context.host = name;
  smtpcodes_classify(&subject, &context, &v);
  check(strcmp(v.provider != NULL ? v.provider : "", provider) == 0, "host",
        name, strlen(name));
}

static void hosts(void) {
  static const char *const rows[][2] = {
      {"", ""},
      {".", ""},
      {"..", ""},
      {"[192.0.2.1]", ""},
      {":25", ""},
      {"com", ""},
      {"google.com", "google"},
      {"mx.google.com..", "google"},
      {"mx.google.com[192.0.2.1]:25", "google"},
  };
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    size_t len = strlen(rows[i][0]) + 1;
    host((char *)memcpy(page_begin, rows[i][0], len), rows[i][1]);
    host(at_end(rows[i][0], len), rows[i][1]);
  }
}

typedef size_t writer(const char *text, size_t len, char *out, size_t room);

/* A buffer of every size: what finds no room is counted and not written. */
static void rooms(writer *write, const char *text, size_t len) {
  static char whole[4 * LONGEST];
  size_t n = write(text, len, whole, sizeof(whole)), room;
  for (room = 0; room <= n + 1; room++) {
    char *out = page_end - room;
    memset(out, 0, room);
    check(write(text, len, out, room) == n, "counted", text, len);
    check(room < n || memcmp(out, whole, n) == 0, "written", text, len);
  }
}

int main(int argc, char **argv) {
  size_t i, len;
  read_arguments(argc, argv);
  map();
  hosts();
  for (i = 0; i < COUNT(texts); i++) {
    rooms(smtpcodes_normalize, texts[i], strlen(texts[i]));
    rooms(smtpcodes_unfold, texts[i], strlen(texts[i]));
    for (len = strlen(texts[i]) + 1; len-- > 0;)
      cut(texts[i], len);
  }
  printf("edges: %lu checks\n", checks);
  return 0;
}
