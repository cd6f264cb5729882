/*
** smtpcodes_reason.c: reply -> why it failed, and what to do.
**
** The text is read once. Its words go through an automaton that the generator
** made of data/phrases.tsv; addresses, host names and urls are passed over,
** for what stands in them decides nothing. What was found is weighed by rule,
** not by order: the strongest evidence gives the reason, the code's first
** digit says whether to try again (RFC 5321 4.2.1), and an address is given up
** only when nothing speaks against it.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef unsigned int u32;
typedef unsigned short u16;

/* ---- the automaton ---------------------------------------------------- */

#include "data/rule_sizes.inc"

/* Words by hash: the number of the word itself and of its class. */
static const u32 word_hashes[] = {
#define WORD(hash, id, klass) hash,
#include "data/words.inc"
#undef WORD
};

static const struct word_row {
  u16 id, klass;
} words[] = {
#define WORD(hash, id, klass) {id, klass},
#include "data/words.inc"
#undef WORD
};

/* Steps between nodes: node * 65536 + id -> node, by hash. */
static const struct edge_row {
  u32 key;
  u16 child;
} edges[] = {
#include "data/edges.inc"
};

/* Steps from the root, by id. */
static const u16 roots[] = {
#include "data/roots.inc"
};

/* The phrase that ends at a node, or 0. */
static const u16 atoms[] = {
#include "data/atoms.inc"
};

/* The rules of a phrase: rules[rule_spans[atom]] up to the next atom's. */
static const u16 rule_spans[] = {
#include "data/rule_spans.inc"
};

enum { KIND_REASON, KIND_GATE, KIND_PROVIDER, KIND_LIST };
enum { GATE_SENDER, GATE_TEMPORARY, GATE_PATH, GATE_NOISE, GATES };

static const struct rule_row {
  u16 other; /* another phrase that must occur too, or 0 */
  unsigned char kind, value, detail, strength, when;
} rules[] = {
#include "data/rules.inc"
};

static const struct condition_row {
  char code[4]; /* how the code begins */
  short subject, detail;
  unsigned char provider;
  char command[9];
} conditions[] = {
#include "data/conditions.inc"
};

static const struct hint_row {
  short subject, detail;
  unsigned char reason, reason_detail, strength;
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
  unsigned char provider;
  short code, subject, first, last; /* code 0: any */
  unsigned char reason, detail;
  u16 retry_after;
} provider_codes[] = {
#include "data/provider_codes.inc"
};

/* What a tag means at a provider: IB504, OFR_506, [CS01]. */
static const struct provider_tag_row {
  unsigned char provider, reason, detail;
  char tag[13];
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

/* ---- what a text holds ------------------------------------------------ */

#define MAX_ACTIVE 24

/* A phrase that has begun. */
typedef struct active {
  u16 node;
  u32 first;
} active;

/* A phrase that was found, where it was found first. */
typedef struct hit {
  u16 atom;
  u32 first, last;
} hit;

typedef struct reader {
  const char *text;
  size_t len;
  active open[2][MAX_ACTIVE]; /* before the last word, and after it */
  int side, opened;
  unsigned char seen[ATOMS / 8 + 1];
  hit hits[ATOMS];
  int count;
  smtpcodes_span ip, url, list, tag;
} reader;

/*
** Classes of octets, as bits: WORD octets are what words are made of, LETTER
** all of them but digits; LINK alone holds compounds together, and with WORD
** begins a character of three octets where languages without spaces are
** written: that is a word by itself.
*/
enum { GAP = 0, WORD = 1, LINK = 2, LETTER = 4, WIDE = WORD | LINK | LETTER };

static const unsigned char octet_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 5, 0, 0, 0, 2, 0, 2, 2, 2,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0, 0, 2, 0, 0, 2, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 0, 0, 0, 5,
    0, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 5, 5,
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};

