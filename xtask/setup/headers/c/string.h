#ifndef ORY_HUB_STRING_H
#define ORY_HUB_STRING_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
void *memchr(const void *bytes, int value, size_t length);
int memcmp(const void *one, const void *other, size_t length);
void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int strcmp(const char *one, const char *other);
size_t strlen(const char *text);
#ifdef __cplusplus
}
#endif
#endif
