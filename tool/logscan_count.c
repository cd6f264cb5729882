/*
** logscan_count.c: counts deliveries by domain, transport, hour and delay, in
** one table of a fixed size that its owner empties in time.
*/
#include "logscan.h"

#include <string.h>

#define LONGEST_KEY 255

/* The least seconds of each of the 24 steps of a power of ten. */
static const double roots[24] = {
    1.0,          1.1006941713, 1.2115276586, 1.3335214322, 1.4677992676,
    1.6155980985, 1.7782794100, 1.9573417815, 2.1544346900, 2.3713737057,
    2.6101572157, 2.8729848333, 3.1622776602, 3.4807005884, 3.8311868496,
    4.2169650343, 4.6415888336, 5.1089697745, 5.6234132519, 6.1896581889,
    6.8129206906, 7.4989420933, 8.2540418527, 9.0851757567};

int logscan_step(double seconds) {
  int step = 0, root = 0;
  while (seconds >= 10 && step < LOGSCAN_STEP_MAX) {
    seconds /= 10;
    step += 24;
  }
  while (seconds < 1 && step > LOGSCAN_STEP_MIN) {
    seconds *= 10;
    step -= 24;
  }
  while (root < 23 && seconds >= roots[root + 1] && step < LOGSCAN_STEP_MAX)
    root++;
  return step + root;
}

void logscan_clear(logscan_counts *counts) {
  counts->total = counts->used = counts->key_octets = 0;
  memset(counts->last, 0, sizeof(counts->last));
  memset(counts->slots, 0, sizeof(counts->slots));
  memset(counts->delays, 0, sizeof(counts->delays));
}

/* A key in lower case, and its hash (FNV-1a). */
static unsigned fold(logscan_span key, char *out) {
  unsigned hash = 2166136261u;
  size_t i;
  for (i = 0; i < key.len; i++) {
    unsigned char c = (unsigned char)key.text[i];
    if (c >= 'A' && c <= 'Z')
      c = (unsigned char)(c + ('a' - 'A'));
    out[i] = (char)c;
    hash = (hash ^ c) * 16777619u;
  }
  return hash ^ (hash >> 15);
}

static unsigned exact(logscan_span key, char *out) {
  unsigned hash = 2166136261u;
  size_t i;
  for (i = 0; i < key.len; i++)
    hash = (hash ^ (unsigned char)(out[i] = key.text[i])) * 16777619u;
  return hash ^ (hash >> 15);
}

static logscan_entry *add(logscan_counts *counts, unsigned slot, unsigned hash,
                          const char *key, unsigned len) {
  logscan_entry *entry = &counts->entries[counts->used++];
  memset(entry, 0, sizeof(*entry));
  entry->hash = hash;
  entry->key = counts->key_octets;
  entry->len = len;
  memcpy(counts->keys + counts->key_octets, key, len);
  counts->key_octets += len;
  counts->slots[slot] = (unsigned short)counts->used;
  return entry;
}

/* The entry of a key, which is made if need be. */
static logscan_entry *entry_of(logscan_counts *counts, logscan_table table,
                               logscan_span name) {
  char key[LONGEST_KEY];
  unsigned hash, slot, len;
  logscan_entry *entry;
  if (name.len > LONGEST_KEY)
    name.len = LONGEST_KEY;
  len = (unsigned)name.len;
  hash = (table == LOGSCAN_DOMAIN ? fold(name, key) : exact(name, key)) +
         (unsigned)table;
  slot = hash & (LOGSCAN_SLOTS - 1);
  for (; counts->slots[slot] != 0; slot = (slot + 1) & (LOGSCAN_SLOTS - 1)) {
    entry = &counts->entries[counts->slots[slot] - 1];
    if (entry->hash == hash && entry->table == table && entry->len == len &&
        memcmp(counts->keys + entry->key, key, len) == 0)
      return entry;
  }
  entry = add(counts, slot, hash, key, len);
  entry->table = table;
  return entry;
}

static unsigned char stamp(char *out, logscan_span time) {
  size_t len = time.len < LOGSCAN_STAMP ? time.len : LOGSCAN_STAMP;
  if (len > 0)
    memcpy(out, time.text, len);
  return (unsigned char)len;
}

/* How a time stands to a stamp, as texts: negative, 0 or positive. */
static int compare(logscan_span time, const char *text, size_t len) {
  size_t both = time.len < len ? time.len : len;
  int order = memcmp(time.text, text, both);
  return order != 0 ? order : time.len < len ? -1 : time.len > len;
}

/* Of one second the texts decide, so that the order does not matter. */
static void widen(logscan_entry *entry, logscan_span time, double at) {
  if (at < entry->from ||
      (at == entry->from &&
       compare(time, entry->first, entry->first_len) < 0)) {
    entry->from = at;
    entry->first_len = stamp(entry->first, time);
  }
  if (at > entry->to ||
      (at == entry->to && compare(time, entry->last, entry->last_len) > 0)) {
    entry->to = at;
    entry->last_len = stamp(entry->last, time);
  }
}

/* The entry of a key, most often the one of the delivery before. */
static logscan_entry *near_entry(logscan_counts *counts, logscan_table table,
                                 logscan_span name) {
  unsigned last = counts->last[table];
  logscan_entry *entry = &counts->entries[last];
  if (last < counts->used && entry->table == table && entry->len == name.len &&
      memcmp(counts->keys + entry->key, name.text, name.len) == 0)
    return entry;
  entry = entry_of(counts, table, name);
  counts->last[table] = (unsigned)(entry - counts->entries);
  return entry;
}

static void count_in(logscan_counts *counts, logscan_table table,
                     logscan_span name, logscan_span time, double at) {
  logscan_entry *entry = near_entry(counts, table, name);
  if (entry->count++ > 0) {
    widen(entry, time, at);
    return;
  }
  entry->from = entry->to = at;
  entry->first_len = stamp(entry->first, time);
  entry->last_len = stamp(entry->last, time);
}

/* What follows the last @, or "(local)". */
static logscan_span domain_of(logscan_span rcpt) {
  static const char local[] = "(local)";
  logscan_span domain;
  size_t at = rcpt.len;
  while (at > 0 && rcpt.text[at - 1] != '@')
    at--;
  domain.text = at > 0 ? rcpt.text + at : local;
  domain.len = at > 0 ? rcpt.len - at : sizeof(local) - 1;
  return domain;
}

/* "Nov  6 09", "2026-11-06T09": all before the first colon. */
static logscan_span hour_of(logscan_span time) {
  const char *colon = (const char *)memchr(time.text, ':', time.len);
  if (colon != NULL)
    time.len = (size_t)(colon - time.text);
  return time;
}

int logscan_count(logscan_counts *counts, const logscan_record *record,
                  double at) {
  if (counts->used + 3 > LOGSCAN_ENTRIES ||
      counts->key_octets + 3 * LONGEST_KEY > LOGSCAN_KEYS)
    return 0;
  counts->total++;
  count_in(counts, LOGSCAN_DOMAIN, domain_of(record->rcpt), record->time, at);
  count_in(counts, LOGSCAN_TRANSPORT, record->transport, record->time, at);
  count_in(counts, LOGSCAN_HOUR, hour_of(record->time), record->time, at);
  if (record->delay >= 0)
    counts->delays[logscan_step(record->delay) - LOGSCAN_STEP_MIN]++;
  return 1;
}
