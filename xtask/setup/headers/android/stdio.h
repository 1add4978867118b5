/* Of what a program writes, only the unwinder's last words before it aborts. */
#ifndef ORY_HUB_STDIO_H
#define ORY_HUB_STDIO_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct __sFILE FILE;
extern FILE *stderr;
int fflush(FILE *file);
__attribute__((format(printf, 2, 3))) int fprintf(FILE *file, const char *format, ...);
__attribute__((format(printf, 3, 4))) int snprintf(char *to, size_t length, const char *format, ...);
#ifdef __cplusplus
}
#endif
#endif
