/*
** smtpcodes_reason.c: reply -> why it failed, and what to do.
**
** What smtpcodes_match.c found in the text is weighed by rule, not by order:
** the strongest evidence gives the reason, the code's first digit says whether
** to try again (RFC 5321 4.2.1), and an address is given up only when nothing
** speaks against it.
*/
#define SMTPCODES_BUILD
#include "smtpcodes_automaton.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef uint16_t u16;
typedef uint32_t u32;

/* ---- facts ------------------------------------------------------------- */

static const struct hint_row {
  short subject, detail;
  unsigned char reason, reason_detail, strength;
  u16 row;
} hints[] =
    {
#include "data/hints.inc"
},
  code_hints[] = {
#include "data/code_hints.inc"
};

/* Row + 1 of the hint of subject * 32 + detail, of code - 400; or 0. */
static const unsigned char hint_index[256] =
    {
#include "data/hint_index.inc"
},
                           code_hint_index[200] = {
#include "data/code_hint_index.inc"
};

/* What an enhanced code means at a provider. */
static const struct provider_code_row {
  short code, subject, first, last; /* code 0: any */
  u16 retry_after, row;
  unsigned char provider, reason, detail, scope;
  const char *source;
} provider_codes[] = {
#include "data/provider_codes.inc"
};

/* What a tag means at a provider: IB504, OFR_506, [CS01]. */
static const struct provider_tag_row {
  unsigned char provider, reason, detail;
  char tag[13];
  u16 row;
} provider_tags[] = {
#include "data/provider_tags.inc"
};

static const char *const providers[] = {
#include "data/provider_names.inc"
};

static const char *const details[] = {
    NULL,         "spf",         "dkim",     "dmarc",       "arc",
    "alignment",  "tls",         "login",    "credentials", "ptr",
    "helo",       "connections", "messages", "recipients",  "volume",
    "duplicates", "ip",          "domain",   "url"};

/* What a reply speaks about; 0: what its reason usually does. */
static const char *const scopes[] = {NULL,      "recipient", "message",
                                     "session", "ip",        "sender-domain",
                                     "account", "domain"};

static int is_named(const char *name, const char *text, size_t len) {
  return strlen(name) == len && memcmp(name, text, len) == 0;
}

int smtpcodes_detail_number(const char *name, size_t len) {
  size_t i;
  for (i = 1; i < COUNT(details); i++)
    if (is_named(details[i], name, len))
      return (int)i;
  return -1;
}

int smtpcodes_provider_number(const char *name, size_t len) {
  size_t i;
  for (i = 0; i < COUNT(providers); i++)
    if (is_named(providers[i], name, len))
      return (int)i + 1;
  return -1;
}

/* Whether a word, or none, is this one. */
static int same(const char *a, const char *b) {
  return a != NULL && a[0] == b[0] && strcmp(a, b) == 0;
}

/* ---- evidence --------------------------------------------------------- */

#define MAX_REASONS 32
#define MAX_OTHERS  4

/* What a provider says about its own codes outweighs any phrase. */
#define PROVIDER_STRENGTH 12

/* And a rule of the caller's outweighs that. */
#define OWN_STRENGTH 20

enum { SOURCE_CODE, SOURCE_PHRASE, SOURCE_PROVIDER, SOURCE_RULES };

static const struct source_row {
  const char *word, *why;
} sources[] = {
    {"code", "the codes tell, and the text does not speak against them"},
    {"phrase", "the words of the text tell"},
    {"provider", "the provider says so of its codes"},
    {"rules", "a rule of the caller's says so"},
};

enum {
  FILE_NONE,
  FILE_PHRASES,
  FILE_HINTS,
  FILE_LISTS,
  FILE_CODES,
  FILE_TAGS
};

static const char *const files[] = {NULL,
                                    "data/phrases.tsv",
                                    "data/hints.tsv",
                                    "data/lists.tsv",
                                    "data/provider-codes.tsv",
                                    "data/provider-tags.tsv",
                                    NULL};

/* What speaks for a reason. */
typedef struct score {
  unsigned char strength; /* of the best */
  unsigned char others;   /* how many more, up to MAX_OTHERS */
  unsigned char hinted;   /* the enhanced code says so too */
  unsigned char detail;
  unsigned char source; /* where the best stands */
  unsigned char file;   /* and in which file of facts ... */
  unsigned char scope;  /* as the provider's row has it, or 0 */
  u16 row;              /* ... on which line */
  u32 first, last;      /* the phrase, if it is one */
} score;

typedef struct evidence {
  score scores[MAX_REASONS];
  u32 reasons; /* a bit for each that something speaks for */
  int retry_after;
  int own_retry; /* as the caller's rule says, or 0 */
  int gates[GATES];
  int provider;       /* number, or 0 */
  int scope;          /* as the words say, or 0 ... */
  int scope_strength; /* ... and how plainly */
} evidence;