/* Octets as words are compared: no case, # for every digit. */
static const unsigned char folds[256] = {
    0,   1,   2,   3,   4,   5,   6,   7,   8,   9,   10,  11,  12,  13,  14,
    15,  16,  17,  18,  19,  20,  21,  22,  23,  24,  25,  26,  27,  28,  29,
    30,  31,  32,  33,  34,  35,  36,  37,  38,  39,  40,  41,  42,  43,  44,
    45,  46,  47,  35,  35,  35,  35,  35,  35,  35,  35,  35,  35,  58,  59,
    60,  61,  62,  63,  64,  97,  98,  99,  100, 101, 102, 103, 104, 105, 106,
    107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
    122, 91,  92,  93,  94,  95,  96,  97,  98,  99,  100, 101, 102, 103, 104,
    105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119,
    120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134,
    135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149,
    150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164,
    165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179,
    180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194,
    195, 196, 197, 198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209,
    210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224,
    225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239,
    240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254,
    255};

static int octet_class(char c) {
  return octet_classes[(unsigned char)c];
}

/* Whether an octet is part of a word. */
static int in_word(char c) {
  return octet_class(c) & WORD;
}

static char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* As tools/gen/rules.lua has it: four octets at a time. */
static u32 hash_word(const char *word, size_t len) {
  const unsigned char *w = (const unsigned char *)word;
  u32 h = (u32)len, chunk = 0;
  size_t left = len;
  for (; left >= 4; left -= 4, w += 4) {
    chunk = folds[w[0]] | (u32)folds[w[1]] << 8 | (u32)folds[w[2]] << 16 |
            (u32)folds[w[3]] << 24;
    h = (h + chunk) * 2654435761u;
  }
  if (left == 0)
    return h;
  chunk = folds[w[0]];
  if (left > 1)
    chunk |= (u32)folds[w[1]] << 8;
  if (left > 2)
    chunk |= (u32)folds[w[2]] << 16;
  return (h + chunk) * 2654435761u;
}

static const struct word_row *find_word(const char *word, size_t len) {
  u32 hash = hash_word(word, len);
  u32 slot = hash >> (32 - WORD_BITS);
  while (word_hashes[slot] != hash) {
    if (word_hashes[slot] == 0)
      return NULL;
    slot = (slot + 1) & ((1u << WORD_BITS) - 1);
  }
  return &words[slot];
}

static u16 step(u16 node, u16 id) {
  u32 key = (u32)node << 16 | id;
  u32 slot = (key * 2654435761u) >> (32 - EDGE_BITS);
  while (edges[slot].key != key && edges[slot].key != 0)
    slot = (slot + 1) & ((1u << EDGE_BITS) - 1);
  return edges[slot].key == key ? edges[slot].child : 0;
}

static void add_hit(reader *r, u16 atom, u32 first, u32 last) {
  unsigned bit = 1u << (atom & 7);
  if (r->seen[atom >> 3] & bit)
    return;
  r->seen[atom >> 3] = (unsigned char)(r->seen[atom >> 3] | bit);
  r->hits[r->count].atom = atom;
  r->hits[r->count].first = first;
  r->hits[r->count].last = last;
  r->count++;
}

/* Enters a node: a phrase may end there, and another word may follow. */
static void enter(reader *r, u16 node, u32 first, u32 last, active *next,
                  int *count) {
  if (node == 0)
    return;
  if (atoms[node] != 0)
    add_hit(r, atoms[node], first, last);
  if (*count < MAX_ACTIVE) {
    next[*count].node = node;
    next[*count].first = first;
    ++*count;
  }
}

/* The phrases that go on with a word. */
static int go_on(reader *r, const struct word_row *word, u32 last,
                 active *next) {
  const active *a = r->open[r->side];
  int i, count = 0;
  for (i = 0; i < r->opened; i++, a++) {
    if (word->id != 0)
      enter(r, step(a->node, word->id), a->first, last, next, &count);
    if (word->klass != 0)
      enter(r, step(a->node, word->klass), a->first, last, next, &count);
  }
  return count;
}

