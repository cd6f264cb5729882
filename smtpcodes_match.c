/*
** smtpcodes_match.c: a text -> the phrases that are in it.
**
** The text is read once. Its words go through an automaton; addresses, host
** names and urls are passed over, for what stands in them decides nothing.
*/
#define SMTPCODES_BUILD
#include "smtpcodes_automaton.h"

#include <string.h>

typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

/* ---- the built-in rules ------------------------------------------------ */

#include "data/rule_sizes.inc"

/* The generator makes no more atoms than a reader can hold. */
typedef char atoms_fit[ATOMS <= MAX_ATOMS ? 1 : -1];

static const word_row built_in_words[] = {
#include "data/words.inc"
};

static const edge_row built_in_edges[] = {
#include "data/edges.inc"
};

static const u16 built_in_roots[] = {
#include "data/roots.inc"
};

static const node_row built_in_nodes[] = {
#include "data/nodes.inc"
};

static const atom_row built_in_atoms[] = {
#include "data/atoms.inc"
};

static const rule_row built_in_rules[] = {
#include "data/rules.inc"
};

static const condition_row built_in_conditions[] = {
#include "data/conditions.inc"
};

static const struct class_row {
  const char *name;
  u16 id;
} word_classes[] = {
#include "data/word_classes.inc"
};

u16 smtpcodes_word_class(int i, const char **name) {
  if ((size_t)i >= sizeof(word_classes) / sizeof(word_classes[0]))
    return 0;
  *name = word_classes[i].name;
  return word_classes[i].id;
}

const automaton smtpcodes_built_in = {
    built_in_words, built_in_edges, built_in_nodes,      built_in_roots,
    built_in_atoms, built_in_rules, built_in_conditions, WORD_BITS,
    EDGE_BITS,      ADDRESS_ATOM};

/* ---- octets and words -------------------------------------------------- */

/*
** Classes of octets, as bits: WORD octets are what words are made of, LETTER
** all of them but digits, which are DIGIT; ASCII letters are ALPHA too, and
** from g on BEYOND_HEX. LINK alone holds compounds together, and with WORD
** begins a character of three octets where languages without spaces are
** written: that is a word by itself.
*/
enum {
  GAP = 0,
  WORD = 1,
  LINK = 2,
  LETTER = 4,
  DIGIT = 8,
  BEYOND_HEX = 16,
  ALPHA = 32,
  WIDE = WORD | LINK | LETTER
};

static const unsigned char octet_classes[256] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,
    0,  5,  0,  0,  0,  2,  0,  2,  2,  2,  9,  9,  9,  9,  9,  9,  9,  9,  9,
    9,  2,  0,  0,  2,  0,  0,  2,  37, 37, 37, 37, 37, 37, 53, 53, 53, 53, 53,
    53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 0,  0,  0,  0,
    5,  0,  37, 37, 37, 37, 37, 37, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53,
    53, 53, 53, 53, 53, 53, 53, 53, 53, 0,  0,  0,  0,  0,  5,  5,  5,  5,  5,
    5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,
    5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,
    5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,
    5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,
    5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  7,
    7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  5,  5,  5,  5,  5,  5,  5,  5,  5,
    5,  5,  5,  5,  5,  5,  5,  5,  5};

static int octet_class(char c) {
  return octet_classes[(unsigned char)c];
}

/* Whether an octet is part of a word. */
static int in_word(char c) {
  return octet_class(c) & WORD;
}

int smtpcodes_in_word(char octet) {
  return in_word(octet) != 0;
}

static int is_digit(char c) {
  return octet_class(c) & DIGIT;
}

