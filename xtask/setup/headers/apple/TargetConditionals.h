/* What ring asks of the system it is compiled for. */
#ifndef ORY_HUB_TARGET_CONDITIONALS_H
#define ORY_HUB_TARGET_CONDITIONALS_H
#define TARGET_OS_MAC 1
#ifdef __ENVIRONMENT_IPHONE_OS_VERSION_MIN_REQUIRED__
#define TARGET_OS_IPHONE 1
#define TARGET_OS_IOS 1
#define TARGET_OS_OSX 0
#else
#define TARGET_OS_IPHONE 0
#define TARGET_OS_IOS 0
#define TARGET_OS_OSX 1
#endif
#define TARGET_OS_TV 0
#define TARGET_OS_WATCH 0
#endif