/* One word of the text; 1 is the id of words that are passed over. */
static void take_word(reader *r, size_t first, size_t last) {
  const struct word_row *word = find_word(r->text + first, last - first);
  active *next = r->open[!r->side];
  int count;
  if (word == NULL)
    r->opened = 0;
  if (word == NULL || word->id == 1)
    return;
  count = go_on(r, word, (u32)last, next);
  enter(r, roots[word->id], (u32)first, (u32)last, next, &count);
  enter(r, roots[word->klass], (u32)first, (u32)last, next, &count);
  r->side = !r->side;
  r->opened = count;
}

/* Whether a whole character of three octets stands at `at`. */
static int is_wide(const char *text, size_t at, size_t end) {
  return octet_class(text[at]) == WIDE && end - at >= 3 &&
         ((unsigned char)text[at + 1] & 0xc0) == 0x80 &&
         ((unsigned char)text[at + 2] & 0xc0) == 0x80;
}

/* The words of a run that may hold wide characters. */
static void take_wide_run(reader *r, size_t at, size_t end) {
  while (at < end) {
    size_t first = at;
    while (at < end && !is_wide(r->text, at, end))
      at++;
    if (at > first)
      take_word(r, first, at);
    else {
      take_word(r, at, at + 3);
      at += 3;
    }
  }
}

/* Where a run of word octets ends; *kinds are the classes in it. */
static size_t run_end(const char *text, size_t at, size_t len, int *kinds) {
  int seen = 0, kind;
  while (at < len && ((kind = octet_class(text[at])) & WORD) != 0) {
    seen |= kind;
    at++;
  }
  *kinds = seen;
  return at;
}

/* The words of such a run, which is mostly one. Numbers are passed over. */
static void take_run(reader *r, size_t at, size_t end, int kinds) {
  const char *text = r->text;
  while (at < end && text[at] == '\'')
    at++;
  while (end > at && text[end - 1] == '\'')
    end--;
  if (at == end || !(kinds & LETTER))
    return;
  if (kinds & LINK)
    take_wide_run(r, at, end);
  else
    take_word(r, at, end);
}

/* ---- addresses, hosts, urls ------------------------------------------- */

static int is_set(const smtpcodes_span *span) {
  return span->last > span->first;
}

static void set_once(smtpcodes_span *span, size_t first, size_t last) {
  if (is_set(span))
    return;
  span->first = first;
  span->last = last;
}

/* Where the last `count` labels of text[first..last) begin, or last. */
static size_t last_labels(const char *text, size_t first, size_t last,
                          int count) {
  size_t at = last;
  while (at > first) {
    if (text[at - 1] == '.' && --count == 0)
      return at;
    at--;
  }
  return count == 1 ? first : last;
}

/* Whether one of the rules of a phrase is of a kind. */
static int has_kind(u16 atom, int kind) {
  int i;
  for (i = rule_spans[atom]; i < rule_spans[atom + 1]; i++)
    if (rules[i].kind == kind)
      return 1;
  return 0;
}

/* What a host is known for by its last labels: a phrase of its own, or 0. */
static u16 host_atom(const char *text, size_t first, size_t last, int labels) {
  size_t at = last_labels(text, first, last, labels);
  const struct word_row *word =
      at < last ? find_word(text + at, last - at) : NULL;
  u16 node = word != NULL ? roots[word->id] : 0;
  return node != 0 ? atoms[node] : 0;
}

/* A host name in the text. */
static void take_host(reader *r, size_t first, size_t last) {
  int labels;
  for (labels = 2; labels <= 3; labels++) {
    u16 atom = host_atom(r->text, first, last, labels);
    if (atom == 0)
      continue;
    add_hit(r, atom, (u32)first, (u32)last);
    if (has_kind(atom, KIND_LIST))
      set_once(&r->list, first, last);
  }
}

/* What a compound is made of. */
typedef struct compound {
  size_t first, last;
  int address;   /* not 0: it holds @ */
  size_t scheme; /* where :// stands, or 0 */
  int dots, colons, slashes, letters, digits, hexes;
  size_t group; /* the longest run without a colon */
  size_t top;   /* where its last label begins */
} compound;