static int holds(const condition_row *when, const smtpcodes_subject *subject,
                 int provider, const char *command) {
  int code = subject->code;
  if (code == 0 && subject->klass > 0) /* its class stands for it */
    code = subject->klass * 100;
  if (code < when->first || code > when->last)
    return 0;
  if (when->subject >= 0 &&
      (when->subject != subject->subject || when->detail != subject->detail))
    return 0;
  if (when->provider != 0 && when->provider != provider)
    return 0;
  return when->command[0] == '\0' ||
         (command != NULL && strcmp(when->command, command) == 0);
}

/* Whether all that a rule asks for is there besides its phrase. */
static INLINE int applies(const reader *r, const rule_row *rule,
                          const smtpcodes_subject *subject,
                          const char *command, const evidence *e) {
  return (rule->other == 0 || is_seen(r, rule->other)) &&
         (rule->when == 0 || holds(&r->rules->conditions[rule->when], subject,
                                   e->provider, command));
}

/* The score of a reason, which begins with nothing. */
static score *score_of(evidence *e, int reason) {
  score *s = &e->scores[reason];
  if (!(e->reasons >> reason & 1))
    memset(s, 0, sizeof(*s));
  e->reasons |= (u32)1 << reason;
  return s;
}

/* Evidence for a reason; h: the phrase, or NULL where codes say it. */
static score *add_score(evidence *e, int reason, int strength, int detail,
                        int row, const hit *h) {
  score *s = score_of(e, reason);
  if (s->strength > 0 && s->others < MAX_OTHERS)
    s->others++;
  if (detail != 0 && (strength > s->strength || s->detail == 0))
    s->detail = (unsigned char)detail;
  if (strength <= s->strength)
    return s;
  s->strength = (unsigned char)strength;
  s->source = (unsigned char)(h != NULL ? SOURCE_PHRASE : SOURCE_CODE);
  s->first = h != NULL ? h->first : 0;
  s->last = h != NULL ? h->last : 0;
  s->file = (unsigned char)(h != NULL ? FILE_PHRASES : FILE_HINTS);
  s->row = (u16)row;
  return s;
}

/* A list that is named is a second witness. */
static void add_list(evidence *e, const hit *h, const rule_row *rule) {
  score *s =
      add_score(e, rule->value, rule->strength, rule->detail, rule->row, h);
  s->hinted = 1;
  if (s->row == rule->row)
    s->file = FILE_LISTS;
}

/* Whom the plainest words of the text speak about. */
static void add_scope(evidence *e, const rule_row *rule) {
  if (rule->strength <= e->scope_strength)
    return;
  e->scope = rule->value;
  e->scope_strength = rule->strength;
}

static void apply(const reader *r, const hit *h, const rule_row *rule,
                  evidence *e) {
  if (rule->kind == KIND_LIST)
    add_list(e, h, rule);
  else if (rule->kind == KIND_GATE)
    e->gates[rule->value] = 1;
  else if (rule->kind == KIND_REASON) {
    score *s =
        add_score(e, rule->value, rule->strength, rule->detail, rule->row, h);
    if (r->rules->conditions[rule->when].provider != 0)
      s->source = SOURCE_PROVIDER;
  } else if (rule->kind == KIND_SCOPE)
    add_scope(e, rule);
}

/* The first rule of an atom, and what follows its last one. */
static const rule_row *first_rule(const automaton *a, u16 atom) {
  return a->rules + a->atoms[atom].first;
}

static const rule_row *last_rule(const automaton *a, u16 atom) {
  return a->rules + a->atoms[atom + 1].first;
}

static int has_kind(const reader *r, const hit *h, unsigned kind) {
  return (r->rules->atoms[h->atom].kinds & kind_bit(kind)) != 0;
}

/* The first phrase of a kind from h on, or NULL. */
static const hit *find_kind(const reader *r, unsigned kind, const hit *h) {
  if (!(r->kinds & kind_bit(kind)))
    return NULL;
  for (; h < r->hits + r->count; h++)
    if (has_kind(r, h, kind))
      return h;
  return NULL;
}

/* Drops the phrases that lie inside a noise: they tell nothing. */
static void drop_inside(reader *r, const hit *noise) {
  hit *h;
  for (h = r->hits; h < r->hits + r->count; h++)
    if (h->first >= noise->first && h->last <= noise->last &&
        !has_kind(r, h, KIND_NOISE))
      h->atom = 0;
}

static void drop_noise(reader *r) {
  const hit *h = find_kind(r, KIND_NOISE, r->hits);
  for (; h != NULL; h = find_kind(r, KIND_NOISE, h + 1))
    drop_inside(r, h);
}

/* A provider's mark in brackets is a tag of its: [TSS04], (S3150). */
static void find_tag(reader *r, const hit *h) {
  size_t end = h->first;
  if (h->first == 0 ||
      (r->text[h->first - 1] != '[' && r->text[h->first - 1] != '('))
    return;
  while (end < r->len && (smtpcodes_in_word(r->text[end]) ||
                          r->text[end] == '-' || r->text[end] == '#'))
    end++;
  if (end < r->len && r->text[end] == '.')
    return; /* "[VI1EUR05FT012.eop-eur05...": a host in brackets */
  set_once(&r->tag, h->first, end);
}

