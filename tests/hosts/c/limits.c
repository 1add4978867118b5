/* A process that has no descriptors, no threads or no memory left: calls fail with an error, and work again afterwards.
 *
 * Arguments: `descriptors`, `threads` or `memory`, and the URL of the API; for `memory` its answer is large. Prints a line
 * for each call: `ok`, or the kind of its error and the error. */
#define _DEFAULT_SOURCE
#include <ory.h>

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static void call(const ory_client *client) {
    ory_session *session = NULL;
    ory_error *error = NULL;
    ory_result result = ory_client_to_session(client, NULL, &session, &error);
    ory_str line = ory_error_get_line(error);
    if (result == ORY_OK) {
        printf("ok\n");
    } else {
        printf("%d %.*s\n", (int)result, (int)line.len, line.data);
    }
    ory_error_free(error);
    ory_session_free(session);
}

static long used_bytes(void) {
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld", &pages) != 1) {
        return -1;
    }
    fclose(file);
    return pages * 4096;
}

/* Calls with a limit, then without it. */
static void limited(const ory_client *client, int resource, rlim_t limit) {
    struct rlimit before, less;
    getrlimit(resource, &before);
    less = before;
    less.rlim_cur = limit;
    setrlimit(resource, &less);
    call(client);
    setrlimit(resource, &before);
    call(client);
}

int main(int count, char **arguments) {
    ory_config *config = ory_config_new();
    ory_client *client = NULL;
    const char *what = count == 3 ? arguments[1] : "";
    setvbuf(stdout, NULL, _IOLBF, 4096);
    if (count != 3) {
        return 2;
    }
    ory_config_set_kratos_public_url(config, ORY_STR(arguments[2]));
    ory_config_set_session_token(config, ORY_STR("ory_st_hosts"));
    ory_config_set_max_retries(config, 0);
    if (ory_config_build(config, &client, NULL) != ORY_OK) {
        return 3;
    }
    if (strcmp(what, "descriptors") == 0) {
        limited(client, RLIMIT_NOFILE, 3);
    } else if (strcmp(what, "threads") == 0) {
        limited(client, RLIMIT_NPROC, 0);
    } else {
        limited(client, RLIMIT_AS, (rlim_t)used_bytes() + 16 * 1024 * 1024);
    }
    ory_client_free(client);
    return 0;
}
