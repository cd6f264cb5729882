/*
** string.c: what the core uses of the C library, octet by octet, as C99 7.21
** has it. For WebAssembly alone; compiled with -fno-builtin, so that a loop
** that copies is not made a call of memcpy.
*/
#include <string.h>

void *memcpy(void *to, const void *from, size_t len) {
  unsigned char *out = (unsigned char *)to;
  const unsigned char *in = (const unsigned char *)from;
  while (len-- > 0)
    *out++ = *in++;
  return to;
}

void *memmove(void *to, const void *from, size_t len) {
  unsigned char *out = (unsigned char *)to;
  const unsigned char *in = (const unsigned char *)from;
  if (out <= in)
    return memcpy(to, from, len);
  while (len-- > 0)
    out[len] = in[len];
  return to;
}

void *memset(void *to, int octet, size_t len) {
  unsigned char *out = (unsigned char *)to;
  while (len-- > 0)
    *out++ = (unsigned char)octet;
  return to;
}

void *memchr(const void *in, int octet, size_t len) {
  const unsigned char *at = (const unsigned char *)in;
  for (; len > 0; at++, len--)
    if (*at == (unsigned char)octet)
      return (void *)at;
  return NULL;
}

int memcmp(const void *a, const void *b, size_t len) {
  const unsigned char *x = (const unsigned char *)a;
  const unsigned char *y = (const unsigned char *)b;
  for (; len > 0; x++, y++, len--)
    if (*x != *y)
      return *x < *y ? -1 : 1;
  return 0;
}

size_t strlen(const char *text) {
  const char *at = text;
  while (*at != '\0')
    at++;
  return (size_t)(at - text);
}

int strcmp(const char *a, const char *b) {
  while (*a != '\0' && *a == *b) {
    a++;
    b++;
  }
  return (int)(unsigned char)*a - (int)(unsigned char)*b;
}

char *strchr(const char *text, int octet) {
  for (; *text != (char)octet; text++)
    if (*text == '\0')
      return NULL;
  return (char *)text;
}

char *strcpy(char *to, const char *from) {
  memcpy(to, from, strlen(from) + 1);
  return to;
}

size_t strcspn(const char *text, const char *reject) {
  const char *at = text;
  while (*at != '\0' && strchr(reject, *at) == NULL)
    at++;
  return (size_t)(at - text);
}