static int is_digit(const reader *r, size_t at) {
  return at < r->len && r->text[at] >= '0' && r->text[at] <= '9';
}

/* A tag is written in capitals; * is any digit. */
static int tag_octet_fits(const reader *r, size_t at, char tag) {
  int c;
  if (tag == '*')
    return is_digit(r, at);
  c = at < r->len ? r->text[at] : '\0';
  return (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c) == tag;
}

/* Whether the text has the whole tag, in capitals or not, from first on. */
static int has_tag(const reader *r, size_t first, const char *tag) {
  size_t i;
  for (i = 0; tag[i] != '\0'; i++)
    if (!tag_octet_fits(r, first + i, tag[i]))
      return 0;
  return first + i == r->len || !smtpcodes_in_word(r->text[first + i]);
}

/* What the provider itself says, of its codes and of its tags. */
static void add_provider_score(evidence *e, int reason, int detail, int file,
                               int row) {
  score *s = score_of(e, reason);
  s->strength = PROVIDER_STRENGTH;
  s->source = SOURCE_PROVIDER;
  s->file = (unsigned char)file;
  s->row = (u16)row;
  if (detail != 0)
    s->detail = (unsigned char)detail;
}

static void add_provider_tag(reader *r, const hit *h, int provider,
                             evidence *e) {
  const struct provider_tag_row *row = provider_tags;
  const struct provider_tag_row *end = row + COUNT(provider_tags);
  for (; row < end; row++) {
    if (row->provider != provider || !has_tag(r, h->first, row->tag))
      continue;
    set_once(&r->tag, h->first, h->first + strlen(row->tag));
    add_provider_score(e, row->reason, row->detail, FILE_TAGS, row->row);
  }
}

/* The provider that a phrase is a mark or a host of, or 0. */
static int provider_of(const automaton *a, u16 atom) {
  const rule_row *rule = first_rule(a, atom);
  for (; rule < last_rule(a, atom); rule++)
    if (rule->kind == KIND_PROVIDER)
      return rule->value;
  return 0;
}

/* A phrase that is a provider's mark, or a host of it. */
static void take_mark(reader *r, const hit *h, evidence *e) {
  int provider = provider_of(r->rules, h->atom);
  find_tag(r, h);
  add_provider_tag(r, h, provider, e);
  if (e->provider == 0)
    e->provider = provider;
}

/* Where the tag ends that begins before this bracket, "AS(1433)"; 0: none. */
static size_t numbered_tag(const reader *r, size_t bracket) {
  size_t end = bracket + 1;
  if (bracket < 2 || memcmp(r->text + bracket - 2, "AS", 2) != 0 ||
      (bracket > 2 && smtpcodes_in_word(r->text[bracket - 3])))
    return 0;
  while (is_digit(r, end))
    end++;
  return end > bracket + 1 && end < r->len && r->text[end] == ')' ? end + 1
                                                                  : 0;
}

/* Microsoft's tags that number the rule of its filter. */
static void find_numbered_tag(reader *r) {
  const char *at = r->text, *end = at + r->len;
  while ((at = (const char *)memchr(at, '(', (size_t)(end - at))) != NULL) {
    size_t bracket = (size_t)(at++ - r->text);
    size_t last = numbered_tag(r, bracket);
    if (last > 0) {
      set_once(&r->tag, bracket - 2, last);
      return;
    }
  }
}

/* The provider comes first: conditions ask for it. */
static void find_provider(reader *r, evidence *e) {
  const hit *h = find_kind(r, KIND_PROVIDER, r->hits);
  for (; h != NULL; h = find_kind(r, KIND_PROVIDER, h + 1))
    take_mark(r, h, e);
}

static void weigh(reader *r, const smtpcodes_subject *subject,
                  const char *command, evidence *e) {
  const hit *h;
  find_provider(r, e);
  for (h = r->hits; h < r->hits + r->count; h++) {
    const rule_row *rule = first_rule(r->rules, h->atom);
    const rule_row *end = last_rule(r->rules, h->atom);
    for (; rule < end; rule++)
      if (applies(r, rule, subject, command, e))
        apply(r, h, rule, e);
  }
}

static void add_hint(evidence *e, const struct hint_row *row, int hinted) {
  score *s = add_score(e, row->reason, row->strength, row->reason_detail,
                       row->row, NULL);
  if (hinted)
    s->hinted = 1;
  if (hinted && row->reason_detail != 0)
    s->detail = row->reason_detail;
}

/* Whether an enhanced code says by its meaning that the sender is at fault, as
   5.1.8 and 5.7.25 do, whatever the words seem to say of an address. */
static int blames(const struct hint_row *row) {
  size_t count;
  const smtpcodes_reason *reason = &smtpcodes_reasons(&count)[row->reason];
  return same(reason->scope, "sender-domain") ||
         same(reason->scope, "account") || same(reason->reason, "sender-dns");
}

