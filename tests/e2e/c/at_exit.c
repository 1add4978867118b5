/* Calls where a thread or the program ends: they work, and nothing is printed. Exit code 0 if all did.
 *
 * Argument: a URL that answers GET /sessions/whoami with a session. */
#define _POSIX_C_SOURCE 200809L
#include <ory.h>

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static ory_client *client;
static pthread_key_t key;
static int calls;

static void call(void) {
    ory_session *session = NULL;
    if (ory_client_to_session(client, NULL, &session, NULL) == ORY_OK && ory_session_get_active(session)) {
        calls++;
    }
    ory_session_free(session);
}

static void at_exit(void) {
    call();
    ory_client_free(client);
    /* The thread's call before it ended, the one of its key, the one of main, and this one. */
    if (calls != 4) {
        _exit(1);
    }
}

static void of_key(void *value) {
    (void)value;
    call();
}

static void *thread(void *unused) {
    pthread_setspecific(key, &key);
    call();
    return unused;
}

int main(int count, char **arguments) {
    ory_config *config = ory_config_new();
    pthread_t id;
    if (count != 2) {
        return 2;
    }
    ory_config_set_kratos_public_url(config, ORY_STR(arguments[1]));
    ory_config_set_session_token(config, ORY_STR("ory_st_c_driver_secret"));
    if (ory_config_build(config, &client, NULL) != ORY_OK || atexit(at_exit) != 0 ||
        pthread_key_create(&key, of_key) != 0) {
        return 3;
    }
    call();
    if (pthread_create(&id, NULL, thread, NULL) != 0) {
        return 4;
    }
    pthread_join(id, NULL);
    return 0;
}
