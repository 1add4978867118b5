#ifndef ORY_HUB_UNISTD_H
#define ORY_HUB_UNISTD_H
#ifdef __cplusplus
extern "C" {
#endif
long syscall(long number, ...);
#ifdef __cplusplus
}
#endif
#endif