static void add_hints(const smtpcodes_subject *subject, evidence *e) {
  int row = 0;
  if (subject->klass != SMTPCODES_ANY && subject->subject < 8 &&
      subject->detail < 32)
    row = hint_index[subject->subject * 32 + subject->detail];
  if (row > 0) {
    add_hint(e, &hints[row - 1], hints[row - 1].strength >= 4);
    e->gates[GATE_SENDER] |= blames(&hints[row - 1]);
  }
  row = subject->code >= 400 && subject->code <= 599
            ? code_hint_index[subject->code - 400]
            : 0;
  if (row > 0)
    add_hint(e, &code_hints[row - 1], 0);
}

static int means(const struct provider_code_row *row, int provider,
                 const smtpcodes_subject *subject) {
  return (provider == 0 || row->provider == provider) &&
         row->subject == subject->subject && row->first <= subject->detail &&
         subject->detail <= row->last &&
         (row->code == 0 || row->code == subject->code);
}

/* The provider's own meaning of the enhanced code goes before IANA's; a detail
   from 100 on tells the provider too. */
static void add_provider_code(const smtpcodes_subject *subject, evidence *e) {
  size_t i;
  if (subject->klass == SMTPCODES_ANY ||
      (e->provider == 0 && subject->detail < 100))
    return;
  for (i = 0; i < COUNT(provider_codes); i++)
    if (means(&provider_codes[i], e->provider, subject))
      break;
  if (i == COUNT(provider_codes))
    return;
  e->provider = provider_codes[i].provider;
  e->retry_after = provider_codes[i].retry_after;
  add_provider_score(e, provider_codes[i].reason, provider_codes[i].detail,
                     FILE_CODES, provider_codes[i].row);
  score_of(e, provider_codes[i].reason)->scope = provider_codes[i].scope;
}

/* How much speaks for a reason, in all. */
static int weight(const score *s) {
  return s->strength * 4 + s->others + s->hinted * 5;
}

/* The two reasons with the most weight; the earlier one of equals; -1: none.
 */
static void find_best(const evidence *e, int *best, int *second) {
  int most = 0, next = 0;
  u32 left = e->reasons;
  *best = *second = -1;
  for (; left != 0; left &= left - 1) {
    int i = first_bit(left), w = weight(&e->scores[i]);
    if (w > most) {
      *second = *best;
      next = most;
      *best = i;
      most = w;
    } else if (w > next) {
      *second = i;
      next = w;
    }
  }
}

/* ---- how long to wait ----------------------------------------------------
 */

/* How far behind "try again" a time may begin, and the longest one. */
#define AFTER_REACH 40
#define AFTER_MOST  (7L * 24 * 3600)

/* The digits of a number; *at moves behind them. Of a number that is more than
   AFTER_MOST that is all it tells. */
static long read_digits(const reader *r, size_t *at) {
  long value = 0;
  while (is_digit(r, *at)) {
    if (value <= AFTER_MOST)
      value = value * 10 + (r->text[*at] - '0');
    ++*at;
  }
  return value;
}

/* Whether the word at `at` is this one, capitals or not. */
static int is_word(const reader *r, size_t at, const char *word) {
  size_t n;
  for (n = 0; word[n] != '\0'; n++)
    if (at + n == r->len || (r->text[at + n] | 0x20) != word[n])
      return 0;
  return at + n == r->len || !smtpcodes_in_word(r->text[at + n]);
}

static size_t skip_blanks(const reader *r, size_t at) {
  while (at < r->len && r->text[at] == ' ')
    at++;
  return at;
}

/* Seconds of a unit that begins at *at, or 0: s, min, hours, ...; *at moves
   behind it. */
static long read_unit(const reader *r, size_t *at) {
  static const struct {
    const char *word;
    long seconds;
  } units[] = {{"s", 1},        {"sec", 1},     {"secs", 1},
               {"second", 1},   {"seconds", 1}, {"m", 60},
               {"min", 60},     {"mins", 60},   {"minute", 60},
               {"minutes", 60}, {"h", 3600},    {"hr", 3600},
               {"hrs", 3600},   {"hour", 3600}, {"hours", 3600},
               {"day", 86400},  {"days", 86400}};
  size_t i;
  *at = skip_blanks(r, *at);
  for (i = 0; i < COUNT(units); i++)
    if (is_word(r, *at, units[i].word)) {
      *at += strlen(units[i].word);
      return units[i].seconds;
    }
  return 0;
}

static int is_part(const reader *r, size_t at) {
  return is_digit(r, at + 1) && r->text[at] == ':';
}

/* A time: 300 seconds, 5 min, 00:04:59; 0: none, or more than AFTER_MOST. *at
   moves behind it. */
static long read_time(const reader *r, size_t *at) {
  long value = read_digits(r, at), unit;
  int colons = 0;
  while (value <= AFTER_MOST && is_part(r, *at)) {
    ++*at;
    value = value * 60 + read_digits(r, at);
    colons++;
  }
  unit = colons == 0 ? read_unit(r, at) : colons == 2 ? 1 : 0;
  return unit > 0 && value <= AFTER_MOST / unit ? value * unit : 0;
}