/* Of a compound that is neither an address nor a url. */
static void measure(const char *text, compound *c) {
  size_t at, run = 0;
  for (at = c->first; at < c->last; at++) {
    char o = text[at];
    run = o == ':' ? 0 : run + 1;
    if (run > c->group)
      c->group = run;
    c->colons += o == ':';
    c->slashes += o == '/';
    c->digits += is_digit(o);
    c->letters += is_letter(o);
    c->hexes += (o >= 'a' && o <= 'f') || (o >= 'A' && o <= 'F');
    if (o == '.') {
      c->dots++;
      c->top = at + 1;
    }
  }
}

/* A name with dots whose last label is of letters and no new sentence. */
static int is_host(const char *text, const compound *c) {
  size_t at;
  if (c->dots == 0 || c->letters == 0 || c->colons + c->slashes > 0 ||
      c->last - c->top < 2)
    return 0;
  for (at = c->top; at < c->last; at++)
    if (!is_letter(text[at]))
      return 0;
  return !(text[c->top] >= 'A' && text[c->top] <= 'Z' &&
           text[c->top + 1] >= 'a');
}

static int is_ip(const compound *c) {
  if (c->dots == 3 && c->letters == 0 && c->colons == 0 && c->slashes == 0)
    return 1;
  return c->colons >= 2 && c->letters == c->hexes && c->group <= 4 &&
         c->digits > 0 && c->dots == 0 && c->slashes == 0;
}

/* Whether an address is that of the host that speaks: "host name[ip]". */
static int is_speaker(const reader *r, size_t at) {
  return at >= 2 && r->text[at - 1] == '[' && in_word(r->text[at - 2]);
}

/* The host of a url. */
static void take_url(reader *r, const compound *c) {
  size_t at = c->scheme + 3, end = at;
  while (end < c->last &&
         (in_word(r->text[end]) || r->text[end] == '.' || r->text[end] == '-'))
    end++;
  set_once(&r->url, c->first, c->last);
  take_host(r, at, end);
}

/* The words of a compound, one by one. */
static void take_parts(reader *r, size_t at, size_t last) {
  while (at < last) {
    int kinds;
    size_t end;
    while (at < last && !in_word(r->text[at]))
      at++;
    end = run_end(r->text, at, last, &kinds);
    take_run(r, at, end, kinds);
    at = end;
  }
}

/* Where an address begins: behind a : before its @, so that the words of
   "not found:user@host" count. */
static size_t address_begin(const char *text, const compound *c) {
  size_t at, begin = c->first;
  for (at = c->first; at < c->last && text[at] != '@'; at++)
    if (text[at] == ':')
      begin = at + 1;
  return begin;
}

/* What is more than a word: 1 if its words count for nothing. */
static int take_compound(reader *r, compound *c) {
  if (c->scheme > 0) {
    take_url(r, c);
    return 1;
  }
  if (c->address) {
    take_parts(r, c->first, address_begin(r->text, c));
    return 1;
  }
  measure(r->text, c);
  if (is_ip(c)) {
    if (!is_speaker(r, c->first))
      set_once(&r->ip, c->first, c->last);
  } else if (is_host(r->text, c))
    take_host(r, c->first, c->last);
  else
    return 0;
  return 1;
}

/* Whether an octet goes on with a url, though it is no word or link. */
static int in_url(char c) {
  return c == '?' || c == '&' || c == '#' || c == '~';
}

/* Finds where the compound ends: words and what links them; and whether it is
   an address or a url, which ends at other octets. */
static void find_end(const reader *r, compound *c) {
  const char *text = r->text;
  size_t end = c->first;
  for (; end < r->len; end++) {
    char o = text[end];
    if (octet_class(o) == GAP && !(c->scheme > 0 && in_url(o)))
      break;
    if (c->address && (o == ':' || o == '='))
      break;
    if (o == '@' && c->scheme == 0)
      c->address = 1;
    if (o == '/' && c->scheme == 0 && end >= c->first + 2 &&
        text[end - 1] == '/' && text[end - 2] == ':')
      c->scheme = end - 2;
  }
  while (!in_word(text[end - 1]))
    end--;
  c->last = end;
}

