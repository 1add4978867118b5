#ifndef ORY_HUB_DLFCN_H
#define ORY_HUB_DLFCN_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct {
  const char *dli_fname;
  void *dli_fbase;
  const char *dli_sname;
  void *dli_saddr;
} Dl_info;
int dladdr(const void *address, Dl_info *found);
#ifdef __cplusplus
}
#endif
#endif
