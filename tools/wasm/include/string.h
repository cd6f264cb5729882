/*
** string.h: the part of the C library that the core uses, for WebAssembly,
** which has none. tools/wasm/string.c has the functions.
*/
#ifndef SMTPCODES_WASM_STRING_H
#define SMTPCODES_WASM_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t len);
void *memmove(void *to, const void *from, size_t len);
void *memset(void *to, int octet, size_t len);
void *memchr(const void *in, int octet, size_t len);
int memcmp(const void *a, const void *b, size_t len);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);
char *strchr(const char *text, int octet);
char *strcpy(char *to, const char *from);
size_t strcspn(const char *text, const char *reject);

#endif