/* A time of one part or two: 1 hour 30 minutes. */
static long read_times(const reader *r, size_t *at) {
  long seconds = read_time(r, at);
  size_t next = skip_blanks(r, *at);
  long more = read_time(r, &next);
  if (more == 0 || more >= seconds || seconds + more > AFTER_MOST)
    return seconds;
  *at = next;
  return seconds + more;
}

/* Whether a word of text[at..end), behind a phrase, tells that the time that
   follows has gone by: "since 2 days", "in the last 5 minutes". */
static int has_past(const reader *r, size_t at, size_t end) {
  static const char *const words[] = {"since", "last", "past", "previous",
                                      "older"};
  size_t i;
  for (; at < end; at++)
    for (i = 0; i < COUNT(words); i++)
      if (!smtpcodes_in_word(r->text[at - 1]) && is_word(r, at, words[i]))
        return 1;
  return 0;
}

/* Whether the word behind a time tells that it has gone by. */
static int is_past(const reader *r, size_t at) {
  at = skip_blanks(r, at);
  return is_word(r, at, "ago") || is_word(r, at, "old");
}

/* The time to wait that stands behind a phrase, or 0. */
static long time_behind(const reader *r, const hit *h) {
  size_t at = h->last, end = at + AFTER_REACH;
  long seconds;
  while (at < end && !is_digit(r, at))
    at++;
  if (at == end || has_past(r, h->last, at))
    return 0;
  seconds = read_times(r, &at);
  return is_past(r, at) ? 0 : seconds;
}

/* When the text asks to be tried again, in seconds; 0: it does not say. */
static int read_after(const reader *r) {
  const hit *h = find_kind(r, KIND_AFTER, r->hits);
  long seconds = 0;
  for (; h != NULL && seconds == 0; h = find_kind(r, KIND_AFTER, h + 1))
    seconds = time_behind(r, h);
  return (int)seconds;
}

/* ---- what providers say of their codes ---------------------------------- */

static int is_meant(const struct provider_code_row *row, int klass,
                    int subject, int detail) {
  return klass != 2 && row->subject == subject && row->first <= detail &&
         detail <= row->last &&
         (klass == SMTPCODES_ANY || row->code == 0 ||
          row->code / 100 == klass);
}

static void write_meaning(const struct provider_code_row *row,
                          smtpcodes_provider_meaning *out) {
  size_t count;
  out->provider = providers[row->provider - 1];
  out->code = row->code;
  out->subject = row->subject;
  out->first = row->first;
  out->last = row->last;
  out->reason = smtpcodes_reasons(&count)[row->reason].reason;
  out->reason_detail = details[row->detail];
  out->retry_after = row->retry_after;
  out->source = row->source;
}

int smtpcodes_next_provider_meaning(int after, int klass, int subject,
                                    int detail, const char *provider,
                                    smtpcodes_provider_meaning *meaning) {
  int i, number = provider != NULL
                      ? smtpcodes_provider_number(provider, strlen(provider))
                      : 0;
  for (i = after; i < (int)COUNT(provider_codes); i++)
    if (is_meant(&provider_codes[i], klass, subject, detail) &&
        (number == 0 || number == provider_codes[i].provider)) {
      write_meaning(&provider_codes[i], meaning);
      return i + 1;
    }
  return 0;
}

/* ---- the verdict ------------------------------------------------------ */

/* The verdict on each class: what its first digit says, and no more. */
typedef struct class_verdict {
  const char *reason, *bounce, *action, *final, *scope, *remedy;
  const char *confidence, *why;
  int requeue;
} class_verdict;

static const class_verdict by_class[] = {
    {"success", NULL, "none", NULL, "message", NULL, "high",
     "2yz: the command did what it was asked (RFC 5321 4.2.1)", 0},
    {"continue", NULL, "none", NULL, "session", NULL, "high",
     "3yz: the server waits for the rest (RFC 5321 4.2.1)", 0},
    {"unknown", "soft", "retry", "count", "message", "wait", "low",
     "4yz: failed for now, and nothing tells why (RFC 5321 4.2.1)", 1},
    {"unknown", "block", "give-up", "keep", "message", "review", "low",
     "5yz: failed for good, and nothing tells why (RFC 5321 4.2.1)", 0},
};

/* Neither code nor enhanced code: try again, as a lost connection is. */
static const class_verdict no_class = {
    "unknown", "soft",
    "retry",   "count",
    "message", "wait",
    "low",     "neither code nor enhanced code, nor words that tell",
    1};

static void set_class(smtpcodes_verdict *v, const class_verdict *row) {
  v->reason = row->reason;
  v->bounce = row->bounce;
  v->action = row->action;
  v->final = row->final;
  v->scope = row->scope;
  v->remedy = row->remedy;
  v->confidence = row->confidence;
  v->why = row->why;
  v->requeue = row->requeue;
}

/* The command by its name; one that is told, but that nobody knows, is
   "other", whose replies speak of no recipient. */
