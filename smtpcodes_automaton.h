/*
** smtpcodes_automaton.h: what the files behind smtpcodes_classify share, and
** nobody else: the automaton that knows phrases, and what it found in a text.
**
** An automaton is a trie over numbers. A word of the text has a number of its
** own and perhaps that of a class of words; where a phrase ends in the trie
** stands the number of an atom, and an atom has rules: what the phrase is
** evidence for, under which conditions.
*/
#ifndef SMTPCODES_AUTOMATON_H
#define SMTPCODES_AUTOMATON_H

#include <stddef.h>
#include <stdint.h>

#include "smtpcodes.h"
#include "smtpcodes_local.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The id of words that are passed over wherever they stand. */
#define SKIPPED_WORD 1

#define MAX_ATOMS 6144

/* Of words that stand for each other: data/words.tsv. */
#define MAX_CLASSES 64

/* A word by the hash of its octets; hash 0: a free slot. */
typedef struct word_row {
  uint32_t hash;
  uint16_t id, klass; /* its own number, or 0; that of its class, or 0 */
} word_row;

/* A step: node * 65536 + id -> child. key 0: a free slot. */
typedef struct edge_row {
  uint32_t key;
  uint16_t child;
} edge_row;

/* The phrase that ends at a node, or 0; and the id_bits that lead on. */
typedef struct node_row {
  uint32_t mask;
  uint16_t atom;
} node_row;

enum {
  KIND_REASON,
  KIND_GATE,
  KIND_PROVIDER,
  KIND_LIST,
  KIND_NOISE,
  KIND_AFTER,
  KIND_SCOPE
};
enum { GATE_SENDER, GATE_TEMPORARY, GATE_PATH, GATES };

/* What a phrase is evidence for. */
typedef struct rule_row {
  uint16_t other; /* another phrase that must occur too, or 0 */
  uint16_t when;  /* the condition; 0 is the one that always holds */
  uint16_t row;   /* where it is written: line of data/phrases.tsv and its kin,
                     or the caller's row */
  unsigned char kind, value, detail, strength;
} rule_row;

/* The first rule of an atom; its last one stands before the next atom's first.
   kinds: the kind_bits of its rules. */
typedef struct atom_row {
  uint16_t first, kinds;
} atom_row;

/* What else must hold: the first and last code, the enhanced code (-1: any),
   the provider (0: any), the command ("": any). */
typedef struct condition_row {
  short first, last, subject, detail;
  unsigned char provider;
  char command[9];
} condition_row;

typedef struct automaton {
  const word_row *words;
  const edge_row *edges;
  const node_row *nodes;
  const uint16_t *roots; /* id -> node behind the root, or 0 */
  const atom_row *atoms;
  const rule_row *rules;
  const condition_row *conditions;
  int word_bits, edge_bits; /* how many slots: powers of two */
  uint16_t address_atom;    /* what stands for any address, or 0 */
} automaton;

/* The bit of an id in the mask of a node. */
static INLINE uint32_t id_bit(unsigned id) {
  return (uint32_t)1 << (id & 31);
}

/* The bit of a kind of rules. */
static INLINE unsigned kind_bit(unsigned kind) {
  return 1u << kind;
}

static INLINE uint32_t edge_slot(uint32_t key, int bits) {
  return (uint32_t)(key * 2654435761u) >> (32 - bits);
}

/* A phrase that was found, where it was found first. */
typedef struct hit {
  uint16_t atom;
  uint32_t first, last;
} hit;

#define MAX_ACTIVE 24
#define MAX_HITS   1024

/* A phrase that has begun. */
typedef struct active {
  uint32_t mask, first;
  uint16_t node;
} active;

/* A text that is read once, and what was found in it. */
typedef struct reader {
  const automaton *rules;
  const char *text;
  size_t len;
  size_t loose;                      /* up to here words of a compound, which
                                        is no name, are taken one by one */
  active open[2][MAX_ACTIVE];        /* before the last word, and after it */
  int opened, begun;                 /* how many before it, and after it */
  uint32_t opened_mask, begun_mask;  /* all their masks together */
  int side;                          /* which of the two is before it */
  uint32_t first, last;              /* the word */
  unsigned char seen[MAX_ATOMS / 8]; /* atoms that were found, as bits */
  hit hits[MAX_HITS];
  int count;
  unsigned kinds; /* the kind_bits of all hits */
  smtpcodes_span ip, url, list, tag;
  const char *from, *rcpt; /* the envelope's, or NULL ... */
  int quotes_sender;       /* ... and whether the text has the sender */
} reader;

/*
** Reads a text. Linear in its length; more than MAX_HITS different phrases,
** or more than MAX_ACTIVE that have begun at once, are not followed. context:
** whose addresses to look out for, or NULL.
*/
SMTPCODES_LOCAL void smtpcodes_read_text(reader *r, const automaton *rules,
                                         const char *text, size_t len,
                                         const smtpcodes_context *context);

/* What a host is known for by its last labels (2 or 3): an atom, or 0. */
SMTPCODES_LOCAL uint16_t smtpcodes_host_atom(const automaton *rules,
                                             const char *host, size_t len,
                                             int labels);

/* Whether a word is an address, a host name or a url: what stands
   in one decides nothing. */
SMTPCODES_LOCAL int smtpcodes_is_name(const char *word, size_t len);

/*
** The hash of the next word of text[*at..len), or 0 when there is none; *at
** moves behind it. Numbers are no words; a character of a language without
** spaces is one.
*/
SMTPCODES_LOCAL uint32_t smtpcodes_next_word(const char *text, size_t len,
                                             size_t *at);

/* A word of the text, as its row of the automaton: for what reads words that
   stand in no text. */
SMTPCODES_LOCAL void smtpcodes_take_word(reader *r, const word_row *word,
                                         size_t first, size_t last);

/* The row of a word, or NULL when the automaton does not know it. */
SMTPCODES_LOCAL const word_row *smtpcodes_find_word(const automaton *rules,
                                                    uint32_t hash);

/* Before a text is read: nothing has been found. */
SMTPCODES_LOCAL void smtpcodes_begin_text(reader *r, const automaton *rules,
                                          const char *text, size_t len);

/* Classes of words: the id of the i-th, whose name is *name; 0 behind them. */
SMTPCODES_LOCAL uint16_t smtpcodes_word_class(int i, const char **name);

/* Names in facts as the numbers that rules have; -1 when there is none. */
SMTPCODES_LOCAL int smtpcodes_detail_number(const char *name, size_t len);
SMTPCODES_LOCAL int smtpcodes_provider_number(const char *name, size_t len);

/* The rules of a caller, ready to be read with. */
struct smtpcodes_rules {
  automaton rules;
  const uint32_t *retry_after;     /* of each rule, or 0 */
  uint16_t class_ids[MAX_CLASSES]; /* the id of each class here, or 0 */
};

/* The rules of data/phrases.tsv and its kin. */
SMTPCODES_LOCAL extern const automaton smtpcodes_built_in;

/* Whether an octet is part of a word. */
SMTPCODES_LOCAL int smtpcodes_in_word(char octet);

static INLINE int is_set(const smtpcodes_span *span) {
  return span->last > span->first;
}

static INLINE void set_once(smtpcodes_span *span, size_t first, size_t last) {
  if (is_set(span))
    return;
  span->first = first;
  span->last = last;
}

static INLINE int is_seen(const reader *r, uint16_t atom) {
  return r->seen[atom >> 3] >> (atom & 7) & 1;
}

#ifdef __cplusplus
}
#endif

#endif
