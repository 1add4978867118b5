/* Loads and unloads the library many times; exit code 1 if memory grows.
 *
 * Argument: the shared library. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static long resident_pages(void) {
    long size = 0;
    long resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld %ld", &size, &resident) != 2) {
        return -1;
    }
    fclose(file);
    return resident;
}

int main(int count, char **arguments) {
    long before = 0;
    int round;
    if (count != 2) {
        return 2;
    }
    for (round = 0; round < 300; round++) {
        void *library = dlopen(arguments[1], RTLD_NOW);
        void *(*make)(void);
        void (*end)(void *);
        void *symbol;
        if (library == NULL) {
            return 3;
        }
        symbol = dlsym(library, "ory_config_new");
        memcpy(&make, &symbol, sizeof make);
        symbol = dlsym(library, "ory_config_free");
        memcpy(&end, &symbol, sizeof end);
        end(make());
        dlclose(library);
        if (round == 50) {
            before = resident_pages();
        }
    }
    /* 250 rounds may cost a megabyte at most. */
    return resident_pages() - before < 256 ? 0 : 1;
}
