/*
** smtpcodes_local.h: what files of the library share, and nobody else.
**
** Names that are SMTPCODES_LOCAL are hidden from whoever loads the library.
*/
#ifndef SMTPCODES_LOCAL_H
#define SMTPCODES_LOCAL_H

#if defined(__GNUC__) && !defined(_WIN32)
#define SMTPCODES_LOCAL __attribute__((visibility("hidden")))
#else
#define SMTPCODES_LOCAL
#endif

/* C89 with the extensions of GNU has it under this name alone. */
#if defined(__cplusplus) || \
    (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L)
#define INLINE inline
#else
#define INLINE __inline
#endif

/* The number of the lowest of some bits, which are not 0. */
static INLINE int first_bit(unsigned bits) {
#if defined(__GNUC__)
  return __builtin_ctz(bits);
#else
  int n = 0;
  while (!(bits >> n & 1))
    n++;
  return n;
#endif
}

/*
** What a function's callers see to, and what must hold at a place. In a build
** with -DSMTPCODES_CHECKS (make test-checks) the program ends with file and
** line where that is not so; in all others it is nothing.
*/
#ifdef SMTPCODES_CHECKS
#undef NDEBUG
#include <assert.h>
#define SMTPCODES_ASSERT(holds) assert(holds)
#else
#define SMTPCODES_ASSERT(holds) ((void)0)
#endif

#endif
