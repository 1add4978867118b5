#ifndef ORY_HUB_PTHREAD_H
#define ORY_HUB_PTHREAD_H
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#ifdef __LP64__
typedef struct { int32_t words[14]; } pthread_rwlock_t;
#else
typedef struct { int32_t words[10]; } pthread_rwlock_t;
#endif
#define PTHREAD_RWLOCK_INITIALIZER {{0}}
int pthread_rwlock_rdlock(pthread_rwlock_t *lock);
int pthread_rwlock_wrlock(pthread_rwlock_t *lock);
int pthread_rwlock_unlock(pthread_rwlock_t *lock);
#ifdef __cplusplus
}
#endif
#endif