static int fold_case(char c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int is_letter(char c) {
  return octet_class(c) & ALPHA;
}

/*
** Words are compared by a hash of their octets, eight at a time, small letters
** for capitals and # for digits; the one in tools/gen/rules.lua is the same.
*/
static u64 mix(u64 h) {
  h *= (u64)0x9e3779b9u << 32 | 0x7f4a7c15u;
  return h + (h >> 32);
}

/* Eight octets, the first one lowest; compilers know this as one load. */
static u64 load(const char *text) {
  const unsigned char *p = (const unsigned char *)text;
  return (u64)p[0] | (u64)p[1] << 8 | (u64)p[2] << 16 | (u64)p[3] << 24 |
         (u64)p[4] << 32 | (u64)p[5] << 40 | (u64)p[6] << 48 | (u64)p[7] << 56;
}

/* The octets 0x40-0x5f of eight become 0x60-0x7f: capitals small letters. */
static u64 lower(u64 octets) {
  u64 low = (u64)0x20202020u << 32 | 0x20202020u;
  return octets | (octets >> 1 & ~(octets >> 2) & low);
}

/* n in each of eight octets. */
static u64 eight_times(unsigned n) {
  return ((u64)0x01010101u << 32 | 0x01010101u) * n;
}

/*
** Marks by 0x80 which of eight octets are no letters; they are small ones.
** Behind the first that is none the marks say nothing.
*/
static u64 mark_others(u64 small) {
  u64 order = small ^ eight_times(0x60); /* of letters 1 to 26 */
  return ((order - eight_times(1)) | (order + eight_times(0x7f - 26))) &
         eight_times(0x80);
}

/* How many octets stand before the first mark. */
static size_t count_before(u64 marks) {
#ifdef __GNUC__
  return (size_t)__builtin_ctzll(marks) >> 3;
#else
  size_t n = 0;
  while (!(marks >> 8 * n & 0x80))
    n++;
  return n;
#endif
}

/* Those of eight octets that stand before the first mark. */
static u64 keep_before(u64 octets, u64 marks) {
  return octets & (((marks & (0 - marks)) >> 7) - 1);
}

/* The last one to seven octets of a word; room: how many may be read. */
static u64 load_last(const char *word, size_t len, size_t room) {
  u64 octets = 0;
  if (room >= 8)
    return load(word) & ~(u64)0 >> (64 - 8 * len);
  while (len-- > 0)
    octets = octets << 8 | (unsigned char)word[len];
  return octets;
}

/* Of a word without digits, or of a host name, whose digits count. */
static u32 hash_plain(const char *word, size_t len, size_t room) {
  u64 h = 0;
  for (; len >= 8; len -= 8, word += 8, room -= 8)
    h = mix(h + lower(load(word)));
  if (len > 0)
    h = mix(h + lower(load_last(word, len, room)));
  return (u32)(h >> 32);
}

/* Of any word: octet by octet. */
static u32 hash_any(const char *word, size_t len) {
  u64 h = 0, octets = 0;
  size_t i;
  for (i = 0; i < len; i++) {
    u64 c = is_digit(word[i]) ? '#' : (unsigned char)word[i];
    octets |= c << (i & 7) * 8;
    if ((i & 7) == 7 || i + 1 == len) {
      h = mix(h + lower(octets));
      octets = 0;
    }
  }
  return (u32)(h >> 32);
}

static INLINE const word_row *find_word(const automaton *a, u32 hash) {
  u32 slot = hash >> (32 - a->word_bits);
  while (a->words[slot].hash != hash) {
    if (a->words[slot].hash == 0)
      return NULL;
    slot = (slot + 1) & ((1u << a->word_bits) - 1);
  }
  return &a->words[slot];
}

const word_row *smtpcodes_find_word(const automaton *rules, u32 hash) {
  return find_word(rules, hash);
}

/* ---- the way through the automaton ------------------------------------- */

static u16 step(const automaton *a, u16 node, u16 id) {
  u32 key = (u32)node << 16 | id;
  u32 slot = edge_slot(key, a->edge_bits);
  while (a->edges[slot].key != key && a->edges[slot].key != 0)
    slot = (slot + 1) & ((1u << a->edge_bits) - 1);
  return a->edges[slot].key == key ? a->edges[slot].child : 0;
}

static void mark_seen(reader *r, u16 atom) {
  r->seen[atom >> 3] = (unsigned char)(r->seen[atom >> 3] | 1u << (atom & 7));
}

static void add_hit(reader *r, u16 atom, u32 first, u32 last) {
  hit *h = &r->hits[r->count];
  if (r->count == MAX_HITS || is_seen(r, atom))
    return;
  mark_seen(r, atom);
  h->atom = atom;
  h->first = first;
  h->last = last;
  r->count++;
  r->kinds |= r->rules->atoms[atom].kinds;
}

/* Enters a node: a phrase may end there, and another word may follow. */
static INLINE void enter(reader *r, u16 node, u32 first) {
  node_row row = r->rules->nodes[node];
  active *a = &r->open[!r->side][r->begun];
  if (row.mask != 0 && r->begun < MAX_ACTIVE) {
    SMTPCODES_ASSERT(a < r->open[!r->side] + MAX_ACTIVE);
    a->node = node;
    a->mask = row.mask;
    a->first = first;
    r->begun++;
    r->begun_mask |= row.mask;
  }
  if (row.atom != 0)
    add_hit(r, row.atom, first, r->last);
}

/* The phrases that go on with an id: a word, or its class. */
static void go_on(reader *r, u16 id, u32 bit) {
  const active *a = r->open[r->side], *end = a + r->opened;
  for (; a < end; a++) {
    u16 node = a->mask & bit ? step(r->rules, a->node, id) : 0;
    if (node != 0)
      enter(r, node, a->first);
  }
}

/* The phrases that go on with an id, and those that begin with it. */
static INLINE void take_id(reader *r, u16 id) {
  u16 root = r->rules->roots[id];
  u32 bit = id_bit(id);
  if (r->opened_mask & bit)
    go_on(r, id, bit);
  if (root != 0)
    enter(r, root, r->first);
}

static INLINE void take_word(reader *r, const word_row *word, size_t first,
                             size_t last) {
  r->first = (u32)first;
  r->last = (u32)last;
  r->begun = 0;
  r->begun_mask = 0;
  if (word->id != 0)
    take_id(r, word->id);
  if (word->klass != 0)
    take_id(r, word->klass);
  r->side = !r->side;
  r->opened = r->begun;
  r->opened_mask = r->begun_mask;
}

void smtpcodes_take_word(reader *r, const word_row *word, size_t first,
                         size_t last) {
  take_word(r, word, first, last);
}

/* One word of the text. */
static INLINE void take_hash(reader *r, u32 hash, size_t first, size_t last) {
  const word_row *word = find_word(r->rules, hash);
  if (word == NULL)
    r->opened_mask = 0;
  else if (word->id != SKIPPED_WORD)
    take_word(r, word, first, last);
}

/* ---- the words of a run ------------------------------------------------ */

/* Whether a whole character of three octets stands at `at`. */
static int is_wide(const char *text, size_t at, size_t end) {
  return octet_class(text[at]) == WIDE && end - at >= 3 &&
         ((unsigned char)text[at + 1] & 0xc0) == 0x80 &&
         ((unsigned char)text[at + 2] & 0xc0) == 0x80;
}

/* Where the word ends that begins at `at` of a run: before a wide character,
   or behind it. */
static size_t word_end(const char *text, size_t at, size_t end) {
  if (is_wide(text, at, end))
    return at + 3;
  while (at < end && !is_wide(text, at, end))
    at++;
  return at;
}

/* The words of a run that may hold wide characters. */
static void take_wide_run(reader *r, size_t at, size_t end) {
  while (at < end) {
    size_t first = at;
    at = word_end(r->text, at, end);
    take_hash(r, hash_any(r->text + first, at - first), first, at);
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

/* Cuts the quotes off the ends of a run. */
static void trim(const char *text, size_t *at, size_t *end) {
  size_t first = *at, last = *end;
  while (first < last && text[first] == '\'')
    first++;
  while (last > first && text[last - 1] == '\'')
    last--;
  *at = first;
  *end = last;
}

/* The words of such a run, which is mostly one. Numbers are passed over. */
static void take_run(reader *r, size_t at, size_t end, int kinds) {
  const char *text = r->text;
  trim(text, &at, &end);
  if (at == end || !(kinds & LETTER))
    return;
  if (kinds & LINK)
    take_wide_run(r, at, end);
  else if (kinds & DIGIT)
    take_hash(r, hash_any(text + at, end - at), at, end);
  else
    take_hash(r, hash_plain(text + at, end - at, r->len - at), at, end);
}

/* Of a run the next word, as take_run has them; 0 when there is none. */
static u32 next_of_run(const char *text, size_t *at, size_t end, int kinds) {
  size_t first, last;
  trim(text, at, &end);
  first = *at;
  if (first == end || !(kinds & LETTER))
    return 0;
  last = kinds & LINK ? word_end(text, first, end) : end;
  *at = last;
  return hash_any(text + first, last - first);
}

u32 smtpcodes_next_word(const char *text, size_t len, size_t *at) {
  while (*at < len) {
    int kinds;
    size_t end = run_end(text, *at, len, &kinds);
    u32 hash = next_of_run(text, at, end, kinds);
    if (hash != 0)
      return hash;
    *at = end > *at ? end : *at + 1;
  }
  return 0;
}

/* ---- addresses, hosts, urls ------------------------------------------- */

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

u16 smtpcodes_host_atom(const automaton *rules, const char *host, size_t len,
                        int labels) {
  size_t at = last_labels(host, 0, len, labels);
  const word_row *word =
      at < len ? smtpcodes_find_word(rules,
                                     hash_plain(host + at, len - at, len - at))
               : NULL;
  return word != NULL ? rules->nodes[rules->roots[word->id]].atom : 0;
}

/* A host name in the text. */
static void take_host(reader *r, size_t first, size_t last) {
  int labels;
  for (labels = 2; labels <= 3; labels++) {
    u16 atom =
        smtpcodes_host_atom(r->rules, r->text + first, last - first, labels);
    if (atom == 0)
      continue;
    add_hit(r, atom, (u32)first, (u32)last);
    if (r->rules->atoms[atom].kinds & kind_bit(KIND_LIST))
      set_once(&r->list, first, last);
  }
}

/* What a compound is made of. */
typedef struct compound {
  size_t first, last;
  int address;   /* not 0: it holds @ */
  size_t scheme; /* where :// stands, or 0 */
  int kinds;     /* of its words, all together */
  int dots, colons, slashes;
} compound;

static void count_link(compound *c, char link, int n) {
  if (link == '.')
    c->dots += n;
  else if (link == ':')
    c->colons += n;
  else if (link == '/')
    c->slashes += n;
}

/* A name with dots whose last label is of letters and no new sentence. */
static int is_host(const char *text, const compound *c) {
  size_t top = c->last;
  if (c->dots == 0 || c->colons + c->slashes > 0)
    return 0;
  while (is_letter(text[top - 1])) /* up to a dot, if not before */
    top--;
  return text[top - 1] == '.' && c->last - top >= 2 &&
         !(text[top] <= 'Z' && text[top + 1] >= 'a');
}

/* Groups of up to four hexadecimal digits: eight, or fewer about one "::" (RFC
   4291 2.2); a time of day has three. */
static int is_ipv6(const char *text, const compound *c) {
  size_t at, run = 0;
  int gaps = 0;
  if (c->colons < 2 || (c->kinds & (BEYOND_HEX | DIGIT)) != DIGIT ||
      c->dots > 0 || c->slashes > 0)
    return 0;
  for (at = c->first; at < c->last; at++) {
    int colon = text[at] == ':';
    gaps += colon && run == 0; /* it begins with a word */
    run = colon ? 0 : run + 1;
    if (run > 4)
      return 0;
  }
  return gaps == 1 ? c->colons <= 7 : gaps == 0 && c->colons == 7;
}

/* Four numbers up to 255: a version of four parts is no address if one of
   them is larger. */
static int is_ipv4(const char *text, const compound *c) {
  size_t at;
  int value = 0, digits = 0;
  if (c->dots != 3)
    return 0;
  for (at = c->first; at < c->last; at++) {
    int dot = text[at] == '.';
    if (dot ? digits == 0 : !is_digit(text[at]))
      return 0;
    value = dot ? 0 : value * 10 + (text[at] - '0');
    digits = dot ? 0 : digits + 1;
    if (value > 255 || digits > 3)
      return 0;
  }
  return 1;
}

static int is_ip(const char *text, const compound *c) {
  return is_ipv4(text, c) || is_ipv6(text, c);
}

/* Whether the text has these words at this place. */
static int has_at(const reader *r, size_t at, const char *words) {
  size_t len = strlen(words);
  return at + len <= r->len && memcmp(r->text + at, words, len) == 0;
}

/* Whether two texts of n octets are the same, capitals or not. */
static int is_folded(const char *a, const char *b, size_t n) {
  size_t i;
  for (i = 0; i < n; i++)
    if (fold_case(a[i]) != fold_case(b[i]))
      return 0;
  return 1;
}

/* Whether text[first..last) is a string, capitals or not. */
static int is_text(const char *text, size_t first, size_t last,
                   const char *other) {
  size_t len = strlen(other);
  return last - first == len && is_folded(text + first, other, len);
}

/* Whether an address is that of the host that speaks: "host name[ip]", or
   qmail's "ip does not like recipient." and "Giving up on ip."; or one that
   Sendmail notes beside any reply: "relay=[ip]". */
static int is_speaker(const reader *r, const compound *c) {
  size_t at = c->first;
  if (at >= 2 && r->text[at - 1] == '[' && in_word(r->text[at - 2]))
    return at < 8 || !has_at(r, at - 8, "unknown[");
  return has_at(r, c->last, " does not like ") ||
         has_at(r, c->last, " failed after I sent ") ||
         (at >= 13 && has_at(r, at - 13, "Giving up on ")) ||
         (at >= 7 && has_at(r, at - 7, "relay=["));
}

/* Where the digits begin that a word ends with. */
static size_t last_digits(const char *text, size_t first, size_t last) {
  while (last > first && is_digit(text[last - 1]))
    last--;
  return last;
}

/* Whether a word is one that numbers of sections and versions stand behind. */
static int is_numbered(const char *text, size_t first, size_t last) {
  static const char *const words[] = {
      "rfc", "section", "sections", "\xc2\xa7", "version", "ver", "v"};
  size_t i, end = last_digits(text, first, last); /* RFC5321 */
  for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    if (is_text(text, first, end, words[i]))
      return 1;
  return 0;
}

/* Where the word begins that ends before `at` or a few marks; *last is its
   end. Long words are not followed. */
static size_t word_before(const char *text, size_t at, size_t *last) {
  size_t most = at > 16 ? at - 16 : 0;
  while (at > most && !in_word(text[at - 1]) && text[at - 1] != '\n' &&
         text[at - 1] != '.')
    at--;
  *last = at;
  while (at > most && in_word(text[at - 1]))
    at--;
  return at;
}

/* Whether four numbers are those of a section or a version: "RFC 5321 section
   4.5.3.1", "RFC2821 4.1.1.1", "RFC 5321 (4.5.3.1)". */
static int is_section(const reader *r, size_t at) {
  size_t last, first = word_before(r->text, at, &last);
  if (is_numbered(r->text, first, last))
    return 1;
  if (last_digits(r->text, first, last) > first)
    return 0; /* no number of an RFC */
  first = word_before(r->text, first, &last);
  return is_text(r->text, first, last, "rfc");
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

/* The words of a run; returns where it ends. */
static size_t take_part(reader *r, size_t at) {
  int kinds;
  size_t end = run_end(r->text, at, r->len, &kinds);
  take_run(r, at, end, kinds);
  return end;
}

/* The words of a compound, one by one, up to a link of it. */
static void take_parts(reader *r, size_t at, size_t last) {
  while (at < last)
    at = in_word(r->text[at]) ? take_part(r, at) : at + 1;
}

/* Whether an octet goes on with a url, though it is no word or link. */
static int in_url(char c) {
  return c == '?' || c == '&' || c == '#' || c == '~';
}

/* Whether a compound goes on behind an octet that is in no word; finds out
   whether it is an address or a url, which end at other octets. */
static int goes_on(const char *text, size_t at, compound *c) {
  char o = text[at];
  if (octet_class(o) == GAP)
    return c->scheme > 0 && in_url(o);
  if (c->address &&
      (o == ':' || o == '=' || (o == '.' && text[at - 1] == '.')))
    return 0; /* "user@host: unknown", "user@host...unknown" */
  if (o == '@' && c->scheme == 0)
    c->address = 1;
  if (o == '/' && c->scheme == 0 && text[at - 1] == '/' && text[at - 2] == ':')
    c->scheme = at - 2;
  count_link(c, o, 1);
  return 1;
}

/* Finds where the compound ends that begins at c->first: words and what links
   them. Returns where its first word ends. */
static size_t find_end(const char *text, size_t len, compound *c) {
  int kinds;
  size_t end = run_end(text, c->first, len, &kinds), run = end;
  c->kinds = kinds;
  while (end < len && goes_on(text, end, c)) {
    end = run_end(text, end + 1, len, &kinds);
    c->kinds |= kinds;
  }
  while (!in_word(text[end - 1]))
    count_link(c, text[--end], -1);
  c->last = end;
  return run;
}

/* Cuts what stands before an address off its compound, "client-ip=" or
   "IPv6:", and a port behind it. */
static void cut_label(const char *text, compound *c) {
  size_t at, first = c->first, last = c->last;
  const char *colon;
  for (at = first; at < last; at++)
    if (text[at] == '=')
      first = at + 1;
  colon = (const char *)memchr(text + first, ':', last - first);
  at = colon != NULL ? (size_t)(colon - text) : last;
  if (c->dots == 3 && c->colons == 1 && memchr(text + first, '.', at - first))
    last = at;
  else if (c->dots == 3 || is_text(text, first, at, "ipv6"))
    first = at < last ? at + 1 : first;
  if (first == c->first && last == c->last)
    return;
  memset(c, 0, sizeof(*c));
  c->first = first;
  find_end(text, last, c);
}

/* Whether an address has the port of a server behind it: ":25". */
static int is_server(const reader *r, size_t at) {
  size_t end = at + 1;
  while (end < r->len && is_digit(r->text[end]))
    end++;
  return at < r->len && r->text[at] == ':' && end - at - 1 > 0 &&
         end - at - 1 < 4;
}

/* An IP address, with what stands beside it; 0: it is none. */
static int take_ip(reader *r, const compound *c) {
  compound ip = *c;
  if ((c->dots != 3 && c->colons < 2) || !(c->kinds & DIGIT))
    return 0;
  cut_label(r->text, &ip);
  if (!is_ip(r->text, &ip))
    return 0;
  take_parts(r, c->first, ip.first);
  if (!is_set(&r->ip) && !is_speaker(r, c) && !is_section(r, ip.first) &&
      !is_server(r, ip.last))
    set_once(&r->ip, ip.first, ip.last);
  return 1;
}

/* Where an address begins: behind a : before its @, so that the words of
   "not found:user@host" count. */
static size_t address_begin(const char *text, const compound *c) {
  size_t begin = c->last;
  while (begin > c->first && text[begin - 1] != ':')
    begin--;
  return begin;
}

/* An address as callers have it: "me@example.org", "<me@example.org>", "FROM:
   <me@example.org>". Returns where it begins; *len is its length. */
static const char *bare_address(const char *address, size_t *len) {
  const char *open;
  while ((open = strchr(address, '<')) != NULL)
    address = open + 1;
  while (*address == ' ' || *address == '\t')
    address++;
  *len = strcspn(address, "> \t\r\n");
  return address;
}

/* Whether text[first..last) is this address of the envelope, perhaps behind a
   name of it or in quotes, "from='me@example.org'"; NULL: unknown. */
static int is_quoted(const reader *r, size_t first, size_t last,
                     const char *address) {
  size_t len = 0, begin;
  const char *bare = address != NULL ? bare_address(address, &len) : NULL;
  while (last > first && r->text[last - 1] == '\'')
    last--;
  if (len == 0 || last - first < len)
    return 0;
  begin = last - len;
  return is_folded(r->text + begin, bare, len) &&
         (begin == first || r->text[begin - 1] == '=' ||
          r->text[begin - 1] == '\'');
}

/* An address: what stands before it counts, and it may be looked out for. */
static void take_address(reader *r, const compound *c) {
  size_t begin = address_begin(r->text, c);
  take_parts(r, c->first, begin);
  if (is_quoted(r, begin, c->last, r->from) &&
      !is_quoted(r, begin, c->last, r->rcpt))
    r->quotes_sender = 1;
  else if (r->rcpt == NULL || is_quoted(r, begin, c->last, r->rcpt))
    mark_seen(r, r->rules->address_atom);
}

/* What is more than a word: 1 if its words count for nothing. */
static int take_compound(reader *r, compound *c) {
  if (c->scheme > 0) {
    take_url(r, c);
    return 1;
  }
  if (c->address) {
    take_address(r, c);
    return 1;
  }
  if (take_ip(r, c))
    return 1;
  if (!is_host(r->text, c))
    return 0;
  take_host(r, c->first, c->last);
  return 1;
}

/* Whether a word that ends here stands alone: no more than one link follows,
   or it is of a compound whose words do. */
static int is_alone(const reader *r, size_t end) {
  const char *at = r->text + end;
  size_t left = r->len - end;
  if (left == 0 || octet_class(at[0]) == GAP)
    return 1;
  return octet_class(at[0]) == LINK &&
         (end < r->loose || left == 1 || octet_class(at[1]) == GAP);
}

/* The octets at `at`, eight or what is left; NUL is no letter. */
static INLINE u64 load_at(const reader *r, size_t at) {
  size_t left = r->len - at;
  return left >= 8 ? load(r->text + at) : load_last(r->text + at, left, left);
}

/*
** Most words: letters alone, eight at a time. Returns where the word ends, or
** `at` when it is none of these.
*/
static size_t take_plain(reader *r, size_t at) {
  size_t end = at;
  u64 h = 0, octets = load_at(r, at) | eight_times(0x20);
  u64 others = mark_others(octets);
  while (others == 0) {
    h = mix(h + octets);
    end += 8;
    octets = load_at(r, end) | eight_times(0x20);
    others = mark_others(octets);
  }
  octets = keep_before(octets, others);
  end += count_before(others);
  if (end == at || !is_alone(r, end))
    return at;
  if (octets != 0)
    h = mix(h + octets);
  take_hash(r, (u32)(h >> 32), at, end);
  return end;
}

/* Where a number or an enhanced code ends that begins at `at` and tells
   nothing: digits, and not the three dots of an address; or `at`. */
static size_t skip_number(const reader *r, size_t at) {
  size_t end = at;
  int dots = 0;
  while (end < r->len && (is_digit(r->text[end]) || r->text[end] == '.'))
    dots += r->text[end++] == '.';
  return dots < 3 && (end == r->len || octet_class(r->text[end]) == GAP) ? end
                                                                         : at;
}

/* What is no plain word: returns where it ends, or `at` when its words are to
   be taken one by one. */
static size_t take_other(reader *r, size_t at) {
  compound c;
  size_t end = skip_number(r, at);
  if (end > at)
    return end;
  memset(&c, 0, sizeof(c));
  c.first = at;
  end = find_end(r->text, r->len, &c);
  if (c.last == end)
    take_run(r, at, end, c.kinds);
  else if (!take_compound(r, &c)) {
    r->loose = c.last;
    return at;
  }
  return c.last;
}

/* Words and compounds that begin at `at`; returns where they end. */
static size_t take_token(reader *r, size_t at) {
  size_t end = take_plain(r, at);
  if (end > at) /* mostly a blank stands behind it */
    return end + (end < r->len && r->text[end] == ' ');
  return at < r->loose ? take_part(r, at) : take_other(r, at);
}

/* A line break that is written out: \r or \n. */
static int is_escape(const reader *r, size_t at) {
  return r->text[at] == '\\' && at + 1 < r->len &&
         (r->text[at + 1] == 'r' || r->text[at + 1] == 'n');
}

void smtpcodes_begin_text(reader *r, const automaton *rules, const char *text,
                          size_t len) {
  r->rules = rules;
  r->text = text;
  r->len = len;
  r->loose = 0;
  r->side = r->opened = r->begun = r->count = 0;
  r->opened_mask = r->begun_mask = r->kinds = 0;
  memset(r->seen, 0, sizeof(r->seen));
  memset(&r->ip, 0, sizeof(r->ip));
  memset(&r->url, 0, sizeof(r->url));
  memset(&r->list, 0, sizeof(r->list));
  memset(&r->tag, 0, sizeof(r->tag));
  r->from = r->rcpt = NULL;
  r->quotes_sender = 0;
}

void smtpcodes_read_text(reader *r, const automaton *rules, const char *text,
                         size_t len, const smtpcodes_context *context) {
  size_t at = 0;
  smtpcodes_begin_text(r, rules, text, len);
  if (context != NULL) {
    r->from = context->from;
    r->rcpt = context->rcpt;
  }
  while (at < len) {
    if (in_word(text[at]))
      at = take_token(r, at);
    else
      at += is_escape(r, at) ? 2 : 1;
  }
}

int smtpcodes_is_name(const char *word, size_t len) {
  compound c;
  memset(&c, 0, sizeof(c));
  while (c.first < len && !in_word(word[c.first]))
    c.first++;
  if (c.first == len)
    return 0;
  find_end(word, len, &c);
  return c.scheme > 0 || c.address || is_ip(word, &c) || is_host(word, &c);
}
