#ifndef ORY_HUB_SYSCALL_H
#define ORY_HUB_SYSCALL_H
#ifdef __aarch64__
#define SYS_rt_sigprocmask 135
#endif
#endif