/* Words and compounds that begin at `at`; returns where they end. */
static size_t take_token(reader *r, size_t at) {
  compound c;
  int kinds;
  size_t end = run_end(r->text, at, r->len, &kinds);
  if (end == r->len || octet_class(r->text[end]) == GAP || end + 1 == r->len ||
      octet_class(r->text[end + 1]) == GAP) {
    take_run(r, at, end, kinds);
    return end;
  }
  memset(&c, 0, sizeof(c));
  c.first = at;
  find_end(r, &c);
  if (c.last <= end || !take_compound(r, &c))
    take_parts(r, at, c.last);
  return c.last > end ? c.last : end;
}

/* A line break that is written out: \r or \n. */
static int is_escape(const reader *r, size_t at) {
  return r->text[at] == '\\' && at + 1 < r->len &&
         (r->text[at + 1] == 'r' || r->text[at + 1] == 'n');
}

static void read_text(reader *r, const char *text, size_t len) {
  size_t at = 0;
  r->text = text;
  r->len = len;
  r->side = r->opened = r->count = 0;
  memset(r->seen, 0, sizeof(r->seen));
  memset(&r->ip, 0, sizeof(r->ip));
  memset(&r->url, 0, sizeof(r->url));
  memset(&r->list, 0, sizeof(r->list));
  memset(&r->tag, 0, sizeof(r->tag));
  while (at < len) {
    if (is_escape(r, at))
      at += 2;
    else if (in_word(text[at]))
      at = take_token(r, at);
    else
      at++;
  }
}

/* ---- evidence --------------------------------------------------------- */

#define MAX_REASONS 32
#define MAX_OTHERS  4

/* What a provider says about its own codes outweighs any phrase. */
#define PROVIDER_STRENGTH 12

enum { SOURCE_CODE, SOURCE_ENHANCED, SOURCE_PHRASE, SOURCE_PROVIDER };

/* What speaks for a reason. */
typedef struct score {
  unsigned char strength; /* of the best */
  unsigned char others;   /* how many more, up to MAX_OTHERS */
  unsigned char hinted;   /* the enhanced code says so too */
  unsigned char detail;
  unsigned char source; /* where the best stands */
  u16 atom;             /* the phrase, if it is one */
  u32 first, last;
} score;

typedef struct evidence {
  score scores[MAX_REASONS];
  u32 reasons; /* a bit for each that something speaks for */
  int retry_after;
  int gates[GATES];
  int provider; /* number, or 0 */
} evidence;

static int begins(const char *prefix, int code) {
  char digits[3];
  int i;
  digits[0] = (char)('0' + code / 100 % 10);
  digits[1] = (char)('0' + code / 10 % 10);
  digits[2] = (char)('0' + code % 10);
  for (i = 0; i < 3 && prefix[i] != '\0'; i++)
    if (prefix[i] != digits[i])
      return 0;
  return 1;
}

static int holds(const struct condition_row *when,
                 const smtpcodes_subject *subject, int provider,
                 const char *command) {
  if (!begins(when->code, subject->code))
    return 0;
  if (when->subject >= 0 &&
      (when->subject != subject->subject || when->detail != subject->detail))
    return 0;
  if (when->provider != 0 && when->provider != provider)
    return 0;
  return when->command[0] == '\0' ||
         (command != NULL && strcmp(when->command, command) == 0);
}

static void add_score(evidence *e, int reason, int strength, int detail,
                      const hit *h) {
  score *s = &e->scores[reason];
  if (s->strength > 0 && s->others < MAX_OTHERS)
    s->others++;
  if (detail != 0 && (strength > s->strength || s->detail == 0))
    s->detail = (unsigned char)detail;
  e->reasons |= (u32)1 << reason;
  if (strength <= s->strength)
    return;
  s->strength = (unsigned char)strength;
  s->source = (unsigned char)(h->atom != 0 ? SOURCE_PHRASE : SOURCE_CODE);
  s->first = h->first;
  s->last = h->last;
  s->atom = h->atom;
}