static const char *command_of(const smtpcodes_subject *subject,
                              const smtpcodes_context *context) {
  const char *text = context != NULL ? context->command : NULL;
  if (text == NULL || text[0] == '\0')
    return subject->command;
  text = smtpcodes_command(text, strlen(text));
  return text != NULL ? text : "other";
}

/* Whether the command ends a message, of one recipient or of many (RFC 3030
   2, RFC 4468 3.3). */
static int is_after_message(const char *command) {
  return same(command, "data-end") || same(command, "BDAT") ||
         same(command, "BURL");
}

/* Whether the command can speak of a recipient (gate a). */
static int speaks_of_recipient(const char *command) {
  return command == NULL || same(command, "RCPT") || is_after_message(command);
}

/* The first digit that decides: of the code, else of the enhanced code. */
static int deciding_digit(const smtpcodes_subject *subject) {
  if (smtpcodes_class(subject->code) != NULL)
    return subject->code / 100;
  return subject->klass == 2 || subject->klass == 4 || subject->klass == 5
             ? subject->klass
             : 0;
}

/* Whether the text speaks of the sender (gate d). */
static int blames_sender(const reader *r, const evidence *e) {
  return e->gates[GATE_SENDER] || is_set(&r->ip) || is_set(&r->list) ||
         r->quotes_sender;
}

/* LMTP (RFC 2033 4.2) and PRDR (draft-hall-prdr) reply to the message once for
   each of its recipients. */
static int replies_to_each(const char *protocol) {
  return same(protocol, "lmtp") || same(protocol, "LMTP") ||
         same(protocol, "prdr") || same(protocol, "PRDR");
}

/* Whether an address may be given up on this evidence (gates b to f). */
static int may_suppress(const reader *r, const evidence *e,
                        const char *command,
                        const smtpcodes_context *context) {
  int each = context != NULL && replies_to_each(context->protocol);
  int several = context != NULL && context->recipients > 1;
  if (!speaks_of_recipient(command))
    return 0;
  if (is_after_message(command) && several && !each)
    return 0;
  return !blames_sender(r, e) && !e->gates[GATE_TEMPORARY] &&
         !e->gates[GATE_PATH];
}

/* The most weight that speaks against the best reason; two kinds of dead
   address do not speak against each other. */
static int weight_against(const evidence *e, const smtpcodes_reason *rows,
                          int best, int second) {
  int i, most = 0;
  if (second < 0)
    return 0;
  if (!same(rows[best].final, "suppress") ||
      !same(rows[second].final, "suppress"))
    return weight(&e->scores[second]);
  for (i = 0; i < MAX_REASONS; i++)
    if ((e->reasons >> i & 1) && !same(rows[i].final, "suppress") &&
        weight(&e->scores[i]) > most)
      most = weight(&e->scores[i]);
  return most;
}

/*
** How sure, of the reason that won: what a provider says in its own words or
** codes, and words with which the enhanced code agrees, are sure; without an
** enhanced code so are the plainest words, if others say the same. Words or a
** trusted enhanced code alone are half so.
*/
static const char *confidence_of(const score *s, int against, int enhanced) {
  int lead = weight(s) - against;
  if (s->source >= SOURCE_PROVIDER ||
      (s->source == SOURCE_PHRASE && s->hinted))
    return "high";
  if (s->source == SOURCE_PHRASE && s->strength == 9 && s->others > 0 &&
      !enhanced && lead > 0)
    return "high";
  if (s->source == SOURCE_PHRASE)
    return s->strength >= 5 && lead > 0 ? "medium" : "low";
  return s->hinted ? "medium" : "low";
}

/* What the detail changes about what a reason is about. */
static void set_detail(smtpcodes_verdict *v, int detail) {
  v->reason_detail = details[detail];
  if (same(v->reason_detail, "recipients")) {
    v->scope = "message";
    v->remedy = "split";
    v->traffic = NULL;
  } else if (same(v->reason_detail, "domain"))
    v->scope = "sender-domain";
  else if (same(v->reason_detail, "url")) {
    v->scope = "message";
    v->remedy = "content";
    v->traffic = NULL;
  } else if (same(v->reason_detail, "tls"))
    v->remedy = "tls";
}

/* Whom the reply speaks about: as the row says that decided; else, where it
   would be the sender's address and no list names that, as the words say. */
static void set_scope(smtpcodes_verdict *v, int own, int said) {
  if (own != 0)
    v->scope = scopes[own];
  else if (said != 0 && same(v->scope, "ip") && !same(v->reason_detail, "ip"))
    v->scope = scopes[said];
}

static void set_reason(smtpcodes_verdict *v, const smtpcodes_reason *row,
                       const score *s) {
  v->reason = row->reason;
  v->action = row->action;
  v->final = row->final;
  v->scope = row->scope;
  v->owner = row->owner;
  v->remedy = row->remedy;
  v->traffic = row->traffic;
  set_detail(v, s->detail);
  v->first = s->first;
  v->last = s->last;
  v->file = files[s->file];
  v->row = s->row;
  v->source = sources[s->source].word;
  v->why = sources[s->source].why;
  if (s->source == SOURCE_CODE && s->hinted)
    v->source = "enhanced";
}

