#ifndef ORY_HUB_STDLIB_H
#define ORY_HUB_STDLIB_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
__attribute__((noreturn)) void abort(void);
void *calloc(size_t count, size_t size);
void free(void *memory);
char *getenv(const char *name);
void *malloc(size_t size);
#ifdef __cplusplus
}
#endif
#endif
