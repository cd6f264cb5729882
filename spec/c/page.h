/*
** page.h: input that lies at the end of a page that no page follows, so that
** one octet read or written too far ends the test.
**
** With the argument "quick" a test tries fewer values, for
** tools/mutate.lua, tools/coverage.sh and for processors that are emulated.
*/
#ifndef PAGE_H
#define PAGE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

#ifndef PAGES
#define PAGES 4
#endif

static char *page_begin, *page_end; /* no page is before or behind */
static unsigned long checks;
static int quick;

static void read_arguments(int argc, char **argv) {
  quick = argc > 1 && strcmp(argv[1], "quick") == 0;
}

static void check(int holds, const char *what, const char *input, size_t len) {
  size_t i;
  checks++;
  if (holds)
    return;
  fprintf(stderr, "%s:", what);
  for (i = 0; i < len && i < 80; i++)
    fprintf(stderr, " %02x", (unsigned char)input[i]);
  fprintf(stderr, "\n");
  exit(1);
}

#ifdef _WIN32
static void map(void) {
  SYSTEM_INFO system;
  DWORD before;
  char *memory;
  GetSystemInfo(&system);
  memory = (char *)VirtualAlloc(NULL, (PAGES + 2) * system.dwPageSize,
                                MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  if (memory == NULL)
    exit(2);
  page_begin = memory + system.dwPageSize;
  page_end = page_begin + PAGES * system.dwPageSize;
  if (!VirtualProtect(memory, system.dwPageSize, PAGE_NOACCESS, &before) ||
      !VirtualProtect(page_end, system.dwPageSize, PAGE_NOACCESS, &before))
    exit(2);
}
#else
static void map(void) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *memory = (char *)mmap(NULL, (PAGES + 2) * page, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED || mprotect(memory, page, PROT_NONE) ||
      mprotect(memory + (PAGES + 1) * page, page, PROT_NONE))
    exit(2);
  page_begin = memory + page;
  page_end = page_begin + PAGES * page;
}
#endif

static inline char *at_end(const char *input, size_t len) {
  return (char *)memmove(page_end - len, input, len);
}

#endif