/* 4yz: tried again whatever the reason; a dead address is one in the end. */
static void set_transient(smtpcodes_verdict *v) {
  v->requeue = 1;
  if (same(v->action, "suppress")) {
    v->action = "retry";
    v->remedy = "check-address";
  } else if (same(v->action, "give-up"))
    v->action = "retry";
}

/* A domain that was not found for now: its name server may have been away, but
   for a null MX (gate g). */
static int is_lookup(const smtpcodes_verdict *v) {
  return same(v->reason, "bad-domain") &&
         !(v->subject == 1 && v->detail == 10);
}

/* An address that may not be given up after all. */
static void keep_address(smtpcodes_verdict *v) {
  v->action = v->requeue ? "retry" : "give-up";
  v->final = "keep";
  v->remedy = "review";
  v->confidence = "low";
}

/* RFC 5321 4.5.3.1.10: too many recipients was 552 once. */
static int is_too_many(const smtpcodes_verdict *v, const char *command) {
  return v->code == 552 && same(v->reason, "rate-limited") &&
         same(v->reason_detail, "recipients") &&
         (command == NULL || same(command, "RCPT"));
}

static void set_bounce(smtpcodes_verdict *v) {
  if (same(v->final, "suppress") && !v->requeue)
    v->bounce = "hard";
  else if (same(v->action, "fix-sender") || same(v->action, "fix-content") ||
           same(v->action, "give-up"))
    v->bounce = "block";
  else
    v->bounce = "soft";
}

/* Whether the second reason goes before a dead address: where the text speaks
   of the sender, or the command of no recipient, and it is no dead address. */
static int goes_first(const reader *r, const evidence *e, const char *command,
                      const smtpcodes_reason *rows, int second) {
  return (blames_sender(r, e) || !speaks_of_recipient(command)) &&
         second >= 0 && !same(rows[second].final, "suppress") &&
         e->scores[second].strength >= 4;
}

/* Whether the message is sent again, and what follows for the address. */
static void set_requeue(smtpcodes_verdict *v, int requeue, int digit) {
  v->requeue = requeue;
  if (requeue)
    set_transient(v);
  if (digit == 4 && is_lookup(v)) {
    v->final = "keep";
    v->action = requeue ? "retry" : "give-up";
  }
}

/* What decides: the reason, the one behind it or -1, whether an address is
   dead by it, and whether it may be given up. */
typedef struct choice {
  int best, second, dead, may;
} choice;

static choice choose(const reader *r, const evidence *e, const char *command,
                     const smtpcodes_context *context) {
  size_t count;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  choice c;
  find_best(e, &c.best, &c.second);
  c.dead = c.best >= 0 && same(rows[c.best].final, "suppress");
  c.may = c.dead && may_suppress(r, e, command, context);
  if (c.dead && goes_first(r, e, command, rows, c.second)) {
    int other = c.best;
    c.best = c.second;
    c.second = other;
    c.dead = 0;
  }
  return c;
}

/* Whether the message is to be sent again: by the first digit, or where there
   is no code, unless an address is dead and not for now alone. */
static int asks_again(int digit, const choice *c, const evidence *e,
                      const smtpcodes_context *context) {
  if (context != NULL && context->expired)
    return 0;
  return digit == 4 || (digit == 0 && (!c->dead || e->gates[GATE_TEMPORARY]));
}

/* The words of the text and the codes, where something failed. */
static void decide(smtpcodes_verdict *v, const reader *r, const evidence *e,
                   int digit, const char *command,
                   const smtpcodes_context *context) {
  size_t count;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  choice c = choose(r, e, command, context);
  if (c.best < 0)
    return;
  set_reason(v, &rows[c.best], &e->scores[c.best]);
  set_scope(v, e->scores[c.best].scope, e->scope);
  v->confidence = confidence_of(&e->scores[c.best],
                                weight_against(e, rows, c.best, c.second),
                                v->klass != SMTPCODES_ANY);
  set_requeue(v, asks_again(digit, &c, e, context), digit);
  if (c.dead && (!c.may || same(v->confidence, "low")))
    keep_address(v);
  if (is_too_many(v, command))
    v->requeue = 1;
}

/* 421 ends the session whatever was pending (RFC 5321 3.8); after a greeting
   that refuses, another MX may still take the message. */
static void set_stage(smtpcodes_verdict *v, const char *command) {
  v->closing = v->code == 421 || v->code == 521;
  if (v->closing && same(v->reason, "unknown"))
    v->scope = "session";
  if (same(command, "connect") && v->code >= 400) {
    set_transient(v);
    if (!same(v->scope, "ip"))
      v->scope = "session";
  }
  if (v->code / 100 == 2 && same(command, "data-end"))
    v->reason = "accepted"; /* RFC 5321 4.2.5 */
}

/* How much of a host is its name: no final dot, and no address or port, as in
   "mx.example.net[192.0.2.1]:25". */
static size_t name_length(const char *host) {
  size_t len = strcspn(host, "[:");
  while (len > 0 && host[len - 1] == '.')
    len--;
  return len;
}

