#ifndef ORY_HUB_INTTYPES_H
#define ORY_HUB_INTTYPES_H
#include <stdint.h>
#define PRIu8 "u"
#ifdef __LP64__
#define PRId64 "ld"
#define PRIu64 "lu"
#define PRIx64 "lx"
#define PRIXPTR "lX"
#define PRIxPTR "lx"
#else
#define PRId64 "lld"
#define PRIu64 "llu"
#define PRIx64 "llx"
#define PRIXPTR "X"
#define PRIxPTR "x"
#endif
#endif