static int is_seen(const reader *r, u16 atom) {
  return r->seen[atom >> 3] >> (atom & 7) & 1;
}

static void apply(const reader *r, const hit *h, const struct rule_row *rule,
                  const smtpcodes_subject *subject, const char *command,
                  evidence *e) {
  if ((rule->other != 0 && !is_seen(r, rule->other)) ||
      !holds(&conditions[rule->when], subject, e->provider, command))
    return;
  if (rule->kind == KIND_REASON || rule->kind == KIND_LIST) {
    add_score(e, rule->value, rule->strength, rule->detail, h);
    if (conditions[rule->when].provider != 0)
      e->scores[rule->value].source = SOURCE_PROVIDER;
    if (rule->kind == KIND_LIST) /* a list that is named is a second witness */
      e->scores[rule->value].hinted = 1;
  } else if (rule->kind == KIND_GATE)
    e->gates[rule->value] = 1;
}

/* Whether a phrase is noise: those inside it tell nothing. */
static int is_noise(const hit *h) {
  int i;
  for (i = rule_spans[h->atom]; i < rule_spans[h->atom + 1]; i++)
    if (rules[i].kind == KIND_GATE && rules[i].value == GATE_NOISE)
      return 1;
  return 0;
}

/* Drops the phrases that lie inside a noise. */
static void drop_noise(reader *r) {
  int i, j;
  for (i = 0; i < r->count; i++)
    for (j = 0; is_noise(&r->hits[i]) && j < r->count; j++)
      if (j != i && r->hits[j].first >= r->hits[i].first &&
          r->hits[j].last <= r->hits[i].last && !is_noise(&r->hits[j]))
        r->hits[j].atom = 0;
}

/* A provider's mark in brackets is a tag of its: [TSS04], (S3150). */
static void find_tag(reader *r, const hit *h) {
  size_t end = h->first;
  if (h->first == 0 ||
      (r->text[h->first - 1] != '[' && r->text[h->first - 1] != '('))
    return;
  while (end < r->len &&
         (in_word(r->text[end]) || r->text[end] == '-' || r->text[end] == '#'))
    end++;
  set_once(&r->tag, h->first, end);
}

static int tag_octet_fits(char c, char tag) {
  return tag == '*' ? is_digit(c) : to_upper(c) == tag;
}

/* Whether the text has the whole tag, in capitals or not, from first on. */
static int has_tag(const reader *r, size_t first, const char *tag) {
  size_t i;
  for (i = 0; tag[i] != '\0'; i++)
    if (first + i >= r->len || !tag_octet_fits(r->text[first + i], tag[i]))
      return 0;
  return first + i == r->len || !in_word(r->text[first + i]);
}

/* What the provider itself says, of its codes and of its tags. */
static void add_provider_score(evidence *e, int reason, int detail) {
  score *s = &e->scores[reason];
  e->reasons |= (u32)1 << reason;
  s->strength = PROVIDER_STRENGTH;
  s->source = SOURCE_PROVIDER;
  if (detail != 0)
    s->detail = (unsigned char)detail;
}

static void add_provider_tag(reader *r, const hit *h, int provider,
                             evidence *e) {
  const struct provider_tag_row *row;
  size_t i;
  for (i = 0; i < COUNT(provider_tags); i++) {
    row = &provider_tags[i];
    if (row->provider != provider || !has_tag(r, h->first, row->tag))
      continue;
    set_once(&r->tag, h->first, h->first + strlen(row->tag));
    add_provider_score(e, row->reason, row->detail);
  }
}

