/* No assertion is compiled in: packages are built with NDEBUG. */
#undef assert
#define assert(condition) ((void)0)
#if !defined(__cplusplus) && !defined(static_assert)
#define static_assert _Static_assert
#endif