/* The host that sent the reply tells whose it is, and nothing else: it is no
   part of the text, and no list that the text names. */
static void find_host_provider(const smtpcodes_context *context, evidence *e) {
  const automaton *a = &smtpcodes_built_in;
  int labels;
  if (context == NULL || context->host == NULL)
    return;
  for (labels = 2; labels <= 3 && e->provider == 0; labels++)
    e->provider = provider_of(
        a, smtpcodes_host_atom(a, context->host, name_length(context->host),
                               labels));
}

static void find_named_provider(const smtpcodes_context *context,
                                evidence *e) {
  const char *name = context != NULL ? context->provider : NULL;
  int number =
      name != NULL ? smtpcodes_provider_number(name, strlen(name)) : -1;
  if (number > 0)
    e->provider = number;
}

/* What the caller says outweighs everything. */
static void set_own_score(evidence *e, const hit *h, const rule_row *rule,
                          u32 retry_after) {
  score *s = score_of(e, rule->value);
  s->strength = OWN_STRENGTH;
  s->source = SOURCE_RULES;
  s->detail = rule->detail;
  s->file = FILE_NONE;
  s->row = rule->row;
  s->first = h->first;
  s->last = h->last;
  if (retry_after > 0)
    e->retry_after = e->own_retry = (int)retry_after;
}

/* The first row of a phrase that holds goes to *first and *found; a row of a
   gate closes it at once. */
static void find_own(const reader *r, const hit *h,
                     const smtpcodes_subject *subject, const char *command,
                     evidence *e, const rule_row **first, hit *found) {
  const rule_row *rule = first_rule(r->rules, h->atom);
  const rule_row *end = last_rule(r->rules, h->atom);
  for (; rule < end; rule++) {
    if (!applies(r, rule, subject, command, e))
      continue;
    if (rule->kind == KIND_GATE)
      e->gates[rule->value] = 1;
    else if (*first == NULL || rule->row < (*first)->row) {
      *first = rule;
      *found = *h;
    }
  }
}

/* The caller's rules: of those that hold the first one decides. */
static void apply_own(const struct smtpcodes_rules *own,
                      const smtpcodes_subject *subject, const char *command,
                      evidence *e) {
  static const hit nowhere = {0, 0, 0}; /* of rules without a phrase */
  reader r;
  const rule_row *first = NULL;
  hit found = {0, 0, 0};
  int i;
  smtpcodes_read_text(&r, &own->rules,
                      subject->text != NULL ? subject->text : "", subject->len,
                      NULL);
  find_own(&r, &nowhere, subject, command, e, &first, &found);
  for (i = 0; i < r.count; i++)
    find_own(&r, &r.hits[i], subject, command, e, &first, &found);
  if (first != NULL)
    set_own_score(e, &found, first,
                  own->retry_after[first - own->rules.rules]);
}

static void classify_failure(const smtpcodes_subject *subject, int digit,
                             const char *command,
                             const smtpcodes_context *context,
                             smtpcodes_verdict *v) {
  reader r;
  evidence e;
  int after;
  memset(&e.reasons, 0, sizeof(e) - offsetof(evidence, reasons));
  smtpcodes_read_text(&r, &smtpcodes_built_in,
                      subject->text != NULL ? subject->text : "", subject->len,
                      context);
  find_named_provider(context, &e);
  find_host_provider(context, &e);
  drop_noise(&r);
  weigh(&r, subject, command, &e);
  add_hints(subject, &e);
  add_provider_code(subject, &e);
  if (context != NULL && context->rules != NULL)
    apply_own(context->rules, subject, command, &e);
  find_numbered_tag(&r);
  v->retry_after = e.retry_after;
  if (e.own_retry == 0 && (after = read_after(&r)) > 0)
    v->retry_after = after;
  decide(v, &r, &e, digit, command, context);
  v->provider = e.provider > 0 ? providers[e.provider - 1] : NULL;
  v->ip = r.ip;
  v->url = r.url;
  v->list = r.list;
  v->tag = r.tag;
}

void smtpcodes_classify(const smtpcodes_subject *subject,
                        const smtpcodes_context *context,
                        smtpcodes_verdict *verdict) {
  int digit = deciding_digit(subject);
  const char *command = command_of(subject, context);
  memset(verdict, 0, sizeof(*verdict));
  set_class(verdict, digit == 0 ? &no_class : &by_class[digit - 2]);
  verdict->code = smtpcodes_class(subject->code) != NULL ? subject->code : 0;
  verdict->klass = subject->klass;
  verdict->subject = subject->subject;
  verdict->detail = subject->detail;
  verdict->source = verdict->code != 0                ? "code"
                    : subject->klass != SMTPCODES_ANY ? "enhanced"
                                                      : "none";
  if (digit == 0 || digit >= 4)
    classify_failure(subject, digit, command, context, verdict);
  set_stage(verdict, command);
  if (context != NULL && context->expired)
    verdict->requeue = 0;
  if (digit == 0 || digit >= 4)
    set_bounce(verdict);
}