/* The provider comes first: conditions ask for it. */
static void find_provider(reader *r, evidence *e) {
  int i, j;
  for (i = 0; i < r->count; i++)
    for (j = rule_spans[r->hits[i].atom]; j < rule_spans[r->hits[i].atom + 1];
         j++)
      if (rules[j].kind == KIND_PROVIDER) {
        find_tag(r, &r->hits[i]);
        add_provider_tag(r, &r->hits[i], rules[j].value, e);
        if (e->provider == 0)
          e->provider = rules[j].value;
      }
}

static void weigh(reader *r, const smtpcodes_subject *subject,
                  const char *command, evidence *e) {
  int i, j;
  find_provider(r, e);
  for (i = 0; i < r->count; i++)
    for (j = rule_spans[r->hits[i].atom]; j < rule_spans[r->hits[i].atom + 1];
         j++)
      apply(r, &r->hits[i], &rules[j], subject, command, e);
}

static void add_hint(evidence *e, const struct hint_row *row, int hinted) {
  static const hit nowhere = {0, 0, 0};
  add_score(e, row->reason, row->strength, row->reason_detail, &nowhere);
  if (hinted)
    e->scores[row->reason].hinted = 1;
  if (hinted && row->reason_detail != 0)
    e->scores[row->reason].detail = row->reason_detail;
}

static void add_hints(const smtpcodes_subject *subject, evidence *e) {
  int row = 0;
  if (subject->klass != SMTPCODES_ANY && subject->subject < 8 &&
      subject->detail < 32)
    row = hint_index[subject->subject * 32 + subject->detail];
  if (row > 0)
    add_hint(e, &hints[row - 1], hints[row - 1].strength >= 4);
  row = subject->code >= 400 && subject->code <= 599
            ? code_hint_index[subject->code - 400]
            : 0;
  if (row > 0)
    add_hint(e, &code_hints[row - 1], 0);
}

static int means(const struct provider_code_row *row, int provider,
                 const smtpcodes_subject *subject) {
  return (row->provider == provider || (provider == 0 && row->first >= 100)) &&
         row->subject == subject->subject && row->first <= subject->detail &&
         subject->detail <= row->last &&
         (row->code == 0 || row->code == subject->code);
}

/* The provider's own meaning of the enhanced code goes before IANA's. */
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
  add_provider_score(e, provider_codes[i].reason, provider_codes[i].detail);
}

/* How much speaks for a reason, in all. */
static int weight(const score *s) {
  return s->strength * 4 + s->others + s->hinted * 5;
}

