/* What the dynamic linker tells of the loaded libraries. */
#ifndef ORY_HUB_LINK_H
#define ORY_HUB_LINK_H
#include <stddef.h>
#include <stdint.h>
#include <dlfcn.h>
#ifdef __cplusplus
extern "C" {
#endif
#ifdef __LP64__
#define ElfW(type) Elf64_##type
typedef uint64_t Elf64_Addr;
typedef uint16_t Elf64_Half;
typedef struct {
  uint32_t p_type;
  uint32_t p_flags;
  uint64_t p_offset;
  uint64_t p_vaddr;
  uint64_t p_paddr;
  uint64_t p_filesz;
  uint64_t p_memsz;
  uint64_t p_align;
} Elf64_Phdr;
#else
#define ElfW(type) Elf32_##type
typedef uint32_t Elf32_Addr;
typedef uint16_t Elf32_Half;
typedef struct {
  uint32_t p_type;
  uint32_t p_offset;
  uint32_t p_vaddr;
  uint32_t p_paddr;
  uint32_t p_filesz;
  uint32_t p_memsz;
  uint32_t p_flags;
  uint32_t p_align;
} Elf32_Phdr;
#endif
#define PT_LOAD 1
#define PT_GNU_EH_FRAME 0x6474e550
#define PT_ARM_EXIDX 0x70000001
struct dl_phdr_info {
  ElfW(Addr) dlpi_addr;
  const char *dlpi_name;
  const ElfW(Phdr) *dlpi_phdr;
  ElfW(Half) dlpi_phnum;
  unsigned long long dlpi_adds;
  unsigned long long dlpi_subs;
  size_t dlpi_tls_modid;
  void *dlpi_tls_data;
};
int dl_iterate_phdr(int (*visit)(struct dl_phdr_info *info, size_t size, void *data), void *data);
#ifdef __cplusplus
}
#endif
#endif
