/* What the unwinder asks the kernel with, to see whether an address can be read. */
#ifndef ORY_HUB_SIGNAL_H
#define ORY_HUB_SIGNAL_H
#define NSIG 65
typedef unsigned long sigset_t;
#endif