/* The reason with the most weight; the earlier one of equals; -1: none. */
static int best_reason(const evidence *e, int without) {
  int i, best = -1, most = 0;
  u32 left = e->reasons;
  for (i = 0; left != 0; i++, left >>= 1)
    if ((left & 1) && i != without && weight(&e->scores[i]) > most) {
      best = i;
      most = weight(&e->scores[i]);
    }
  return best;
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

static int same(const char *a, const char *b) {
  return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static const char *command_of(const smtpcodes_subject *subject,
                              const smtpcodes_context *context) {
  const char *text = context != NULL ? context->command : NULL;
  if (text == NULL)
    return subject->command;
  return smtpcodes_command(text, strlen(text));
}

/* Whether the command can speak of a recipient (gate a). */
static int speaks_of_recipient(const char *command) {
  return command == NULL || same(command, "RCPT") ||
         same(command, "data-end") || same(command, "BDAT");
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
  return e->gates[GATE_SENDER] || is_set(&r->ip) || is_set(&r->list);
}

/* Whether an address may be given up on this evidence (gates b to f). */
static int may_suppress(const reader *r, const evidence *e,
                        const char *command,
                        const smtpcodes_context *context) {
  int lmtp = context != NULL && (same(context->protocol, "lmtp") ||
                                 same(context->protocol, "LMTP"));
  int several = context != NULL && context->recipients > 1;
  if (!speaks_of_recipient(command))
    return 0;
  if (same(command, "data-end") && several && !lmtp)
    return 0;
  return !blames_sender(r, e) && !e->gates[GATE_TEMPORARY] &&
         !e->gates[GATE_PATH];
}

/*
** How sure, of the reason that won: what a provider says in its own words or
** codes, and words with which the enhanced code agrees, are sure; without an
** enhanced code so are the plainest words, if others say the same. Words or a
** trusted enhanced code alone are half so.
*/
static const char *confidence_of(const score *s, const score *second,
                                 int enhanced) {
  int lead = weight(s) - weight(second);
  if (s->source == SOURCE_PROVIDER ||
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
  v->source = s->source == SOURCE_PROVIDER ? "provider"
              : s->source == SOURCE_PHRASE ? "phrase"
              : s->hinted                  ? "enhanced"
                                           : "code";
  v->why = s->source == SOURCE_PROVIDER ? "the provider says so of its codes"
           : s->source == SOURCE_PHRASE
               ? "the words of the text tell"
               : "the codes tell, and the text does not speak against them";
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

/* The words of the text and the codes, where something failed. */
static void decide(smtpcodes_verdict *v, const reader *r, const evidence *e,
                   int digit, const char *command,
                   const smtpcodes_context *context) {
  size_t count;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  int best = best_reason(e, -1), second = best_reason(e, best);
  static const score none = {0, 0, 0, 0, 0, 0, 0, 0};
  int dead = best >= 0 && same(rows[best].final, "suppress");
  int may = may_suppress(r, e, command, context);
  int expired = context != NULL && context->expired;
  if (best < 0)
    return;
  if (dead && (blames_sender(r, e) || !speaks_of_recipient(command)) &&
      second >= 0 && !same(rows[second].final, "suppress") &&
      e->scores[second].strength >= 4) {
    int other = best;
    best = second;
    second = other;
    dead = 0;
  }
  set_reason(v, &rows[best], &e->scores[best]);
  v->confidence =
      confidence_of(&e->scores[best], second >= 0 ? &e->scores[second] : &none,
                    v->klass != SMTPCODES_ANY);
  v->requeue = !expired && (digit == 4 || (digit == 0 && !dead));
  if (v->requeue)
    set_transient(v);
  if (dead && (!may || same(v->confidence, "low")))
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
    v->requeue = 1;
    if (!same(v->scope, "ip"))
      v->scope = "session";
  }
  if (v->code / 100 == 2 && same(command, "data-end"))
    v->reason = "accepted"; /* RFC 5321 4.2.5 */
}

/* The provider that the phrase of a host stands for, or 0. */
static int provider_of(u16 atom) {
  int i;
  for (i = rule_spans[atom]; i < rule_spans[atom + 1]; i++)
    if (rules[i].kind == KIND_PROVIDER)
      return rules[i].value;
  return 0;
}

/* The host that sent the reply tells whose it is, and nothing else: it is no
   part of the text, and no list that the text names. */
static void find_host_provider(const smtpcodes_context *context, evidence *e) {
  int labels;
  if (context == NULL || context->host == NULL)
    return;
  for (labels = 2; labels <= 3 && e->provider == 0; labels++)
    e->provider = provider_of(
        host_atom(context->host, 0, strlen(context->host), labels));
}

static void find_named_provider(const smtpcodes_context *context,
                                evidence *e) {
  size_t i;
  if (context == NULL || context->provider == NULL)
    return;
  for (i = 0; i < COUNT(providers); i++)
    if (same(providers[i], context->provider))
      e->provider = (int)i + 1;
}

static void classify_failure(const smtpcodes_subject *subject, int digit,
                             const char *command,
                             const smtpcodes_context *context,
                             smtpcodes_verdict *v) {
  reader r;
  evidence e;
  memset(&e, 0, sizeof(e));
  read_text(&r, subject->text != NULL ? subject->text : "", subject->len);
  find_named_provider(context, &e);
  find_host_provider(context, &e);
  drop_noise(&r);
  weigh(&r, subject, command, &e);
  add_hints(subject, &e);
  add_provider_code(subject, &e);
  v->retry_after = e.retry_after;
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
